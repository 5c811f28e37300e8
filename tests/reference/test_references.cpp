// The references against numbers worked out by hand, so that shaders are compared with something that is itself
// checked.
#include "tests/reference/classic_reference.h"
#include "tests/reference/deband_reference.h"
#include "tests/reference/krig_reference.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <string>

using namespace senga::reference;

namespace {

// One float operation rounds by at most 2^-24 relative; the values are at most 1 and take fewer than ten operations.
constexpr double float_epsilon = 10.0 / 16777216.0;

// A 3x3 gray picture written as nine letters, row by row: L 0.9, D 0.1, M 0.5.
Image letters(const std::string& cells) {
    Image out(3, 3, 3);
    for (int i = 0; i < 9; ++i) {
        const char cell = cells[static_cast<std::size_t>(i)];
        for (int channel = 0; channel < 3; ++channel) {
            out.at(i % 3, i / 3, channel) = cell == 'L' ? 0.9F : cell == 'D' ? 0.1F : 0.5F;
        }
    }
    return out;
}

Image filled(int w, int h, int channels, float value) {
    Image out(w, h, channels);
    std::fill(out.values.begin(), out.values.end(), value);
    return out;
}

Image gray_ramp(int w, int h, float step_x, float step_y) {
    Image out(w, h, 3);
    for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) {
            for (int channel = 0; channel < 3; ++channel) {
                out.at(x, y, channel) = 0.2F + step_x * static_cast<float>(x) + step_y * static_cast<float>(y);
            }
        }
    }
    return out;
}

} // namespace

TEST_CASE("luma weighs red, green and blue two, three and one sixths") {
    Image rgb(4, 1, 3);
    rgb.at(0, 0, 0) = 1.0F;
    rgb.at(1, 0, 1) = 1.0F;
    rgb.at(2, 0, 2) = 1.0F;
    rgb.at(3, 0, 0) = 0.3F;
    rgb.at(3, 0, 1) = 0.6F;
    rgb.at(3, 0, 2) = 0.9F;
    const Image y = luma(rgb);
    CHECK(std::fabs(y.at(0, 0) - 1.0 / 3.0) < float_epsilon);
    CHECK(std::fabs(y.at(1, 0) - 1.0 / 2.0) < float_epsilon);
    CHECK(std::fabs(y.at(2, 0) - 1.0 / 6.0) < float_epsilon);
    CHECK(std::fabs(y.at(3, 0) - 0.55) < float_epsilon); // (0.6 + 1.8 + 0.9) / 6
}

TEST_CASE("push moves a centre of 0.1 by 0.3 towards a light side of 0.9 in each of the eight directions") {
    // The light set L and dark set D of each direction; what is in neither is M, which lets no other direction hit.
    const std::array<std::string, 8> cases{
        "LLLMDMDDD", // up
        "DDDMDMLLL", // down
        "MLLDDLDDM", // up and right
        "MDDLDDLLM", // down and left
        "DMLDDLDML", // right
        "LMDLDDLMD", // left
        "DDMDDLMLL", // down and right
        "LLMLDDMDD", // up and left
    };
    for (const std::string& cells : cases) {
        CAPTURE(cells);
        const Image rgb = letters(cells);
        const Image out = push(rgb, luma(rgb), 0.3F);
        CHECK(std::fabs(out.at(1, 1) - 0.34) < float_epsilon); // 0.7 * 0.1 + 0.3 * 0.9
        CHECK(push(rgb, luma(rgb), 0.0F).at(1, 1) == rgb.at(1, 1));
        const Image replaced = push_grad(rgb, luma(rgb), 1.0F);
        CHECK(std::fabs(replaced.at(1, 1) - 0.9) < float_epsilon);
        const Image weak = push_grad(rgb, luma(rgb), 0.7F);
        CHECK(std::fabs(weak.at(1, 1) - 0.66) < float_epsilon); // 0.3 * 0.1 + 0.7 * 0.9
    }
}

TEST_CASE("comparisons are strict: a side that is only as light as its opposite does not hit") {
    const Image flat = filled(3, 3, 3, 0.5F);
    CHECK(push(flat, luma(flat), 1.0F).values == flat.values);
    // Up: the light side equals the centre.
    const Image even = letters("LLLMLMDDD");
    CHECK(push(even, luma(even), 1.0F).at(1, 1) == even.at(1, 1));
    CHECK(push_grad(even, luma(even), 1.0F).at(1, 1) == even.at(1, 1));
    // Diagonals ask for the centre as one of the dark: one light pixel as dark as the centre spoils them.
    const Image spoilt = letters("MLLDDDDDM");
    CHECK(push(spoilt, luma(spoilt), 1.0F).at(1, 1) == spoilt.at(1, 1));
}

