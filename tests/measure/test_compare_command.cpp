// senga compare as a program: what it prints and writes, and its exit codes. The plot by itself.
#include "app/commands/compare_report.h"
#include "app/commands/plot.h"
#include "app/measure/measurement.h"
#include "app/measure/vmaf.h"
#include "tests/measure/clips.h"
#include "tests/program.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <limits>

using namespace senga;
using namespace senga::test;

namespace {

Ran compare(const TemporaryFolder& folder, const std::string& arguments) {
    return run_senga(folder, "compare " + arguments);
}

} // namespace

TEST_CASE("senga compare prints JSON and writes CSV and a plot that say the same") {
    const TemporaryFolder folder("compare");
    const std::string encoding = "-frames:v 6 -c:v ffv1 -pix_fmt yuv420p";
    const std::string a = made_clip(folder, "a.mkv", "testsrc2=size=192x180:rate=24", encoding);
    const std::string b =
        made_clip(folder, "b.mkv", "testsrc2=size=192x180:rate=24,noise=alls=9:allf=t:enable='eq(n,4)'", encoding);
    const std::string csv = (folder.path() / "numbers.csv").string();
    const std::string plot = (folder.path() / "plot.svg").string();
    const Ran ran = compare(folder, a + " " + b + " --metrics psnr,ssim,ms-ssim,mse,banding --json --worst 2 --csv " +
                                        csv + " --plot " + plot);
    REQUIRE_MESSAGE(ran.code == 0, ran.err);
    const nlohmann::json found = nlohmann::json::parse(ran.out);
    REQUIRE(found["frames"].size() == 6);
    CHECK(found["frames"][4]["a"] == 4);
    CHECK(found["grid"]["converted"].empty());
    const nlohmann::json& psnr = found["metrics"]["psnr"];
    CHECK(psnr["values"][0].is_null()); // equal
    CHECK(psnr["worst"].size() == 2);
    CHECK(psnr["worst"][0]["frame"] == 4);
    CHECK(found["metrics"]["ssim"]["values"][3] == 1.0);
    CHECK(found["metrics"]["ms_ssim"]["worst"][0]["frame"] == 4);
    CHECK(found["metrics"]["mse"]["max"] == found["metrics"]["mse"]["values"][4]);
    CHECK(found["metrics"]["banding_a"]["values"].size() == 6);

    const std::string numbers = contents(csv);
    CHECK(count_of(numbers, "\n") == 7);
    CHECK(numbers.starts_with("frame_a,frame_b,time_a_s,time_b_s,psnr_y,"));
    CHECK(numbers.find("\n0,0,0.000000,0.000000,inf,") != std::string::npos);
    const std::string drawn = contents(plot);
    CHECK(count_of(drawn, "<polyline") == found["metrics"].size());
    CHECK(count_of(drawn, "class=\"title\"") == 5); // psnr, ssim, ms_ssim, mse, banding
}

TEST_CASE("senga compare prints a table, and says what was brought to which grid and what is left over") {
    const TemporaryFolder folder("compare");
    const std::string a =
        made_clip(folder, "a.mkv", "testsrc2=size=192x108:rate=24", "-frames:v 6 -c:v ffv1 -pix_fmt yuv420p");
    const std::string b =
        made_clip(folder, "b.mkv", "testsrc2=size=96x54:rate=24", "-frames:v 4 -c:v ffv1 -pix_fmt yuv420p10le");
    const Ran refused = compare(folder, a + " " + b);
    CHECK(refused.code == 2);
    CHECK(refused.out.empty());
    CHECK(refused.err.find("size: 192x108 against 96x54; depth: 8 bits against 10 bits") != std::string::npos);
    CHECK(refused.err.find("--grid") != std::string::npos);

    const Ran ran = compare(folder, a + " " + b + " --grid a --kernel spline36");
    REQUIRE_MESSAGE(ran.code == 0, ran.err);
    CHECK(ran.err.empty());
    CHECK(ran.out.find("192x108 4:2:0, 8 bits, bt601, limited (B was brought to it, spline36)") != std::string::npos);
    CHECK(ran.out.find("frames  4,") != std::string::npos);
    CHECK(ran.out.find("note: B ends before A") != std::string::npos);
    const Ran both = compare(folder, a + " " + b + " --grid 64x36 --json");
    REQUIRE(both.code == 0);
    CHECK(nlohmann::json::parse(both.out)["grid"]["converted"] == nlohmann::json{"a", "b"});
    CHECK(compare(folder, a + " " + b + " --grid stored").code == 2); // the planes do not lie on each other
}

