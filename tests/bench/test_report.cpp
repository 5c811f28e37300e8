// What is made of the measured numbers: ratios, the table, the JSON and its documentation.
#include "app/bench/report.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace senga;

namespace {

Statistics times(double median) {
    return {.count = 3, .min = median - 1, .median = median, .p95 = median + 2, .mean = median + 0.5};
}

AgainstTimes against(Verdict verdict) {
    return {.mpv_version = "mpv 0.35.1",
            .agreement = {.verdict = verdict},
            .ours = times(30),
            .mpv_redraw = times(52),
            .mpv_copy = times(2),
            .ours_frame = times(36),
            .mpv_frame = times(60)};
}

BenchResult result() {
    BenchResult out{.input = "\xe6\x98\xa0 \"a\".mkv",
                    .input_format = "1280x720 4:2:0",
                    .input_size = {1280, 720},
                    .distinct_frames = 8,
                    .start_s = 1.5,
                    .chain_name = "Default",
                    .output = {1920, 1080},
                    .driver = {.vendor = "V", .renderer = "llvmpipe", .version = "4.5"},
                    .frames = 3,
                    .warm_up = 1};
    out.times.chain = times(30);
    out.times.upload = times(4);
    out.times.steps = {{.name = "Luma", .shader = "classic/luma", .size = {10, 20}, .average_ms = 2.5, .samples = 4},
                       {.name = "scaled", .shader = "", .size = {10, 20}, .average_ms = 0, .samples = 0}};
    PassReport skipped{.desc = "Push", .status = PassStatus::missing_texture, .reason = "needs GUIDE from Luma"};
    out.times.passes = {{.shader = "classic/push", .report = skipped}};
    out.times.memory = {.pool_bytes = 5'000'000, .textures = {{"scaled", {10, 20}, "rgba16f", 1600}}};
    out.times.in_clock = {.runs = 3};
    return out;
}

} // namespace

TEST_CASE("the ratio is of the medians, without the copy that mpv makes of a still picture") {
    const AgainstTimes agreed = against(Verdict::agree);
    CHECK(*mpv_median_ms(agreed) == 50.0);
    CHECK(*ratio_of(agreed) == doctest::Approx(0.6));
    CHECK(*frame_ratio_of(agreed) == doctest::Approx(0.6));
    WindowTimes window{.agreement = {.verdict = Verdict::agree}, .ours = times(45), .mpv = times(30)};
    CHECK(*ratio_of(window) == doctest::Approx(1.5));
}

TEST_CASE("without the same picture, or without samples, there is no ratio") {
    for (const Verdict verdict : {Verdict::untested, Verdict::differ, Verdict::unproven}) {
        CHECK_FALSE(ratio_of(against(verdict)).has_value());
        CHECK_FALSE(frame_ratio_of(against(verdict)).has_value());
        CHECK_FALSE(ratio_of(WindowTimes{.agreement = {.verdict = verdict}, .ours = times(4), .mpv = times(3)}));
    }
    AgainstTimes empty = against(Verdict::agree);
    empty.mpv_copy = {};
    CHECK_FALSE(ratio_of(empty).has_value());
    empty.ours_frame = {};
    CHECK_FALSE(frame_ratio_of(empty).has_value());
}

