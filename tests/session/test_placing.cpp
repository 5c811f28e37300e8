// Where the picture lies and which way up: turned as FFmpeg turns it, with the aspect and the panscan that were asked
// for.
#include "app/media/png_file.h"
#include "tests/session/live_session.h"

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

using namespace senga;
using senga::test::differing;
using senga::test::LiveSession;
using senga::test::offline_shot;
using senga::test::output_of;
using senga::test::Pixels;
using senga::test::plain_chain;
using senga::test::Workshop;

namespace {

// Every frame is the same, so that it does not matter which is seen.
std::string still_film(const Workshop& shop, const std::string& size, const std::string& format) {
    return shop.make("film.mkv", "-f lavfi -i testsrc2=size=" + size +
                                     ":rate=25:duration=0.04 -vf loop=loop=49:size=1 -c:v ffv1 -pix_fmt " + format);
}

// The first picture of a file, R G B, turned by FFmpeg.
std::vector<std::uint8_t> turned(const std::string& file, const std::string& filter) {
    return output_of("ffmpeg -nostdin -v error -i '" + file + "' -vf " + filter +
                     " -frames:v 1 -f rawvideo -pix_fmt rgb24 -");
}

// Samples in the rectangle of the window that are more than a code from those: the same value may be rounded up in one
// place and down in another, and textures of half floats hold codes to a sixteenth.
int samples_off(const Pixels& seen, const Rect& rect, const std::vector<std::uint8_t>& expected) {
    REQUIRE(expected.size() == static_cast<std::size_t>(3 * rect.w * rect.h));
    int off = 0;
    std::size_t at = 0;
    for (int y = 0; y < rect.h; ++y) {
        for (int x = 0; x < rect.w; ++x) {
            for (int c = 0; c < 3; ++c) {
                off += std::abs(seen.code(rect.x + x, rect.y + y, c) - expected[at++]) <= 1 ? 0 : 1;
            }
        }
    }
    return off;
}

Size size_of(const Rect& rect) {
    return rect.size();
}

} // namespace

TEST_CASE("rotation: by quarter turns, still and playing, as FFmpeg turns the picture") {
    struct Turn {
        int degrees;
        std::string filter;
        Rect rect; // in a window of 96 x 96
    };
    const Rect wide{0, 16, 96, 64};
    const Rect high{16, 0, 64, 96};
    const Turn turns[] = {
        {90, "transpose=clock", high}, {180, "hflip,vflip", wide}, {270, "transpose=cclock", high}, {0, "null", wide}};
    // mpv turns R'G'B' itself; planes come as they are stored, with the chroma of 4:2:0 in another shape than that of
    // the picture.
    for (const std::string format : {"gbrp", "yuv420p", "yuv444p"}) {
        CAPTURE(format);
        const Workshop shop;
        // As large as in the window, either way up, so that nothing is scaled.
        const std::string film = still_film(shop, "96x64", format);
        const Pixels upright = offline_shot(film, plain_chain({}), {96, 64});
        Rgb8Image image{.size = upright.size, .samples = {}};
        for (std::size_t i = 0; i < upright.rgba.size(); ++i) {
            if (i % 4 != 3) {
                image.samples.push_back(static_cast<std::uint8_t>(std::lround(upright.rgba[i] * 255.0F)));
            }
        }
        REQUIRE(write_png(shop.path() / "upright.png", image).ok());
        const std::string judge = format == "gbrp" ? film : shop / "upright.png";
        LiveSession live(
            {.preset = "off", .window = {96, 96}, .player = {{"audio", "no"}, {"hwdec", "no"}, {"loop-file", "inf"}}});
        live.open_paused(film);
        CHECK(samples_off(live.shot(), wide, turned(judge, "null")) == 0);
        for (const bool playing : {false, true}) {
            CAPTURE(playing);
            if (playing) {
                live.wish(command::TogglePause{});
            }
            for (const Turn& turn : turns) {
                CAPTURE(turn.degrees);
                const std::vector<std::uint8_t> expected = turned(judge, turn.filter);
                live.wish(command::Rotate{});
                CHECK(live.until([&] { return samples_off(live.shot(), turn.rect, expected) == 0; }, 20.0));
                CHECK(live.session().picture_rect(live.window()) == turn.rect);
                CHECK(live.state().player.rotation_deg == turn.degrees);
            }
        }
        live.wish(command::Rotate{Direction::back});
        const std::vector<std::uint8_t> expected = turned(judge, "transpose=cclock");
        CHECK(live.until([&] { return samples_off(live.shot(), high, expected) == 0; }, 20.0));
        CHECK(live.state().view.log.empty());
    }
}

