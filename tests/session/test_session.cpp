// A Session, the player without its window: what it shows equals the offline path, and looking around costs nothing.
#include "app/media/png_file.h"
#include "tests/invocations.h"
#include "tests/session/live_session.h"

#include <cmath>

using namespace senga;
using senga::test::clock_s;
using senga::test::demo_film;
using senga::test::differing;
using senga::test::Invocations;
using senga::test::invocations_of;
using senga::test::LiveSession;
using senga::test::mean;
using senga::test::offline_pixels;
using senga::test::Workshop;

TEST_CASE("the window and the offline path give the same pixels") {
    const Workshop folder;
    // Lossless, so that both decoders must agree; one clip for each way a plane can lie.
    struct Kind {
        const char* name;
        const char* format;
        const char* more;
        const char* preset = "off"; // passes take long on a processor, and do not ask how a plane lay
    };
    for (const Kind kind :
         {Kind{"420", "yuv420p", "", "default"}, Kind{"422p10", "yuv422p10le", ""}, Kind{"444", "yuv444p", ""},
          Kind{"rgb", "gbrp", ""}, Kind{"gray", "gray", ""}, Kind{"full", "yuv420p", "-color_range pc"}}) {
        const std::string name = kind.name;
        CAPTURE(name);
        const std::string file =
            folder.make(std::string(kind.name) + ".mkv",
                        std::string("-f lavfi -i testsrc2=size=319x181:rate=25:duration=0.2 -c:v ffv1 -pix_fmt ") +
                            kind.format + " " + kind.more);
        LiveSession live({.preset = kind.preset});
        live.open_paused(file);
        const std::vector<float> offline =
            offline_pixels(file, live.state().chain.chain, live.session().picture_rect(live.window()).size());
        // 319x181 in 480x270 is 476x270.
        CHECK(differing(live.picture(), offline) == 0);
    }
}

TEST_CASE("looking around runs nothing and compiles nothing") {
    LiveSession live;
    live.open_paused(demo_film);
    Session& session = live.session();
    // Both pictures once.
    session.dispatch(command::ToggleCompare{Compare::wipe}, clock_s());
    live.settle();
    const Runner::Counters before = session.engine_counters();
    const std::vector<float> divided = live.pixels();

    session.dispatch(command::SetPeek{Switch::on}, clock_s());
    live.settle();
    const std::vector<float> original = live.pixels();
    session.dispatch(command::SetPeek{Switch::off}, clock_s());
    for (const double at : {0.0, 0.3, 1.0, 0.5}) {
        session.dispatch(command::SetDivider{at}, clock_s());
        live.settle();
    }
    session.dispatch(command::TogglePanel{}, clock_s());
    live.settle();
    CHECK(differing(live.pixels(), divided) == 0);
    session.dispatch(command::ToggleCompare{Compare::wipe}, clock_s());
    live.settle();
    CHECK(differing(live.pixels(), original) > 1000);

    const Runner::Counters after = session.engine_counters();
    CHECK(after.runs == before.runs);
    CHECK(after.compiles == before.compiles);
    CHECK(after.allocations == before.allocations);

    // Switching a pass runs the chain once, and the original not at all; its programs are there already.
    session.dispatch(command::TogglePass{0}, clock_s());
    session.dispatch(command::TogglePass{0}, clock_s());
    live.settle();
    CHECK(session.engine_counters().runs == before.runs + 1);
    CHECK(session.engine_counters().compiles == before.compiles);
    CHECK(differing(live.pixels(), original) > 1000);
}

TEST_CASE("what is drawn again is drawn in one pass over the window") {
    LiveSession live({.preset = "off", .window = {640, 352}});
    live.open_paused(demo_film);
    live.wish(command::ToggleSubtitles{});
    live.settle();
    REQUIRE(live.state().player.subtitles_visible);
    for (int turn = 0; turn < 2; ++turn) { // B alone, then A and B
        const std::optional<Invocations> found = invocations_of([&] { live.draw(); });
        if (!found) {
            MESSAGE("this driver does not count");
            return;
        }
        CHECK(found->compute == 0);
        CHECK(found->fragment >= 640U * 352U);
        CHECK(found->fragment <= 640U * 352U * 21U / 20U);
        live.wish(command::ToggleCompare{Compare::wipe});
        live.settle();
    }
}

TEST_CASE("a parameter moves the picture without a compile") {
    LiveSession live;
    live.open_paused(demo_film);
    Session& session = live.session();
    const Runner::Counters before = session.engine_counters();
    const std::vector<float> strong = live.pixels();
    session.dispatch(command::SetParameter{3, "grad_strength", 0.1}, clock_s());
    live.settle();
    CHECK(session.engine_counters().compiles == before.compiles);
    CHECK(differing(live.pixels(), strong) > 1000);
    session.dispatch(command::SetParameter{3, "grad_strength", 0.7}, clock_s());
    live.settle();
    CHECK(differing(live.pixels(), strong) == 0);
}

