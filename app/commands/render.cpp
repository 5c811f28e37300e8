// senga render: a film through the chain into a new film, or into pictures.
#include "app/render/render.h"
#include "app/commands/chain_options.h"
#include "app/commands/command.h"
#include "app/commands/number_rules.h"
#include "app/commands/progress_line.h"
#include "app/commands/shelf.h"
#include "app/offline/interruption.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

namespace senga {
namespace {

struct RenderOptions {
    ChainOptions chain;
    std::string input;
    std::string output;
    std::string size;
    double scale = 1.0;
    std::string codec = "x264";
    std::optional<double> crf;
    std::string encoder_preset;
    std::optional<int> depth;
    std::string subsampling;
    bool no_dither = false;
    std::string start;
    std::string end;
    std::optional<std::int64_t> frames;
    std::vector<std::string> ranges; // "FROM-TO=PRESET"
    std::string fps = "24000/1001";
    bool resume = false;
    bool force = false;
    bool json = false;
};

// "24", "23.976", "24000/1001". Errors: usage.
Result<Rational> parse_fps(const std::string& text) {
    int num = 0;
    int den = 1;
    char rest = '\0';
    const bool ratio = std::sscanf(text.c_str(), "%d/%d%c", &num, &den, &rest) == 2; // NOLINT(cert-err34-c)
    double decimal = 0.0;
    if (!ratio && std::sscanf(text.c_str(), "%lf%c", &decimal, &rest) == 1) { // NOLINT(cert-err34-c)
        den = 1000;
        num = decimal >= 0.001 && decimal <= 1000.0 ? static_cast<int>(std::lround(decimal * den)) : 0;
    }
    const double fps = den > 0 ? static_cast<double>(num) / den : 0.0;
    if (!(fps >= 0.001 && fps <= 1000.0)) {
        return diagnose(Code::usage, fmt::format("--fps \"{}\" is no rate: write 24, 23.976 or 24000/1001", text));
    }
    return Rational{num, den};
}

// A shader that cannot be loaded would be missing in all of the film.
Result<Chain> whole(Result<LoadedChain> loaded) {
    if (!loaded) {
        return loaded.error();
    }
    for (const ChainEntry& entry : loaded->chain.entries) {
        if (entry.failure) {
            return *entry.failure;
        }
    }
    warn(loaded->notes);
    return std::move(loaded->chain);
}

// The chain of a --range: a preset, none, or one shader file; the scalers are those of the options.
Result<Chain> range_chain(const RenderOptions& options, const CLI::App& command, const std::string& name) {
    const Shelf shelf = default_shelf();
    ChainOptions own = options.chain;
    own.values.clear();
    own.shaders.clear();
    own.preset = name;
    own.none = name == "none" || name.ends_with(".glsl");
    Result<LoadedChain> loaded = load(own, command, shelf);
    if (loaded && name.ends_with(".glsl")) {
        loaded->chain.name = name;
        loaded->chain.entries.push_back(load_entry(shelf, name));
    }
    return whole(std::move(loaded));
}

Result<Segments> load_segments(const RenderOptions& options, const CLI::App& command, double duration_s) {
    Segments out;
    Result<Chain> rest = whole(load(options.chain, command, default_shelf()));
    if (!rest) {
        return rest.error();
    }
    out.chains.push_back(*std::move(rest));
    for (const std::string& text : options.ranges) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos || equals + 1 == text.size()) {
            return diagnose(Code::usage, fmt::format("--range \"{}\" is not FROM-TO=PRESET, as in 100-200=default or "
                                                     "10s-20s=none",
                                                     text));
        }
        const Result<Stretch> stretch = parse_stretch("--range", text.substr(0, equals), duration_s);
        if (!stretch) {
            return stretch.error();
        }
        Result<Chain> chain = range_chain(options, command, text.substr(equals + 1));
        if (!chain) {
            return chain.error();
        }
        out.ranges.push_back(*stretch);
        out.chains.push_back(*std::move(chain));
    }
    const Outcome apart = check_apart("--range", out.ranges);
    return apart ? Result<Segments>(std::move(out)) : Result<Segments>(apart.error());
}

Outcome read_part(const RenderOptions& options, double duration_s, SourcePart& out) {
    const std::pair<const char*, std::pair<const std::string*, std::optional<Moment>*>> moments[]{
        {"--start", {&options.start, &out.start}}, {"--end", {&options.end, &out.end}}};
    for (const auto& [name, sides] : moments) {
        if (sides.first->empty()) {
            continue;
        }
        const Result<Moment> moment = parse_moment(name, *sides.first, MomentUnit::seconds, duration_s);
        if (!moment) {
            return moment.error();
        }
        *sides.second = *moment;
    }
    out.frames = options.frames;
    return Done{};
}

