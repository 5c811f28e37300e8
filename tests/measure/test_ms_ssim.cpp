// MS-SSIM against its formula, written out window by window without separating the Gaussian.
#include "renderer/measure/ms_ssim.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace senga;

namespace {

using Image = std::vector<std::vector<double>>; // [y][x]

Image noisy_waves(int width, int height, double noise, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> normal(0.0, 1.0);
    Image out(static_cast<std::size_t>(height), std::vector<double>(static_cast<std::size_t>(width)));
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double wave = 128 + 60 * std::sin(x * 0.21) * std::cos(y * 0.13) + 30 * std::sin((x + y) * 0.05);
            // Whole numbers: floats and doubles hold them alike.
            out[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] =
                std::round(std::min(255.0, std::max(0.0, wave + noise * normal(random))));
        }
    }
    return out;
}

FloatPlane plane(const Image& image) {
    FloatPlane out = float_plane({static_cast<int>(image[0].size()), static_cast<int>(image.size())});
    std::size_t i = 0;
    for (const std::vector<double>& row : image) {
        for (const double value : row) {
            out.samples[i++] = static_cast<float>(value);
        }
    }
    return out;
}

struct Terms {
    double luminance_and_rest = 0.0;
    double rest = 0.0;
};

Terms window(const Image& a, const Image& b, std::size_t left, std::size_t top) {
    double total = 0.0;
    double mean_a = 0.0;
    double mean_b = 0.0;
    const auto weight = [](std::size_t x, std::size_t y) {
        const double dx = static_cast<double>(x) - 5;
        const double dy = static_cast<double>(y) - 5;
        return std::exp(-(dx * dx + dy * dy) / (2 * 1.5 * 1.5));
    };
    for (std::size_t y = 0; y < 11; ++y) {
        for (std::size_t x = 0; x < 11; ++x) {
            total += weight(x, y);
            mean_a += weight(x, y) * a[top + y][left + x];
            mean_b += weight(x, y) * b[top + y][left + x];
        }
    }
    mean_a /= total;
    mean_b /= total;
    double variance_a = 0.0;
    double variance_b = 0.0;
    double covariance = 0.0;
    for (std::size_t y = 0; y < 11; ++y) {
        for (std::size_t x = 0; x < 11; ++x) {
            const double da = a[top + y][left + x] - mean_a;
            const double db = b[top + y][left + x] - mean_b;
            variance_a += weight(x, y) / total * da * da;
            variance_b += weight(x, y) / total * db * db;
            covariance += weight(x, y) / total * da * db;
        }
    }
    const double c1 = 2.55 * 2.55;
    const double c2 = 7.65 * 7.65;
    const double rest = (2 * covariance + c2) / (variance_a + variance_b + c2);
    return {rest * (2 * mean_a * mean_b + c1) / (mean_a * mean_a + mean_b * mean_b + c1), rest};
}

Terms mean_terms(const Image& a, const Image& b) {
    Terms out;
    double count = 0.0;
    for (std::size_t y = 0; y + 11 <= a.size(); ++y) {
        for (std::size_t x = 0; x + 11 <= a[0].size(); ++x, ++count) {
            const Terms each = window(a, b, x, y);
            out.luminance_and_rest += each.luminance_and_rest;
            out.rest += each.rest;
        }
    }
    return {out.luminance_and_rest / count, out.rest / count};
}

Image half(const Image& in) {
    Image out(in.size() / 2, std::vector<double>(in[0].size() / 2));
    for (std::size_t y = 0; y < out.size(); ++y) {
        for (std::size_t x = 0; x < out[0].size(); ++x) {
            out[y][x] = (in[2 * y][2 * x] + in[2 * y][2 * x + 1] + in[2 * y + 1][2 * x] + in[2 * y + 1][2 * x + 1]) / 4;
        }
    }
    return out;
}

double expected(Image a, Image b, std::vector<double> exponents) {
    double out = 1.0;
    for (std::size_t i = 0; i < exponents.size(); ++i) {
        const Terms terms = mean_terms(a, b);
        out *= std::pow(i + 1 == exponents.size() ? terms.luminance_and_rest : terms.rest, exponents[i]);
        a = half(a);
        b = half(b);
    }
    return out;
}

} // namespace

TEST_CASE("MS-SSIM is Wang's formula") {
    // Halves and quarters of whole numbers are exact in floats down to the fifth scale, so only doubles' rounding is
    // left: variances as differences of squares of up to 255^2, some 1e-16 * 65025 against a constant of 58.5.
    const Image a = noisy_waves(197, 181, 0.0, 1);
    const Image b = noisy_waves(197, 181, 25.0, 2);
    const std::optional<MsSsim> found = ms_ssim(plane(a), plane(b), 255.0);
    REQUIRE(found);
    CHECK(found->scales == 5);
    const double formula = expected(a, b, {0.0448, 0.2856, 0.3001, 0.2363, 0.1333});
    CHECK(formula < 0.97); // the pictures do differ
    CHECK(std::abs(found->value - formula) < 1e-9);
}

TEST_CASE("small pictures use fewer scales, the exponents' sum staying 1") {
    const Image a = noisy_waves(60, 45, 0.0, 1);
    const Image b = noisy_waves(60, 45, 25.0, 2);
    const std::optional<MsSsim> found = ms_ssim(plane(a), plane(b), 255.0);
    REQUIRE(found);
    CHECK(found->scales == 3); // 45, 22, 11
    const double sum = 0.0448 + 0.2856 + 0.3001;
    CHECK(std::abs(found->value - expected(a, b, {0.0448 / sum, 0.2856 / sum, 0.3001 / sum})) < 1e-9);

    CHECK(ms_ssim(float_plane({176, 176}), float_plane({176, 176}), 255.0)->scales == 5);
    CHECK(ms_ssim(float_plane({175, 300}), float_plane({175, 300}), 255.0)->scales == 4);
    CHECK(ms_ssim(float_plane({11, 11}), float_plane({11, 11}), 255.0)->scales == 1);
    CHECK(!ms_ssim(float_plane({10, 300}), float_plane({10, 300}), 255.0));
}

TEST_CASE("equal pictures have 1, opposite ones no number that is none") {
    const Image a = noisy_waves(180, 180, 10.0, 3);
    Image negative = a;
    for (std::vector<double>& row : negative) {
        for (double& value : row) {
            value = 255 - value;
        }
    }
    CHECK(std::abs(ms_ssim(plane(a), plane(a), 255.0)->value - 1.0) < 1e-12);
    CHECK(ms_ssim(plane(a), plane(negative), 255.0)->value == 0.0);
}