TEST_CASE("a bad shader takes nothing else down") {
    const Workshop folder;
    LiveSession live;
    live.open_paused(demo_film);
    Session& session = live.session();
    const std::vector<float> good = live.pixels();

    const std::string broken = folder.write(
        "broken.glsl", "//!HOOK OUTPUT\n//!BIND HOOKED\n//!DESC Broken\nvec4 hook() {\n    return nonsense;\n}\n");
    session.dispatch(command::AddShader{broken}, clock_s());
    live.settle();
    CHECK(differing(live.pixels(), good) == 0);
    REQUIRE(live.state().chain.chain.entries.size() == 5);
    REQUIRE(live.state().chain.chain.entries[4].failure.has_value());
    CHECK(live.state().chain.chain.entries[4].failure->code == Code::shader_compile);
    CHECK(live.state().chain.chain.entries[4].failure->place.line == 5);

    session.dispatch(
        command::AddShader{folder.write("unread.glsl", "//!HOOK NOWHERE\nvec4 hook() { return vec4(0.0); }\n")},
        clock_s());
    session.dispatch(command::AddShader{"/no/such.glsl"}, clock_s());
    live.settle();
    CHECK(differing(live.pixels(), good) == 0);
    CHECK(live.state().chain.chain.entries[5].failure->code == Code::shader_stage);
    CHECK(live.state().chain.chain.entries[6].failure->code == Code::file_missing);

    // One that works still does.
    session.dispatch(
        command::AddShader{folder.write(
            "invert.glsl", "//!HOOK OUTPUT\n//!BIND HOOKED\nvec4 hook() {\n    vec4 c = HOOKED_tex(HOOKED_pos);\n"
                           "    return vec4(1.0 - c.rgb, 0.25);\n}\n")},
        clock_s());
    live.settle();
    const std::vector<float> inverted = live.pixels();
    CHECK(std::abs(mean(inverted) - (1.0F - mean(good))) < 0.01F);
}

TEST_CASE("a missing file is reported and the next one plays") {
    LiveSession live({.preset = "off"});
    live.session().dispatch(command::OpenFiles{{"/no/such/film.mkv"}, OpenMode::replace}, clock_s());
    REQUIRE(live.until([&] { return !live.state().view.log.empty(); }));
    CHECK(live.state().view.log.back().severity == Severity::error);
    live.open_paused(demo_film);
    CHECK(mean(live.pixels()) > 0.05F);
}

TEST_CASE("HDR enters as mpv's finished picture") {
    const Workshop folder;
    const std::string file =
        folder.make("hdr.mkv", "-f lavfi -i testsrc2=size=320x180:rate=25:duration=0.4 -pix_fmt yuv420p10le -c:v ffv1 "
                               "-color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc");
    LiveSession live({.preset = "off"});
    live.session().dispatch(command::OpenFiles{{file}, OpenMode::replace}, clock_s());
    REQUIRE(live.until([&] { return live.state().player.hdr; }));
    live.settle();
    CHECK(live.state().player.format->layout == Layout::rgb);
    CHECK(live.state().player.format->size == Size{320, 180});
    CHECK(mean(live.pixels()) > 0.02F);
    // And back to planes with the next file.
    live.open_paused(demo_film);
    CHECK_FALSE(live.state().player.hdr);
    CHECK(live.state().player.format->layout == Layout::ycbcr);
}

TEST_CASE("a video lying on its side stands upright") {
    const Workshop folder;
    // Left half white, right half black, to be turned by 90 degrees clockwise: white comes to lie above.
    const std::string flat = folder.make("flat.mp4", "-f lavfi -i color=white:size=160x320:rate=25:duration=0.4 -vf "
                                                     "pad=320:320:0:0:black -c:v libx264 -qp 0 -pix_fmt yuv420p");
    const std::string turned = folder.make("turned.mp4", "-i " + flat + " -c copy -metadata:s:v:0 rotate=270");
    LiveSession live({.preset = "off"});
    live.open_paused(turned);
    const int degrees = live.state().player.format->rotation_deg;
    REQUIRE(degrees % 180 == 90);
    const std::vector<float> pixels = live.pixels();
    const auto at = [&](int x, int y) { return pixels[static_cast<std::size_t>((y * live.window().w + x) * 4)]; };
    const float above = at(live.window().w / 2, live.window().h / 4);
    const float below = at(live.window().w / 2, live.window().h * 3 / 4);
    // FFmpeg's own upright picture is the judge.
    const std::string upright = folder.make("upright.png", "-i " + turned + " -frames:v 1");
    Result<Rgb16Image> judge = read_png(upright);
    REQUIRE(judge.ok());
    const Size size = judge->size;
    const auto judged = [&](int y) {
        return judge->samples[static_cast<std::size_t>((y * size.w + size.w / 2) * 3)] / 65535.0F;
    };
    CHECK(std::abs(above - judged(size.h / 4)) < 0.02F);
    CHECK(std::abs(below - judged(size.h * 3 / 4)) < 0.02F);
    CHECK(std::abs(above - below) > 0.5F);
}
