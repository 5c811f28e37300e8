// What the compositor puts where, to the pixel: A and B around the divider, borders, turns, subtitles, row order; and
// that dithering keeps means and leaves exact codes alone.
#include "tests/compare/compare_fixture.h"

#include <cmath>
#include <utility>

using namespace senga;
using namespace senga::test;

TEST_CASE("compositor: the divider's column goes from 0 to the width and rounds to the nearest") {
    CHECK(divider_px(0.0, 100) == 0);
    CHECK(divider_px(1.0, 100) == 100);
    CHECK(divider_px(0.5, 100) == 50);
    CHECK(divider_px(0.5, 101) == 51);
    CHECK(divider_px(0.494, 100) == 49);
    CHECK(divider_px(-1.0, 100) == 0);
    CHECK(divider_px(7.0, 100) == 100);
}

TEST_CASE("compositor: left of the divider is A, from it on B, to the pixel") {
    const Gl gl;
    CompositorBench bench;
    const Size size{21, 13};
    const gl::Texture a = texture_from(picture_a(size));
    const gl::Texture b = texture_from(picture_b(size));
    for (const int column : {0, 1, 10, 11, 20, 21}) {
        CAPTURE(column);
        const Image found = bench.draw({.a = {&a},
                                        .b = {&b},
                                        .mode = CompareMode::wipe,
                                        .divider = {.position = column / 21.0},
                                        .pane = pane_at({0, 0, 21, 13})},
                                       size);
        int wrong = 0;
        for (int y = 0; y < 13; ++y) {
            for (int x = 0; x < 21; ++x) {
                wrong += code_at(found, x, y, 0) == 10 + x && code_at(found, x, y, 1) == 10 + y &&
                                 code_at(found, x, y, 2) == (x < column ? blue_a : blue_b) &&
                                 code_at(found, x, y, 3) == 255
                             ? 0
                             : 1;
            }
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("compositor: A alone, B alone, none, and black around the picture") {
    const Gl gl;
    CompositorBench bench;
    const Size size{9, 7};
    const gl::Texture a = texture_from(picture_a(size));
    const gl::Texture b = texture_from(picture_b(size));
    const auto check = [&](const Composition& what, int blue) {
        const Image found = bench.draw(what, {20, 16});
        int wrong = 0;
        for (int y = 0; y < 16; ++y) {
            for (int x = 0; x < 20; ++x) {
                const bool inside = blue >= 0 && x >= 4 && x < 13 && y >= 5 && y < 12;
                const bool right =
                    inside ? code_at(found, x, y, 0) == 10 + x - 4 && code_at(found, x, y, 1) == 10 + y - 5 &&
                                 code_at(found, x, y, 2) == blue
                           : code_at(found, x, y, 0) + code_at(found, x, y, 1) + code_at(found, x, y, 2) == 0;
                wrong += right && code_at(found, x, y, 3) == 255 ? 0 : 1;
            }
        }
        CHECK(wrong == 0);
    };
    check({.a = {&a}, .b = {&b}, .mode = CompareMode::a, .pane = pane_at({4, 5, 9, 7})}, blue_a);
    check({.a = {&a}, .b = {&b}, .mode = CompareMode::b, .pane = pane_at({4, 5, 9, 7})}, blue_b);
    check({.pane = pane_at({4, 5, 9, 7})}, -1);
    check({.a = {&a}, .mode = CompareMode::b, .pane = pane_at({4, 5, 9, 7})}, -1);
}

TEST_CASE("compositor: the divider's line is as wide as asked and lies on the divider") {
    const Gl gl;
    CompositorBench bench;
    const Size size{20, 4};
    const gl::Texture a = texture_from(picture_a(size));
    const gl::Texture b = texture_from(picture_b(size));
    for (const int width : {0, 2, 4}) {
        CAPTURE(width);
        const Image found = bench.draw({.a = {&a},
                                        .b = {&b},
                                        .mode = CompareMode::wipe,
                                        .divider = {.position = 0.5},
                                        .divider_px = width,
                                        .pane = pane_at({0, 0, 20, 4})},
                                       size);
        for (int x = 0; x < 20; ++x) {
            const bool line = x >= 10 - width / 2 && x < 10 + width / 2;
            CHECK(code_at(found, x, 2, 2) == (line ? 255 : x < 10 ? blue_a : blue_b));
        }
    }
    const Image alone = bench.draw(
        {.a = {&a}, .b = {&b}, .mode = CompareMode::a, .divider_px = 4, .pane = pane_at({0, 0, 20, 4})}, size);
    CHECK(code_at(alone, 10, 2, 2) == blue_a);
}

TEST_CASE("compositor: quarter turns clockwise, and the divider stays upright") {
    const Gl gl;
    CompositorBench bench;
    const Size stored{11, 6};
    const gl::Texture a = texture_from(picture_a(stored));
    const gl::Texture b = texture_from(picture_b(stored));
    for (const int degrees : {0, 90, 180, 270}) {
        CAPTURE(degrees);
        const bool turned = degrees % 180 != 0;
        const Size upright = turned ? Size{6, 11} : stored;
        const Image found = bench.draw({.a = {&a},
                                        .b = {&b},
                                        .mode = CompareMode::wipe,
                                        .divider = {.position = 0.5},
                                        .pane = pane_at({0, 0, upright.w, upright.h}),
                                        .rotation_deg = degrees},
                                       upright);
        int wrong = 0;
        for (int y = 0; y < stored.h; ++y) {
            for (int x = 0; x < stored.w; ++x) {
                // Where stored pixel (x, y) goes: a clockwise turn takes the left column to the top row.
                const int to_x = degrees == 90    ? stored.h - 1 - y
                                 : degrees == 180 ? stored.w - 1 - x
                                 : degrees == 270 ? y
                                                  : x;
                const int to_y = degrees == 90    ? x
                                 : degrees == 180 ? stored.h - 1 - y
                                 : degrees == 270 ? stored.w - 1 - x
                                                  : y;
                const int blue = to_x < divider_px(0.5, upright.w) ? blue_a : blue_b;
                wrong += code_at(found, to_x, to_y, 0) == 10 + x && code_at(found, to_x, to_y, 1) == 10 + y &&
                                 code_at(found, to_x, to_y, 2) == blue
                             ? 0
                             : 1;
            }
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("compositor: a window's rows run upward, and so do its subtitles'") {
    const Gl gl;
    CompositorBench bench;
    const Size size{12, 9};
    const gl::Texture a = texture_from(picture_a(size));
    const gl::Texture text = texture_from(filled(
        size, 4, [](int, int y, int channel) { return y == 1 && (channel == 0 || channel == 3) ? 1.0F : 0.0F; }));
    const Composition what{.a = {&a}, .pane = pane_at({0, 0, 12, 9}), .subtitles = &text};
    const Image down = bench.draw(what, size, RowOrder::top_first);
    const Image up = bench.draw(what, size, RowOrder::bottom_first);
    int wrong = 0;
    for (int y = 0; y < 9; ++y) {
        for (int x = 0; x < 12; ++x) {
            for (int channel = 0; channel < 3; ++channel) {
                wrong += code_at(down, x, y, channel) == code_at(up, x, 8 - y, channel) ? 0 : 1;
            }
        }
    }
    CHECK(wrong == 0);
    CHECK(code_at(down, 3, 1, 0) == 255);
    CHECK(code_at(down, 3, 1, 2) == 0);
    CHECK(code_at(down, 3, 7, 2) == blue_a);
}

TEST_CASE("compositor: subtitles are premultiplied, over the picture and over the bars") {
    const Gl gl;
    CompositorBench bench;
    const gl::Texture a =
        texture_from(filled({4, 4}, 4, [](int, int, int channel) { return channel == 3 ? 1.0F : 0.5F; }));
    // Columns: none, a quarter of red, opaque green, light added (alpha 0).
    const gl::Texture text = texture_from(filled({8, 4}, 4, [](int x, int, int channel) {
        const float cover[4][4] = {{0, 0, 0, 0}, {0.25F, 0, 0, 0.25F}, {0, 1, 0, 1}, {0, 0, 0.125F, 0}};
        return cover[x % 4][channel];
    }));
    const Image found =
        bench.draw({.a = {&a}, .pane = pane_at({0, 0, 4, 4}), .subtitles = &text, .depth = OutputDepth::sixteen},
                   {8, 4}, RowOrder::top_first, gl::Format::rgba32f);
    const float expected[8][3] = {{0.5F, 0.5F, 0.5F}, {0.625F, 0.375F, 0.375F},
                                  {0, 1, 0},          {0.5F, 0.5F, 0.625F},
                                  {0, 0, 0},          {0.25F, 0, 0},
                                  {0, 1, 0},          {0, 0, 0.125F}};
    for (int x = 0; x < 8; ++x) {
        for (int channel = 0; channel < 3; ++channel) {
            // Less than one 16-bit code of dither.
            CHECK(std::fabs(found.at(x, 2, channel) - expected[x][channel]) < 1.0F / 65535.0F);
        }
        CHECK(found.at(x, 2, 3) == 1.0F);
    }
}

TEST_CASE("compositor: a subtitle layer of another size is scaled over its part of the target") {
    const Gl gl;
    CompositorBench bench;
    // Four texels across, the right half opaque white, over the eight pixels of a picture that stands at x = 4.
    // Nearest lookup here, so that every pixel is one or the other.
    const gl::Texture text = texture_from(filled({4, 1}, 4, [](int x, int, int) { return x >= 2 ? 1.0F : 0.0F; }));
    const gl::Texture a =
        texture_from(filled({8, 2}, 4, [](int, int, int channel) { return channel == 3 ? 1.0F : 0.0F; }));
    const Rect picture{4, 0, 8, 2};
    const Image out =
        bench.draw({.a = {&a}, .pane = pane_at(picture), .subtitles = &text, .subtitles_rect = picture}, {16, 2});
    for (int x = 0; x < 16; ++x) {
        CAPTURE(x);
        CHECK(code_at(out, x, 1, 0) == (x >= 8 && x < 12 ? 255 : 0));
    }
}

TEST_CASE("compositor: values beyond black and white are held before the subtitles cover them") {
    const Gl gl;
    CompositorBench bench;
    const gl::Texture a = texture_from(filled({2, 1}, 4, [](int x, int, int) { return x == 0 ? 3.0F : -2.0F; }));
    const gl::Texture half =
        texture_from(filled({2, 1}, 4, [](int, int, int channel) { return channel == 3 ? 0.6F : 0.0F; }));
    const Image plain = bench.draw({.a = {&a}, .pane = pane_at({0, 0, 2, 1})}, {2, 1});
    CHECK(code_at(plain, 0, 0, 0) == 255);
    CHECK(code_at(plain, 1, 0, 0) == 0);
    const Image covered = bench.draw({.a = {&a}, .pane = pane_at({0, 0, 2, 1}), .subtitles = &half}, {2, 1});
    CHECK(code_at(covered, 0, 0, 0) == 102); // 0.4
}

TEST_CASE("compositor: a picture alone is code for code what it is beside a divider on its edge") {
    // Another program draws it, one that does less.
    const Gl gl;
    CompositorBench bench;
    const Size size{90, 70};
    const Size target{100, 64};
    const auto shade = [](int x, int y, int channel) {
        return static_cast<float>((x * 37 + y * 101 + channel * 59) % 997) / 800.0F - 0.1F;
    };
    const gl::Texture a = texture_from(filled(size, 4, shade), gl::Format::rgba16f);
    const gl::Texture text = texture_from(
        filled(target, 4, [](int x, int y, int) { return y < 40 ? 0.0F : static_cast<float>((x + y) % 32) / 255.0F; }));
    struct Case {
        ComposedPane pane;
        const gl::Texture* subtitles;
        OutputDepth depth = OutputDepth::eight;
    };
    for (const Case& each :
         {Case{pane_in({0, 0, 100, 64}, 5, -3, 90, 70), nullptr}, Case{pane_in({0, 0, 100, 64}, 5, -3, 90, 70), &text},
          Case{pane_in({10, 10, 60, 40}, -8, 12, 90, 70), &text, OutputDepth::ten}}) {
        for (const RowOrder rows : {RowOrder::top_first, RowOrder::bottom_first}) {
            Composition what{.a = {&a},
                             .mode = CompareMode::a,
                             .divider = {.position = 1.0},
                             .pane = each.pane,
                             .subtitles = each.subtitles,
                             .depth = each.depth};
            const Image alone = bench.draw(what, target, rows, gl::Format::rgba32f);
            what.mode = CompareMode::wipe;
            CHECK(alone.values == bench.draw(what, target, rows, gl::Format::rgba32f).values);
            what.mode = CompareMode::b;
            std::swap(what.a, what.b);
            CHECK(alone.values == bench.draw(what, target, rows, gl::Format::rgba32f).values);
        }
    }
}

TEST_CASE("dither: exact codes stay, at 8, 10 and 16 bits") {
    const Gl gl;
    CompositorBench bench;
    struct Case {
        OutputDepth depth;
        int top;
    };
    for (const Case& each : {Case{OutputDepth::eight, 255}, {OutputDepth::ten, 1023}, {OutputDepth::sixteen, 65535}}) {
        CAPTURE(each.top);
        // Every code there is, or 65536 of them spread over a 256x256 picture.
        const Size size{256, 256};
        const auto code_of = [&](int x, int y) { return (y * 256 + x) % (each.top + 1); };
        const gl::Texture a = texture_from(filled(size, 4, [&](int x, int y, int channel) {
            return channel == 3 ? 1.0F : static_cast<float>(code_of(x, y)) / static_cast<float>(each.top);
        }));
        const Image found = bench.draw({.a = {&a}, .pane = pane_at({0, 0, 256, 256}), .depth = each.depth}, size,
                                       RowOrder::top_first, gl::Format::rgba32f);
        int wrong = 0;
        for (int y = 0; y < 256; ++y) {
            for (int x = 0; x < 256; ++x) {
                wrong += std::lround(static_cast<double>(found.at(x, y, 1)) * each.top) == code_of(x, y) ? 0 : 1;
            }
        }
        // code / top * top is off by up to 2^-24 of the code: at 8 and 10 bits far below the lowest threshold, 1 /
        // 8192; at 16 bits up to 1 / 256 of a code, which the lowest and highest 1 / 256 of the thresholds may catch.
        CHECK(wrong <= (each.top == 65535 ? 256 * 256 / 256 : 0));
    }
}

TEST_CASE("dither: the mean over a tile is the value, and no pixel is off by a code") {
    const Gl gl;
    CompositorBench bench;
    for (const auto& [depth, top] : {std::pair{OutputDepth::eight, 255.0}, {OutputDepth::ten, 1023.0}}) {
        for (const double share : {0.01, 0.25, 0.5, 0.77, 0.995}) {
            CAPTURE(top);
            CAPTURE(share);
            const double value = (100.0 + share) / top;
            const gl::Texture a =
                texture_from(filled({64, 64}, 4, [&](int, int, int) { return static_cast<float>(value); }));
            const Image found = bench.draw({.a = {&a}, .pane = pane_at({0, 0, 64, 64}), .depth = depth}, {64, 64},
                                           RowOrder::top_first, gl::Format::rgba32f);
            double mean = 0.0;
            int wrong = 0;
            for (int y = 0; y < 64; ++y) {
                for (int x = 0; x < 64; ++x) {
                    const double codes = static_cast<double>(found.at(x, y, 1)) * top;
                    mean += codes / 4096.0;
                    const long whole = std::lround(codes);
                    wrong +=
                        (whole == 100 || whole == 101) && std::fabs(codes - static_cast<double>(whole)) < 1e-3 ? 0 : 1;
                }
            }
            CHECK(wrong == 0);
            // The tile holds 4096 thresholds, each once.
            CHECK(std::fabs(mean - (100.0 + share)) < 1.0 / 4096.0 + 1e-4);
        }
    }
}

TEST_CASE("dither: an 8-bit target gets its codes through its own rounding unharmed") {
    const Gl gl;
    CompositorBench bench;
    const gl::Texture a = texture_from(filled({256, 64}, 4, [](int x, int y, int) {
        return (static_cast<float>(x) + static_cast<float>(y) / 64.0F) / 256.0F;
    }));
    const Composition what{.a = {&a}, .pane = pane_at({0, 0, 256, 64})};
    const Image eight = bench.draw(what, {256, 64});
    const Image exact = bench.draw(what, {256, 64}, RowOrder::top_first, gl::Format::rgba32f);
    int wrong = 0;
    for (int y = 0; y < 64; ++y) {
        for (int x = 0; x < 256; ++x) {
            wrong += code_at(eight, x, y, 0) == code_at(exact, x, y, 0) ? 0 : 1;
        }
    }
    CHECK(wrong == 0);
}
