// Presets, the clipboard and the rules in the real window and on disk.
#include "tests/window/remote.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

using namespace senga;
using namespace senga::test;

namespace {

constexpr Size large{1280, 720};

std::vector<std::string> with_panel(const std::string& clip) {
    return {clip, "--preset", "classic-1080p", "--paused"};
}

} // namespace

TEST_CASE("presets by keys, buttons and list; the last two; saving and deleting") {
    const Home home;
    Remote remote(home, {.arguments = with_panel(silent_clip(home)), .window = large});
    const json presets = remote.value("/chain/presets");
    REQUIRE(presets == json{"classic-1080p", "classic-4k", "default", "off"});

    remote.key("ctrl+0");
    remote.expect("/chain/preset", "off");
    remote.expect("/chain/passes", json::array());
    remote.key("grave");
    remote.expect("/chain/preset", "classic-1080p");
    remote.key("grave");
    remote.expect("/chain/preset", "off");
    remote.key("ctrl+1");
    remote.expect("/chain/preset", "classic-1080p");
    remote.click("preset.next");
    remote.expect("/chain/preset", "classic-4k");
    remote.click("preset.previous");
    remote.expect("/chain/preset", "classic-1080p");
    remote.key("ctrl+Prior"); // around the end
    remote.expect("/chain/preset", "off");
    remote.click("preset.list");
    remote.click("preset.choice.classic-1080p");
    remote.expect("/chain/preset", "classic-1080p");

    // The mark of what is not saved; saving makes it the viewer's own.
    CHECK(remote.value("/chain/modified") == false);
    remote.key("2");
    remote.expect("/chain/modified", true);
    remote.click("preset.save");
    remote.expect("/chain/modified", false);
    remote.until("the file", [&](const json&) {
        return contents(home.config() / "presets" / "classic-1080p.toml").find("enabled = false") != std::string::npos;
    });
    remote.click("preset.menu");
    remote.click("menu.save-as");
    remote.expect("/panel/typing", true);
    remote.type("My lines");
    remote.key("Return");
    remote.expect("/chain/preset", "my-lines");
    CHECK(std::filesystem::exists(home.config() / "presets" / "my-lines.toml"));
    remote.click("preset.menu");
    remote.click("menu.delete");
    remote.click("dialogue.delete");
    remote.until("it is gone", [](const json& now) {
        for (const json& key : now["chain"]["presets"]) {
            if (key == "my-lines") {
                return false;
            }
        }
        return true;
    });
    CHECK_FALSE(std::filesystem::exists(home.config() / "presets" / "my-lines.toml"));
    remote.quit();
}

TEST_CASE("the whole chain goes through the clipboard") {
    const Home home;
    Remote remote(home, {.arguments = with_panel(silent_clip(home)), .window = large});
    remote.key("2");
    remote.expect("/chain/passes/1/enabled", false);
    remote.key("ctrl+c");
    remote.until("it is said", [](const json& now) { return !now["view"]["toasts"].empty(); });
    remote.key("ctrl+0");
    remote.expect("/chain/passes", json::array());
    remote.key("ctrl+v");
    remote.until("the chain is back", [](const json& now) { return now["chain"]["passes"].size() == 4; });
    remote.expect("/chain/passes/1/enabled", false);
    remote.expect("/chain/passes/1/id", "classic/push");
    remote.expect("/chain/passes/3/values/grad_strength", 0.7, 1e-9);
    remote.quit();
}

TEST_CASE("rules choose a preset; a choice by hand wins and is remembered for the folder") {
    const Home home;
    const std::string clip = silent_clip(home);
    home.write("config/senga/rules.toml",
               "[[rule]]\nname = \"Nothing is enlarged\"\npreset = \"off\"\nscale = \"<=1\"\n\n"
               "[[rule]]\nname = \"This codec\"\npreset = \"classic-4k\"\ncodec = \"h264\"\n");
    {
        // 720 lines in 360: the first rule holds.
        Remote remote(home, {.arguments = {clip, "--paused"}});
        remote.expect("/chain/preset", "off");
        remote.quit();
    }
    {
        // In 900 lines only the second one does.
        Remote remote(home, {.arguments = {clip, "--paused"}, .window = {1600, 900}});
        remote.expect("/chain/preset", "classic-4k");
        remote.key("ctrl+1");
        remote.expect("/chain/preset", "classic-1080p");
        remote.until("folders.toml", [&](const json&) {
            return contents(home.state() / "folders.toml").find("classic-1080p") != std::string::npos;
        });
        remote.quit();
    }
    {
        Remote remote(home, {.arguments = {clip, "--paused"}});
        remote.expect("/chain/preset", "classic-1080p");
        remote.quit();
    }
}
