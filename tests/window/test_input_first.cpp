// Where a picture takes long, what the viewer does is drawn over the last one first.
#include "app/window/input_first.h"

#include <doctest/doctest.h>

using senga::InputFirst;

TEST_CASE("input has the turns after a slow picture, for as long as that took, half a second at most") {
    InputFirst first;
    CHECK_FALSE(first.holds(0.0));
    first.drew(10.0, 10.016); // in time
    CHECK_FALSE(first.holds(10.016));
    first.drew(20.0, 20.25);
    CHECK(first.holds(20.25));
    CHECK(first.holds(20.49));
    CHECK_FALSE(first.holds(20.51)); // a picture's turn
    first.drew(30.0, 34.0);
    CHECK(first.holds(34.49));
    CHECK_FALSE(first.holds(34.51));
    first.drew(40.0, 40.01); // and no longer slow
    CHECK_FALSE(first.holds(40.01));
}
