// A close look: zoom at the pointer, moving the picture, single pixels with a grid and their numbers, the magnifier.
#include "tests/window/expected_picture.h"
#include "tests/window/remote.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <string>

using namespace senga;
using namespace senga::test;

namespace {

constexpr Size window{640, 360};
// Labels and toasts take their time; below them the picture is at once what it will be.
constexpr Rect free_part{0, 120, window.w, window.h - 120};

struct StillFilm {
    Home home;
    std::string clip = silent_clip(home);
    ExpectedPicture expected{clip, "classic-1080p", still_frame};
    Rgb8Image processed = expected.processed(window);
    Rgb8Image original = expected.original(window);
    Remote remote{home, {.arguments = still(clip)}};
};

// `picture` enlarged by whole numbers, its pixel `corner` at the window's upper left.
Rgb8Image enlarged(const Rgb8Image& picture, int factor, Spot corner) {
    Rgb8Image out{.size = window};
    for (int y = 0; y < window.h; ++y) {
        for (int x = 0; x < window.w; ++x) {
            for (int channel = 0; channel < 3; ++channel) {
                const int code = sample(picture, corner.x + x / factor, corner.y + y / factor, channel);
                out.samples.push_back(static_cast<std::uint8_t>(code));
            }
        }
    }
    return out;
}

} // namespace

TEST_CASE("the wheel zooms at the pointer, in whole pixels; the picture is moved by hand") {
    StillFilm stage;
    Remote& remote = stage.remote;
    remote.shows(stage.processed);
    const Remote::Work before = remote.work();

    // Pixel (160, 90) lies under the pointer and stays there: at 4 the corner shows 160 - 160/4 = 120.
    remote.move({160, 88});
    remote.wheel(Button::wheel_up, 4); // 1.5, 2, 3, 4
    remote.expect("/view/zoom", 4.0);
    remote.shows_part(enlarged(stage.processed, 4, {120, 66}), free_part);
    remote.drag({400, 200}, {360, 220});
    remote.shows_part(enlarged(stage.processed, 4, {130, 61}), free_part);
    remote.key("alt+Right"); // a tenth of the window, to what lies right
    remote.shows_part(enlarged(stage.processed, 4, {146, 61}), free_part);
    remote.wheel(Button::wheel_down, 2);
    remote.expect("/view/zoom", 2.0);
    remote.key("n");
    remote.expect("/view/zoom", 1.0);
    remote.shows(stage.processed); // whose size is the window's
    remote.key("alt+plus");
    remote.expect("/view/zoom", 1.5);
    remote.key("alt+minus");
    remote.expect("/view/zoom", 1.0);
    remote.key("shift+n");
    remote.expect("/view/zoom", nullptr);
    remote.shows(stage.processed);

    // Of both sides, while they are compared.
    remote.move({320, 180});
    remote.wheel(Button::wheel_up, 4);
    remote.hold("BackSpace");
    remote.shows_part(enlarged(stage.original, 4, {240, 135}), free_part);
    remote.let_go("BackSpace");
    remote.shows_part(enlarged(stage.processed, 4, {240, 135}), free_part);
    remote.key("alt+BackSpace");
    remote.shows(stage.processed);
    CHECK(remote.work().compiles == before.compiles);
    CHECK(remote.work().runs <= before.runs + 1); // the original, for its first time
    remote.quit();
}

TEST_CASE("a double click fills the screen, a drag does not") {
    const Home home;
    Remote remote(home,
                  {.arguments = still(silent_clip(home)), .screen = {800, 480}, .manager = Start::Manager::openbox});
    remote.drag({300, 200}, {340, 220});
    CHECK(remote.value("/view/fullscreen") == false);
    remote.move({300, 200});
    remote.desktop().click_mouse(Button::left, 2);
    remote.expect("/view/fullscreen", true);
    remote.key("f");
    remote.expect("/view/fullscreen", false);
    remote.quit();
}

