// The samples that come out of libmpv are those that FFmpeg decodes, for every arrangement of planes.
//
// Tolerance. The carrier rounds to whole codes, so what remains is the rounding of one quotient, 2^-24 of at most 1. A
// wrong code would be 1 / 65280 at the very least. RGB is kept in 16 bits: half a code of those, and a whole one where
// the driver's store rounds the other way.
#include "tests/player/player_fixture.h"

#include <cmath>

using namespace senga;
using namespace senga::test;

namespace {

constexpr double plane_tolerance = 1.0 / 16777216.0;
constexpr double rgb_tolerance = 1.5 / 65535.0;

struct Case {
    std::string pixels;
    Size size;
    Layout layout;
    Subsampling subsampling;
    int bit_depth = 8;
    std::string options = {};
    Range range = Range::limited;
};

double code_at(const RawPlane& plane, std::size_t sample) {
    if (plane.bytes_per_sample == 1) {
        return plane.bytes[sample];
    }
    return plane.bytes[2 * sample] + 256.0 * plane.bytes[2 * sample + 1];
}

// The largest difference of `channel` of the texture, in `stride` channels, from a plane's codes over `top`.
double worst_of(const gl::Texture& texture, std::size_t channel, std::size_t stride, const RawPlane& plane,
                std::size_t component, double top) {
    const std::vector<float> samples = texture.read();
    const auto count = static_cast<std::size_t>(plane.width_px) * static_cast<std::size_t>(plane.height_px);
    REQUIRE(samples.size() == count * stride);
    double worst = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
        const double wanted = code_at(plane, i * static_cast<std::size_t>(plane.components) + component) / top;
        worst = std::fmax(worst, std::fabs(static_cast<double>(samples[i * stride + channel]) - wanted));
    }
    return worst;
}

void check_samples(const Frame& frame, const RawFrame& raw) {
    const int depth = raw.format.bit_depth;
    if (raw.format.layout == Layout::rgb) {
        REQUIRE(frame.rgb != nullptr);
        for (std::size_t channel = 0; channel < 3; ++channel) {
            CHECK(worst_of(*frame.rgb, channel, 4, raw.planes[0], channel, std::exp2(depth) - 1.0) < rgb_tolerance);
        }
        return;
    }
    const double top = 255.0 * std::exp2(depth - 8);
    REQUIRE(frame.luma != nullptr);
    CHECK(worst_of(*frame.luma, 0, 1, raw.planes[0], 0, top) <= plane_tolerance);
    if (raw.format.layout == Layout::ycbcr) {
        REQUIRE(frame.chroma != nullptr);
        const bool pair = raw.planes.size() == 2;
        CHECK(worst_of(*frame.chroma, 0, 2, raw.planes[1], 0, top) <= plane_tolerance);
        CHECK(worst_of(*frame.chroma, 1, 2, raw.planes[pair ? 1 : 2], pair ? 1 : 0, top) <= plane_tolerance);
    } else {
        CHECK(frame.chroma == nullptr);
    }
}

} // namespace

TEST_CASE("planes: what libmpv hands over is what FFmpeg decodes") {
    const std::vector<Case> cases{
        {"yuv420p", {64, 36}, Layout::ycbcr, {1, 1}},
        {"yuv420p", {53, 31}, Layout::ycbcr, {1, 1}},
        {"yuv422p", {53, 31}, Layout::ycbcr, {1, 0}},
        {"yuv444p", {53, 31}, Layout::ycbcr, {0, 0}},
        {"yuv440p", {53, 31}, Layout::ycbcr, {0, 1}},
        {"yuv411p", {53, 31}, Layout::ycbcr, {2, 0}},
        {"yuv410p", {53, 31}, Layout::ycbcr, {2, 2}},
        {"yuv420p10le", {53, 31}, Layout::ycbcr, {1, 1}, 10},
        {"yuv422p10le", {54, 32}, Layout::ycbcr, {1, 0}, 10},
        {"yuv444p12le", {53, 31}, Layout::ycbcr, {0, 0}, 12},
        {"yuv420p16le", {53, 31}, Layout::ycbcr, {1, 1}, 16},
        {"yuv420p", {53, 31}, Layout::ycbcr, {1, 1}, 8, "-c:v ffv1 -color_range pc", Range::full},
        {"yuv420p10le", {53, 31}, Layout::ycbcr, {1, 1}, 10, "-c:v ffv1 -color_range pc", Range::full},
        {"nv12", {54, 32}, Layout::ycbcr, {1, 1}},
        {"nv12", {53, 31}, Layout::ycbcr, {1, 1}},
        {"yuva420p", {53, 31}, Layout::ycbcr, {1, 1}},
        {"gray", {53, 31}, Layout::gray, {0, 0}},
        {"gray10le", {53, 31}, Layout::gray, {0, 0}, 10},
        {"gbrp", {53, 31}, Layout::rgb, {0, 0}},
        {"rgb24", {53, 31}, Layout::rgb, {0, 0}},
        {"bgr0", {53, 31}, Layout::rgb, {0, 0}},
        {"rgba", {53, 31}, Layout::rgb, {0, 0}},
        {"gbrp16le", {53, 31}, Layout::rgb, {0, 0}, 16},
    };
    const Folder folder;
    // One player for all: each is also a change of format.
    Screening screening(MpvOptions{{"pause", "yes"}});
    for (const Case& each : cases) {
        CAPTURE(each.pixels);
        CAPTURE(each.size.w);
        CAPTURE(each.options);
        const std::string file =
            folder.make(each.range == Range::full ? "clip.mkv" : "clip.nut", // nut does not note the range
                        moving(each.size, 0.2) + "-pix_fmt " + each.pixels + " -c:v rawvideo " + each.options);
        auto reader = VideoReader::open(file);
        REQUIRE(reader.ok());
        const auto raw = reader->next();
        REQUIRE(raw.ok());
        const std::uint64_t before = screening.frame().id;
        const int loaded = screening.loaded_files;
        screening.load(file);
        REQUIRE(screening.run_until([&] { return screening.loaded_files > loaded && screening.frame().id > before; }));
        REQUIRE(screening.settle());
        const FrameFormat& format = screening.frame().format;
        CHECK(format.size == each.size);
        CHECK(format.layout == each.layout);
        if (each.layout == Layout::ycbcr) {
            CHECK(format.subsampling == each.subsampling);
        }
        if (each.layout != Layout::rgb) {
            CHECK(format.range == each.range);
        }
        CHECK(format.bit_depth == each.bit_depth);
        check_samples(screening.frame(), *raw);
    }
}

