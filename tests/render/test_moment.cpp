// Moments and ranges as people write them.
#include "app/render/moment.h"

#include <doctest/doctest.h>

#include <limits>

using namespace senga;

namespace {

Moment moment(const std::string& text, MomentUnit bare = MomentUnit::seconds) {
    const auto read = parse_moment("--start", text, bare, 200.0);
    INFO(text);
    REQUIRE(read.ok());
    return *read;
}

Stretch stretch(const std::string& text) {
    const auto read = parse_stretch("--range", text, 200.0);
    INFO(text);
    REQUIRE(read.ok());
    return *read;
}

} // namespace

TEST_CASE("moment: frames and times") {
    CHECK(moment("83.5") == Moment{MomentUnit::seconds, 83.5});
    CHECK(moment("83.5s") == Moment{MomentUnit::seconds, 83.5});
    CHECK(moment("1:23.5") == Moment{MomentUnit::seconds, 83.5});
    CHECK(moment("1:02:03") == Moment{MomentUnit::seconds, 3723.0});
    CHECK(moment("25%") == Moment{MomentUnit::seconds, 50.0});
    CHECK(moment("240f") == Moment{MomentUnit::frames, 240.0});
    CHECK(moment("240", MomentUnit::frames) == Moment{MomentUnit::frames, 240.0});
    for (const char* bad : {"", "f", "s", "-1", "12.5f", "x", "1:", "nan", "200%"}) {
        CAPTURE(std::string(bad));
        CHECK_FALSE(parse_moment("--start", bad, MomentUnit::seconds, 200.0).ok());
    }
    CHECK_FALSE(parse_moment("--range", "12.5", MomentUnit::frames, 200.0).ok());
    CHECK_FALSE(parse_moment("--start", "25%", MomentUnit::seconds, 0.0).ok()); // of what?
}

TEST_CASE("moment: ranges are half open") {
    const double end = std::numeric_limits<double>::infinity();
    CHECK(stretch("100-200") == Stretch{MomentUnit::frames, 100.0, 200.0});
    CHECK(stretch("100-") == Stretch{MomentUnit::frames, 100.0, end});
    CHECK(stretch("-7") == Stretch{MomentUnit::frames, 0.0, 7.0});
    CHECK(stretch("25%-1:10") == Stretch{MomentUnit::seconds, 50.0, 70.0});
    for (const char* bad : {"", "-", "5", "7-7", "8-7", "1-2s", "1-2-3", "a-b"}) {
        CAPTURE(std::string(bad));
        CHECK_FALSE(parse_stretch("--range", bad, 200.0).ok());
    }
    const Stretch frames = stretch("100-200");
    CHECK_FALSE(contains(frames, 99, 0.0));
    CHECK(contains(frames, 100, 0.0));
    CHECK(contains(frames, 199, 0.0));
    CHECK_FALSE(contains(frames, 200, 0.0));
    const Stretch times = stretch("1s-2s");
    CHECK(contains(times, 0, 1.0));
    CHECK(contains(times, 0, 0.9999995)); // a time of microseconds, rounded down
    CHECK_FALSE(contains(times, 0, 0.999));
    CHECK(contains(times, 0, 1.999));
    CHECK_FALSE(contains(times, 0, 2.0));
}

TEST_CASE("moment: ranges must lie apart") {
    CHECK(check_apart("--range", {stretch("0-10"), stretch("10-20"), stretch("50-")}).ok());
    CHECK_FALSE(check_apart("--range", {stretch("0-10"), stretch("9-20")}).ok());
    CHECK_FALSE(check_apart("--range", {stretch("50-"), stretch("0-10"), stretch("60-70")}).ok());
    CHECK_FALSE(check_apart("--range", {stretch("0-10"), stretch("20s-30s")}).ok());
}
