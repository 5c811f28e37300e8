// Means, extremes and worst frames; libvmaf's log.
#include "app/measure/vmaf.h"
#include "renderer/measure/series.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace senga;

constexpr double infinite = std::numeric_limits<double>::infinity();

TEST_CASE("the worst are the lowest or the highest, the earlier of equals first") {
    const Series ssim{.name = "ssim", .values = {0.9, 0.5, 0.7, 0.5, 1.0}};
    const Summary low = summarise(ssim, 3);
    CHECK(low.worst == std::vector<std::size_t>{1, 3, 2});
    CHECK(low.low == 0.5);
    CHECK(low.high == 1.0);
    CHECK(std::abs(low.mean - 0.72) < 1e-12);
    const Series mse{.name = "mse", .worse = Series::Worse::high, .values = {3, 9, 1}};
    CHECK(summarise(mse, 99).worst == std::vector<std::size_t>{1, 0, 2});
}

TEST_CASE("the mean of decibels is that of the errors") {
    // Errors of 1/100 and 1/10000 of the peak's square: 20 and 40 dB, together 10 log10(2 / 0.0101).
    const Series psnr{.name = "psnr", .mean = Series::Mean::of_decibels, .values = {20, 40}};
    CHECK(std::abs(summarise(psnr, 1).mean - 10 * std::log10(2 / 0.0101)) < 1e-9);
    const Series half{.name = "psnr", .mean = Series::Mean::of_decibels, .values = {30, infinite}};
    CHECK(std::abs(summarise(half, 1).mean - (30 + 10 * std::log10(2))) < 1e-9);
    CHECK(summarise(half, 1).worst == std::vector<std::size_t>{0});
    const Series equal{.name = "psnr", .mean = Series::Mean::of_decibels, .values = {infinite, infinite}};
    CHECK(std::isinf(summarise(equal, 1).mean));
}

TEST_CASE("libvmaf's log is read frame by frame") {
    const std::string log = R"({"version": "2.3.1", "fps": 12.5,
        "frames": [{"frameNum": 0, "metrics": {"integer_motion": 0.0, "cambi": 1.5, "vmaf": 97.25}},
                   {"frameNum": 1, "metrics": {"integer_motion": 2.0, "cambi": 0.0, "vmaf": 80.5}}],
        "pooled_metrics": {"vmaf": {"mean": 88.875}}, "aggregate_metrics": {}})";
    const Result<std::vector<Series>> found = series_from_vmaf_log(log, {VmafMetric::vmaf, VmafMetric::cambi});
    REQUIRE(found);
    REQUIRE(found->size() == 2);
    CHECK((*found)[0].name == "vmaf");
    CHECK((*found)[0].values == std::vector<double>{97.25, 80.5});
    CHECK((*found)[0].worse == Series::Worse::low);
    CHECK((*found)[1].name == "cambi");
    CHECK((*found)[1].values == std::vector<double>{1.5, 0.0});
    CHECK((*found)[1].worse == Series::Worse::high);

    for (const char* bad : {"", "{", "[]", "{\"frames\": 3}", "{\"frames\": []}", "{\"frames\": [1]}",
                            "{\"frames\": [{\"metrics\": {\"vmaf\": \"x\"}}]}"}) {
        CAPTURE(bad);
        const Result<std::vector<Series>> none = series_from_vmaf_log(bad, {VmafMetric::vmaf});
        REQUIRE(!none);
        CHECK(none.error().code == Code::media_unreadable);
    }
}
