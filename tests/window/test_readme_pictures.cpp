// The pictures in README, made of the real window: test_window --no-skip -tc="README pictures".
#include "tests/window/remote.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

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
        // The panel over the demo clip, two passes unfolded.
        std::vector<std::string> arguments = still(demo_clip(), "default");
        arguments.pop_back(); // with the panel
        Remote remote(home, {.arguments = arguments, .window = window});
        for (const char* pass : {"pass.5", "pass.3"}) {
            remote.click(std::string(pass) + ".name");
        }
        remote.appears("pass.3.parameter.push_strength");
        // What this machine needs for a frame says nothing about the reader's: another tab forgets the figures.
        remote.key("F3");
        remote.expect("/view/left", "compare");
        remote.until("no figures", [](const json& now) { return now["landmarks"].contains("compare.wipe"); });
        remote.settle();
        remote.key("F2");
        remote.appears("pass.3.parameter.push_strength");
        remote.until("no toast", [](const json& now) { return now["view"]["toasts"].empty(); });
        remote.move({window.w / 2, 560});
        remote.wake();
        remote.appears("play");
        save(remote, "screenshot.png");
        remote.quit();
    }
    {
        // The divider through a face that is enlarged to twice its size, with its labels.
        const std::string small = (home.path() / "small.mkv").string();
        REQUIRE(std::system(("ffmpeg -v error -y -i " + demo_clip() +
                             " -map 0:v -vf scale=640:360:flags=area -c:v libx264 -crf 12 -preset slow " + small)
                                .c_str()) == 0);
        Remote remote(home, {.arguments = still(small, "classic-4k"), .window = window});
        remote.key("v");
        remote.expect("/view/compare", "wipe");
        remote.until("no toast", [](const json& now) { return now["view"]["toasts"].empty(); });
        remote.until("no controls", [](const json& now) { return !now["landmarks"].contains("play"); });
        remote.key("ctrl+Left"); // and the labels are back
        remote.expect("/view/divider", 0.48, 1e-9);
        save(remote, "wipe.png");
        remote.quit();
    }
}