TEST_CASE("push takes the lightest candidate, push-grad the first") {
    // Up hits with a mean of (0.5 + 0.5 + 0.9) / 3, up-right with (0.5 + 0.9 + 0.9) / 3.
    const Image rgb = letters("MMLDDLDDD");
    const Image guide = luma(rgb);
    CHECK(std::fabs(push(rgb, guide, 1.0F).at(1, 1) - 2.3 / 3.0) < float_epsilon);
    CHECK(std::fabs(push_grad(rgb, guide, 1.0F).at(1, 1) - 1.9 / 3.0) < float_epsilon);
}

TEST_CASE("the guide decides, the colour moves with it") {
    // Guide says up; the colours of that side are what arrives, whatever their own brightness.
    const Image guide = luma(letters("LLLMDMDDD"));
    Image rgb = filled(3, 3, 3, 0.8F);
    for (int x = 0; x < 3; ++x) {
        rgb.at(x, 0, 0) = 0.2F;
        rgb.at(x, 0, 1) = 0.4F;
        rgb.at(x, 0, 2) = 0.6F;
    }
    const Image out = push_grad(rgb, guide, 1.0F);
    CHECK(std::fabs(out.at(1, 1, 0) - 0.2) < float_epsilon);
    CHECK(std::fabs(out.at(1, 1, 1) - 0.4) < float_epsilon);
    CHECK(std::fabs(out.at(1, 1, 2) - 0.6) < float_epsilon);
}

TEST_CASE("gradient is an undivided Sobel, saturated and inverted") {
    // A ramp of g per pixel: gx = (1 + 2 + 1) * 2 g.
    CHECK(std::fabs(gradient(gray_ramp(5, 5, 0.05F, 0.0F)).at(2, 2) - 0.6) < 8.0 * float_epsilon);
    CHECK(std::fabs(gradient(gray_ramp(5, 5, 0.0F, 0.05F)).at(2, 2) - 0.6) < 8.0 * float_epsilon);
    // Both axes 0.24 and 0.32: magnitude 0.4.
    CHECK(std::fabs(gradient(gray_ramp(5, 5, 0.03F, 0.04F)).at(2, 2) - 0.6) < 8.0 * float_epsilon);
    CHECK(gradient(gray_ramp(5, 5, 0.13F, 0.0F)).at(2, 2) == 0.0F);
    // At the border the outer column repeats: half the difference.
    CHECK(std::fabs(gradient(gray_ramp(5, 5, 0.05F, 0.0F)).at(0, 2) - 0.8) < 8.0 * float_epsilon);
    CHECK(gradient(filled(2, 1, 3, 0.7F)).at(1, 0) == 1.0F);
}

TEST_CASE("the hash is PCG3D") {
    // Worked out with arbitrary-precision integers: for (0, 0, 0) and (1, 2, 3), upper 24 bits.
    const auto zero = random_at(0, 0, 0);
    const auto some = random_at(1, 2, 3);
    CHECK(zero[0] == 10203095.0F / 16777216.0F);
    CHECK(zero[1] == 11069578.0F / 16777216.0F);
    CHECK(some[0] == 16424825.0F / 16777216.0F);
    CHECK(some[1] == 4780788.0F / 16777216.0F);
}

TEST_CASE("mode 6 weighs four soft criteria") {
    DebandOptions options;
    options.spread = 2.5F;
    options.curve = 2.0F;
    const float threshold = 1.0F / 256.0F;
    const float x = 0.5F;
    const auto result = [&](float up, float down, float left, float right) {
        const float value = soft_mean(x, x + up * threshold, x + down * threshold, x + left * threshold,
                                      x + right * threshold, threshold, options);
        return static_cast<double>((value - x) / threshold);
    };
    // The values near 0.5 are multiples of 2^-25 or finer; against a threshold of 2^-8 that is 2^-17.
    constexpr double epsilon = 4.0 / 131072.0;
    CHECK(std::fabs(result(0, 0, 0, 0)) == 0.0);
    CHECK(std::fabs(result(0.5F, 0, 0, 0) - 0.125) < epsilon); // every criterion is full
    CHECK(std::fabs(result(2, 0, 0, 0)) == 0.0);               // up + down - 2 x reaches 2 thresholds
    // farthest 2 of 2.5: 3 (1 - 0.8) = 0.6; bend 1 of 2: full; mean 0.25: full.
    CHECK(std::fabs(result(2, -1, 0, 0) - 0.25 * std::pow(0.6, 0.1)) < epsilon);
    // mean 0.8: 3 (1 - 0.8) = 0.6; both bends 1.6 of 2: 3 (1 - 0.8) = 0.6 each; farthest 0.8 of 2.5: full.
    CHECK(std::fabs(result(0.8F, 0.8F, 0.8F, 0.8F) - 0.8 * std::pow(0.216, 0.1)) < epsilon);
    CHECK(std::fabs(result(1, 1, 1, 1)) == 0.0); // the mean differs by the whole threshold
}

