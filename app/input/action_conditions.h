// When an action makes sense: the conditions of the action table, each a function of State. Internal to app/input.
// Pure, any thread.
#pragma once

#include "app/state/geometry.h"
#include "app/state/present_entry.h"
#include "app/state/state.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string_view>

namespace senga::when {

using Condition = std::function<bool(const State&)>;

inline bool always(const State&) {
    return true;
}
inline Condition both(Condition a, Condition b) {
    return [a = std::move(a), b = std::move(b)](const State& state) { return a(state) && b(state); };
}

// --- what plays
inline bool file_open(const State& state) {
    return state.player.opened;
}
// Also where it is stopped and can be played again.
inline bool playable(const State& state) {
    return state.player.opened || (state.player.idle && !state.player.playlist.entries.empty());
}
inline bool picture(const State& state) {
    return state.player.format.has_value();
}
inline bool playing_or_loading(const State& state) {
    return !state.player.idle;
}
inline bool other_speed(const State& state) {
    return state.player.opened && state.player.speed != 1.0;
}
inline bool chapters(const State& state) {
    return state.player.opened && !state.player.chapters.empty();
}
inline bool earlier_file(const State& state) {
    return earlier_entry(state.player).has_value();
}
inline bool later_file(const State& state) {
    return later_entry(state.player).has_value();
}
inline bool several_files(const State& state) {
    return state.player.playlist.entries.size() > 1;
}
inline Condition track(TrackKind kind) {
    return [kind](const State& state) {
        const auto& tracks = state.player.tracks;
        return std::any_of(tracks.begin(), tracks.end(), [&](const Track& one) { return one.kind == kind; });
    };
}
inline Condition selected_track(TrackKind kind) {
    return [kind](const State& state) {
        const auto& tracks = state.player.tracks;
        return std::any_of(tracks.begin(), tracks.end(),
                           [&](const Track& one) { return one.kind == kind && one.selected; });
    };
}

// --- the chain
inline bool passes(const State& state) {
    return !state.chain.chain.entries.empty();
}
inline Condition pass(std::size_t entry) {
    return [entry](const State& state) { return entry < state.chain.chain.entries.size(); };
}
inline bool presets(const State& state) {
    return !state.chain.presets.empty();
}
inline Condition preset_number(std::size_t index) {
    return [index](const State& state) { return index < state.chain.presets.size(); };
}
inline Condition preset(std::string_view key) {
    return [key](const State& state) {
        const auto& presets = state.chain.presets;
        return std::any_of(presets.begin(), presets.end(), [&](const PresetName& one) { return one.key == key; });
    };
}
inline bool preset_before(const State& state) {
    return !state.chain.last_preset.empty();
}
inline bool unsaved(const State& state) {
    return state.chain.modified || state.chain.preset.empty();
}
inline bool changed_preset(const State& state) {
    return state.chain.modified && state.chain.loaded != nullptr;
}
inline bool undoable(const State& state) {
    return state.chain.history.can_undo();
}
inline bool redoable(const State& state) {
    return state.chain.history.can_redo();
}
inline bool equaliser(const State& state) {
    return state.chain.equaliser.shader != nullptr;
}
inline bool equaliser_set(const State& state) {
    return state.chain.equaliser.shader != nullptr && !state.chain.equaliser.values.empty();
}

// --- the view
inline Condition comparing(Compare compare) {
    return [compare](const State& state) { return state.player.format && state.view.compare == compare; };
}
inline bool factor_below_most(const State& state) {
    return state.player.format && zoom_factor(state, state.view.window_px) < 16.0;
}
inline bool factor_above_least(const State& state) {
    return state.player.format && zoom_factor(state, state.view.window_px) > 1.0 / 8.0;
}
inline bool factor_not_one(const State& state) {
    return state.player.format && zoom_factor(state, state.view.window_px) != 1.0;
}
inline bool zoomed(const State& state) {
    return state.player.format && state.view.zoom.factor.has_value();
}
inline bool moved_or_zoomed(const State& state) {
    return state.player.format && state.view.zoom != Zoom{};
}
inline bool cropped(const State& state) {
    return state.player.format && state.player.panscan > 0.0;
}
inline bool not_fully_cropped(const State& state) {
    return state.player.format && state.player.panscan < 1.0;
}

// --- the window
inline bool windowed_picture(const State& state) {
    return state.player.format && !state.view.fullscreen;
}
inline bool something_to_leave(const State& state) {
    return state.view.fullscreen || state.view.overlay != Overlay::none || state.view.capture.has_value();
}
inline bool scale_above_least(const State& state) {
    return state.view.ui_scale > 1.0;
}
inline bool scale_below_most(const State& state) {
    return state.view.ui_scale < 3.0;
}
inline bool recent_files(const State& state) {
    return !state.library.recent.empty();
}
inline bool own_keys(const State& state) {
    return !state.library.keys.own.empty();
}

} // namespace senga::when
