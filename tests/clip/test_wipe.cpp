// The films of senga compare, pixel by pixel: lossless clips of flat films whose every frame a formula tells.
#include "tests/clip/clip_fixture.h"

#include <algorithm>
#include <cmath>
#include <vector>

using namespace senga;
using namespace senga::test;

namespace {

// A wipe's frame: A left of the line, B right of it. `line_px` is even.
std::function<Rgb(int, int)> divided(Rgb a, Rgb b, int split, int line_px) {
    return [=](int x, int) {
        if (x >= split - line_px / 2 && x < split + line_px / 2) {
            return white;
        }
        return x < split ? a : b;
    };
}

// The way in twelfths of the picture, one entry for each 24th of a second, for a speed of 2 per second: 24 frames of
// film, then the frozen frame. Rests of three frames before the start, in the middle, and where it turns round.
std::vector<int> twelfths() {
    std::vector<int> out;
    const auto rest = [&](int at, int frames) { out.insert(out.end(), static_cast<std::size_t>(frames), at); };
    const auto go = [&](int from, int to) { // without the last
        for (int at = from; at != to; at += from < to ? 1 : -1) {
            out.push_back(at);
        }
    };
    rest(12, 3);
    go(12, 6);
    rest(6, 3);
    go(6, 0);
    rest(0, 24 - static_cast<int>(out.size()));
    go(0, 6);
    rest(6, 3);
    go(6, 12);
    rest(12, 3);
    go(12, 6);
    rest(6, 3);
    go(6, 0);
    rest(0, 3 + 1); // the hold, and the frame at its end
    return out;
}

const std::string quick = " --codec ffv1 --no-labels --slide-speed 2 --slide-delay 0.125 --pause 0.125 --hold 0.125 ";

} // namespace

TEST_CASE("wipe: in every frame the line is where speed and time say, between A and B to the code") {
    const TemporaryFolder folder("wipe");
    const std::string a = in(folder, "a film \xE7\xBA\xBF.mkv");
    std::filesystem::rename(flat_film(folder, "a.mkv", 255, "64x36", 30), a);
    const std::string b = flat_film(folder, "b.mkv", 0, "64x36", 30);
    const Ran ran = compared(folder, "'" + a + "' '" + b + "' --wipe '" + in(folder, "o u t.mkv") + "' --duration 1" +
                                         quick + "--line-width 6");
    CHECK(ran.out.empty());
    const Film film = decoded(folder, in(folder, "o u t.mkv"), {64, 36});
    const std::vector<int> way = twelfths();
    REQUIRE(film.frames.size() == way.size());
    for (std::size_t i = 0; i < way.size(); ++i) {
        CAPTURE(i);
        const int frame = std::min(static_cast<int>(i), 23); // the last of the film is frozen
        // Twelfths of 64 never lie half way between two columns.
        const auto split = static_cast<int>(std::lround(way[i] * 64 / 12.0));
        const int line_px = way[i] == 0 || way[i] == 12 ? 0 : 6;
        CHECK(wrong_pixels(film, i, divided(colour_of_a(frame), colour_of_b(frame), split, line_px)) == 0);
    }
}

TEST_CASE("wipe: a horizontal line of an odd width, and a divider smoother than the film") {
    const TemporaryFolder folder("wipe");
    const std::string a = flat_film(folder, "a.mkv", 255, "32x50", 6);
    const std::string b = flat_film(folder, "b.mkv", 0, "32x50", 6);
    const std::string out = in(folder, "out.mkv");
    compared(folder, a + " " + b + " --wipe " + out +
                         " --codec ffv1 --no-labels --line horizontal --line-width 3 --fps 48 --slide-delay 0 "
                         "--slide-speed 4.8 --pause 0 --no-slide-back --hold 0");
    const Film film = decoded(folder, out, {32, 50});
    REQUIRE(film.frames.size() == 12 + 1); // 0.25 s of film, and B at the end
    for (std::size_t i = 0; i < film.frames.size(); ++i) {
        CAPTURE(i);
        const int frame = std::min(static_cast<int>(i) / 2, 5);
        const int split = std::max(50 - 5 * static_cast<int>(i), 0); // 4.8 / 48 of 50 lines in a frame
        const bool line = split > 0 && split < 50;
        CHECK(wrong_pixels(film, i, [&](int, int y) {
                  const bool on_line = line && y >= split - 1 && y <= split + 1;
                  return on_line ? white : y < split ? colour_of_a(frame) : colour_of_b(frame);
              }) == 0);
    }
}