TEST_CASE("the detail mask turns at 1.25 codes in shadows and at 1.5 codes elsewhere, over half a code") {
    const auto allow = [](float base_code, float range_code, int dx, int dy) {
        Image plane = filled(9, 9, 1, base_code / 255.0F);
        plane.at(4 + dx, 4 + dy) += range_code / 255.0F;
        return static_cast<double>(deband_allow(plane, {}).at(4, 4));
    };
    // Differences of codes carry a rounding error of 2^-24 * 255 * a few; doubled by the half code.
    constexpr double epsilon = 1e-4;
    CHECK(allow(128, 1, 2, 0) == 1.0);
    CHECK(std::fabs(allow(128, 1.75F, 2, 0) - 0.5) < epsilon);
    CHECK(allow(128, 2.1F, 2, 1) == 0.0);
    CHECK(allow(128, 9, 2, 2) == 1.0); // corners of the square do not count
    CHECK(std::fabs(allow(20, 1.5F, 0, -2) - 0.5) < epsilon);
    CHECK(std::fabs(allow(36, 1.625F, 0, -2) - 0.5) < epsilon); // halfway between the limits
}

TEST_CASE("deband leaves edges and flat areas alone and bridges a step of one code") {
    DebandOptions options;
    options.grain = 0.0F;
    Image plane(64, 64, 1);
    for (int y = 0; y < 64; ++y) {
        for (int x = 0; x < 64; ++x) {
            plane.at(x, y) = (x < 32 ? 100.0F : 101.0F) / 255.0F;
        }
    }
    const Image smooth = deband_luma(plane, options);
    int changed = 0;
    for (int y = 0; y < 64; ++y) {
        CHECK(smooth.at(0, y) == plane.at(0, y)); // the outermost pixels have no room
        for (int x = 0; x < 64; ++x) {
            CHECK(smooth.at(x, y) >= 100.0F / 255.0F);
            CHECK(smooth.at(x, y) <= 101.0F / 255.0F);
            changed += smooth.at(x, y) != plane.at(x, y) ? 1 : 0;
        }
    }
    // With a reach of R a sample k px from the step looks across it with the chance (R - k + 0.5) / R, so R pixels of a
    // row change on average, both sides together. R is 24 in 16 rows and the distance to the frame's edge in the other
    // 48: 16 * 24 + 2 * (0 + ... + 23) = 936 in the first round, with a deviation below sqrt(4096 / 4) = 32.
    CHECK(changed > 936 - 4 * 32);

    for (float& value : plane.values) {
        value = value > 100.5F / 255.0F ? 140.0F / 255.0F : value;
    }
    CHECK(deband_luma(plane, options).values == plane.values);
}

TEST_CASE("grain stays within its bound and out of black and white") {
    DebandOptions options;
    options.grain = 1.0F;
    const Image gray = filled(32, 32, 1, 128.0F / 255.0F);
    const Image grained = deband_luma(gray, options);
    double sum = 0.0;
    for (const float value : grained.values) {
        const double difference = (static_cast<double>(value) - gray.at(0, 0)) * 255.0;
        CHECK(std::fabs(difference) <= 1.001);
        sum += difference * difference;
    }
    // Even noise within +-1 has the variance 1/3; of 1024 values the estimate varies by 0.0093 (1 sigma): 5 sigma.
    CHECK(std::fabs(sum / 1024.0 - 1.0 / 3.0) < 5.0 * 0.0093);
    const Image black = filled(8, 8, 1, 16.0F / 255.0F);
    const Image white = filled(8, 8, 1, 235.0F / 255.0F);
    // The fade starts at code 16 and 235 exactly; what rounding leaves is below a thousandth of a code.
    CHECK(std::fabs(deband_luma(black, options).at(3, 3) - black.at(3, 3)) < 1e-3 / 255.0);
    CHECK(std::fabs(deband_luma(white, options).at(3, 3) - white.at(3, 3)) < 1e-3 / 255.0);
}

