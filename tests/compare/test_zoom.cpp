// Enlarged and made smaller: nearest texels to the pixel, without drift at large sizes and with the codes they have at
// their own size; means where the picture is smaller; turns; the grid; the lens.
#include "tests/compare/compare_fixture.h"
#include "tests/engine/synthetic.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

using namespace senga;
using namespace senga::test;

namespace {

int floor_div(int a, int b) {
    return a >= 0 ? a / b : -((b - 1 - a) / b);
}

Image noise(Size size, std::uint32_t seed) {
    Noise source(seed);
    return filled(size, 4, [&](int, int, int channel) { return channel == 3 ? 1.0F : source.next(); });
}

// Where stored texel (x, y) of `stored` goes when the picture is turned clockwise.
struct Spot {
    int x = 0;
    int y = 0;
};
Spot turned(int degrees, Size stored, int x, int y) {
    switch (degrees) {
    case 90:
        return {stored.h - 1 - y, x};
    case 180:
        return {stored.w - 1 - x, stored.h - 1 - y};
    case 270:
        return {y, stored.w - 1 - x};
    default:
        return {x, y};
    }
}

// Between the four nearest texels, whose middles lie at whole numbers and a half; from the definition, in doubles.
double between(const Image& image, double x, double y, int channel) {
    const double left = std::floor(x - 0.5);
    const double top = std::floor(y - 0.5);
    const double share_x = x - 0.5 - left;
    const double share_y = y - 0.5 - top;
    const auto at = [&](int dx, int dy) {
        return static_cast<double>(image.clamped(static_cast<int>(left) + dx, static_cast<int>(top) + dy, channel));
    };
    return (at(0, 0) * (1 - share_x) + at(1, 0) * share_x) * (1 - share_y) +
           (at(0, 1) * (1 - share_x) + at(1, 1) * share_x) * share_y;
}

using Expected = std::function<double(int x, int y, int channel)>;

// Draws into floats at 16 bits and says how far the worst sample is off.
double worst(CompositorBench& bench, const Image& image, Size shown, const Expected& expected) {
    const gl::Texture texture = texture_from(image);
    const Image found =
        bench.draw({.a = {&texture}, .pane = pane_at({0, 0, shown.w, shown.h}), .depth = OutputDepth::sixteen}, shown,
                   RowOrder::top_first, gl::Format::rgba32f);
    double out = 0.0;
    for (int y = 0; y < shown.h; ++y) {
        for (int x = 0; x < shown.w; ++x) {
            for (int channel = 0; channel < 3; ++channel) {
                out = std::max(out, std::fabs(static_cast<double>(found.at(x, y, channel)) - expected(x, y, channel)));
            }
        }
    }
    return out;
}
// One code of dither, and a dozen roundings of 32-bit floats below 1.
constexpr double tolerance = 1.0 / 65535.0 + 12.0 / (1 << 24);

} // namespace

TEST_CASE("zoom: twice to sixteen times as large, a texel is a square of its one code") {
    const Gl gl;
    CompositorBench bench;
    const Size size{23, 17};
    const gl::Texture a = texture_from(noise(size, 1)); // values between codes, so that dithering shows
    const Image unzoomed = bench.draw({.a = {&a}, .pane = pane_at({0, 0, 23, 17})}, size);
    for (const int factor : {2, 3, 4, 6, 8, 12, 16}) {
        for (const int from : {3, 0, -37}) {
            CAPTURE(factor);
            CAPTURE(from);
            const Image found = bench.draw(
                {.a = {&a}, .pane = pane_in({0, 0, 90, 70}, from, from, 23.0 * factor, 17.0 * factor)}, {90, 70});
            CHECK(wrong_pixels(found, [&](int x, int y) {
                      const int tx = floor_div(x - from, factor);
                      const int ty = floor_div(y - from, factor);
                      if (tx < 0 || ty < 0 || tx >= 23 || ty >= 17) {
                          return Codes{};
                      }
                      return Codes{code_at(unzoomed, tx, ty, 0), code_at(unzoomed, tx, ty, 1),
                                   code_at(unzoomed, tx, ty, 2)};
                  }) == 0);
        }
    }
}

