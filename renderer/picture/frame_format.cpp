#include "renderer/picture/frame_format.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace senga {
namespace {

int divide_up(int value, int shift) {
    return (value + (1 << shift) - 1) >> shift;
}

// Width over height of the picture as shown.
double display_aspect(const FrameFormat& format) {
    const double par = format.pixel_aspect > 0.0 ? format.pixel_aspect : 1.0;
    const double aspect = format.size.w * par / std::max(format.size.h, 1);
    return format.rotation_deg % 180 == 90 ? 1.0 / aspect : aspect;
}

} // namespace

Size chroma_size(const FrameFormat& format) {
    if (format.layout != Layout::ycbcr) {
        return {};
    }
    return {divide_up(format.size.w, format.subsampling.x), divide_up(format.size.h, format.subsampling.y)};
}

Matrix guessed_matrix(Size size) {
    return size.w >= 1280 || size.h > 576 ? Matrix::bt709 : Matrix::bt601;
}

Siting resolved_siting(const FrameFormat& format) {
    if (format.siting != Siting::unknown) {
        return format.siting;
    }
    return format.range == Range::full ? Siting::center : Siting::left;
}

ChromaOffset chroma_offset(const FrameFormat& format) {
    if (format.layout != Layout::ycbcr) {
        return {};
    }
    const Siting siting = resolved_siting(format);
    // Position of the chroma sample against the centre of its luma samples, in luma samples.
    double x = 0.0;
    double y = 0.0;
    if (siting == Siting::left || siting == Siting::top_left || siting == Siting::bottom_left) {
        x = -0.5;
    }
    if (siting == Siting::top_left || siting == Siting::top) {
        y = -0.5;
    }
    if (siting == Siting::bottom_left || siting == Siting::bottom) {
        y = 0.5;
    }
    ChromaOffset out;
    if (format.subsampling.x > 0) {
        out.x = -x / (1 << format.subsampling.x);
    }
    if (format.subsampling.y > 0) {
        out.y = -y / (1 << format.subsampling.y);
    }
    return out;
}

Size fit_size(const FrameFormat& format, Size window) {
    if (format.size.empty() || window.empty()) {
        return {1, 1};
    }
    const double aspect = display_aspect(format);
    Size out = window;
    if (window.w / aspect <= window.h) {
        out.h = static_cast<int>(std::lround(window.w / aspect));
    } else {
        out.w = static_cast<int>(std::lround(window.h * aspect));
    }
    return {std::clamp(out.w, 1, window.w), std::clamp(out.h, 1, window.h)};
}

Rect fit_rect(const FrameFormat& format, Size window) {
    const Size size = fit_size(format, window);
    return {(window.w - size.w) / 2, (window.h - size.h) / 2, size.w, size.h};
}

Size natural_size(const FrameFormat& format) {
    Size out = format.size;
    const double par = format.pixel_aspect > 0.0 ? format.pixel_aspect : 1.0;
    out.w = std::max(1, static_cast<int>(std::lround(out.w * par)));
    if (format.rotation_deg % 180 == 90) {
        std::swap(out.w, out.h);
    }
    return out;
}

std::string_view matrix_name(Matrix matrix) {
    switch (matrix) {
    case Matrix::bt601:
        return "bt601";
    case Matrix::bt709:
        return "bt709";
    case Matrix::bt2020_ncl:
        return "bt2020-ncl";
    case Matrix::smpte240m:
        return "smpte240m";
    case Matrix::ycgco:
        break;
    }
    return "ycgco";
}

std::string_view range_name(Range range) {
    return range == Range::full ? "full" : "limited";
}

std::string_view siting_name(Siting siting) {
    switch (siting) {
    case Siting::unknown:
        return "unknown";
    case Siting::left:
        return "left";
    case Siting::center:
        return "center";
    case Siting::top_left:
        return "top-left";
    case Siting::top:
        return "top";
    case Siting::bottom_left:
        return "bottom-left";
    case Siting::bottom:
        break;
    }
    return "bottom";
}

std::string subsampling_name(const FrameFormat& format) {
    if (format.layout == Layout::gray) {
        return "gray";
    }
    if (format.layout == Layout::rgb) {
        return "RGB";
    }
    const Subsampling s = format.subsampling;
    if (s == Subsampling{0, 0}) {
        return "4:4:4";
    }
    if (s == Subsampling{1, 0}) {
        return "4:2:2";
    }
    if (s == Subsampling{1, 1}) {
        return "4:2:0";
    }
    if (s == Subsampling{2, 0}) {
        return "4:1:1";
    }
    if (s == Subsampling{0, 1}) {
        return "4:4:0";
    }
    return s == Subsampling{2, 2} ? "4:1:0" : "subsampled";
}

} // namespace senga
