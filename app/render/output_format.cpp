#include "app/render/output_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace senga {
namespace {

constexpr int largest_edge_px = 16384;

struct Sampling {
    std::string_view name;
    Layout layout;
    Subsampling subsampling;
};
constexpr std::array<Sampling, 5> samplings{{{"420", Layout::ycbcr, {1, 1}},
                                             {"422", Layout::ycbcr, {1, 0}},
                                             {"444", Layout::ycbcr, {0, 0}},
                                             {"gray", Layout::gray, {0, 0}},
                                             {"rgb", Layout::rgb, {0, 0}}}};

// Width over height of the picture as shown.
double shown_aspect(const FrameFormat& format) {
    const double pixel = format.pixel_aspect > 0.0 ? format.pixel_aspect : 1.0;
    const double stored = format.size.w * pixel / std::max(format.size.h, 1);
    return format.rotation_deg % 180 == 90 ? 1.0 / stored : stored;
}

int nearest_multiple(int value, int step) {
    return std::max(step, (value + step / 2) / step * step);
}

void set_layout(FrameFormat& format, Layout layout, Subsampling subsampling) {
    if (format.layout == Layout::rgb && layout != Layout::rgb) {
        format.matrix = Matrix::bt709;
        format.range = Range::limited;
        format.siting = Siting::left;
    }
    if (layout == Layout::rgb) {
        format.range = Range::full;
    }
    format.layout = layout;
    format.subsampling = subsampling;
}

// "420 of 8 or 10 bits, gray of 8 bits".
std::string all_codes(const VideoCodec& codec) {
    std::string out;
    for (const Sampling& sampling : samplings) {
        std::vector<int> depths;
        for (int depth = 8; depth <= 16; ++depth) {
            FrameFormat format;
            set_layout(format, sampling.layout, sampling.subsampling);
            format.bit_depth = depth;
            if (can_hold(codec, format)) {
                depths.push_back(depth);
            }
        }
        if (!depths.empty()) {
            out += fmt::format("{}{} of {} bits", out.empty() ? "" : ", ", sampling.name, fmt::join(depths, " or "));
        }
    }
    return out;
}

// As the user says; what is left open follows in the order of preference: the source's sampling, then 4:2:0, which
// every codec takes; the source's depth, then less.
Result<FrameFormat> choose_codes(const FrameFormat& source, const OutputWish& wish, const VideoCodec& codec) {
    std::vector<Sampling> candidates;
    if (!wish.subsampling.empty()) {
        const auto* const named = std::find_if(samplings.begin(), samplings.end(), [&](const Sampling& sampling) {
            return sampling.name == wish.subsampling;
        });
        if (named == samplings.end()) {
            return diagnose(Code::usage,
                            fmt::format("--subsampling is 420, 422, 444, gray or rgb, not \"{}\"", wish.subsampling));
        }
        candidates = {*named};
    } else if (source.layout == Layout::rgb && codec.default_crf) {
        candidates = {samplings[0]}; // what players play
    } else {
        candidates = {{"", source.layout, source.layout == Layout::ycbcr ? source.subsampling : Subsampling{0, 0}},
                      samplings[0]};
    }
    std::vector<int> depths{wish.depth.value_or(source.bit_depth)};
    if (!wish.depth) {
        for (int depth : {16, 14, 12, 10, 9, 8}) {
            if (depth < source.bit_depth) {
                depths.push_back(depth);
            }
        }
        depths.push_back(8); // of sources with fewer
    }
    for (const Sampling& sampling : candidates) {
        for (const int depth : depths) {
            FrameFormat out = source;
            set_layout(out, sampling.layout, sampling.subsampling);
            out.bit_depth = depth;
            if (depth >= 8 && can_hold(codec, out)) {
                return out;
            }
        }
    }
    return diagnose(Code::media_format,
                    fmt::format("{} cannot hold {}{} bits; it takes {}: choose another --depth, "
                                "--subsampling or --codec",
                                codec.name, wish.subsampling.empty() ? "" : wish.subsampling + " of ", depths.front(),
                                all_codes(codec)));
}

} // namespace

Result<Size> picture_size(const FrameFormat& source, const OutputWish& wish) {
    if (wish.size) {
        return *wish.size;
    }
    const Size natural = natural_size(source);
    const Size out{static_cast<int>(std::lround(std::min(natural.w * wish.scale, 1e6))),
                   static_cast<int>(std::lround(std::min(natural.h * wish.scale, 1e6)))};
    if (out.empty() || out.w > largest_edge_px || out.h > largest_edge_px) {
        return diagnose(Code::usage, fmt::format("--scale {} makes {}x{}: sizes go from 1 to {}", wish.scale, out.w,
                                                 out.h, largest_edge_px));
    }
    return out;
}

Result<OutputFormat> film_format(const FrameFormat& source, const OutputWish& wish, const VideoCodec& codec) {
    const Result<FrameFormat> codes = choose_codes(source, wish, codec);
    if (!codes) {
        return codes.error();
    }
    const Result<Size> size = picture_size(source, wish);
    if (!size) {
        return size.error();
    }
    OutputFormat out{.format = *codes, .notes = {}};
    out.format.size = *size;
    out.format.rotation_deg = 0;
    const bool halves = codec.default_crf && codes->layout == Layout::ycbcr;
    const Size step = halves ? Size{1 << codes->subsampling.x, 1 << codes->subsampling.y} : Size{1, 1};
    if (!wish.size && (size->w % step.w != 0 || size->h % step.h != 0)) {
        out.format.size = {nearest_multiple(size->w, step.w), nearest_multiple(size->h, step.h)};
        out.notes.push_back(diagnose(Code::media_converted,
                                     fmt::format("{}x{} cannot be coded with halved chroma; the film is {}x{} (ffv1 "
                                                 "takes any size)",
                                                 size->w, size->h, out.format.size.w, out.format.size.h)));
    }
    // Square unless the size itself is of another shape than the picture; rounding to whole pixels does not count.
    const Size written = out.format.size;
    const double width_px = shown_aspect(source) * written.h;
    const double rounding_px = 1.0 * step.w + shown_aspect(source) * step.h;
    const bool square = std::fabs(width_px - written.w) <= rounding_px;
    out.format.pixel_aspect = square ? 1.0 : width_px / written.w;
    return out;
}

Result<FrameFormat> png_format(const OutputWish& wish) {
    const int depth = wish.depth.value_or(8);
    if (depth != 8 && depth != 16) {
        return diagnose(Code::usage, fmt::format("PNG has 8 or 16 bits, not {}; give --depth 8 or 16", depth));
    }
    if (!wish.subsampling.empty() && wish.subsampling != "rgb") {
        return diagnose(Code::usage, "PNG holds R, G and B of every pixel; leave --subsampling out");
    }
    return FrameFormat{.layout = Layout::rgb, .bit_depth = depth, .range = Range::full};
}

bool same_codes(const FrameFormat& source, const FrameFormat& output) {
    const bool coloured = output.layout == Layout::ycbcr;
    return source.size == output.size && source.layout == output.layout && source.bit_depth == output.bit_depth &&
           source.rotation_deg == output.rotation_deg && source.transfer == output.transfer &&
           (output.layout == Layout::rgb || source.range == output.range) &&
           (!coloured || (source.matrix == output.matrix && source.subsampling == output.subsampling &&
                          resolved_siting(source) == resolved_siting(output)));
}

} // namespace senga
