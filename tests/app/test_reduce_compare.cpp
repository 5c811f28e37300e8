// What the reducer does to the comparison, the zoom and the lenses.
#include "app/state/text.h"
#include "fixtures.h"

#include <cmath>

using namespace senga;
using namespace senga::test;

TEST_CASE("the held key shows the original without forgetting the mode, and the chain stays untouched") {
    State state = playing_state();
    quietly(state, command::ToggleCompare{Compare::wipe});
    CHECK(shown(state.view, 0.0) == Compare::wipe);
    quietly(state, command::SetPeek{Switch::on});
    CHECK(shown(state.view, 0.0) == Compare::a);
    quietly(state, command::SetPeek{Switch::off});
    CHECK(shown(state.view, 0.0) == Compare::wipe);
    quietly(state, command::ToggleCompare{Compare::a});
    CHECK(shown(state.view, 0.0) == Compare::a);
    quietly(state, command::ToggleCompare{Compare::a});
    CHECK(shown(state.view, 0.0) == Compare::b);
    CHECK(state.chain.revision == 10);
}

TEST_CASE("the divider stays on the picture") {
    State state = playing_state();
    quietly(state, command::SetDivider{0.25});
    CHECK(state.view.divider.position == 0.25);
    quietly(state, command::MoveDivider{-0.5});
    CHECK(state.view.divider.position == 0.0);
    quietly(state, command::SetDivider{7.0});
    CHECK(state.view.divider.position == 1.0);
    quietly(state, command::SetDivider{std::nan("")});
    CHECK(state.view.divider.position == 0.5);
}

TEST_CASE("no command of the view touches the chain or the equaliser") {
    State state = playing_state();
    state.chain.plan = std::make_shared<const Plan>();
    state.chain.equaliser = sample_equaliser();
    const auto plan = state.chain.plan;
    const std::vector<Command> commands{
        command::SetPeek{Switch::on},
        command::SetPeek{Switch::off},
        command::ToggleCompare{Compare::wipe},
        command::ToggleCompare{Compare::side_by_side},
        command::ToggleCompare{Compare::difference},
        command::ToggleCompare{Compare::blink},
        command::ToggleCompare{Compare::a},
        command::SetExhibit{Side::a, {Exhibit::Kind::preset, "zeta", 0}},
        command::SetExhibit{Side::b, {Exhibit::Kind::texture, "GUIDE", 1}},
        command::SetExhibit{Side::a, {Exhibit::Kind::reference, "/still.png", 0}},
        command::SwapSides{},
        command::SetDivider{0.3},
        command::MoveDivider{0.1},
        command::TurnDivider{},
        command::SetDifference{{Difference::Kind::luma, 8.0}},
        command::CycleDifference{},
        command::SetBlinkPeriod{1.0},
        command::ZoomBy{2},
        command::SetZoom{4.0},
        command::PanBy{10.0, -5.0},
        command::ResetView{},
        command::ToggleProbe{},
        command::ToggleMagnifier{},
        command::ToggleGrid{},
        command::ToggleMetrics{},
        command::TakeScreenshot{},
        command::TogglePanel{},
        command::ToggleInformation{},
        command::ShowLeft{LeftTab::compare},
        command::ToggleRight{RightTab::cost},
        command::ToggleOverlay{Overlay::palette},
        command::SetQuery{"x"},
        command::SetDimmed{Switch::on},
        command::ToggleFullscreen{},
        command::LeaveFullscreen{},
        command::ToggleOnTop{},
        command::ScaleWindow{1.0},
        command::KeepControls{},
        command::ChangeSettings{{.language = Language::chinese}},
        command::CaptureKey{"playback.pause"},
        command::SetKeys{},
        command::ChangePanscan{0.5},
        command::Rotate{},
    };
    for (const Command& command : commands) {
        CAPTURE(command.index());
        static_cast<void>(reduce(state, command, 1.0));
        static_cast<void>(apply(state, WindowEvent{event::MouseMoved{{300.0, 200.0}}}, 1.0));
        tick(state, 1.0);
        CHECK(state.chain.revision == 10);
        CHECK(state.chain.equaliser_revision == 0);
        CHECK_FALSE(state.chain.modified);
        CHECK(state.chain.plan == plan);
    }
}

