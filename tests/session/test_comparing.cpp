// The ways of comparing, to the pixel: every one of them shows pixels of A or B alone, at the places that follow from
// the window's size. The picture's own pixels are judged in test_exhibits.cpp.
#include "tests/session/live_session.h"

#include <algorithm>
#include <cmath>
#include <string>

using namespace senga;
using senga::test::differing;
using senga::test::LiveSession;
using senga::test::Pixels;
using senga::test::Workshop;
using senga::test::wrong;

namespace {

using Colour = Pixels::Colour;

constexpr Colour black{0.0F, 0.0F, 0.0F};
constexpr Colour white{1.0F, 1.0F, 1.0F};

// B is the negative of A, so that hardly a pixel is the same.
struct Scene {
    explicit Scene(const std::string& crop) {
        shop.write_preset("negative", "vec4(1.0 - c.rgb, 1.0)");
        // The source itself makes even sizes only.
        film = shop.make("film.mkv", "-f lavfi -i testsrc2=size=320x240:rate=25:duration=0.2,crop=exact=1:" + crop +
                                         " -c:v ffv1 -pix_fmt yuv444p");
        live.emplace(senga::test::LiveOptions{.preset = "negative", .home = &shop});
        live->open_paused(film);
        b = live->shot();
        live->wish(command::ToggleCompare{Compare::a});
        live->still();
        a = live->shot();
        live->wish(command::ToggleCompare{Compare::a});
        live->still();
        REQUIRE(differing(live->shot(), b) == 0);
        REQUIRE(differing(a, b) > a.size.w * a.size.h * 2);
    }
    Workshop shop;
    std::string film;
    std::optional<LiveSession> live;
    Pixels a;
    Pixels b;
};

// Of a wipe: A before `split`, a white line two pixels wide on it, then B.
Colour wiped(const Scene& scene, int x, int y, int at, int split) {
    if (at == split - 1 || at == split) {
        return white;
    }
    return at < split ? scene.a.at(x, y) : scene.b.at(x, y);
}

int floor_div(int value, int by) {
    return static_cast<int>(std::floor(static_cast<double>(value) / by));
}

} // namespace

TEST_CASE("wipe: before the divider is A, from it on B, to the pixel") {
    Scene scene("w=320:h=240"); // 360 x 270 in the window, from column 60 on
    LiveSession& live = *scene.live;
    live.wish(command::ToggleCompare{Compare::wipe});
    constexpr int left = 60;
    for (const int columns : {0, 1, 90, 179, 180, 181, 359, 360}) {
        CAPTURE(columns);
        const Pixels seen = live.after(command::SetDivider{columns / 360.0});
        CHECK(wrong(seen, [&](int x, int y) {
                  const bool inside = x >= left && x < left + 360;
                  return inside ? wiped(scene, x, y, x, left + columns) : black;
              }) == 0);
    }
    live.wish(command::TurnDivider{});
    for (const int lines : {0, 1, 134, 135, 136, 269, 270}) {
        CAPTURE(lines);
        const Pixels seen = live.after(command::SetDivider{lines / 270.0});
        CHECK(wrong(seen, [&](int x, int y) {
                  const bool inside = x >= left && x < left + 360;
                  return inside ? wiped(scene, x, y, y, lines) : black;
              }) == 0);
    }
}

TEST_CASE("peek and A show A, swapping the sides swaps them") {
    Scene scene("w=320:h=240");
    LiveSession& live = *scene.live;
    CHECK(differing(live.after(command::SetPeek{Switch::on}), scene.a) == 0);
    CHECK(differing(live.after(command::SetPeek{Switch::off}), scene.b) == 0);
    live.wish(command::ToggleCompare{Compare::side_by_side});
    CHECK(differing(live.after(command::SetPeek{Switch::on}), scene.a) == 0); // whole, not in half
    live.wish({command::SetPeek{Switch::off}, command::ToggleCompare{Compare::side_by_side}});
    CHECK(differing(live.after(command::SwapSides{}), scene.a) == 0);
    CHECK(differing(live.after(command::SetPeek{Switch::on}), scene.b) == 0);
    live.wish({command::SetPeek{Switch::off}, command::SwapSides{}});
    CHECK(differing(live.after(command::ToggleCompare{Compare::wipe}), scene.b) > 0);
}