// The part as given, to tell one job from another.
std::string part_text(const RenderOptions& options) {
    const auto given = [](const std::string& text) { return text.empty() ? std::string("-") : text; };
    return fmt::format("start {}, end {}, frames {}, ranges {}", given(options.start), given(options.end),
                       options.frames ? fmt::format("{}", *options.frames) : "-",
                       given(fmt::format("{}", fmt::join(options.ranges, " "))));
}

Outcome read_wish(const RenderOptions& options, OutputWish& out) {
    out.scale = options.scale;
    out.depth = options.depth;
    out.subsampling = options.subsampling;
    if (options.size.empty()) {
        return Done{};
    }
    const Result<Size> size = parse_size(options.size);
    if (!size) {
        return size.error();
    }
    out.size = *size;
    return Done{};
}

Outcome read_job(const RenderOptions& options, const CLI::App& command, const FrameSource& source, RenderJob& out) {
    const double duration_s = source.info().media.duration_s;
    Result<Segments> segments = load_segments(options, command, duration_s);
    if (!segments) {
        return segments.error();
    }
    out.input = options.input;
    out.output = options.output;
    out.segments = *std::move(segments);
    out.codec = options.codec;
    out.crf = options.crf;
    out.encoder_preset = options.encoder_preset;
    out.dither = options.no_dither ? DownloadDither::off : DownloadDither::blue_noise;
    out.part_text = part_text(options);
    if (options.resume) {
        out.existing = RenderJob::Existing::go_on;
    } else if (options.force) {
        out.existing = RenderJob::Existing::replace;
    }
    const Outcome part = read_part(options, duration_s, out.part);
    return part ? read_wish(options, out.wish) : part;
}

const char* end_name(RenderReport::End end) {
    switch (end) {
    case RenderReport::End::whole:
    case RenderReport::End::complete_before:
        return "whole";
    case RenderReport::End::stopped:
        return "stopped";
    case RenderReport::End::failed:
        return "failed";
    }
    return "";
}

std::string json_of(const RenderOptions& options, const RenderReport& report, const nlohmann::json& notes,
                    double elapsed_s) {
    const auto made = static_cast<double>(report.frames - report.frames_kept);
    nlohmann::json out{{"input", options.input},
                       {"output", options.output},
                       {"end", end_name(report.end)},
                       {"frames", report.frames},
                       {"frames_kept", report.frames_kept},
                       {"seconds", report.seconds},
                       {"bytes", report.bytes},
                       {"elapsed_s", elapsed_s},
                       {"fps", elapsed_s > 0.0 ? made / elapsed_s : 0.0},
                       {"codec", report.codec},
                       {"width", report.format.size.w},
                       {"height", report.format.size.h},
                       {"subsampling", subsampling_name(report.format)},
                       {"depth", report.format.bit_depth},
                       {"notes", notes}};
    if (report.error) {
        out["error"] = to_string(*report.error);
    }
    return out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string summary(const std::string& output, const RenderReport& report, double elapsed_s) {
    const std::int64_t made = report.frames - report.frames_kept;
    std::string out = fmt::format("{}: {} frames", output, report.frames);
    if (report.frames_kept > 0) {
        out += fmt::format(", {} of them from before", report.frames_kept);
    }
    return out + fmt::format(", {:.1f} MB, in {:.1f} s ({:.1f} fps)", static_cast<double>(report.bytes) / 1e6,
                             elapsed_s, elapsed_s > 0.0 ? static_cast<double>(made) / elapsed_s : 0.0);
}

// The last words on stderr, and the exit code.
Exit conclude(const RenderOptions& options, const RenderReport& report, double elapsed_s) {
    switch (report.end) {
    case RenderReport::End::complete_before:
        fmt::print(stderr, "senga: {} is there and whole; nothing is to be done (--force renders it anew)\n",
                   options.output);
        return Exit::done;
    case RenderReport::End::whole:
        fmt::print(stderr, "senga: {}\n", summary(options.output, report, elapsed_s));
        return Exit::done;
    case RenderReport::End::stopped:
        fmt::print(stderr, "senga: stopped. {}. The same command with --resume goes on\n",
                   summary(options.output, report, elapsed_s));
        return Exit::bad_input;
    case RenderReport::End::failed:
        break;
    }
    static_cast<void>(fail(*report.error));
    fmt::print(stderr, "senga: {}{}\n", summary(options.output, report, elapsed_s),
               report.resumable ? ". Once that is put right, the same command with --resume goes on" : "");
    return Exit::bad_input; // the command line was right
}

Exit run_render(const RenderOptions& options, const CLI::App& command) {
    Interruption interruption;
    const Result<Rational> fps = parse_fps(options.fps);
    if (!fps) {
        return fail(fps.error());
    }
    Result<FrameSource> source = FrameSource::open(options.input, *fps);
    if (!source) {
        return fail(source.error());
    }
    if (command.count("--fps") > 0 && source->info().kind == SourceInfo::Kind::film) {
        return fail(diagnose(Code::usage, "--fps is for pictures; a film keeps the times of its frames"));
    }
    RenderJob job;
    if (const Outcome read = read_job(options, command, *source, job); !read) {
        return fail(read.error());
    }
    const auto begun = std::chrono::steady_clock::now();
    const auto elapsed_s = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    };
    nlohmann::json notes = nlohmann::json::array();
    ProgressLine line;
    const RenderWatch watch{.asked_to_stop = [&] { return interruption.asked(); },
                            .progress =
                                [&](const RenderProgress& progress) {
                                    line.show({progress.frames, progress.expected, progress.bytes});
                                },
                            .notes =
                                [&](const std::vector<Diagnostic>& found) {
                                    line.clear();
                                    warn(found);
                                    for (const Diagnostic& note : found) {
                                        notes.push_back(to_string(note));
                                    }
                                }};
    const Result<RenderReport> report = render(*std::move(source), job, watch);
    line.clear();
    if (!report) {
        return fail(report.error());
    }
    if (options.json) {
        std::fputs(json_of(options, *report, notes, elapsed_s()).c_str(), stdout);
    }
    return conclude(options, *report, elapsed_s());
}

