#include "renderer/measure/difference.h"

#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>

namespace senga {
namespace {

double mse(const SamplePlane& a, const SamplePlane& b) {
    assert(a.size == b.size);
    double sum = 0.0;
    for (int y = 0; y < a.size.h; ++y) {
        const std::uint16_t* row_a = a.row(y);
        const std::uint16_t* row_b = b.row(y);
        std::uint64_t squares = 0;
        for (int x = 0; x < a.size.w; ++x) {
            const std::int64_t difference = static_cast<std::int64_t>(row_a[x]) - row_b[x];
            squares += static_cast<std::uint64_t>(difference * difference);
        }
        sum += static_cast<double>(squares);
    }
    return sum / static_cast<double>(a.samples.size());
}

double mse(const FloatPlane& a, const FloatPlane& b) {
    assert(a.size == b.size);
    double sum = 0.0;
    for (std::size_t i = 0; i < a.samples.size(); ++i) {
        const double difference = static_cast<double>(a.samples[i]) - static_cast<double>(b.samples[i]);
        sum += difference * difference;
    }
    return sum / static_cast<double>(a.samples.size());
}

} // namespace

std::vector<double> plane_mse(const PlanarPicture& a, const PlanarPicture& b) {
    assert(a.planes.size() == b.planes.size());
    std::vector<double> out;
    out.reserve(a.planes.size());
    for (std::size_t i = 0; i < a.planes.size(); ++i) {
        out.push_back(mse(a.planes[i], b.planes[i]));
    }
    return out;
}

double mean_of_planes(const PlanarPicture& picture, const std::vector<double>& values) {
    double sum = 0.0;
    double samples = 0.0;
    for (std::size_t i = 0; i < picture.planes.size(); ++i) {
        const auto weight = static_cast<double>(picture.planes[i].samples.size());
        sum += values[i] * weight;
        samples += weight;
    }
    return sum / samples;
}

std::array<double, 3> channel_mse(const std::array<FloatPlane, 3>& a, const std::array<FloatPlane, 3>& b) {
    return {mse(a[0], b[0]), mse(a[1], b[1]), mse(a[2], b[2])};
}

double psnr_db(double mse, double peak) {
    return mse > 0.0 ? 10.0 * std::log10(peak * peak / mse) : std::numeric_limits<double>::infinity();
}

} // namespace senga
