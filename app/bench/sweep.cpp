#include "app/bench/sweep.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace senga {
namespace {

constexpr std::array lines{480, 720, 1080, 1440, 2160, 4320};

double megapixels(Size size) {
    return static_cast<double>(size.w) * static_cast<double>(size.h) / 1e6;
}

// What the next size will take if the cost grows as the pixels do; programs are compiled anew, which the first picture
// pays for.
double expected_s(const SweepRow& last, Size next, const SweepSetup& setup) {
    return last.chain.median * megapixels(next) / megapixels(last.size) * (setup.frames + setup.warm_up + 1) / 1e3;
}

Result<SweepRow> measure_size(Offline& offline, const FrameRing& ring, ChainBench::Setup chain, const SweepSetup& setup,
                              const Pace& pace) {
    const Size size = chain.size;
    Result<ChainBench> bench = ChainBench::create(offline, ring, std::move(chain));
    if (!bench) {
        return bench.error();
    }
    std::vector<double> samples;
    for (int i = 0; i < setup.warm_up + setup.frames && pace.go_on(); ++i) {
        const Result<double> ms = bench->time_ms(Work::chain);
        if (!ms) {
            return ms.error();
        }
        if (i >= setup.warm_up) {
            samples.push_back(*ms);
        }
    }
    return SweepRow{.size = size, .chain = statistics_of(samples), .pool_bytes = bench->memory().pool_bytes};
}

} // namespace

std::vector<Size> sweep_sizes(const FrameFormat& format, int most_lines) {
    const Size natural = natural_size(format);
    std::vector<Size> out;
    for (const int h : lines) {
        if (h <= most_lines) {
            const double w = static_cast<double>(h) * natural.w / natural.h;
            out.push_back({std::max(2, 2 * static_cast<int>(std::lround(w / 2.0))), h});
        }
    }
    return out;
}

Result<SweepTimes> measure_sweep(Offline& offline, const FrameRing& ring, const Chain& chain, const SweepSetup& setup,
                                 const Pace& pace) {
    SweepTimes out;
    for (const Size size : sweep_sizes(ring.format(), setup.most_lines)) {
        if (!out.rows.empty() && expected_s(out.rows.back(), size, setup) > pace.left_s()) {
            out.notes.push_back(fmt::format("ends before {}x{}: that would go beyond the time limit", size.w, size.h));
            break;
        }
        const Result<SweepRow> row = measure_size(offline, ring, {.chain = chain, .size = size}, setup, pace);
        if (!row && out.rows.empty()) {
            return row.error();
        }
        if (!row) {
            out.notes.push_back(fmt::format("ends before {}x{}: {}", size.w, size.h, row.error().text));
            break;
        }
        if (row->chain.count > 0) {
            out.rows.push_back(*row);
        }
        if (pace.end() != Pace::End::none) {
            out.notes.push_back(
                fmt::format("ends at {}x{}: {}", size.w, size.h,
                            pace.end() == Pace::End::interrupted ? "interrupted" : "the time limit is reached"));
            break;
        }
    }
    return out;
}

} // namespace senga
