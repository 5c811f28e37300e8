// The quality report: its numbers against other ways to get them, its forms against each other.
#include "app/media/png_file.h"
#include "app/quality/quality.h"
#include "app/quality/quality_report.h"
#include "tests/measure/clips.h"
#include "tests/program.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

using namespace senga;
using namespace senga::test;

namespace {

std::string eyes(const TemporaryFolder& folder) {
    const std::string path = (folder.path() / "eyes.png").string();
    ffmpeg("-i " SENGA_SOURCE_DIR "/assets/stills/s02_boy_eyes_crop_640x360.png -vf crop=208:184:200:90 " + path);
    return path;
}

Restorer scaler(Kernel kernel) {
    Restorer out{.kind = Restorer::Kind::scaler, .name = std::string(kernel_name(kernel)), .chain = {}};
    out.chain.scaling.up = kernel;
    return out;
}

Degradation degradation(const std::string& name, const std::vector<std::string>& texts) {
    Degradation out{.name = name, .damages = {}};
    for (const std::string& text : texts) {
        const Result<Damage> damage = damage_from_text(text);
        REQUIRE_MESSAGE(damage.ok(), text);
        out.damages.push_back(*damage);
    }
    return out;
}

QualityReport measured(const QualityRequest& request) {
    const Result<QualityReport> report = measure_quality(request, [](const QualityProgress&) { return Onward::yes; });
    REQUIRE_MESSAGE(report.ok(), to_string(report.error()));
    return *report;
}

} // namespace

TEST_CASE("what was not damaged comes back as good as the engine computes") {
    const TemporaryFolder folder("quality_clean");
    const QualityReport report = measured({.stills = {eyes(folder)},
                                           .degradations = {degradation("nothing", {})},
                                           .restorers = {scaler(Kernel::spline36)}});
    REQUIRE(report.cells.size() == 1);
    // Pictures are half floats: their steps below 1 are 2^-11, so nothing is off by more than that and one code of
    // dither: 66 dB.
    CHECK(report.cells[0].numbers.psnr_db > 66.0);
    CHECK(report.cells[0].numbers.ssim > 0.9999);
    CHECK(report.cells[0].numbers.ms_ssim > 0.9999);
}

TEST_CASE("of pictures shrunk by a box, spline36 restores more than bilinear, and lanczos a little more still") {
    const TemporaryFolder folder("quality_scalers");
    const QualityReport report = measured(
        {.stills = {eyes(folder)},
         .degradations = {degradation("box", {"downscale"}), degradation("video", {"downscale", "h264:crf=40"})},
         .restorers = {scaler(Kernel::bilinear), scaler(Kernel::spline36), scaler(Kernel::lanczos)}});
    REQUIRE(report.cells.size() == 6);
    const auto psnr = [&](std::size_t degradation, std::size_t restorer) {
        return mean_numbers(report, degradation, restorer)->psnr_db;
    };
    // mpv's scalers, on other stills of this kind: 33.1, 35.2, 35.3 dB.
    CHECK(psnr(0, 1) > psnr(0, 0) + 1.0);
    CHECK(psnr(0, 2) > psnr(0, 1));
    CHECK(psnr(0, 2) < psnr(0, 1) + 0.5);
    CHECK(psnr(1, 1) < psnr(0, 1) - 1.0);
    CHECK(mean_numbers(report, 0, 1)->ssim > mean_numbers(report, 0, 0)->ssim);
}

