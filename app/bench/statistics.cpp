#include "app/bench/statistics.h"

#include <algorithm>
#include <numeric>

namespace senga {

Statistics statistics_of(std::vector<double> samples) {
    const std::size_t count = samples.size();
    if (count == 0) {
        return {};
    }
    std::sort(samples.begin(), samples.end());
    const std::size_t middle = count / 2;
    const std::size_t rank = (count * 95 + 99) / 100; // rounded up, in whole numbers
    return {.count = count,
            .min = samples.front(),
            .median = count % 2 == 1 ? samples[middle] : (samples[middle - 1] + samples[middle]) / 2.0,
            .p95 = samples[rank - 1],
            .mean = std::accumulate(samples.begin(), samples.end(), 0.0) / static_cast<double>(count)};
}

} // namespace senga