TEST_CASE("blink shows A and B by turns and nothing between") {
    Scene scene("w=320:h=240");
    LiveSession& live = *scene.live;
    live.wish({command::SetBlinkPeriod{0.1}, command::ToggleCompare{Compare::blink}});
    int shown_a = 0;
    int shown_b = 0;
    REQUIRE(live.until([&] {
        const Pixels now = live.shot();
        const bool a = differing(now, scene.a) == 0;
        const bool b = differing(now, scene.b) == 0;
        CHECK((a || b));
        shown_a += a ? 1 : 0;
        shown_b += b ? 1 : 0;
        return shown_a >= 3 && shown_b >= 3;
    }));
}

TEST_CASE("side by side: A in the left half, B in the right") {
    Scene scene("w=240:h=135"); // 480 x 270: the whole window
    LiveSession& live = *scene.live;
    const Pixels fitted = live.after(command::ToggleCompare{Compare::side_by_side});
    // At half their size, in the middle. Each of its pixels is the mean of four, held within less than one code of
    // their mean by its own dithering; and each of the four is within less than one of what it is a code of.
    constexpr int top = (270 - 135) / 2;
    int off = 0;
    for (int y = 0; y < 270; ++y) {
        for (int x = 0; x < 480; ++x) {
            const Pixels& side = x < 240 ? scene.a : scene.b;
            for (int c = 0; c < 3; ++c) {
                double mean = 0.0;
                bool known = true; // what lies beyond black and white counts in the mean and is not to be seen
                for (int i = 0; i < 4 && y >= top && y < top + 135; ++i) {
                    const int code = side.code(2 * (x % 240) + i % 2, 2 * (y - top) + i / 2, c);
                    mean += code / 4.0;
                    known = known && code > 0 && code < 255;
                }
                off += !known || std::abs(fitted.code(x, y, c) - mean) < 2.0 ? 0 : 1;
            }
        }
    }
    CHECK(off == 0);
    // At 1:1 each half shows the same middle of the picture.
    const Pixels whole = live.after(command::SetZoom{1.0});
    CHECK(wrong(whole, [&](int x, int y) { return x < 240 ? scene.a.at(x + 120, y) : scene.b.at(x - 120, y); }) == 0);
}

TEST_CASE("difference: as computed from the two pictures") {
    Scene scene("w=240:h=135");
    LiveSession& live = *scene.live;
    live.wish(command::ToggleCompare{Compare::difference});
    // A code of a picture, and that of a difference, is within less than one code of the value; and two codes of one
    // place are rounded alike, so their difference is within less than one of the values'.
    struct Row {
        std::string name;
        Difference difference;
        double tolerance; // gain + 1; with sign gain / 2 + 1
    };
    using Kind = Difference::Kind;
    for (const Row& row : {Row{"absolute", {Kind::absolute, 1.0}, 2.0}, Row{"with gain", {Kind::absolute, 4.0}, 5.0},
                           Row{"with sign", {Kind::with_sign, 1.0}, 1.5}, Row{"luma", {Kind::luma, 2.0}, 3.0}}) {
        CAPTURE(row.name);
        const Pixels seen = live.after(command::SetDifference{row.difference});
        int off = 0;
        for (int y = 0; y < 270; ++y) {
            for (int x = 0; x < 480; ++x) {
                std::array<double, 3> apart{};
                for (int c = 0; c < 3; ++c) {
                    apart[static_cast<std::size_t>(c)] = scene.a.code(x, y, c) - scene.b.code(x, y, c);
                }
                const double luma = 0.2126 * apart[0] + 0.7152 * apart[1] + 0.0722 * apart[2];
                for (int c = 0; c < 3; ++c) {
                    const double gain = row.difference.gain;
                    const double d = apart[static_cast<std::size_t>(c)];
                    const double value = row.difference.kind == Kind::absolute    ? std::abs(d) * gain
                                         : row.difference.kind == Kind::with_sign ? 128.0 + d / 2.0 * gain
                                                                                  : std::abs(luma) * gain;
                    const double expected = std::clamp(value, 0.0, 255.0);
                    off += std::abs(seen.code(x, y, c) - expected) <= row.tolerance ? 0 : 1;
                }
            }
        }
        CHECK(off == 0);
    }
}