TEST_CASE("wipe: --freeze holds the film in each pause, --frames ends it") {
    const TemporaryFolder folder("wipe");
    const std::string a = flat_film(folder, "a.mkv", 255, "64x36", 30);
    const std::string b = flat_film(folder, "b.mkv", 0, "64x36", 30);
    const std::string out = in(folder, "out.mkv");
    compared(folder, a + " " + b + " --wipe " + out + " --frames 15 --freeze --line-width 0 --no-slide-back" + quick);
    const Film film = decoded(folder, out, {64, 36});
    // 15 frames of film, three of the pause within; then B until the hold is over.
    REQUIRE(film.frames.size() == 15 + 3 + 3 + 1);
    for (std::size_t i = 0; i < film.frames.size(); ++i) {
        CAPTURE(i);
        const int moved = static_cast<int>(i) < 9 ? static_cast<int>(i) : std::max(static_cast<int>(i) - 3, 9);
        const int frame = std::min(moved, 14);
        const int at = std::clamp(12 - (moved - 3), 0, 12); // a twelfth in each frame from the third on
        const auto split = static_cast<int>(std::lround(at * 64 / 12.0));
        CHECK(wrong_pixels(film, i, divided(colour_of_a(frame), colour_of_b(frame), split, 0)) == 0);
    }
}

TEST_CASE("wipe: begins at --start, B by --start-b") {
    const TemporaryFolder folder("wipe");
    const std::string a = flat_film(folder, "a.mkv", 255, "32x18", 12);
    const std::string b = flat_film(folder, "b.mkv", 0, "32x18", 12);
    const std::string out = in(folder, "out.mkv");
    compared(folder, a + " " + b + " --wipe " + out +
                         " --codec ffv1 --no-labels --line-width 0 --slide-speed 0 --position 0.5 --hold 0 "
                         "--start 0.25 --start-b 0.125 --frames 4");
    const Film film = decoded(folder, out, {32, 18});
    REQUIRE(film.frames.size() == 4 + 1);
    for (int i = 0; i < 4; ++i) {
        CAPTURE(i);
        CHECK(wrong_pixels(film, static_cast<std::size_t>(i), divided(colour_of_a(6 + i), colour_of_b(3 + i), 16, 0)) ==
              0);
    }
}

TEST_CASE("side by side: whole pictures, a white line between, as long as the film") {
    const TemporaryFolder folder("wipe");
    const std::string a = flat_film(folder, "a.mkv", 255, "32x18", 8);
    const std::string b = flat_film(folder, "b.mkv", 0, "32x18", 8);
    const std::string across = in(folder, "across.mkv");
    const std::string wipe = in(folder, "wipe.mkv");
    compared(folder,
             a + " " + b + " --side-by-side " + across + " --wipe " + wipe + " --line-width 5 --frames 6" + quick);
    const Film film = decoded(folder, across, {32 + 5 + 32, 18});
    REQUIRE(film.frames.size() == 6);
    for (int i = 0; i < 6; ++i) {
        CAPTURE(i);
        CHECK(wrong_pixels(film, static_cast<std::size_t>(i), [&](int x, int) {
                  return x < 32 ? colour_of_a(i) : x < 37 ? white : colour_of_b(i);
              }) == 0);
    }
    CHECK(decoded(folder, wipe, {32, 18}).frames.size() > 6); // its end is its own

    const std::string down = in(folder, "down.mkv");
    compared(folder, a + " " + b + " --side-by-side " + down + " --line horizontal --line-width 0 --frames 2" + quick);
    const Film stacked = decoded(folder, down, {32, 36});
    CHECK(wrong_pixels(stacked, 1, [](int, int y) { return y < 18 ? colour_of_a(1) : colour_of_b(1); }) == 0);
}

