// The player's part: seek bar, volume, tracks, playlist, loops, aspect, what is remembered, what hides itself.
#include "tests/window/remote.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

using namespace senga;
using namespace senga::test;

namespace {

constexpr Size large{1280, 720};
constexpr double frame_s = 1001.0 / 24000.0;

// Large enough for every control; the plain picture, so that drawing is quick.
std::vector<std::string> plain(std::vector<std::string> inputs) {
    std::vector<std::string> out = std::move(inputs);
    for (const char* option : {"--none", "--paused", "--no-panel"}) {
        out.emplace_back(option);
    }
    return out;
}

// Long enough to be remembered.
std::string long_film(const Home& home, const std::string& name) {
    const std::string path = (home.path() / name).string();
    const std::string command = "ffmpeg -v error -y -f lavfi -i testsrc=size=320x180:rate=2:duration=200 "
                                "-c:v libx264 -preset ultrafast -g 2 -pix_fmt yuv420p " +
                                path;
    REQUIRE(std::system(command.c_str()) == 0);
    return path;
}

} // namespace

TEST_CASE("seek bar, transport, volume and speed by mouse") {
    const Home home;
    Remote remote(home, {.arguments = plain({demo_clip()}), .window = large});
    const double duration = remote.number("/player/duration_s");
    CHECK(duration > 6.0);
    CHECK(remote.value("/player/chapters") == 4);

    remote.click("seek", Button::left, 0.5);
    remote.expect("/player/time_s", duration / 2, 0.05);
    remote.point_at("seek", 0.8);
    const Rect bar = remote.box("seek");
    // The time under the pointer stands above the bar.
    const Rect above{bar.x + bar.w * 8 / 10 - 40, bar.y - 40, 80, 30};
    const Rgb8Image hovering = cropped(remote.picture(), above);
    remote.move({bar.x + bar.w / 10, bar.y + bar.h / 2});
    remote.shows("the time went along",
                 [&](const Rgb8Image& seen) { return differing(cropped(seen, above), hovering) > 200; });
    const int middle = bar.y + bar.h / 2;
    remote.drag({bar.x + bar.w / 2, middle}, {bar.x + bar.w / 4, middle});
    remote.expect("/player/time_s", duration / 4, 0.05);

    remote.click("play");
    remote.expect("/player/paused", false);
    remote.click("play");
    remote.expect("/player/paused", true);

    remote.click("volume", Button::left, 0.5);
    remote.expect("/player/volume", 65.0, 3.0);
    const double volume = remote.number("/player/volume");
    remote.wheel(Button::wheel_up);
    remote.expect("/player/volume", volume + 5.0, 1e-6);
    remote.click("mute");
    remote.expect("/player/muted", true);
    remote.click("mute");
    remote.expect("/player/muted", false);

    remote.click("speed");
    remote.click("speed.2");
    remote.expect("/player/speed", 2.0, 1e-9);
    remote.key("equal");
    remote.expect("/player/speed", 1.0, 1e-9);
    remote.click("stop");
    remote.expect("/player/opened", false);
    remote.wake();
    remote.click("play"); // what was stopped
    remote.expect("/player/opened", true);
    remote.quit();
}

