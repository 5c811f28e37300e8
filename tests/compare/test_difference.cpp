// The difference of two pictures: its three kinds and their gain from the formulas, exactly nothing where they are
// equal, and taken before anything is rounded.
#include "tests/compare/compare_fixture.h"
#include "tests/engine/synthetic.h"

#include <algorithm>
#include <cmath>

using namespace senga;
using namespace senga::test;

namespace {

using Kind = senga::Difference::Kind;

gl::Texture flat(Size size, double r, double g, double b) {
    return texture_from(filled(size, 4, [&](int, int, int channel) {
        const double all[4] = {r, g, b, 1.0};
        return static_cast<float>(all[channel]);
    }));
}

constexpr Size tile{64, 64}; // all thresholds, each once

Image apart(CompositorBench& bench, const gl::Texture& a, const gl::Texture& b, senga::Difference difference,
            OutputDepth depth = OutputDepth::eight) {
    return bench.draw({.a = {&a},
                       .b = {&b},
                       .mode = CompareMode::difference,
                       .difference = difference,
                       .pane = pane_at({0, 0, a.size().w, a.size().h}),
                       .depth = depth},
                      a.size(), RowOrder::top_first, gl::Format::rgba32f);
}

double mean(const Image& image, int channel) {
    double sum = 0.0;
    for (int y = 0; y < image.h; ++y) {
        for (int x = 0; x < image.w; ++x) {
            sum += static_cast<double>(image.at(x, y, channel));
        }
    }
    return sum / (image.w * image.h);
}

} // namespace

TEST_CASE("difference: codes from the formulas, with gain and held within black and white") {
    const Gl gl;
    CompositorBench bench;
    const gl::Texture a = flat({4, 3}, 100 / 255.0, 60 / 255.0, 200 / 255.0);
    const gl::Texture b = flat({4, 3}, 60 / 255.0, 100 / 255.0, 190 / 255.0);
    struct Case {
        senga::Difference difference;
        Codes expected;
    };
    for (const Case& each : {Case{{Kind::absolute, 1.0}, {40, 40, 10}},
                             {{Kind::absolute, 2.0}, {80, 80, 20}},
                             {{Kind::absolute, 16.0}, {255, 255, 160}},
                             {{Kind::with_sign, 1.0}, {148, 108, 133}},
                             {{Kind::with_sign, 2.0}, {168, 88, 138}},
                             {{Kind::with_sign, 8.0}, {255, 0, 168}}}) {
        CAPTURE(each.difference.gain);
        const Image found = apart(bench, a, b, each.difference);
        CHECK(wrong_pixels(found, [&](int, int) { return each.expected; }) == 0);
    }
    const gl::Texture grey_a = flat({4, 3}, 100 / 255.0, 100 / 255.0, 100 / 255.0);
    const gl::Texture grey_b = flat({4, 3}, 120 / 255.0, 120 / 255.0, 120 / 255.0);
    CHECK(wrong_pixels(apart(bench, grey_a, grey_b, {Kind::luma, 3.0}), [](int, int) {
              return Codes{60, 60, 60};
          }) == 0);
}

TEST_CASE("difference: luma has the weights of BT.709") {
    const Gl gl;
    CompositorBench bench;
    const gl::Texture black = flat(tile, 0, 0, 0);
    const double weights[3] = {0.2126, 0.7152, 0.0722};
    for (const int channel : {0, 1, 2}) {
        const gl::Texture b = flat(tile, channel == 0 ? 0.5 : 0.0, channel == 1 ? 0.5 : 0.0, channel == 2 ? 0.5 : 0.0);
        const Image found = apart(bench, black, b, {Kind::luma, 1.0});
        // The mean over all thresholds of the tile is the value, to a 4096th of a code and the rounding of floats.
        for (const int grey : {0, 1, 2}) {
            CHECK(std::fabs(mean(found, grey) - 0.5 * weights[channel]) < 1.0 / 4096.0 / 255.0 + 1e-6);
        }
    }
    // Red and green that weigh the same are no difference of luma.
    const gl::Texture red = flat({4, 3}, 0.7152, 0, 0.25);
    const gl::Texture green = flat({4, 3}, 0, 0.2126, 0.25);
    CHECK(wrong_pixels(apart(bench, red, green, {Kind::luma, 64.0}), [](int, int) { return Codes{0, 0, 0}; }) == 0);
}

