// The whole program in a real window: every key does what README says, and what the window shows is, to the pixel, what
// the offline path (senga frame) writes for the same frame, chain and size.
#include "app/commands/offline.h"
#include "app/commands/shelf.h"
#include "tests/window/desktop.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <unistd.h>

using namespace senga;
using senga::test::cropped;
using senga::test::Desktop;
using senga::test::differing;

namespace {

constexpr Size screen{800, 480};
constexpr Size window{640, 360}; // centred: there is no window manager
constexpr Rect window_rect{(screen.w - window.w) / 2, (screen.h - window.h) / 2, window.w, window.h};
// A seek shows the first frame at or after its time, so the time is that of a frame.
constexpr std::int64_t start_frame = 55;
constexpr double start_s = start_frame * 1001.0 / 24000;

// The demo clip's picture alone: no sound to wait for, no subtitles in the way.
std::string silent_clip() {
    const std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("senga-window-" + std::to_string(getpid()) + ".mkv");
    const std::string command =
        std::string("ffmpeg -v error -y -i " SENGA_SOURCE_DIR "/assets/demo.mkv -map 0:v -c copy ") + path.string();
    REQUIRE(std::system(command.c_str()) == 0);
    return path.string();
}

struct Expectations {
    Offline offline;
    RawFrame frame;
    Chain chain;

    Rgb8Image picture(const Chain& shown, Size size) {
        offline.set_chain(shown);
        const Result<OfflineImage> image = offline.show(frame, size, OutputDepth::eight);
        REQUIRE(image.ok());
        Rgb8Image out{.size = size};
        for (std::size_t i = 0; i < image->rgba.size(); ++i) {
            if (i % 4 != 3) {
                out.samples.push_back(static_cast<std::uint8_t>(std::lround(image->rgba[i] * 255)));
            }
        }
        return out;
    }
    Rgb8Image with(const std::function<void(Chain&)>& change, Size size = window) {
        Chain changed = chain;
        change(changed);
        return picture(changed, size);
    }
};

Expectations expectations(const std::string& clip, const std::string& preset_key) {
    Result<VideoReader> reader = VideoReader::open(clip);
    REQUIRE(reader.ok());
    Result<RawFrame> frame = reader->frame_at_index(start_frame);
    REQUIRE(frame.ok());
    Result<Offline> offline = Offline::create();
    REQUIRE(offline.ok());
    const Result<Preset> preset = load_preset(default_shelf(), preset_key);
    REQUIRE(preset.ok());
    return {*std::move(offline), *std::move(frame), load_chain(default_shelf(), *preset).chain};
}

// Toasts fade and software rendering is slow, so looks again until the window shows it. Correctness does not depend on
// the time: only a wrong picture runs into the limit.
int shown_difference(const Desktop& desktop, const Rgb8Image& expected, Rect where = window_rect) {
    int best = 1 << 30;
    Rgb8Image seen;
    for (int attempt = 0; attempt < 60 && best > 0; ++attempt) {
        seen = cropped(desktop.screenshot(), where);
        best = std::min(best, differing(seen, expected));
        if (best > 0) {
            usleep(250000);
        }
    }
    if (best > 0) {
        // For whoever looks into the failure.
        const std::filesystem::path folder = std::filesystem::temp_directory_path();
        CHECK(write_png(folder / "senga-window-seen.png", seen).ok());
        CHECK(write_png(folder / "senga-window-expected.png", expected).ok());
    }
    return best;
}

std::vector<std::string> program(const std::string& clip, const std::string& preset) {
    return {SENGA_PROGRAM,           "play",     clip,        "--preset", preset, "--size", "640x360", "--start",
            std::to_string(start_s), "--paused", "--no-panel"};
}

// The part of an image of the window's size that labels and the divider's handle leave free.
constexpr Rect free_part{0, 200, window.w, window.h - 200};

int shown_difference_in(const Desktop& desktop, const Rgb8Image& expected, Rect part) {
    const Rect where{window_rect.x + part.x, window_rect.y + part.y, part.w, part.h};
    return shown_difference(desktop, cropped(expected, part), where);
}

void quit(Desktop& desktop, const std::string& clip) {
    CHECK(desktop.program().running());
    desktop.key("q");
    CHECK(desktop.program().exit_code(30.0) == std::optional<int>(0));
    std::filesystem::remove(clip);
    std::filesystem::remove(clip + ".log");
}

} // namespace

