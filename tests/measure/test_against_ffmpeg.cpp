// PSNR, MSE and SSIM against the ffmpeg program's own filters on the same files, frame by frame.
#include "app/measure/filter_pair.h"
#include "app/measure/measurement.h"
#include "app/measure/planar.h"
#include "tests/measure/clips.h"

#include <algorithm>
#include <cctype>

using namespace senga;
using namespace senga::test;

namespace {

// FFmpeg prints six decimals of a float. Its PSNR is computed in doubles as ours; its SSIM sums a row of windows in
// floats, which for a few hundred of them is good to some 1e-6.
constexpr double psnr_tolerance_db = 1e-3;
constexpr double mse_tolerance = 1e-6;
constexpr double ssim_tolerance = 1e-5;
constexpr double float_precision = 6e-8; // 2^-24

Measurement measured(const std::string& a, const std::string& b, int frames, const PairOptions& pairs = {}) {
    MeasureRequest request{.a = a, .b = b, .pairs = pairs, .metrics = {Metric::psnr, Metric::mse, Metric::ssim}};
    request.pairs.most_pairs = frames;
    Result<Measurement> found = measure(request, [](const MeasureProgress&) { return Onward::yes; });
    REQUIRE_MESSAGE(found, found.error().text);
    return *std::move(found);
}

const Series& series_of(const Measurement& found, const std::string& name) {
    const auto at =
        std::find_if(found.series.begin(), found.series.end(), [&](const Series& each) { return each.name == name; });
    REQUIRE_MESSAGE(at != found.series.end(), name);
    return *at;
}

void check_close(const Measurement& found, const std::string& name, const std::vector<FfmpegFrame>& expected,
                 const std::string& key, double tolerance) {
    const Series& series = series_of(found, name);
    REQUIRE(series.values.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CAPTURE(name);
        CAPTURE(i);
        REQUIRE(expected[i].count(key) == 1);
        const double theirs = expected[i].at(key);
        if (std::isinf(theirs)) {
            CHECK(std::isinf(series.values[i]));
        } else {
            CHECK(std::abs(series.values[i] - theirs) <= tolerance + float_precision * std::abs(theirs));
        }
    }
}

struct Files {
    std::string a;
    std::string b;
    std::string a_for_ffmpeg; // the same pictures
};

// Every number FFmpeg has.
void check_agrees(const TemporaryFolder& folder, const Files& files, const std::string& planes, int frames) {
    const Measurement found = measured(files.a, files.b, frames);
    const std::vector<FfmpegFrame> psnr = ffmpeg_metrics(folder, files.a_for_ffmpeg, files.b, "psnr", frames);
    const std::vector<FfmpegFrame> ssim = ffmpeg_metrics(folder, files.a_for_ffmpeg, files.b, "ssim", frames);
    REQUIRE(static_cast<int>(found.frames.size()) == frames);
    for (const char plane : planes) {
        const std::string lower(1, plane);
        const std::string upper(1, static_cast<char>(std::toupper(plane)));
        check_close(found, "psnr_" + lower, psnr, "psnr.psnr." + lower, psnr_tolerance_db);
        check_close(found, "mse_" + lower, psnr, "psnr.mse." + lower, mse_tolerance);
        check_close(found, "ssim_" + lower, ssim, "ssim." + upper, ssim_tolerance);
    }
    check_close(found, "psnr", psnr, "psnr.psnr_avg", psnr_tolerance_db);
    check_close(found, "mse", psnr, "psnr.mse_avg", mse_tolerance);
    check_close(found, "ssim", ssim, "ssim.All", ssim_tolerance);
}

struct Made {
    const char* name;
    const char* pixels; // FFmpeg's format
    const char* size;
    const char* planes;
};

} // namespace