TEST_CASE("difference: of equal pictures it is nothing, whatever the gain") {
    Scene scene("w=240:h=135");
    LiveSession& live = *scene.live;
    live.wish({command::ToggleChain{}, command::ToggleCompare{Compare::difference}});
    using Kind = Difference::Kind;
    constexpr float middle = 128.0F / 255.0F;
    for (const double gain : {1.0, 64.0}) {
        CAPTURE(gain);
        CHECK(wrong(live.after(command::SetDifference{{Kind::absolute, gain}}), [](int, int) { return black; }) == 0);
        CHECK(wrong(live.after(command::SetDifference{{Kind::luma, gain}}), [](int, int) { return black; }) == 0);
        CHECK(wrong(live.after(command::SetDifference{{Kind::with_sign, gain}}), [](int, int) {
                  return Colour{middle, middle, middle};
              }) == 0);
    }
    // The chain on again is not equal.
    CHECK(mean(live.after(command::ToggleChain{})) != doctest::Approx(middle).epsilon(1e-4));
}

TEST_CASE("difference: grain that changes from frame to frame is the same in A and in B, and in a written frame") {
    const Workshop shop;
    shop.write_preset("grain", "vec4(vec3(0.125 * float(frame % 7) + 0.125 * random), 1.0)");
    const std::string film = shop.make("film.mkv", "-f lavfi -i testsrc2=size=160x90:rate=25:duration=3 -c:v ffv1");
    LiveSession live({.preset = "grain", .home = &shop});
    live.open_paused(film);
    live.wish(command::SeekTo{2.0, Precision::exact});
    REQUIRE(live.until([&] { return std::abs(live.state().player.time_s - 2.0) < 0.001; }));
    live.settle();
    const Chain grain = senga::test::chain_of_preset(senga::test::shelf_of(&shop), "grain");
    CHECK(differing(live.shot(), senga::test::offline_shot(film, grain, live.window(), {.frame = 50})) == 0);
    CHECK(differing(live.shot(), senga::test::offline_shot(film, grain, live.window(), {.frame = 49})) > 0);
    // B has been shown for a while; A is new.
    live.wish({command::SetExhibit{Side::a, {Exhibit::Kind::preset, "grain", 0}},
               command::ToggleCompare{Compare::difference}});
    live.settle();
    CHECK(wrong(live.shot(), [](int, int) { return black; }) == 0);
}

TEST_CASE("zoom: an enlarged picture is the picture's own pixels, larger") {
    Scene scene("w=240:h=135");
    LiveSession& live = *scene.live;
    live.wish(command::ToggleGrid{}); // off
    for (const int factor : {2, 4, 16}) {
        CAPTURE(factor);
        // Its middle stays the window's.
        const int left = 240 - 240 * factor;
        const int top = 135 - 135 * factor;
        const auto enlarged = [&](const Pixels& from, int x, int y) {
            return from.at(floor_div(x - left, factor), floor_div(y - top, factor));
        };
        const Pixels b = live.after(command::SetZoom{static_cast<double>(factor)});
        CHECK(wrong(b, [&](int x, int y) { return enlarged(scene.b, x, y); }) == 0);
        const Pixels wipe = live.after(command::ToggleCompare{Compare::wipe});
        CHECK(wrong(wipe, [&](int x, int y) {
                  const bool line = x == 239 || x == 240; // a share of what is seen, not of the picture
                  return line ? white : enlarged(x < 240 ? scene.a : scene.b, x, y);
              }) == 0);
        live.wish(command::ToggleCompare{Compare::wipe});
    }
    CHECK(differing(live.after(command::ResetView{}), scene.b) == 0);
}

