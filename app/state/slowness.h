// Tells the viewer, once for each chain, that it takes longer than the film has time for, what of it costs most, and
// which key is the way out. It goes by the figures that are measured while the panel shows them (CostState) and asks
// for none of its own; where the CPU draws they are always measured, as that costs nothing there. Pure functions over
// State, main thread.
#pragma once

#include "app/state/state.h"

namespace senga {

// New figures are in State. So many reports in a row over the budget, while the film plays, make a chain too slow: one
// alone may be a hiccup.
void judge_cost(State& state, double now_s);

// Whether the figures are needed for this alone.
bool judging_cost(const State& state);

} // namespace senga
