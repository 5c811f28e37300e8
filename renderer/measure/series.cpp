#include "renderer/measure/series.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace senga {
namespace {

double mean_of(const Series& series) {
    const auto count = static_cast<double>(series.values.size());
    double sum = 0.0;
    for (const double value : series.values) {
        sum += series.mean == Series::Mean::of_decibels ? std::pow(10.0, -value / 10.0) : value;
    }
    if (series.mean == Series::Mean::of_values) {
        return sum / count;
    }
    return sum > 0.0 ? -10.0 * std::log10(sum / count) : std::numeric_limits<double>::infinity();
}

} // namespace

Summary summarise(const Series& series, std::size_t worst_count) {
    assert(!series.values.empty());
    const auto [low, high] = std::minmax_element(series.values.begin(), series.values.end());
    Summary out{.mean = mean_of(series), .low = *low, .high = *high, .worst = {}};
    std::vector<std::size_t> order(series.values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto kept = static_cast<std::ptrdiff_t>(std::min(worst_count, order.size()));
    std::partial_sort(order.begin(), order.begin() + kept, order.end(), [&](std::size_t a, std::size_t b) {
        const double value_a = series.values[a];
        const double value_b = series.values[b];
        if (value_a == value_b) {
            return a < b;
        }
        return series.worse == Series::Worse::low ? value_a < value_b : value_a > value_b;
    });
    out.worst.assign(order.begin(), order.begin() + kept);
    return out;
}

} // namespace senga
