#include "app/player/video_params.h"

#include "app/media/pixel_format.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace senga {
namespace {

template<class T, std::size_t size>
std::optional<T> find(const std::array<std::pair<std::string_view, T>, size>& table, std::string_view name) {
    for (const auto& [known, value] : table) {
        if (known == name) {
            return value;
        }
    }
    return std::nullopt;
}

constexpr std::array matrices{
    std::pair<std::string_view, Matrix>{"bt.601", Matrix::bt601},
    std::pair<std::string_view, Matrix>{"bt.709", Matrix::bt709},
    std::pair<std::string_view, Matrix>{"bt.2020-ncl", Matrix::bt2020_ncl},
    std::pair<std::string_view, Matrix>{"smpte-240m", Matrix::smpte240m},
    std::pair<std::string_view, Matrix>{"ycgco", Matrix::ycgco},
};

constexpr std::array sitings{
    std::pair<std::string_view, Siting>{"mpeg2/4/h264", Siting::left},
    std::pair<std::string_view, Siting>{"mpeg1/jpeg", Siting::center},
    std::pair<std::string_view, Siting>{"uhd", Siting::top_left},
};

constexpr std::array transfers{
    Transfer::bt1886,  Transfer::srgb,    Transfer::gamma18, Transfer::gamma20,  Transfer::gamma22,
    Transfer::gamma24, Transfer::gamma26, Transfer::gamma28, Transfer::prophoto,
};

// The curve of the planes, or of the picture that mpv has finished: there it keeps SDR curves and gives all others
// gamma 2.2.
Transfer read_transfer(std::string_view gamma, CarrierSource source) {
    for (const Transfer transfer : transfers) {
        if (transfer_name(transfer) == gamma) {
            return transfer;
        }
    }
    return source == CarrierSource::finished ? Transfer::gamma22 : Transfer::bt1886;
}

// What mpv must finish: transfers of HDR, matrices that are no matrices, primaries wider than BT.709's.
std::string why_finished(const NodeView& params) {
    const std::string gamma = params["gamma"].text_or("");
    for (const std::string_view hdr : {"pq", "hlg", "st428", "s-log1", "s-log2", "v-log", "linear"}) {
        if (gamma == hdr) {
            return "HDR (" + gamma + ")";
        }
    }
    const std::string matrix = params["colormatrix"].text_or("");
    for (const std::string_view own : {"bt.2020-cl", "xyz", "ictcp", "dolbyvision"}) {
        if (matrix == own) {
            return matrix;
        }
    }
    const std::string primaries = params["primaries"].text_or("");
    for (const std::string_view narrow : {"", "auto", "bt.709", "bt.601-525", "bt.601-625"}) {
        if (primaries == narrow) {
            return "";
        }
    }
    return "wide gamut (" + primaries + ")";
}

} // namespace

std::optional<VideoParams> read_video_params(const NodeView& node) {
    if (!node.exists() || node["w"].integer_or(0) <= 0 || node["h"].integer_or(0) <= 0) {
        return std::nullopt;
    }
    VideoParams out;
    out.why_finished = why_finished(node);
    out.source = out.why_finished.empty() ? CarrierSource::planes : CarrierSource::finished;
    out.pixel_format = node["hw-pixelformat"].text().value_or(node["pixelformat"].text_or(""));

    FrameFormat& format = out.format;
    format.transfer = read_transfer(node["gamma"].text_or(""), out.source);
    format.size = {node["w"].integer_or(0), node["h"].integer_or(0)};
    if (out.source == CarrierSource::finished) {
        // Upright, square pixels: as it would stand on the screen.
        format.size = {node["dw"].integer_or(format.size.w), node["dh"].integer_or(format.size.h)};
        if (node["rotate"].integer_or(0) % 180 == 90) {
            std::swap(format.size.w, format.size.h);
        }
        format.layout = Layout::rgb;
        format.bit_depth = 16;
        format.range = Range::full;
        return out;
    }
    const PixelFormat pixels = pixel_format_by_name(out.pixel_format);
    format.layout = pixels.layout;
    format.subsampling = pixels.subsampling;
    format.bit_depth = pixels.bit_depth;
    format.matrix = find(matrices, node["colormatrix"].text_or("")).value_or(Matrix::bt601);
    format.range = node["colorlevels"].text_or("") == "full" ? Range::full : Range::limited;
    format.siting = find(sitings, node["chroma-location"].text_or("")).value_or(Siting::unknown);
    format.pixel_aspect = node["par"].number().value_or(1.0);
    format.rotation_deg = node["rotate"].integer_or(0);
    if (format.layout == Layout::rgb) {
        format.range = Range::full;
    }
    return out;
}

FrameFormat matched_to(FrameFormat format, const CarrierStamp& stamp) {
    if (!stamp.rgb.empty()) {
        format.layout = Layout::rgb;
        format.size = stamp.rgb;
        format.rotation_deg = 0; // mpv has turned it upright
        return format;
    }
    format.size = stamp.luma;
    format.layout = stamp.chroma.empty() ? Layout::gray : Layout::ycbcr;
    if (!stamp.chroma.empty()) {
        const auto log2_ratio = [](int luma, int chroma) {
            int shift = 0;
            while (shift < 3 && ((luma + (1 << shift) - 1) >> shift) > chroma) {
                ++shift;
            }
            return shift;
        };
        format.subsampling = {log2_ratio(stamp.luma.w, stamp.chroma.w), log2_ratio(stamp.luma.h, stamp.chroma.h)};
    }
    return format;
}

} // namespace senga
