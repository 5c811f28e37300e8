#include "app/clip/clip_maker.h"

#include "app/clip/still_output.h"
#include "app/offline/output_check.h"
#include "renderer/base/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <system_error>
#include <utility>

namespace senga {
namespace {

namespace fs = std::filesystem;

constexpr double shortest_film_s = 10.0;
constexpr Rational fps_of_stills{30, 1};
constexpr Rational likely_fps{24000, 1001}; // where the container does not tell

bool is_film(const MediaInfo& info) {
    return info.kind == MediaKind::video;
}

double interval_s(Rational fps) {
    return 1.0 / fps.value();
}

std::int64_t area(Size size) {
    return static_cast<std::int64_t>(size.w) * size.h;
}

int even(int extent) {
    return extent + extent % 2;
}

std::string size_text(Size size) {
    return fmt::format("{}x{}", size.w, size.h);
}

std::string pixel_format_of(const ClipRequest& request) {
    return request.pixel_format.empty() ? default_pixel_format(request.codec) : request.pixel_format;
}

std::vector<std::string> outputs_of(const ClipRequest& request) {
    std::vector<std::string> out;
    for (const std::string& path : {request.wipe, request.side_by_side, request.still}) {
        if (!path.empty()) {
            out.push_back(path);
        }
    }
    return out;
}

// What would be lost is told before anything is opened.
Outcome check_outputs(const ClipRequest& request) {
    const std::vector<std::string> paths = outputs_of(request);
    if (!request.still.empty()) {
        if (Outcome ends = check_ending(request.still, ".png", "a still"); !ends) {
            return ends;
        }
    }
    for (std::size_t i = 0; i < paths.size(); ++i) {
        for (const std::string& source : {request.source.a, request.source.b}) {
            if (!source.empty() && same_file(paths[i], source)) {
                return diagnose(Code::usage, "the clip would be written over its own source; choose another name",
                                {paths[i]});
            }
        }
        for (std::size_t other = 0; other < i; ++other) {
            if (same_file(paths[i], paths[other])) {
                return diagnose(Code::usage, "two clips would be written to one file; give each its own name",
                                {paths[i]});
            }
        }
        std::error_code error;
        if (request.existing == Existing::keep && fs::exists(paths[i], error)) {
            return diagnose(Code::file_unwritable,
                            "the file exists already; choose another name, or add --force to "
                            "replace it",
                            {paths[i]});
        }
    }
    return Done{};
}

// What the codec and the names rule out, told before anything is decoded.
Outcome check_film(const ClipRequest& request) {
    const Result<FrameFormat> format = film_format(pixel_format_of(request), {16, 16}, {});
    return format ? Outcome(Done{}) : Outcome(format.error());
}

} // namespace

// --- opening ---------------------------------------------------------------------------------------------------------

ClipMaker::ClipMaker(ClipRequest request, ClipSource source, Offline offline)
    : request_(std::move(request)), source_(std::move(source)), offline_(std::move(offline)) {}

Result<ClipMaker> ClipMaker::open(ClipRequest request) {
    if (const Outcome checked = check_outputs(request); !checked) {
        return checked.error();
    }
    if (const Outcome checked = check_film(request); !checked) {
        return checked.error();
    }
    Result<ClipSource> source = ClipSource::open(request.source);
    if (!source) {
        return source.error();
    }
    Result<Offline> offline = Offline::create();
    if (!offline) {
        return offline.error();
    }
    ClipMaker out(std::move(request), *std::move(source), *std::move(offline));
    out.settle();
    return out;
}

void ClipMaker::settle() {
    const MediaInfo& a = source_.info_a();
    const MediaInfo& b = source_.info_b();
    moving_ = is_film(a);
    const Rational own = !moving_ ? fps_of_stills : a.fps.value() > 0.0 ? a.fps : likely_fps;
    fps_ = request_.fps.value_or(own);
    tolerance_s_ = std::min(interval_s(own), interval_s(fps_)) / 4.0;
    const double slide_s = Slide(request_.slide).rests_after_s();
    // A film counted in frames needs no other end.
    const double unasked_s = !moving_                      ? slide_s
                             : request_.source.most_frames ? std::numeric_limits<double>::infinity()
                                                           : std::max(shortest_film_s, slide_s);
    duration_s_ = request_.duration_s.value_or(unasked_s);
    const Size natural_a = natural_size(a.format);
    const Size natural_b = natural_size(b.format);
    picture_ = request_.picture.value_or(area(natural_b) > area(natural_a) ? natural_b : natural_a);
    note_sizes();
    line_px_ = request_.line_px.value_or(default_line_px(picture_.h));
}

void ClipMaker::note_place(const std::string& name, const FrameFormat& format) {
    const Size natural = natural_size(format);
    const Size place = place_in_clip(format, picture_).size();
    if (std::abs(natural.w - place.w) > 1 || std::abs(natural.h - place.h) > 1) { // more than rounding
        notes_.push_back(fmt::format("{} is scaled from {} to {}", name, size_text(natural), size_text(place)));
    }
    if (place != picture_) {
        notes_.push_back(
            fmt::format("{} has another shape than the clip ({}): black is put around it", name, size_text(picture_)));
    }
}

void ClipMaker::note_sizes() {
    const bool films = !request_.wipe.empty() || !request_.side_by_side.empty();
    const Result<FrameFormat> film = film_format(pixel_format_of(request_), picture_, {});
    const bool halved = films && film && film->layout == Layout::ycbcr && film->subsampling != Subsampling{0, 0};
    if (const Size rounded{even(picture_.w), even(picture_.h)}; halved && !request_.picture && rounded != picture_) {
        notes_.push_back(fmt::format("{} is made {}: {} takes even sizes only", size_text(picture_), size_text(rounded),
                                     pixel_format_of(request_)));
        picture_ = rounded;
    }
    note_place(source_.one_file() ? "the picture" : "A", source_.info_a().format);
    if (!source_.one_file()) {
        note_place("B", source_.info_b().format);
    }
    if (!source_.one_file() && source_.info_a().format.transfer != source_.info_b().format.transfer) {
        notes_.emplace_back("A and B are tagged with different transfer curves; codes are shown as they are");
    }
}

ComposerOptions ClipMaker::composer_options(ComposerOptions::Kind kind) {
    const bool halved = kind == ComposerOptions::Kind::side_by_side; // of the label's place, in a wipe
    const LabelStyle style{.text_px = label_text_px(picture_.h),
                           .most_width_px = halved ? picture_.w * 9 / 10 : picture_.w * 45 / 100};
    return {.kind = kind,
            .picture = picture_,
            .line = request_.line,
            .line_px = line_px_,
            .label_a = make_label(request_.label_a, style),
            .label_b = make_label(request_.label_b, style)};
}

// --- beginning -------------------------------------------------------------------------------------------------------

Outcome ClipMaker::begin_film(const std::string& path, ComposerOptions::Kind kind, double begin_s) {
    if (path.empty()) {
        return Done{};
    }
    const bool wipe = kind == ComposerOptions::Kind::wipe;
    ComposerOptions composer = composer_options(kind);
    Result<FrameFormat> format = film_format(pixel_format_of(request_), picture_, source_.info_a().format);
    if (!format) {
        return format.error();
    }
    if (!wipe && format->layout == Layout::ycbcr) {
        composer.line_px = even(composer.line_px);
    }
    ClipComposer arranged(composer);
    format->size = arranged.size();
    const bool waits = wipe && request_.slide.pause == SlideOptions::Pause::film_waits;
    const bool sound = moving_ && request_.sound == ClipRequest::Sound::of_a && !waits;
    Result<FilmOutput> out = FilmOutput::open(offline_, {.path = path,
                                                         .codec = request_.codec,
                                                         .crf = request_.crf,
                                                         .encoder_preset = request_.encoder_preset,
                                                         .format = *format,
                                                         .fps = fps_,
                                                         .sound_of = moving_ ? request_.source.a : "",
                                                         .carried = sound ? Carried::sound : Carried::nothing,
                                                         .start_s = begin_s,
                                                         .end_s = begin_s + duration_s_,
                                                         .existing = request_.existing});
    if (!out) {
        return out.error();
    }
    runs_.push_back({.out = *std::move(out),
                     .composer = std::move(arranged),
                     .slide = wipe ? Slide(request_.slide) : Slide({.speed_per_s = 0.0}),
                     .end = wipe ? Run::End::slides : Run::End::stops});
    return Done{};
}

Outcome ClipMaker::begin(const RawFrame& first) {
    origin_s_ = first.pts_s;
    const Size place = place_in_clip(first.format, picture_).size();
    if (Outcome compiles = offline_.check_chain(request_.chain_b, first.format, place); !compiles) {
        return compiles;
    }
    side_a_ = std::make_unique<SidePainter>(offline_, request_.chain_a, picture_);
    side_b_ = std::make_unique<SidePainter>(offline_, request_.chain_b, picture_);
    return Done{};
}

Outcome ClipMaker::paint(const FramePair& pair) {
    const auto painted = [this](SidePainter& side, const Frame& frame, const gl::Texture*& out) -> Outcome {
        const Result<const gl::Texture*> texture = side.paint(frame);
        if (!texture) {
            return texture.error();
        }
        out = *texture;
        return Done{};
    };
    Result<Frame> uploaded = offline_.upload(*pair.a);
    if (!uploaded) {
        return uploaded.error();
    }
    if (Outcome done = painted(*side_a_, *uploaded, texture_a_); !done) {
        return done;
    }
    if (pair.b != pair.a) {
        uploaded = offline_.upload(*pair.b);
        if (!uploaded) {
            return uploaded.error();
        }
    }
    return painted(*side_b_, *uploaded, texture_b_);
}

Outcome ClipMaker::write_still() {
    if (request_.still.empty()) {
        return Done{};
    }
    ClipComposer composer(composer_options(ComposerOptions::Kind::wipe));
    Outcome written = write_still_png(
        offline_, request_.still, composer.compose(*texture_a_, *texture_b_, request_.still_position),
        {.size = composer.size(), .depth = request_.still_depth == 16 ? OutputDepth::sixteen : OutputDepth::eight});
    if (written) {
        std::error_code error;
        const auto bytes = static_cast<std::int64_t>(fs::file_size(request_.still, error));
        stills_.push_back({.path = request_.still, .size = composer.size(), .frames = 1, .bytes = bytes});
    }
    return written;
}

// --- playing ---------------------------------------------------------------------------------------------------------

// When the pair leaves the screen; reads the one that comes after it.
Result<std::optional<ClipMaker::Shown>> ClipMaker::look_ahead(const FramePair& pair) {
    Result<std::optional<FramePair>> next = source_.next();
    if (!next) {
        return next.error();
    }
    ahead_ = *std::move(next);
    Shown out{.pair = pair, .end_s = duration_s_, .last = true};
    if (moving_) {
        const double begin_s = pair.a->pts_s - origin_s_;
        const double fps = source_.info_a().fps.value();
        const double end_s =
            ahead_ ? ahead_->a->pts_s - origin_s_ : begin_s + (fps > 0.0 ? 1.0 / fps : interval_s(likely_fps));
        out.end_s = std::min(end_s, duration_s_);
        out.last = !ahead_ || end_s >= duration_s_ - tolerance_s_;
    }
    return std::optional(std::move(out));
}

void ClipMaker::tell() {
    ClipProgress progress;
    for (const Run& run : runs_) {
        progress.frames += run.out.frames();
        progress.bytes += run.out.figures().bytes;
        if (std::isfinite(duration_s_)) {
            const double ending_s = run.end == Run::End::slides ? run.slide.ending_s(0.0) : 0.0;
            progress.expected += static_cast<std::int64_t>((duration_s_ + ending_s) * fps_.value());
        }
    }
    stopped_ = on_progress_(progress) == Onward::no;
}

Outcome ClipMaker::emit(Run& run, double position) {
    Outcome added = run.out.add(run.composer.compose(*texture_a_, *texture_b_, position));
    tell();
    return added;
}

// All frames of the clip at which the film has not come to `until_s`.
Outcome ClipMaker::play(Run& run, double until_s) {
    while (!stopped_) {
        const Moment now = run.slide.running(static_cast<double>(run.out.frames()) / fps_.value());
        if (now.film_s >= until_s - tolerance_s_) {
            return Done{};
        }
        if (Outcome emitted = emit(run, now.position); !emitted) {
            return emitted;
        }
    }
    return Done{};
}

// The frames behind the film's last, and the end of the file.
Outcome ClipMaker::finish(Run& run) {
    if (run.end == Run::End::slides && !stopped_) {
        const double from = run.slide.running(static_cast<double>(run.out.frames()) / fps_.value()).position;
        for (std::int64_t number = 0; !stopped_; ++number) {
            const std::optional<double> position = run.slide.ending(from, static_cast<double>(number) / fps_.value());
            if (!position) {
                break;
            }
            if (Outcome emitted = emit(run, *position); !emitted) {
                return emitted;
            }
        }
    }
    return run.out.finish(stopped_ ? VideoWriter::Ending::at_last_frame : VideoWriter::Ending::whole);
}

Outcome ClipMaker::show_all() {
    while (ahead_) {
        const FramePair pair = *std::exchange(ahead_, std::nullopt);
        const Result<std::optional<Shown>> shown = look_ahead(pair);
        if (!shown) {
            return shown.error();
        }
        if (Outcome painted = paint(pair); !painted) {
            return painted;
        }
        for (Run& run : runs_) {
            if (Outcome played = play(run, (*shown)->end_s); !played) {
                return played;
            }
        }
        if ((*shown)->last || stopped_) {
            return finish_all();
        }
    }
    return Done{};
}

Outcome ClipMaker::finish_all() {
    for (Run& run : runs_) {
        if (Outcome finished = finish(run); !finished) {
            return finished;
        }
    }
    return Done{};
}

ClipReport ClipMaker::report() const {
    ClipReport out{
        .written = stills_, .notes = source_.leftovers(), .warnings = source_.diagnostics(), .stopped = stopped_};
    for (const SidePainter* side : {side_a_.get(), side_b_.get()}) {
        const std::vector<Diagnostic> failures = side->failures();
        out.warnings.insert(out.warnings.end(), failures.begin(), failures.end());
    }
    for (const Run& run : runs_) {
        const WriterFigures figures = run.out.figures();
        out.written.push_back({.path = run.out.options().path,
                               .size = run.out.options().format.size,
                               .frames = figures.frames,
                               .length_s = static_cast<double>(figures.frames) / fps_.value(),
                               .bytes = figures.bytes});
        out.warnings.insert(out.warnings.end(), run.out.notes().begin(), run.out.notes().end());
    }
    return out;
}

Result<ClipReport> ClipMaker::make(const OnClipProgress& on_progress) {
    on_progress_ = on_progress;
    Result<std::optional<FramePair>> first = source_.next();
    if (!first) {
        return first.error();
    }
    ahead_ = *std::move(first);
    Outcome done = begin(*ahead_->a);
    done = done ? paint(*ahead_) : done;
    done = done ? write_still() : done;
    // Films are begun once there is something to write.
    done = done ? begin_film(request_.wipe, ComposerOptions::Kind::wipe, origin_s_) : done;
    done = done ? begin_film(request_.side_by_side, ComposerOptions::Kind::side_by_side, origin_s_) : done;
    done = done && !runs_.empty() ? show_all() : done;
    return done ? Result<ClipReport>(report()) : Result<ClipReport>(done.error());
}

} // namespace senga
