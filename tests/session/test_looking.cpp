// What looking costs: nothing. Panels, comparisons, zoom and lenses are drawn from the pictures there are.
#include "tests/session/live_session.h"

#include <string>
#include <vector>

using namespace senga;
using senga::test::clock_s;
using senga::test::differing;
using senga::test::LiveSession;
using senga::test::Pixels;
using senga::test::Workshop;

namespace {

// Enlarged, so that every pass of the preset runs.
std::string moving_film(const Workshop& shop) {
    return shop.make("film.mkv", "-f lavfi -i testsrc2=size=320x180:rate=25:duration=2 -c:v ffv1 -pix_fmt yuv420p");
}

// What happened since it was made.
class Toll {
public:
    explicit Toll(const LiveSession& live) : live_(live), before_(live.counters()) {}
    std::uint64_t runs() const { return live_.counters().runs - before_.runs; }
    std::uint64_t compiles() const { return live_.counters().compiles - before_.compiles; }
    std::uint64_t allocations() const { return live_.counters().allocations - before_.allocations; }
    bool free() const { return runs() == 0 && compiles() == 0 && allocations() == 0; }

private:
    const LiveSession& live_;
    Runner::Counters before_;
};

// Whether what the window shows of the film is another picture afterwards.
enum class Seen { same, other, either };

struct Act {
    std::string name;
    std::vector<Command> commands;
    Seen picture = Seen::other;
};

void check_free(LiveSession& live, const std::vector<Act>& acts) {
    const std::uint64_t revision = live.state().chain.revision;
    for (const Act& act : acts) {
        CAPTURE(act.name);
        const Pixels before = live.shot();
        const Toll toll(live);
        live.wish(act.commands);
        live.draw();
        live.still();
        CHECK(toll.runs() == 0);
        CHECK(toll.compiles() == 0);
        CHECK(toll.allocations() == 0);
        CHECK(live.state().chain.revision == revision);
        if (act.picture != Seen::either) {
            CHECK((differing(live.shot(), before) > 0) == (act.picture == Seen::other));
        }
    }
}

Difference difference(Difference::Kind kind, double gain) {
    return {.kind = kind, .gain = gain};
}

} // namespace

TEST_CASE("comparing, zooming and the lenses run nothing, compile nothing and allocate nothing") {
    const Workshop shop;
    LiveSession live;
    live.open_paused(moving_film(shop));
    // Both pictures once.
    const Pixels start = live.after(command::ToggleCompare{Compare::wipe});
    live.move_mouse(100.0, 80.0);
    check_free(
        live,
        {{"peek", {command::SetPeek{Switch::on}}},
         {"no peek", {command::SetPeek{Switch::off}}},
         {"divider at 0", {command::SetDivider{0.0}}},
         {"divider at 1", {command::SetDivider{1.0}}},
         {"divider moved", {command::MoveDivider{-0.25}}},
         {"divider turned", {command::TurnDivider{}}},
         {"divider in the middle", {command::TurnDivider{}, command::SetDivider{0.5}}},
         {"A", {command::ToggleCompare{Compare::a}}},
         {"side by side", {command::ToggleCompare{Compare::side_by_side}}},
         {"difference", {command::ToggleCompare{Compare::difference}}},
         {"with sign", {command::CycleDifference{}}},
         {"luma, with gain", {command::SetDifference{difference(Difference::Kind::luma, 16.0)}}},
         {"absolute again", {command::SetDifference{difference(Difference::Kind::absolute, 4.0)}}},
         {"blinking", {command::SetBlinkPeriod{0.1}, command::ToggleCompare{Compare::blink}}, Seen::either},
         {"B", {command::ToggleCompare{Compare::blink}}, Seen::either},
         {"sides swapped", {command::SwapSides{}}},
         {"sides as they were", {command::SwapSides{}}},
         {"the original twice", {command::SetExhibit{Side::b, {Exhibit::Kind::original, "", 0}}}},
         {"the chain twice",
          {command::SetExhibit{Side::a, {Exhibit::Kind::chain, "", 0}},
           command::SetExhibit{Side::b, {Exhibit::Kind::chain, "", 0}}}},
         {"the original and the chain", {command::SetExhibit{Side::a, {Exhibit::Kind::original, "", 0}}}, Seen::same},
         {"zoom at the pointer", {command::ZoomBy{2}}},
         {"moved", {command::PanBy{31.0, -17.0}}},
         {"large enough for a grid", {command::SetZoom{16.0}}},
         {"without the grid", {command::ToggleGrid{}}},
         {"with it", {command::ToggleGrid{}}},
         {"made smaller", {command::SetZoom{0.5}}},
         {"1:1", {command::SetZoom{1.0}}, Seen::either},
         {"fitted", {command::ResetView{}}, Seen::either},
         {"magnifier", {command::ToggleMagnifier{}}},
         {"no magnifier", {command::ToggleMagnifier{}}},
         {"probe", {command::ToggleProbe{}}, Seen::same},
         {"no probe", {command::ToggleProbe{}}, Seen::same},
         {"metrics", {command::ToggleMetrics{}}, Seen::same}});
    REQUIRE(live.until([&] { return live.state().view.metrics.valid; }));
    check_free(live, {{"no metrics", {command::ToggleMetrics{}}, Seen::same},
                      {"the wipe again", {command::ToggleCompare{Compare::wipe}}}});
    CHECK(differing(live.shot(), start) == 0);
}

