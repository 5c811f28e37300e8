// What is wanted of the comparison, the zoom and the lenses: the view alone changes, never the chain.
#include "app/state/command_reducer.h"
#include "app/state/geometry.h"
#include "app/state/text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace senga {
namespace {

constexpr double shortest_blink_s = 0.1;
constexpr double longest_blink_s = 5.0;
constexpr double least_gain = 1.0;
constexpr double most_gain = 64.0;

Text difference_text(Difference::Kind kind) {
    switch (kind) {
    case Difference::Kind::absolute:
        return Text::toast_difference_absolute;
    case Difference::Kind::with_sign:
        return Text::toast_difference_signed;
    case Difference::Kind::luma:
        break;
    }
    return Text::toast_difference_luma;
}

// Without a name there is nothing such an exhibit could be.
bool complete(const Exhibit& exhibit) {
    return exhibit.kind == Exhibit::Kind::original || exhibit.kind == Exhibit::Kind::chain || !exhibit.name.empty();
}

} // namespace

void CommandReducer::sides_told() {
    state_.view.labels_since_s = now_s_;
    state_.view.metrics.valid = false; // they were of what was compared before
    toast("compare", compare_text(state_));
}

void CommandReducer::operator()(const command::SetPeek& wanted) {
    ViewState& view = state_.view;
    const bool on = wanted.to == Switch::on;
    if (view.peek != on) {
        view.peek = on;
        view.labels_since_s = now_s_;
    }
}

void CommandReducer::operator()(const command::ToggleCompare& wanted) {
    ViewState& view = state_.view;
    view.compare = view.compare == wanted.compare ? Compare::b : wanted.compare;
    if (view.compare == Compare::blink) {
        view.blink.since_s = now_s_;
    }
    sides_told();
}

void CommandReducer::operator()(const command::SetExhibit& wanted) {
    Exhibit& exhibit = wanted.side == Side::a ? state_.view.a : state_.view.b;
    if (!complete(wanted.exhibit) || exhibit == wanted.exhibit) {
        return;
    }
    exhibit = wanted.exhibit;
    state_.view.labels_since_s = now_s_;
    state_.view.metrics.valid = false;
    toast("compare", Text::toast_compare_one, wanted.side == Side::a ? "A" : "B", exhibit_name(state_, exhibit));
}

void CommandReducer::operator()(const command::SwapSides&) {
    std::swap(state_.view.a, state_.view.b);
    sides_told();
}

void CommandReducer::operator()(const command::SetDivider& wanted) {
    const double position = std::isfinite(wanted.position) ? std::clamp(wanted.position, 0.0, 1.0) : 0.5;
    if (state_.view.divider.position != position) {
        state_.view.divider.position = position;
        state_.view.labels_since_s = now_s_;
    }
}

void CommandReducer::operator()(const command::MoveDivider& wanted) {
    (*this)(command::SetDivider{state_.view.divider.position + wanted.delta});
}

void CommandReducer::operator()(const command::TurnDivider&) {
    Divider& divider = state_.view.divider;
    const bool vertical = divider.line == Divider::Line::vertical;
    divider.line = vertical ? Divider::Line::horizontal : Divider::Line::vertical;
    state_.view.labels_since_s = now_s_;
    toast("divider", vertical ? Text::toast_divider_horizontal : Text::toast_divider_vertical);
}

void CommandReducer::operator()(const command::SetDifference& wanted) {
    state_.view.difference = wanted.difference;
    double& gain = state_.view.difference.gain;
    gain = std::isfinite(gain) ? std::clamp(gain, least_gain, most_gain) : Difference{}.gain;
}

void CommandReducer::operator()(const command::CycleDifference&) {
    Difference::Kind& kind = state_.view.difference.kind;
    switch (kind) {
    case Difference::Kind::absolute:
        kind = Difference::Kind::with_sign;
        break;
    case Difference::Kind::with_sign:
        kind = Difference::Kind::luma;
        break;
    case Difference::Kind::luma:
        kind = Difference::Kind::absolute;
        break;
    }
    toast("difference", difference_text(kind));
}

void CommandReducer::operator()(const command::SetBlinkPeriod& wanted) {
    if (std::isfinite(wanted.seconds)) {
        state_.view.blink = {std::clamp(wanted.seconds, shortest_blink_s, longest_blink_s), now_s_};
    }
}

void CommandReducer::zoom_told() {
    const std::optional<double>& factor = state_.view.zoom.factor;
    if (factor) {
        toast("zoom", Text::toast_zoom, *factor * 100.0);
    } else {
        toast("zoom", Text::toast_zoom_fit);
    }
}

void CommandReducer::operator()(const command::ZoomBy& wanted) {
    ViewState& view = state_.view;
    const double factor = next_zoom(zoom_factor(state_, view.window_px), wanted.steps);
    view.zoom = zoomed_at(state_, view.window_px, factor, view.mouse_px);
    zoom_told();
}

void CommandReducer::operator()(const command::SetZoom& wanted) {
    ViewState& view = state_.view;
    if (!wanted.factor || !std::isfinite(*wanted.factor)) {
        view.zoom = {};
    } else {
        const Rect area = pane(state_, Side::a, view.window_px).area; // side by side each pane keeps its own middle
        const Point middle{area.x + area.w / 2.0, area.y + area.h / 2.0};
        view.zoom = zoomed_at(state_, view.window_px, *wanted.factor, middle);
    }
    zoom_told();
}

void CommandReducer::operator()(const command::PanBy& wanted) {
    if (std::isfinite(wanted.dx_px) && std::isfinite(wanted.dy_px)) {
        state_.view.zoom = panned(state_, state_.view.window_px, wanted.dx_px, wanted.dy_px);
    }
}

void CommandReducer::operator()(const command::ResetView&) {
    state_.view.zoom = {};
    zoom_told();
}

void CommandReducer::operator()(const command::ToggleProbe&) {
    bool& visible = state_.view.probe_visible;
    visible = !visible;
    state_.view.probe.inside = false; // until it is measured anew
    toast("probe", Text::toast_probe, on_off(visible));
}

void CommandReducer::operator()(const command::ToggleMagnifier&) {
    bool& visible = state_.view.magnifier_visible;
    visible = !visible;
    toast("magnifier", Text::toast_magnifier, on_off(visible));
}

void CommandReducer::operator()(const command::ToggleGrid&) {
    bool& visible = state_.view.grid_visible;
    visible = !visible;
    toast("grid", Text::toast_grid, on_off(visible));
}

void CommandReducer::operator()(const command::ToggleMetrics&) {
    bool& visible = state_.view.metrics_visible;
    visible = !visible;
    state_.view.metrics.valid = false;
    toast("metrics", Text::toast_metrics, on_off(visible));
}

void CommandReducer::operator()(const command::TakeScreenshot& wanted) {
    if (!state_.player.format || state_.player.idle) { // the last format outlives its film
        toast("picture", Text::toast_no_picture);
        return;
    }
    effects_.emplace_back(effect::Screenshot{wanted.what});
}

} // namespace senga
