// The pictures in README, made of the real window: test_window --no-skip -tc="README pictures".
#include "tests/window/remote.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>

using namespace senga;
using namespace senga::test;

namespace {

constexpr Size window{1280, 720};
const std::filesystem::path assets = SENGA_SOURCE_DIR "/assets";

void save(const Remote& remote, const char* name) {
    REQUIRE(write_png(assets / name, remote.picture()).ok());
}

} // namespace

TEST_CASE("README pictures" * doctest::skip()) {
    const Home home;
    {
        // The panel over the demo clip; the mouse on a slider, whose pass is unfolded.
        Remote remote(
            home, {.arguments = {demo_clip(), "--preset", "default", "--start", "1.2", "--paused"}, .window = window});
        remote.key("F6");
        remote.expect("/view/right", "cost");
        remote.key("space"); // figures need frames
        remote.until("some figures", [](const json& now) { return now["chain"]["cost"]["history"] > 30; });
        remote.key("space");
        remote.click("pass.3.name");
        remote.appears("pass.3.parameter.push_strength");
        remote.move({window.w / 2, 620});
        remote.until("no toast", [](const json& now) { return now["view"]["toasts"].empty(); });
        remote.wake();
        remote.appears("play");
        save(remote, "screenshot.png");
        remote.quit();
    }
    {
        // The divider through a face, magnified, with its labels.
        Remote remote(home, {.arguments = still(demo_clip(), "classic-4k"), .window = window});
        remote.move({640, 360});
        remote.wheel(Button::wheel_up, 3);
        remote.expect("/view/zoom", 3.0);
        remote.until("no toast", [](const json& now) { return now["view"]["toasts"].empty(); });
        remote.key("v");
        remote.expect("/view/compare", "wipe");
        save(remote, "wipe.png");
        remote.quit();
    }
}
