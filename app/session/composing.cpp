#include "app/session/composing.h"

#include "app/state/geometry.h"

namespace senga {
namespace {

constexpr int divider_width_px = 2;
constexpr int grid_from_px = 8; // smaller texels would be all grid
constexpr double lens_factor = 6.0;

CompareMode mode_of(Compare compare) {
    switch (compare) {
    case Compare::a:
        return CompareMode::a;
    case Compare::wipe:
        return CompareMode::wipe;
    case Compare::side_by_side:
        return CompareMode::side_by_side;
    case Compare::difference:
        return CompareMode::difference;
    case Compare::b:
    case Compare::blink: // shown() says which side's turn it is
        break;
    }
    return CompareMode::b;
}

ComposedPane composed(const Pane& pane) {
    return {pane.area, pane.picture.x, pane.picture.y, pane.picture.w, pane.picture.h};
}

} // namespace

Look look_of(const State& state, double now_s) {
    const ViewState& view = state.view;
    return {.compare = shown(view, now_s),
            .a = view.a,
            .b = view.b,
            .divider = view.divider,
            .difference = view.difference,
            .zoom = view.zoom,
            .panscan = state.player.panscan,
            .grid = view.grid_visible,
            .peek = view.peek,
            .magnifier = view.magnifier_visible,
            .pointer = view.magnifier_visible ? view.mouse_px : Point{},
            .window = view.window_px,
            .revision = state.chain.revision,
            .equaliser_revision = state.chain.equaliser_revision};
}

bool needed(const State& state, Side side, double now_s) {
    const ViewState& view = state.view;
    if (view.probe_visible || view.metrics_visible || view.magnifier_visible) {
        return true;
    }
    const Compare compare = shown(view, now_s);
    return compare != (side == Side::a ? Compare::b : Compare::a);
}

Composition composition_of(const State& state, Size target, double now_s) {
    const ViewState& view = state.view;
    Composition out{.mode = mode_of(shown(view, now_s)),
                    .divider = view.divider,
                    .divider_px = divider_width_px,
                    .difference = view.difference,
                    .pane = composed(pane(state, Side::a, target)),
                    .second = composed(pane(state, Side::b, target)),
                    .grid_from_px = view.grid_visible ? grid_from_px : 0};
    if (view.magnifier_visible && picture_point(state, target, view.mouse_px)) {
        out.lens = {.x = view.mouse_px.x,
                    .y = view.mouse_px.y,
                    .radius_px = static_cast<int>(lens_radius_pt * view.ui_scale),
                    .factor = lens_factor * zoom_factor(state, target)};
    }
    return out;
}

} // namespace senga
