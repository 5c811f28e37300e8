// Copying of samples for every pixel format FFmpeg knows, against libavutil's own generic reader of picture lines.
#include "app/media/raw_frame.h"

#include <doctest/doctest.h>

#include <array>
#include <cstring>
#include <limits>
#include <string>

extern "C" {
#include <libavutil/imgutils.h>
}

using namespace senga;

namespace {

constexpr int width = 37;
constexpr int height = 23;

ff::FramePtr noise(AVPixelFormat format) {
    ff::FramePtr frame = ff::new_frame();
    frame->format = format;
    frame->width = width;
    frame->height = height;
    REQUIRE(av_frame_get_buffer(frame.get(), 0) >= 0);
    std::uint32_t state = 1u + static_cast<std::uint32_t>(format);
    for (int plane = 0; plane < AV_NUM_DATA_POINTERS && frame->buf[plane]; ++plane) {
        for (std::size_t i = 0; i < frame->buf[plane]->size; ++i) {
            state = state * 1664525u + 1013904223u;
            frame->buf[plane]->data[i] = static_cast<std::uint8_t>(state >> 24);
        }
    }
    return frame;
}

// The formats whose samples are whole codes of 8 to 16 bits, one depth for all colours.
bool expected_plain(const AVPixFmtDescriptor& format, AVPixelFormat id) {
    constexpr std::uint64_t odd = AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_BAYER |
                                  AV_PIX_FMT_FLAG_FLOAT | AV_PIX_FMT_FLAG_PAL;
    if ((format.flags & odd) || id == AV_PIX_FMT_UYYVYY411 || std::strncmp(format.name, "xyz", 3) == 0) {
        return false;
    }
    const int colours = format.nb_components >= 3 ? 3 : 1;
    for (int i = 0; i < colours; ++i) {
        if (format.comp[i].depth < 8 || format.comp[i].depth > 16 || format.comp[i].depth != format.comp[0].depth) {
            return false;
        }
    }
    return true;
}

unsigned sample(const RawPlane& plane, int x, int y, int slot) {
    const std::uint8_t* at =
        plane.bytes.data() + y * plane.stride_bytes + (x * plane.components + slot) * plane.bytes_per_sample;
    return plane.bytes_per_sample == 2 ? static_cast<unsigned>(at[0] | at[1] << 8) : at[0];
}

// Samples of component `which` that differ from libavutil's reading.
int differing(const AVFrame& frame, const AVPixFmtDescriptor& format, int which, const RawPlane& plane, int slot) {
    std::vector<std::uint16_t> line(width);
    const std::uint8_t* data[4] = {frame.data[0], frame.data[1], frame.data[2], frame.data[3]};
    int wrong = 0;
    for (int y = 0; y < plane.height_px; ++y) {
        av_read_image_line2(line.data(), data, frame.linesize, &format, 0, y, which, plane.width_px, 0, 2);
        for (int x = 0; x < plane.width_px; ++x) {
            wrong += sample(plane, x, y, slot) != line[static_cast<std::size_t>(x)];
        }
    }
    return wrong;
}

} // namespace

