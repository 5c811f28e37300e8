// One chain at one size, measured: its time on the GPU alone, the time to bring samples there, its steps and memory.
// Belongs to the thread of the GL context.
#pragma once

#include "app/bench/chain_bench.h"
#include "app/bench/pace.h"

namespace senga {

struct ChainMeasure {
    int frames = 30;
    int warm_up = 3;
};

// What does not depend on the clock: passes, memory. prepare_ms is left to the caller, who made the bench. Errors:
// those of ChainBench.
Result<ChainTimes> measure_chain(ChainBench& bench, const Chain& chain, const ChainMeasure& setup, const Pace& pace);

} // namespace senga
