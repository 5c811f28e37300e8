// Whether two pictures count as the same: distances worked out by hand, and the verdicts.
#include "app/bench/agreement.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace senga;

namespace {

std::vector<float> grey(std::size_t pixels, float value) {
    return std::vector<float>(pixels * 4, value);
}

} // namespace

TEST_CASE("equal pictures have no distance, whatever their alpha") {
    const std::vector<float> a = grey(10, 0.5F);
    std::vector<float> b = a;
    b[3] = 0.0F;
    const PictureDistance distance = distance_of(a, b);
    CHECK(std::isinf(distance.psnr_db));
    CHECK(distance.largest == 0.0);
    CHECK(distance.mean == 0.0);
    CHECK(distance.share_over == 0.0);
}

TEST_CASE("one sample of one pixel in ten") {
    const std::vector<float> a = grey(10, 0.5F);
    std::vector<float> b = a;
    b[4 * 7 + 1] = 0.75F;
    const PictureDistance distance = distance_of(a, b);
    CHECK(distance.largest == doctest::Approx(0.25 * 255));
    CHECK(distance.mean == doctest::Approx(0.25 * 255 / 30));
    CHECK(distance.share_over == doctest::Approx(0.1));
    CHECK(distance.psnr_db == doctest::Approx(10 * std::log10(30 / 0.0625)));
}

TEST_CASE("what lies beyond black and white does not show") {
    const PictureDistance distance = distance_of(grey(4, 1.5F), grey(4, 1.0F));
    CHECK(distance.largest == 0.0);
}

TEST_CASE("what is no number, no picture, or of another size, is far away") {
    std::vector<float> broken = grey(4, 0.5F);
    broken[0] = std::numeric_limits<float>::quiet_NaN();
    for (const auto& other : {broken, grey(5, 0.5F), std::vector<float>()}) {
        const PictureDistance distance = distance_of(grey(4, 0.5F), other);
        CHECK(std::isinf(distance.largest));
        CHECK_FALSE(within_bounds(distance));
        CHECK(judge(distance, {.mean = 1.0}, Passes::some).verdict == Verdict::differ);
    }
}

TEST_CASE("a verdict needs a picture that is close, and closer than the one without passes") {
    const PictureDistance close{.psnr_db = 70.0, .largest = 3.0, .mean = 0.01, .share_over = 0.0005};
    const PictureDistance far{.psnr_db = 40.0, .largest = 30.0, .mean = 0.5, .share_over = 0.05};
    CHECK(judge(close, far, Passes::some).verdict == Verdict::agree);
    CHECK(judge(far, far, Passes::some).verdict == Verdict::differ);
    // Close to ours, but so is the picture to which nothing was done.
    CHECK(judge(close, close, Passes::some).verdict == Verdict::unproven);
    CHECK(judge(close, {}, Passes::some).verdict == Verdict::unproven);
    // A chain without passes has nothing to prove.
    CHECK(judge(close, {}, Passes::none).verdict == Verdict::agree);
    CHECK(judge(close, {.mean = 0.11}, Passes::some).verdict == Verdict::agree);
    CHECK(judge(close, {.mean = 0.09}, Passes::some).verdict == Verdict::unproven);
    // Few pixels far apart are allowed for, one in two hundred; many a little apart are not.
    CHECK(within_bounds({.largest = 50.0, .mean = 0.1, .share_over = 0.005}));
    CHECK_FALSE(within_bounds({.largest = 50.0, .mean = 0.01, .share_over = 0.0051}));
    CHECK_FALSE(within_bounds({.largest = 0.9, .mean = 0.11, .share_over = 0.0}));
}
