// The comparisons with libmpv: that mpv does draw anew, that a wrong or missing export is found, that both windows are
// driven frame by frame.
#include "app/bench/own_window.h"
#include "app/bench/target.h"
#include "app/bench/window_bench.h"
#include "tests/bench/bench_fixture.h"

#include <algorithm>

using namespace senga;
using namespace senga::test;

namespace {

std::vector<float> drawn(MpvScreen& screen, const Target& target) {
    REQUIRE(screen.draw(target).ok());
    screen.shown();
    return target.texture.read();
}

Chain sharp_chain() {
    return chain_of({entry_of("lift", "//!HOOK LUMA\n//!BIND HOOKED\n//!DESC lift\nvec4 hook() {\n"
                                      "    return sqrt(HOOKED_tex(HOOKED_pos));\n}\n"),
                     pass_of("tint", "vec4(c.r * 0.5, c.g, 1.0 - c.b, 1.0)")});
}

} // namespace

TEST_CASE("redo() has mpv run its passes again, and without it there is only a copy") {
    const TemporaryFolder folder("bench");
    const Offline offline = needed(Offline::create());
    const Target target = needed(new_target({.size = {96, 54}, .format = gl::Format::rgba16}));
    // `random` has another value in every run of the pass: what comes from a copy keeps the old one.
    MpvScreen screen = needed(
        MpvScreen::open({.path = small_film(folder, "\xe7\xb7\x9a \xe7\x94\xbb.mp4"),
                         .shader = "//!HOOK OUTPUT\n//!BIND HOOKED\nvec4 hook() { return vec4(vec3(random), 1.0); }\n",
                         .settings = {{"dither-depth", "no"}}}));
    std::vector<float> last = drawn(screen, target);
    for (int i = 0; i < 4; ++i) {
        REQUIRE(screen.redo().ok());
        const std::vector<float> again = drawn(screen, target);
        CHECK(again != last);
        CHECK(drawn(screen, target) == again);
        last = again;
    }
    CHECK(screen.complaints() == "");
    CHECK(screen.version().find("mpv") != std::string::npos);
}

TEST_CASE("advance() shows the film's frames one after the other, and begins anew") {
    const TemporaryFolder folder("bench");
    const std::string film = small_film(folder);
    Scene scene(film, chain_of({}), {96, 54});
    ChainBench ours = scene.bench();
    const Target target = needed(new_target({.size = scene.size, .format = gl::Format::rgba8}));
    MpvScreen screen = needed(MpvScreen::open({.path = film, .settings = scene.mpvs().settings}));
    for (std::size_t frame = 0; frame < 8; ++frame) {
        if (frame > 0) {
            REQUIRE(screen.advance().ok());
        }
        const std::vector<float> mpvs = drawn(screen, target);
        REQUIRE(screen.hold().ok());
        REQUIRE(ours.perform(Work::drawn, frame).ok());
        REQUIRE(ours.perform(Work::frame, frame).ok());
        INFO(frame);
        CHECK(distance_of(ours.target().read(), mpvs).psnr_db > 45.0); // both dithered: 52.9 dB at best
        REQUIRE(ours.perform(Work::drawn, frame + 1).ok());
        CHECK(distance_of(ours.target().read(), mpvs).psnr_db < 40.0); // its neighbour is another
    }
    for (int i = 0; i < 6; ++i) { // beyond the 12th
        REQUIRE(screen.advance().ok());
        static_cast<void>(drawn(screen, target));
        REQUIRE(screen.hold().ok());
    }
}

TEST_CASE("both engines' pictures agree, and a missing or wrong shader in mpv is found") {
    const TemporaryFolder folder("bench");
    Scene scene(small_film(folder), sharp_chain());
    const MpvChain right = scene.mpvs();
    REQUIRE_FALSE(right.shader.empty());
    const auto verdict = [&](const MpvChain& mpv) { return needed(check_pictures(scene.contest(mpv))).verdict; };
    CHECK(verdict(right) == Verdict::agree);

    MpvChain empty = right;
    empty.shader.clear();
    CHECK(verdict(empty) == Verdict::differ);

    MpvChain wrong = right;
    const std::size_t at = wrong.shader.find("c.r * 0.5");
    REQUIRE(at != std::string::npos);
    wrong.shader.replace(at, 9, "c.r * 0.6");
    CHECK(verdict(wrong) == Verdict::differ);

    MpvChain refused = right; // mpv paints everything blue
    refused.shader.replace(refused.shader.find("c.r * 0.5"), 9, "c.r ** no");
    CHECK(verdict(refused) == Verdict::differ);

    MpvChain other_scaler = right;
    other_scaler.settings.emplace_back("scale", "bilinear");
    CHECK(verdict(other_scaler) == Verdict::differ);
}