TEST_CASE("pixels at 16 have a grid and numbers") {
    StillFilm stage;
    Remote& remote = stage.remote;
    remote.shows(stage.processed);
    remote.key("g");
    remote.expect("/view/grid", false);
    remote.move({328, 184});
    remote.wheel(Button::wheel_up, 12);
    remote.expect("/view/zoom", 16.0);
    // 328 - 328/16 = 307.5: half a pixel. The centre is what is kept, so only blocks are looked for.
    remote.shows("blocks of one colour", [&](const Rgb8Image& seen) {
        int borders = 0;
        for (int x = 1; x < window.w; ++x) {
            borders += differing(cropped(seen, {x, 100, 1, 100}), cropped(seen, {x - 1, 100, 1, 100})) > 0 ? 1 : 0;
        }
        return borders > 20 && borders <= window.w / 16 + 1;
    });
    const Rgb8Image bare = cropped(remote.picture(), {100, 100, 160, 160});
    remote.key("g");
    remote.expect("/view/grid", true);
    remote.shows("a grid", [&](const Rgb8Image& seen) {
        // A line around each pixel: two of sixteen rows and columns at most, one at least.
        const int changed = differing(cropped(seen, {100, 100, 160, 160}), bare) / 3;
        return changed > 160 * 160 / 16 && changed < 160 * 160 / 2;
    });

    remote.key("c");
    remote.expect("/view/probe/inside", true);
    const int x = static_cast<int>(remote.number("/view/probe/x"));
    const int y = static_cast<int>(remote.number("/view/probe/y"));
    REQUIRE(x > 300);
    REQUIRE(x < 350);
    for (int channel = 0; channel < 3; ++channel) {
        const std::string index = "/" + std::to_string(channel);
        // Dithering and rounding move a code by less than one.
        CHECK(std::abs(remote.number("/view/probe/b" + index) - sample(stage.processed, x, y, channel)) < 1.0);
        CHECK(std::abs(remote.number("/view/probe/a" + index) - sample(stage.original, x, y, channel)) < 1.0);
    }
    // The film's own codes: 1280x720 4:2:0.
    const int source_x = static_cast<int>(remote.number("/view/probe/source_x"));
    const int source_y = static_cast<int>(remote.number("/view/probe/source_y"));
    CHECK(source_x / 2 == x);
    CHECK(source_y / 2 == y);
    const RawPlane& luma = stage.expected.frame().planes.at(0);
    CHECK(remote.number("/view/probe/source/0") ==
          luma.bytes.at(static_cast<std::size_t>(source_y * luma.stride_bytes + source_x)));

    // Another pixel, another number; outside of the picture none.
    const Remote::Work before = remote.work();
    remote.move({200, 120});
    remote.until("another pixel", [&](const json& now) { return now["view"]["probe"]["x"] != x; });
    CHECK(remote.work() == before);
    remote.key("c");
    remote.until("no probe", [](const json& now) { return !now["view"].contains("probe"); });
    remote.quit();
}

TEST_CASE("the magnifier shows A and B beside the pointer") {
    StillFilm stage;
    Remote& remote = stage.remote;
    remote.shows(stage.processed);
    remote.key("shift+BackSpace");
    remote.shows_part(stage.original, free_part);
    remote.key("shift+BackSpace");
    const Remote::Work before = remote.work();
    remote.key("shift+m");
    remote.expect("/view/magnifier", true);
    remote.move({320, 180});
    remote.shows("two discs", [&](const Rgb8Image& seen) {
        const Rect around{320 - 170, 180 - 80, 340, 160};
        const Rect beyond{20, 20, 100, 300};
        return differing(cropped(seen, around), cropped(stage.processed, around)) > 20000 &&
               differing(cropped(seen, beyond), cropped(stage.processed, beyond)) == 0;
    });
    remote.key("shift+m");
    remote.shows(stage.processed);
    CHECK(remote.work() == before);
    remote.quit();
}
