#include "app/degrade/gaussian.h"

#include <algorithm>
#include <cmath>

namespace senga {

std::vector<float> gaussian_weights(double sigma_px) {
    const int radius = static_cast<int>(std::ceil(4.0 * sigma_px));
    std::vector<double> weights;
    weights.reserve(static_cast<std::size_t>(2 * radius + 1));
    double sum = 0.0;
    for (int x = -radius; x <= radius; ++x) {
        weights.push_back(std::exp(-0.5 * x * x / (sigma_px * sigma_px)));
        sum += weights.back();
    }
    std::vector<float> out(weights.size());
    std::transform(weights.begin(), weights.end(), out.begin(),
                   [sum](double weight) { return static_cast<float>(weight / sum); });
    return out;
}

FloatPlane convolved_across(const FloatPlane& in, const std::vector<float>& weights) {
    const int width = in.size.w;
    const int radius = static_cast<int>(weights.size() / 2);
    FloatPlane out = float_plane(in.size);
    std::vector<float> padded(static_cast<std::size_t>(width) + weights.size() - 1);
    for (int y = 0; y < in.size.h; ++y) {
        const float* from = in.row(y);
        std::fill_n(padded.begin(), radius, from[0]);
        std::copy_n(from, width, padded.begin() + radius);
        std::fill_n(padded.begin() + radius + width, radius, from[width - 1]);
        float* to = out.row(y);
        for (std::size_t i = 0; i < weights.size(); ++i) {
            const float weight = weights[i];
            const float* shifted = padded.data() + i;
            for (int x = 0; x < width; ++x) {
                to[x] += weight * shifted[x];
            }
        }
    }
    return out;
}

FloatPlane convolved_down(const FloatPlane& in, const std::vector<float>& weights) {
    const int radius = static_cast<int>(weights.size() / 2);
    FloatPlane out = float_plane(in.size);
    for (int y = 0; y < in.size.h; ++y) {
        float* to = out.row(y);
        for (int i = -radius; i <= radius; ++i) {
            const float weight = weights[static_cast<std::size_t>(i + radius)];
            const float* from = in.row(std::clamp(y + i, 0, in.size.h - 1));
            for (int x = 0; x < in.size.w; ++x) {
                to[x] += weight * from[x];
            }
        }
    }
    return out;
}

} // namespace senga
