// Where A and B stand: the divider in both directions over the visible part of the picture, the two panes, pictures
// that reach beyond their pane or leave some of it free, exposures of any size and number of components.
#include "tests/compare/compare_fixture.h"

#include <cmath>

using namespace senga;
using namespace senga::test;

namespace {

// The code of picture_a or picture_b that texel (x, y) has.
Codes texel(int x, int y, int blue) {
    return {first_code + x, first_code + y, blue};
}

} // namespace

TEST_CASE("compositor: above a horizontal divider is A, from it on B, to the line") {
    const Gl gl;
    CompositorBench bench;
    const Size size{9, 14};
    const gl::Texture a = texture_from(picture_a(size));
    const gl::Texture b = texture_from(picture_b(size));
    for (const int line : {0, 1, 6, 7, 8, 13, 14}) {
        CAPTURE(line);
        const Image found = bench.draw({.a = {&a},
                                        .b = {&b},
                                        .mode = CompareMode::wipe,
                                        .divider = {Divider::Line::horizontal, line / 14.0},
                                        .pane = pane_at({0, 0, 9, 14})},
                                       size);
        CHECK(wrong_pixels(found, [&](int x, int y) { return texel(x, y, y < line ? blue_a : blue_b); }) == 0);
    }
}

TEST_CASE("compositor: the divider's position is a share of what is visible of the picture") {
    const Gl gl;
    CompositorBench bench;
    const Size size{50, 40};
    const gl::Texture a = texture_from(picture_a(size));
    const gl::Texture b = texture_from(picture_b(size));
    // Twice as large and reaching beyond the area at the left, the right and the bottom: 40x23 pixels of it are seen,
    // from column 4 and line 10 on.
    const ComposedPane pane = pane_in({4, 3, 40, 30}, -20, 10, 100, 80);
    struct Case {
        Divider::Line line;
        double position;
        int first_of_b;
    };
    for (const Case& each : {Case{Divider::Line::vertical, 0.0, 4},
                             {Divider::Line::vertical, 0.5, 24},
                             {Divider::Line::vertical, 0.524, 25}, // 20.96
                             {Divider::Line::vertical, 1.0, 44},
                             {Divider::Line::horizontal, 0.0, 10},
                             {Divider::Line::horizontal, 0.5, 22}, // 11.5
                             {Divider::Line::horizontal, 0.49, 21},
                             {Divider::Line::horizontal, 1.0, 33}}) {
        CAPTURE(each.first_of_b);
        const Image found = bench.draw(
            {.a = {&a}, .b = {&b}, .mode = CompareMode::wipe, .divider = {each.line, each.position}, .pane = pane},
            {60, 40});
        const bool vertical = each.line == Divider::Line::vertical;
        CHECK(wrong_pixels(found, [&](int x, int y) {
                  if (x < 4 || x >= 44 || y < 10 || y >= 33) {
                      return Codes{};
                  }
                  return texel((x + 20) / 2, (y - 10) / 2, (vertical ? x : y) < each.first_of_b ? blue_a : blue_b);
              }) == 0);
    }
}

TEST_CASE("compositor: a horizontal divider's line lies on the divider and on the picture alone") {
    const Gl gl;
    CompositorBench bench;
    const Size size{6, 20};
    const gl::Texture a = texture_from(picture_a(size));
    const gl::Texture b = texture_from(picture_b(size));
    const Image found = bench.draw({.a = {&a},
                                    .b = {&b},
                                    .mode = CompareMode::wipe,
                                    .divider = {Divider::Line::horizontal, 0.25},
                                    .divider_px = 4,
                                    .pane = pane_in({0, 0, 10, 20}, 2, 0, 6, 20)},
                                   {10, 20});
    CHECK(wrong_pixels(found, [](int x, int y) {
              if (x < 2 || x >= 8) {
                  return Codes{};
              }
              return y >= 3 && y < 7 ? Codes{255, 255, 255} : texel(x - 2, y, y < 5 ? blue_a : blue_b);
          }) == 0);
    const Image nothing =
        bench.draw({.mode = CompareMode::wipe, .divider_px = 4, .pane = pane_at({0, 0, 10, 20})}, {10, 20});
    CHECK(wrong_pixels(nothing, [](int, int) { return Codes{}; }) == 0);
}

TEST_CASE("compositor: side by side each keeps to its own pane, also where the width is odd") {
    const Gl gl;
    CompositorBench bench;
    const Size size{30, 20};
    const gl::Texture a = texture_from(picture_a(size));
    const gl::Texture b = texture_from(picture_b(size));
    for (const int width : {40, 41}) {
        CAPTURE(width);
        const int half = width / 2;
        // Both show the picture from its column 5 on; it would reach into the other pane.
        const Image found = bench.draw({.a = {&a},
                                        .b = {&b},
                                        .mode = CompareMode::side_by_side,
                                        .divider_px = 4,
                                        .pane = pane_in({0, 0, half, 24}, -5, 2, 30, 20),
                                        .second = pane_in({half, 0, width - half, 24}, half - 5, 2, 30, 20)},
                                       {width, 24});
        CHECK(wrong_pixels(found, [&](int x, int y) {
                  if (y < 2 || y >= 22) {
                      return Codes{};
                  }
                  return x < half ? texel(x + 5, y - 2, blue_a) : texel(x - half + 5, y - 2, blue_b);
              }) == 0);
    }
    // Half the size: what does not fill its pane is black around.
    const Image small = bench.draw({.a = {&a},
                                    .b = {&b},
                                    .mode = CompareMode::side_by_side,
                                    .pane = pane_in({0, 0, 20, 20}, 2, 5, 15, 10),
                                    .second = pane_in({20, 0, 20, 20}, 22, 5, 15, 10)},
                                   {40, 20});
    CHECK(code_at(small, 1, 7, 2) == 0);
    CHECK(code_at(small, 2, 7, 2) == blue_a);
    CHECK(code_at(small, 16, 7, 2) == blue_a);
    CHECK(code_at(small, 17, 7, 2) == 0);
    CHECK(code_at(small, 21, 7, 2) == 0);
    CHECK(code_at(small, 22, 7, 2) == blue_b);
    CHECK(code_at(small, 36, 14, 2) == blue_b);
    CHECK(code_at(small, 36, 15, 2) == 0);
}

