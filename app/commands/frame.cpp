// senga frame: one frame of a video or an image through the chain into a PNG.
#include "app/commands/chain_options.h"
#include "app/commands/command.h"
#include "app/commands/shelf.h"
#include "app/commands/time_text.h"
#include "app/media/png_file.h"
#include "app/offline/offline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <set>

namespace senga {
namespace {

struct FrameOptions {
    ChainOptions chain;
    std::string input;
    std::string output;
    std::optional<std::int64_t> frame;
    std::string at;
    std::string size;
    std::optional<double> scale;
    std::string pass;
    int depth = 8;
};

Result<RawFrame> read_frame(VideoReader& reader, const FrameOptions& options) {
    if (reader.info().kind != MediaKind::video) {
        return reader.frame_at_index(0);
    }
    if (!options.at.empty()) {
        const Result<double> time = parse_time("--at", options.at, reader.info().duration_s);
        if (!time) {
            return time.error();
        }
        return reader.frame_at_time(*time);
    }
    return reader.frame_at_index(options.frame.value_or(0));
}

Result<Size> output_size(const FrameFormat& format, const FrameOptions& options) {
    const Size natural = natural_size(format);
    if (!options.size.empty()) {
        return parse_size(options.size);
    }
    const double scale = options.scale.value_or(1.0);
    const Size out{static_cast<int>(std::lround(natural.w * scale)), static_cast<int>(std::lround(natural.h * scale))};
    if (out.empty() || out.w > 16384 || out.h > 16384) {
        return diagnose(Code::usage,
                        fmt::format("--scale {} makes {}x{}: sizes go from 1 to 16384", scale, out.w, out.h));
    }
    return out;
}

// The texture the named pass wrote. A pass is named by its file's id ("classic/push"), its DESC, or what it saves.
Result<int> texture_of_pass(const Plan& plan, const Chain& chain, const std::string& name) {
    std::set<std::string> known;
    int found = -1;
    for (const PassReport& report : plan.reports) {
        const std::string& id = chain.entries[report.entry].id;
        known.insert(id);
        if (name != id && name != report.desc && name != report.saves) {
            continue;
        }
        if (report.status != PassStatus::runs) {
            if (found < 0) {
                found = -2;
            }
            continue;
        }
        found = report.texture; // the last one that matches: of a file, its final pass
    }
    if (found == -2) {
        return diagnose(Code::pass_unknown,
                        fmt::format("--pass {}: it does not run here; senga inspect says why", name));
    }
    if (found == -1) {
        std::string list;
        for (const std::string& id : known) {
            list += " " + id;
        }
        return diagnose(Code::pass_unknown,
                        fmt::format("--pass {}: the chain has no such pass; it has:{}", name, list));
    }
    return found;
}

template<class Image>
Outcome write_samples(const std::string& path, const OfflineImage& image, double levels) {
    Image out{.size = image.size};
    using Sample = typename decltype(out.samples)::value_type;
    out.samples.reserve(image.rgba.size() / 4 * 3);
    for (std::size_t i = 0; i < image.rgba.size(); ++i) {
        if (i % 4 != 3) {
            const double value = std::clamp(static_cast<double>(image.rgba[i]), 0.0, 1.0);
            out.samples.push_back(static_cast<Sample>(std::lround((std::isnan(value) ? 0.0 : value) * levels)));
        }
    }
    return write_png(path, out);
}

void report_passes(const Plan& plan, const Chain& chain) {
    for (const PassReport& report : plan.reports) {
        if (report.status == PassStatus::failed || report.status == PassStatus::missing_texture) {
            std::fprintf(stderr, "senga: %s at %s: %s\n", chain.entries[report.entry].id.c_str(),
                         std::string(stage_name(report.stage)).c_str(), report.reason.c_str());
        }
    }
}

Exit run_frame(const FrameOptions& options, const CLI::App& command) {
    const Result<LoadedChain> loaded = load(options.chain, command, default_shelf());
    if (!loaded) {
        return fail(loaded.error());
    }
    warn(loaded->notes);
    Result<VideoReader> reader = VideoReader::open(options.input);
    if (!reader) {
        return fail(reader.error());
    }
    const Result<RawFrame> frame = read_frame(*reader, options);
    warn(reader->diagnostics());
    if (!frame) {
        return fail(frame.error());
    }
    const Result<Size> size = output_size(frame->format, options);
    if (!size) {
        return fail(size.error());
    }
    Result<Offline> offline = Offline::create();
    if (!offline) {
        return fail(offline.error());
    }
    offline->set_chain(loaded->chain);
    const OutputDepth depth = options.depth == 16 ? OutputDepth::sixteen : OutputDepth::eight;
    Result<OfflineImage> image = offline->show(*frame, *size, depth);
    if (image && !options.pass.empty()) {
        const Result<int> texture = texture_of_pass(*offline->plan(), loaded->chain, options.pass);
        if (!texture) {
            return fail(texture.error());
        }
        image = offline->intermediate(*frame, *size, *texture);
    }
    if (!image) {
        return fail(image.error());
    }
    report_passes(*offline->plan(), loaded->chain);
    const Outcome written = options.depth == 16 ? write_samples<Rgb16Image>(options.output, *image, 65535)
                                                : write_samples<Rgb8Image>(options.output, *image, 255);
    return written ? Exit::done : fail(written.error());
}

} // namespace

void declare_frame(CLI::App& app, Run& run) {
    auto options = std::make_shared<FrameOptions>();
    CLI::App* command = app.add_subcommand("frame", "write one frame of a video or an image as PNG");
    command->add_option("input", options->input, "a video or an image")->required();
    command->add_option("-o,--output", options->output, "the PNG to write")->required();
    CLI::Option* frame =
        command->add_option("--frame", options->frame, "which frame, counted from 0")->check(CLI::NonNegativeNumber);
    command->add_option("--at", options->at, "the frame shown at this time: seconds, H:MM:SS or 25%")->excludes(frame);
    CLI::Option* size = command->add_option("--size", options->size, "size of the PNG")->type_name("WxH");
    command->add_option("--scale", options->scale, "size of the PNG as a multiple of the source's")
        ->check(CLI::PositiveNumber)
        ->excludes(size);
    command->add_option("--pass", options->pass, "write what this pass wrote instead of the picture")
        ->type_name("NAME");
    command->add_option("--depth", options->depth, "bits per channel")
        ->check(CLI::IsMember({8, 16}))
        ->capture_default_str();
    declare(*command, options->chain);
    command->callback([options, command, &run] { run = [options, command] { return run_frame(*options, *command); }; });
}

} // namespace senga
