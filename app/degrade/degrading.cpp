#include "app/degrade/degrading.h"

#include "app/measure/planar.h"
#include "app/media/png_file.h"
#include "app/offline/output_check.h"
#include "renderer/base/ascii.h"
#include "renderer/measure/colour_planes.h"

#include <fmt/format.h>

#include <cstddef>
#include <filesystem>
#include <system_error>
#include <utility>

namespace senga {
namespace {

// What is wrong with the output is told before anything is read at length.
Outcome check_output(const DegradeRequest& request, MediaKind kind) {
    const bool png = ascii_lower(std::filesystem::path(request.output).extension().string()) == ".png";
    if (kind == MediaKind::video && png) {
        return diagnose(Code::usage,
                        "a film does not go into a PNG: write to .mkv, or take one frame of the film with "
                        "senga frame before",
                        {request.output});
    }
    if (kind != MediaKind::video && !png) {
        return diagnose(Code::usage, "a still is written as PNG: give a name that ends in .png", {request.output});
    }
    if (Outcome other = check_no_input(request.output, {request.input}); !other) {
        return other;
    }
    std::error_code ignored;
    if (request.existing == Existing::keep && std::filesystem::exists(request.output, ignored)) {
        return diagnose(Code::file_unwritable, "the file exists already; choose another name, or --force replaces it",
                        {request.output});
    }
    return Done{};
}

FrameFormat written_format(const FrameFormat& format, const DegradeRequest& request) {
    FrameFormat out = format;
    out.bit_depth = request.bit_depth.value_or(format.bit_depth);
    return out;
}

// --- a still ---------------------------------------------------------------------------------------------------------

template<class Image>
Outcome write_still(const std::string& path, const PlanarPicture& picture) {
    Image out{.size = picture.format.size, .samples = {}};
    using Sample = typename decltype(out.samples)::value_type;
    const std::size_t count = picture.planes[0].samples.size();
    out.samples.reserve(3 * count);
    for (std::size_t i = 0; i < count; ++i) {
        for (const SamplePlane& plane : picture.planes) {
            out.samples.push_back(static_cast<Sample>(plane.samples[i]));
        }
    }
    return write_png(path, out);
}

Result<DegradeReport> degrade_still(const DegradeRequest& request, VideoReader& reader) {
    const Result<RawFrame> read = reader.frame_at_index(0);
    if (!read) {
        return read.error();
    }
    const Result<FilmFrame> done = degraded_still(film_frame(*read), request.damages, request.seed);
    if (!done) {
        return done.error();
    }
    const int read_depth = read->format.bit_depth > 8 ? 16 : 8;
    const FrameFormat format{.size = done->format.size,
                             .layout = Layout::rgb,
                             .subsampling = {0, 0},
                             .bit_depth = request.bit_depth.value_or(read_depth),
                             .range = Range::full,
                             .transfer = done->format.transfer};
    const PlanarPicture picture = picture_of_rgb(done->rgb, format, Kernel::nearest);
    const Outcome written = format.bit_depth == 16 ? write_still<Rgb16Image>(request.output, picture)
                                                   : write_still<Rgb8Image>(request.output, picture);
    if (!written) {
        return written.error();
    }
    DegradeReport report{.kind = reader.info().kind,
                         .source = read->format,
                         .written = format,
                         .frames = 1,
                         .notes = reader.diagnostics()};
    if (read->format.rotation_deg != 0) {
        report.notes.push_back(diagnose(Code::media_converted,
                                        fmt::format("the picture is stored turned by {} degrees, which a PNG cannot "
                                                    "say: it is written as it is stored",
                                                    read->format.rotation_deg),
                                        {request.input}));
    }
    return report;
}

// --- a film ----------------------------------------------------------------------------------------------------------

class FilmDegrader {
public:
    FilmDegrader(const DegradeRequest& request, VideoReader& reader, const OnDegradeProgress& on_progress)
        : request_(request), reader_(reader), on_progress_(on_progress) {}

    Result<DegradeReport> run();

private:
    Result<RawFrame> first_frame();
    Outcome read_all(DamageChain& chain);
    Outcome write(std::vector<FilmFrame>& ready);
    Outcome open_writer(const FrameFormat& format);
    std::optional<std::int64_t> expected() const;

