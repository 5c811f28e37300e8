#include "renderer/measure/resample.h"

#include "renderer/engine/kernel.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>
#include <vector>

namespace senga {
namespace {

struct Taps {
    int first = 0; // may lie outside
    std::vector<float> weights;
};

Taps taps_at(double centre, double widening, const KernelChoice& kernel) {
    if (kernel.kernel == Kernel::nearest) {
        return {static_cast<int>(std::floor(centre)), {1.0F}};
    }
    const double radius = kernel_radius(kernel) * widening;
    const int first = static_cast<int>(std::ceil(centre - radius - 0.5));
    const int last = static_cast<int>(std::floor(centre + radius - 0.5));
    std::vector<double> weights;
    weights.reserve(static_cast<std::size_t>(last - first + 1));
    double sum = 0.0;
    for (int i = first; i <= last; ++i) {
        weights.push_back(kernel_weight(kernel, (i + 0.5 - centre) / widening));
        sum += weights.back();
    }
    Taps out{.first = first, .weights = {}};
    out.weights.reserve(weights.size());
    for (const double weight : weights) {
        out.weights.push_back(static_cast<float>(weight / sum));
    }
    return out;
}

std::vector<Taps> taps_of(const Axis& axis, const KernelChoice& kernel) {
    std::vector<Taps> out;
    out.reserve(static_cast<std::size_t>(axis.samples));
    const double widening = std::max(1.0, axis.step);
    for (int i = 0; i < axis.samples; ++i) {
        out.push_back(taps_at((i + 0.5) * axis.step + axis.shift, widening, kernel));
    }
    return out;
}

bool unchanged(const Axis& axis, int samples) {
    return axis.samples == samples && axis.step == 1.0 && axis.shift == 0.0;
}

FloatPlane resample_across(const FloatPlane& in, const Axis& axis, const KernelChoice& kernel) {
    const std::vector<Taps> taps = taps_of(axis, kernel);
    FloatPlane out = float_plane({axis.samples, in.size.h});
    for (int y = 0; y < in.size.h; ++y) {
        const float* from = in.row(y);
        float* to = out.row(y);
        for (const Taps& each : taps) {
            float sum = 0.0F;
            for (std::size_t i = 0; i < each.weights.size(); ++i) {
                sum += each.weights[i] * from[std::clamp(each.first + static_cast<int>(i), 0, in.size.w - 1)];
            }
            *to++ = sum;
        }
    }
    return out;
}

FloatPlane resample_down(const FloatPlane& in, const Axis& axis, const KernelChoice& kernel) {
    const std::vector<Taps> taps = taps_of(axis, kernel);
    FloatPlane out = float_plane({in.size.w, axis.samples});
    for (int y = 0; y < axis.samples; ++y) {
        const Taps& each = taps[static_cast<std::size_t>(y)];
        float* to = out.row(y);
        for (std::size_t i = 0; i < each.weights.size(); ++i) {
            const float* from = in.row(std::clamp(each.first + static_cast<int>(i), 0, in.size.h - 1));
            for (int x = 0; x < in.size.w; ++x) {
                to[x] += each.weights[i] * from[x];
            }
        }
    }
    return out;
}

} // namespace

FloatPlane resample(const FloatPlane& in, const Axis& across, const Axis& down, const KernelChoice& kernel) {
    assert(!is_polar(kernel.kernel));
    FloatPlane out = unchanged(across, in.size.w) ? in : resample_across(in, across, kernel);
    return unchanged(down, in.size.h) ? out : resample_down(out, down, kernel);
}

} // namespace senga
