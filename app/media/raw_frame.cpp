#include "app/media/raw_frame.h"

#include "app/media/colour_tags.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <span>

namespace senga::ff {
namespace {

static_assert(std::endian::native == std::endian::little, "samples are read as little endian");

constexpr std::uint64_t odd_flags =
    AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_BAYER | AV_PIX_FMT_FLAG_FLOAT;

// 32-bit floats from 0 to 1; they become codes of 16 bits.
bool is_float(const AVPixFmtDescriptor& format) {
    return (format.flags & AV_PIX_FMT_FLAG_FLOAT) != 0 && format.comp[0].depth == 32;
}

int code_depth(const AVPixFmtDescriptor& format) {
    return is_float(format) ? 16 : format.comp[0].depth;
}

// Whether every sample can be fetched by the descriptor's step, offset and shift alone.
bool is_plain(AVPixelFormat id, const AVPixFmtDescriptor& format) {
    // The samples of UYYVYY411 are not evenly spaced. XYZ is not RGB although its descriptor looks alike.
    if (id == AV_PIX_FMT_UYYVYY411 || id == AV_PIX_FMT_XYZ12LE || id == AV_PIX_FMT_XYZ12BE || id == AV_PIX_FMT_PAL8) {
        return id == AV_PIX_FMT_PAL8;
    }
    if (is_float(format)) {
        return true;
    }
    if (format.flags & odd_flags) {
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

bool is_rgb(AVPixelFormat id, const AVPixFmtDescriptor& format) {
    return id == AV_PIX_FMT_PAL8 || (format.flags & AV_PIX_FMT_FLAG_RGB) != 0;
}

bool is_semi_planar(const AVPixFmtDescriptor& format) {
    return format.nb_components >= 3 && format.comp[1].plane == 1 && format.comp[2].plane == 1;
}

bool is_full_by_name(AVPixelFormat id) {
    return id == AV_PIX_FMT_YUVJ420P || id == AV_PIX_FMT_YUVJ422P || id == AV_PIX_FMT_YUVJ444P ||
           id == AV_PIX_FMT_YUVJ440P || id == AV_PIX_FMT_YUVJ411P;
}

// --- description -----------------------------------------------------------------------------------------------------

Matrix read_matrix(AVColorSpace tag, Size size, std::vector<Diagnostic>& notes) {
    const Matrix guess = guessed_matrix(size);
    switch (tag) {
    case AVCOL_SPC_BT709:
        return Matrix::bt709;
    case AVCOL_SPC_BT470BG:
    case AVCOL_SPC_SMPTE170M:
        return Matrix::bt601;
    case AVCOL_SPC_BT2020_NCL:
        return Matrix::bt2020_ncl;
    case AVCOL_SPC_SMPTE240M:
        return Matrix::smpte240m;
    case AVCOL_SPC_YCGCO:
        return Matrix::ycgco;
    case AVCOL_SPC_UNSPECIFIED:
    case AVCOL_SPC_RESERVED:
        return guess;
    default:
        break;
    }
    const Matrix used = tag == AVCOL_SPC_BT2020_CL ? Matrix::bt2020_ncl : guess;
    const char* name = av_color_space_name(tag);
    notes.push_back(diagnose(Code::media_colour, "the colour matrix " + std::string(name ? name : "of this file") +
                                                     " is not supported and read as " + std::string(matrix_name(used)) +
                                                     "; colours may be off"));
    return used;
}

Siting read_siting(AVChromaLocation tag) {
    switch (tag) {
    case AVCHROMA_LOC_LEFT:
        return Siting::left;
    case AVCHROMA_LOC_CENTER:
        return Siting::center;
    case AVCHROMA_LOC_TOPLEFT:
        return Siting::top_left;
    case AVCHROMA_LOC_TOP:
        return Siting::top;
    case AVCHROMA_LOC_BOTTOMLEFT:
        return Siting::bottom_left;
    case AVCHROMA_LOC_BOTTOM:
        return Siting::bottom;
    default:
        return Siting::unknown;
    }
}

// FFmpeg's angle is counter-clockwise, ours clockwise; quarter turns only.
int read_rotation(const std::uint8_t* matrix) {
    const double angle = av_display_rotation_get(reinterpret_cast<const std::int32_t*>(matrix));
    if (std::isnan(angle)) {
        return 0;
    }
    const int turns = static_cast<int>(std::lround(-angle / 90.0)) % 4;
    return (turns + 4) % 4 * 90;
}

template<class T>
T first_known(T frame, T stream, T unknown) {
    return frame != unknown ? frame : stream;
}

double read_pixel_aspect(AVRational container, AVRational frame) {
    const AVRational used = container.num > 0 && container.den > 0 ? container : frame;
    return used.num > 0 && used.den > 0 ? av_q2d(used) : 1.0;
}

FrameFormat describe(const AVFrame& frame, const AVPixFmtDescriptor& pixels, const StreamColour& stream,
                     std::vector<Diagnostic>& notes) {
    const auto id = static_cast<AVPixelFormat>(frame.format);
    FrameFormat out;
    out.size = {frame.width, frame.height};
    out.bit_depth = code_depth(pixels);
    out.pixel_aspect = read_pixel_aspect(stream.pixel_aspect, frame.sample_aspect_ratio);
    const AVFrameSideData* turned = av_frame_get_side_data(&frame, AV_FRAME_DATA_DISPLAYMATRIX);
    const int own_rotation = turned ? read_rotation(turned->data) : 0;
    out.rotation_deg = own_rotation != 0 ? own_rotation : stream.rotation_deg;
    const auto transfer = first_known(frame.color_trc, stream.transfer, AVCOL_TRC_UNSPECIFIED);
    if (is_rgb(id, pixels)) {
        out.layout = Layout::rgb;
        out.transfer = read_transfer(transfer, out.layout);
        out.subsampling = {0, 0};
        out.range = Range::full;
        return out;
    }
    const bool gray = pixels.nb_components < 3;
    out.layout = gray ? Layout::gray : Layout::ycbcr;
    out.transfer = read_transfer(transfer, out.layout);
    out.subsampling = gray ? Subsampling{0, 0} : Subsampling{pixels.log2_chroma_w, pixels.log2_chroma_h};
    out.matrix = read_matrix(first_known(frame.colorspace, stream.matrix, AVCOL_SPC_UNSPECIFIED), out.size, notes);
    const auto range = first_known(frame.color_range, stream.range, AVCOL_RANGE_UNSPECIFIED);
    const bool full = range == AVCOL_RANGE_JPEG || is_full_by_name(id) || is_float(pixels);
    out.range = full ? Range::full : Range::limited;
    if (!gray) {
        out.siting = read_siting(first_known(frame.chroma_location, stream.siting, AVCHROMA_LOC_UNSPECIFIED));
    }
    return out;
}

// --- samples ---------------------------------------------------------------------------------------------------------

RawPlane make_plane(Size size, int components, int bytes_per_sample) {
    RawPlane plane;
    plane.width_px = size.w;
    plane.height_px = size.h;
    plane.components = components;
    plane.bytes_per_sample = bytes_per_sample;
    plane.stride_bytes = size.w * components * bytes_per_sample;
    plane.bytes.resize(static_cast<std::size_t>(plane.stride_bytes) * static_cast<std::size_t>(size.h));
    return plane;
}

const std::uint8_t* source_row(const AVFrame& frame, int plane, int y) {
    return frame.data[plane] + static_cast<std::ptrdiff_t>(y) * frame.linesize[plane];
}

// Where a component's samples lie in memory and what turns them into codes.
struct Samples {
    int step_bytes = 1;
    int shift = 0;
    unsigned mask = 0xff;
    bool swapped = false; // big endian
};

template<class T>
void copy_row(const std::uint8_t* from, T* to, int count, int to_step, const Samples& samples) {
    for (int x = 0; x < count; ++x) {
        T value;
        std::memcpy(&value, from + static_cast<std::ptrdiff_t>(x) * samples.step_bytes, sizeof(T));
        unsigned code = value;
        if constexpr (sizeof(T) == 2) {
            code = samples.swapped ? ((code >> 8) | (code << 8)) & 0xffffu : code;
        }
        to[static_cast<std::ptrdiff_t>(x) * to_step] = static_cast<T>((code >> samples.shift) & samples.mask);
    }
}

// A row whose samples already lie as ours do. Bits above the depth are for nobody, but a broken file may set them.
void copy_tight_row(const std::uint8_t* from, std::uint8_t* to, const RawPlane& plane, unsigned mask) {
    std::memcpy(to, from, static_cast<std::size_t>(plane.stride_bytes));
    if (plane.bytes_per_sample == 2 && mask != 0xffffu) {
        for (std::uint16_t& code : std::span(reinterpret_cast<std::uint16_t*>(to), plane.width_px)) {
            code = static_cast<std::uint16_t>(code & mask);
        }
    }
}

void copy_float_row(const std::uint8_t* from, std::uint16_t* to, int count, int to_step, const Samples& samples) {
    for (int x = 0; x < count; ++x) {
        std::uint32_t bits = 0;
        std::memcpy(&bits, from + static_cast<std::ptrdiff_t>(x) * samples.step_bytes, sizeof bits);
        const float value = std::bit_cast<float>(samples.swapped ? __builtin_bswap32(bits) : bits);
        const float inside = value > 0.0f ? std::min(value, 1.0f) : 0.0f; // not a number becomes 0
        to[static_cast<std::ptrdiff_t>(x) * to_step] = static_cast<std::uint16_t>(std::lround(inside * 65535.0f));
    }
}

// Copies component `which` of the frame into slot `slot` of each pixel of `plane`.
void copy_component(const AVFrame& frame, const AVPixFmtDescriptor& format, int which, RawPlane& plane, int slot) {
    const AVComponentDescriptor& source = format.comp[which];
    const Samples samples{source.step, source.shift, (1u << code_depth(format)) - 1u,
                          (format.flags & AV_PIX_FMT_FLAG_BE) != 0};
    const bool tight = plane.components == 1 && source.step == plane.bytes_per_sample && source.shift == 0 &&
                       !(samples.swapped && plane.bytes_per_sample == 2);
    for (int y = 0; y < plane.height_px; ++y) {
        const std::uint8_t* from = source_row(frame, source.plane, y) + source.offset;
        std::uint8_t* to = plane.bytes.data() + static_cast<std::size_t>(y) * plane.stride_bytes;
        if (tight) {
            copy_tight_row(from, to, plane, samples.mask);
        } else if (is_float(format)) {
            copy_float_row(from, reinterpret_cast<std::uint16_t*>(to) + slot, plane.width_px, plane.components,
                           samples);
        } else if (plane.bytes_per_sample == 1) {
            copy_row(from, to + slot, plane.width_px, plane.components, samples);
        } else {
            copy_row(from, reinterpret_cast<std::uint16_t*>(to) + slot, plane.width_px, plane.components, samples);
        }
    }
}

template<class T>
void fill_alpha(RawPlane& plane, T opaque) {
    T* samples = reinterpret_cast<T*>(plane.bytes.data());
    const std::size_t count = plane.bytes.size() / sizeof(T);
    for (std::size_t i = 3; i < count; i += 4) {
        samples[i] = opaque;
    }
}

RawPlane copy_rgb(const AVFrame& frame, const AVPixFmtDescriptor& format) {
    const int depth = code_depth(format);
    RawPlane plane = make_plane({frame.width, frame.height}, 4, depth > 8 ? 2 : 1);
    for (int i = 0; i < 3; ++i) {
        copy_component(frame, format, i, plane, i);
    }
    if (depth > 8) {
        fill_alpha(plane, static_cast<std::uint16_t>((1u << depth) - 1u));
    } else {
        fill_alpha(plane, std::uint8_t{0xff});
    }
    return plane;
}

// The palette's entries are 0xAARRGGBB in the machine's byte order.
RawPlane copy_palette(const AVFrame& frame) {
    RawPlane plane = make_plane({frame.width, frame.height}, 4, 1);
    std::array<std::uint32_t, 256> palette{};
    std::memcpy(palette.data(), frame.data[1], sizeof palette);
    std::uint8_t* to = plane.bytes.data();
    for (int y = 0; y < frame.height; ++y) {
        for (const std::uint8_t index : std::span(source_row(frame, 0, y), static_cast<std::size_t>(frame.width))) {
            const std::uint32_t colour = palette[index];
            *to++ = static_cast<std::uint8_t>(colour >> 16);
            *to++ = static_cast<std::uint8_t>(colour >> 8);
            *to++ = static_cast<std::uint8_t>(colour);
            *to++ = 0xff;
        }
    }
    return plane;
}

std::vector<RawPlane> copy_planes(const AVFrame& frame, const AVPixFmtDescriptor& pixels, const FrameFormat& format) {
    std::vector<RawPlane> planes;
    if (frame.format == AV_PIX_FMT_PAL8) {
        planes.push_back(copy_palette(frame));
        return planes;
    }
    if (format.layout == Layout::rgb) {
        planes.push_back(copy_rgb(frame, pixels));
        return planes;
    }
    const int bytes = format.bit_depth > 8 ? 2 : 1;
    copy_component(frame, pixels, 0, planes.emplace_back(make_plane(format.size, 1, bytes)), 0);
    if (format.layout == Layout::gray) {
        return planes;
    }
    const Size chroma = chroma_size(format);
    if (is_semi_planar(pixels)) {
        RawPlane& both = planes.emplace_back(make_plane(chroma, 2, bytes));
        copy_component(frame, pixels, 1, both, 0);
        copy_component(frame, pixels, 2, both, 1);
    } else {
        copy_component(frame, pixels, 1, planes.emplace_back(make_plane(chroma, 1, bytes)), 0);
        copy_component(frame, pixels, 2, planes.emplace_back(make_plane(chroma, 1, bytes)), 0);
    }
    return planes;
}

// --- formats that cannot be copied -----------------------------------------------------------------------------------

Result<FramePtr> convert(const AVFrame& frame, const AVPixFmtDescriptor& pixels) {
    constexpr std::array targets{AV_PIX_FMT_GRAY8, AV_PIX_FMT_GRAY16, AV_PIX_FMT_YUV411P, AV_PIX_FMT_YUV444P16,
                                 AV_PIX_FMT_RGB24, AV_PIX_FMT_RGB48,  AV_PIX_FMT_NONE};
    const auto id = static_cast<AVPixelFormat>(frame.format);
    const Diagnostic refused =
        diagnose(Code::media_format, "the pixel format " + std::string(pixels.name) +
                                         " is not supported; convert the file with FFmpeg, e.g. to yuv444p10");
    if ((pixels.flags & AV_PIX_FMT_FLAG_HWACCEL) || !sws_isSupportedInput(id)) {
        return refused;
    }
    const AVPixelFormat target = avcodec_find_best_pix_fmt_of_list(targets.data(), id, 0, nullptr);
    FramePtr out = new_frame();
    av_frame_copy_props(out.get(), &frame);
    out->format = target;
    out->width = frame.width;
    out->height = frame.height;
    // A bitmap is black and white, so a gray picture made from them is of full range.
    if (target == AV_PIX_FMT_GRAY8 || target == AV_PIX_FMT_GRAY16) {
        out->color_range = AVCOL_RANGE_JPEG;
    }
    if (av_frame_get_buffer(out.get(), 0) < 0) {
        return refused;
    }
    const SwsPtr scaler(sws_getContext(frame.width, frame.height, id, frame.width, frame.height, target,
                                       SWS_POINT | SWS_ACCURATE_RND, nullptr, nullptr, nullptr));
    if (!scaler || sws_scale(scaler.get(), frame.data, frame.linesize, 0, frame.height, out->data, out->linesize) < 0) {
        return refused;
    }
    return out;
}

} // namespace

StreamColour stream_colour(const AVStream& stream) {
    StreamColour out;
    out.matrix = stream.codecpar->color_space;
    out.range = stream.codecpar->color_range;
    out.siting = stream.codecpar->chroma_location;
    out.transfer = stream.codecpar->color_trc;
    out.pixel_aspect = stream.sample_aspect_ratio;
    if (const std::uint8_t* turned = av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, nullptr)) {
        out.rotation_deg = read_rotation(turned);
    }
    return out;
}

Result<Conversion> to_raw_frame(const AVFrame& frame, const StreamColour& stream) {
    const AVFrame* source = &frame;
    const AVPixFmtDescriptor* pixels = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
    if (!pixels || frame.width <= 0 || frame.height <= 0) {
        return diagnose(Code::media_format, "the decoder hands out a frame of no known pixel format or size");
    }
    Conversion out;
    FramePtr converted;
    if (!is_plain(static_cast<AVPixelFormat>(frame.format), *pixels)) {
        auto result = convert(frame, *pixels);
        if (!result) {
            return result.error();
        }
        converted = std::move(*result);
        source = converted.get();
        const AVPixFmtDescriptor* target = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(source->format));
        out.notes.push_back(diagnose(Code::media_converted, "the pixel format " + std::string(pixels->name) +
                                                                " is converted to " + target->name));
        pixels = target;
    }
    if (is_float(*pixels)) {
        out.notes.push_back(diagnose(Code::media_converted,
                                     "the pixel format " + std::string(pixels->name) + " is rounded to 16 bits"));
    }
    out.frame.format = describe(*source, *pixels, stream, out.notes);
    out.frame.planes = copy_planes(*source, *pixels, out.frame.format);
    return out;
}

} // namespace senga::ff
