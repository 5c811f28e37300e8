// What the window shows is, to the pixel, what the offline path (senga frame) writes for the same frame, chain and
// size.
#include "tests/window/expected_picture.h"
#include "tests/window/remote.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <string>

using namespace senga;
using namespace senga::test;

namespace {
constexpr Size window{640, 360};
}

TEST_CASE("f fills the screen and gives it back") {
    const Home home;
    const std::string clip = silent_clip(home);
    ExpectedPicture expected(clip, "classic-1080p", still_frame);
    Remote remote(home, {.arguments = still(clip), .screen = {800, 480}, .manager = Start::Manager::openbox});
    const Rect before = remote.desktop().window();
    CHECK(before.size() == window);
    const Rgb8Image windowed = expected.processed(window);
    const Rgb8Image full = expected.processed({800, 450}); // 16:9 on 800x480, with bars of 15 lines
    remote.shows(windowed, before);
    remote.key("f");
    remote.shows(full, {0, 15, 800, 450});
    remote.key("f");
    remote.shows(windowed, before);
    remote.key("f");
    remote.expect("/view/window", json{800, 480});
    remote.key("Escape");
    remote.shows(windowed, before);

    remote.key("alt+0"); // half the film's 1280x720 is this window
    remote.key("alt+1"); // larger than the screen, which the manager keeps it to, or not: only the size asked for
    remote.until("another size", [](const json& now) { return now["view"]["window"] != json{640, 360}; });
    remote.key("alt+0");
    remote.expect("/view/window", json{640, 360});
    remote.key("shift+t");
    remote.expect("/view/on_top", true);
    remote.quit();
}

TEST_CASE("every key does what it says, to the pixel") {
    const Home home;
    const std::string clip = silent_clip(home);
    ExpectedPicture expected(clip, "classic-1080p", still_frame);
    const Rgb8Image processed = expected.processed(window);
    const Rgb8Image original = expected.original(window);
    REQUIRE(differing(processed, original) > 1000); // else nothing below could fail
    Remote remote(home, {.arguments = still(clip)});
    remote.shows(processed);
    // Toasts take their time; below them the picture is at once what it will be.
    const Rect free{0, 120, window.w, window.h - 120};

    // Digits switch passes.
    for (std::size_t pass = 0; pass < expected.chain().entries.size(); ++pass) {
        CAPTURE(pass);
        remote.key(std::to_string(pass + 1));
        remote.shows_part(expected.with([&](Chain& chain) { chain.entries[pass].enabled = false; }, window), free);
        remote.key(std::to_string(pass + 1));
    }
    remote.shows(processed);
    // Ctrl+Alt+P switches the whole chain.
    remote.key("ctrl+alt+p");
    remote.shows_part(original, free);
    remote.key("ctrl+alt+p");
    remote.shows_part(processed, free);

    // Full stop and comma step one frame, arrows seek, space plays.
    remote.key("period");
    expected.show_frame(still_frame + 1);
    remote.shows(expected.processed(window));
    remote.key("comma");
    remote.shows(processed);
    remote.key("Left"); // five seconds back from 2.3 is the beginning
    expected.show_frame(0);
    remote.shows(expected.processed(window));
    remote.key("space"); // plays on to the end and stays there
    expected.show_frame(143);
    remote.shows(expected.processed(window));
    remote.quit();
}
