// The palette, the key help, keys of one's own, languages and sizes.
#include "tests/window/remote.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

using namespace senga;
using namespace senga::test;

namespace {

constexpr Size large{1280, 720};

std::vector<std::string> plain() {
    return {demo_clip(), "--none", "--paused"};
}

} // namespace

TEST_CASE("the palette does everything by a few letters") {
    const Home home;
    Remote remote(home, {.arguments = plain(), .window = large});
    remote.ask("on top");
    remote.key("Return");
    remote.expect("/view/on_top", true);
    remote.expect("/view/overlay", "none");

    // The second line, by the arrow; and a click.
    remote.ask("Preset: Classic");
    remote.key("Return");
    remote.until("a preset", [](const json& now) { return now["chain"]["preset"] != ""; });
    const json first = remote.value("/chain/preset");
    remote.ask("Preset: Classic");
    remote.appears("palette.1");
    remote.key("Down");
    remote.key("Return");
    remote.until("the other one", [&](const json& now) { return now["chain"]["preset"] != first; });
    remote.ask("Preset: Off");
    remote.click("palette.0");
    remote.expect("/chain/preset", "off");
    remote.expect("/view/overlay", "none");

    // Esc and a click beside it leave.
    remote.ask("");
    remote.key("Escape");
    remote.expect("/view/overlay", "none");
    remote.ask("");
    remote.move({1200, 650});
    remote.press();
    remote.release();
    remote.expect("/view/overlay", "none");
    CHECK(remote.value("/player/paused") == true);
    remote.quit();
}

TEST_CASE("keys are looked up, added, taken away and reset") {
    const Home home;
    Remote remote(home, {.arguments = plain(), .window = large});
    remote.key("question");
    remote.expect("/view/overlay", "keys");
    remote.expect("/panel/typing", true);
    remote.type("mute");
    remote.appears("keys.audio.mute.add");
    remote.vanishes("keys.playback.pause.add");
    remote.click("keys.audio.mute.add");
    remote.expect("/view/capture", "audio.mute");
    remote.key("ctrl+alt+m");
    remote.expect("/view/capture", "");
    remote.expect("/library/own_keys/audio.mute", json{"m", "Mute", "Ctrl+Alt+M"});
    remote.until("keys.toml", [&](const json&) {
        return contents(home.config() / "keys.toml").find("Ctrl+Alt+M") != std::string::npos;
    });
    // One that is taken goes over; the one who had it loses it.
    remote.click("keys.audio.mute.add");
    remote.expect("/view/capture", "audio.mute");
    remote.key("l");
    remote.expect("/library/own_keys/playback.loop-ab", json::array());
    // Esc asks no longer.
    remote.click("keys.audio.mute.add");
    remote.expect("/view/capture", "audio.mute");
    remote.key("Escape");
    remote.expect("/view/capture", "");
    CHECK(remote.value("/view/overlay") == "keys");
    remote.click("keys.audio.mute.m.remove");
    remote.expect("/library/own_keys/audio.mute", json{"Mute", "Ctrl+Alt+M", "l"});
    remote.key("Escape");
    remote.expect("/view/overlay", "none");
    remote.key("l");
    remote.expect("/player/muted", true);
    remote.key("ctrl+alt+m");
    remote.expect("/player/muted", false);
    remote.key("F1");
    remote.expect("/view/overlay", "keys");
    remote.click("keys.reset");
    remote.expect("/library/own_keys", json::object());
    remote.quit();
}

TEST_CASE("keys.toml is followed; what clashes there is told") {
    const Home home;
    home.write("config/senga/keys.toml", "[keys]\n\"audio.mute\" = [\"k\"]\n\"window.on-top\" = [\"y\"]\n"
                                         "\"playback.loop-ab\" = [\"y\"]\n");
    Remote remote(home, {.arguments = plain(), .window = large});
    remote.key("k");
    remote.expect("/player/muted", true);
    remote.key("m"); // no longer
    remote.settle();
    CHECK(remote.value("/player/muted") == true);
    remote.key("question");
    remote.expect("/view/overlay", "keys");
    remote.appears("keys.clash.y");
    remote.key("Escape"); // else what is pressed is typed into the search
    remote.expect("/view/overlay", "none");
    remote.quit();
}

TEST_CASE("both languages, switched live and taken from the system") {
    const Home home;
    {
        Remote remote(home, {.arguments = plain(), .window = large});
        CHECK(remote.value("/view/language") == "en");
        remote.key("F5");
        remote.expect("/view/left", "settings");
        const Rgb8Image english = remote.picture();
        remote.click("settings.language");
        remote.click("settings.language.zh");
        remote.expect("/view/language", "zh");
        remote.shows("other words", [&](const Rgb8Image& seen) {
            return differing(cropped(seen, {12, 12, 340, 40}), cropped(english, {12, 12, 340, 40})) > 300;
        });
        // Actions are found by their names in either language.
        remote.ask("quit");
        remote.key("Return");
        CHECK(remote.desktop().program().exit_code(30.0) == std::optional<int>(0));
    }
    {
        Remote remote(home, {.arguments = plain()}); // remembered
        CHECK(remote.value("/view/language") == "zh");
        remote.quit();
    }
    const Home fresh;
    Remote remote(fresh, {.arguments = plain(), .environment = {"LC_ALL=", "LC_MESSAGES=", "LANG=zh_CN.UTF-8"}});
    CHECK(remote.value("/view/language") == "zh");
    remote.quit();
}

TEST_CASE("texts grow by the settings and by key") {
    const Home home;
    home.write("config/senga/settings.toml", "ui_scale = 2\n");
    Remote remote(home, {.arguments = plain(), .window = large});
    CHECK(remote.value("/view/ui_scale") == 2.0);
    const int wide = remote.box("tab.passes").w;
    remote.key("ctrl+alt+minus");
    remote.expect("/view/ui_scale", 1.75);
    remote.until("smaller tabs", [&](const json&) { return remote.box("tab.passes").w < wide; });
    for (int i = 0; i < 3; ++i) {
        remote.key("ctrl+alt+minus");
    }
    remote.expect("/view/ui_scale", 1.0);
    remote.until("half as large", [&](const json&) { return std::abs(remote.box("tab.passes").w * 2 - wide) <= 4; });
    remote.quit();
}