TEST_CASE("zoom: no texel drifts in a picture of 3840 columns, whatever the factor") {
    const Gl gl;
    CompositorBench bench;
    const Size size{3840, 2};
    const gl::Texture a = texture_from(filled(size, 4, [](int x, int, int channel) {
        return channel == 0 ? code(x % 256) : channel == 1 ? code(x / 256) : 1.0F;
    }));
    for (const double factor : {1.0, 2.0, 2.5, 3.0, 7.3, 11.0, 16.0}) {
        const auto width = static_cast<int>(std::lround(3840 * factor));
        for (const int from : {0, width / 3, width / 2 + 1, width - 300}) {
            CAPTURE(factor);
            CAPTURE(from);
            const Image found = bench.draw(
                {.a = {&a}, .pane = pane_in({0, 0, 300, 2}, -from, 0, width, std::ceil(2 * factor))}, {300, 2});
            CHECK(wrong_pixels(found, [&](int x, int) {
                      // The texel in which the pixel's middle lies.
                      const auto at = static_cast<int>((2 * std::int64_t{x + from} + 1) * 3840 / (2 * width));
                      return Codes{at % 256, at / 256, 255};
                  }) == 0);
        }
    }
}

TEST_CASE("zoom: a hair left of a texel's edge is left of it") {
    const Gl gl;
    CompositorBench bench;
    const Size size{3840, 1};
    const gl::Texture a = texture_from(filled(size, 4, [](int x, int, int channel) {
        return channel == 0 ? code(x % 256) : channel == 1 ? code(x / 256) : 1.0F;
    }));
    // Widths without a common divisor with 3840: the middles of some pixels then lie a 28000th of a texel from its
    // edge, which 32-bit floats at column 3000 cannot tell.
    for (const int width : {28031, 61411}) {
        const auto past_edge = [&](int x) { return (2 * std::int64_t{x} + 1) * 3840 % (2 * width); };
        int before = width * 2 / 3;
        int after = before;
        for (int x = before; x < width; ++x) {
            before = past_edge(x) > past_edge(before) ? x : before;
            after = past_edge(x) < past_edge(after) ? x : after;
        }
        REQUIRE(past_edge(before) >= 2 * width - 4);
        REQUIRE(past_edge(after) <= 4);
        for (const int from : {before, after}) {
            CAPTURE(from);
            const Image found = bench.draw({.a = {&a}, .pane = pane_in({0, 0, 1, 1}, -from, 0, width, 16)}, {1, 1});
            const auto at = static_cast<int>((2 * std::int64_t{from} + 1) * 3840 / (2 * width));
            CHECK(wrong_pixels(found, [&](int, int) { return Codes{at % 256, at / 256, 255}; }) == 0);
        }
    }
}

TEST_CASE("zoom: subtitles over an enlarged texel are dithered by the pixel") {
    const Gl gl;
    CompositorBench bench;
    // One texel, as large as the tile of thresholds.
    const gl::Texture a = texture_from(filled({1, 1}, 4, [](int, int, int) { return 0.0F; }));
    const double value = 60.3 / 255.0;
    const gl::Texture text =
        texture_from(filled({64, 64}, 4, [&](int, int, int) { return static_cast<float>(value); }));
    const Image found = bench.draw({.a = {&a}, .pane = pane_at({0, 0, 64, 64}), .subtitles = &text}, {64, 64});
    double mean = 0.0;
    for (int y = 0; y < 64; ++y) {
        for (int x = 0; x < 64; ++x) {
            mean += code_at(found, x, y, 0) / 4096.0;
        }
    }
    CHECK(std::fabs(mean - 60.3) < 1.0 / 4096.0 + 1e-4);
}

