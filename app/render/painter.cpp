#include "app/render/painter.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace senga {
namespace {

RawFrame raw_frame(Downloaded picture, std::int64_t index, double pts_s) {
    RawFrame out{.format = picture.format, .planes = {}, .pts_s = pts_s, .index = index};
    out.planes.reserve(picture.planes.size());
    for (DownloadedPlane& plane : picture.planes) {
        out.planes.push_back({.bytes = std::move(plane.bytes),
                              .width_px = plane.size.w,
                              .height_px = plane.size.h,
                              .stride_bytes = static_cast<int>(plane.stride_bytes),
                              .components = plane.components,
                              .bytes_per_sample = plane.bytes_per_sample});
    }
    return out;
}

} // namespace

Painter::Painter(Offline& offline, Segments segments, const PaintSettings& settings, PictureDownloader downloader)
    : offline_(&offline),
      segments_(std::move(segments)),
      settings_(settings),
      downloader_(std::move(downloader)),
      prepared_(segments_.chains.size()) {}

Result<Painter> Painter::create(Offline& offline, Segments segments, const PaintSettings& settings) {
    // Pictures of R'G'B' are dithered by the compositor, as single frames are.
    const bool composed = settings.output.layout == Layout::rgb && settings.output.size.empty();
    Result<PictureDownloader> downloader =
        PictureDownloader::create({.format = settings.output,
                                   .dither = composed ? DownloadDither::off : settings.dither,
                                   .capacity = static_cast<int>(capacity)});
    if (!downloader) {
        return downloader.error();
    }
    return Painter(offline, std::move(segments), settings, *std::move(downloader));
}

Result<Size> Painter::output_size(const FrameFormat& source) const {
    return settings_.output.size.empty() ? picture_size(source, settings_.wish) : Result<Size>(settings_.output.size);
}

void Painter::note(Diagnostic diagnostic) {
    if (std::find(notes_.begin(), notes_.end(), diagnostic) == notes_.end()) {
        notes_.push_back(std::move(diagnostic));
    }
}

// A file that failed stops the render before its first frame; a pass that lacks its input is worth a word.
Outcome Painter::check(const Plan& plan, const Chain& chain) {
    for (const PassReport& report : plan.reports) {
        const ChainEntry& entry = chain.entries[report.entry];
        const std::string text = fmt::format("{}: {}", entry.id, report.reason);
        if (report.status == PassStatus::failed) {
            return report.fault.value_or(diagnose(Code::shader_compile, text, {entry.path}));
        }
        if (report.status == PassStatus::missing_texture) {
            note(diagnose(Code::texture_missing, text, {entry.path}));
        }
    }
    for (const Diagnostic& found : plan.notes) {
        note(found);
    }
    return Done{};
}

Outcome Painter::prepare(std::size_t index, const FrameFormat& source) {
    const Chain& chain = segments_.chains[index];
    const Result<Size> size = output_size(source);
    if (!size) {
        return size.error();
    }
    Result<Plan> planned = plan(chain, source, stored_size(source, *size));
    if (!planned) {
        return planned.error();
    }
    if (Outcome checked = check(*planned, chain); !checked) {
        return checked;
    }
    Prepared& out = prepared_[index];
    out.runs_passes = std::any_of(planned->reports.begin(), planned->reports.end(),
                                  [](const PassReport& report) { return report.status == PassStatus::runs; });
    const PreparedPlan previous = out.work.prepared;
    Result<Runner::Preparation> work =
        offline_->runner().prepare(std::make_shared<const Plan>(*std::move(planned)),
                                   {.history = out.history.get(), .previous = previous.plan ? &previous : nullptr});
    if (!work) {
        return work.error();
    }
    if (!work->failures.empty()) {
        return work->failures.front().diagnostic;
    }
    out.work = *std::move(work);
    out.history->clear();
    return Done{};
}

Outcome Painter::prepare(const FrameFormat& source) {
    for (std::size_t i = 0; i < prepared_.size(); ++i) {
        if (Outcome done = prepare(i, source); !done) {
            return done;
        }
    }
    return Done{};
}

