#include "app/offline/offline.h"

#include <fmt/format.h>

#include <utility>

namespace senga {

Size stored_size(const FrameFormat& format, Size upright) {
    return format.rotation_deg % 180 == 90 ? Size{upright.h, upright.w} : upright;
}

Outcome check_reports(const Plan& plan, const Chain& chain) {
    for (const PassReport& report : plan.reports) {
        if (report.status != PassStatus::failed || !takes_part(chain, report.entry)) {
            continue;
        }
        const ChainEntry& entry = chain.entries[report.entry];
        if (report.fault || entry.failure) {
            return report.fault ? *report.fault : *entry.failure;
        }
        return diagnose(Code::shader_compile, fmt::format("{}: {}", entry.id, report.reason), {entry.path});
    }
    return Done{};
}

Result<Offline> Offline::create() {
    Result<gl::OffscreenContext> context = gl::OffscreenContext::create();
    if (!context) {
        return context.error();
    }
    Offline out;
    out.context_ = std::make_unique<gl::OffscreenContext>(*std::move(context));
    Result<Compositor> compositor = Compositor::create();
    if (!compositor) {
        return compositor.error();
    }
    out.compositor_ = std::make_unique<Compositor>(*std::move(compositor));
    out.runner_ = std::make_unique<Runner>();
    out.slot_ = std::make_unique<Slot>(*out.runner_);
    out.uploader_ = std::make_unique<PlaneUploader>();
    out.targets_ = std::make_unique<TexturePool>();
    return out;
}

void Offline::set_chain(const Chain& chain) {
    slot_ = std::make_unique<Slot>(*runner_);
    slot_->set_chain(chain, ++revision_);
}

Outcome Offline::check_chain(const Chain& chain, const FrameFormat& format, Size size) {
    Result<Plan> planned = senga::plan(chain, format, stored_size(format, size));
    if (!planned) {
        return planned.error();
    }
    if (Outcome whole = check_reports(*planned, chain); !whole) {
        return whole;
    }
    const Result<Runner::Preparation> work = runner_->prepare(std::make_shared<const Plan>(*std::move(planned)));
    if (!work) {
        return work.error();
    }
    return work->failures.empty() ? Outcome(Done{}) : Outcome(work->failures.front().diagnostic);
}

Result<Frame> Offline::upload(const RawFrame& frame) {
    Result<Frame> out = uploader_->upload(frame.format, planes_of(frame), ++frames_);
    if (out) {
        out->number = static_cast<std::uint32_t>(frame.index);
    }
    return out;
}

Result<OfflineImage> Offline::show(const RawFrame& frame, Size size, OutputDepth depth) {
    const Result<Frame> uploaded = upload(frame);
    if (!uploaded) {
        return uploaded.error();
    }
    const Result<Picture> picture = slot_->show(*uploaded, stored_size(frame.format, size));
    if (!picture) {
        return picture.error();
    }
    const gl::Format format = depth == OutputDepth::eight ? gl::Format::rgba8 : gl::Format::rgba16;
    const Result<std::shared_ptr<Target>> target = targets_->acquire({.size = size, .format = format});
    if (!target) {
        return target.error();
    }
    compositor_->draw(
        {.a = {&picture->target->texture},
         .pane = {.area = {0, 0, size.w, size.h}, .w = static_cast<double>(size.w), .h = static_cast<double>(size.h)},
         .rotation_deg = frame.format.rotation_deg,
         .depth = depth},
        (*target)->framebuffer.id(), size, RowOrder::top_first);
    return OfflineImage{size, (*target)->texture.read()};
}

Result<OfflineImage> Offline::intermediate(const RawFrame& frame, Size size, int index) {
    const Result<Frame> uploaded = upload(frame);
    if (!uploaded) {
        return uploaded.error();
    }
    const Result<std::shared_ptr<const Target>> target =
        slot_->intermediate(*uploaded, stored_size(frame.format, size), index);
    if (!target) {
        return target.error();
    }
    const gl::Texture& texture = (*target)->texture;
    const auto components = static_cast<std::size_t>(gl::info(texture.desc().format).components);
    const std::vector<float> samples = texture.read();
    OfflineImage out{.size = texture.size(), .rgba = {}};
    out.rgba.resize(samples.size() / components * 4, 1.0F);
    for (std::size_t i = 0; i < samples.size() / components; ++i) {
        for (std::size_t c = 0; c < 3; ++c) {
            // One channel is shown as gray, two as red and green.
            const bool there = c < components;
            out.rgba[i * 4 + c] = there ? samples[i * components + c] : components == 1 ? samples[i] : 0.0F;
        }
    }
    return out;
}

} // namespace senga
