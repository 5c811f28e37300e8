// Senga's chain against the same chain in plain libmpv: the same frames, size and GL context, one picture of each by
// turns. check_pictures() first sees that both draw the same picture.
// Belongs to the thread of the GL context.
#pragma once

#include "app/bench/bench_result.h"
#include "app/bench/chain_bench.h"
#include "app/bench/mpv_chain.h"
#include "app/bench/pace.h"

#include <string>

namespace senga {

struct Contest {
    Offline& offline;
    const FrameRing& ring;
    std::string path;
    Chain chain;
    Size size;    // of the target, upright
    MpvChain mpv; // what mpv gets
    int frames = 30;
    int warm_up = 3;
};

// Both engines with 32-bit floats and without dither, where they differ by rounding alone. Errors: those of ChainBench
// and MpvScreen.
Result<Agreement> check_pictures(const Contest& contest);

// `ours` is the contest's chain at its size. The agreement is left to the caller. Errors: likewise.
Result<AgainstTimes> measure_against_mpv(const Contest& contest, ChainBench& ours, const Pace& pace);

} // namespace senga
