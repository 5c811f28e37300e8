// Statistics says how a handful of measured times is spread. It measures nothing. Plain data, pure functions, any
// thread.
#pragma once

#include <cstddef>
#include <vector>

namespace senga {

// In the unit of the samples. All 0 where there is no sample: look at `count` first.
struct Statistics {
    std::size_t count = 0;
    double min = 0.0;
    double median = 0.0; // the middle one; of an even number, the mean of the two in the middle
    double p95 = 0.0;    // nearest rank: the smallest sample that at least 95 % of them do not exceed
    double mean = 0.0;
};

Statistics statistics_of(std::vector<double> samples);

} // namespace senga
