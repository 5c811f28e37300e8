#include "app/bench/measure_chain.h"

#include <algorithm>

namespace senga {
namespace {

constexpr int step_frames = 12; // of which figures are made; as many as the average of a CostMeter spans, about

Result<std::vector<double>> time_work(ChainBench& bench, Work work, int frames, const Pace& pace) {
    std::vector<double> out;
    for (int i = 0; i < frames && pace.go_on(); ++i) {
        const Result<double> ms = bench.time_ms(work);
        if (!ms) {
            return ms.error();
        }
        out.push_back(*ms);
    }
    return out;
}

} // namespace

Result<ChainTimes> measure_chain(ChainBench& bench, const Chain& chain, const ChainMeasure& setup, const Pace& pace) {
    ChainTimes out;
    if (const auto warm = time_work(bench, Work::chain, setup.warm_up, pace); !warm) {
        return warm.error();
    }
    const Runner::Counters before = bench.counters();
    const Result<std::vector<double>> alone = time_work(bench, Work::chain, setup.frames, pace);
    const Runner::Counters after = bench.counters();
    if (!alone) {
        return alone.error();
    }
    out.chain = statistics_of(*alone);
    out.in_clock = {.compiles = after.compiles - before.compiles,
                    .loads = after.loads - before.loads,
                    .runs = after.runs - before.runs,
                    .allocations = after.allocations - before.allocations};
    const Result<std::vector<double>> upload = time_work(bench, Work::upload, setup.frames, pace);
    if (!upload) {
        return upload.error();
    }
    out.upload = statistics_of(*upload);
    out.memory = bench.memory();
    Result<std::vector<StepTime>> steps = bench.time_steps(std::min(setup.frames, step_frames), pace);
    if (!steps) {
        return steps.error();
    }
    out.steps = *std::move(steps);
    for (const PassReport& report : bench.plan().reports) {
        out.passes.push_back({chain.entries[report.entry].id, report});
    }
    return out;
}

} // namespace senga