TEST_CASE("zoom: turned pictures are enlarged upright") {
    const Gl gl;
    CompositorBench bench;
    const Size stored{11, 6};
    const Image image = noise(stored, 2);
    const gl::Texture a = texture_from(image);
    for (const int degrees : {0, 90, 180, 270, -90, 450}) {
        CAPTURE(degrees);
        const int positive = ((degrees % 360) + 360) % 360;
        const Size upright = positive % 180 != 0 ? Size{6, 11} : stored;
        // As turned by hand, so that also the tile of thresholds must be upright.
        Image by_hand(upright.w, upright.h, 4);
        for (int y = 0; y < stored.h; ++y) {
            for (int x = 0; x < stored.w; ++x) {
                const Spot to = turned(positive, stored, x, y);
                for (int channel = 0; channel < 4; ++channel) {
                    by_hand.at(to.x, to.y, channel) = image.at(x, y, channel);
                }
            }
        }
        const gl::Texture upright_texture = texture_from(by_hand);
        for (const double factor : {1.0, 3.0, 1.5, 0.5}) {
            CAPTURE(factor);
            const ComposedPane pane = pane_in({1, 2, 40, 36}, -2, 3, upright.w * factor, upright.h * factor);
            const Image found = bench.draw({.a = {&a}, .pane = pane, .rotation_deg = degrees}, {44, 40});
            const Image expected = bench.draw({.a = {&upright_texture}, .pane = pane}, {44, 40});
            CHECK(mismatches(found, expected) == 0);
        }
    }
}

TEST_CASE("zoom: half, a quarter and an eighth are exact means") {
    const Gl gl;
    CompositorBench bench;
    const Image image = noise({64, 48}, 3);
    for (const int part : {2, 4, 8}) {
        CAPTURE(part);
        CHECK(worst(bench, image, {64 / part, 48 / part}, [&](int x, int y, int channel) {
                  double sum = 0.0;
                  for (int dy = 0; dy < part; ++dy) {
                      for (int dx = 0; dx < part; ++dx) {
                          sum += static_cast<double>(image.at(x * part + dx, y * part + dy, channel));
                      }
                  }
                  return sum / (part * part);
              }) < tolerance);
    }
}

TEST_CASE("zoom: between the sharp factors it is interpolated") {
    const Gl gl;
    CompositorBench bench;
    const Image image = noise({40, 24}, 4);
    for (const Size shown : {Size{60, 36}, Size{30, 18}, Size{41, 25}, Size{39, 47}, Size{79, 24}}) {
        CAPTURE(shown.w);
        CHECK(worst(bench, image, shown, [&](int x, int y, int channel) {
                  return between(image, (x + 0.5) * 40 / shown.w, (y + 0.5) * 24 / shown.h, channel);
              }) < tolerance);
    }
}

TEST_CASE("grid: lines between texels from the asked size on, and nowhere else") {
    const Gl gl;
    CompositorBench bench;
    const Size size{12, 10};
    // A checker of a dark and a bright code.
    const auto level = [](int x, int y) { return (x + y) % 2 == 0 ? 40 : 220; };
    const gl::Texture a = texture_from(filled(size, 4, [&](int x, int y, int) { return code(level(x, y)); }));
    const auto draw = [&](int factor, int grid_from_px) {
        return bench.draw({.a = {&a},
                           .pane = pane_in({0, 0, 80, 60}, 5, -13, 12.0 * factor, 10.0 * factor),
                           .grid_from_px = grid_from_px},
                          {80, 60});
    };
    const auto expected = [&](int factor, bool lines) {
        return [&level, factor, lines](int x, int y) {
            const int in_x = x - 5;
            const int in_y = y + 13;
            if (in_x < 0 || in_x >= 12 * factor || in_y >= 10 * factor) {
                return Codes{};
            }
            const int plain = level(in_x / factor, in_y / factor);
            const bool line = lines && ((in_x > 0 && in_x % factor == 0) || (in_y > 0 && in_y % factor == 0));
            // A quarter of the way to white or to black: 93.75 or 165.
            const int all = !line ? plain : plain == 40 ? 94 : 165;
            return Codes{all, all, all};
        };
    };
    CHECK(wrong_pixels(draw(8, 8), expected(8, true), 1) == 0);
    CHECK(wrong_pixels(draw(5, 4), expected(5, true), 1) == 0);
    CHECK(wrong_pixels(draw(7, 8), expected(7, false)) == 0);
    CHECK(wrong_pixels(draw(8, 0), expected(8, false)) == 0);
    CHECK(wrong_pixels(draw(1, 1), expected(1, true), 1) == 0);
    // A difference has the grid of the finer picture.
    const gl::Texture coarse = texture_from(filled({6, 5}, 4, [](int, int, int) { return 0.0F; }));
    const Image apart = bench.draw({.a = {&coarse},
                                    .b = {&a},
                                    .mode = CompareMode::difference,
                                    .difference = {.gain = 1.0},
                                    .pane = pane_in({0, 0, 80, 60}, 5, -13, 96, 80),
                                    .grid_from_px = 8},
                                   {80, 60});
    CHECK(wrong_pixels(apart, expected(8, true), 1) == 0);
}

