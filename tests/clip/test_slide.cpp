// The timetable of a wipe clip against the formulas it is made of: distance over speed, and the rests between.
#include "app/clip/slide.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace senga;

namespace {

// Sums of a few terms of at most 100 s: far above their rounding, far below a pixel of any picture.
constexpr double near = 1e-9;

bool is_near(double found, double wanted) {
    return std::abs(found - wanted) < near;
}

} // namespace

TEST_CASE("slide: waits, crosses with the speed asked for, pauses where it is told, and rests on B") {
    const Slide slide({.delay_s = 2.0, .speed_per_s = 0.25, .pause_s = 0.5, .stops = {0.25, 0.75}});
    CHECK(slide.running(0.0).position == 1.0);
    CHECK(slide.running(2.0).position == 1.0);
    CHECK(is_near(slide.running(2.6).position, 1.0 - 0.25 * 0.6));
    CHECK(is_near(slide.running(3.0).position, 0.75));
    CHECK(is_near(slide.running(3.5).position, 0.75)); // the first pause ends
    CHECK(is_near(slide.running(4.5).position, 0.75 - 0.25));
    CHECK(is_near(slide.running(5.5).position, 0.25));
    CHECK(is_near(slide.running(5.9).position, 0.25));
    CHECK(is_near(slide.running(6.5).position, 0.25 - 0.25 * 0.5));
    // 2 s, then 1 / 0.25 s on the way, and two pauses.
    CHECK(is_near(slide.rests_after_s(), 2.0 + 4.0 + 2 * 0.5));
    CHECK(slide.running(7.0).position == 0.0);
    CHECK(slide.running(1000.0).position == 0.0);
    for (const double time_s : {0.0, 2.6, 5.7, 7.0, 1000.0}) {
        CHECK(is_near(slide.running(time_s).film_s, time_s)); // the film never waits
    }
}

TEST_CASE("slide: a film that waits stands still in each pause and nowhere else") {
    const Slide slide(
        {.delay_s = 1.0, .speed_per_s = 0.5, .pause_s = 3.0, .stops = {0.5}, .pause = SlideOptions::Pause::film_waits});
    CHECK(is_near(slide.running(1.5).film_s, 1.5));
    CHECK(is_near(slide.running(2.0).film_s, 2.0)); // the pause lasts from 2 s to 5 s
    CHECK(is_near(slide.running(4.9).film_s, 2.0));
    CHECK(is_near(slide.running(5.5).film_s, 2.5));
    CHECK(is_near(slide.running(5.5).position, 0.25));
    CHECK(is_near(slide.running(60.0).film_s, 57.0));
}

TEST_CASE("slide: crossings are repeated, each from A to B with a way back between") {
    const SlideOptions options{.delay_s = 0.0, .speed_per_s = 1.0, .pause_s = 0.25, .stops = {}, .crossings = 3};
    const Slide slide(options);
    // 1 s over, a rest on B, 1 s back, a rest on A: 2.5 s for each further crossing.
    CHECK(is_near(slide.rests_after_s(), 1.0 + 2 * 2.5));
    CHECK(is_near(slide.running(0.5).position, 0.5));
    CHECK(slide.running(1.125).position == 0.0);
    CHECK(is_near(slide.running(1.75).position, 0.5)); // half way back
    CHECK(slide.running(2.375).position == 1.0);
    CHECK(is_near(slide.running(2.75).position, 0.75));
    CHECK(is_near(slide.running(1.75 + 2.5).position, 0.5));
    CHECK(slide.running(6.0).position == 0.0);
    CHECK(slide.running(8.25).position == 0.0); // there is no fourth

    SlideOptions endless = options;
    endless.crossings = 0;
    CHECK(is_near(Slide(endless).running(1.75 + 40 * 2.5).position, 0.5));
}

TEST_CASE("slide: over the frozen frame back to A, again to B, and the clip ends there") {
    const Slide slide({.delay_s = 0.0, .speed_per_s = 0.5, .pause_s = 1.0, .stops = {}, .hold_s = 2.0});
    // From 0.4: 1.2 s to A, 1 s there, 2 s to B, 2 s there.
    CHECK(is_near(*slide.ending(0.4, 0.0), 0.4));
    CHECK(is_near(*slide.ending(0.4, 0.6), 0.7));
    CHECK(*slide.ending(0.4, 1.7) == 1.0);
    CHECK(is_near(*slide.ending(0.4, 3.2), 0.5));
    CHECK(*slide.ending(0.4, 4.5) == 0.0);
    CHECK(*slide.ending(0.4, 6.2) == 0.0);
    CHECK_FALSE(slide.ending(0.4, 6.2 + 1.0 / 24).has_value());
    CHECK(is_near(slide.ending_s(0.4), 6.2));
}

TEST_CASE("slide: without the way back it goes straight to B") {
    const Slide slide(
        {.delay_s = 0.0, .speed_per_s = 0.5, .stops = {}, .back = SlideOptions::Back::stays, .hold_s = 0.0});
    CHECK(is_near(*slide.ending(0.4, 0.4), 0.2));
    CHECK(*slide.ending(0.4, 0.8) == 0.0); // one frame on B, even without a hold
    CHECK_FALSE(slide.ending(0.4, 0.9).has_value());
    CHECK(*slide.ending(0.0, 0.0) == 0.0);
    CHECK_FALSE(slide.ending(0.0, 0.1).has_value());
}

TEST_CASE("slide: speed 0 leaves the divider where it starts") {
    const Slide slide({.start_position = 0.3, .speed_per_s = 0.0, .crossings = 5, .hold_s = 1.0});
    CHECK(slide.running(50.0).position == 0.3);
    CHECK(is_near(slide.running(50.0).film_s, 50.0));
    CHECK(*slide.ending(0.3, 1.0) == 0.3);
    CHECK_FALSE(slide.ending(0.3, 1.1).has_value());
}

TEST_CASE("slide: never beyond the picture, and no jump wider than the speed allows") {
    const SlideOptions options{.start_position = 0.8,
                               .delay_s = 0.3,
                               .speed_per_s = 3.7,
                               .pause_s = 0.1,
                               .stops = {0.9, 0.31, -2.0, 0.0, 1.0, 7.0},
                               .crossings = 2,
                               .hold_s = 0.4};
    const Slide slide(options);
    const double step_s = 1.0 / 240;
    double last = 0.8;
    const auto check = [&](double position) {
        CHECK(position >= 0.0);
        CHECK(position <= 1.0);
        CHECK(std::abs(position - last) <= options.speed_per_s * step_s + near);
        last = position;
    };
    int step = 0;
    for (; step < 900; ++step) {
        check(slide.running(step * step_s).position);
    }
    const double from = last;
    for (step = 0; slide.ending(from, step * step_s); ++step) {
        check(*slide.ending(from, step * step_s));
    }
    CHECK(last == 0.0);
}
