// When the controls, the cursor and the screen saver are to be seen, and what the window is called: pure functions of
// State and time, so that the habits are tested without a window. Any thread.
#pragma once

#include "app/state/state.h"

#include <optional>
#include <string>

namespace senga {

// A picture moves: not paused, not at the end, not waiting for the network.
bool playing(const PlayerState& player);

// 1 while the pointer moved within the last 2 s, then fading to 0 within 150 ms. In a pause too: who compares pictures
// stops one, and wants to see all of it.
double controls_opacity(const State& state, double now_s);
bool controls_visible(const State& state, double now_s);

// The pointer disappears when it rests for 2 s, in fullscreen or over a picture without panel.
bool cursor_wanted(const State& state, double now_s);

// Only a playing film keeps the screen awake.
bool screensaver_allowed(const PlayerState& player);

// The labels that say what A and B are: 1 for a second after it was last worth saying, then fading within 0.3 s.
double labels_opacity(const ViewState& view, double now_s);

// Whether anything but the picture is to be drawn; if not, the panels need not be asked.
bool overlay_visible(const State& state, double now_s);

// When the view changes next by itself (a toast fades, the controls hide); the main loop sleeps at most until then.
// At most `now_s` while something is fading. nullopt: never.
std::optional<double> next_change_s(const State& state, double now_s);

std::string window_title(const PlayerState& player);

} // namespace senga