TEST_CASE("tracks, loop, aspect and comparing by their menus") {
    const Home home;
    Remote remote(home, {.arguments = plain({demo_clip()}), .window = large});
    remote.expect("/player/audio", 1);
    remote.click("audio");
    remote.click("audio.2");
    remote.expect("/player/audio", 2);
    remote.click("subtitles");
    remote.click("subtitle.2");
    remote.expect("/player/subtitle", 2);
    remote.click("subtitles");
    remote.click("subtitle.0");
    remote.expect("/player/subtitle", 0);

    const double duration = remote.number("/player/duration_s");
    remote.click("seek", Button::left, 0.25);
    remote.expect("/player/time_s", duration / 4, 0.05);
    remote.click("loop");
    remote.expect("/player/loop_a_s", duration / 4, 0.05);
    remote.click("seek", Button::left, 0.5);
    remote.expect("/player/time_s", duration / 2, 0.05);
    remote.click("loop");
    remote.expect("/player/loop_b_s", duration / 2, 0.05);
    remote.click("loop");
    remote.expect("/player/loop_a_s", nullptr);

    remote.click("aspect");
    remote.click("aspect.4:3");
    remote.expect("/player/aspect", "4:3");
    // 4:3 in 1280x720 is 960 wide: bars of 160.
    remote.shows("bars", [](const Rgb8Image& seen) {
        return sample(seen, 150, 300, 0) == 0 && sample(seen, 150, 300, 1) == 0 && sample(seen, 170, 300, 1) > 0;
    });
    remote.click("compare");
    remote.click("menu.compare.wipe");
    remote.expect("/view/compare", "wipe");
    remote.key("v");
    remote.quit();
}

TEST_CASE("the keys for tracks, delays, aspect and rotation") {
    const Home home;
    Remote remote(home, {.arguments = plain({demo_clip()}), .window = {640, 360}});
    remote.key("numbersign");
    remote.expect("/player/audio", 2);
    const json subtitle = remote.value("/player/subtitle");
    remote.key("j");
    remote.until("another subtitle", [&](const json& now) { return now["player"]["subtitle"] != subtitle; });
    remote.key("shift+j");
    remote.expect("/player/subtitle", subtitle);
    if (subtitle == 0) {
        remote.key("j");
        remote.expect("/player/subtitle", 1);
    }
    remote.key("v"); // not subtitles, as in mpv: A and B
    remote.expect("/view/compare", "wipe");
    remote.key("v");
    remote.key("shift+v");
    remote.expect("/player/subtitles", false);
    remote.key("z");
    remote.expect("/player/subtitle_delay_s", -0.1, 1e-6); // mpv's are floats
    remote.key("ctrl+plus");
    remote.expect("/player/audio_delay_s", 0.1, 1e-6);
    remote.key("asterisk");
    remote.expect("/player/volume", 105.0, 1e-9);
    remote.key("m");
    remote.expect("/player/muted", true);
    remote.key("d");
    remote.expect("/player/deinterlace", true);
    remote.key("e");
    remote.expect("/player/panscan", 0.1, 1e-6);
    remote.key("w");
    remote.expect("/player/panscan", 0.0, 1e-6);
    remote.key("shift+a");
    remote.until("another aspect", [](const json& now) { return now["player"]["aspect"] != ""; });
    remote.key("alt+r");
    remote.expect("/player/rotation", 90);
    remote.shows("an upright picture in a wide window", [](const Rgb8Image& seen) {
        return sample(seen, 20, 180, 0) + sample(seen, 20, 180, 1) + sample(seen, 20, 180, 2) == 0;
    });
    remote.key("l");
    remote.until("A", [](const json& now) { return now["player"]["loop_a_s"].is_number(); });
    remote.key("shift+l");
    remote.expect("/player/loop_file", true);
    remote.key("bracketright");
    remote.expect("/player/speed", 1.1, 1e-6);
    remote.key("BackSpace"); // a tap of the key that is held
    remote.expect("/view/peek", false);
    remote.quit();
}

TEST_CASE("frames, seconds and chapters") {
    const Home home;
    Remote remote(home, {.arguments = plain({demo_clip()}), .window = {640, 360}});
    remote.key("period");
    remote.expect("/player/time_s", frame_s, 0.01);
    remote.key("period");
    remote.expect("/player/time_s", 2 * frame_s, 0.01);
    remote.key("comma");
    remote.expect("/player/time_s", frame_s, 0.01);
    remote.key("shift+Right");
    remote.expect("/player/time_s", frame_s + 1.0, frame_s);
    remote.key("Prior");
    remote.expect("/player/time_s", 1.502, frame_s);
    remote.key("Home");
    remote.expect("/player/time_s", 0.0, 0.01);
    remote.quit();
}