TEST_CASE("PSNR, MSE and SSIM are FFmpeg's, on clips of every layout and depth") {
    // Sizes that are no multiple of 4 leave samples out of SSIM and round chroma up.
    const Made made[]{{"yuv420p", "yuv420p", "322x183", "yuv"},
                      {"yuv422p10", "yuv422p10le", "163x90", "yuv"},
                      {"yuv444p12", "yuv444p12le", "90x61", "yuv"},
                      {"yuv444p16", "yuv444p16le", "96x64", "yuv"},
                      {"gray", "gray", "101x64", "y"},
                      {"gbrp", "gbrp", "163x90", "rgb"},
                      {"gbrp10", "gbrp10le", "96x64", "rgb"}};
    for (const Made& each : made) {
        CAPTURE(each.name);
        const TemporaryFolder folder("measure");
        const std::string source = std::string("testsrc2=size=") + each.size + ":rate=24,format=" + each.pixels;
        // FFmpeg tags gray now as full, now not at all.
        const char* range = std::string(each.planes) == "y" ? " -color_range tv" : "";
        const std::string encoding = std::string("-frames:v 3 -pix_fmt ") + each.pixels + " -c:v ffv1" + range;
        const std::string a = made_clip(folder, "a.mkv", source, encoding);
        const std::string b = made_clip(folder, "b.mkv", source + ",noise=alls=12:allf=t", encoding);
        check_agrees(folder, {.a = a, .b = b, .a_for_ffmpeg = a}, each.planes, 3);
    }
}

TEST_CASE("PSNR, MSE and SSIM are FFmpeg's, on the shipped clips and an encode of them") {
    const TemporaryFolder folder("measure");
    const std::string b = (folder.path() / "b.mkv").string();
    SUBCASE("8 bits") {
        const std::string a = SENGA_SOURCE_DIR "/assets/clips/e_concert_480p_xvid.avi";
        ffmpeg("-i " + a + " -map 0:v -frames:v 6 -vsync passthrough -c:v libx264 -preset ultrafast -crf 32 " + b);
        // MPEG-4's decoding depends on the CPU: FFmpeg's filters get it decoded.
        const std::string decoded = (folder.path() / "a.mkv").string();
        ffmpeg("-i " + a + " -map 0:v -frames:v 6 -vsync passthrough -c:v ffv1 " + decoded);
        check_agrees(folder, {.a = a, .b = b, .a_for_ffmpeg = decoded}, "yuv", 6);
    }
    SUBCASE("10 bits") {
        const std::string a = SENGA_SOURCE_DIR "/assets/clips/b_dusk_1080p_hevc10.mkv";
        ffmpeg("-i " + a + " -map 0:v -frames:v 2 -vsync passthrough -c:v libx264 -preset ultrafast -crf 32 " + b);
        check_agrees(folder, {.a = a, .b = b, .a_for_ffmpeg = a}, "yuv", 2);
    }
}

TEST_CASE("the clip's PSNR is that of its mean error, as FFmpeg sums it up") {
    const TemporaryFolder folder("measure");
    const std::string encoding = "-frames:v 4 -pix_fmt yuv420p -c:v ffv1";
    const std::string source = "testsrc2=size=160x96:rate=24";
    const std::string a = made_clip(folder, "a.mkv", source, encoding);
    // The first frame is equal: its PSNR is infinite, the clip's is not.
    const std::string b = made_clip(folder, "b.mkv", source + ",noise=alls=20:allf=t:enable='gt(n,0)'", encoding);
    const Measurement found = measured(a, b, 4);
    CHECK(std::isinf(series_of(found, "psnr").values[0]));

    const std::string log = (folder.path() / "summary.txt").string();
    REQUIRE(std::system(("ffmpeg -v info -hide_banner -nostats -i " + b + " -i " + a +
                         " -lavfi \"[0:v][1:v]psnr\" -f null - 2> " + log)
                            .c_str()) == 0);
    const std::string text = contents(log);
    const std::size_t at = text.find("average:");
    REQUIRE(at != std::string::npos);
    const double theirs = std::strtod(text.c_str() + at + 8, nullptr);
    CHECK(std::abs(summarise(series_of(found, "psnr"), 1).mean - theirs) <= psnr_tolerance_db);
}

