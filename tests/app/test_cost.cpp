// What the chain costs: the sums, and the window that shows them. Expected numbers are worked out by hand.
#include "app/panel/figures.h"
#include "app/state/visibility.h"
#include "fixtures.h"
#include "headless_ui.h"

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
    cost.textures = {{"LUMA", {1280, 720}, "r16", 1280UL * 720 * 2},
                     {"second", {2560, 1440}, "rgba16f", 2560UL * 1440 * 8}};
    cost.pool_bytes = 182UL * 1048576;
    cost.renderer = "Some Graphics Card";
    return cost;
}

State measured_state() {
    State state = planned_state();
    state.view.cost_visible = true;
    state.player.fps = 25.0;
    state.chain.cost = sample_cost();
    return state;
}

bool contains(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
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

TEST_CASE("the cost window shows total, steps and textures") {
    HeadlessUi ui;
    State state = measured_state();
    ui.settle(state);
    const std::string text = ui.text_of(draw_cost, state);
    CHECK(contains(text, "Some Graphics Card"));
    CHECK_FALSE(contains(text, "processor"));
    CHECK_FALSE(contains(text, "measuring"));
    CHECK(contains(text, "4.25 of 40.00 ms per frame (11 %)")); // 10.6 %
    for (const char* part : {"first", "3.00", "1.50", "6.00", "to R'G'B'", "third", "-"}) {
        CAPTURE(part);
        CHECK(contains(text, part));
    }
    CHECK_FALSE(contains(text, "99.00")); // no figure yet
    for (const char* part : {"LUMA", "1280x720", "r16", "1.76 MiB", "2560x1440", "rgba16f", "28.1 MiB"}) {
        CAPTURE(part);
        CHECK(contains(text, part));
    }
    CHECK(contains(text, "render targets share memory: 182 MiB"));

    state.chain.cost.software = true;
    CHECK(contains(ui.text_of(draw_cost, state), "the CPU draws: these are processor times"));
}

TEST_CASE("until figures arrive the cost window says so") {
    HeadlessUi ui;
    State state = measured_state();
    state.chain.cost = {};
    ui.settle(state);
    const std::string text = ui.text_of(draw_cost, state);
    CHECK(contains(text, "measuring"));
    CHECK_FALSE(contains(text, "next frames"));
    CHECK_FALSE(contains(text, "per frame"));
    state.player.paused = true; // nothing is drawn anew, so nothing can be measured
    CHECK(contains(ui.text_of(draw_cost, state), "measuring: figures come with the next frames"));
}

TEST_CASE("a pass's line has its time while the cost is shown") {
    HeadlessUi ui;
    State state = measured_state();
    state.chain.cost.steps[0].average_ms = 0.30;
    state.chain.cost.steps[2].average_ms = 0.12;
    ui.settle(state);
    const std::string text = ui.text_of(draw_passes, state);
    CHECK(contains(text, "runs, 0.42 ms"));
    CHECK_FALSE(contains(text, "2.00 ms")); // pass 2 has figures, but does not run
    // The figures are of another chain.
    state.chain.compile = {.done = 1, .total = 2};
    CHECK_FALSE(contains(ui.text_of(draw_passes, state), "0.42 ms"));
    state.chain.compile = {};
    state.view.cost_visible = false;
    CHECK(contains(ui.text_of(draw_passes, state), "runs"));
    CHECK_FALSE(contains(ui.text_of(draw_passes, state), "0.42 ms"));
}

TEST_CASE("the cost window is there with the panel only, and asks for nothing by itself") {
    HeadlessUi ui;
    State state = measured_state();
    CHECK(ui.frame(state, 50.0).empty());
    CHECK(ui.frame(state, 50.0).empty());
    CHECK(window_drawn("Cost"));
    state.view.panel_visible = false;
    CHECK_FALSE(overlay_visible(state, 50.0));
    ui.frame(state, 50.0);
    CHECK(visible_vertices() == 0);
    CHECK_FALSE(window_drawn("Cost"));
    state.view.panel_visible = true;
    state.view.cost_visible = false;
    ui.frame(state, 50.0);
    CHECK(window_drawn("Passes"));
    CHECK_FALSE(window_drawn("Cost"));
}

TEST_CASE("the panel's button opens and closes the cost window") {
    HeadlessUi ui;
    State state = planned_state();
    ui.settle(state);
    command::ToggleCost toggle;
    REQUIRE(click_until(ui, state, "Passes", toggle));
    quietly(state, toggle);
    CHECK(state.view.cost_visible);
    ui.settle(state);
    CHECK(window_drawn("Cost"));
    REQUIRE(click_until(ui, state, "Passes", toggle));
    quietly(state, toggle);
    CHECK_FALSE(state.view.cost_visible);
}

TEST_CASE("hundreds of steps stay in the window, clear of the others, and cost no more to draw") {
    HeadlessUi ui;
    State state = with_steps(260);
    state.view.last_mouse_move_s = 1e9; // the controls too
    state.view.toasts = {{"", std::string(200, 'x'), Severity::error, 1e9}};
    ui.settle(state);
    const ImRect cost = window_rect("Cost");
    CHECK(cost.Min.y >= 0.0F);
    CHECK(cost.Max.x <= 1280.0F);
    CHECK_FALSE(cost.Overlaps(window_rect("Passes")));
    CHECK_FALSE(cost.Overlaps(window_rect("Controls")));
    CHECK_FALSE(cost.Overlaps(window_rect("Information")));
    CHECK_FALSE(cost.Overlaps(window_rect("Toasts")));
    CHECK_FALSE(window_rect("Passes").Overlaps(window_rect("Toasts")));
    CHECK(contains(ui.text_of(draw_cost, state), "32.50 of 40.00 ms per frame (81 %)")); // 260 / 8; 81.25 %

    // Only the rows in sight are drawn, so ten times as many make no difference.
    const auto vertices = [&](std::size_t count) {
        State long_one = with_steps(count);
        for (CostState::Step& one : long_one.chain.cost.steps) {
            one.average_ms = 0.0; // so that total and bar look alike
        }
        ui.settle(long_one);
        return visible_vertices();
    };
    CHECK(vertices(2600) == vertices(260));
    CHECK(vertices(5) < vertices(260));
}

TEST_CASE("the cost window scrolls to its end") {
    HeadlessUi ui;
    State state = measured_state();
    for (int i = 0; i < 200; ++i) {
        state.chain.cost.steps.push_back(step(1, "more", 0.1));
    }
    ui.settle(state);
    const ImVec2 middle = window_rect("Cost").GetCenter();
    ui.move(middle.x, middle.y);
    const std::size_t before = visible_vertices();
    for (int i = 0; i < 100; ++i) {
        ImGui::GetIO().MouseWheel = -5.0F;
        CHECK(ui.frame(state).empty());
    }
    CHECK(visible_vertices() != before); // the textures are in sight
    for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
        if (window->ParentWindow == ImGui::FindWindowByName("Cost")) {
            CHECK(window->ScrollMax.y > 0.0F);
            CHECK(window->Scroll.y == window->ScrollMax.y);
        }
    }
}

