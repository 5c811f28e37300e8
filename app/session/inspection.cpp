#include "app/session/inspection.h"

#include "app/state/geometry.h"
#include "renderer/compare/probe.h"

#include <algorithm>
#include <cmath>

namespace senga {
namespace {

struct Pixel {
    int x = 0;
    int y = 0;
};

// The pixel at a share of a texture that is stored unturned, while the share is of the upright picture. The inverse of
// the compositor's turn.
Pixel stored_pixel(Point share, int rotation_deg, Size stored) {
    const int turns = ((rotation_deg / 90) % 4 + 4) % 4;
    Point at = share;
    if (turns == 1) {
        at = {share.y, 1.0 - share.x};
    } else if (turns == 2) {
        at = {1.0 - share.x, 1.0 - share.y};
    } else if (turns == 3) {
        at = {1.0 - share.y, share.x};
    }
    const auto pixel = [](double part, int extent) {
        return std::clamp(static_cast<int>(std::floor(part * extent)), 0, std::max(extent - 1, 0));
    };
    return {pixel(at.x, stored.w), pixel(at.y, stored.h)};
}

std::array<double, 3> codes_of(const Exposure& exposure, Point share, int rotation_deg) {
    if (exposure.texture == nullptr) {
        return {};
    }
    const Pixel at = stored_pixel(share, rotation_deg, exposure.texture->size());
    const std::array<float, 4> texel = read_texel(*exposure.texture, at.x, at.y);
    std::array<double, 3> out{};
    for (std::size_t c = 0; c < 3; ++c) {
        // Held within the range, as it is shown.
        out[c] = 255.0 * std::clamp(static_cast<double>(exposure.components == 1 ? texel[0] : texel[c]), 0.0, 1.0);
    }
    return out;
}

// The frame's own samples, as codes of its depth. Planes hold code / (255 * 2^(n-8)) or, of RGB, code / (2^n - 1).
void read_source(const Frame& frame, Point share, ProbeState& out) {
    const FrameFormat& format = frame.format;
    const Pixel at = stored_pixel(share, format.rotation_deg, format.size);
    out.source_x = at.x;
    out.source_y = at.y;
    out.source_peak = (1 << format.bit_depth) - 1;
    out.source_rgb = frame.rgb != nullptr;
    if (frame.rgb) {
        const std::array<float, 4> texel = read_texel(*frame.rgb, at.x, at.y);
        for (std::size_t c = 0; c < 3; ++c) {
            out.source[c] = std::round(static_cast<double>(texel[c]) * out.source_peak);
        }
        return;
    }
    const double scale = 255.0 * std::exp2(format.bit_depth - 8);
    out.source[0] = std::round(static_cast<double>(read_texel(*frame.luma, at.x, at.y)[0]) * scale);
    out.source_channels = frame.chroma ? 3 : 1;
    if (frame.chroma) {
        const std::array<float, 4> texel =
            read_texel(*frame.chroma, at.x >> format.subsampling.x, at.y >> format.subsampling.y);
        out.source[1] = std::round(static_cast<double>(texel[0]) * scale);
        out.source[2] = std::round(static_cast<double>(texel[1]) * scale);
    }
}

ProbeState probe(const State& state, const Inspected& what) {
    ProbeState out;
    const std::optional<Point> share = picture_point(state, what.window, state.view.mouse_px);
    if (!share || what.frame == nullptr || what.frame->empty()) {
        return out;
    }
    out.inside = true;
    const Pixel at = stored_pixel(*share, 0, what.picture);
    out.x = at.x;
    out.y = at.y;
    read_source(*what.frame, *share, out);
    out.a = codes_of(what.a, *share, what.frame->format.rotation_deg);
    out.b = codes_of(what.b, *share, what.frame->format.rotation_deg);
    return out;
}

} // namespace

Result<Inspection> Inspection::create() {
    Result<Metrics> metrics = Metrics::create();
    if (!metrics) {
        return metrics.error();
    }
    return Inspection(*std::move(metrics));
}

void Inspection::ask(const Inspected& what) {
    const bool comparable =
        what.a.texture != nullptr && what.b.texture != nullptr && what.a.components == 4 && what.b.components == 4;
    asked_ = comparable && metrics_.ask(*what.a.texture, *what.b.texture).ok();
}

std::vector<ChainEvent> Inspection::look(const State& state, const Inspected& what) {
    std::vector<ChainEvent> out;
    if (state.view.probe_visible) {
        const ProbeState now = probe(state, what);
        if (now != state.view.probe) {
            out.emplace_back(event::Probed{now});
        }
    }
    const Compared now{.a = what.a.texture,
                       .b = what.b.texture,
                       .frame_id = what.frame != nullptr ? what.frame->id : 0,
                       .frame_number = what.frame != nullptr ? what.frame->number : 0,
                       .revision = state.chain.revision,
                       .equaliser_revision = state.chain.equaliser_revision};
    if (!state.view.metrics_visible) {
        compared_ = {};
    } else if (now != compared_ && !asked_) { // a new question would drop the open one, and none ever be answered
        compared_ = now;
        ask(what);
        if (!asked_) {
            out.emplace_back(event::MetricsMeasured{});
        }
    }
    return out;
}

std::vector<ChainEvent> Inspection::take() {
    if (!asked_) {
        return {};
    }
    const std::optional<PictureMetrics> found = metrics_.take();
    if (!found) {
        return {};
    }
    asked_ = false;
    return {event::MetricsMeasured{{.valid = true,
                                    .psnr_db = found->psnr_db,
                                    .ssim = found->ssim,
                                    .largest = 255.0 * found->largest,
                                    .at = {static_cast<double>(found->x), static_cast<double>(found->y)}}}};
}

} // namespace senga
