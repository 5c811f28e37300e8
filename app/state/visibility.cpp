#include "app/state/visibility.h"

#include "app/state/text.h"

#include <algorithm>
#include <cmath>

namespace senga {
namespace {

constexpr double rest_s = 2.0;
constexpr double fade_s = 0.15;
constexpr double labels_rest_s = 1.0;
constexpr double labels_fade_s = 0.3;
constexpr double shortest_blink_s = 0.1;

double rested_s(const ViewState& view, double now_s) {
    return now_s - view.last_mouse_move_s;
}

double blink_period_s(const ViewState& view) {
    return std::max(view.blink.period_s, shortest_blink_s);
}

} // namespace

Compare shown(const ViewState& view, double now_s) {
    if (view.peek) {
        return Compare::a;
    }
    if (view.compare != Compare::blink) {
        return view.compare;
    }
    const double turns = std::floor((now_s - view.blink.since_s) / blink_period_s(view));
    return std::fmod(turns, 2.0) == 0.0 ? Compare::a : Compare::b;
}

bool playing(const PlayerState& player) {
    return player.opened && !player.paused && !player.ended && !player.buffering;
}

double controls_opacity(const State& state, double now_s) {
    if (!state.player.opened && state.player.playlist.entries.empty()) {
        return 0.0; // nothing that could be played
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

double labels_opacity(const ViewState& view, double now_s) {
    return std::clamp(1.0 - (now_s - view.labels_since_s - labels_rest_s) / labels_fade_s, 0.0, 1.0);
}

bool overlay_visible(const State& state, double now_s) {
    const ViewState& view = state.view;
    const bool comparing = view.peek || view.compare != Compare::b || labels_opacity(view, now_s) > 0.0;
    const bool measuring = view.probe_visible || view.magnifier_visible || view.metrics_visible;
    const bool asking = view.overlay != Overlay::none || view.capture.has_value();
    return !state.player.opened || view.panel_visible || comparing || measuring || asking || !view.toasts.empty() ||
           controls_visible(state, now_s);
}

std::optional<double> next_change_s(const State& state, double now_s) {
    const ViewState& view = state.view;
    std::optional<double> next;
    const auto consider = [&](double time_s) { next = next ? std::min(*next, time_s) : time_s; };
    for (const Toast& toast : view.toasts) {
        consider(toast.expires_s);
    }
    if (controls_visible(state, now_s)) {
        const double hides_s = view.last_mouse_move_s + rest_s;
        consider(now_s < hides_s ? hides_s : now_s);
    }
    if (!view.cursor_hidden && view.fullscreen) {
        consider(std::max(now_s, view.last_mouse_move_s + rest_s));
    }
    if (labels_opacity(view, now_s) > 0.0) {
        consider(std::max(now_s, view.labels_since_s + labels_rest_s));
    }
    if (view.compare == Compare::blink && !view.peek) {
        const double period_s = blink_period_s(view);
        consider(view.blink.since_s + (std::floor((now_s - view.blink.since_s) / period_s) + 1.0) * period_s);
    }
    return next;
}

std::string window_title(const PlayerState& player) {
    if (!player.title.empty()) {
        return player.title + " - Senga";
    }
    const std::string name = file_name(player.path);
    return name.empty() ? "Senga" : name + " - Senga";
}

} // namespace senga