TEST_CASE("rotation: both sides are turned, and no pass sees it") {
    const Workshop shop;
    shop.write_preset("negative", "vec4(1.0 - c.rgb, 1.0)");
    const std::string film = still_film(shop, "96x64", "yuv444p");
    LiveSession live({.preset = "negative", .window = {96, 96}, .home = &shop});
    live.open_paused(film);
    const Pixels upright = live.shot().part({0, 16, 96, 64});
    live.wish({command::Rotate{}, command::ToggleCompare{Compare::wipe}});
    REQUIRE(live.until([&] { return live.state().player.format->rotation_deg == 90; }));
    live.settle();
    CHECK(live.state().chain.plan->output == Size{96, 64}); // as it is stored
    const Pixels wiped = live.shot();
    const Pixels b = live.after(command::ToggleCompare{Compare::wipe});
    const Pixels a = live.after(command::SetPeek{Switch::on});
    const Rect left{16, 0, 31, 96}; // the divider is upright, like the window
    const Rect right{49, 0, 31, 96};
    CHECK(differing(wiped.part(left), a.part(left)) == 0);
    CHECK(differing(wiped.part(right), b.part(right)) == 0);
    // B is what it was, a quarter turned: the pixel (x, y) was at (y, 63 - x).
    int off = 0;
    for (int y = 0; y < 96; ++y) {
        for (int x = 0; x < 64; ++x) {
            for (int c = 0; c < 3; ++c) {
                off += std::abs(b.code(16 + x, y, c) - upright.code(y, 63 - x, c)) <= 1 ? 0 : 1;
            }
        }
    }
    CHECK(off == 0);
}

TEST_CASE("aspect: the picture has the one asked for, and the file's own again") {
    const Workshop shop;
    const std::string film = still_film(shop, "320x180", "yuv420p");
    LiveSession live({.preset = "off"}); // 480 x 270
    live.open_paused(film);
    const Pixels own = live.shot();
    struct Row {
        std::string aspect;
        Rect rect;
    };
    for (const Row& row :
         {Row{"4:3", {60, 0, 360, 270}}, Row{"2.35:1", {0, 33, 480, 204}}, Row{"", {0, 0, 480, 270}}}) {
        CAPTURE(row.aspect);
        live.wish(command::SetAspect{row.aspect});
        REQUIRE(live.until([&] { return live.session().picture_rect(live.window()) == row.rect; }, 10.0));
        live.settle();
        Pixels seen = live.shot();
        const Chain plain = plain_chain(live.state().chain.chain.scaling);
        CHECK(differing(seen.part(row.rect), offline_shot(film, plain, size_of(row.rect))) == 0);
    }
    CHECK(differing(live.shot(), own) == 0);
}

TEST_CASE("panscan: the picture fills the window and loses its edges, in steps") {
    const Workshop shop;
    const std::string film = still_film(shop, "320x240", "yuv420p");
    LiveSession live({.preset = "off"}); // 360 x 270 in 480 x 270
    live.open_paused(film);
    const Pixels whole = live.shot();
    const Chain plain = plain_chain(live.state().chain.chain.scaling);
    // A third of the way it is 400 x 300, all the way 480 x 360, made at that size and its middle shown.
    const Pixels third = live.after(command::ChangePanscan{1.0 / 3.0});
    CHECK(live.session().picture_rect(live.window()) == Rect{40, 0, 400, 270});
    CHECK(differing(third.part({40, 0, 400, 270}), offline_shot(film, plain, {400, 300}).part({0, 15, 400, 270})) == 0);
    const Pixels full = live.after(command::ChangePanscan{0.7}); // no farther than all the way
    CHECK(live.state().player.panscan == 1.0);
    CHECK(differing(full, offline_shot(film, plain, {480, 360}).part({0, 45, 480, 270})) == 0);
    CHECK(differing(live.after(command::ChangePanscan{-1.0}), whole) == 0);
}

TEST_CASE("the window's size: the picture is made anew for it, once a side on show") {
    const Workshop shop;
    const std::string film = still_film(shop, "320x180", "yuv420p");
    LiveSession live;
    live.open_paused(film);
    const Runner::Counters before = live.counters();
    live.resize({640, 300});
    live.settle();
    CHECK(live.counters().runs == before.runs + 1);
    CHECK(live.counters().compiles == before.compiles);
    const Rect rect{53, 0, 533, 300};
    CHECK(live.session().picture_rect({640, 300}) == rect);
    const Chain chain = live.state().chain.chain;
    CHECK(differing(live.shot().part(rect), offline_shot(film, chain, size_of(rect))) == 0);
}
