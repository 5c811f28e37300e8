#include "renderer/measure/ssim.h"

#include <cassert>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

namespace senga {
namespace {

constexpr int block_px = 4;
constexpr double window_samples = 64.0;

// Of one block, or of the four that make a window.
struct Sums {
    std::int64_t a = 0;
    std::int64_t b = 0;
    std::int64_t squares = 0; // of both
    std::int64_t products = 0;

    Sums& operator+=(const Sums& other) {
        a += other.a;
        b += other.b;
        squares += other.squares;
        products += other.products;
        return *this;
    }
};

Sums block_sums(const SamplePlane& a, const SamplePlane& b, int left, int top) {
    Sums out;
    for (int y = top; y < top + block_px; ++y) {
        const std::uint16_t* row_a = a.row(y) + left;
        const std::uint16_t* row_b = b.row(y) + left;
        for (int x = 0; x < block_px; ++x) {
            const std::int64_t code_a = row_a[x];
            const std::int64_t code_b = row_b[x];
            out += {code_a, code_b, code_a * code_a + code_b * code_b, code_a * code_b};
        }
    }
    return out;
}

void fill_row(std::vector<Sums>& out, const SamplePlane& a, const SamplePlane& b, int block_row) {
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = block_sums(a, b, static_cast<int>(i) * block_px, block_row * block_px);
    }
}

// The constants, times the 64 (and the 63 of the variances) that the sums carry. Rounded to integers as in FFmpeg.
struct Constants {
    double c1;
    double c2;
    explicit Constants(int peak)
        : c1(std::floor(.01 * .01 * peak * peak * 64 + .5)), c2(std::floor(.03 * .03 * peak * peak * 64 * 63 + .5)) {}
};

double window_ssim(const Sums& sums, const Constants& constants) {
    const auto a = static_cast<double>(sums.a);
    const auto b = static_cast<double>(sums.b);
    const double variances = static_cast<double>(sums.squares) * window_samples - a * a - b * b;
    const double covariance = static_cast<double>(sums.products) * window_samples - a * b;
    return (2 * a * b + constants.c1) * (2 * covariance + constants.c2) /
           ((a * a + b * b + constants.c1) * (variances + constants.c2));
}

} // namespace

std::optional<double> ssim(const SamplePlane& a, const SamplePlane& b, int bit_depth) {
    assert(a.size == b.size);
    const int columns = a.size.w / block_px;
    const int rows = a.size.h / block_px;
    if (columns < 2 || rows < 2) {
        return std::nullopt;
    }
    const Constants constants(largest_code(bit_depth));
    std::vector<Sums> upper(static_cast<std::size_t>(columns));
    std::vector<Sums> lower(static_cast<std::size_t>(columns));
    fill_row(upper, a, b, 0);
    double total = 0.0;
    for (int y = 1; y < rows; ++y) {
        fill_row(lower, a, b, y);
        for (std::size_t x = 1; x < lower.size(); ++x) {
            Sums window = upper[x - 1];
            window += upper[x];
            window += lower[x - 1];
            window += lower[x];
            total += window_ssim(window, constants);
        }
        std::swap(upper, lower);
    }
    return total / (static_cast<double>(columns - 1) * (rows - 1));
}

} // namespace senga