TEST_CASE("a pass that does nothing to this frame proves nothing") {
    const TemporaryFolder folder("bench");
    Scene scene(small_film(folder), chain_of({pass_of("nothing", "c")}));
    CHECK(needed(check_pictures(scene.contest(scene.mpvs()))).verdict == Verdict::unproven);
    Scene plain(scene.path, chain_of({}));
    CHECK(needed(check_pictures(plain.contest(plain.mpvs()))).verdict == Verdict::agree);
}

TEST_CASE("ours and mpv's are measured equally often") {
    const TemporaryFolder folder("bench");
    Scene scene(small_film(folder), sharp_chain());
    ChainBench bench = scene.bench();
    const Runner::Counters before = bench.counters();
    const Pace pace({});
    const AgainstTimes times = needed(measure_against_mpv(scene.contest(scene.mpvs()), bench, pace));
    CHECK(times.ours.count == 3);
    CHECK(times.mpv_redraw.count == 3);
    CHECK(times.mpv_copy.count == 3);
    CHECK(times.ours_frame.count == 3);
    CHECK(times.mpv_frame.count == 3);
    CHECK_MESSAGE(times.notes.empty(), (times.notes.empty() ? std::string() : times.notes[0]));
    CHECK(bench.counters().runs - before.runs == 6);
    CHECK(bench.counters().compiles == before.compiles);
}

TEST_CASE("a still is measured but for new frames") {
    const TemporaryFolder folder("bench");
    Scene scene(made_clip(folder, "still.png", "testsrc2=size=96x54:rate=24", "-frames:v 1"), sharp_chain());
    ChainBench bench = scene.bench();
    const Pace pace({});
    const Contest contest = scene.contest(scene.mpvs());
    CHECK(needed(check_pictures(contest)).verdict == Verdict::agree);
    const AgainstTimes times = needed(measure_against_mpv(contest, bench, pace));
    CHECK(times.mpv_redraw.count == 3);
    CHECK(times.mpv_frame.count == 0);
    CHECK(times.notes.size() == 1);
    CHECK(measure_window(contest, pace).error().code == Code::usage);
}

TEST_CASE("the own window runs the chain once for each frame and shows what mpv's window shows") {
    const TemporaryFolder folder("bench");
    const std::string bare = small_film(folder, "bare.mp4");
    const std::string film = small_film(folder, "film.mp4");
    folder.write("film.srt", "1\n00:00:00,000 --> 00:00:05,000\nWWWW\n"); // found by its name
    Scene scene(film, sharp_chain(), {160, 72});                          // bars left and right
    {
        OwnWindow window = needed(OwnWindow::open({.path = film, .chain = scene.chain, .size = scene.size}));
        CHECK_FALSE(window.subtitles().empty());
        const OwnWindow without = needed(OwnWindow::open({.path = bare, .chain = scene.chain, .size = scene.size}));
        CHECK(without.subtitles().empty());
        CHECK(distance_of(window.target().read(), without.target().read()).psnr_db < 40.0); // the words alone
        const Runner::Counters before = window.counters();
        for (int i = 0; i < 3; ++i) {
            CHECK(needed(window.next_frame_ms()) > 0.0);
        }
        CHECK(window.counters().runs - before.runs == 3);
        CHECK(window.counters().compiles == before.compiles);
    }
    const Pace pace({});
    const WindowTimes times = needed(measure_window(scene.contest(scene.mpvs()), pace));
    CHECK(times.ours.count == 3);
    CHECK(times.mpv.count == 3);
    CHECK_FALSE(times.subtitles.empty());
    CHECK_MESSAGE(times.notes.empty(), (times.notes.empty() ? std::string() : times.notes[0]));
    // Both dithered to 8 bits: two errors of a sixth of a squared code each, 52.9 dB.
    CHECK(times.psnr_db > 45.0);
}
