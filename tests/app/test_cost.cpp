// What the chain costs: the sums, and the tab that shows them. Expected numbers are worked out by hand.
#include "app/state/cost.h"
#include "app/state/visibility.h"
#include "dock_ui.h"

#include <limits>

using namespace senga;
using namespace senga::test;

namespace {

CostState::Step step(std::optional<std::size_t> entry, const char* name, double average_ms, int samples = 3) {
    return {.entry = entry,
            .name = name,
            .last_ms = average_ms * 2.0,
            .average_ms = average_ms,
            .peak_ms = average_ms * 4.0,
            .samples = samples};
}

// Pass 1 takes two steps, pass 3 has no figure yet: 2.0 + 0.25 + 2.0 = 4.25 ms.
CostState sample_cost() {
    CostState cost;
    cost.steps = {step(0, "first", 1.5), step(std::nullopt, "to R'G'B'", 0.25), step(0, "again", 0.5),
                  step(1, "second", 2.0), step(2, "third", 99.0, 0)};
    cost.textures = {{"LUMA", 0, {1280, 720}, "r16", 1280UL * 720 * 2},
                     {"second", 0, {2560, 1440}, "rgba16f", 2560UL * 1440 * 8}};
    cost.pool_bytes = 182UL * 1048576;
    cost.renderer = "Some Graphics Card";
    return cost;
}

State measured_state() {
    State state = planned_state();
    state.view.right = RightTab::cost;
    state.player.fps = 25.0;
    state.chain.cost = sample_cost();
    return state;
}

State with_steps(std::size_t count) {
    State state = measured_state();
    state.chain.cost.textures.clear();
    state.chain.cost.steps.clear();
    for (std::size_t i = 0; i < count; ++i) {
        state.chain.cost.steps.push_back(step(i % 3, ("step " + std::to_string(i)).c_str(), 0.125));
    }
    return state;
}

} // namespace

TEST_CASE("costs add up by pass and in all; what has no figure yet counts nothing") {
    const CostState cost = sample_cost();
    CHECK(total_ms(cost) == 4.25);
    CHECK(entry_ms(cost, 0) == 2.0);
    CHECK(entry_ms(cost, 1) == 2.0);
    CHECK(entry_ms(cost, 2) == std::nullopt);
    CHECK(entry_ms(cost, 9) == std::nullopt);
    CHECK(measured(cost));
    CHECK_FALSE(measured({}));
    CostState waiting;
    waiting.steps = {step(0, "first", 1.0, 0)};
    CHECK_FALSE(measured(waiting));

    const std::vector<CostShare> shares = cost_shares(cost);
    REQUIRE(shares.size() == 3);
    CHECK(shares[0].entry == 0);
    CHECK(shares[0].ms == 2.0);
    CHECK_FALSE(shares[1].entry);
    CHECK(shares[1].ms == 0.25);
    CHECK(shares[2].entry == 1);
    CHECK(shares[2].ms == 2.0);
}

TEST_CASE("the budget is what a frame lasts at the speed it is played") {
    PlayerState player;
    CHECK_FALSE(budget_ms(player));
    player.fps = 25.0;
    CHECK(budget_ms(player) == 40.0);
    player.speed = 2.0;
    CHECK(budget_ms(player) == 20.0);
    player.speed = 0.0;
    CHECK_FALSE(budget_ms(player));
    player.speed = 1.0;
    player.fps = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(budget_ms(player));
}

