// The tab "Compare" without a window: what its widgets ask for, and its figures.
#include "dock_ui.h"

#include <limits>

using namespace senga;
using namespace senga::test;

namespace {

const ImVec2 tall{1280.0F, 1600.0F};

State compare_state() {
    State state = planned_state();
    state.view.left = LeftTab::compare;
    auto plan = std::make_shared<Plan>(*state.chain.plan);
    plan->textures.resize(3);
    plan->textures[0].name = "GUIDE";
    plan->textures[1].name = ""; // cannot be named
    plan->textures[2].name = "GUIDE";
    state.chain.plan = plan;
    return state;
}

Exhibit chosen(const State& state, const char* side, const char* exhibit, Side expected) {
    DockUi ui(tall);
    CHECK(ui.click_on(state, side).empty());
    const auto set = only<command::SetExhibit>(ui.click_on(state, exhibit));
    CHECK(set.side == expected);
    return set.exhibit;
}

} // namespace

TEST_CASE("A and B are chosen among original, chain, presets, textures and files") {
    const State state = compare_state();
    CHECK(chosen(state, "compare.a", "exhibit.0..0", Side::a) == Exhibit{Exhibit::Kind::original, "", 0});
    CHECK(chosen(state, "compare.b", "exhibit.1..0", Side::b) == Exhibit{Exhibit::Kind::chain, "", 0});
    CHECK(chosen(state, "compare.b", "exhibit.2.zeta.0", Side::b) == Exhibit{Exhibit::Kind::preset, "zeta", 0});
    CHECK(chosen(state, "compare.a", "exhibit.3.GUIDE.0", Side::a) == Exhibit{Exhibit::Kind::texture, "GUIDE", 0});
    CHECK(chosen(state, "compare.b", "exhibit.3.GUIDE.1", Side::b) == Exhibit{Exhibit::Kind::texture, "GUIDE", 1});
}

TEST_CASE("another file is asked for by its path") {
    DockUi ui(tall);
    State state = compare_state();
    ui.click_on(state, "compare.a");
    CHECK(only<command::SetQuery>(ui.click_on(state, "exhibit.file")).text.empty());
    CHECK(ui.click_on(state, "dialogue.file").empty()); // nothing typed yet
    state.view.query = "/pictures/still.png";
    const auto set = only<command::SetExhibit>(ui.click_on(state, "dialogue.file"));
    CHECK(set.side == Side::a);
    CHECK(set.exhibit == Exhibit{Exhibit::Kind::reference, "/pictures/still.png", 0});
}

TEST_CASE("each way of comparing has a button") {
    DockUi ui(tall);
    State state = compare_state();
    const auto pressed = [&](const char* mark) {
        return only<command::ToggleCompare>(ui.click_on(state, mark)).compare;
    };
    state.view.compare = Compare::wipe;
    CHECK(pressed("compare.peek") == Compare::b);
    CHECK(pressed("compare.original") == Compare::a);
    CHECK(pressed("compare.wipe") == Compare::wipe); // which leads back to B
    CHECK(pressed("compare.side-by-side") == Compare::side_by_side);
    CHECK(pressed("compare.difference") == Compare::difference);
    CHECK(pressed("compare.blink") == Compare::blink);
    state.view.compare = Compare::b;
    CHECK(ui.click_on(state, "compare.peek").empty());
    only<command::SwapSides>(ui.click_on(state, "compare.swap-sides"));
}

TEST_CASE("each way of comparing has its own settings") {
    DockUi ui(tall);
    State state = compare_state();
    state.library.settings.dim_while_dragging = false;
    state.view.compare = Compare::wipe;
    const auto divider = only<command::SetDivider>(ui.click_on(state, "slide.divider", ImGuiMouseButton_Left, 0.25F));
    CHECK(divider.position == doctest::Approx(0.25).epsilon(0.1));
    CHECK(only<command::SetDivider>(ui.click_on(state, "slide.divider", ImGuiMouseButton_Right)).position == 0.5);
    only<command::TurnDivider>(ui.click_on(state, "compare.turn-divider"));
    CHECK_FALSE(ui.sees(state, "slide.gain"));

    state.view.compare = Compare::difference;
    CHECK_FALSE(ui.sees(state, "slide.divider"));
    const auto gain = only<command::SetDifference>(ui.click_on(state, "slide.gain", ImGuiMouseButton_Left, 0.9F));
    CHECK(gain.difference.gain > 4.0);
    CHECK(gain.difference.gain <= 64.0);
    CHECK(gain.difference.kind == Difference::Kind::absolute);
    CHECK(ui.click_on(state, "compare.difference-kind").empty());
    const auto kind = only<command::SetDifference>(ui.click_on(state, "kind.2"));
    CHECK(kind.difference.kind == Difference::Kind::luma);
    CHECK(kind.difference.gain == 4.0);

    state.view.compare = Compare::blink;
    const auto period = only<command::SetBlinkPeriod>(ui.click_on(state, "slide.period", ImGuiMouseButton_Left, 0.99F));
    CHECK(period.seconds > 2.0);
    CHECK(period.seconds <= 5.0);
}

TEST_CASE("tools and zoom") {
    DockUi ui(tall);
    const State state = compare_state();
    only<command::ToggleMetrics>(ui.click_on(state, "compare.metrics"));
    only<command::ToggleProbe>(ui.click_on(state, "view.probe"));
    only<command::ToggleMagnifier>(ui.click_on(state, "view.magnifier"));
    only<command::ToggleGrid>(ui.click_on(state, "view.grid"));
    CHECK(only<command::SetZoom>(ui.click_on(state, "zoom.fit")).factor == std::nullopt);
    CHECK(only<command::SetZoom>(ui.click_on(state, "zoom.1")).factor == 1.0);
    CHECK(only<command::SetZoom>(ui.click_on(state, "zoom.8")).factor == 8.0);
}

TEST_CASE("the figures of A against B") {
    DockUi ui(tall);
    State state = compare_state();
    ui.look(state);
    const auto text = [&] { return ui.text_of(draw_compare, state); };
    CHECK_FALSE(contains(text(), "measuring"));
    state.view.metrics_visible = true;
    CHECK(contains(text(), "measuring"));
    state.view.metrics = {.valid = true, .psnr_db = 42.123, .ssim = 0.98765, .largest = 12.0, .at = {100.0, 7.0}};
    CHECK(contains(text(), "PSNR 42.12 dB"));
    CHECK(contains(text(), "SSIM 0.9877")); // rounded up
    CHECK(contains(text(), "Largest difference 12.0 of 255 at 100, 7"));
    state.view.metrics = {.valid = true, .psnr_db = std::numeric_limits<double>::infinity()};
    CHECK(contains(text(), "A and B are identical."));
    CHECK_FALSE(contains(text(), "PSNR inf"));
}