void declare_picture(CLI::App& command, RenderOptions& options) {
    CLI::Option* size = command.add_option("--size", options.size,
                                           "size of the output, exactly; of another shape than the picture, the film "
                                           "tells players how to show it");
    size->type_name("WxH");
    command
        .add_option("--scale", options.scale,
                    "size as a multiple of the input's, which counts upright and with square pixels")
        ->check(number_above_zero())
        ->capture_default_str()
        ->excludes(size);
    command
        .add_option("--range", options.ranges,
                    "frames (100-200) or times (10s-20s, 1:02.5-1:10, 25%-50%) of the input that get another preset, "
                    "none, or a .glsl file; TO is the first that does not; may be given again, without overlap. What "
                    "passes remember from frame to frame ends at its edges")
        ->type_name("FROM-TO=PRESET")
        ->take_all();
    command.add_flag("--no-dither", options.no_dither, "round to the nearest code instead of dithering");
}

void declare_part(CLI::App& command, RenderOptions& options) {
    command
        .add_option("--start", options.start,
                    "begin with the frame shown at this time (83.5, 1:23.5, 25%) or with a frame (240f)")
        ->type_name("TIME");
    command.add_option("--end", options.end, "end before this time or frame")->type_name("TIME");
    command.add_option("--frames", options.frames, "render this many frames at most")->check(whole_number(1));
    command.add_option("--fps", options.fps, "frames per second where the input is pictures: 24, 23.976 or 24000/1001")
        ->type_name("RATE")
        ->capture_default_str();
}

void declare_encoding(CLI::App& command, RenderOptions& options) {
    command.add_option("--codec", options.codec, "what the film is coded with; see below")->capture_default_str();
    command.add_option("--crf", options.crf, "quality, lower is better and larger; see below for each codec's");
    command.add_option("--encoder-preset", options.encoder_preset, "speed of the encoder; see below for each codec's")
        ->type_name("NAME");
    command
        .add_option("--depth", options.depth,
                    "bits per sample: 8 or 10, ffv1 up to 16, PNG 8 or 16; unless given, the input's as far as the "
                    "codec goes, and 8 for PNG")
        ->check(whole_number(8, 16));
    command
        .add_option("--subsampling", options.subsampling,
                    "420, 422, 444, gray or rgb; unless given, the input's as far as the codec goes; inputs of R, G "
                    "and B become 420, but rgb in ffv1")
        ->type_name("NAME");
}

} // namespace

void declare_render(CLI::App& app, Run& run) {
    auto options = std::make_shared<RenderOptions>();
    CLI::App* command = app.add_subcommand(
        "render", "write a video or pictures through the chain into a film, with sound, subtitles, chapters and "
                  "attachments carried over, or into pictures");
    command
        ->add_option("input", options->input, "a video, an image, numbered images (shots/%05d.png) or a folder of them")
        ->required();
    command
        ->add_option("-o,--output", options->output,
                     "the film (.mkv, .mp4, .m4v, .mov, .webm), numbered pictures (out/%05d.png; frames of a film keep "
                     "their number, counted from 0) or a folder for pictures (out/)")
        ->required();
    declare(*command, options->chain);
    declare_picture(*command, *options);
    declare_part(*command, *options);
    declare_encoding(*command, *options);
    CLI::Option* resume = command->add_flag(
        "--resume", options->resume,
        "go on with an output that was broken off, by the same command; what is whole already is left alone");
    command->add_flag("--force", options->force, "replace what is there")->excludes(resume);
    command->add_flag("--json", options->json, "a summary as JSON on stdout");
    command->footer("Codecs:\n" + video_codec_help() +
                    "Ctrl+C ends the film where it is; it plays, and --resume goes on. While an output is not whole, "
                    "OUT.unfinished lies beside it.");
    command->callback(
        [options, command, &run] { run = [options, command] { return run_render(*options, *command); }; });
}

} // namespace senga
