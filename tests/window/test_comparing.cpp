// A and B in the real window: the key that is held, the divider under the mouse, all ways to compare, what A and B can
// be. None of it runs the chain again or compiles anything.
#include "tests/window/expected_picture.h"
#include "tests/window/remote.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <functional>
#include <string>

using namespace senga;
using namespace senga::test;

namespace {

constexpr Size window{640, 360};
// Labels and toasts take their time; below them the picture is at once what it will be.
constexpr int free_from = 120;
constexpr Rect free_part{0, free_from, window.w, window.h - free_from};
constexpr double column = 1.0 / 640;
constexpr double line = 1.0 / 360;

// A film at rest and what its sides look like.
struct StillFilm {
    Home home;
    std::string clip = silent_clip(home);
    ExpectedPicture expected{clip, "classic-1080p", still_frame};
    Rgb8Image processed = expected.processed(window);
    Rgb8Image original = expected.original(window);
    Remote remote{home, {.arguments = still(clip)}};

    // Both have been on the screen, so that what is needed for them exists.
    Remote::Work warm() {
        remote.shows(processed);
        remote.key("shift+BackSpace");
        shows(original);
        remote.key("shift+BackSpace");
        shows(processed);
        return remote.work();
    }
    void shows(const Rgb8Image& picture) { remote.shows_part(picture, free_part); }
    // Left of the divider A, from it on B; its own two columns are left out.
    void shows_wipe(int x, int from = free_from) {
        remote.shows_part(original, {0, from, x - 1, window.h - from});
        remote.shows_part(processed, {x + 1, from, window.w - x - 1, window.h - from});
    }
    void shows_horizontal_wipe(int y) {
        remote.shows_part(original, {100, 50, window.w - 350, y - 51});
        remote.shows_part(processed, {0, y + 1, window.w, window.h - y - 1});
    }
    // Two clicks that come too slowly are two clicks: where drawing takes long they are tried again.
    void double_click_until(const std::function<bool(const json&)>& holds) {
        for (int attempt = 0; attempt < 8; ++attempt) {
            remote.desktop().click_mouse(Button::left, 2);
            if (remote.comes(holds, 1.0)) {
                return;
            }
        }
        FAIL("a double click does nothing");
    }
};

double rms(const Rgb8Image& a, const Rgb8Image& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.samples.size(); ++i) {
        const double d = static_cast<double>(a.samples[i]) - static_cast<double>(b.samples[i]);
        sum += d * d;
    }
    return std::sqrt(sum / static_cast<double>(a.samples.size()));
}

} // namespace

TEST_CASE("Backspace held shows A, Shift+Backspace stays there") {
    StillFilm stage;
    Remote& remote = stage.remote;
    const Remote::Work before = stage.warm();
    const json frame = remote.value("/player/frame");

    remote.hold("BackSpace");
    remote.expect("/view/peek", true);
    stage.shows(stage.original);
    CHECK(remote.value("/player/frame") == frame);
    remote.let_go("BackSpace");
    remote.expect("/view/peek", false);
    stage.shows(stage.processed);
    remote.key("shift+BackSpace");
    remote.expect("/view/compare", "a");
    stage.shows(stage.original);
    remote.key("shift+BackSpace");
    remote.expect("/view/compare", "b");
    stage.shows(stage.processed);

    CHECK(remote.work() == before);
    CHECK(remote.value("/player/frame") == frame);
    remote.quit();
}

TEST_CASE("the divider follows mouse and keys") {
    StillFilm stage;
    Remote& remote = stage.remote;
    const Remote::Work before = stage.warm();

    remote.key("v");
    remote.expect("/view/compare", "wipe");
    stage.shows_wipe(window.w / 2);
    remote.drag({window.w / 2, 100}, {window.w / 4, 110});
    remote.expect("/view/divider", 0.25, 2 * column);
    stage.shows_wipe(static_cast<int>(std::lround(remote.number("/view/divider") * window.w)));
    stage.double_click_until([](const json& now) { return now["view"]["divider"] == 0.5; });
    stage.shows_wipe(window.w / 2);
    remote.key("ctrl+Right");
    remote.expect("/view/divider", 0.52, 1e-9);
    remote.key("ctrl+Left");
    remote.key("ctrl+Left");
    remote.expect("/view/divider", 0.48, 1e-9);

    // Lying.
    remote.key("h");
    remote.expect("/view/divider_line", "horizontal");
    const int y = static_cast<int>(std::lround(0.48 * window.h));
    remote.drag({200, y}, {210, window.h / 4});
    remote.expect("/view/divider", 0.25, 2 * line);
    stage.shows_horizontal_wipe(static_cast<int>(std::lround(remote.number("/view/divider") * window.h)));
    CHECK(remote.work() == before);

    // Zoomed: a share of what is seen of the picture. The wheel is the picture's on the divider too.
    remote.move({400, window.h / 4});
    remote.wheel(Button::wheel_up, 2);
    remote.expect("/view/zoom", 2.0);
    remote.drag({200, window.h / 4}, {200, 200});
    remote.expect("/view/divider", 200.0 / window.h, 2 * line);
    CHECK(remote.value("/view/zoom") == 2.0); // the picture did not go along
    CHECK(remote.work() == before);
    remote.key("alt+BackSpace");
    remote.expect("/view/zoom", nullptr);

    // Playing.
    remote.key("space");
    remote.expect("/player/paused", false);
    remote.drag({200, 200}, {200, 120});
    remote.expect("/view/divider", 120.0 / window.h, 2 * line);
    CHECK(remote.value("/player/paused") == false);
    remote.key("v");
    remote.expect("/view/compare", "b");
    remote.quit();
}

