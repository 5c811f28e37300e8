// A chain that is too slow is told of: once, by figures alone, with what costs most and a way out.
#include "app/state/slowness.h"
#include "dock_ui.h"

using namespace senga;
using namespace senga::test;

namespace {

// 25 frames a second leave 40 ms; a chain of three passes.
State film() {
    State state = planned_state();
    state.player.fps = 25.0;
    return state;
}

// Figures of that many measurements so far: pass two takes most, pass one 1 ms, the engine itself 2.
CostState figures(double two_ms, int samples) {
    CostState cost;
    cost.steps = {{.entry = 0, .name = "first", .average_ms = 1.0, .samples = samples},
                  {.entry = 1, .name = "second", .average_ms = two_ms, .samples = samples},
                  {.name = "scaled", .average_ms = 2.0, .samples = samples}};
    return cost;
}

std::size_t report(State& state, double two_ms, int times) {
    for (int i = 0; i < times; ++i) {
        const int seen = state.chain.cost.steps.empty() ? 0 : state.chain.cost.steps.front().samples;
        CostState cost = figures(two_ms, seen + 1);
        cost.software = state.chain.cost.software;
        happened(state, event::Measured{cost});
    }
    std::size_t told = 0;
    for (const Toast& toast : state.view.toasts) {
        told += toast.topic == "slow" ? 1 : 0;
    }
    return told;
}

} // namespace

TEST_CASE("a chain that is steadily over the budget is told of, with what costs most and the key that ends it") {
    State state = film();
    CHECK(report(state, 297.5, 1) == 0); // once may be a hiccup
    CHECK(report(state, 297.5, 1) == 1); // more than three times the budget
    const Toast& toast = state.view.toasts.back();
    CHECK(toast.severity == Severity::warning);
    CHECK(contains(toast.text, "300.5 ms")); // 1 + 297.5 + 2
    CHECK(contains(toast.text, "40.00 ms"));
    CHECK(contains(toast.text, "two (297.5 ms)"));
    CHECK(contains(toast.text, "Ctrl+0"));
    CHECK_FALSE(contains(toast.text, "graphics card"));
    state.view.language = Language::chinese;
    state.chain.told_slow.clear();
    CHECK(report(state, 297.5, 4) == 1);
    CHECK(contains(state.view.toasts.back().text, "会丢帧"));
}

TEST_CASE("what is only a little too slow is watched twice as long") {
    State state = film();
    CHECK(report(state, 117.0, 3) == 0); // 120 ms in all, three times 40
    CHECK(report(state, 117.0, 1) == 1);
    State other = film();
    CHECK(report(other, 117.1, 1) == 0);
    CHECK(report(other, 117.1, 1) == 1);
}

TEST_CASE("where the processor draws the notice says so, and figures are asked for until it was given") {
    State state = film();
    CHECK_FALSE(judging_cost(state));
    state.chain.cost.software = true;
    CHECK(judging_cost(state));
    state.player.paused = true;
    CHECK_FALSE(judging_cost(state));
    state.player.paused = false;
    CHECK(report(state, 100.0, 4) == 1);
    CHECK(contains(state.view.toasts.back().text, "graphics card"));
    CHECK_FALSE(judging_cost(state));
}

TEST_CASE("the same chain is told of once, whatever the viewer switches in it and whichever film plays") {
    State state = film();
    CHECK(report(state, 100.0, 4) == 1);
    state.view.toasts.clear();
    CHECK(report(state, 100.0, 20) == 0);
    quietly(state, command::TogglePass{0});
    happened(state, event::FileStarted{"/films/Episode 02.mkv"});
    state.player.opened = true;
    state.player.fps = 25.0;
    CHECK(report(state, 100.0, 20) == 0);
    state.chain.preset = "zeta"; // another one
    ++state.chain.revision;
    CHECK(report(state, 100.0, 4) == 1);
}

TEST_CASE("nothing is said of what is not the chain's fault, or not known") {
    const auto quiet = [](const auto& change) {
        State state = film();
        change(state);
        return report(state, 100.0, 20) == 0;
    };
    CHECK(quiet([](State& state) { state.player.paused = true; }));
    CHECK(quiet([](State& state) { state.player.ended = true; }));
    CHECK(quiet([](State& state) { state.player.opened = false; }));
    CHECK(quiet([](State& state) { state.player.fps = 0.0; })); // no budget: a still
    CHECK(quiet([](State& state) { state.player.fps = 5.0; })); // 200 ms
    CHECK(quiet([](State& state) { state.chain.compile = {1, 3}; }));
    CHECK(quiet([](State& state) { state.chain.chain.entries.clear(); })); // nothing to switch off
}

TEST_CASE("what interrupts the row begins it anew") {
    State state = film();
    CHECK(report(state, 100.0, 3) == 0);
    CHECK(report(state, 1.0, 1) == 0); // in time
    CHECK(report(state, 100.0, 3) == 0);
    ++state.chain.revision; // another chain
    CHECK(report(state, 100.0, 3) == 0);
    const CostState stale = state.chain.cost; // nothing ran since
    for (int i = 0; i < 20; ++i) {
        happened(state, event::Measured{stale});
    }
    CHECK(report(state, 100.0, 1) == 1);
}