TEST_CASE("the numbers are those of senga degrade, senga frame and senga compare one after the other") {
    const TemporaryFolder folder("quality_by_hand");
    const std::string clean = eyes(folder);
    const auto path = [&folder](const char* name) { return (folder.path() / name).string(); };
    REQUIRE(
        run_senga(folder, "degrade " + clean + " -o " + path("small.png") + " --damage downscale --depth 16").code ==
        0);
    REQUIRE(run_senga(folder, "frame " + path("small.png") + " -o " + path("restored.png") +
                                  " --none --scaler lanczos --size 208x184 --depth 16")
                .code == 0);
    // Cut without a change of format: FFmpeg's way from 8 to 16 bits is not exact, ours is tested to be.
    const std::string crop = " -vf crop=iw-16:ih-16:8:8 ";
    ffmpeg("-i " + clean + crop + path("a8.png"));
    ffmpeg("-i " + path("restored.png") + crop + path("b.png"));
    REQUIRE(
        run_senga(folder, "degrade " + path("a8.png") + " -o " + path("a.png") + " --damage tint --depth 16").code ==
        0);
    const Ran ran =
        run_senga(folder, "compare " + path("a.png") + " " + path("b.png") + " --metrics psnr,ms-ssim --json");
    REQUIRE_MESSAGE(ran.code == 0, ran.err);
    const nlohmann::json metrics = nlohmann::json::parse(ran.out)["metrics"];
    const QualityReport report = measured({.stills = {clean},
                                           .degradations = {degradation("box", {"downscale"})},
                                           .restorers = {scaler(Kernel::lanczos)}});
    // The same codes, but for the last digits printed.
    CHECK(std::abs(report.cells[0].numbers.psnr_db - metrics["psnr"]["values"][0].get<double>()) < 1e-3);
    CHECK(std::abs(report.cells[0].numbers.ms_ssim - metrics["ms_ssim"]["values"][0].get<double>()) < 1e-5);
}

TEST_CASE("table, Markdown and JSON say the same") {
    QualityReport report;
    report.request = {.stills = {"x/one.png", "x/two.png"},
                      .degradations = {degradation("box 1/2", {"downscale"}), degradation("none", {})},
                      .restorers = {scaler(Kernel::spline36), {.name = "default", .chain = {}}}};
    // Means by hand: PSNR 31, SSIM 0.85, MS-SSIM 0.95.
    report.cells = {{0, 0, 0, {30.0, 0.8, 0.9}},
                    {1, 0, 0, {32.0, 0.9, 1.0}},
                    {0, 0, 1, {20.0, 0.5, 0.6}},
                    {1, 0, 1, {20.5, 0.5, 0.6}},
                    {0, 1, 0, {std::numeric_limits<double>::infinity(), 1.0, 1.0}},
                    {1, 1, 0, {50.0, 1.0, 1.0}},
                    {0, 1, 1, {40.0, 1.0, 1.0}},
                    {1, 1, 1, {40.0, 1.0, 1.0}}};
    const std::string markdown = quality_markdown(report);
    CHECK(markdown.starts_with("| Restored with | box 1/2 | none |\n|---|---|---|\n"));
    CHECK(markdown.find("| scaler `spline36` | 31.00 / 0.8500 / 0.9500 | inf / 1.0000 / 1.0000 |\n") !=
          std::string::npos);
    CHECK(markdown.find("| preset `default` | 20.25 / 0.5000 / 0.6000 | 40.00 / 1.0000 / 1.0000 |\n") !=
          std::string::npos);
    CHECK(markdown.find("downscale:factor=2,kernel=box,light=gamma") != std::string::npos);
    CHECK(markdown.find("border of 8 pixels") != std::string::npos);
    const std::string table = quality_table(report);
    CHECK(count_of(table, "31.00  0.8500   0.9500") == 1);
    CHECK(table.find("means over 2 stills") != std::string::npos);
    const nlohmann::json json = nlohmann::json::parse(quality_json(report));
    CHECK(json["stills"] == nlohmann::json({"one.png", "two.png"}));
    CHECK(json["border_px"] == 8);
    REQUIRE(json["results"].size() == 4);
    CHECK(json["results"][0]["degradation"] == "box 1/2");
    CHECK(json["results"][0]["name"] == "spline36");
    CHECK(json["results"][0]["kind"] == "scaler");
    CHECK(json["results"][0]["mean"]["psnr_rgb"] == 31.0);
    CHECK(json["results"][0]["stills"][1]["psnr_rgb"] == 32.0);
    CHECK(json["results"][0]["stills"][1]["still"] == "two.png");
    CHECK(json["results"][2]["mean"]["psnr_rgb"].is_null());
}