TEST_CASE("raw frame: every whole-code pixel format, every sample") {
    int seen = 0;
    for (const AVPixFmtDescriptor* format = nullptr; (format = av_pix_fmt_desc_next(format)) != nullptr;) {
        const AVPixelFormat id = av_pix_fmt_desc_get_id(format);
        if (!expected_plain(*format, id)) {
            continue;
        }
        const std::string name = format->name;
        CAPTURE(name);
        const ff::FramePtr frame = noise(id);
        const auto result = ff::to_raw_frame(*frame, {});
        REQUIRE(result.ok());
        CHECK(result->notes.empty());
        const RawFrame& raw = result->frame;
        const bool rgb = (format->flags & AV_PIX_FMT_FLAG_RGB) != 0;
        CHECK(raw.format.layout == (rgb ? Layout::rgb : format->nb_components < 3 ? Layout::gray : Layout::ycbcr));
        CHECK(raw.format.bit_depth == format->comp[0].depth);
        const int colours = format->nb_components >= 3 ? 3 : 1;
        for (int i = 0; i < colours; ++i) {
            const bool together = raw.planes.size() == 2 && i > 0;
            const std::size_t plane = rgb ? 0 : together ? 1 : static_cast<std::size_t>(i);
            REQUIRE(plane < raw.planes.size());
            const int slot = rgb ? i : together ? i - 1 : 0;
            CHECK(differing(*frame, *format, i, raw.planes[plane], slot) == 0);
        }
        if (rgb) {
            CHECK(raw.planes[0].components == 4);
            CHECK(sample(raw.planes[0], width - 1, height - 1, 3) == (1u << raw.format.bit_depth) - 1u);
        } else if (format->nb_components >= 3) {
            CHECK(raw.planes[1].width_px == AV_CEIL_RSHIFT(width, format->log2_chroma_w));
            CHECK(raw.planes[1].height_px == AV_CEIL_RSHIFT(height, format->log2_chroma_h));
            CHECK(Size{raw.planes[1].width_px, raw.planes[1].height_px} == chroma_size(raw.format));
        }
        ++seen;
    }
    // FFmpeg 5.1 has 8- to 16-bit YCbCr, gray and RGB in over a hundred arrangements; a loop over nothing must fail.
    CHECK(seen > 100);
}

TEST_CASE("raw frame: P010 comes down to the low bits") {
    const ff::FramePtr frame = noise(AV_PIX_FMT_P010LE);
    const std::uint16_t stored = 940 << 6; // limited white of 10 bits, as P010 keeps it
    std::memcpy(frame->data[0], &stored, 2);
    const auto result = ff::to_raw_frame(*frame, {});
    REQUIRE(result.ok());
    CHECK(result->frame.format.bit_depth == 10);
    CHECK(sample(result->frame.planes[0], 0, 0, 0) == 940);
    CHECK(result->frame.planes[1].components == 2);
}

TEST_CASE("raw frame: floats are rounded to 16 bits over their whole range") {
    const ff::FramePtr frame = noise(AV_PIX_FMT_GRAYF32LE);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            constexpr std::array values{0.0f, 1.0f, 0.25f, -0.5f, 7.0f, std::numeric_limits<float>::quiet_NaN()};
            const float value = values[static_cast<std::size_t>(x) % values.size()];
            std::memcpy(frame->data[0] + y * frame->linesize[0] + 4 * x, &value, 4);
        }
    }
    const auto result = ff::to_raw_frame(*frame, {});
    REQUIRE(result.ok());
    REQUIRE(result->notes.size() == 1);
    CHECK(result->notes[0].code == Code::media_converted);
    CHECK(result->frame.format.layout == Layout::gray);
    CHECK(result->frame.format.range == Range::full);
    CHECK(result->frame.format.bit_depth == 16);
    CHECK(sample(result->frame.planes[0], 0, 5, 0) == 0);
    CHECK(sample(result->frame.planes[0], 1, 5, 0) == 65535);
    CHECK(sample(result->frame.planes[0], 2, 5, 0) == 16384); // 0.25 * 65535 = 16383.75
    CHECK(sample(result->frame.planes[0], 3, 5, 0) == 0);     // below black
    CHECK(sample(result->frame.planes[0], 4, 5, 0) == 65535); // above white
    CHECK(sample(result->frame.planes[0], 5, 5, 0) == 0);     // no number
}

TEST_CASE("raw frame: a frame on a graphics card is refused, not read") {
    const ff::FramePtr frame = ff::new_frame();
    frame->format = AV_PIX_FMT_VAAPI;
    frame->width = width;
    frame->height = height;
    const auto result = ff::to_raw_frame(*frame, {});
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code == Code::media_format);
}