TEST_CASE("panels, tabs and overlays run nothing and change no pixel of the picture") {
    const Workshop shop;
    LiveSession live;
    live.open_paused(moving_film(shop));
    const auto left = [](LeftTab tab) { return Act{"a tab at the left", {command::ShowLeft{tab}}, Seen::same}; };
    const auto right = [](RightTab tab) { return Act{"a tab at the right", {command::ToggleRight{tab}}, Seen::same}; };
    check_free(live, {{"no panel", {command::TogglePanel{}}, Seen::same},
                      {"panel", {command::TogglePanel{}}, Seen::same},
                      left(LeftTab::compare),
                      left(LeftTab::picture),
                      left(LeftTab::settings),
                      left(LeftTab::passes),
                      right(RightTab::cost),
                      right(RightTab::textures),
                      right(RightTab::information),
                      right(RightTab::playlist),
                      right(RightTab::playlist),
                      {"no information line", {command::ToggleInformation{}}, Seen::same},
                      {"information line", {command::ToggleInformation{}}, Seen::same},
                      {"palette", {command::ToggleOverlay{Overlay::palette}}, Seen::same},
                      {"typed into", {command::SetQuery{"wipe"}}, Seen::same},
                      {"key help", {command::ToggleOverlay{Overlay::keys}}, Seen::same},
                      {"closed", {command::ToggleOverlay{Overlay::keys}}, Seen::same},
                      {"a key asked for", {command::CaptureKey{"chain.toggle"}}, Seen::same},
                      {"no longer", {command::CaptureKey{}}, Seen::same},
                      {"dimmed", {command::SetDimmed{Switch::on}}, Seen::same},
                      {"not dimmed", {command::SetDimmed{Switch::off}}, Seen::same},
                      {"controls kept", {command::KeepControls{}}, Seen::same}});
    // What the cost tab wants measured comes with the next picture, not by a run of its own.
    live.wish(command::ToggleRight{RightTab::cost});
    const Toll toll(live);
    for (const double end = clock_s() + 1.2; clock_s() < end;) { // reports come twice a second
        live.turn();
    }
    CHECK(toll.free());
}

TEST_CASE("changing a pass runs the chain once, the original never, and compiles nothing") {
    const Workshop shop;
    LiveSession live;
    live.open_paused(moving_film(shop));
    live.after(command::ToggleCompare{Compare::wipe}); // both sides are on show
    const std::vector<Act> acts{{"off", {command::TogglePass{0}}},
                                {"on", {command::TogglePass{0}}},
                                {"a value", {command::SetParameter{3, "grad_strength", 0.1}}},
                                {"back", {command::ResetPass{3}}},
                                {"muted", {command::MutePass{3}}},
                                {"not muted", {command::MutePass{3}}},
                                {"solo", {command::SoloPass{1}}},
                                {"not solo", {command::SoloPass{1}}},
                                {"all off", {command::ToggleChain{}}},
                                {"all as they were", {command::ToggleChain{}}},
                                {"two changes at once", {command::TogglePass{0}, command::TogglePass{3}}},
                                {"as loaded", {command::RevertPreset{}}}};
    const Pixels start = live.shot();
    for (const Act& act : acts) {
        CAPTURE(act.name);
        const Pixels before = live.shot();
        const Toll toll(live);
        live.wish(act.commands);
        live.still();
        CHECK(toll.runs() == 1);
        CHECK(toll.compiles() == 0);
        const Pixels now = live.shot();
        CHECK(differing(now, before) > 0);
        // Left of the divider stands the original.
        const Rect original{0, 0, live.window().w / 2 - 1, live.window().h};
        CHECK(differing(now.part(original), before.part(original)) == 0);
    }
    CHECK(differing(live.shot(), start) == 0);

    // Nothing changes, nothing runs.
    const Toll toll(live);
    live.wish({command::TogglePass{0}, command::TogglePass{0}, command::SetDivider{0.2}});
    live.still();
    CHECK(toll.runs() <= 1); // the chain's revision is another, its picture the same
    CHECK(toll.compiles() == 0);
}

TEST_CASE("while a film plays every frame costs one run for each side on show, whatever is looked at") {
    const Workshop shop;
    LiveSession live({.player = {{"audio", "no"}, {"hwdec", "no"}, {"loop-file", "inf"}}});
    live.open_paused(moving_film(shop));
    live.after(command::ToggleCompare{Compare::wipe});
    live.wish(command::TogglePause{});
    const std::uint64_t compiles = live.counters().compiles;
    int frames = 0;
    for (const double end = clock_s() + 60.0; frames < 24 && clock_s() < end;) {
        const int third = frames / 8; // of the film: both sides, B alone, with the metrics measured
        if (third == 1 && live.state().view.compare == Compare::wipe) {
            live.wish(command::ToggleCompare{Compare::wipe});
        } else if (third == 2 && !live.state().view.metrics_visible) {
            live.wish(command::ToggleMetrics{});
        }
        live.wish({command::SetDivider{0.1 * (frames % 10)}, command::ZoomBy{frames % 2 == 0 ? 1 : -1},
                   command::PanBy{3.0, -2.0}, command::TogglePanel{}});
        const std::uint64_t before = live.session().player_counters().frames;
        const Toll toll(live);
        live.turn();
        const bool brought = live.session().player_counters().frames != before;
        frames += brought ? 1 : 0;
        CAPTURE(third);
        // A side that comes into view shows the present frame at once.
        const std::uint64_t sides = third == 1 ? 1 : 2;
        CHECK(toll.runs() <= sides);
        CHECK((!brought || toll.runs() == sides));
    }
    CHECK(frames == 24);
    CHECK(live.counters().compiles == compiles);
}