TEST_CASE("zoom: what is under the pointer stays there, and the picture follows the drag") {
    Scene scene("w=240:h=135");
    LiveSession& live = *scene.live;
    const auto shifted = [&](int left, int top) {
        return [&scene, left, top](int x, int y) { return scene.b.at(floor_div(x - left, 2), floor_div(y - top, 2)); };
    };
    live.move_mouse(100.0, 50.0);
    CHECK(wrong(live.after(command::ZoomBy{2}), shifted(-100, -50)) == 0); // 1.5, then 2
    CHECK(wrong(live.after(command::PanBy{10.0, -6.0}), shifted(-90, -56)) == 0);
    // No farther than to the edges.
    CHECK(wrong(live.after(command::PanBy{1e5, 1e5}), shifted(0, 0)) == 0);
    CHECK(wrong(live.after(command::PanBy{-1e5, -1e5}), shifted(-480, -270)) == 0);
    CHECK(differing(live.after(command::ZoomBy{-20}), scene.b) > 0);
    CHECK(live.state().view.zoom.factor == 0.125);
    CHECK(differing(live.after(command::SetZoom{}), scene.b) == 0);
}

TEST_CASE("grid: lines between the pixels of an enlarged picture, the rest untouched") {
    Scene scene("w=240:h=135");
    LiveSession& live = *scene.live;
    const Pixels plain = (live.wish(command::ToggleGrid{}), live.after(command::SetZoom{8.0}));
    const Pixels lined = live.after(command::ToggleGrid{});
    constexpr int left = 240 - 240 * 8;
    constexpr int top = 135 - 135 * 8;
    int off = 0;
    for (int y = 0; y < 270; ++y) {
        for (int x = 0; x < 480; ++x) {
            const bool line = (x - left) % 8 == 0 || (y - top) % 8 == 0;
            double bright = 0.0;
            for (int c = 0; c < 3; ++c) {
                bright += std::array{0.2126, 0.7152, 0.0722}[static_cast<std::size_t>(c)] * plain.code(x, y, c);
            }
            if (std::abs(bright - 127.5) < 1.5) {
                continue; // light or dark is decided before the rounding that we see
            }
            for (int c = 0; c < 3; ++c) {
                // A quarter of black or white, rounded once more.
                const double over = bright < 127.5 ? 255.0 : 0.0;
                const double expected = line ? 0.75 * plain.code(x, y, c) + 0.25 * over : plain.code(x, y, c);
                const double tolerance = line ? 1.75 : 0.0;
                off += std::abs(lined.code(x, y, c) - expected) <= tolerance ? 0 : 1;
            }
        }
    }
    CHECK(off == 0);
    // Pixels too small for it have none.
    live.wish(command::SetZoom{6.0});
    const Pixels with = live.after(command::SetPeek{Switch::off});
    CHECK(differing(live.after(command::ToggleGrid{}), with) == 0);
}

TEST_CASE("magnifier: six times what is under the pointer, A left and B right") {
    Scene scene("w=240:h=135");
    LiveSession& live = *scene.live;
    live.wish(command::ToggleMagnifier{});
    live.move_mouse(240.0, 135.0);
    const Pixels seen = live.shot();
    // The discs, 90 pixels in radius, touch at the pointer; in their middles lies the pixel under it.
    constexpr int radius = 90;
    int off = 0;
    for (int y = -10; y <= 10; ++y) {
        for (int x = -10; x <= 10; ++x) {
            off += seen.at(240 - radius + 6 * x, 135 + 6 * y) == scene.a.at(240 + x, 135 + y) ? 0 : 1;
            off += seen.at(240 + radius + 6 * x, 135 + 6 * y) == scene.b.at(240 + x, 135 + y) ? 0 : 1;
        }
    }
    CHECK(off == 0);
    // Outside the discs is the picture as before.
    const auto outside = [](int x, int y) {
        const auto beyond = [&](int middle) { return std::hypot(x + 0.5 - middle, y + 0.5 - 135) > radius + 1.0; };
        return beyond(240 - radius) && beyond(240 + radius);
    };
    CHECK(wrong(seen, [&](int x, int y) { return outside(x, y) ? scene.b.at(x, y) : seen.at(x, y); }) == 0);
    // It follows the pointer, and is gone with it.
    live.move_mouse(300.0, 135.0);
    CHECK(live.shot().at(300 - radius, 135) == scene.a.at(300, 135));
    CHECK(differing(live.after(command::ToggleMagnifier{}), scene.b) == 0);
}