TEST_CASE("the playlist") {
    const Home home;
    const std::string second = silent_clip(home);
    std::vector<std::string> arguments = plain({demo_clip(), second});
    arguments.pop_back(); // with the panel
    Remote remote(home, {.arguments = arguments, .window = large});
    remote.expect("/player/playlist", 2);
    CHECK(remote.value("/player/position") == 0);
    remote.key("greater");
    remote.expect("/player/position", 1);
    remote.key("less");
    remote.expect("/player/position", 0);
    remote.click("playlist"); // the button
    remote.expect("/view/right", "playlist");
    remote.click("playlist.1");
    remote.expect("/player/position", 1);
    remote.click("next");
    remote.expect("/player/position", 1); // there is none
    remote.click("previous");
    remote.expect("/player/position", 0);
    remote.drag(remote.spot("playlist.0", 0.3), remote.spot("playlist.1", 0.3, 0.6));
    remote.expect("/player/position", 1); // the same film, in its new place
    remote.expect("/player/path", demo_clip());
    remote.click("playlist.0.remove");
    remote.expect("/player/playlist", 1);
    remote.expect("/player/path", demo_clip());
    remote.quit();
}

TEST_CASE("what was played is remembered, and where it was left") {
    const Home home;
    const std::string film = long_film(home, "long.mkv");
    {
        Remote remote(home, {.arguments = plain({film})});
        remote.key("Up");
        remote.expect("/player/time_s", 60.0, 1.0);
        remote.quit();
    }
    {
        // It goes on there.
        Remote remote(home, {.arguments = plain({film})});
        remote.expect("/player/time_s", 60.0, 1.0);
        remote.quit();
    }
    {
        // An empty window offers it.
        Remote remote(home, {.arguments = {"--none"}, .window = large});
        CHECK(remote.value("/library/recent/0/path") == film);
        remote.click("recent.0");
        remote.expect("/player/opened", true);
        remote.expect("/player/path", film);
        remote.key("space");
        remote.expect("/player/time_s", 60.0, 30.0);
        remote.quit();
    }
    {
        // Unless the viewer says where to begin.
        std::vector<std::string> arguments = plain({film});
        arguments.insert(arguments.end(), {"--start", "100"});
        Remote remote(home, {.arguments = arguments});
        remote.expect("/player/time_s", 100.0, 1.0);
        remote.quit();
    }
    CHECK(std::filesystem::exists(home.state() / "recent.toml"));
}

TEST_CASE("everything hides itself") {
    const Home home;
    Remote remote(home, {.arguments = plain({demo_clip()}), .window = large});
    remote.wake();
    remote.appears("play");
    remote.vanishes("play"); // the mouse rests
    remote.expect("/view/cursor_hidden", true);
    remote.wake();
    remote.appears("play");
    remote.expect("/view/cursor_hidden", false);
    // Not while the mouse is on them.
    remote.point_at("play");
    CHECK_FALSE(remote.comes([](const json& now) { return !now["landmarks"].contains("play"); }, 4.0));

    remote.key("Tab");
    remote.expect("/view/panel", true);
    remote.appears("tab.passes");
    remote.key("Tab");
    remote.expect("/view/panel", false);
    remote.vanishes("tab.passes");
    remote.quit();
}

TEST_CASE("the information view") {
    const Home home;
    std::vector<std::string> arguments = plain({demo_clip()});
    Remote remote(home, {.arguments = arguments, .window = large});
    remote.key("F9");
    remote.expect("/view/right", "information");
    remote.click("information.copy");
    // What was copied can be read where one can type.
    remote.ask("");
    remote.key("ctrl+v");
    remote.until("the information", [](const json& now) {
        const std::string text = now["view"]["query"];
        return text.find("h264") != std::string::npos && text.find("1280x720") != std::string::npos;
    });
    remote.key("Escape");
    remote.expect("/view/overlay", "none");
    remote.quit();
}
