// What follows from where the viewer is: which preset the film gets by itself, where a film was left, what the settings
// make of the view. Both reduce() and apply() need it. Internal to app/state; main thread.
#pragma once

#include "app/state/effect.h"
#include "app/state/state.h"

#include <string>

namespace senga {

// --- presets
// The folder a file lies in, without a slash at its end; empty for streams.
std::string folder_of(const std::string& path);
// Loads what the folder or the rules ask for, unless the viewer chose by hand or changes would be lost.
void choose_automatically(State& state, Effects& effects, double now_s);

// --- recent files
// The file that was just loaded becomes the first one, and goes on where it was left.
void enter_recent(State& state, Effects& effects, double now_s);
// Its title and duration, as far as they are known by now: they come after it is loaded.
void describe_recent(State& state);
// The film is at PlayerState::time_s now; saved every 10 s at most.
void note_place(State& state, Effects& effects, double now_s);
// Saves what has not been saved yet.
void save_place(State& state, Effects& effects, double now_s);
// What is worth remembering: 0 within the first 5 s, the last 5 % and in anything shorter than 2 minutes.
double place_to_resume(double time_s, double duration_s);

// --- settings
// Language and scale in force, from the settings or from the system.
void adopt_settings(State& state);

} // namespace senga
