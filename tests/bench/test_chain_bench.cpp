// The chain's own part of the benchmark: what runs how often, and what is measured of it.
#include "app/bench/measure_chain.h"
#include "app/bench/sweep.h"
#include "tests/bench/bench_fixture.h"

#include <csignal>

using namespace senga;
using namespace senga::test;

TEST_CASE("every measured frame is one chain run, nothing is compiled, allocated or left out") {
    const TemporaryFolder folder("bench");
    Scene scene(small_film(folder), chain_of({pass_of("invert", "vec4(1.0 - c.rgb, 1.0)")}));
    CHECK(scene.ring.size() == 8);
    ChainBench bench = scene.bench();
    const Pace pace({});
    const Runner::Counters before = bench.counters();
    const ChainTimes times = needed(measure_chain(bench, scene.chain, {.frames = 11, .warm_up = 2}, pace));
    CHECK(times.chain.count == 11);
    CHECK(times.upload.count == 11);
    CHECK(times.in_clock.runs == 11);
    CHECK(times.in_clock.compiles == 0);
    CHECK(times.in_clock.allocations == 0);
    // Warm-up, clock and the steps' own loop; bringing samples to the GPU runs no chain.
    CHECK(bench.counters().runs - before.runs == 2 + 11 + 11);
    CHECK(bench.counters().compiles == before.compiles);

    REQUIRE(times.passes.size() == 1);
    CHECK(times.passes[0].shader == "invert");
    CHECK(times.passes[0].report.status == PassStatus::runs);
    REQUIRE_FALSE(times.steps.empty());
    CHECK(times.steps.back().shader == "invert");
    CHECK(times.steps.back().size == scene.size);
    // At least the picture itself: 128x72 of four half floats.
    CHECK(times.memory.pool_bytes >= 128 * 72 * 8);
    CHECK_FALSE(times.memory.textures.empty());
}

TEST_CASE("what is drawn is the chain's picture of the frame asked for") {
    const TemporaryFolder folder("bench");
    const std::string film = small_film(folder);
    Scene scene(film, chain_of({pass_of("invert", "vec4(1.0 - c.rgb, 1.0)")}));
    Scene plain(film, chain_of({}));
    ChainBench inverted = scene.bench();
    ChainBench original = plain.bench();
    for (const std::size_t frame : {0U, 5U}) {
        for (const Work work : {Work::drawn, Work::frame}) {
            REQUIRE(inverted.perform(work, frame).ok());
            REQUIRE(original.perform(work, frame).ok());
            const std::vector<float> a = inverted.target().read();
            const std::vector<float> b = original.target().read();
            REQUIRE(a.size() == b.size());
            double worst = 0.0;
            for (std::size_t i = 0; i < a.size(); ++i) {
                worst = i % 4 == 3 ? worst : std::max(worst, std::abs(1.0 - static_cast<double>(a[i] + b[i])));
            }
            CHECK(worst <= 2.01 / 255.0); // each is dithered by less than one code
        }
    }
}

TEST_CASE("a shader that does not compile is left out, and the rest is measured") {
    const TemporaryFolder folder("bench");
    Scene scene(small_film(folder), chain_of({pass_of("broken", "nonsense"), pass_of("invert", "vec4(1.0) - c")}));
    ChainBench bench = scene.bench();
    REQUIRE(bench.failures().size() == 1);
    const Pace pace({});
    const ChainTimes times = needed(measure_chain(bench, scene.chain, {.frames = 2, .warm_up = 1}, pace));
    CHECK(times.chain.count == 2);
    REQUIRE(times.passes.size() == 2);
    for (const BenchPass& pass : times.passes) {
        CHECK((pass.report.status == PassStatus::runs) == (pass.shader == "invert"));
    }
    const Chain marked = bench.marked_chain();
    CHECK(marked.entries[0].failure.has_value());
    CHECK_FALSE(marked.entries[1].failure.has_value());
    // mpv must not get it either: it would paint everything blue.
    CHECK(needed(mpv_chain(marked, scene.ring.format(), scene.size)).shader.find("nonsense") == std::string::npos);
}

