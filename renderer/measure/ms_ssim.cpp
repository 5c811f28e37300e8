#include "renderer/measure/ms_ssim.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>
#include <vector>

namespace senga {
namespace {

constexpr int window_px = 11;
constexpr double deviation_px = 1.5;
constexpr std::array<double, 5> exponents{0.0448, 0.2856, 0.3001, 0.2363, 0.1333};

using Taps = std::array<double, window_px>;

Taps gaussian() {
    Taps out{};
    double sum = 0.0;
    for (int i = 0; i < window_px; ++i) {
        const double distance = i - (window_px - 1) / 2.0;
        out[static_cast<std::size_t>(i)] = std::exp(-distance * distance / (2 * deviation_px * deviation_px));
        sum += out[static_cast<std::size_t>(i)];
    }
    for (double& tap : out) {
        tap /= sum;
    }
    return out;
}

// The five moments of a row, weighed along the column; then along the row.
struct Moments {
    std::vector<double> a;
    std::vector<double> b;
    std::vector<double> aa;
    std::vector<double> bb;
    std::vector<double> ab;

    explicit Moments(std::size_t width) : a(width), b(width), aa(width), bb(width), ab(width) {}
    void clear() {
        for (std::vector<double>* each : {&a, &b, &aa, &bb, &ab}) {
            std::fill(each->begin(), each->end(), 0.0);
        }
    }
    void add(const float* row_a, const float* row_b, double weight) {
        for (std::size_t x = 0; x < a.size(); ++x) {
            const auto value_a = static_cast<double>(row_a[x]);
            const auto value_b = static_cast<double>(row_b[x]);
            const double weighed_a = weight * value_a;
            const double weighed_b = weight * value_b;
            a[x] += weighed_a;
            b[x] += weighed_b;
            aa[x] += weighed_a * value_a;
            bb[x] += weighed_b * value_b;
            ab[x] += weighed_a * value_b;
        }
    }
};

double along(const std::vector<double>& row, std::size_t x, const Taps& taps) {
    double out = 0.0;
    for (std::size_t i = 0; i < taps.size(); ++i) {
        out += row[x + i] * taps[i];
    }
    return out;
}

// Means over all windows.
struct Similarity {
    double structure = 0.0; // contrast and structure
    double whole = 0.0;     // times luminance
};

Similarity similarity(const FloatPlane& a, const FloatPlane& b, double peak) {
    const Taps taps = gaussian();
    const double c1 = (0.01 * peak) * (0.01 * peak);
    const double c2 = (0.03 * peak) * (0.03 * peak);
    const int rows = a.size.h - window_px + 1;
    const int columns = a.size.w - window_px + 1;
    Moments moments(static_cast<std::size_t>(a.size.w));
    Similarity out;
    for (int y = 0; y < rows; ++y) {
        moments.clear();
        for (int i = 0; i < window_px; ++i) {
            moments.add(a.row(y + i), b.row(y + i), taps[static_cast<std::size_t>(i)]);
        }
        for (std::size_t x = 0; x < static_cast<std::size_t>(columns); ++x) {
            const double mean_a = along(moments.a, x, taps);
            const double mean_b = along(moments.b, x, taps);
            const double variances =
                along(moments.aa, x, taps) - mean_a * mean_a + along(moments.bb, x, taps) - mean_b * mean_b;
            const double covariance = along(moments.ab, x, taps) - mean_a * mean_b;
            const double structure = (2 * covariance + c2) / (variances + c2);
            out.structure += structure;
            out.whole += structure * (2 * mean_a * mean_b + c1) / (mean_a * mean_a + mean_b * mean_b + c1);
        }
    }
    const double windows = static_cast<double>(rows) * columns;
    return {out.structure / windows, out.whole / windows};
}

// The mean of 2x2 pixels; an odd last row or column is dropped.
FloatPlane halved(const FloatPlane& in) {
    FloatPlane out = float_plane({in.size.w / 2, in.size.h / 2});
    for (int y = 0; y < out.size.h; ++y) {
        const float* upper = in.row(2 * y);
        const float* lower = in.row(2 * y + 1);
        float* to = out.row(y);
        for (int x = 0; x < out.size.w; ++x) {
            const int from = 2 * x;
            to[x] = (upper[from] + upper[from + 1] + lower[from] + lower[from + 1]) * 0.25F;
        }
    }
    return out;
}

int scales_of(Size size) {
    int out = 0;
    for (int edge = std::min(size.w, size.h); edge >= window_px && out < static_cast<int>(exponents.size());
         edge /= 2) {
        ++out;
    }
    return out;
}

// All five are used as published: their sum is 1.0001.
double exponents_sum(int scales) {
    if (scales == static_cast<int>(exponents.size())) {
        return 1.0;
    }
    return std::accumulate(exponents.begin(), exponents.begin() + scales, 0.0);
}

} // namespace

std::optional<MsSsim> ms_ssim(const FloatPlane& a, const FloatPlane& b, double peak) {
    assert(a.size == b.size);
    const int scales = scales_of(a.size);
    if (scales == 0) {
        return std::nullopt;
    }
    const double sum = exponents_sum(scales);
    MsSsim out{.value = 1.0, .scales = scales};
    FloatPlane scaled_a = a;
    FloatPlane scaled_b = b;
    for (int i = 0; i < scales; ++i) {
        const Similarity found = similarity(scaled_a, scaled_b, peak);
        const bool last = i + 1 == scales;
        out.value *=
            std::pow(std::max(0.0, last ? found.whole : found.structure), exponents[static_cast<std::size_t>(i)] / sum);
        if (!last) {
            scaled_a = halved(scaled_a);
            scaled_b = halved(scaled_b);
        }
    }
    return out;
}

} // namespace senga