TEST_CASE("clips of stills: the divider slides over a picture that stands") {
    const TemporaryFolder folder("wipe");
    ffmpeg("-f lavfi -i color=red:size=40x20,format=gbrp -frames:v 1 -pix_fmt rgb24 '" + in(folder, "a b.png") + "'");
    ffmpeg("-f lavfi -i color=blue:size=40x20,format=gbrp -frames:v 1 -pix_fmt rgb24 " + in(folder, "b.png"));
    const std::string out = in(folder, "out.mkv");
    compared(folder, "'" + in(folder, "a b.png") + "' " + in(folder, "b.png") + " --wipe " + out +
                         " --codec ffv1 --no-labels --line-width 0 --slide-delay 0.1 --slide-speed 3 --pause 0 "
                         "--no-slide-back --hold 0.1");
    const Film film = decoded(folder, out, {40, 20});
    // 30 frames a second: three of A, ten on the way, then the hold of three and the frame at its end.
    REQUIRE(film.frames.size() == 3 + 10 + 3 + 1);
    for (int i = 0; i < 17; ++i) {
        CAPTURE(i);
        const int split = std::clamp(40 - 4 * (i - 3), 0, 40);
        CHECK(wrong_pixels(film, static_cast<std::size_t>(i), divided({255, 0, 0}, {0, 0, 255}, split, 0)) == 0);
    }
}

TEST_CASE("clips keep the rate and the sound of A, and say what they are to players") {
    const TemporaryFolder folder("wipe");
    const std::string a = in(folder, "a.mkv");
    ffmpeg("-f lavfi -i testsrc2=size=64x36:rate=24000/1001 -f lavfi -i sine=frequency=440 -t 1 -c:v ffv1 "
           "-pix_fmt yuv420p -c:a aac " +
           a);
    const std::string options = " --none --no-labels --pause 0.05 --slide-delay 0 --slide-speed 4 --hold 0.1 "
                                "--encoder-preset ultrafast --wipe ";
    compared(folder, a + options + in(folder, "with.mp4"));
    compared(folder, a + options + in(folder, "without.mp4") + " --no-sound");
    compared(folder, a + options + in(folder, "frozen.mp4") + " --freeze");
    const auto asked = [&](const std::string& name, const std::string& entries) {
        const std::string text = in(folder, "probe.txt");
        REQUIRE(std::system(
                    ("ffprobe -v error -of csv=p=0 " + entries + " " + in(folder, name) + " > " + text).c_str()) == 0);
        return contents(text);
    };
    CHECK(asked("with.mp4", "-select_streams v -show_entries stream=codec_name,pix_fmt,avg_frame_rate") ==
          "h264,yuv420p,24000/1001\n");
    CHECK(asked("with.mp4", "-select_streams a -show_entries stream=codec_name") == "aac\n");
    // The film lasts 1 s and so does its sound, the clip goes on: packets of AAC are 1024 samples of 44100 a second.
    const double sound_s = std::stod(asked("with.mp4", "-select_streams a -show_entries stream=duration"));
    CHECK(sound_s > 1.0 - 2 * 1024.0 / 44100);
    CHECK(sound_s < 1.0 + 3 * 1024.0 / 44100);
    CHECK(std::stod(asked("with.mp4", "-select_streams v -show_entries stream=duration")) > 1.5);
    CHECK(asked("without.mp4", "-select_streams a -show_entries stream=codec_name").empty());
    CHECK(asked("frozen.mp4", "-select_streams a -show_entries stream=codec_name").empty());
}