TEST_CASE("labels say what A and B are, and go") {
    StillFilm stage;
    Remote& remote = stage.remote;
    stage.shows(stage.processed);
    const Rect left{8, 8, 200, 30};
    const Rect right{window.w - 208, 8, 200, 30};
    const auto label = [](const Rgb8Image& seen, const Rgb8Image& bare, Rect where) {
        return differing(cropped(seen, where), cropped(bare, where)) > 300;
    };
    bool seen = false;
    for (int attempt = 0; attempt < 10 && !seen; ++attempt) {
        remote.key("v");
        remote.expect("/view/compare", "wipe");
        const Rgb8Image picture = remote.picture();
        seen = label(picture, stage.original, left) && label(picture, stage.processed, right);
        if (!seen) {
            remote.key("v");
            remote.expect("/view/compare", "b");
        }
    }
    CHECK(seen);
    stage.shows_wipe(window.w / 2, 0); // without them
    remote.quit();
}

TEST_CASE("side by side, difference and blinking") {
    StillFilm stage;
    Remote& remote = stage.remote;
    const Remote::Work before = stage.warm();

    remote.key("b");
    remote.expect("/view/compare", "side-by-side");
    // Each pane holds the whole picture at half its size, in the middle; around it is black.
    remote.shows("two panes", [&](const Rgb8Image& seen) {
        const bool black = sample(seen, 160, 20, 1) == 0 && sample(seen, 480, 340, 1) == 0;
        const Rgb8Image a = cropped(seen, {0, 90, 319, 180});
        const Rgb8Image b = cropped(seen, {320, 90, 319, 180});
        // The line between them takes a column; means of 2x2 differ less than the pictures, but differ.
        return black && differing(a, b) > 1000 && rms(a, b) < 2.0 * rms(stage.original, stage.processed);
    });
    remote.key("b");

    remote.key("shift+d");
    remote.expect("/view/compare", "difference");
    remote.expect("/view/difference", 0);
    const double gain = remote.number("/view/gain");
    remote.shows("a difference on black", [](const Rgb8Image& seen) {
        const auto dark = std::count_if(seen.samples.begin(), seen.samples.end(), [](auto code) { return code < 64; });
        const auto bright =
            std::count_if(seen.samples.begin(), seen.samples.end(), [](auto code) { return code > 64; });
        return bright > 500 && dark > static_cast<long>(seen.samples.size() / 2);
    });
    remote.key("ctrl+Up");
    remote.expect("/view/gain", gain * 2.0, 1e-9);
    remote.key("ctrl+Down");
    remote.expect("/view/gain", gain, 1e-9);
    remote.key("ctrl+d");
    remote.expect("/view/difference", 1);
    // With its sign no difference is the middle.
    remote.shows("grey", [](const Rgb8Image& seen) {
        return std::count(seen.samples.begin(), seen.samples.end(), 128) > static_cast<long>(seen.samples.size() / 4);
    });
    remote.key("ctrl+d");
    remote.expect("/view/difference", 2);
    remote.shows("grey levels only", [](const Rgb8Image& seen) {
        for (int y = 60; y < window.h; ++y) {
            for (int x = 0; x < window.w; ++x) {
                if (sample(seen, x, y, 0) != sample(seen, x, y, 1) || sample(seen, x, y, 1) != sample(seen, x, y, 2)) {
                    return false;
                }
            }
        }
        return true;
    });
    remote.key("shift+d");

    remote.key("shift+b");
    remote.expect("/view/compare", "blink");
    const double period = remote.number("/view/blink_period_s");
    remote.key("ctrl+Down");
    remote.expect("/view/blink_period_s", period * 1.25, 1e-9);
    stage.shows(stage.original);
    stage.shows(stage.processed);
    stage.shows(stage.original);
    remote.key("shift+b");
    remote.expect("/view/compare", "b");

    CHECK(remote.work() == before);
    remote.quit();
}