TEST_CASE("compositor: a pane's place in fractions is that of the nearest whole pixel") {
    const Gl gl;
    CompositorBench bench;
    const Size size{20, 16};
    const gl::Texture a = texture_from(picture_a(size));
    for (const int factor : {1, 3}) {
        for (const double shift : {0.0, 0.25, 0.49, 0.51, 0.99, -3.3, -7.75}) {
            CAPTURE(factor);
            CAPTURE(shift);
            // The pixel whose middle a texel's edge has passed is the next one's.
            const auto whole = static_cast<int>(std::floor(shift + 0.5));
            const Image found = bench.draw(
                {.a = {&a}, .pane = pane_in({0, 0, 32, 24}, 2 + shift, 1 - shift, 20.0 * factor, 16.0 * factor)},
                {32, 24});
            const auto down = static_cast<int>(std::floor(1 - shift + 0.5));
            CHECK(wrong_pixels(found, [&](int x, int y) {
                      const int in_x = x - 2 - whole;
                      const int in_y = y - down;
                      const bool inside = in_x >= 0 && in_y >= 0 && in_x < 20 * factor && in_y < 16 * factor;
                      return inside ? texel(in_x / factor, in_y / factor, blue_a) : Codes{};
                  }) == 0);
        }
    }
}

TEST_CASE("compositor: exposures of other sizes fill the same picture") {
    const Gl gl;
    CompositorBench bench;
    const gl::Texture a = texture_from(picture_a({8, 6}));
    const gl::Texture b = texture_from(picture_b({24, 18}));
    const Image found = bench.draw({.a = {&a},
                                    .b = {&b},
                                    .mode = CompareMode::wipe,
                                    .divider = {.position = 0.5},
                                    .pane = pane_at({0, 0, 24, 18})},
                                   {24, 18});
    CHECK(wrong_pixels(found,
                       [](int x, int y) { return x < 12 ? texel(x / 3, y / 3, blue_a) : texel(x, y, blue_b); }) == 0);
}

TEST_CASE("compositor: one component is grey, two are red and green") {
    const Gl gl;
    CompositorBench bench;
    const Size size{7, 5};
    const auto value = [](int x, int y, int channel) { return code(20 + x + 10 * y + 100 * channel); };
    const gl::Texture one = texture_from(filled(size, 1, value), gl::Format::r32f);
    const gl::Texture two = texture_from(filled(size, 2, value), gl::Format::rg32f);
    const Image grey = bench.draw({.a = {&one, 1}, .pane = pane_at({0, 0, 7, 5})}, size);
    CHECK(wrong_pixels(grey, [](int x, int y) {
              const int all = 20 + x + 10 * y;
              return Codes{all, all, all};
          }) == 0);
    const Image pair = bench.draw({.a = {&two, 2}, .pane = pane_at({0, 0, 7, 5})}, size);
    CHECK(wrong_pixels(pair, [](int x, int y) { return Codes{20 + x + 10 * y, 120 + x + 10 * y, 0}; }) == 0);
    // Four components stand there, one is meant: a pass may write luma alone into a larger texture.
    const gl::Texture four = texture_from(filled(size, 4, value));
    const Image meant = bench.draw({.a = {&four, 1}, .pane = pane_at({0, 0, 7, 5})}, size);
    CHECK(wrong_pixels(meant, [](int x, int y) {
              const int all = 20 + x + 10 * y;
              return Codes{all, all, all};
          }) == 0);
}

TEST_CASE("compositor: subtitles lie over the divider, the difference and the lens") {
    const Gl gl;
    CompositorBench bench;
    const Size size{40, 30};
    const gl::Texture a = texture_from(picture_a(size));
    const gl::Texture b = texture_from(picture_b(size));
    const gl::Texture text = texture_from(filled(
        size, 4, [](int, int y, int channel) { return y == 14 && (channel == 1 || channel == 3) ? 1.0F : 0.0F; }));
    for (const CompareMode mode : {CompareMode::wipe, CompareMode::difference, CompareMode::side_by_side}) {
        const Image found = bench.draw({.a = {&a},
                                        .b = {&b},
                                        .mode = mode,
                                        .divider_px = 2,
                                        .pane = pane_at({0, 0, 40, 30}),
                                        .second = pane_at({20, 0, 20, 30}),
                                        .lens = {.x = 20, .y = 15, .radius_px = 6},
                                        .subtitles = &text},
                                       size);
        int wrong = 0;
        for (int x = 0; x < 40; ++x) {
            wrong += code_at(found, x, 14, 0) == 0 && code_at(found, x, 14, 1) == 255 && code_at(found, x, 14, 2) == 0
                         ? 0
                         : 1;
        }
        CHECK(wrong == 0);
    }
}
