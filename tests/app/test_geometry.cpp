// Where the picture lies in the window. Expectations are worked out by hand: 1280x720 (16:9) and 640x480 (4:3)
// pictures.
#include "app/state/geometry.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace senga;

namespace {

State film(Size size) {
    State state;
    state.player.idle = false;
    state.player.opened = true;
    state.player.format = FrameFormat{.size = size};
    return state;
}

} // namespace

TEST_CASE("a picture is fitted and centred") {
    const State wide = film({1280, 720});
    CHECK(picture_size(wide.player, {1920, 1200}) == Size{1920, 1080});
    const Pane whole = pane(wide, Side::b, {1920, 1200});
    CHECK(whole.area == Rect{0, 0, 1920, 1200});
    CHECK(whole.picture == RectF{0, 60, 1920, 1080});
    CHECK(visible_part(whole) == Rect{0, 60, 1920, 1080});
    CHECK(pane(film({640, 480}), Side::a, {1280, 720}).picture == RectF{160, 0, 960, 720});
    // An odd remainder: the smaller part first, as fit_rect() does.
    CHECK(pane(film({640, 480}), Side::a, {1281, 720}).picture.x == fit_rect({.size = {640, 480}}, {1281, 720}).x);
}

TEST_CASE("without a picture there is nothing to place") {
    State none;
    CHECK(picture_size(none.player, {1280, 720}).empty());
    CHECK(visible_part(pane(none, Side::a, {1280, 720})).size().empty());
    CHECK_FALSE(picture_point(none, {1280, 720}, {10, 10}));
    CHECK(zoomed_at(none, {1280, 720}, 2.0, {10, 10}) == Zoom{});
}

TEST_CASE("panscan trades bars for what lies beyond the window") {
    State state = film({640, 480});
    state.player.panscan = 1.0;
    CHECK(picture_size(state.player, {1280, 720}) == Size{1280, 960});
    CHECK(pane(state, Side::a, {1280, 720}).picture == RectF{0, -120, 1280, 960});
    CHECK(visible_part(pane(state, Side::a, {1280, 720})) == Rect{0, 0, 1280, 720});
    state.player.panscan = 0.5; // half way between 960 and 1280
    CHECK(picture_size(state.player, {1280, 720}) == Size{1120, 840});
}

TEST_CASE("side by side each picture fits its half") {
    State state = film({1280, 720});
    state.view.compare = Compare::side_by_side;
    CHECK(zoom_factor(state, {1280, 720}) == 0.5);
    CHECK(pane(state, Side::a, {1280, 720}).area == Rect{0, 0, 640, 720});
    CHECK(pane(state, Side::b, {1280, 720}).area == Rect{640, 0, 640, 720});
    CHECK(pane(state, Side::a, {1280, 720}).picture == RectF{0, 180, 640, 360});
    CHECK(pane(state, Side::b, {1280, 720}).picture == RectF{640, 180, 640, 360});
    // An odd width: the second half is a pixel wider, the scale the same.
    CHECK(pane(state, Side::b, {1281, 720}).area == Rect{640, 0, 641, 720});
    CHECK(pane(state, Side::b, {1281, 720}).picture.w == pane(state, Side::a, {1281, 720}).picture.w);
    state.view.peek = true; // the held key shows A alone
    CHECK(pane(state, Side::a, {1280, 720}).area == Rect{0, 0, 1280, 720});
}

TEST_CASE("zooming keeps what lies under the pointer") {
    State state = film({1280, 720});
    const Size window{1280, 720};
    const Point pointer{320, 540};
    const Point before = *picture_point(state, window, pointer);
    for (const double factor : {2.0, 3.0, 16.0, 4.0}) {
        state.view.zoom = zoomed_at(state, window, factor, pointer);
        const Point after = *picture_point(state, window, pointer);
        // The picture lies on whole pixels of the window: half of one off at most, each time. In its own pixels that
        // adds up to 1/4 + 1/6 + 1/32 + 1/8 = 0.573.
        CHECK(std::abs(after.x - before.x) * 1280 < 0.58);
        CHECK(std::abs(after.y - before.y) * 720 < 0.58);
    }
    State fresh = film({1280, 720});
    fresh.view.zoom = zoomed_at(fresh, window, 2.0, pointer);
    // x' = 320 - 320 * 2 = -320, y' = 540 - 540 * 2 = -540.
    CHECK(pane(fresh, Side::a, window).picture == RectF{-320, -540, 2560, 1440});
}

TEST_CASE("zoom and pan stay within the picture") {
    State state = film({1280, 720});
    const Size window{1280, 720};
    CHECK(*zoomed_at(state, window, 1000.0, {0, 0}).factor == 16.0);
    CHECK(*zoomed_at(state, window, 0.0001, {0, 0}).factor == 0.125);
    CHECK(zoomed_at(state, window, std::nan(""), {0, 0}) == Zoom{});
    state.view.zoom = zoomed_at(state, window, 2.0, {640, 360});
    state.view.zoom = panned(state, window, 1e6, -1e6);
    CHECK(pane(state, Side::a, window).picture == RectF{0, -720, 2560, 1440});
    state.view.zoom = panned(state, window, -100, 50);
    CHECK(pane(state, Side::a, window).picture == RectF{-100, -670, 2560, 1440});
    // Smaller than the window it stays in the middle.
    state.view.zoom = {.factor = 0.5};
    state.view.zoom = panned(state, window, 500, 500);
    CHECK(pane(state, Side::a, window).picture == RectF{320, 180, 640, 360});
}

TEST_CASE("the divider's position is a share of what is seen") {
    State state = film({640, 480});
    const Size window{1280, 720};
    const Rect fitted = visible_part(pane(state, Side::a, window));
    CHECK(divider_px({.position = 0.0}, fitted) == 160);
    CHECK(divider_px({.position = 0.5}, fitted) == 640);
    CHECK(divider_px({.position = 1.0}, fitted) == 1120);
    CHECK(divider_px({.line = Divider::Line::horizontal, .position = 0.25}, fitted) == 180);
    state.view.zoom = zoomed_at(state, window, 4.0, {640, 360});
    CHECK(divider_px({.position = 0.5}, visible_part(pane(state, Side::a, window))) == 640);
}

TEST_CASE("the ladder of zooms") {
    CHECK(next_zoom(1.0, 1) == 1.5);
    CHECK(next_zoom(1.0, -1) == 0.75);
    CHECK(next_zoom(1.0, 3) == 3.0);
    CHECK(next_zoom(0.6, 1) == 0.75); // a fitted factor joins the ladder
    CHECK(next_zoom(16.0, 1) == 16.0);
    CHECK(next_zoom(0.125, -2) == 0.125);
}