TEST_CASE("a report that was asked to stop says so, and of what it did not come to it says nothing") {
    const TemporaryFolder folder("quality_stop");
    const std::string still = eyes(folder);
    const QualityRequest request{.stills = {still, still},
                                 .degradations = {degradation("nothing", {}), degradation("box", {"downscale"})},
                                 .restorers = {scaler(Kernel::bilinear), scaler(Kernel::nearest)}};
    const Result<QualityReport> report = measure_quality(
        request, [](const QualityProgress& progress) { return progress.done == 3 ? Onward::no : Onward::yes; });
    REQUIRE(report);
    CHECK(report->interrupted);
    CHECK(report->cells.size() == 3);
    CHECK(mean_numbers(*report, 1, 0));
    CHECK_FALSE(mean_numbers(*report, 1, 1));
    for (const std::string& text : {quality_table(*report), quality_markdown(*report)}) {
        CHECK(text.find("nterrupted") != std::string::npos);
        CHECK(text.find("nan") == std::string::npos);
    }
    const nlohmann::json json = nlohmann::json::parse(quality_json(*report));
    CHECK(json["interrupted"] == true);
    CHECK(json["results"][3]["mean"].is_null());
    CHECK(json["results"][3]["stills"].empty());
}

TEST_CASE("the default degradations are whole, and bands are what they say") {
    const std::vector<Degradation> all = default_degradations();
    REQUIRE(all.size() == 4);
    CHECK(all[0].damages.size() == 1);
    CHECK(all[2].damages.size() == 2);
    CHECK(all[2].damages[1].operation->name == "h264");
    CHECK(all[2].damages[1].values.number("crf") == 23.0);
    CHECK(all[3].damages.size() == 2);
}

TEST_CASE("senga bench --quality measures the folder's stills, and says what is wrong") {
    const TemporaryFolder folder("quality_command");
    const std::string path = eyes(folder);
    folder.write("notes.txt", "no still");
    const std::string base = "bench --quality " + folder.path().string();
    const Ran ran = run_senga(folder, base + " --presets off --scalers bilinear --damage downscale --json");
    REQUIRE_MESSAGE(ran.code == 0, ran.err);
    const nlohmann::json json = nlohmann::json::parse(ran.out);
    CHECK(json["stills"] == nlohmann::json({"eyes.png"}));
    REQUIRE(json["results"].size() == 2);
    CHECK(json["results"][0]["name"] == "off");
    CHECK(json["results"][1]["name"] == "bilinear");
    CHECK(json["results"][0]["mean"]["psnr_rgb"].get<double>() > json["results"][1]["mean"]["psnr_rgb"].get<double>());
    const Ran table =
        run_senga(folder, base + " --presets none --scalers bilinear --damage 'downscale noise:sigma=2' --markdown");
    REQUIRE_MESSAGE(table.code == 0, table.err);
    CHECK(table.out.starts_with("| Restored with | downscale noise:sigma=2 |"));

    CHECK(run_senga(folder, "bench --quality /no/such/folder").code == 1);
    CHECK(run_senga(folder, base + " --stills '*.jpg'").code == 1);
    CHECK(run_senga(folder, base + " --presets nonsense").code == 1);
    CHECK(run_senga(folder, base + " --scalers nonsense").code == 2);
    CHECK(run_senga(folder, base + " --damage nonsense").code == 2);
    CHECK(run_senga(folder, base + " --presets none --scalers none").code == 2);
    folder.write("broken.png", "no picture");
    const Ran broken = run_senga(folder, base + " --presets none --scalers bilinear --damage downscale");
    CHECK(broken.code == 1);
    CHECK(broken.err.find("broken.png") != std::string::npos);
}