TEST_CASE("planes that are swapped and frames that are shifted are seen") {
    const TemporaryFolder folder("measure");
    const std::string encoding = "-frames:v 4 -pix_fmt yuv444p -c:v ffv1";
    const std::string source = "testsrc2=size=160x96:rate=24,format=yuv444p";
    const std::string a = made_clip(folder, "a.mkv", source, encoding);
    SUBCASE("swapped") {
        const std::string b = made_clip(folder, "b.mkv", source + ",shuffleplanes=0:2:1", encoding);
        const Measurement found = measured(a, b, 4);
        CHECK(std::isinf(series_of(found, "psnr_y").values[1]));
        CHECK(series_of(found, "psnr_u").values[1] < 30.0);
        CHECK(series_of(found, "psnr_v").values[1] < 30.0);
    }
    SUBCASE("shifted, and brought back with an offset") {
        const std::string b = made_clip(folder, "b.mkv", source + ",trim=start_frame=1,setpts=PTS-STARTPTS", encoding);
        CHECK(std::isfinite(series_of(measured(a, b, 2), "psnr").values[0]));
        const Measurement found = measured(a, b, 3, {.start_s = 1.0 / 24, .offset_s = -1.0 / 24});
        REQUIRE(found.frames.size() == 3);
        for (std::size_t i = 0; i < 3; ++i) {
            CHECK(found.frames[i].index_a == found.frames[i].index_b + 1);
            CHECK(std::isinf(series_of(found, "psnr").values[i]));
            CHECK(series_of(found, "ssim").values[i] == 1.0);
        }
    }
}

TEST_CASE("a filter of two inputs gets the pictures as they are") {
    // What libvmaf would be fed, through a filter that every FFmpeg has. Its file has two decimals.
    constexpr double printed = 0.0051;
    for (const char* pixels : {"yuv420p", "yuv422p10le", "gbrp", "gray"}) {
        CAPTURE(pixels);
        const TemporaryFolder folder("measure");
        const std::string encoding = std::string("-frames:v 2 -c:v ffv1 -pix_fmt ") + pixels;
        const std::string source = "testsrc2=size=96x64:rate=24";
        const std::string a = made_clip(folder, "a.mkv", source, encoding);
        const std::string b =
            made_clip(folder, "b.mkv", source + ",format=" + pixels + ",noise=c0s=30:c1s=5:allf=t", encoding);
        const std::string file = (folder.path() / "it's a file: with [signs], and = more").string();
        Result<FramePairs> pairs = FramePairs::open(a, b, {});
        REQUIRE(pairs);
        Result<FilterPair> filter = FilterPair::create("psnr", {{"stats_file", file}}, pairs->info_a().format);
        REQUIRE_MESSAGE(filter, filter.error().text);
        Measurer measurer({Metric::psnr}, Kernel::catmull_rom);
        for (Result<std::optional<FramePair>> pair = pairs->next(); pair && *pair; pair = pairs->next()) {
            const PlanarPicture of_a = planar_picture(*(*pair)->a);
            const PlanarPicture of_b = planar_picture(*(*pair)->b);
            REQUIRE(measurer.add(of_a, of_b));
            REQUIRE(filter->add(of_b, of_a));
        }
        REQUIRE(filter->finish());
        const std::string text = contents(file);
        for (const Series& series : measurer.series()) {
            const std::string key = series.name == "psnr" ? "psnr_avg:" : series.name + ":";
            std::size_t at = text.find(key);
            if (at == std::string::npos) {
                CHECK(series.name.starts_with("psnr_")); // R'G'B' of Y'CbCr, which FFmpeg does not measure
                continue;
            }
            for (const double value : series.values) {
                REQUIRE(at != std::string::npos);
                CAPTURE(series.name);
                const double theirs = std::strtod(text.c_str() + at + key.size(), nullptr);
                CHECK((value == theirs || std::abs(value - theirs) <= printed)); // both may be infinite
                at = text.find(key, at + 1);
            }
        }
    }
}

TEST_CASE("a filter says what it does not take") {
    const FrameFormat format{.size = {64, 64}};
    const Result<FilterPair> unknown = FilterPair::create("no_such_filter", {}, format);
    REQUIRE(!unknown);
    CHECK(unknown.error().code == Code::media_unreadable);
    const Result<FilterPair> option = FilterPair::create("psnr", {{"no_such_option", "1"}}, format);
    REQUIRE(!option);
    CHECK(option.error().text.find("no_such_option") != std::string::npos);
    const Result<FilterPair> pixels =
        FilterPair::create("psnr", {}, {.size = {64, 64}, .subsampling = {.x = 2, .y = 0}, .bit_depth = 10});
    REQUIRE(!pixels);
    CHECK(pixels.error().code == Code::media_format);
}
