// How long labels stay, what keeps the overlay drawn, and when a comparison wakes the main loop.
#include "app/state/visibility.h"
#include "fixtures.h"

using namespace senga;
using namespace senga::test;

namespace {

// A film fills the window and nothing lies over it.
State bare_state() {
    State state = playing_state();
    state.view.panel_visible = false;
    state.view.cursor_hidden = true;
    return state;
}

} // namespace

TEST_CASE("labels stay for a second and fade within three tenths") {
    ViewState view;
    CHECK(labels_opacity(view, 0.0) == 0.0);
    view.labels_since_s = 10.0;
    CHECK(labels_opacity(view, 10.0) == 1.0);
    CHECK(labels_opacity(view, 11.0) == 1.0);
    CHECK(labels_opacity(view, 11.15) == doctest::Approx(0.5)); // half of 0.3 s
    CHECK(labels_opacity(view, 11.31) == 0.0);
}

TEST_CASE("a label wakes the loop when it begins to fade, and while it does") {
    State state = bare_state();
    state.view.labels_since_s = 10.0;
    CHECK(overlay_visible(state, 11.2));
    CHECK_FALSE(overlay_visible(state, 11.4));
    CHECK(next_change_s(state, 10.5) == 11.0);
    CHECK(next_change_s(state, 11.2) == 11.2);
    CHECK_FALSE(next_change_s(state, 11.4));
}

TEST_CASE("blinking wakes the loop at each turn, and at none while the peek key is held") {
    State state = bare_state();
    state.view.compare = Compare::blink;
    state.view.blink = {0.5, 100.0};
    CHECK(next_change_s(state, 100.0) == 100.5);
    CHECK(next_change_s(state, 100.7) == 101.0);
    CHECK(shown(state.view, 101.0) == Compare::a);
    CHECK(overlay_visible(state, 100.7)); // B's turn: its label is drawn too
    state.view.peek = true;
    CHECK_FALSE(next_change_s(state, 100.7));
}

TEST_CASE("whatever lies over the picture keeps the overlay drawn") {
    const auto drawn = [](void (*change)(ViewState&)) {
        State state = bare_state();
        change(state.view);
        return overlay_visible(state, 50.0);
    };
    CHECK_FALSE(drawn([](ViewState&) {}));
    CHECK(drawn([](ViewState& view) { view.probe_visible = true; }));
    CHECK(drawn([](ViewState& view) { view.metrics_visible = true; }));
    CHECK(drawn([](ViewState& view) { view.magnifier_visible = true; }));
    CHECK(drawn([](ViewState& view) { view.overlay = Overlay::palette; }));
    CHECK(drawn([](ViewState& view) { view.capture = "playback.pause"; }));
    CHECK(drawn([](ViewState& view) { view.compare = Compare::wipe; }));
    CHECK(drawn([](ViewState& view) { view.panel_visible = true; }));
}
