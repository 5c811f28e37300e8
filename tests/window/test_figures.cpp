// What the right dock tells: what the chain costs, what its textures are; and pictures on disk.
#include "tests/window/expected_picture.h"
#include "tests/window/remote.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

using namespace senga;
using namespace senga::test;

namespace {

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> out;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
        if (entry.path().extension() == ".png") { // others are being written
            out.push_back(entry.path());
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

Rgb8Image read(const std::filesystem::path& path) {
    const Result<Rgb16Image> image = read_png(path);
    REQUIRE(image.ok());
    Rgb8Image out{.size = image->size};
    for (const std::uint16_t code : image->samples) {
        out.samples.push_back(static_cast<std::uint8_t>((code + 128) / 257));
    }
    return out;
}

} // namespace

TEST_CASE("cost and textures") {
    const Home home;
    Remote remote(home, {.arguments = still(silent_clip(home)), .window = {1280, 720}});
    CHECK(remote.value("/chain/cost/steps").empty()); // nobody looks, nothing is measured
    remote.key("F6");
    remote.expect("/view/right", "cost");
    remote.key("space");
    remote.until("figures of every pass", [](const json& now) {
        const json& steps = now["chain"]["cost"]["steps"];
        std::vector<bool> measured(4, false);
        for (const json& step : steps) {
            if (step["entry"].is_number() && step["samples"] > 0) {
                measured.at(step["entry"].get<std::size_t>()) = true;
            }
        }
        return std::count(measured.begin(), measured.end(), true) == 4;
    });
    remote.key("space");
    remote.expect("/player/paused", true);
    for (const json& step : remote.value("/chain/cost/steps")) {
        CAPTURE(step.dump());
        if (step["samples"] > 0) {
            CHECK(step["last_ms"] >= 0.0);
            CHECK(step["peak_ms"].get<double>() + 1e-9 >= step["last_ms"].get<double>());
            CHECK(step["peak_ms"].get<double>() + 1e-9 >= step["average_ms"].get<double>());
        }
    }
    CHECK(remote.value("/chain/cost/software") == true); // which the tab says

    remote.click("tab.textures");
    remote.expect("/view/right", "textures");
    remote.until("textures", [](const json& now) { return !now["chain"]["cost"]["textures"].empty(); });
    std::string guide; // called as the pass that writes it is described
    for (const json& texture : remote.value("/chain/cost/textures")) {
        const std::string name = texture["name"];
        guide = name.starts_with("Luma: the guide") ? name : guide;
    }
    const std::string row = "texture." + guide + ".0";
    remote.appears(row);
    const Remote::Work before = remote.work();
    remote.click(row);
    remote.expect("/view/b/kind", "texture");
    CHECK(remote.value("/view/b/name") == guide);
    remote.shows("a grey picture", [](const Rgb8Image& seen) {
        const Rgb8Image part = cropped(seen, {500, 300, 200, 100});
        for (std::size_t i = 0; i < part.samples.size(); i += 3) {
            if (part.samples[i] != part.samples[i + 1] || part.samples[i] != part.samples[i + 2]) {
                return false;
            }
        }
        return true;
    });
    CHECK(remote.work().compiles == before.compiles);
    remote.click(row + ".save");
    remote.until("the file", [&](const json&) { return files_in(home.pictures()).size() == 1; });
    CHECK(read(files_in(home.pictures()).front()).size == Size{1280, 720});
    remote.click("texture.back");
    remote.expect("/view/b/kind", "chain");
    remote.click("dock.close");
    remote.expect("/view/right", nullptr);
    remote.quit();
}

TEST_CASE("before, after and as shown, of one frame") {
    constexpr Size window{640, 360};
    const Home home;
    const std::string clip = silent_clip(home);
    ExpectedPicture expected(clip, "classic-1080p", still_frame);
    const Rgb8Image processed = expected.processed(window);
    const Rgb8Image original = expected.original(window);
    Remote remote(home, {.arguments = still(clip)});
    remote.shows(processed);
    remote.key("shift+s");
    remote.until("three files", [&](const json&) { return files_in(home.pictures()).size() == 3; });
    int seen = 0;
    for (const std::filesystem::path& file : files_in(home.pictures())) {
        const std::string name = file.filename().string();
        CAPTURE(name);
        CHECK(name.find("00-00-02.2") != std::string::npos); // frame 55 begins at 2.294 s
        CHECK(name.find("classic-1080p") != std::string::npos);
        const Rgb8Image picture = read(file);
        if (name.find("before") != std::string::npos) {
            CHECK(differing(picture, original) == 0);
            ++seen;
        } else if (name.find("after") != std::string::npos || name.find("shown") != std::string::npos) {
            CHECK(differing(picture, processed) == 0);
            ++seen;
        }
    }
    CHECK(seen == 3);
    // As shown alone: with the divider.
    remote.key("v");
    remote.expect("/view/compare", "wipe");
    remote.key("s");
    remote.until("one more", [&](const json&) { return files_in(home.pictures()).size() == 4; });
    bool divided = false;
    for (const std::filesystem::path& file : files_in(home.pictures())) {
        const Rgb8Image picture = read(file);
        divided =
            divided || (differing(cropped(picture, {0, 0, 319, 360}), cropped(original, {0, 0, 319, 360})) == 0 &&
                        differing(cropped(picture, {321, 0, 319, 360}), cropped(processed, {321, 0, 319, 360})) == 0);
    }
    CHECK(divided);
    remote.quit();
}

TEST_CASE("the Picture tab: equaliser, scaling, frame") {
    const Home home;
    std::vector<std::string> arguments = still(silent_clip(home));
    arguments.pop_back();
    Remote remote(home, {.arguments = arguments, .window = {1280, 720}});
    remote.key("F4");
    remote.expect("/view/left", "picture");
    const Rect bare{500, 100, 500, 400};
    const Rgb8Image before = cropped(remote.picture(), bare);
    remote.click("equaliser.saturation", Button::left, 0.02);
    remote.until("less colour", [](const json& now) {
        const json& values = now["chain"]["equaliser"];
        return values.contains("saturation") && values["saturation"] < -80.0;
    });
    remote.shows("less colour",
                 [&](const Rgb8Image& seen) { return differing(cropped(seen, bare), before, 8) > 10000; });
    remote.click("equaliser.reset");
    remote.shows("as it was", [&](const Rgb8Image& seen) { return differing(cropped(seen, bare), before) == 0; });
    remote.key("ctrl+alt+4");
    remote.expect("/chain/equaliser/brightness", 1.0, 1e-9);
    remote.key("ctrl+alt+BackSpace");
    remote.shows("as it was", [&](const Rgb8Image& seen) { return differing(cropped(seen, bare), before) == 0; });
    remote.click("picture.rotate-right");
    remote.expect("/player/rotation", 90);
    remote.click("picture.rotate-left");
    remote.expect("/player/rotation", 0);
    remote.click("picture.aspect");
    remote.click("aspect.4:3");
    remote.expect("/player/aspect", "4:3");
    remote.click("picture.on-top");
    remote.expect("/view/on_top", true);
    remote.quit();
}
