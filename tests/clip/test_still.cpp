// The divided still, and with it what both sides of any clip are: the pictures of senga frame, brought to one size,
// upright, with labels in their corners.
#include "tests/clip/clip_fixture.h"

#include <algorithm>

using namespace senga;
using namespace senga::test;

namespace {

Film framed(const TemporaryFolder& folder, const std::string& arguments) {
    const std::string path = in(folder, "framed.png");
    const Ran ran = run_senga(folder, "frame " + arguments + " -o " + path);
    REQUIRE_MESSAGE(ran.code == 0, ran.err);
    return picture(path);
}

Film still(const TemporaryFolder& folder, const std::string& arguments, const std::string& name = "still.png") {
    compared(folder, arguments + " --force --still '" + in(folder, name) + "'");
    return picture(in(folder, name));
}

// The smallest rectangle around what differs; empty where nothing does.
Rect difference(const Film& a, const Film& b, const Rect& within) {
    int x0 = within.x + within.w;
    int y0 = within.y + within.h;
    int x1 = within.x;
    int y1 = within.y;
    for (int y = within.y; y < within.y + within.h; ++y) {
        for (int x = within.x; x < within.x + within.w; ++x) {
            if (a.at(0, x, y) != b.at(0, x, y)) {
                x0 = std::min(x0, x);
                y0 = std::min(y0, y);
                x1 = std::max(x1, x + 1);
                y1 = std::max(y1, y + 1);
            }
        }
    }
    return x1 > x0 ? Rect{x0, y0, x1 - x0, y1 - y0} : Rect{};
}

const std::string eyes = SENGA_SOURCE_DIR "/assets/stills/s02_boy_eyes_crop_640x360.png";
const std::string bare = " --no-labels --line-width 0";

} // namespace

TEST_CASE("still: one file and a chain are the pictures of senga frame, left and right of the divider") {
    const TemporaryFolder folder("still");
    const Film a = framed(folder, eyes + " --none");
    const Film b = framed(folder, eyes + " --preset classic-1080p");
    REQUIRE_FALSE(difference(a, b, {0, 0, 640, 360}).size().empty());
    const Film found = still(folder, eyes + " --preset classic-1080p --position 0.3" + bare);
    REQUIRE(found.size == Size{640, 360});
    CHECK(difference(found, a, {0, 0, 192, 360}) == Rect{}); // 0.3 of 640
    CHECK(difference(found, b, {192, 0, 448, 360}) == Rect{});

    const Film line = still(folder, eyes + " --preset classic-1080p --no-labels"); // in the middle, 360 / 180 wide
    CHECK(wrong_pixels(line, 0, [&](int x, int y) {
              return x < 319 ? a.at(0, x, y) : x < 321 ? white : b.at(0, x, y);
          }) == 0);
}

TEST_CASE("a film through a chain has the pictures of senga frame in every frame") {
    const TemporaryFolder folder("still");
    const std::string film =
        made_clip(folder, "film.mkv", "testsrc2=size=160x90:rate=24", "-frames:v 4 -c:v ffv1 -pix_fmt yuv420p");
    const std::string out = in(folder, "out.mkv");
    compared(folder, film + " --preset classic-1080p --wipe " + out + bare +
                         " --clip-size 240x136 --codec ffv1 --slide-speed 0 --position 0.5 --hold 0 --frames 3");
    const Film found = decoded(folder, out, {240, 136});
    REQUIRE(found.frames.size() == 4);
    for (int i = 0; i < 3; ++i) {
        CAPTURE(i);
        const std::string which = film + " --size 240x136 --frame " + std::to_string(i);
        const Film a = framed(folder, which + " --none");
        const Film b = framed(folder, which + " --preset classic-1080p");
        CHECK(wrong_pixels(found, static_cast<std::size_t>(i),
                           [&](int x, int y) { return (x < 120 ? a : b).at(0, x, y); }) == 0);
    }
}

TEST_CASE("still: labels lie in their corners and nowhere else, and say what they are told") {
    const TemporaryFolder folder("still");
    const std::string base = eyes + " --none --line-width 0";
    const Film plain = still(folder, base + " --no-labels");
    const Film labelled = still(folder, base + " --label-a Same --label-b Same");
    const Rect a = difference(labelled, plain, {0, 0, 320, 360});
    const Rect b = difference(labelled, plain, {320, 0, 320, 360});
    REQUIRE_FALSE(a.size().empty());
    REQUIRE_FALSE(b.size().empty());
    CHECK(a.x == a.y);
    CHECK(b == Rect{640 - a.x - a.w, a.y, a.w, a.h}); // mirrored
    CHECK(a.x + a.w < 320 - a.x);
    CHECK(a.y + a.h < 360 / 8);

    const Film horizontal = still(folder, base + " --label-a Same --label-b Same --line horizontal");
    CHECK(difference(horizontal, plain, {0, 0, 640, 180}) == a);
    CHECK(difference(horizontal, plain, {0, 180, 640, 180}) == Rect{a.x, 360 - a.y - a.h, a.w, a.h});

    const Film other = still(folder, base + " --label-a \xE5\x8E\x9F\xE7\x94\xBB --label-b Same");
    CHECK_FALSE(difference(other, labelled, a).size().empty());
    CHECK(difference(other, labelled, b) == Rect{});
    // The divider uncovers a label with its picture.
    const Film all_b = still(folder, base + " --label-a Same --label-b Same --position 0");
    CHECK(difference(all_b, plain, {0, 0, 320, 360}) == Rect{});
    CHECK(difference(all_b, plain, {320, 0, 320, 360}) == b);
}

