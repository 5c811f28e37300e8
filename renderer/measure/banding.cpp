#include "renderer/measure/banding.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace senga {
namespace {

constexpr float flat_codes = 0.125F;
constexpr std::size_t plateau_px = 8;
constexpr std::size_t edge_px = 3;
constexpr double largest_step = 6.0;

struct Run {
    std::size_t begin = 0;
    std::size_t end = 0; // one behind the last
    double mean = 0.0;
};

// From `begin` on, as long as the values stay together.
Run run_from(std::span<const float> line, std::size_t begin) {
    float low = line[begin];
    float high = low;
    double sum = 0.0;
    std::size_t at = begin;
    while (at < line.size()) {
        low = std::min(low, line[at]);
        high = std::max(high, line[at]);
        if (high - low > flat_codes) {
            break;
        }
        sum += static_cast<double>(line[at]);
        ++at;
    }
    return {begin, at, sum / static_cast<double>(at - begin)};
}

// The sum of d^2 of the line's contours.
double contours(std::span<const float> line) {
    double out = 0.0;
    Run before; // the latest plateau; none while it is empty
    for (std::size_t at = 0; at < line.size();) {
        const Run run = run_from(line, at);
        at = run.end;
        if (run.end - run.begin < plateau_px) {
            continue;
        }
        if (before.end > 0 && run.begin - before.end <= edge_px) {
            const double step = std::abs(run.mean - before.mean);
            out += step <= largest_step ? step * step : 0.0;
        }
        before = run;
    }
    return out;
}

} // namespace

double banding(const FloatPlane& luma) {
    const auto width = static_cast<std::size_t>(luma.size.w);
    double sum = 0.0;
    for (int y = 0; y < luma.size.h; ++y) {
        sum += contours({luma.row(y), width});
    }
    std::vector<float> column(static_cast<std::size_t>(luma.size.h));
    for (std::size_t x = 0; x < width; ++x) {
        for (std::size_t y = 0; y < column.size(); ++y) {
            column[y] = luma.samples[y * width + x];
        }
        sum += contours(column);
    }
    return 1000.0 * sum / (2.0 * static_cast<double>(luma.samples.size()));
}

} // namespace senga