TEST_CASE("the sides are named, in the viewer's language, whenever they change") {
    State state = playing_state();
    quietly(state, command::ToggleCompare{Compare::wipe}, 5.0);
    CHECK(toasted(state, "Wipe: Original | sample"));
    CHECK(state.view.labels_since_s == 5.0);
    quietly(state, command::SwapSides{}, 6.0);
    CHECK(toasted(state, "Wipe: sample | Original"));
    CHECK(state.view.a.kind == Exhibit::Kind::chain);
    state.chain.modified = true;
    state.view.language = Language::chinese;
    quietly(state, command::ToggleCompare{Compare::side_by_side}, 7.0);
    CHECK(toasted(state, "并排：sample* | 原始画面"));
    quietly(state, command::SetDivider{0.25}, 8.0);
    CHECK(state.view.labels_since_s == 8.0);
    quietly(state, command::SetDivider{0.25}, 9.0); // where it was
    CHECK(state.view.labels_since_s == 8.0);
}

TEST_CASE("what a side shows, in words") {
    const State state = playing_state();
    const auto name = [&](Exhibit::Kind kind, const char* what, int occurrence) {
        return exhibit_name(state, {kind, what, occurrence});
    };
    CHECK(name(Exhibit::Kind::original, "", 0) == "Original");
    CHECK(name(Exhibit::Kind::chain, "", 0) == "sample");
    CHECK(name(Exhibit::Kind::preset, "zeta", 0) == "Zeta");
    CHECK(name(Exhibit::Kind::preset, "unlisted", 0) == "unlisted");
    CHECK(name(Exhibit::Kind::texture, "GUIDE", 0) == "GUIDE (texture)");
    CHECK(name(Exhibit::Kind::texture, "MAIN", 1) == "MAIN #2 (texture)");
    CHECK(name(Exhibit::Kind::reference, "/stills/frame.png", 0) == "frame.png");
    const State nothing_open;
    CHECK(exhibit_name(nothing_open, {Exhibit::Kind::chain, "", 0}) == "Processed");
}

TEST_CASE("an exhibit needs a name where its kind has one") {
    State state = playing_state();
    const Exhibit before = state.view.a;
    for (const Exhibit::Kind kind : {Exhibit::Kind::reference, Exhibit::Kind::preset, Exhibit::Kind::texture}) {
        quietly(state, command::SetExhibit{Side::a, {kind, "", 0}});
        CHECK(state.view.a == before);
    }
    quietly(state, command::SetExhibit{Side::a, {Exhibit::Kind::chain, "", 0}});
    CHECK(state.view.a.kind == Exhibit::Kind::chain);
}

TEST_CASE("blinking begins with A, each side for its period, and the peek key wins") {
    State state = playing_state();
    quietly(state, command::SetBlinkPeriod{0.4});
    quietly(state, command::ToggleCompare{Compare::blink}, 100.0);
    CHECK(shown(state.view, 100.0) == Compare::a);
    CHECK(shown(state.view, 100.39) == Compare::a);
    CHECK(shown(state.view, 100.41) == Compare::b);
    CHECK(shown(state.view, 100.81) == Compare::a);
    quietly(state, command::SetPeek{Switch::on}, 100.5);
    CHECK(shown(state.view, 100.5) == Compare::a);
    quietly(state, command::SetBlinkPeriod{99.0}, 101.0);
    CHECK(state.view.blink.period_s == 5.0);
    quietly(state, command::SetBlinkPeriod{0.0}, 101.0);
    CHECK(state.view.blink.period_s == 0.1);
    quietly(state, command::SetBlinkPeriod{std::nan("")}, 101.0);
    CHECK(state.view.blink.period_s == 0.1);
}