TEST_CASE("lens: A left and B right of the point, enlarged, within a rim") {
    const Gl gl;
    CompositorBench bench;
    const Size size{100, 80};
    const gl::Texture a = texture_from(picture_a(size));
    const gl::Texture b = texture_from(picture_b(size));
    constexpr int radius = 10;
    const auto check = [&](double x, double y, int middle_x, int middle_y, Spot texel) {
        const Image found = bench.draw({.a = {&a},
                                        .b = {&b},
                                        .mode = CompareMode::b,
                                        .pane = pane_at({0, 0, 100, 80}),
                                        .lens = {.x = x, .y = y, .radius_px = radius, .factor = 4.0}},
                                       size);
        CHECK(wrong_pixels(found, [&](int px, int py) {
                  for (const int side : {0, 1}) {
                      const int centre = middle_x + (side == 0 ? -radius : radius);
                      const double distance = std::hypot(px + 0.5 - centre, py + 0.5 - middle_y);
                      if (distance > radius) {
                          continue;
                      }
                      if (distance > radius - 1) {
                          return Codes{0, 0, 0};
                      }
                      if (distance > radius - 2) {
                          return Codes{255, 255, 255};
                      }
                      // The texel under the point takes the four pixels around the disc's middle.
                      const int at_x = texel.x + floor_div(px - (centre - 2), 4);
                      const int at_y = texel.y + floor_div(py - (middle_y - 2), 4);
                      if (at_x < 0 || at_y < 0 || at_x >= 100 || at_y >= 80) {
                          return Codes{};
                      }
                      return Codes{first_code + at_x, first_code + at_y, side == 0 ? blue_a : blue_b};
                  }
                  return Codes{first_code + px, first_code + py, blue_b};
              }) == 0);
    };
    check(50.3, 40.7, 50, 40, {50, 40});
    check(50.0, 40.0, 50, 40, {50, 40});
    // Near the edges the discs stay on the target, and still show what is under the point.
    check(1.5, 78.0, 20, 70, {1, 78});
    check(99.9, 0.2, 80, 10, {99, 0});
}

TEST_CASE("lens: none where there is no picture; the second pane has its own") {
    const Gl gl;
    CompositorBench bench;
    const Size size{60, 40};
    const gl::Texture a = texture_from(picture_a(size));
    const gl::Texture b = texture_from(picture_b(size));
    Composition what{.a = {&a},
                     .b = {&b},
                     .mode = CompareMode::side_by_side,
                     .pane = pane_in({0, 0, 60, 60}, 0, 10, 60, 40),
                     .second = pane_in({60, 0, 60, 60}, 60, 10, 60, 40)};
    const Image without = bench.draw(what, {120, 60});
    what.lens = {.x = 30, .y = 5, .radius_px = 5}; // above the picture
    CHECK(mismatches(bench.draw(what, {120, 60}), without) == 0);
    what.lens.y = 30;
    const Image first = bench.draw(what, {120, 60});
    what.lens.x = 90; // the same pixel of the picture
    const Image second = bench.draw(what, {120, 60});
    int wrong = 0;
    for (int y = 26; y < 34; ++y) {
        for (int x = -6; x < -3; ++x) { // within the left disc, clear of the rims
            for (int channel = 0; channel < 3; ++channel) {
                wrong += code_at(first, 30 + x, y, channel) == code_at(second, 90 + x, y, channel) ? 0 : 1;
            }
        }
    }
    CHECK(wrong == 0);
    CHECK(code_at(first, 25, 30, 0) == first_code + 30);
    CHECK(code_at(first, 25, 30, 1) == first_code + 20);
    CHECK(code_at(first, 35, 30, 2) == blue_b);
}