TEST_CASE("A and B are exhibits: chosen in the palette, in the panel, swapped") {
    StillFilm stage;
    Remote& remote = stage.remote;
    stage.shows(stage.processed);

    // The same on both sides leaves nothing.
    remote.ask("A: chain");
    remote.key("Return");
    remote.expect("/view/a/kind", "chain");
    remote.expect("/view/overlay", "none");
    remote.wait_for_keys();
    remote.key("shift+d");
    remote.shows(Rgb8Image{.size = window, .samples = std::vector<std::uint8_t>(stage.processed.samples.size(), 0)});
    remote.key("shift+d");

    // A preset as A.
    remote.ask("A: off");
    remote.key("Return");
    remote.expect("/view/a/kind", "preset");
    remote.wait_for_keys();
    CHECK(remote.value("/view/a/name") == "off");
    remote.key("shift+BackSpace");
    stage.shows(stage.original);
    remote.key("shift+BackSpace");
    remote.key("shift+x");
    remote.expect("/view/b/kind", "preset");
    remote.expect("/view/a/kind", "chain");
    stage.shows(stage.original);
    remote.key("shift+x");
    stage.shows(stage.processed);
    remote.quit();
}

TEST_CASE("the Compare tab does the same by mouse") {
    const Home home;
    std::vector<std::string> arguments = still(silent_clip(home));
    arguments.pop_back(); // with the panel
    // An image of the film's own first frame as a reference.
    const std::string reference = (home.path() / "reference.png").string();
    REQUIRE(std::system(("ffmpeg -v error -y -i " + demo_clip() + " -frames:v 1 " + reference).c_str()) == 0);
    Remote remote(home, {.arguments = arguments, .window = {1280, 720}});

    remote.click("tab.compare");
    remote.expect("/view/left", "compare");
    remote.click("compare.wipe");
    remote.expect("/view/compare", "wipe");
    remote.click("slide.divider", Button::left, 0.25);
    remote.expect("/view/divider", 0.25, 0.03);
    remote.click("slide.divider", Button::right);
    remote.expect("/view/divider", 0.5);
    remote.click("compare.turn-divider");
    remote.expect("/view/divider_line", "horizontal");
    remote.click("compare.difference");
    remote.expect("/view/compare", "difference");
    remote.click("compare.difference-kind");
    remote.click("kind.2");
    remote.expect("/view/difference", 2);
    remote.type_into("slide.gain", "8");
    remote.expect("/view/gain", 8.0, 1e-6);
    remote.click("compare.blink");
    remote.expect("/view/compare", "blink");
    remote.click("compare.side-by-side");
    remote.expect("/view/compare", "side-by-side");
    remote.click("compare.peek");
    remote.expect("/view/compare", "b");

    remote.click("compare.b");
    remote.click("exhibit.0..0");
    remote.expect("/view/b/kind", "original");
    remote.click("compare.b");
    remote.click("exhibit.2.off.0");
    remote.expect("/view/b/name", "off");
    remote.click("compare.swap-sides");
    remote.expect("/view/a/name", "off");
    remote.expect("/view/b/kind", "original");
    remote.click("compare.a");
    remote.click("exhibit.file");
    remote.expect("/panel/typing", true);
    remote.type(reference);
    remote.key("Return");
    remote.expect("/view/a/kind", "reference");
    CHECK(remote.value("/view/a/name") == reference);

    remote.click("compare.metrics");
    remote.expect("/view/metrics/valid", true);
    remote.click("compare.metrics");
    remote.click("zoom.4");
    remote.expect("/view/zoom", 4.0);
    remote.click("zoom.fit");
    remote.expect("/view/zoom", nullptr);
    remote.quit();
}

TEST_CASE("the figures are those of the pictures") {
    StillFilm stage;
    Remote& remote = stage.remote;
    stage.shows(stage.processed);
    CHECK(remote.value("/view/metrics").is_null()); // nobody asked
    remote.key("a");
    remote.expect("/view/metrics/valid", true);
    // Ours are taken before anything is rounded. Each code of the two expected pictures is off by less than one, evenly
    // distributed: an rms of 1/sqrt(3) each, together less than 2/sqrt(3) if all went one way.
    const double told = 255.0 / std::pow(10.0, remote.number("/view/metrics/psnr_db") / 20.0);
    CHECK(std::abs(told - rms(stage.original, stage.processed)) < 2.0 / std::sqrt(3.0));
    int largest = 0;
    for (std::size_t i = 0; i < stage.original.samples.size(); ++i) {
        largest = std::max(largest, std::abs(int{stage.original.samples[i]} - int{stage.processed.samples[i]}));
    }
    CHECK(std::abs(remote.number("/view/metrics/largest") - largest) < 2.0);
    CHECK(remote.number("/view/metrics/ssim") > 0.5);
    CHECK(remote.number("/view/metrics/ssim") < 1.0);
    const Remote::Work before = remote.work();
    remote.key("a");
    remote.until("no figures", [](const json& now) { return !now["view"].contains("metrics"); });
    CHECK(remote.work() == before);
    remote.quit();
}
