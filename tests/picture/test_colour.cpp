// Expected numbers: the coefficients that FFmpeg's libswscale tabulates for limited range (crv, cbu, cgu, cgv in
// 1/65536, applied to 8-bit codes), the weights of the standards, and by hand from the definition of each model.
#include "renderer/picture/colour.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace senga;

namespace {

using Rgb = std::array<double, 3>;

Rgb convert(const ColourMatrix& matrix, double y, double u, double v) {
    Rgb out{};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto& row = matrix.m[i];
        out[i] = static_cast<double>(row[0]) * y + static_cast<double>(row[1]) * u + static_cast<double>(row[2]) * v +
                 static_cast<double>(matrix.c[i]);
    }
    return out;
}

FrameFormat ycbcr(Matrix matrix, Range range) {
    FrameFormat format;
    format.matrix = matrix;
    format.range = range;
    return format;
}

void check_near(const Rgb& got, const Rgb& want, double tolerance) {
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(std::abs(got[i] - want[i]) <= tolerance);
    }
}

// Four float roundings of values up to 2.2, each 2^-24 relative: 6e-7.
constexpr double float_tolerance = 6e-7;

struct FfmpegRow {
    Matrix matrix;
    double crv, cbu, cgu, cgv; // in 1/65536
};

} // namespace

TEST_CASE("limited range coefficients are FFmpeg's") {
    const FfmpegRow rows[] = {
        {Matrix::bt709, 117489, 138438, 13975, 34925},
        {Matrix::bt601, 104597, 132201, 25675, 53279},
        {Matrix::bt2020_ncl, 110013, 140363, 12277, 42626},
    };
    // FFmpeg rounds (or cuts) to 1/65536: 1.6e-5 at most.
    constexpr double tolerance = 1.6e-5 + float_tolerance;
    for (const FfmpegRow& row : rows) {
        const ColourMatrix got = to_rgb(ycbcr(row.matrix, Range::limited));
        CHECK(std::abs(static_cast<double>(got.m[0][2]) - row.crv / 65536) <= tolerance);
        CHECK(std::abs(static_cast<double>(got.m[2][1]) - row.cbu / 65536) <= tolerance);
        CHECK(std::abs(static_cast<double>(got.m[1][1]) + row.cgu / 65536) <= tolerance);
        CHECK(std::abs(static_cast<double>(got.m[1][2]) + row.cgv / 65536) <= tolerance);
        CHECK(std::abs(static_cast<double>(got.m[0][0]) - 255.0 / 219) <= tolerance);
        CHECK(got.m[0][1] == 0.0F);
        CHECK(got.m[2][2] == 0.0F);
    }
}

TEST_CASE("black, white and gray come out neutral in every matrix and range") {
    for (const Matrix matrix : {Matrix::bt601, Matrix::bt709, Matrix::bt2020_ncl, Matrix::smpte240m, Matrix::ycgco}) {
        const ColourMatrix limited = to_rgb(ycbcr(matrix, Range::limited));
        check_near(convert(limited, 16.0 / 255, 128.0 / 255, 128.0 / 255), {0, 0, 0}, float_tolerance);
        check_near(convert(limited, 235.0 / 255, 128.0 / 255, 128.0 / 255), {1, 1, 1}, float_tolerance);
        const ColourMatrix full = to_rgb(ycbcr(matrix, Range::full));
        check_near(convert(full, 0.0, 128.0 / 255, 128.0 / 255), {0, 0, 0}, float_tolerance);
        check_near(convert(full, 1.0, 128.0 / 255, 128.0 / 255), {1, 1, 1}, float_tolerance);
        check_near(convert(full, 0.5, 128.0 / 255, 128.0 / 255), {0.5, 0.5, 0.5}, float_tolerance);
    }
}

TEST_CASE("pure BT.709 red, coded by hand, decodes to red") {
    // Y = Kr, Cb = -Kr / (2 (1 - Kb)), Cr = 1/2, quantised to limited range without rounding.
    const double kr = 0.2126;
    const double kb = 0.0722;
    const double y = (16 + 219 * kr) / 255;
    const double cb = (128 + 224 * (-kr / (2 * (1 - kb)))) / 255;
    const double cr = (128 + 224 * 0.5) / 255;
    check_near(convert(to_rgb(ycbcr(Matrix::bt709, Range::limited)), y, cb, cr), {1, 0, 0}, float_tolerance);
}

TEST_CASE("full range chroma spans 1 to 255, as in mpv") {
    // Cr at code 255 is +1/2: R = Y + 2 (1 - Kr) / 2.
    const Rgb got = convert(to_rgb(ycbcr(Matrix::bt601, Range::full)), 0.2, 128.0 / 255, 1.0);
    CHECK(std::abs(got[0] - (0.2 + 0.701)) <= float_tolerance);
    CHECK(std::abs(got[2] - 0.2) <= float_tolerance);
}

TEST_CASE("YCgCo is R = Y - Cg + Co, G = Y + Cg, B = Y - Cg - Co") {
    const double unit = 127.0 / 255; // half the span of full range chroma
    const double cg = 0.2;
    const double co = 0.1;
    const Rgb got = convert(to_rgb(ycbcr(Matrix::ycgco, Range::full)), 0.5, 128.0 / 255 + 2 * unit * cg,
                            128.0 / 255 + 2 * unit * co);
    check_near(got, {0.5 - cg + co, 0.5 + cg, 0.5 - cg - co}, float_tolerance);
}

TEST_CASE("gray ignores chroma, RGB is left alone") {
    FrameFormat gray = ycbcr(Matrix::bt709, Range::limited);
    gray.layout = Layout::gray;
    check_near(convert(to_rgb(gray), 235.0 / 255, 0.0, 1.0), {1, 1, 1}, float_tolerance);
    FrameFormat rgb = ycbcr(Matrix::bt709, Range::limited);
    rgb.layout = Layout::rgb;
    check_near(convert(to_rgb(rgb), 0.25, 0.5, 0.75), {0.25, 0.5, 0.75}, 0.0);
}

TEST_CASE("luma weights are the standards' and sum to one") {
    CHECK(luma_weights(Matrix::bt601) == std::array<double, 3>{0.299, 0.587, 0.114});
    CHECK(luma_weights(Matrix::bt709) == std::array<double, 3>{0.2126, 0.7152, 0.0722});
    CHECK(luma_weights(Matrix::bt2020_ncl) == std::array<double, 3>{0.2627, 0.6780, 0.0593});
    for (const Matrix matrix : {Matrix::bt601, Matrix::bt709, Matrix::bt2020_ncl, Matrix::smpte240m, Matrix::ycgco}) {
        const auto [r, g, b] = luma_weights(matrix);
        CHECK(std::abs(r + g + b - 1.0) < 1e-12);
    }
}
