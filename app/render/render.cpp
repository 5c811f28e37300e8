#include "app/render/render.h"

#include "app/render/output_place.h"
#include "app/render/painter.h"
#include "app/render/pipeline.h"
#include "app/render/unfinished.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace senga {
namespace {

// Everything that decides the output. What a later version of FFmpeg or of an encoder would do otherwise is found when
// the packets are joined.
RenderFacts facts_of(const RenderJob& job, const FrameSource& source, const RenderReport& decided) {
    const FrameFormat& format = decided.format;
    const auto optional_number = [](const auto& value) { return value ? fmt::format("{}", *value) : std::string(); };
    RenderFacts out{{"the input", identity_of(job.input)},
                    {"the size", fmt::format("{}x{}", format.size.w, format.size.h)},
                    {"--scale", fmt::format("{}", job.wish.scale)},
                    {"the format", fmt::format("{} of {} bits", subsampling_name(format), format.bit_depth)},
                    {"dither", job.dither == DownloadDither::off ? "off" : "on"},
                    {"the part", job.part_text},
                    {"the chain", identity_of(job.segments.chains.front())}};
    for (std::size_t i = 1; i < job.segments.chains.size(); ++i) {
        out.emplace(fmt::format("the chain of --range {}", i), identity_of(job.segments.chains[i]));
    }
    if (!source.pictures().empty()) {
        out.emplace("the pictures", fmt::format("{} from {} on", source.pictures().size(),
                                                source.pictures().front().path.filename().string()));
        out.emplace("--fps", fmt::format("{}/{}", source.info().media.fps.num, source.info().media.fps.den));
    }
    if (!decided.pictures) {
        out.emplace("--codec", job.codec);
        out.emplace("--crf", optional_number(job.crf));
        out.emplace("--encoder-preset", job.encoder_preset);
    }
    return out;
}

VideoWriterOptions writer_options(const RenderJob& job, const FrameSource& source, const FrameFormat& format) {
    VideoWriterOptions out{.path = job.output,
                           .codec = job.codec,
                           .crf = job.crf,
                           .encoder_preset = job.encoder_preset,
                           .format = format,
                           .fps = source.info().media.fps,
                           .start_s = source.start_s(),
                           .end_s = source.end_s(),
                           .existing = Existing::replace};
    if (source.info().kind == SourceInfo::Kind::film) {
        out.copy_from = job.input;
    }
    if (job.existing == RenderJob::Existing::go_on) {
        out.beginning = VideoWriterOptions::Beginning::go_on;
    }
    return out;
}

// Damage of the input is an error where the output must be what the input is; what could be read is written.
std::optional<Diagnostic> damage_in(const std::vector<Diagnostic>& notes) {
    const auto found = std::find_if(notes.begin(), notes.end(),
                                    [](const Diagnostic& note) { return note.code == Code::media_damaged; });
    if (found == notes.end()) {
        return std::nullopt;
    }
    Diagnostic out = *found;
    out.severity = Severity::error;
    return out;
}

class Render {
public:
    Render(FrameSource source, const RenderJob& job, const RenderWatch& watch)
        : source_(std::move(source)), job_(job), watch_(watch) {}

    Result<RenderReport> run();

private:
    Outcome decide();
    Outcome look_at_output();
    Result<std::int64_t> open_sink();
    Outcome open();
    Outcome start();
    void work();
    void end(const PipelineEnd& ended);
    void tell(const std::vector<Diagnostic>& notes);
    void tell_of_source();