TEST_CASE("JSON holds every number, and null where there is none") {
    BenchResult full = result();
    full.against = against(Verdict::agree);
    full.against->agreement.distance = {.psnr_db = 60.0, .largest = 3.0, .mean = 0.01, .share_over = 0.0001};
    full.sweep = SweepTimes{.rows = {{.size = {2000, 1000}, .chain = times(30), .pool_bytes = 9}}, .notes = {"ends"}};
    const auto json = nlohmann::json::parse(bench_json(full));
    CHECK(json["schema"] == "senga-bench-1");
    CHECK(json["input"]["file"] == full.input);
    CHECK(json["chain"]["ms"]["median"] == 30.0);
    CHECK(json["chain"]["ms"]["p95"] == 32.0);
    CHECK(json["chain"]["steps"][0]["gpu_ms"] == 2.5);
    CHECK(json["chain"]["steps"][1]["gpu_ms"].is_null());
    CHECK(json["chain"]["steps"][1]["shader"].is_null());
    CHECK(json["chain"]["passes"][0]["status"] == "missing texture");
    CHECK(json["chain"]["passes"][0]["reason"] == "needs GUIDE from Luma");
    CHECK(json["chain"]["memory"]["textures"][0]["bytes"] == 1600);
    CHECK(json["driver"]["software"] == true);
    CHECK(json["sweep"]["sizes"][0]["ms_per_megapixel"] == 15.0); // 30 ms for 2 megapixels
    CHECK(json["window"].is_null());

    const auto& parts = json["against"];
    CHECK(json["ratio"] == parts["ratio"]);
    const double mpvs = parts["mpv_redraw_ms"]["median"].get<double>() - parts["mpv_copy_ms"]["median"].get<double>();
    CHECK(parts["ratio"].get<double>() == doctest::Approx(parts["ours_ms"]["median"].get<double>() / mpvs));
    CHECK(parts["frame_ratio"].get<double>() == doctest::Approx(36.0 / 60.0));

    full.against->agreement.verdict = Verdict::differ;
    const auto differing = nlohmann::json::parse(bench_json(full));
    CHECK(differing["ratio"].is_null());
    CHECK(differing["against"]["ours_ms"]["median"] == 30.0);
}

TEST_CASE("JSON survives names that are no UTF-8 and numbers that are none") {
    BenchResult odd = result();
    odd.input = "\xff.mkv";
    odd.window = WindowTimes{};
    odd.window->psnr_db = 1.0 / 0.0;
    odd.times.upload = {};
    const auto json = nlohmann::json::parse(bench_json(odd));
    CHECK(json["window"]["psnr_db"].is_null());
    CHECK(json["window"]["ours_ms"].is_null());
    CHECK(json["window"]["subtitles"].is_null());
    CHECK(json["chain"]["upload_ms"].is_null());
}

TEST_CASE("the help names every part of the JSON") {
    BenchResult full = result();
    full.against = against(Verdict::agree);
    full.window = WindowTimes{};
    full.sweep = SweepTimes{};
    const auto json = nlohmann::json::parse(bench_json(full));
    const std::string help = bench_schema_text();
    std::vector<const nlohmann::json*> parts{&json,
                                             &json["chain"],
                                             &json["against"],
                                             &json["window"],
                                             &json["input"],
                                             &json["driver"],
                                             &json["sweep"],
                                             &json["chain"]["steps"][0],
                                             &json["chain"]["memory"],
                                             &json["chain"]["passes"][0]};
    for (const nlohmann::json* part : parts) {
        for (const auto& [key, value] : part->items()) {
            INFO(key);
            CHECK(help.find(key) != std::string::npos);
        }
    }
}

TEST_CASE("the table says what was measured, what did not run and why there is no ratio") {
    BenchResult full = result();
    full.against = against(Verdict::agree);
    full.notes = {"the processor draws"};
    const std::string table = bench_table(full);
    CHECK(table.find("1920x1080") != std::string::npos);
    CHECK(table.find("Push: missing texture: needs GUIDE from Luma") != std::string::npos);
    CHECK(table.find("ratio, without the copy: 0.600 of mpv's time") != std::string::npos);
    CHECK(table.find("software: the processor draws") != std::string::npos);
    CHECK(table.find("5.0 MB") != std::string::npos);
    full.against->agreement.verdict = Verdict::differ;
    const std::string differing = bench_table(full);
    CHECK(differing.find("of mpv's time") == std::string::npos);
    CHECK(differing.find("no ratio: the two draw different pictures") != std::string::npos);
}
