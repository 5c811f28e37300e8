#include "app/state/visibility.h"

#include <algorithm>

namespace senga {
namespace {

constexpr double rest_s = 2.0;
constexpr double fade_s = 0.15;

double rested_s(const ViewState& view, double now_s) {
    return now_s - view.last_mouse_move_s;
}

} // namespace

Compare shown(const ViewState& view) {
    return view.peek ? Compare::original : view.compare;
}

bool playing(const PlayerState& player) {
    return player.opened && !player.paused && !player.ended && !player.buffering;
}

double controls_opacity(const State& state, double now_s) {
    if (!state.player.opened) {
        return 0.0;
    }
    return std::clamp(1.0 - (rested_s(state.view, now_s) - rest_s) / fade_s, 0.0, 1.0);
}

bool controls_visible(const State& state, double now_s) {
    return controls_opacity(state, now_s) > 0.0;
}

bool cursor_wanted(const State& state, double now_s) {
    const bool may_hide = state.view.fullscreen || (state.player.opened && !state.view.panel_visible);
    return !may_hide || rested_s(state.view, now_s) < rest_s;
}

bool screensaver_allowed(const PlayerState& player) {
    return !playing(player);
}

bool overlay_visible(const State& state, double now_s) {
    const ViewState& view = state.view;
    return !state.player.opened || view.panel_visible || shown(view) != Compare::processed || !view.toasts.empty() ||
           controls_visible(state, now_s);
}

std::optional<double> next_change_s(const State& state, double now_s) {
    std::optional<double> next;
    const auto consider = [&](double time_s) { next = next ? std::min(*next, time_s) : time_s; };
    for (const Toast& toast : state.view.toasts) {
        consider(toast.expires_s);
    }
    if (controls_visible(state, now_s)) {
        const double hides_s = state.view.last_mouse_move_s + rest_s;
        consider(now_s < hides_s ? hides_s : now_s);
    }
    if (!state.view.cursor_hidden && state.view.fullscreen) {
        consider(std::max(now_s, state.view.last_mouse_move_s + rest_s));
    }
    return next;
}

std::string window_title(const PlayerState& player) {
    if (!player.title.empty()) {
        return player.title + " - Senga";
    }
    const std::string name = player.path.substr(player.path.rfind('/') + 1);
    return name.empty() ? "Senga" : name + " - Senga";
}

} // namespace senga