TEST_CASE("planes: matrix and siting arrive with them, and rotation turns the format alone") {
    const Folder folder;
    Screening screening(MpvOptions{{"pause", "yes"}});
    const std::string tagged = folder.make(
        "tagged.mkv", moving({54, 30}, 0.2) + "-pix_fmt yuv420p -c:v libx264 -qp 0 -colorspace bt709 "
                                              "-color_primaries bt709 -color_trc bt709 -x264-params chromaloc=2");
    screening.load(tagged);
    REQUIRE(screening.settle());
    CHECK(screening.frame().format.matrix == Matrix::bt709);
    auto reader = VideoReader::open(tagged);
    REQUIRE(reader.ok());
    const auto raw = reader->next();
    REQUIRE(raw.ok());
    CHECK(screening.frame().format.siting == Siting::top_left); // H.264's chroma_sample_loc_type 2
    CHECK(raw->format.siting == Siting::top_left);
    check_samples(screening.frame(), *raw);

    // mpv turns the second and third plane on the way.
    int loaded = 1;
    for (const char* codec : {"-pix_fmt yuv422p10le -c:v prores_ks", "-pix_fmt yuv420p -c:v libx264 -qp 0"}) {
        const std::string upright = folder.make("upright.mov", moving({54, 30}, 0.2) + codec);
        for (const int degrees : {90, 180, 270}) {
            CAPTURE(codec);
            CAPTURE(degrees);
            const std::string turned = folder.make(
                "turned.mov", "-i '" + upright + "' -c copy -metadata:s:v:0 rotate=" + std::to_string(degrees));
            auto turned_reader = VideoReader::open(turned);
            REQUIRE(turned_reader.ok());
            const auto turned_raw = turned_reader->next();
            REQUIRE(turned_raw.ok());
            REQUIRE(turned_raw->format.rotation_deg % 180 == degrees % 180);
            const std::uint64_t before = screening.frame().id;
            screening.load(turned);
            ++loaded;
            REQUIRE(
                screening.run_until([&] { return screening.loaded_files == loaded && screening.frame().id > before; }));
            REQUIRE(screening.settle());
            CHECK(screening.frame().format.rotation_deg == turned_raw->format.rotation_deg);
            CHECK(screening.frame().format.size == Size{54, 30});
            CHECK(screening.frame().format.subsampling == turned_raw->format.subsampling);
            check_samples(screening.frame(), *turned_raw);
        }
    }
}

TEST_CASE("planes: still images are pictures like any other") {
    const Folder folder;
    Screening screening;
    const std::string file = folder.make("still.png", moving({77, 45}, 0.04) + "-pix_fmt rgb24 -frames:v 1");
    auto reader = VideoReader::open(file);
    REQUIRE(reader.ok());
    const auto raw = reader->next();
    REQUIRE(raw.ok());
    screening.load(file);
    REQUIRE(screening.settle());
    CHECK(screening.frame().format.layout == Layout::rgb);
    CHECK(screening.frame().format.size == Size{77, 45});
    check_samples(screening.frame(), *raw);
}

TEST_CASE("planes: HDR comes as mpv's finished picture at source size, and says so") {
    const Folder folder;
    Screening screening(MpvOptions{{"pause", "yes"}});
    screening.load(folder.make(
        "hdr.mkv", moving({96, 54}, 0.2) + "-pix_fmt yuv420p10le -c:v ffv1 -color_trc smpte2084 -colorspace bt2020nc "
                                           "-color_primaries bt2020 -color_range tv"));
    REQUIRE(screening.settle());
    REQUIRE(!screening.formats.empty());
    CHECK(screening.formats.back().hdr);
    CHECK(screening.frame().format.layout == Layout::rgb);
    CHECK(screening.frame().format.size == Size{96, 54});
    REQUIRE(screening.frame().rgb != nullptr);
    const std::vector<float> samples = screening.frame().rgb->read();
    REQUIRE(samples.size() == 96u * 54u * 4u);
    // A picture, not the blank rest.
    float lowest = 1.0F;
    float highest = 0.0F;
    for (std::size_t i = 0; i < samples.size(); i += 4) {
        lowest = std::fmin(lowest, samples[i]);
        highest = std::fmax(highest, samples[i]);
    }
    CHECK(lowest < 0.2F);
    CHECK(highest > 0.6F);
    // And back to planes.
    const std::uint64_t before = screening.frame().id;
    screening.load(folder.make("sdr.mkv", moving({64, 36}, 0.2) + "-pix_fmt yuv420p -c:v ffv1"));
    REQUIRE(screening.run_until([&] {
        return screening.loaded_files == 2 && screening.frame().id > before && screening.frame().luma != nullptr;
    }));
    CHECK(screening.settle());
    CHECK(!screening.formats.back().hdr);
    CHECK(screening.frame().format.size == Size{64, 36});
}
