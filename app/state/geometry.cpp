#include "app/state/geometry.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace senga {
namespace {

constexpr double smallest_zoom = 0.125;
constexpr double largest_zoom = 16.0;

bool two_panes(const ViewState& view) {
    return view.compare == Compare::side_by_side && !view.peek;
}

Rect area_of(const ViewState& view, Side side, Size window) {
    if (!two_panes(view)) {
        return {0, 0, window.w, window.h};
    }
    const int half = window.w / 2;
    return side == Side::a ? Rect{0, 0, half, window.h} : Rect{half, 0, window.w - half, window.h};
}

// Where the picture begins on one axis, in whole pixels, so that its own pixels lie on the window's.
double origin(int area_from, int area_extent, double picture_extent, double centre) {
    if (picture_extent <= area_extent) {
        return area_from + std::floor((area_extent - picture_extent) / 2.0);
    }
    return std::round(area_from + area_extent / 2.0 - centre * picture_extent);
}

// The centre at which the picture still covers the area.
double bounded_centre(double centre, int area_extent, double picture_extent) {
    if (picture_extent <= area_extent || !std::isfinite(centre)) {
        return 0.5;
    }
    const double half = area_extent / 2.0 / picture_extent;
    return std::clamp(centre, half, 1.0 - half);
}

Side side_at(const State& state, Size window, Point at) {
    return two_panes(state.view) && at.x >= window.w / 2 ? Side::b : Side::a; // NOLINT: whole pixels
}

Zoom with_centre(const State& state, Size window, const Rect& area, Zoom zoom) {
    const Size size = picture_size(state.player, window);
    const double factor = zoom.factor.value_or(zoom_factor(state, window));
    zoom.centre = {bounded_centre(zoom.centre.x, area.w, size.w * factor),
                   bounded_centre(zoom.centre.y, area.h, size.h * factor)};
    return zoom;
}

} // namespace

Size picture_size(const PlayerState& player, Size window) {
    if (player.idle || !player.format || player.format->size.empty() || window.empty()) {
        return {};
    }
    const Size fitted = fit_size(*player.format, window);
    const double panscan = std::clamp(player.panscan, 0.0, 1.0);
    if (panscan == 0.0 || fitted.empty()) {
        return fitted;
    }
    const double fill = std::max(static_cast<double>(window.w) / fitted.w, static_cast<double>(window.h) / fitted.h);
    const double scale = 1.0 + panscan * (fill - 1.0);
    return {static_cast<int>(std::lround(fitted.w * scale)), static_cast<int>(std::lround(fitted.h * scale))};
}

double zoom_factor(const State& state, Size window) {
    if (state.view.zoom.factor) {
        return *state.view.zoom.factor;
    }
    if (!two_panes(state.view)) {
        return 1.0;
    }
    const Size size = picture_size(state.player, window);
    if (size.empty()) {
        return 1.0;
    }
    // Both panes alike: the narrower one decides.
    const double half = window.w / 2; // NOLINT: whole pixels
    return std::min({1.0, half / size.w, static_cast<double>(window.h) / size.h});
}

Pane pane(const State& state, Side side, Size window) {
    const Rect area = area_of(state.view, side, window);
    const Size size = picture_size(state.player, window);
    const double factor = zoom_factor(state, window);
    const double w = size.w * factor;
    const double h = size.h * factor;
    return {area,
            {origin(area.x, area.w, w, state.view.zoom.centre.x), origin(area.y, area.h, h, state.view.zoom.centre.y),
             w, h}};
}

Rect visible_part(const Pane& pane) {
    const int left = std::max(pane.area.x, static_cast<int>(std::lround(pane.picture.x)));
    const int top = std::max(pane.area.y, static_cast<int>(std::lround(pane.picture.y)));
    const int right =
        std::min(pane.area.x + pane.area.w, static_cast<int>(std::lround(pane.picture.x + pane.picture.w)));
    const int bottom =
        std::min(pane.area.y + pane.area.h, static_cast<int>(std::lround(pane.picture.y + pane.picture.h)));
    return {left, top, std::max(0, right - left), std::max(0, bottom - top)};
}

int divider_px(const Divider& divider, const Rect& visible) {
    const double position = std::clamp(divider.position, 0.0, 1.0);
    return divider.line == Divider::Line::vertical ? visible.x + static_cast<int>(std::lround(position * visible.w))
                                                   : visible.y + static_cast<int>(std::lround(position * visible.h));
}

Zoom zoomed_at(const State& state, Size window, double factor, Point fixed) {
    const Pane now = pane(state, side_at(state, window, fixed), window);
    const Size size = picture_size(state.player, window);
    if (size.empty() || !std::isfinite(factor) || now.picture.w <= 0.0 || now.picture.h <= 0.0) {
        return state.view.zoom;
    }
    const double bounded = std::clamp(factor, smallest_zoom, largest_zoom);
    const auto centre = [&](double at, double from, double extent, int area_from, int area_extent, int pixels) {
        const double share = (at - from) / extent;
        const double new_from = at - share * pixels * bounded;
        return (area_from + area_extent / 2.0 - new_from) / (pixels * bounded);
    };
    Zoom out{.factor = bounded,
             .centre = {centre(fixed.x, now.picture.x, now.picture.w, now.area.x, now.area.w, size.w),
                        centre(fixed.y, now.picture.y, now.picture.h, now.area.y, now.area.h, size.h)}};
    return with_centre(state, window, now.area, out);
}

Zoom panned(const State& state, Size window, double dx_px, double dy_px) {
    const Pane now = pane(state, Side::a, window);
    Zoom out = state.view.zoom;
    if (now.picture.w <= 0.0 || now.picture.h <= 0.0 || !std::isfinite(dx_px) || !std::isfinite(dy_px)) {
        return out;
    }
    out.centre.x -= dx_px / now.picture.w;
    out.centre.y -= dy_px / now.picture.h;
    return with_centre(state, window, now.area, out);
}

double next_zoom(double factor, int steps) {
    constexpr std::array ladder{0.125, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0};
    constexpr double same = 1e-6; // factors that fit a pane lie between the rungs
    double out = factor;
    for (int i = 0; i < std::abs(steps); ++i) {
        if (steps > 0) {
            const auto* up =
                std::find_if(ladder.begin(), ladder.end(), [&](double rung) { return rung > out * (1.0 + same); });
            out = up != ladder.end() ? *up : ladder.back();
        } else {
            const auto down =
                std::find_if(ladder.rbegin(), ladder.rend(), [&](double rung) { return rung < out * (1.0 - same); });
            out = down != ladder.rend() ? *down : ladder.front();
        }
    }
    return out;
}

std::optional<Point> picture_point(const State& state, Size window, Point at) {
    const Pane here = pane(state, side_at(state, window, at), window);
    const Rect seen = visible_part(here);
    const bool inside = at.x >= seen.x && at.y >= seen.y && at.x < seen.x + seen.w && at.y < seen.y + seen.h;
    if (!inside || here.picture.w <= 0.0 || here.picture.h <= 0.0) {
        return std::nullopt;
    }
    return Point{std::clamp((at.x - here.picture.x) / here.picture.w, 0.0, 1.0),
                 std::clamp((at.y - here.picture.y) / here.picture.h, 0.0, 1.0)};
}

} // namespace senga
