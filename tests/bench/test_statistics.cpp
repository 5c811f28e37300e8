// The statistics of samples, against values worked out by hand from their definitions.
#include "app/bench/statistics.h"

#include <doctest/doctest.h>

#include <numeric>

using namespace senga;

TEST_CASE("no sample has no statistics") {
    const Statistics none = statistics_of({});
    CHECK(none.count == 0);
    CHECK(none.median == 0.0);
    CHECK(none.p95 == 0.0);
}

TEST_CASE("one sample is all of them") {
    const Statistics one = statistics_of({7.25});
    CHECK(one.count == 1);
    CHECK(one.min == 7.25);
    CHECK(one.median == 7.25);
    CHECK(one.p95 == 7.25);
    CHECK(one.mean == 7.25);
}

TEST_CASE("the median of an odd number is the middle one, of an even number the mean of two") {
    CHECK(statistics_of({9.0, 1.0, 4.0}).median == 4.0);
    CHECK(statistics_of({9.0, 1.0, 4.0, 6.0}).median == 5.0);
    CHECK(statistics_of({9.0, 1.0, 4.0, 6.0}).mean == 5.0);
    CHECK(statistics_of({9.0, 1.0, 4.0, 6.0}).min == 1.0);
}

TEST_CASE("p95 is the smallest sample that 95 % do not exceed") {
    // Of 20 the 19th, of 21 the 20th (19.95 rounded up), of 100 the 95th, of 101 the 96th (95.95).
    for (const auto& [count, rank] : {std::pair{19, 19}, {20, 19}, {21, 20}, {40, 38}, {100, 95}, {101, 96}}) {
        std::vector<double> samples(static_cast<std::size_t>(count));
        std::iota(samples.rbegin(), samples.rend(), 1.0); // falling
        CHECK(statistics_of(samples).p95 == rank);
    }
}
