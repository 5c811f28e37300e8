#include "app/render/painter.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace senga {

Painter::Painter(Segments segments, const PaintSettings& settings)
    : segments_(std::move(segments)), settings_(settings), prepared_(segments_.chains.size()) {}

Outcome Painter::open_gpu() {
    if (gpu_) {
        return Done{};
    }
    Result<Offline> offline = Offline::create();
    if (!offline) {
        return offline.error();
    }
    // Pictures come dithered from the compositor.
    const bool film = settings_.kind == PaintSettings::Kind::film;
    Result<PictureDownloader> downloader =
        PictureDownloader::create({.format = settings_.output,
                                   .dither = film ? settings_.dither : DownloadDither::off,
                                   .capacity = static_cast<int>(capacity)});
    if (!downloader) {
        return downloader.error();
    }
    gpu_ = std::make_unique<Gpu>(Gpu{*std::move(offline), *std::move(downloader), {}});
    return Done{};
}

Result<Size> Painter::output_size(const FrameFormat& source) const {
    return settings_.kind == PaintSettings::Kind::pictures ? picture_size(source, settings_.wish)
                                                           : Result<Size>(settings_.output.size);
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

Outcome Painter::compile(Prepared& prepared) {
    if (Outcome opened = open_gpu(); !opened) {
        return opened;
    }
    const PreparedPlan previous = prepared.work.prepared;
    Result<Runner::Preparation> work = gpu_->offline.runner().prepare(
        prepared.plan, {.history = prepared.history.get(), .previous = previous.plan ? &previous : nullptr});
    if (!work) {
        return work.error();
    }
    if (!work->failures.empty()) {
        return work->failures.front().diagnostic;
    }
    prepared.work = *std::move(work);
    prepared.history->clear();
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
    out.plan = std::make_shared<const Plan>(*std::move(planned));
    out.untouched = goes_through(*out.plan, source);
    return out.untouched ? Outcome(Done{}) : compile(out);
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

bool Painter::goes_through(const Plan& plan, const FrameFormat& source) const {
    FrameFormat output = settings_.output;
    if (settings_.kind == PaintSettings::Kind::pictures) {
        output.size = plan.output;
        output.transfer = source.transfer; // no picture says what its curve is
    }
    const bool passes = std::any_of(plan.reports.begin(), plan.reports.end(),
                                    [](const PassReport& report) { return report.status == PassStatus::runs; });
    return !passes && same_codes(source, output);
}

// Turned upright, and as pictures dithered like single frames.
Result<std::shared_ptr<const Target>> Painter::compose(const Target& picture, const FrameFormat& source, Size size) {
    // Undithered codes are rounded later, from 16 bits.
    const bool eight = settings_.kind == PaintSettings::Kind::pictures && settings_.output.bit_depth == 8 &&
                       settings_.dither == DownloadDither::blue_noise;
    const Result<std::shared_ptr<Target>> target =
        gpu_->targets.acquire({.size = size, .format = eight ? gl::Format::rgba8 : gl::Format::rgba16});
    if (!target) {
        return target.error();
    }
    gpu_->offline.compositor().draw(
        {.a = {&picture.texture},
         .pane = {.area = {0, 0, size.w, size.h}, .w = static_cast<double>(size.w), .h = static_cast<double>(size.h)},
         .rotation_deg = source.rotation_deg,
         .depth = eight ? OutputDepth::eight : OutputDepth::sixteen},
        (*target)->framebuffer.id(), size, RowOrder::top_first);
    return std::shared_ptr<const Target>(*target);
}

Result<std::shared_ptr<const Target>> Painter::draw(std::size_t chain, const RawFrame& frame) {
    const Result<Frame> uploaded = gpu_->offline.upload(frame);
    if (!uploaded) {
        return uploaded.error();
    }
    const Result<RunOutput> run = gpu_->offline.runner().run(prepared_[chain].work.prepared, *uploaded);
    if (!run) {
        return run.error();
    }
    if (frame.format.rotation_deg == 0 && settings_.kind == PaintSettings::Kind::film) {
        return run->picture;
    }
    const Result<Size> size = output_size(frame.format);
    gpu_->targets.trim();
    return size ? compose(*run->picture, frame.format, *size) : Result<std::shared_ptr<const Target>>(size.error());
}

Outcome Painter::put(RawFrame frame) {
    const std::size_t chain = chain_at(segments_, frame.index, frame.pts_s);
    const Prepared& prepared = prepared_[chain];
    if (!prepared.plan || prepared.plan->format != frame.format) {
        if (Outcome done = prepare(chain, frame.format); !done) {
            return done;
        }
    }
    if (current_ != chain) {
        prepared.history->clear();
        current_ = chain;
    }
    if (prepared.untouched) {
        pending_.push_back({.ready = std::move(frame)});
        return Done{};
    }
    const Result<std::shared_ptr<const Target>> picture = draw(chain, frame);
    if (!picture) {
        return picture.error();
    }
    if (Outcome started = gpu_->downloader.start((*picture)->texture, static_cast<std::uint64_t>(frame.index));
        !started) {
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
    std::optional<Downloaded> picture = gpu_->downloader.fetch(wait);
    if (!picture) {
        return std::nullopt;
    }
    RawFrame out = raw_frame(*std::move(picture));
    out.index = oldest.index;
    out.pts_s = oldest.pts_s;
    pending_.pop_front();
    return out;
}

} // namespace senga
