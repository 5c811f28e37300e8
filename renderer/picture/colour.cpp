#include "renderer/picture/colour.h"

#include <cmath>

namespace senga {
namespace {

// Y'CbCr to R'G'B' with Y in 0..1 and chroma in -0.5..0.5.
std::array<std::array<double, 3>, 3> unit_matrix(Matrix matrix) {
    if (matrix == Matrix::ycgco) {
        return {{{1, -1, 1}, {1, 1, 0}, {1, -1, -1}}};
    }
    const auto [kr, kg, kb] = luma_weights(matrix);
    return {{{1, 0, 2 * (1 - kr)}, {1, -2 * (1 - kb) * kb / kg, -2 * (1 - kr) * kr / kg}, {1, 2 * (1 - kb), 0}}};
}

} // namespace

std::array<double, 3> luma_weights(Matrix matrix) {
    switch (matrix) {
    case Matrix::bt601:
        return {0.299, 0.587, 0.114};
    case Matrix::bt709:
        return {0.2126, 0.7152, 0.0722};
    case Matrix::bt2020_ncl:
        return {0.2627, 0.6780, 0.0593};
    case Matrix::smpte240m:
        return {0.2122, 0.7013, 0.0865};
    case Matrix::ycgco:
        break;
    }
    return {0.25, 0.5, 0.25};
}

double code_scale(const FrameFormat& format) {
    // Limited and full range alike, as mpv reads them: 8-bit codes shifted up.
    return format.layout == Layout::rgb ? std::exp2(format.bit_depth) - 1.0 : 255.0 * std::exp2(format.bit_depth - 8);
}

ColourMatrix to_rgb(const FrameFormat& format) {
    ColourMatrix out;
    if (format.layout == Layout::rgb) {
        out.m = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
        return out;
    }
    const bool limited = format.range == Range::limited;
    const double y_min = limited ? 16.0 / 255 : 0.0;
    const double y_max = limited ? 235.0 / 255 : 1.0;
    const double c_mid = 128.0 / 255;
    const double c_max = limited ? 240.0 / 255 : 1.0;
    const double y_mul = 1.0 / (y_max - y_min);
    const double c_mul = format.layout == Layout::gray ? 0.0 : 0.5 / (c_max - c_mid);
    const auto unit = unit_matrix(format.matrix);
    for (std::size_t i = 0; i < 3; ++i) {
        const double y = unit[i][0] * y_mul;
        const double u = unit[i][1] * c_mul;
        const double v = unit[i][2] * c_mul;
        out.m[i] = {static_cast<float>(y), static_cast<float>(u), static_cast<float>(v)};
        out.c[i] = static_cast<float>(-y * y_min - (u + v) * c_mid);
    }
    return out;
}

} // namespace senga