TEST_CASE("f fills the screen and gives it back") {
    const std::string clip = silent_clip();
    Expectations expected = expectations(clip, "classic-1080p");
    Desktop desktop(screen);
    desktop.start_window_manager();
    desktop.start(program(clip, "classic-1080p"), clip + ".log");
    desktop.window(); // it is there; now let the manager place it
    usleep(1000000);
    const Rect before = desktop.window();
    CAPTURE(before.x);
    CAPTURE(before.y);
    CHECK(before.size() == window);
    CHECK(shown_difference(desktop, expected.with([](Chain&) {}), before) == 0);
    desktop.key("f");
    // 16:9 on 800x480: 800x450 with bars of 15 lines.
    CHECK(shown_difference(desktop, expected.with([](Chain&) {}, {800, 450}), {0, 15, 800, 450}) == 0);
    desktop.key("f");
    CHECK(shown_difference(desktop, expected.with([](Chain&) {}), before) == 0);
    desktop.key("f");
    CHECK(shown_difference(desktop, expected.with([](Chain&) {}, {800, 450}), {0, 15, 800, 450}) == 0);
    desktop.key("Escape");
    CHECK(shown_difference(desktop, expected.with([](Chain&) {}), before) == 0);
    quit(desktop, clip);
}

TEST_CASE("every key does what it says, to the pixel") {
    const std::string clip = silent_clip();
    Expectations expected = expectations(clip, "classic-1080p");
    const Rgb8Image processed = expected.with([](Chain&) {});
    const Rgb8Image original = expected.picture(original_of(expected.chain), window);
    REQUIRE(differing(processed, original) > 1000); // else nothing below could fail

    Desktop desktop(screen);
    desktop.start(program(clip, "classic-1080p"), clip + ".log");
    desktop.move_mouse(screen.w / 2, screen.h / 2);
    CHECK(shown_difference(desktop, processed) == 0);

    SUBCASE("digits toggle passes") {
        for (std::size_t pass = 0; pass < expected.chain.entries.size(); ++pass) {
            CAPTURE(pass);
            desktop.key(std::to_string(pass + 1));
            CHECK(shown_difference(desktop, expected.with([&](Chain& c) { c.entries[pass].enabled = false; })) == 0);
            desktop.key(std::to_string(pass + 1));
        }
        CHECK(shown_difference(desktop, processed) == 0);
    }
    SUBCASE("Ctrl+Alt+P switches the whole chain") {
        desktop.key("ctrl+alt+p");
        CHECK(shown_difference(desktop, original) == 0);
        desktop.key("ctrl+alt+p");
        CHECK(shown_difference(desktop, processed) == 0);
    }
    SUBCASE("Backspace held shows the original") {
        desktop.key_down("BackSpace");
        CHECK(shown_difference_in(desktop, original, free_part) == 0);
        desktop.key_up("BackSpace");
        CHECK(shown_difference(desktop, processed) == 0);
    }
    SUBCASE("v divides original and processed") {
        desktop.key("v");
        Rgb8Image divided = processed;
        for (int y = 0; y < window.h; ++y) {
            for (int x = 0; x < window.w / 2; ++x) {
                for (int c = 0; c < 3; ++c) {
                    const auto i = static_cast<std::size_t>((y * window.w + x) * 3 + c);
                    divided.samples[i] = original.samples[i];
                }
            }
        }
        // The two white columns of the divider are left out.
        CHECK(shown_difference_in(desktop, divided, {0, 200, window.w / 2 - 1, 160}) == 0);
        CHECK(shown_difference_in(desktop, divided, {window.w / 2 + 1, 200, window.w / 2 - 1, 160}) == 0);

        // The divider follows the mouse.
        desktop.move_mouse(window_rect.x + window.w / 2, window_rect.y + 100);
        usleep(300000);
        desktop.press_mouse();
        usleep(300000);
        desktop.move_mouse(window_rect.x + window.w / 4, window_rect.y + 110);
        usleep(300000);
        desktop.release_mouse();
        CHECK(shown_difference_in(desktop, processed, {window.w / 4 + 2, 200, window.w * 3 / 4 - 2, 160}) == 0);
        desktop.key("v");
        CHECK(shown_difference(desktop, processed) == 0);
    }
    SUBCASE("arrows seek, space plays, full stop steps one frame") {
        Result<VideoReader> reader = VideoReader::open(clip);
        REQUIRE(reader.ok());
        const std::int64_t here = expected.frame.index;
        desktop.key("period");
        expected.frame = *reader->frame_at_index(here + 1);
        CHECK(shown_difference(desktop, expected.with([](Chain&) {})) == 0);
        desktop.key("comma");
        expected.frame = *reader->frame_at_index(here);
        CHECK(shown_difference(desktop, processed) == 0);
        desktop.key("Left"); // five seconds back from 2.3 is the beginning
        expected.frame = *reader->frame_at_index(0);
        CHECK(shown_difference(desktop, expected.with([](Chain&) {})) == 0);
        desktop.key("space"); // plays on to the end and stays there
        expected.frame = *reader->frame_at_index(143);
        CHECK(shown_difference(desktop, expected.with([](Chain&) {})) == 0);
    }
    SUBCASE("q quits") {}

    quit(desktop, clip);
}