TEST_CASE("still: 16 bits, and the same picture") {
    const TemporaryFolder folder("still");
    const Film eight = still(folder, eyes + " --none --label-a x");
    compared(folder, eyes + " --none --label-a x --depth 16 --still " + in(folder, "deep.png"));
    const Result<Rgb16Image> deep = read_png(in(folder, "deep.png"));
    REQUIRE(deep.ok());
    CHECK(deep->file_bit_depth == 16);
    int wrong = 0;
    for (std::size_t i = 0; i < deep->samples.size(); ++i) {
        const int code = static_cast<unsigned char>(eight.frames[0][i]);
        wrong += std::abs(deep->samples[i] / 257.0 - code) < 1.0 ? 0 : 1; // one dithered step
    }
    CHECK(wrong == 0);
}

TEST_CASE("two sizes meet at the larger, another shape gets black around it, and both are said") {
    const TemporaryFolder folder("still");
    const std::string small = flat_film(folder, "small.mkv", 255, "32x18", 2);
    const std::string large = flat_film(folder, "large.mkv", 0, "128x72", 2);
    const std::string square = flat_film(folder, "square.mkv", 255, "60x60", 2);
    const std::string out = in(folder, "still.png");
    Ran ran = compared(folder, small + " " + large + bare + " --still " + out);
    CHECK(ran.err.find("A is scaled from 32x18 to 128x72") != std::string::npos);
    CHECK(ran.err.find("B is scaled") == std::string::npos);
    Film found = picture(out);
    REQUIRE(found.size == Size{128, 72});
    // A scaled flat picture is flat, to the rounding of 16-bit floats: less than a code.
    CHECK(wrong_pixels(
              found, 0,
              [](int x, int) {
                  return x < 64 ? Rgb{255, 0, 0} : Rgb{0, 0, 0};
              },
              1) == 0);

    ran = compared(folder, square + " " + large + bare + " --position 1 --force --still " + out);
    CHECK(ran.err.find("A has another shape than the clip (128x72)") != std::string::npos);
    found = picture(out);
    REQUIRE(found.size == Size{128, 72});
    CHECK(wrong_pixels(
              found, 0,
              [](int x, int) {
                  return x >= 28 && x < 100 ? Rgb{255, 0, 0} : Rgb{0, 0, 0};
              },
              1) == 0);
    ran = compared(folder, small + " --none --clip-size 64x64 --force --still " + out);
    CHECK(ran.err.find("the picture is scaled from 32x18 to 64x36") != std::string::npos);
    CHECK(ran.err.find("another shape than the clip (64x64)") != std::string::npos);
    found = still(folder, small + " " + large + bare + " --clip-size 50x30");
    CHECK(found.size == Size{50, 30});
}

TEST_CASE("turned and stretched sources stand upright in their shape") {
    const TemporaryFolder folder("still");
    const std::string source =
        made_clip(folder, "plain.mkv", "testsrc2=size=64x36:rate=24", "-frames:v 2 -c:v ffv1 -pix_fmt yuv420p");
    const std::string coded = in(folder, "coded.mp4");
    const std::string turned = in(folder, "turned.mp4");
    ffmpeg("-i " + source + " -c:v libx264 -qp 0 " + coded);
    ffmpeg("-i " + coded + " -c copy -metadata:s:v rotate=90 " + turned);
    const std::string wide = in(folder, "wide.mkv");
    ffmpeg("-i " + source + " -vf setsar=2/1 -c:v ffv1 " + wide);
    for (const std::string& path : {turned, wide}) {
        CAPTURE(path);
        const Film upright = framed(folder, path + " --none");
        const Film a = still(folder, path + " --none --position 1" + bare);
        REQUIRE(a.size == upright.size);
        // Drawn twice, the first time to 16 bits, which may tip the rounding to 8.
        CHECK(wrong_pixels(
                  a, 0, [&](int x, int y) { return upright.at(0, x, y); }, 1) == 0);
    }
    CHECK(framed(folder, turned + " --none").size == Size{36, 64});
    // The turned film and the one it was made of have the same pixels, turned.
    const Film pair = still(folder, turned + " " + wide + " --position 0 --clip-size 128x36" + bare);
    const Film b = framed(folder, wide + " --none");
    CHECK(wrong_pixels(
              pair, 0, [&](int x, int y) { return b.at(0, x, y); }, 1) == 0);
}