TEST_CASE("the bar is as long as the budget, or as the total where that is longer") {
    const std::vector<CostShare> shares = cost_shares(sample_cost()); // 2.0, 0.25, 2.0

    const std::vector<BarPiece> within = bar_pieces(shares, 10.0);
    REQUIRE(within.size() == 3);
    CHECK(within[0].begin == 0.0);
    CHECK(within[0].end == doctest::Approx(0.2));
    CHECK(within[1].end == doctest::Approx(0.225));
    CHECK(within[2].begin == within[1].end);
    CHECK(within[2].end == doctest::Approx(0.425));
    for (const BarPiece& piece : within) {
        CHECK(piece.side == BarPiece::Side::within);
    }

    // The last share crosses the 3 ms: 2.25..3 is within, 3..4.25 beyond.
    const std::vector<BarPiece> over = bar_pieces(shares, 3.0);
    REQUIRE(over.size() == 4);
    CHECK(over[2].entry == 1);
    CHECK(over[2].side == BarPiece::Side::within);
    CHECK(over[2].end == doctest::Approx(3.0 / 4.25));
    CHECK(over[3].entry == 1);
    CHECK(over[3].side == BarPiece::Side::beyond);
    CHECK(over[3].begin == over[2].end);
    CHECK(over[3].end == doctest::Approx(1.0));

    const std::vector<BarPiece> unlimited = bar_pieces(shares, std::nullopt);
    REQUIRE(unlimited.size() == 3);
    CHECK(unlimited[2].end == doctest::Approx(1.0));
    CHECK(unlimited[2].side == BarPiece::Side::within);

    CHECK(bar_pieces({}, 10.0).empty());
    CHECK(bar_pieces({{std::nullopt, 0.0}}, std::nullopt).empty()); // and no division by zero
    CHECK(bar_pieces({{0, -1.0}}, 10.0).empty());
}

TEST_CASE("past totals become a line as high as the larger of budget and peak") {
    const Sparkline within = sparkline({1.0F, 4.0F, 2.0F}, 8.0);
    REQUIRE(within.points.size() == 3);
    CHECK(within.points[0].x == 0.0F);
    CHECK(within.points[1].x == 0.5F);
    CHECK(within.points[2].x == 1.0F);
    CHECK(within.points[0].y == 0.125F);
    CHECK(within.points[1].y == 0.5F);
    CHECK(within.budget == 1.0F);
    const Sparkline over = sparkline({1.0F, 4.0F}, 2.0);
    CHECK(over.points[1].y == 1.0F);
    CHECK(over.budget == 0.5F);
    CHECK_FALSE(sparkline({1.0F, 4.0F}, std::nullopt).budget);
    CHECK(sparkline({0.0F, 0.0F}, std::nullopt).points.empty()); // and no division by zero
    CHECK(sparkline({}, 5.0).points.empty());
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const Sparkline odd = sparkline({nan, -3.0F, 2.0F}, std::nullopt);
    CHECK(odd.points[0].y == 0.0F);
    CHECK(odd.points[1].y == 0.0F);
    CHECK(odd.points[2].y == 1.0F);
}

TEST_CASE("the tab shows total, steps and memory") {
    DockUi ui;
    State state = measured_state();
    ui.look(state);
    const std::string text = ui.text_of(draw_cost, state);
    CHECK(contains(text, "Some Graphics Card"));
    CHECK_FALSE(contains(text, "processor"));
    CHECK_FALSE(contains(text, "measuring"));
    CHECK_FALSE(contains(text, "Too slow"));
    CHECK(contains(text, "4.25 of 40.00 ms per frame (11 %)")); // 10.6 %
    for (const char* part : {"first", "3.00", "1.50", "6.00", "to R'G'B'", "third", "-"}) {
        CAPTURE(part);
        CHECK(contains(text, part));
    }
    CHECK_FALSE(contains(text, "99.00")); // no figure yet
    CHECK(contains(text, "Graphics memory: 182 MiB"));

    state.chain.cost.software = true;
    CHECK(contains(ui.text_of(draw_cost, state), "The CPU draws: these are processor times."));
    state.player.fps = 500.0; // 2 ms for each
    CHECK(contains(ui.text_of(draw_cost, state), "Too slow"));
}