TEST_CASE("tags alone may be passed over") {
    const TemporaryFolder folder("compare");
    const std::string source = "testsrc2=size=96x54:rate=24";
    const std::string a =
        made_clip(folder, "a.mkv", source, "-frames:v 1 -c:v ffv1 -pix_fmt yuv420p -colorspace bt709");
    const std::string b =
        made_clip(folder, "b.mkv", source, "-frames:v 1 -c:v ffv1 -pix_fmt yuv420p -colorspace smpte170m");
    const Ran refused = compare(folder, a + " " + b);
    CHECK(refused.code == 2);
    CHECK(refused.err.find("matrix: bt709 against bt601") != std::string::npos);
    CHECK(refused.err.find("--grid stored") != std::string::npos);
    const Ran ran = compare(folder, a + " " + b + " --grid stored --metrics mse --json");
    REQUIRE_MESSAGE(ran.code == 0, ran.err);
    CHECK(nlohmann::json::parse(ran.out)["metrics"]["mse"]["mean"] == 0.0);
    const Ran converted = compare(folder, a + " " + b + " --grid a --metrics mse --json");
    REQUIRE(converted.code == 0);
    CHECK(nlohmann::json::parse(converted.out)["metrics"]["mse"]["mean"] > 1.0);
}

TEST_CASE("senga compare's errors have the exit codes of the other commands") {
    const TemporaryFolder folder("compare");
    const std::string a = made_clip(folder, "a.mkv", "testsrc2=size=96x54:rate=24", "-frames:v 2 -c:v ffv1");
    CHECK(compare(folder, a + " " + (folder.path() / "none.mkv").string()).code == 1);
    CHECK(compare(folder, a).code == 2);
    CHECK(compare(folder, a + " " + a + " --metrics psnr,beauty").code == 2);
    CHECK(compare(folder, a + " " + a + " --kernel ewa-lanczos").code == 2);
    CHECK(compare(folder, a + " " + a + " --grid huge").code == 2);
    CHECK(compare(folder, a + " " + a + " --offset 1 --start-b 2").code == 2);
    CHECK(compare(folder, a + " " + a + " --offset 100").code == 1);
    CHECK(compare(folder, a + " " + a + " --csv /proc/nowhere/numbers.csv").code == 1);
    const Ran vmaf = compare(folder, a + " " + a + " --metrics vmaf,cambi --json");
    if (Vmaf::available()) {
        REQUIRE_MESSAGE(vmaf.code == 0, vmaf.err);
        // VMAF rates equal pictures near 100, its model's best.
        CHECK(nlohmann::json::parse(vmaf.out)["metrics"]["vmaf"]["mean"] > 90.0);
    } else {
        CHECK(vmaf.code == 2);
        CHECK(vmaf.err.find("libvmaf") != std::string::npos);
    }
}

TEST_CASE("senga compare writes its numbers over no input, no other file unless --force, and no wrong ending") {
    const TemporaryFolder folder("compare");
    const std::string a = made_clip(folder, "a.mkv", "testsrc2=size=96x54:rate=24", "-frames:v 2 -c:v ffv1");
    const std::string film = contents(a);
    const auto at = [&folder](const char* name) { return (folder.path() / name).string(); };
    std::filesystem::copy_file(a, at("film.csv"));
    const std::string both = a + " " + at("film.csv");
    CHECK(compare(folder, both + " --csv " + a).code == 2);
    CHECK(compare(folder, both + " --plot " + a).code == 2);
    const Ran own = compare(folder, both + " --force --csv " + at("film.csv"));
    CHECK(own.code == 2);
    CHECK(own.out.empty()); // before anything is measured
    CHECK(own.err.find("the output is the input itself") != std::string::npos);
    CHECK(compare(folder, both + " --plot " + at("plot.png")).err.find("a name that ends in .svg") !=
          std::string::npos);
    CHECK(compare(folder, both + " --csv " + at("x.txt")).code == 2);
    CHECK(contents(at("film.csv")) == film);
    CHECK(contents(a) == film);

    folder.write("old.csv", "old");
    const Ran kept = compare(folder, both + " --csv " + at("old.csv"));
    CHECK(kept.code == 1);
    CHECK(kept.out.empty());
    CHECK(kept.err.find("--force") != std::string::npos);
    CHECK(contents(at("old.csv")) == "old");
    CHECK(compare(folder, both + " --force --csv " + at("old.csv")).code == 0);
    CHECK(contents(at("old.csv")) != "old");
    const Ran unwritable = compare(folder, both + " --csv /proc/x.csv");
    CHECK(unwritable.code == 1);
    CHECK(unwritable.out.empty());
}