TEST_CASE("luma is averaged where the chroma sample lies") {
    // On a ramp of g per pixel a symmetric kernel yields the value at its centre: 2 (k + 0.5) - 0.5 for left siting.
    constexpr double g = 0.01;
    Image plane(32, 8, 1);
    for (int y = 0; y < 8; ++y) {
        for (int x = 0; x < 32; ++x) {
            plane.at(x, y) = static_cast<float>(g * (x + 0.5));
        }
    }
    const Image chroma = filled(16, 4, 2, 0.5F);
    const Image left = krig_samples(plane, chroma, {2, 2, 0.25, 0.0});
    const Image centred = krig_samples(plane, chroma, {2, 2, 0.0, 0.0});
    CHECK(std::fabs(left.at(5, 2, 0) - g * 10.5) < float_epsilon);
    CHECK(std::fabs(centred.at(5, 2, 0) - g * 11.0) < float_epsilon);
    // Left siting meets three columns at t = -0.5, 0, 0.5 with K(0) = 1 and K(0.5) = 0.42659 - 0.076849.
    constexpr double k0 = 0.42659 + 0.49656 + 0.076849;
    constexpr double k5 = 0.42659 - 0.076849;
    CHECK(std::fabs(left.at(5, 2, 1) - 2.0 * k5 * g * g / (k0 + 2.0 * k5)) < float_epsilon);
    // Unreduced axes take one sample: 4:2:2 has the variance of the row alone.
    const Image half = krig_samples(plane, filled(16, 8, 2, 0.5F), {2, 1, 0.25, 0.0});
    CHECK(std::fabs(half.at(5, 2, 1) - 2.0 * k5 * g * g / (k0 + 2.0 * k5)) < float_epsilon);
}

TEST_CASE("kriging is exact at the samples and for one colour, and finds an edge of luma") {
    const Image gray = filled(16, 8, 1, 0.4F);
    Image chroma(8, 8, 2);
    for (int i = 0; i < 128; ++i) {
        chroma.values[static_cast<std::size_t>(i)] = static_cast<float>(i * 37 % 101) / 100.0F;
    }
    // 4:2:2, left: every even pixel lies on a chroma sample. There the likeness to the pixel is that to the sample, so
    // all other weights are 0.
    const Image out = krig(gray, chroma, {2, 1, 0.25, 0.0});
    for (int y = 0; y < 8; ++y) {
        for (int x = 0; x < 8; ++x) {
            CHECK(std::fabs(out.at(2 * x, y, 0) - chroma.at(x, y, 0)) < float_epsilon);
        }
    }

    Image edge(16, 16, 1);
    Image colours(8, 8, 2);
    for (int y = 0; y < 16; ++y) {
        for (int x = 0; x < 16; ++x) {
            edge.at(x, y) = x < 8 ? 0.1F : 0.8F;
            colours.at(x / 2, y / 2, 0) = x < 8 ? 0.3F : 0.7F;
            colours.at(x / 2, y / 2, 1) = 0.5F;
        }
    }
    const Image sharp = krig(edge, colours, {2, 2, 0.0, 0.0});
    // Plain interpolation gives 0.4 and 0.6 beside the edge. The guided one keeps 0.3 and 0.7 up to 5 % of the step.
    CHECK(std::fabs(sharp.at(7, 8, 0) - 0.3) < 0.02);
    CHECK(std::fabs(sharp.at(8, 8, 0) - 0.7) < 0.02);
    for (int i = 0; i < 256; ++i) {
        CHECK(std::fabs(sharp.values[static_cast<std::size_t>(2 * i + 1)] - 0.5) < float_epsilon);
    }
}

TEST_CASE("the guard bounds what kriging may invent") {
    Image plane(16, 16, 1);
    Image chroma(8, 8, 2);
    for (int i = 0; i < 256; ++i) {
        plane.values[static_cast<std::size_t>(i)] = static_cast<float>(i * 89 % 256) / 255.0F;
    }
    for (int i = 0; i < 128; ++i) {
        chroma.values[static_cast<std::size_t>(i)] = i * 53 % 7 < 3 ? 0.25F : 0.75F;
    }
    KrigOptions options;
    options.guard = 0.0;
    for (const float value : krig(plane, chroma, {2, 2, 0.25, 0.0}, options).values) {
        CHECK(value >= 0.25F);
        CHECK(value <= 0.75F);
    }
    // Without it this picture does exceed them.
    options.guard = 10.0;
    const Image free = krig(plane, chroma, {2, 2, 0.25, 0.0}, options);
    CHECK(*std::max_element(free.values.begin(), free.values.end()) > 0.751F);
}
