// The samples that come out of libmpv are those that FFmpeg decodes, for every arrangement of planes.
//
// Tolerance. Codes of n bits pass through textures of normalised 8- or 16-bit numbers, a product with a constant and, for
// separate Cb and Cr, one 32-bit float texture: five roundings of 2^-24 of at most 1. RGB is kept in 16 bits: one code of
// those, as stores round either way.
#include "tests/player/player_fixture.h"

#include <cmath>

using namespace senga;
using namespace senga::test;

namespace {

constexpr double plane_tolerance = 5.0 / 16777216.0;
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
double worst_of(const gl::Texture& texture, std::size_t channel, std::size_t stride, const RawPlane& plane, std::size_t component, double top) {
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
    CHECK(worst_of(*frame.luma, 0, 1, raw.planes[0], 0, top) < plane_tolerance);
    if (raw.format.layout == Layout::ycbcr) {
        REQUIRE(frame.chroma != nullptr);
        const bool pair = raw.planes.size() == 2;
        CHECK(worst_of(*frame.chroma, 0, 2, raw.planes[1], 0, top) < plane_tolerance);
        CHECK(worst_of(*frame.chroma, 1, 2, raw.planes[pair ? 1 : 2], pair ? 1 : 0, top) < plane_tolerance);
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
        {"yuv420p", {53, 31}, Layout::ycbcr, {1, 1}, 8, "-color_range pc", Range::full},
        {"yuv420p10le", {53, 31}, Layout::ycbcr, {1, 1}, 10, "-color_range pc", Range::full},
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
    Stage stage({{"pause", "yes"}});
    for (const Case& each : cases) {
        CAPTURE(each.pixels);
        CAPTURE(each.size.w);
        CAPTURE(each.options);
        const std::string file =
            folder.make("clip.nut", moving(each.size, 0.2) + "-pix_fmt " + each.pixels + " -c:v rawvideo " + each.options);
        auto reader = VideoReader::open(file);
        REQUIRE(reader.ok());
        const auto raw = reader->next();
        REQUIRE(raw.ok());
        const std::uint64_t before = stage.frame().id;
        const int loaded = stage.loaded_files;
        stage.load(file);
        REQUIRE(stage.run_until([&] { return stage.loaded_files > loaded && stage.frame().id > before; }));
        REQUIRE(stage.settle());
        const FrameFormat& format = stage.frame().format;
        CHECK(format.size == each.size);
        CHECK(format.layout == each.layout);
        if (each.layout == Layout::ycbcr) {
            CHECK(format.subsampling == each.subsampling);
        }
        if (each.layout != Layout::rgb) {
            CHECK(format.range == each.range);
        }
        CHECK(format.bit_depth == each.bit_depth);
        check_samples(stage.frame(), *raw);
    }
}

TEST_CASE("planes: matrix and siting arrive with them, and rotation turns nothing but the format") {
    const Folder folder;
    Stage stage({{"pause", "yes"}});
    const std::string tagged = folder.make("tagged.mkv", moving({54, 30}, 0.2) + "-pix_fmt yuv420p -c:v ffv1 -colorspace bt709 -color_primaries bt709 "
                                                         "-color_trc bt709 -chroma_sample_location topleft");
    stage.load(tagged);
    REQUIRE(stage.settle());
    CHECK(stage.frame().format.matrix == Matrix::bt709);
    auto reader = VideoReader::open(tagged);
    REQUIRE(reader.ok());
    const auto raw = reader->next();
    REQUIRE(raw.ok());
    CHECK(stage.frame().format.siting == raw->format.siting);
    check_samples(stage.frame(), *raw);

    const std::string turned = folder.make("turned.mov", moving({54, 30}, 0.2) + "-pix_fmt yuv422p10le -c:v prores_ks -metadata:s:v:0 rotate=90");
    const std::uint64_t before = stage.frame().id;
    stage.load(turned);
    REQUIRE(stage.run_until([&] { return stage.loaded_files == 2 && stage.frame().id > before; }));
    REQUIRE(stage.settle());
    CHECK(stage.frame().format.rotation_deg % 180 == 90);
    CHECK(stage.frame().format.size == Size{54, 30});
    auto turned_reader = VideoReader::open(turned);
    REQUIRE(turned_reader.ok());
    const auto turned_raw = turned_reader->next();
    REQUIRE(turned_raw.ok());
    CHECK(turned_raw->format.rotation_deg == stage.frame().format.rotation_deg);
    check_samples(stage.frame(), *turned_raw);
}

TEST_CASE("planes: still images are pictures like any other") {
    const Folder folder;
    Stage stage;
    const std::string file = folder.make("still.png", moving({77, 45}, 0.04) + "-pix_fmt rgb24 -frames:v 1");
    auto reader = VideoReader::open(file);
    REQUIRE(reader.ok());
    const auto raw = reader->next();
    REQUIRE(raw.ok());
    stage.load(file);
    REQUIRE(stage.settle());
    CHECK(stage.frame().format.layout == Layout::rgb);
    CHECK(stage.frame().format.size == Size{77, 45});
    check_samples(stage.frame(), *raw);
}

TEST_CASE("planes: HDR comes as mpv's finished picture at source size, and says so") {
    const Folder folder;
    Stage stage({{"pause", "yes"}});
    stage.load(folder.make("hdr.mkv", moving({96, 54}, 0.2) + "-pix_fmt yuv420p10le -c:v ffv1 -color_trc smpte2084 -colorspace bt2020nc "
                                      "-color_primaries bt2020 -color_range tv"));
    REQUIRE(stage.settle());
    REQUIRE(!stage.formats.empty());
    CHECK(stage.formats.back().hdr);
    CHECK(stage.frame().format.layout == Layout::rgb);
    CHECK(stage.frame().format.size == Size{96, 54});
    REQUIRE(stage.frame().rgb != nullptr);
    const std::vector<float> samples = stage.frame().rgb->read();
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
    const std::uint64_t before = stage.frame().id;
    stage.load(folder.make("sdr.mkv", moving({64, 36}, 0.2) + "-pix_fmt yuv420p -c:v ffv1"));
    REQUIRE(stage.run_until([&] { return stage.loaded_files == 2 && stage.frame().id > before && stage.frame().luma != nullptr; }));
    CHECK(stage.settle());
    CHECK(!stage.formats.back().hdr);
    CHECK(stage.frame().format.size == Size{64, 36});
}
