#include "app/clip/side_painter.h"

#include <algorithm>
#include <cstdlib>

namespace senga {
namespace {

constexpr double stretched_share = 0.01; // of the width or height; rounding to even sizes takes one pixel

bool nearly(int extent, int whole) {
    return std::abs(extent - whole) <= std::max(1, static_cast<int>(whole * stretched_share));
}

} // namespace

Rect place_in_clip(const FrameFormat& format, Size clip) {
    const Rect fitted = fit_rect(format, clip);
    return nearly(fitted.w, clip.w) && nearly(fitted.h, clip.h) ? Rect{0, 0, clip.w, clip.h} : fitted;
}

SidePainter::SidePainter(Offline& offline, const Chain& chain, Size clip)
    : offline_(&offline), chain_(chain), clip_(clip), slot_(offline.runner()) {
    slot_.set_chain(chain, 1);
}

Result<const gl::Texture*> SidePainter::upright(const Picture& picture, const FrameFormat& format, const Rect& place) {
    if (!stage_) {
        Result<std::shared_ptr<Target>> made = pool_.acquire({.size = clip_, .format = gl::Format::rgba16});
        if (!made) {
            return made.error();
        }
        stage_ = *std::move(made);
    }
    offline_->compositor().draw({.a = {&picture.target->texture},
                                 .pane = {.area = {0, 0, clip_.w, clip_.h},
                                          .x = static_cast<double>(place.x),
                                          .y = static_cast<double>(place.y),
                                          .w = static_cast<double>(place.w),
                                          .h = static_cast<double>(place.h)},
                                 .rotation_deg = format.rotation_deg,
                                 .depth = OutputDepth::sixteen},
                                stage_->framebuffer.id(), clip_, RowOrder::top_first);
    return &stage_->texture;
}

Result<const gl::Texture*> SidePainter::paint(const Frame& uploaded) {
    const FrameFormat& format = uploaded.format;
    const Rect place = place_in_clip(format, clip_);
    Result<Picture> picture = slot_.show(uploaded, stored_size(format, place.size()));
    if (!picture) {
        return picture.error();
    }
    picture_ = *std::move(picture);
    if (!picture_.target) {
        return diagnose(Code::gl_internal, "the chain has no picture yet");
    }
    if (format.rotation_deg == 0 && place.size() == clip_) {
        return &picture_.target->texture;
    }
    return upright(picture_, format, place);
}

std::vector<Diagnostic> SidePainter::failures() const {
    std::vector<Diagnostic> out;
    for (const Slot::Failure& failure : slot_.failures()) {
        out.push_back(failure.diagnostic);
    }
    if (slot_.plan()) {
        for (const PassReport& report : slot_.plan()->reports) {
            if (report.status == PassStatus::missing_texture) {
                out.push_back(diagnose(Code::texture_missing, report.reason, {chain_.entries[report.entry].id}));
            }
        }
    }
    return out;
}

} // namespace senga
