// What the chain's steps cost and what its textures take, as the panels show it. Reads what the CostMeter measured;
// measures nothing itself. Belongs to the thread of the GL context.
#pragma once

#include "app/state/chain_state.h"
#include "renderer/engine/slot.h"

namespace senga {

// `before` is the last report: its history of totals is carried on.
CostState cost_report(Slot& slot, const Runner& runner, const CostState& before);

} // namespace senga