    const DegradeRequest& request_;
    VideoReader& reader_;
    const OnDegradeProgress& on_progress_;
    std::optional<VideoWriter> writer_; // from the first frame on: only then its size is known
    DegradeReport report_;
    double start_s_ = 0.0;
    bool cut_ = false; // before the source ended
};

std::optional<std::int64_t> FilmDegrader::expected() const {
    const std::optional<std::int64_t> there = reader_.info().frame_count;
    if (request_.frames) {
        return there ? std::min(*there, *request_.frames) : request_.frames;
    }
    return request_.start_s > 0.0 ? std::nullopt : there;
}

Result<RawFrame> FilmDegrader::first_frame() {
    return request_.start_s > 0.0 ? reader_.frame_at_time(request_.start_s) : reader_.next();
}

Outcome FilmDegrader::open_writer(const FrameFormat& format) {
    report_.written = format;
    Result<VideoWriter> writer = VideoWriter::open({.path = request_.output,
                                                    .codec = request_.codec,
                                                    .crf = request_.crf,
                                                    .encoder_preset = request_.encoder_preset,
                                                    .format = format,
                                                    .fps = reader_.info().fps,
                                                    .copy_from = request_.input,
                                                    .start_s = start_s_,
                                                    .existing = request_.existing});
    if (!writer) {
        return writer.error();
    }
    writer_.emplace(*std::move(writer));
    return Done{};
}

Outcome FilmDegrader::write(std::vector<FilmFrame>& ready) {
    for (FilmFrame& frame : ready) {
        frame.format = written_format(frame.format, request_);
        if (!writer_) {
            if (Outcome opened = open_writer(frame.format); !opened) {
                return opened;
            }
        }
        if (Outcome written = writer_->write(stored_frame(frame)); !written) {
            return written;
        }
        ++report_.frames;
        const DegradeProgress progress{
            .frames = report_.frames, .expected = expected(), .bytes = writer_->figures().bytes};
        report_.stopped = on_progress_(progress) == Onward::no || report_.stopped;
    }
    ready.clear();
    return Done{};
}

Outcome FilmDegrader::read_all(DamageChain& chain) {
    std::vector<FilmFrame> ready;
    std::int64_t taken = 0;
    for (Result<RawFrame> frame = first_frame(); true; frame = reader_.next()) {
        if (!frame && frame.error().code == Code::media_end && taken > 0) {
            break;
        }
        if (!frame) {
            return frame.error();
        }
        if (taken++ == 0) {
            report_.source = frame->format;
            report_.first_frame = frame->index;
            start_s_ = request_.start_s > 0.0 ? frame->pts_s : 0.0;
        }
        Outcome went = chain.take(film_frame(*frame), ready);
        went = went ? write(ready) : went;
        if (!went) {
            return went;
        }
        cut_ = report_.stopped || (request_.frames && taken >= *request_.frames);
        if (cut_) {
            break;
        }
    }
    const Outcome ended = chain.end(ready);
    return ended ? write(ready) : ended;
}

Result<DegradeReport> FilmDegrader::run() {
    DamageChain chain(request_.damages, {.seed = request_.seed, .fps = reader_.info().fps});
    if (const Outcome went = read_all(chain); !went) {
        return went.error();
    }
    const auto ending = cut_ ? VideoWriter::Ending::at_last_frame : VideoWriter::Ending::whole;
    if (const Outcome finished = writer_->finish(ending); !finished) {
        return finished.error();
    }
    report_.notes = reader_.diagnostics();
    report_.notes.insert(report_.notes.end(), writer_->notes().begin(), writer_->notes().end());
    return report_;
}

} // namespace

// --- the chain -------------------------------------------------------------------------------------------------------

DamageChain::DamageChain(const std::vector<Damage>& damages, const Options& options) {
    for (const Damage& damage : damages) {
        const StagePlace place{.seed = options.seed, .position = stages_.size(), .fps = options.fps};
        stages_.push_back(damage.operation->make_stage(damage.values, place));
    }
}

Outcome DamageChain::pass_on(std::size_t stage, FilmFrame frame, std::vector<FilmFrame>& out) {
    std::vector<FilmFrame> ready;
    ready.push_back(std::move(frame));
    for (; stage < stages_.size(); ++stage) {
        std::vector<FilmFrame> next;
        for (FilmFrame& each : ready) {
            if (Outcome taken = stages_[stage]->take(std::move(each), next); !taken) {
                return taken;
            }
        }
        ready = std::move(next);
    }
    for (FilmFrame& each : ready) {
        out.push_back(std::move(each));
    }
    return Done{};
}

Outcome DamageChain::end(std::vector<FilmFrame>& out) {
    for (std::size_t stage = 0; stage < stages_.size(); ++stage) {
        std::vector<FilmFrame> rest;
        if (Outcome ended = stages_[stage]->end(rest); !ended) {
            return ended;
        }
        for (FilmFrame& frame : rest) {
            if (Outcome passed = pass_on(stage + 1, std::move(frame), out); !passed) {
                return passed;
            }
        }
    }
    return Done{};
}

Result<FilmFrame> degraded_still(FilmFrame frame, const std::vector<Damage>& damages, std::uint64_t seed) {
    DamageChain chain(damages, {.seed = seed});
    std::vector<FilmFrame> out;
    Outcome went = chain.take(std::move(frame), out);
    went = went ? chain.end(out) : went;
    if (!went) {
        return went.error();
    }
    if (out.size() != 1) {
        return diagnose(Code::media_format, "a codec gave no picture back; choose other values");
    }
    return std::move(out.front());
}

Result<DegradeReport> degrade(const DegradeRequest& request, const OnDegradeProgress& on_progress) {
    Result<VideoReader> reader = VideoReader::open(request.input);
    if (!reader) {
        return reader.error();
    }
    const MediaKind kind = reader->info().kind;
    if (const Outcome checked = check_output(request, kind); !checked) {
        return checked.error();
    }
    if (kind != MediaKind::video && request.bit_depth && *request.bit_depth != 8 && *request.bit_depth != 16) {
        return diagnose(Code::usage, fmt::format("a PNG has 8 or 16 bits, not {}", *request.bit_depth));
    }
    return kind == MediaKind::video ? FilmDegrader(request, *reader, on_progress).run()
                                    : degrade_still(request, *reader);
}

} // namespace senga
