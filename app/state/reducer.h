// The reducer is the only writer of State. reduce() takes what is wanted, apply() what happened; both return what the
// outside must do. No I/O, no clock of its own: `now_s` is the program's monotonic time.
// What mpv owns (pause, volume, tracks, ...) is changed by a command to mpv; State shows the expected value at once and
// mpv's own report, which follows as an event, has the last word.
// Every change of the chain raises ChainState::revision by exactly one; what changes nothing leaves it alone.
// Main thread.
#pragma once

#include "app/state/command.h"
#include "app/state/effect.h"
#include "app/state/event.h"
#include "app/state/state.h"

namespace senga {

[[nodiscard]] Effects reduce(State& state, const Command& command, double now_s);

[[nodiscard]] Effects apply(State& state, const PlayerEvent& event, double now_s);
[[nodiscard]] Effects apply(State& state, const ChainEvent& event, double now_s);
[[nodiscard]] Effects apply(State& state, const WindowEvent& event, double now_s);

// What time alone changes: toasts expire, the cursor hides. Once per turn of the main loop.
void tick(State& state, double now_s);

} // namespace senga
