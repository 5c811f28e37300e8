// How the cost of a chain grows with the size of its output. Belongs to the thread of the GL context, but for
// sweep_sizes(), which is pure.
#pragma once

#include "app/bench/bench_result.h"
#include "app/bench/chain_bench.h"
#include "app/bench/pace.h"

#include <vector>

namespace senga {

// 480, 720, 1080, 1440, 2160 and 4320 lines, as wide as the film's shape makes them, in even numbers; none above
// `most_lines`.
std::vector<Size> sweep_sizes(const FrameFormat& format, int most_lines);

struct SweepSetup {
    int most_lines = 4320;
    int frames = 10; // per size
    int warm_up = 1;
};
// Ends early, and says why, where the graphics memory, the largest texture or the pace's time ends. Errors: those of
// ChainBench at the first size.
Result<SweepTimes> measure_sweep(Offline& offline, const FrameRing& ring, const Chain& chain, const SweepSetup& setup,
                                 const Pace& pace);

} // namespace senga