TEST_CASE("the divider turns, the difference goes round") {
    State state = playing_state();
    quietly(state, command::TurnDivider{});
    CHECK(state.view.divider.line == Divider::Line::horizontal);
    quietly(state, command::TurnDivider{});
    CHECK(state.view.divider.line == Divider::Line::vertical);
    quietly(state, command::CycleDifference{});
    CHECK(state.view.difference.kind == Difference::Kind::with_sign);
    quietly(state, command::CycleDifference{});
    CHECK(state.view.difference.kind == Difference::Kind::luma);
    quietly(state, command::CycleDifference{});
    CHECK(state.view.difference.kind == Difference::Kind::absolute);
    quietly(state, command::SetDifference{{Difference::Kind::luma, 1000.0}});
    CHECK(state.view.difference.gain == 64.0);
    quietly(state, command::SetDifference{{Difference::Kind::luma, 0.0}});
    CHECK(state.view.difference.gain == 1.0);
}

TEST_CASE("zoom climbs its ladder and goes back to fit") {
    State state = playing_state(); // 1280x720 in as large a window: fits at 1
    quietly(state, command::ZoomBy{1});
    CHECK(state.view.zoom.factor == 1.5);
    quietly(state, command::ZoomBy{1});
    CHECK(state.view.zoom.factor == 2.0);
    CHECK(toasted(state, "Zoom 200 %"));
    quietly(state, command::SetZoom{4.0});
    CHECK(state.view.zoom.factor == 4.0);
    const Point before = state.view.zoom.centre;
    quietly(state, command::PanBy{-512.0, 0.0}); // the picture is 5120 wide: a tenth of it
    CHECK(state.view.zoom.centre.x == doctest::Approx(before.x + 0.1));
    quietly(state, command::ResetView{});
    CHECK(state.view.zoom == Zoom{});
    quietly(state, command::SetZoom{2.0});
    quietly(state, command::SetZoom{});
    CHECK_FALSE(state.view.zoom.factor);
}

TEST_CASE("figures that were measured for another comparison do not stay") {
    State state = playing_state();
    MetricsState metrics;
    metrics.valid = true;
    happened(state, ChainEvent{event::MetricsMeasured{metrics}}); // a late answer: nobody looks
    CHECK_FALSE(state.view.metrics.valid);
    quietly(state, command::ToggleMetrics{});
    happened(state, ChainEvent{event::MetricsMeasured{metrics}});
    CHECK(state.view.metrics.valid);
    quietly(state, command::SetExhibit{Side::a, {Exhibit::Kind::preset, "zeta", 0}});
    CHECK_FALSE(state.view.metrics.valid);
}

TEST_CASE("pictures are saved outside, and only if there is one") {
    State state = playing_state();
    CHECK(reduce(state, command::TakeScreenshot{command::TakeScreenshot::What::sides}, 0.0) ==
          Effects{effect::Screenshot{command::TakeScreenshot::What::sides}});
    CHECK(reduce(state, command::SaveTexture{"GUIDE", 1}, 0.0) == Effects{effect::SaveTexture{"GUIDE", 1}});
    happened(state, ChainEvent{event::PictureSaved{"/pictures/a.png"}});
    CHECK(toasted(state, "Saved /pictures/a.png"));
    happened(state, ChainEvent{event::PictureSaved{"/pictures/b.png"}});
    happened(state, ChainEvent{event::PictureSaved{"/pictures/c.png"}});
    CHECK(toasted(state, "Saved 3 pictures in /pictures/\na.png\nb.png\nc.png")); // one for the set
    CHECK(state.view.toasts.size() == 1);
    CHECK(reduce(state, command::CopyToast{0}, 0.0) ==
          Effects{effect::SetClipboard{"/pictures/a.png\n/pictures/b.png\n/pictures/c.png"}});
    CHECK(toasted(state, "Copied to the clipboard"));
    CHECK(state.view.toasts.size() == 1);
    quietly(state, command::CopyToast{0}); // that one has nothing to copy
    quietly(state, command::CopyToast{7});
    happened(state, ChainEvent{event::PictureSaved{"/pictures/d.png"}});
    happened(state, ChainEvent{event::PictureSaved{"/pictures/more/e.png"}}); // another folder, another toast
    CHECK(toasted(state, "Saved /pictures/more/e.png"));
    CHECK_FALSE(toasted(state, "Saved /pictures/d.png"));
    state.player.format.reset();
    quietly(state, command::TakeScreenshot{});
    quietly(state, command::SaveTexture{"GUIDE", 0});
    CHECK(toasted(state, "There is no picture yet"));
}
