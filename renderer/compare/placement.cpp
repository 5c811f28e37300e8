#include "renderer/compare/placement.h"

#include "renderer/gl/texture.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace senga {
namespace {

constexpr int farthest_px = 1 << 20;
// Samples side by side in one pixel: the mean of 2 * most_samples texels each way.
constexpr int most_samples = 8;
constexpr int most_enlarged = 128; // in the lens

int whole(double value) {
    return std::isfinite(value) ? static_cast<int>(std::lround(std::clamp<double>(value, -farthest_px, farthest_px)))
                                : 0;
}

bool contains(const Rect& rect, int x, int y) {
    return x >= rect.x && y >= rect.y && x < rect.x + rect.w && y < rect.y + rect.h;
}

Size upright_size(const Exposure& exposure, int rotation_deg) {
    const Size stored = exposure.texture != nullptr ? exposure.texture->size() : Size{};
    return rotation_deg % 180 != 0 ? Size{stored.h, stored.w} : stored;
}

// Texels that are one pixel or at least two.
bool sharp(int texels, int pixels) {
    return pixels == texels || pixels >= 2 * texels;
}

void set_ratio(int& numerator, int& denominator, int texels, int samples) {
    const int common = std::gcd(texels, samples);
    numerator = texels / common;
    denominator = samples / common;
}

struct Wanted {
    Rect area;
    Rect picture;
    int grid_from_px = 0;
    bool always_sharp = false;
};

View view_of(const Exposure& exposure, int rotation_deg, const Wanted& wanted) {
    View out{.area = wanted.area, .picture = wanted.picture, .components = exposure.components};
    out.texels = upright_size(exposure, rotation_deg);
    if (out.texels.empty() || out.picture.size().empty()) {
        return out;
    }
    const Size pixels = out.picture.size();
    const bool nearest = wanted.always_sharp || (sharp(out.texels.w, pixels.w) && sharp(out.texels.h, pixels.h));
    out.sampling = nearest ? View::Sampling::nearest : View::Sampling::linear;
    if (!nearest) {
        const auto samples = [](int texels, int px) {
            return std::clamp((texels + 2 * px - 1) / (2 * px), 1, most_samples);
        };
        out.samples = {samples(out.texels.w, pixels.w), samples(out.texels.h, pixels.h)};
    }
    set_ratio(out.numerator.w, out.denominator.w, out.texels.w, pixels.w * out.samples.w);
    set_ratio(out.numerator.h, out.denominator.h, out.texels.h, pixels.h * out.samples.h);
    const int from = wanted.grid_from_px;
    out.grid = nearest && from > 0 && pixels.w >= from * out.texels.w && pixels.h >= from * out.texels.h;
    return out;
}

// The lens shows nothing where there is no picture, and keeps both discs on the target where they fit.
void place_lens(const Composition& what, Size target, Placement& out) {
    const Lens& lens = what.lens;
    const int x = whole(std::floor(lens.x));
    const int y = whole(std::floor(lens.y));
    const bool second = what.mode == CompareMode::side_by_side && contains(what.second.area, x, y);
    const ComposedPane& pane = second ? what.second : what.pane;
    const Size a = out.views[0].texels;
    const Size b = out.views[1].texels;
    if (lens.radius_px <= 0 || (a.empty() && b.empty()) || !contains(visible_rect(pane), x, y)) {
        return;
    }
    const Rect picture = picture_rect(pane);
    const int factor = std::clamp(whole(lens.factor), 1, most_enlarged); // whole: all texels look alike
    const int w = factor * std::max(a.w, b.w);
    const int h = factor * std::max(a.h, b.h);
    const auto kept = [](int at, int margin, int extent) {
        return 2 * margin > extent ? extent / 2 : std::clamp(at, margin, extent - margin);
    };
    out.lens = lens.radius_px;
    out.lens_x = kept(x, 2 * lens.radius_px, target.w);
    out.lens_y = kept(y, lens.radius_px, target.h);
    // How much of the enlarged picture lies before the middle of the pixel under the point.
    const int before_x = whole((x + 0.5 - picture.x) / picture.w * w);
    const int before_y = whole((y + 0.5 - picture.y) / picture.h * h);
    for (const int side : {0, 1}) {
        const int middle = out.lens_x + (2 * side - 1) * lens.radius_px;
        const int edge = 2 * lens.radius_px;
        out.views[static_cast<std::size_t>(2 + side)] =
            view_of(side == 0 ? what.a : what.b, what.rotation_deg,
                    {.area = {middle - lens.radius_px, out.lens_y - lens.radius_px, edge, edge},
                     .picture = {middle - before_x, out.lens_y - before_y, w, h},
                     .grid_from_px = what.grid_from_px,
                     .always_sharp = true});
    }
}

} // namespace

Rect intersection(const Rect& a, const Rect& b) {
    const int x = std::max(a.x, b.x);
    const int y = std::max(a.y, b.y);
    return {x, y, std::max(0, std::min(a.x + a.w, b.x + b.w) - x), std::max(0, std::min(a.y + a.h, b.y + b.h) - y)};
}

int divider_px(double position, int extent) {
    return static_cast<int>(std::lround(std::clamp(position, 0.0, 1.0) * extent));
}

Rect picture_rect(const ComposedPane& pane) {
    return {whole(pane.x), whole(pane.y), std::max(0, whole(pane.w)), std::max(0, whole(pane.h))};
}

Rect visible_rect(const ComposedPane& pane) {
    return intersection(pane.area, picture_rect(pane));
}

Placement place(const Composition& what, Size target) {
    Placement out;
    const ComposedPane& second = what.mode == CompareMode::side_by_side ? what.second : what.pane;
    out.views[0] =
        view_of(what.a, what.rotation_deg,
                {.area = what.pane.area, .picture = picture_rect(what.pane), .grid_from_px = what.grid_from_px});
    out.views[1] = view_of(what.b, what.rotation_deg,
                           {.area = second.area, .picture = picture_rect(second), .grid_from_px = what.grid_from_px});
    out.finer = out.views[1].texels.w > out.views[0].texels.w ? 1 : 0;
    if (what.mode == CompareMode::wipe) {
        const Rect visible = visible_rect(what.pane);
        const bool vertical = what.divider.line == Divider::Line::vertical;
        out.split = vertical ? visible.x + divider_px(what.divider.position, visible.w)
                             : visible.y + divider_px(what.divider.position, visible.h);
        const bool any = what.a.texture != nullptr || what.b.texture != nullptr;
        out.line_px = any ? std::max(0, what.divider_px) : 0;
    }
    place_lens(what, target, out);
    return out;
}

} // namespace senga
