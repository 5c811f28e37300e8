// Light levels of an HDR film on their way through VideoReader and VideoWriter, as ffprobe tells them of the frames and
// the stream.
#include "tests/media/writer_fixture.h"

using namespace senga;
using namespace senga::test;

namespace {

// The words of SMPTE ST 2086 and CTA-861.3 that ffprobe finds in the first frame: numbers, whatever fractions they are
// told in.
std::string told(const std::string& file) {
    return ffprobe_text(file, "-select_streams v:0 -read_intervals %+#1 -show_frames -show_streams -of default=nw=1");
}

double value(const std::string& text, const std::string& key) {
    const std::size_t at = text.find(key + "=");
    if (at == std::string::npos) {
        return -1.0;
    }
    double num = 0.0;
    double den = 1.0;
    std::sscanf(text.c_str() + at + key.size() + 1, "%lf/%lf", &num, &den); // NOLINT(cert-err34-c)
    return num / den;
}

} // namespace

TEST_CASE("video writer: light levels of an HDR film are said of the new one") {
    const Folder folder;
    const std::string in = folder.make(
        "in.mkv", source("testsrc2=s=128x72:r=25:d=0.4") +
                      "-c:v libx265 -preset ultrafast -pix_fmt yuv420p10le -color_primaries bt2020 -color_trc "
                      "smpte2084 -colorspace bt2020nc -x265-params log-level=none:hdr10=1:max-cll=1000,400:"
                      "\"master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,50)\"");
    REQUIRE(value(told(in), "max_content") == 1000.0);
    for (const auto& [name, codec] : {std::pair<const char*, const char*>{"x265.mkv", "x265"},
                                      {"x265.mp4", "x265"},
                                      {"ffv1.mkv", "ffv1"},
                                      {"x264.mkv", "x264"},
                                      {"av1.mp4", "av1"}}) {
        CAPTURE(std::string(name));
        write_all(in, folder / name, codec);
        const std::string out = told(folder / name);
        CHECK(value(out, "max_content") == 1000.0);
        CHECK(value(out, "max_average") == 400.0);
        CHECK(value(out, "red_x") == doctest::Approx(0.68).epsilon(1e-4));
        CHECK(value(out, "green_y") == doctest::Approx(0.69).epsilon(1e-4));
        CHECK(value(out, "white_point_x") == doctest::Approx(0.3127).epsilon(1e-4));
        CHECK(value(out, "max_luminance") == doctest::Approx(1000.0));
        CHECK(value(out, "min_luminance") == doctest::Approx(0.005).epsilon(0.02));
    }
}