TEST_CASE("few steps need no scrolling") {
    HeadlessUi ui;
    const State state = measured_state();
    ui.settle(state);
    int children = 0;
    for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
        if (window->ParentWindow == ImGui::FindWindowByName("Cost")) {
            CHECK(window->ScrollMax.y == 0.0F);
            ++children;
        }
    }
    CHECK(children == 1);
}

TEST_CASE("no figures break the cost window") {
    State odd = measured_state();
    const double nan = std::numeric_limits<double>::quiet_NaN();
    odd.chain.cost.steps = {step(77, "%s%n##odd", nan), step(0, "", -5.0),
                            step(1, std::string(3000, 'y').c_str(), std::numeric_limits<double>::infinity())};
    odd.chain.cost.textures = {{"", {0, 0}, "", 0}, {"100%s", {-1, 5}, "?", ~std::size_t{0}}};
    for (const ImVec2 display : {ImVec2{1280.0F, 720.0F}, ImVec2{1.0F, 1.0F}, ImVec2{400.0F, 2000.0F}}) {
        for (const double scale : {1.0, 3.0}) {
            HeadlessUi ui(display);
            odd.view.ui_scale = scale;
            odd.view.compare = Compare::original;
            odd.view.toasts = {{"", "toast", Severity::error, 1e9}};
            ui.settle(odd);
            ui.move(display.x - 30.0F, 60.0F);
            ui.settle(odd);
            CHECK(window_drawn("Cost"));
        }
    }
}