TEST_CASE("the ring is as long as the film, and a still is a ring of one") {
    const TemporaryFolder folder("bench");
    const Offline offline = needed(Offline::create());
    const std::string two =
        made_clip(folder, "two.mkv", "testsrc2=size=96x54:rate=24", "-frames:v 2 -c:v ffv1 -pix_fmt yuv420p");
    CHECK(needed(FrameRing::read({.path = two, .start = "0"})).size() == 2);
    const std::string still = made_clip(folder, "still.png", "testsrc2=size=96x54:rate=24", "-frames:v 1");
    const FrameRing ring = needed(FrameRing::read({.path = still}));
    CHECK(ring.size() == 1);
    CHECK(&ring.at(0) == &ring.at(7));
    const FrameRing later = needed(FrameRing::read({.path = small_film(folder), .start = "0.25"}));
    CHECK(later.at(0).raw.index == 6); // 0.25 s at 24 frames a second
    CHECK(later.size() == 6);
    CHECK(FrameRing::read({.path = two, .start = "noon"}).error().code == Code::usage);
}

TEST_CASE("the pace ends with Ctrl+C or the time, and not before") {
    {
        int asked = 0;
        const Pace pace({.limit_s = 0.0, .on_sample = [&] { ++asked; }});
        CHECK(pace.go_on());
        CHECK(asked == 1);
        std::raise(SIGINT);
        CHECK_FALSE(pace.go_on());
        CHECK(pace.end() == Pace::End::interrupted);
    }
    const Pace after({});
    CHECK(after.go_on()); // the wish of before is forgotten
    const Pace over({.limit_s = 1e-9});
    while (over.left_s() > 0.0) {
    }
    CHECK_FALSE(over.go_on());
    CHECK(over.end() == Pace::End::out_of_time);
}

TEST_CASE("what was measured until then is kept") {
    const TemporaryFolder folder("bench");
    Scene scene(small_film(folder), chain_of({}));
    ChainBench bench = scene.bench();
    int asked = 0;
    const Pace pace({.limit_s = 0.0, .on_sample = [&] {
                         if (++asked == 6) { // one to warm up, then four that count
                             std::raise(SIGINT);
                         }
                     }});
    const ChainTimes times = needed(measure_chain(bench, scene.chain, {.frames = 100, .warm_up = 1}, pace));
    CHECK(times.chain.count == 4);
    CHECK(times.upload.count == 0);
    const SweepTimes sweep =
        needed(measure_sweep(scene.offline, scene.ring, scene.chain, {.most_lines = 480, .frames = 3}, pace));
    CHECK(sweep.rows.empty());
    REQUIRE(sweep.notes.size() == 1);
    CHECK(sweep.notes[0].find("interrupted") != std::string::npos);
}

TEST_CASE("sizes of a sweep keep the film's shape") {
    const FrameFormat wide{.size = {1280, 720}};
    const std::vector<Size> all = sweep_sizes(wide, 4320);
    const std::vector<Size> expected{{854, 480}, {1280, 720}, {1920, 1080}, {2560, 1440}, {3840, 2160}, {7680, 4320}};
    CHECK(all == expected);
    CHECK(sweep_sizes(wide, 1080).size() == 3);
    CHECK(sweep_sizes(wide, 500) == std::vector<Size>{{854, 480}});
    CHECK(sweep_sizes(wide, 100).empty());
    // 720x480 shown as 4:3: 8/9 as wide as stored.
    const FrameFormat anamorphic{.size = {720, 480}, .pixel_aspect = 8.0 / 9.0};
    CHECK(sweep_sizes(anamorphic, 480) == std::vector<Size>{{640, 480}});
    const FrameFormat turned{.size = {1280, 720}, .rotation_deg = 90};
    CHECK(sweep_sizes(turned, 480) == std::vector<Size>{{270, 480}});
}
