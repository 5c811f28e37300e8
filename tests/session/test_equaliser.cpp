// The equaliser: on both sides, before all else, free where it does nothing, and nobody's pass but its own. That its
// arithmetic is mpv's is shown in tests/parity.
#include "tests/session/live_session.h"

#include <string>

using namespace senga;
using senga::test::chain_of_preset;
using senga::test::differing;
using senga::test::LiveSession;
using senga::test::mean;
using senga::test::offline_shot;
using senga::test::Pixels;
using senga::test::plain_chain;
using senga::test::shelf_of;
using senga::test::Workshop;

namespace {

constexpr Size window{480, 270};

struct Scene {
    Scene()
        : film(shop.make(
              "film.mkv",
              "-f lavfi -i testsrc2=size=240x136:rate=25:duration=0.4,crop=240:135:exact=1 -c:v ffv1 -pix_fmt "
              "yuv420p")),
          live({.home = &shop}) {
        live.open_paused(film);
        live.wish(command::ToggleCompare{Compare::wipe}); // both sides are on show
        live.still();
    }
    Pixels a() { return seen(command::SetExhibit{Side::b, {Exhibit::Kind::original, "", 0}}); }
    Pixels b() { return seen(command::SetExhibit{Side::b, {Exhibit::Kind::chain, "", 0}}); }
    // That as B, alone; afterwards both sides are on show again.
    Pixels seen(const Command& b) {
        live.wish(b);
        const Pixels out = live.after(command::ToggleCompare{Compare::wipe});
        live.after(command::ToggleCompare{Compare::wipe});
        return out;
    }
    // The offline path with the equaliser as a pass like any other, before the rest.
    Pixels offline(Chain chain, const ParameterValues& values) const {
        ChainEntry equaliser = load_entry(shelf_of(&shop), "colour/equaliser");
        equaliser.values = values;
        chain.entries.insert(chain.entries.begin(), equaliser);
        return offline_shot(film, chain, window);
    }
    Chain chain() const { return live.state().chain.chain; }

    Workshop shop;
    std::string film;
    LiveSession live;
};

} // namespace

TEST_CASE("equaliser: values of nothing cost no run, no pass and no picture") {
    Scene scene;
    const Pixels before = scene.live.shot();
    const Runner::Counters counters = scene.live.counters();
    for (const char* name : {"brightness", "contrast", "saturation", "gamma", "hue"}) {
        scene.live.wish(command::SetEqualiser{name, 0.0});
    }
    scene.live.wish(command::ResetEqualiser{});
    scene.live.still();
    CHECK(scene.live.counters().runs == counters.runs);
    CHECK(scene.live.state().chain.plan->shaders.size() == scene.chain().entries.size());

    // There and back again.
    CHECK(differing(scene.live.after(command::SetEqualiser{"brightness", 30.0}), before) > 1000);
    CHECK(differing(scene.live.after(command::ChangeEqualiser{"brightness", -30.0}), before) == 0);
    CHECK(scene.live.state().chain.plan->shaders.size() == scene.chain().entries.size());
    CHECK_FALSE(scene.live.state().chain.modified); // it belongs to no preset
}

TEST_CASE("equaliser: both sides have it, as the offline path with that pass first") {
    Scene scene;
    const float dark_a = mean(scene.a());
    const float dark_b = mean(scene.b());
    const ParameterValues values{{"brightness", 20.0}, {"contrast", -10.0}, {"saturation", 40.0}, {"hue", 15.0}};
    for (const auto& [name, value] : values) {
        scene.live.wish(command::SetEqualiser{name, value});
    }
    const Pixels a = scene.a();
    const Pixels b = scene.b();
    CHECK(mean(a) > dark_a + 0.05F);
    CHECK(mean(b) > dark_b + 0.05F);
    CHECK(differing(a, scene.offline(plain_chain(scene.chain().scaling), values)) == 0);
    CHECK(differing(b, scene.offline(scene.chain(), values)) == 0);
    // Of a preset on show as well.
    const Pixels other = scene.seen(command::SetExhibit{Side::b, {Exhibit::Kind::preset, "classic-4k", 0}});
    const Chain preset = chain_of_preset(shelf_of(&scene.shop), "classic-4k", scene.chain().scaling);
    CHECK(differing(other, scene.offline(preset, values)) == 0);
    // The gamma of the original.
    scene.live.wish({command::ResetEqualiser{}, command::SetEqualiser{"gamma", 25.0}});
    CHECK(differing(scene.a(), scene.offline(plain_chain(scene.chain().scaling), {{"gamma", 25.0}})) == 0);
}

TEST_CASE("equaliser: switching the chain off, or a pass to solo, leaves it on") {
    Scene scene;
    scene.live.wish(command::SetEqualiser{"contrast", 40.0});
    const Pixels a = scene.a();
    CHECK(differing(scene.b(), a) > 1000);
    scene.live.wish(command::ToggleChain{});
    CHECK(differing(scene.b(), a) == 0);
    scene.live.wish({command::ToggleChain{}, command::SoloPass{1}});
    Chain solo = scene.chain();
    for (std::size_t i = 0; i < solo.entries.size(); ++i) {
        solo.entries[i].enabled = i == 1;
        solo.entries[i].solo = false;
    }
    CHECK(differing(scene.b(), scene.offline(solo, {{"contrast", 40.0}})) == 0);
}

TEST_CASE("equaliser: the passes keep their numbers, in the chain, in the plan and in what is said of them") {
    Scene scene;
    const auto statuses = [&] {
        std::vector<PassStatus> out;
        for (std::size_t i = 0; i < scene.chain().entries.size(); ++i) {
            out.push_back(entry_status(*scene.live.state().chain.plan, i).status);
        }
        return out;
    };
    scene.live.wish(command::TogglePass{1});
    scene.live.still();
    const std::vector<PassStatus> before = statuses();
    REQUIRE(before == std::vector{PassStatus::runs, PassStatus::off, PassStatus::runs, PassStatus::runs});
    scene.live.wish(command::SetEqualiser{"gamma", 30.0});
    scene.live.still();
    CHECK(statuses() == before);
    CHECK(scene.chain().entries.size() == 4);
    // The same pass is still the one that is switched.
    const Pixels on = scene.b();
    scene.live.wish(command::TogglePass{1});
    CHECK(differing(scene.b(), on) > 1000);
    CHECK(statuses() == std::vector(4, PassStatus::runs));
    // A change of it runs both sides once.
    const Runner::Counters counters = scene.live.counters();
    scene.live.after(command::SetEqualiser{"gamma", 20.0});
    CHECK(scene.live.counters().runs == counters.runs + 2);
    CHECK(scene.live.counters().compiles == counters.compiles);
}
