#include "app/media/av_picture.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string>

namespace senga::ff {
namespace {

static_assert(std::endian::native == std::endian::little, "samples are written as little endian");

constexpr std::uint64_t odd_flags = AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_BAYER |
                                    AV_PIX_FMT_FLAG_FLOAT | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_ALPHA |
                                    AV_PIX_FMT_FLAG_BE;

bool is_rgb(const AVPixFmtDescriptor& pixels) {
    return (pixels.flags & AV_PIX_FMT_FLAG_RGB) != 0;
}

// The formats named after their range are the old way of saying it; the frame's own tag says it better.
bool has_range_in_name(AVPixelFormat id) {
    return std::string_view(av_get_pix_fmt_name(id)).starts_with("yuvj");
}

bool takes(const AVCodec& encoder, AVPixelFormat id) {
    if (!encoder.pix_fmts) {
        return true;
    }
    const AVPixelFormat* end = encoder.pix_fmts;
    while (*end != AV_PIX_FMT_NONE) {
        ++end;
    }
    return std::find(encoder.pix_fmts, end, id) != end;
}

// Whether the format's components are those of the frame.
bool fits(AVPixelFormat id, const FrameFormat& format) {
    const AVPixFmtDescriptor& pixels = *av_pix_fmt_desc_get(id);
    if (!can_fill(id) || pixels.comp[0].depth != format.bit_depth) {
        return false;
    }
    switch (format.layout) {
    case Layout::gray:
        return pixels.nb_components == 1;
    case Layout::rgb:
        return is_rgb(pixels);
    case Layout::ycbcr:
        return !is_rgb(pixels) && pixels.nb_components == 3 && pixels.log2_chroma_w == format.subsampling.x &&
               pixels.log2_chroma_h == format.subsampling.y;
    }
    return false;
}

AVPixelFormat first_fitting(const AVCodec& encoder, const FrameFormat& format) {
    for (const AVPixFmtDescriptor* at = av_pix_fmt_desc_next(nullptr); at; at = av_pix_fmt_desc_next(at)) {
        const AVPixelFormat id = av_pix_fmt_desc_get_id(at);
        if (fits(id, format) && takes(encoder, id)) {
            return id;
        }
    }
    return AV_PIX_FMT_NONE;
}

// Where a component lies among a RawFrame's planes.
struct Place {
    const RawPlane* plane = nullptr;
    int slot = 0;
};

Place place_of(const RawFrame& frame, int component) {
    if (frame.format.layout == Layout::rgb) {
        return {frame.planes.data(), component};
    }
    const bool together = frame.planes.size() == 2;
    return together && component > 0 ? Place{&frame.planes[1], component - 1}
                                     : Place{&frame.planes[static_cast<std::size_t>(component)], 0};
}

template<class T>
void spread_row(const std::uint8_t* from, int from_step, std::uint8_t* to, int to_step_bytes, int count) {
    for (int x = 0; x < count; ++x) {
        std::memcpy(to + static_cast<std::ptrdiff_t>(x) * to_step_bytes,
                    from + static_cast<std::ptrdiff_t>(x) * from_step * static_cast<int>(sizeof(T)), sizeof(T));
    }
}

void fill_component(AVFrame& out, const AVComponentDescriptor& target, const Place& source) {
    const RawPlane& plane = *source.plane;
    const bool tight = plane.components == 1 && target.step == plane.bytes_per_sample;
    for (int y = 0; y < plane.height_px; ++y) {
        const std::uint8_t* from = plane.bytes.data() + static_cast<std::ptrdiff_t>(y) * plane.stride_bytes +
                                   static_cast<std::ptrdiff_t>(source.slot) * plane.bytes_per_sample;
        std::uint8_t* to =
            out.data[target.plane] + static_cast<std::ptrdiff_t>(y) * out.linesize[target.plane] + target.offset;
        if (tight) {
            std::memcpy(to, from, static_cast<std::size_t>(plane.width_px) * plane.bytes_per_sample);
        } else if (plane.bytes_per_sample == 1) {
            spread_row<std::uint8_t>(from, plane.components, to, target.step, plane.width_px);
        } else {
            spread_row<std::uint16_t>(from, plane.components, to, target.step, plane.width_px);
        }
    }
}

void fill_neutral(AVFrame& out, const AVPixFmtDescriptor& pixels, int component) {
    const AVComponentDescriptor& target = pixels.comp[component];
    const int width = AV_CEIL_RSHIFT(out.width, pixels.log2_chroma_w);
    const int height = AV_CEIL_RSHIFT(out.height, pixels.log2_chroma_h);
    const int code = 1 << (target.depth - 1);
    for (int y = 0; y < height; ++y) {
        std::uint8_t* row = out.data[target.plane] + static_cast<std::ptrdiff_t>(y) * out.linesize[target.plane];
        if (target.step == 1) {
            std::fill_n(row, width, static_cast<std::uint8_t>(code));
        } else {
            std::fill_n(reinterpret_cast<std::uint16_t*>(row), width, static_cast<std::uint16_t>(code));
        }
    }
}

bool holds(const RawPlane& plane, Size size, int components, int bytes_per_sample) {
    const std::size_t row = static_cast<std::size_t>(size.w) * components * bytes_per_sample;
    return plane.width_px == size.w && plane.height_px == size.h && plane.components == components &&
           plane.bytes_per_sample == bytes_per_sample && plane.stride_bytes >= static_cast<int>(row) &&
           plane.bytes.size() >= static_cast<std::size_t>(plane.stride_bytes) * (size.h - 1) + row;
}

} // namespace

const AVCodec* find_encoder(const VideoEncoder& row) {
    return avcodec_find_encoder_by_name(std::string(row.name).c_str());
}

bool can_fill(AVPixelFormat id) {
    const AVPixFmtDescriptor* pixels = av_pix_fmt_desc_get(id);
    if (!pixels || (pixels->flags & odd_flags) != 0 || (pixels->nb_components != 1 && pixels->nb_components != 3) ||
        has_range_in_name(id)) {
        return false;
    }
    const int depth = pixels->comp[0].depth;
    for (int i = 0; i < pixels->nb_components; ++i) {
        const AVComponentDescriptor& component = pixels->comp[i];
        // YCbCr lies in planes of its own; RGB may be packed.
        const bool packed = component.step != (depth > 8 ? 2 : 1);
        if (component.depth != depth || depth < 8 || depth > 16 || component.shift != 0 ||
            (packed && !is_rgb(*pixels))) {
            return false;
        }
    }
    return true;
}

AVPixelFormat lossless_format(const AVCodec& encoder, const FrameFormat& format) {
    const AVPixelFormat found = first_fitting(encoder, format);
    if (found != AV_PIX_FMT_NONE || format.layout != Layout::gray) {
        return found;
    }
    FrameFormat coloured = format;
    coloured.layout = Layout::ycbcr;
    coloured.subsampling = {1, 1};
    return first_fitting(encoder, coloured);
}

bool is_whole(const RawFrame& frame) {
    const FrameFormat& format = frame.format;
    const int bytes = format.bit_depth > 8 ? 2 : 1;
    const auto& planes = frame.planes;
    if (format.size.empty() || planes.empty()) {
        return false;
    }
    if (format.layout == Layout::rgb) {
        return planes.size() == 1 && holds(planes[0], format.size, 4, bytes);
    }
    if (!holds(planes[0], format.size, 1, bytes)) {
        return false;
    }
    if (format.layout == Layout::gray) {
        return planes.size() == 1;
    }
    const Size chroma = chroma_size(format);
    if (planes.size() == 2) {
        return holds(planes[1], chroma, 2, bytes);
    }
    return planes.size() == 3 && holds(planes[1], chroma, 1, bytes) && holds(planes[2], chroma, 1, bytes);
}

FramePtr fill_picture(const RawFrame& frame, AVPixelFormat id) {
    FramePtr out = new_frame();
    if (!out) {
        return out;
    }
    out->format = id;
    out->width = frame.format.size.w;
    out->height = frame.format.size.h;
    if (av_frame_get_buffer(out.get(), 0) < 0) {
        return nullptr;
    }
    const AVPixFmtDescriptor& pixels = *av_pix_fmt_desc_get(id);
    const int present = frame.format.layout == Layout::gray ? 1 : 3;
    for (int i = 0; i < pixels.nb_components; ++i) {
        if (i < present) {
            fill_component(*out, pixels.comp[i], place_of(frame, i));
        } else {
            fill_neutral(*out, pixels, i);
        }
    }
    return out;
}

} // namespace senga::ff