    FrameSource source_;
    RenderJob job_;
    const RenderWatch& watch_;
    OutputPlace place_;
    FrameFormat format_;
    RenderFacts facts_;
    std::optional<Painter> painter_;
    std::unique_ptr<FrameSink> sink_;
    std::vector<Diagnostic> told_;
    RenderReport report_;
};

void Render::tell(const std::vector<Diagnostic>& notes) {
    std::vector<Diagnostic> fresh;
    for (const Diagnostic& note : notes) {
        if (std::find(told_.begin(), told_.end(), note) == told_.end()) {
            told_.push_back(note);
            fresh.push_back(note);
        }
    }
    if (!fresh.empty()) {
        watch_.notes(fresh);
    }
}

// Damage is told at the end, as an error.
void Render::tell_of_source() {
    std::vector<Diagnostic> others = source_.notes();
    std::erase_if(others, [](const Diagnostic& note) { return note.code == Code::media_damaged; });
    tell(others);
}

Outcome Render::decide() {
    const FrameFormat& source = source_.info().media.format;
    if (place_.pictures) {
        const Result<FrameFormat> format = png_format(job_.wish);
        if (!format) {
            return format.error();
        }
        format_ = *format;
        format_.size = job_.wish.size.value_or(Size{});
        report_.codec = "png";
    } else {
        const VideoCodec* codec = find_video_codec(job_.codec);
        if (codec == nullptr) {
            return diagnose(Code::usage, fmt::format("--codec: there is no \"{}\"; choose one of {}", job_.codec,
                                                     available_video_codecs()));
        }
        const Result<OutputFormat> decided = film_format(source, job_.wish, *codec);
        if (!decided) {
            return decided.error();
        }
        tell(decided->notes);
        format_ = decided->format;
        report_.codec = job_.codec;
        if (!job_.wish.size) {
            source_.want_one_size();
        }
    }
    report_.pictures = place_.pictures;
    report_.format = format_;
    return source_.choose(job_.part);
}

// Whether what is there may stay, go, or go on; afterwards existing is what is to be done.
Outcome Render::look_at_output() {
    if (Outcome apart = check_apart(place_, source_); !apart) {
        return apart;
    }
    facts_ = facts_of(job_, source_, report_);
    const std::optional<std::filesystem::path> there = existing_output(place_, source_);
    if (!there || job_.existing == RenderJob::Existing::replace) {
        job_.existing = RenderJob::Existing::replace;
        return Done{};
    }
    const Result<std::optional<RenderFacts>> begun = read_unfinished(job_.output);
    if (!begun) {
        return begun.error();
    }
    if (job_.existing == RenderJob::Existing::keep) {
        return diagnose(Code::file_unwritable,
                        *begun ? "this was begun and is not finished; --resume goes on with it, --force begins anew"
                               : "this is there already; choose another name, or --force to replace it",
                        {there->string()});
    }
    if (!*begun) {
        report_.end = RenderReport::End::complete_before;
        return Done{};
    }
    return check_same(**begun, facts_, job_.output);
}

// How many frames are there already.
Result<std::int64_t> Render::open_sink() {
    const bool going_on = job_.existing == RenderJob::Existing::go_on;
    Result<std::unique_ptr<FrameSink>> sink =
        place_.pictures ? open_pictures(place_.names) : open_film(writer_options(job_, source_, format_));
    if (!sink) {
        return sink.error();
    }
    sink_ = *std::move(sink);
    if (place_.pictures) {
        return going_on ? pictures_from(place_, source_) : std::int64_t{0};
    }
    return sink_->figures().frames;
}

Outcome Render::open() {
    using Kind = PaintSettings::Kind;
    painter_.emplace(job_.segments, PaintSettings{.kind = place_.pictures ? Kind::pictures : Kind::film,
                                                  .output = format_,
                                                  .wish = job_.wish,
                                                  .dither = job_.dither});
    if (Outcome prepared = painter_->prepare(source_.info().media.format); !prepared) {
        return prepared;
    }
    tell(painter_->notes());
    return Done{};
}

Outcome Render::start() {
    const bool going_on = job_.existing == RenderJob::Existing::go_on;
    if (Outcome noted = write_unfinished(job_.output, facts_); !noted) {
        return noted;
    }
    const Result<std::int64_t> kept = open_sink();
    if (!kept) {
        if (!going_on) {
            remove_unfinished(job_.output); // nothing was begun
        }
        return kept.error();
    }
    report_.frames_kept = *kept;
    tell(sink_->notes());
    tell_of_source();
    if (*kept > 0 && painter_->remembers()) {
        tell({diagnose(Code::media_converted,
                       fmt::format("a pass of the chain remembers earlier frames; it begins anew "
                                   "after {} frames, where the render goes on",
                                   *kept),
                       {job_.output})});
    }
    return source_.skip(*kept);
}

void Render::work() {
    const std::optional<std::int64_t> expected = source_.expected();
    const std::int64_t before = sink_->figures().frames; // pictures count this run's only
    const PipelineEnd ended = senga::run({.source = source_,
                                          .painter = *painter_,
                                          .sink = *sink_,
                                          .asked_to_stop = watch_.asked_to_stop,
                                          .progress = [&](const PipelineState& state) {
                                              watch_.progress({state.frames - before, expected, state.bytes});
                                          }});
    end(ended);
}

void Render::end(const PipelineEnd& ended) {
    const bool whole = !ended.stopped && !ended.error;
    const Outcome finished = sink_->finish(whole ? VideoWriter::Ending::whole : VideoWriter::Ending::at_last_frame);
    tell(painter_->notes());
    tell(sink_->notes());
    const WriterFigures figures = sink_->figures();
    const double fps = source_.info().media.fps.value();
    report_.frames = figures.frames + (place_.pictures ? report_.frames_kept : 0);
    report_.bytes = figures.bytes;
    report_.seconds = report_.frames > 0 ? figures.last_pts_s + (fps > 0.0 ? 1.0 / fps : 0.0) : 0.0;
    const std::optional<Diagnostic> damage = damage_in(source_.notes());
    tell_of_source();
    if (whole && finished) {
        remove_unfinished(job_.output);
        report_.end = damage ? RenderReport::End::failed : RenderReport::End::whole;
        report_.error = damage;
        return;
    }
    report_.end = ended.stopped && !ended.error ? RenderReport::End::stopped : RenderReport::End::failed;
    report_.error = ended.error;
    if (!finished && !report_.error) {
        report_.end = RenderReport::End::failed;
        report_.error = finished.error();
    }
    // What has the wrong format needs another command, with which nothing can go on.
    report_.resumable = !report_.error || report_.error->code != Code::media_format;
}

Result<RenderReport> Render::run() {
    const Result<OutputPlace> place = output_place(job_.output, job_.input, source_);
    if (!place) {
        return place.error();
    }
    place_ = *place;
    using Step = Outcome (Render::*)();
    for (const Step step : {&Render::decide, &Render::look_at_output, &Render::open, &Render::start}) {
        if (const Outcome done = (this->*step)(); !done) {
            return done.error();
        }
        if (report_.end == RenderReport::End::complete_before) {
            return report_;
        }
    }
    work();
    return report_;
}

} // namespace

Result<RenderReport> render(FrameSource source, const RenderJob& job, const RenderWatch& watch) {
    return Render(std::move(source), job, watch).run();
}

} // namespace senga