TEST_CASE("senga compare finds that two sizes do not meet before it makes a clip") {
    const TemporaryFolder folder("compare");
    const std::string a = made_clip(folder, "a.mkv", "testsrc2=size=96x54:rate=24", "-frames:v 2 -c:v ffv1");
    const std::string b = made_clip(folder, "b.mkv", "testsrc2=size=192x108:rate=24", "-frames:v 2 -c:v ffv1");
    const std::string out = (folder.path() / "w.mkv").string();
    const Ran ran = compare(folder, a + " " + b + " --wipe " + out + " --json");
    CHECK(ran.code == 2);
    CHECK(ran.err.find("not on one grid") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(out));
}

TEST_CASE("a measurement that is asked to stop keeps what it has") {
    const TemporaryFolder folder("compare");
    const std::string a = made_clip(folder, "a.mkv", "testsrc2=size=96x54:rate=24", "-frames:v 9 -c:v ffv1");
    const MeasureRequest request{.a = a, .b = a, .metrics = {Metric::mse}};
    const Result<Measurement> found = measure(
        request, [](const MeasureProgress& progress) { return progress.pairs == 3 ? Onward::no : Onward::yes; });
    REQUIRE(found);
    CHECK(found->interrupted);
    REQUIRE(found->frames.size() == 3);
    CHECK(found->series.front().values.size() == 3);
    const ReportSubject subject{.request = request, .found = *found, .worst_count = 1};
    CHECK(compare_table(subject).find("interrupted") != std::string::npos);
    CHECK(nlohmann::json::parse(compare_json(subject))["interrupted"] == true);
    const Result<Measurement> whole = measure(request, [](const MeasureProgress&) { return Onward::yes; });
    REQUIRE(whole);
    CHECK_FALSE(whole->interrupted);
    CHECK(whole->frames.size() == 9);
}

TEST_CASE("a long plot keeps the extremes and stays small") {
    Plot plot{.title = "a < b & c", .times_s = {}, .panels = {{.title = "x", .lines = {{"x", {}}}}}};
    std::vector<double>& values = plot.panels[0].lines[0].values;
    for (int i = 0; i < 100'000; ++i) {
        plot.times_s.push_back(i / 24.0);
        values.push_back(i == 54'321 ? 0.0 : i == 77'777 ? 100.0 : 50.0);
    }
    const std::string text = svg(plot);
    CHECK(text.find("a &lt; b &amp; c") != std::string::npos);
    // Two of each of 800 columns at most, "x,y " of 12 characters.
    CHECK(text.size() < 800 * 2 * 14 + 8000);
    // The panel is 180 high and begins at 44; a margin of 5% above and below 0..100.
    CHECK(text.find(",215.8 ") != std::string::npos); // 44 + 180 * 105 / 110
    CHECK(text.find(",52.2 ") != std::string::npos);  // 44 + 180 * 5 / 110
}

TEST_CASE("plots of one frame, of equal pictures and of nothing are still plots") {
    const double infinite = std::numeric_limits<double>::infinity();
    const std::string one = svg({.title = "", .times_s = {0.0}, .panels = {{.title = "x", .lines = {{"x", {3.0}}}}}});
    CHECK(count_of(one, "<circle") == 1);
    const std::string equal =
        svg({.title = "", .times_s = {0.0, 1.0}, .panels = {{.title = "x", .lines = {{"x", {infinite, infinite}}}}}});
    CHECK(equal.find("upper edge: infinite") != std::string::npos);
    CHECK(equal.find("nan") == std::string::npos);
    CHECK(svg({.title = "", .times_s = {}, .panels = {}}).ends_with("</svg>\n"));
}