TEST_CASE("steps stand beneath their pass, and no two of them are called alike") {
    DockUi ui({1280.0F, 1600.0F});
    State state = measured_state();
    state.chain.chain.entries[0].label = "Deband: smooth gradients";
    const std::string wide = "Deband: wide round (one)"; // as the planner calls it
    state.chain.cost.steps = {step(0, "Deband: detail mask (one)", 1.0), step(0, wide.c_str(), 1.0),
                              step(0, wide.c_str(), 1.0), step(std::nullopt, "scaled", 1.0)};
    state.chain.cost.steps[0].stage = "LUMA";
    state.chain.cost.steps[1].stage = "LUMA";
    state.chain.cost.steps[2].stage = "CHROMA";
    ui.look(state);
    const std::string text = ui.text_of(draw_cost, state);
    CHECK(contains(text, "Deband: smooth gradients"));
    CHECK_FALSE(contains(text, "Deband: wide"));
    CHECK_FALSE(contains(text, "(one)"));
    CHECK(contains(text, "wide round, LUMA"));
    CHECK(contains(text, "wide round, CHROMA"));
    CHECK_FALSE(contains(text, "detail mask, LUMA")); // there is one of it
    CHECK(contains(text, "Senga's own steps"));
}

TEST_CASE("until figures arrive the tab says so") {
    DockUi ui;
    State state = measured_state();
    state.chain.cost = {};
    ui.look(state);
    const std::string text = ui.text_of(draw_cost, state);
    CHECK(contains(text, "measuring"));
    CHECK_FALSE(contains(text, "next frames"));
    CHECK_FALSE(contains(text, "per frame"));
    state.player.paused = true; // nothing is drawn anew, so nothing can be measured
    CHECK(contains(ui.text_of(draw_cost, state), "measuring: figures come with the next frames"));
}

TEST_CASE("costs are there with the panel only, and ask for nothing by themselves") {
    HeadlessUi ui;
    State state = measured_state();
    CHECK(ui.frame(state, 50.0).empty());
    CHECK(ui.frame(state, 50.0).empty());
    CHECK(window_drawn("Right"));
    state.view.panel_visible = false;
    CHECK_FALSE(overlay_visible(state, 50.0));
    ui.frame(state, 50.0);
    CHECK(visible_vertices() == 0);
    CHECK_FALSE(window_drawn("Right"));
}

TEST_CASE("hundreds of steps cost no more to draw") {
    DockUi ui;
    State state = with_steps(260);
    ui.look(state);
    CHECK(contains(ui.text_of(draw_cost, state), "32.50 of 40.00 ms per frame (81 %)")); // 260 / 8; 81.25 %

    // Only the rows in sight are drawn, so ten times as many make no difference.
    const auto vertices = [&](std::size_t count) {
        State long_one = with_steps(count);
        for (CostState::Step& one : long_one.chain.cost.steps) {
            one.average_ms = 0.0; // so that total and bar look alike
        }
        ui.look(long_one);
        return visible_vertices();
    };
    CHECK(vertices(2600) == vertices(260));
    CHECK(vertices(5) < vertices(260));
}

TEST_CASE("no figures break the tab") {
    State odd = measured_state();
    const double nan = std::numeric_limits<double>::quiet_NaN();
    odd.chain.cost.steps = {step(77, "%s%n##odd", nan), step(0, "", -5.0),
                            step(1, std::string(3000, 'y').c_str(), std::numeric_limits<double>::infinity())};
    odd.chain.cost.textures = {{"", 0, {0, 0}, "", 0}, {"100%s", 0, {-1, 5}, "?", ~std::size_t{0}}};
    odd.chain.cost.history_ms = {std::numeric_limits<float>::infinity(), -1.0F, 3.0F};
    for (const ImVec2 display : {ImVec2{1280.0F, 720.0F}, ImVec2{1.0F, 1.0F}, ImVec2{400.0F, 2000.0F}}) {
        for (const double scale : {1.0, 3.0}) {
            for (const RightTab tab : {RightTab::cost, RightTab::textures}) {
                HeadlessUi ui(display);
                odd.view.right = tab;
                odd.view.ui_scale = scale;
                odd.view.compare = Compare::a;
                odd.view.toasts = {{"", "toast", Severity::error, 1e9}};
                ui.settle(odd);
                ui.move(display.x - 30.0F, 60.0F);
                ui.settle(odd);
                CHECK(window_drawn("Right"));
            }
        }
    }
}