bool Painter::remembers() const {
    return std::any_of(prepared_.begin(), prepared_.end(), [](const Prepared& prepared) {
        const auto& steps = prepared.work.prepared.steps;
        return std::any_of(steps.begin(), steps.end(),
                           [](const PreparedStep& step) { return !step.storages.empty() || !step.buffers.empty(); });
    });
}

bool Painter::passes_through(const Prepared& prepared, const FrameFormat& source) const {
    FrameFormat output = settings_.output;
    if (output.size.empty()) { // no picture can say what its curve is
        const Result<Size> size = output_size(source);
        output.size = size ? *size : Size{};
        output.transfer = source.transfer;
    }
    return !prepared.runs_passes && same_codes(source, output);
}

// Turned upright, and as pictures dithered like single frames.
Result<std::shared_ptr<const Target>> Painter::compose(const Target& picture, const FrameFormat& source, Size size) {
    // Undithered codes are rounded later, from 16 bits.
    const bool eight = settings_.output.size.empty() && settings_.output.bit_depth == 8 &&
                       settings_.dither == DownloadDither::blue_noise;
    const Result<std::shared_ptr<Target>> target =
        targets_.acquire({.size = size, .format = eight ? gl::Format::rgba8 : gl::Format::rgba16});
    if (!target) {
        return target.error();
    }
    offline_->compositor().draw(
        {.a = {&picture.texture},
         .pane = {.area = {0, 0, size.w, size.h}, .w = static_cast<double>(size.w), .h = static_cast<double>(size.h)},
         .rotation_deg = source.rotation_deg,
         .depth = eight ? OutputDepth::eight : OutputDepth::sixteen},
        (*target)->framebuffer.id(), size, RowOrder::top_first);
    return std::shared_ptr<const Target>(*target);
}

Result<std::shared_ptr<const Target>> Painter::draw(std::size_t chain, const RawFrame& frame) {
    const Result<Frame> uploaded = offline_->upload(frame);
    if (!uploaded) {
        return uploaded.error();
    }
    const Result<RunOutput> run = offline_->runner().run(prepared_[chain].work.prepared, *uploaded,
                                                         {.frame_number = static_cast<std::uint32_t>(frame.index)});
    if (!run) {
        return run.error();
    }
    const bool as_picture = settings_.output.size.empty();
    if (frame.format.rotation_deg == 0 && !as_picture) {
        return run->picture;
    }
    const Result<Size> size = output_size(frame.format);
    targets_.trim();
    return size ? compose(*run->picture, frame.format, *size) : Result<std::shared_ptr<const Target>>(size.error());
}

Outcome Painter::put(RawFrame frame) {
    const std::size_t chain = chain_at(segments_, frame.index, frame.pts_s);
    const Prepared& prepared = prepared_[chain];
    const auto& plan = prepared.work.prepared.plan;
    if (!plan || plan->format != frame.format) {
        if (Outcome done = prepare(chain, frame.format); !done) {
            return done;
        }
    }
    if (current_ != chain) {
        prepared.history->clear();
        current_ = chain;
    }
    if (passes_through(prepared, frame.format)) {
        pending_.push_back({.ready = std::move(frame)});
        return Done{};
    }
    const Result<std::shared_ptr<const Target>> picture = draw(chain, frame);
    if (!picture) {
        return picture.error();
    }
    if (Outcome started = downloader_.start((*picture)->texture, static_cast<std::uint64_t>(frame.index)); !started) {
        return started;
    }
    pending_.push_back({.ready = std::nullopt, .index = frame.index, .pts_s = frame.pts_s});
    return Done{};
}

std::optional<RawFrame> Painter::take(Wait wait) {
    if (pending_.empty()) {
        return std::nullopt;
    }
    Pending& oldest = pending_.front();
    if (oldest.ready) {
        std::optional<RawFrame> out(std::move(oldest.ready));
        pending_.pop_front();
        return out;
    }
    std::optional<Downloaded> picture = downloader_.fetch(wait);
    if (!picture) {
        return std::nullopt;
    }
    RawFrame out = raw_frame(*std::move(picture), oldest.index, oldest.pts_s);
    pending_.pop_front();
    return out;
}

} // namespace senga