TEST_CASE("difference: equal pictures give exactly nothing, at any depth and gain") {
    const Gl gl;
    CompositorBench bench;
    Noise source(7);
    // Also values beyond black and white.
    const Image image =
        filled(tile, 4, [&](int, int, int channel) { return channel == 3 ? 1.0F : source.next() * 1.5F - 0.25F; });
    const gl::Texture a = texture_from(image);
    const gl::Texture b = texture_from(image);
    struct Case {
        OutputDepth depth;
        double top;
        double middle;
    };
    for (const Case& each : {Case{OutputDepth::eight, 255.0, 128.0},
                             {OutputDepth::ten, 1023.0, 512.0},
                             {OutputDepth::sixteen, 65535.0, 32768.0}}) {
        for (const Kind kind : {Kind::absolute, Kind::with_sign, Kind::luma}) {
            CAPTURE(each.top);
            const Image found = apart(bench, a, b, {kind, 64.0}, each.depth);
            int wrong = 0;
            for (int y = 0; y < tile.h; ++y) {
                for (int x = 0; x < tile.w; ++x) {
                    for (int channel = 0; channel < 3; ++channel) {
                        const double codes = static_cast<double>(found.at(x, y, channel)) * each.top;
                        const double expected = kind == Kind::with_sign ? each.middle : 0.0;
                        // 32-bit floats near 32768 lie a 256th apart: thresholds that close to 1 make it the next code.
                        const double slack = expected == 32768.0 ? 1.01 : 0.01;
                        wrong += std::fabs(codes - expected) < slack ? 0 : 1;
                    }
                }
            }
            CHECK(wrong == 0);
        }
    }
    // The test can tell: one texel that differs by a thousandth shows.
    Image other = image;
    other.at(5, 6, 0) = 0.5F;
    Image same = image;
    same.at(5, 6, 0) = 0.501F;
    const gl::Texture c = texture_from(other);
    const gl::Texture d = texture_from(same);
    const Image found = apart(bench, c, d, {Kind::absolute, 64.0});
    CHECK(std::fabs(static_cast<double>(found.at(5, 6, 0)) - 0.064) < 1.0 / 255.0);
    CHECK(found.at(5, 6, 0) > 0.0F);
    CHECK(found.at(6, 6, 0) == 0.0F);
}

TEST_CASE("difference: it is taken before rounding") {
    const Gl gl;
    CompositorBench bench;
    // A quarter of a code apart: rounded first, the difference would be whole codes here and there.
    const gl::Texture a = flat(tile, 100.5 / 255.0, 100.5 / 255.0, 100.5 / 255.0);
    const gl::Texture b = flat(tile, 100.25 / 255.0, 100.25 / 255.0, 100.25 / 255.0);
    const Image found = apart(bench, a, b, {Kind::absolute, 42.0}); // 10.5 codes
    CHECK(wrong_pixels(found, [&](int x, int y) {
              const int codes = code_at(found, x, y, 0) <= 10 ? 10 : 11;
              return Codes{codes, codes, codes};
          }) == 0);
    // An ulp of a float below 1/2 is 2^-25; the two values' errors times gain, in codes, and a 4096th.
    CHECK(std::fabs(mean(found, 0) * 255.0 - 10.5) < 42.0 * 255.0 / (1 << 24) + 1.0 / 4096.0 + 1e-4);
}

TEST_CASE("difference: pictures of two sizes, enlarged, in the finer one's squares") {
    const Gl gl;
    CompositorBench bench;
    const gl::Texture a = texture_from(filled({10, 8}, 4, [](int x, int y, int) { return code(100 + x + 10 * y); }));
    const gl::Texture b = texture_from(filled({5, 4}, 4, [](int x, int y, int) { return code(90 + x + 10 * y); }));
    const Image found = bench.draw({.a = {&a},
                                    .b = {&b},
                                    .mode = CompareMode::difference,
                                    .difference = {Kind::absolute, 1.0},
                                    .pane = pane_in({0, 0, 50, 40}, 3, 2, 40, 32)},
                                   {50, 40});
    CHECK(wrong_pixels(found, [](int x, int y) {
              if (x < 3 || y < 2 || x >= 43 || y >= 34) {
                  return Codes{};
              }
              const int at_x = (x - 3) / 4;
              const int at_y = (y - 2) / 4;
              const int all = std::abs(100 + at_x + 10 * at_y - (90 + at_x / 2 + 10 * (at_y / 2)));
              return Codes{all, all, all};
          }) == 0);
    // With a sign the bars stay black.
    const Image signed_ = bench.draw({.a = {&a},
                                      .b = {&a},
                                      .mode = CompareMode::difference,
                                      .difference = {Kind::with_sign, 1.0},
                                      .pane = pane_in({0, 0, 14, 8}, 2, 0, 10, 8)},
                                     {14, 8});
    CHECK(code_at(signed_, 1, 4, 0) == 0);
    CHECK(code_at(signed_, 2, 4, 0) == 128);
    CHECK(code_at(signed_, 11, 4, 0) == 128);
    CHECK(code_at(signed_, 12, 4, 0) == 0);
}
