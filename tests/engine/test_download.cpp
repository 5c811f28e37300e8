// Planes for encoders are the standards' formulas in double precision: every matrix, range, depth, subsampling and
// siting, dithered and not.
#include "tests/engine/download_bench.h"
#include "tests/engine/synthetic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>

using namespace senga;
using namespace senga::test;

namespace {

// A matrix of three products, its rounded numbers and a sum: a dozen roundings of 2^-24 of at most twice the largest
// code. Where the formula is nearer to a tie than that, either neighbour is right.
double point_tolerance(const FrameFormat& format) {
    return 24.0 / 16777216.0 * std::exp2(format.bit_depth);
}
// With up to 16 weights, 1.5 together without their signs, on two axes before and after: (16 + 2) * 1.5 * 2 more.
double filter_tolerance(const FrameFormat& format) {
    return (24.0 + 54.0 * 2.0) / 16777216.0 * std::exp2(format.bit_depth);
}

// The largest distance of a code from what it was rounded from; `wanted(x, y)`.
template<class Formula>
double worst_distance(const DownloadedPlane& plane, const FrameFormat& format, int component, Formula wanted) {
    double worst = 0.0;
    for (int y = 0; y < plane.size.h; ++y) {
        for (int x = 0; x < plane.size.w; ++x) {
            const double code = std::clamp<double>(wanted(x, y), 0.0, top_of(format));
            worst = std::fmax(worst, std::fabs(code_at(plane, x, y, component) - code));
        }
    }
    return worst;
}

// Noise with values outside 0..1, and one that is no number.
Image wild_picture(Size size, std::uint32_t seed) {
    Image out = rgba_of(noise_picture(size.w, size.h, seed));
    for (float& value : out.values) {
        value = value * 1.2F - 0.1F;
    }
    out.values[0] = std::numeric_limits<float>::quiet_NaN();
    out.values[1] = std::numeric_limits<float>::infinity();
    return out;
}

// Where chroma sample n lies, pixel m being at m.
double chroma_place(int n, int shift, double sited) {
    const int ratio = 1 << shift;
    return shift == 0 ? n : ratio * n + (ratio - 1) / 2.0 + sited;
}

// Catmull-Rom: Keys 1981 with a = -1/2.
double catmull_rom(double x) {
    const double d = std::fabs(x);
    if (d < 1.0) {
        return 1.5 * d * d * d - 2.5 * d * d + 1.0;
    }
    return d < 2.0 ? -0.5 * d * d * d + 2.5 * d * d - 4.0 * d + 2.0 : 0.0;
}

// The picture around a chroma sample, in its kernel's mean.
Triple filtered(const Image& picture, Subsampling by, const Sited& sited, int x, int y) {
    const double centre_x = chroma_place(x, by.x, sited.x);
    const double centre_y = chroma_place(y, by.y, sited.y);
    Triple out{};
    double sum = 0.0;
    const int reach_x = 2 << by.x;
    const int reach_y = 2 << by.y;
    const int begin_x = static_cast<int>(centre_x);
    const int begin_y = static_cast<int>(centre_y);
    for (int j = begin_y - reach_y; j <= begin_y + reach_y + 1; ++j) {
        const double weight_y = catmull_rom((j - centre_y) / (1 << by.y));
        for (int i = begin_x - reach_x; i <= begin_x + reach_x + 1; ++i) {
            const double weight = weight_y * catmull_rom((i - centre_x) / (1 << by.x));
            const Triple pixel = pixel_of(picture, i, j);
            sum += weight;
            for (std::size_t c = 0; c < 3; ++c) {
                out[c] += weight * pixel[c];
            }
        }
    }
    for (double& value : out) {
        value /= sum;
    }
    return out;
}

} // namespace

TEST_CASE("download: 4:4:4 of every matrix, range and depth is the formula, rounded") {
    const Gl gl;
    Bench downloaded;
    const Image picture = wild_picture({33, 13}, 3);
    for (const Matrix matrix : matrices) {
        for (const Range range : {Range::limited, Range::full}) {
            for (const int bit_depth : {8, 9, 10, 12, 16}) {
                CAPTURE(matrix_name(matrix));
                CAPTURE(range_name(range));
                CAPTURE(bit_depth);
                const FrameFormat format{
                    .subsampling = {0, 0}, .bit_depth = bit_depth, .matrix = matrix, .range = range};
                const Downloaded found = downloaded(format, picture);
                REQUIRE(found.planes.size() == 3);
                for (std::size_t plane = 0; plane < 3; ++plane) {
                    REQUIRE(found.planes[plane].size == Size{33, 13});
                    CHECK(found.planes[plane].bytes_per_sample == (bit_depth > 8 ? 2 : 1));
                    CHECK(worst_distance(found.planes[plane], format, 0, [&](int x, int y) {
                              return expected_codes(format, pixel_of(picture, x, y))[plane];
                          }) < 0.5 + point_tolerance(format));
                }
            }
        }
    }
}

TEST_CASE("download: black, white and the primaries of BT.709 have their known codes") {
    const Gl gl;
    Bench downloaded;
    struct Case {
        Triple rgb;
        std::array<int, 3> eight;
        std::array<int, 3> ten;
    };
    // 8 bits: the table of BT.709 colours everybody prints; 10 bits: BT.709-6, item 4.
    for (const Case& each :
         {Case{{0, 0, 0}, {16, 128, 128}, {64, 512, 512}}, Case{{1, 1, 1}, {235, 128, 128}, {940, 512, 512}},
          Case{{1, 0, 0}, {63, 102, 240}, {250, 409, 960}}, Case{{0, 1, 0}, {173, 42, 26}, {691, 167, 105}},
          Case{{0, 0, 1}, {32, 240, 118}, {127, 960, 471}}}) {
        for (const Subsampling subsampling : {Subsampling{0, 0}, {1, 0}, {1, 1}}) {
            for (const int bit_depth : {8, 10}) {
                const FrameFormat format{.subsampling = subsampling, .bit_depth = bit_depth};
                // Exact codes have no noise, rounded ones have: only black and white are.
                const DownloadDither dither = each.rgb[0] == each.rgb[1] && each.rgb[1] == each.rgb[2]
                                                  ? DownloadDither::blue_noise
                                                  : DownloadDither::off;
                const Downloaded found = downloaded(format, flat({70, 66}, each.rgb), dither);
                for (std::size_t plane = 0; plane < 3; ++plane) {
                    const int wanted = bit_depth == 8 ? each.eight[plane] : each.ten[plane];
                    CHECK(worst_distance(found.planes[plane], format, 0, [&](int, int) { return wanted; }) == 0.0);
                }
            }
        }
    }
}

TEST_CASE("download: chroma is filtered down around the place its siting says, at any size") {
    const Gl gl;
    Bench downloaded;
    for (const Size size : {Size{32, 18}, {33, 19}, {5, 3}, {2, 1}, {1, 1}}) {
        const Image picture = wild_picture(size, 4);
        for (const Sited& sited : sitings) {
            for (const Subsampling subsampling : {Subsampling{1, 1}, {1, 0}, {0, 1}, {2, 0}, {2, 2}}) {
                for (const int bit_depth : {8, 10, 12}) {
                    CAPTURE(size.w);
                    CAPTURE(siting_name(sited.siting));
                    CAPTURE(subsampling.x);
                    CAPTURE(subsampling.y);
                    CAPTURE(bit_depth);
                    const FrameFormat format{
                        .subsampling = subsampling, .bit_depth = bit_depth, .siting = sited.siting};
                    const Downloaded found = downloaded(format, picture);
                    const Size small{(size.w + (1 << subsampling.x) - 1) >> subsampling.x,
                                     (size.h + (1 << subsampling.y) - 1) >> subsampling.y};
                    CHECK(worst_distance(found.planes[0], format, 0, [&](int x, int y) {
                              return expected_codes(format, pixel_of(picture, x, y))[0];
                          }) < 0.5 + point_tolerance(format));
                    for (std::size_t plane = 1; plane < 3; ++plane) {
                        REQUIRE(found.planes[plane].size == small);
                        CHECK(worst_distance(found.planes[plane], format, 0, [&](int x, int y) {
                                  return expected_codes(format, filtered(picture, subsampling, sited, x, y))[plane];
                              }) < 0.5 + filter_tolerance(format));
                    }
                }
            }
        }
    }
}

TEST_CASE("download: a straight ramp has in each chroma sample the value of the place where it lies") {
    const Gl gl;
    Bench downloaded;
    const Size size{61, 47};
    const auto line = [](double x, double y) { return Triple{0.1 + 0.007 * x, 0.5, 0.2 + 0.009 * y}; };
    Image picture(size.w, size.h, 4);
    for (int y = 0; y < size.h; ++y) {
        for (int x = 0; x < size.w; ++x) {
            const Triple rgb = line(x, y);
            for (int c = 0; c < 3; ++c) {
                picture.at(x, y, c) = static_cast<float>(rgb[static_cast<std::size_t>(c)]);
            }
        }
    }
    for (const Sited& sited : sitings) {
        for (const Subsampling subsampling : {Subsampling{1, 1}, {1, 0}, {0, 1}}) {
            CAPTURE(siting_name(sited.siting));
            const FrameFormat format{.subsampling = subsampling, .bit_depth = 16, .siting = sited.siting};
            const Downloaded found = downloaded(format, picture);
            double worst = 0.0;
            const Size small = found.planes[1].size;
            for (int y = 4; y < small.h - 4; ++y) {
                for (int x = 4; x < small.w - 4; ++x) {
                    const Triple wanted = expected_codes(
                        format, line(chroma_place(x, subsampling.x, sited.x), chroma_place(y, subsampling.y, sited.y)));
                    for (std::size_t plane = 1; plane < 3; ++plane) {
                        worst = std::fmax(worst, std::fabs(code_at(found.planes[plane], x, y) - wanted[plane]));
                    }
                }
            }
            // Half a pixel beside it would be 100 codes: 0.5 * 0.007 * 0.5 * 224 * 256 and more.
            CHECK(worst < 0.5 + filter_tolerance(format));
        }
    }
}

TEST_CASE("download: gray is luma, and RGB is full range with an opaque alpha") {
    const Gl gl;
    Bench downloaded;
    const Image picture = wild_picture({19, 7}, 5);
    for (const int bit_depth : {8, 10, 16}) {
        const FrameFormat gray{.layout = Layout::gray, .bit_depth = bit_depth, .range = Range::limited};
        const Downloaded luma = downloaded(gray, picture);
        REQUIRE(luma.planes.size() == 1);
        CHECK(luma.planes[0].components == 1);
        CHECK(worst_distance(luma.planes[0], gray, 0, [&](int x, int y) {
                  return expected_codes(gray, pixel_of(picture, x, y))[0];
              }) < 0.5 + point_tolerance(gray));

        const FrameFormat rgb{.layout = Layout::rgb, .bit_depth = bit_depth, .range = Range::full};
        const Downloaded colours = downloaded(rgb, picture);
        REQUIRE(colours.planes.size() == 1);
        CHECK(colours.planes[0].components == 4);
        CHECK(colours.planes[0].stride_bytes == 19U * 4U * (bit_depth > 8 ? 2U : 1U));
        for (std::size_t c = 0; c < 3; ++c) {
            CHECK(worst_distance(colours.planes[0], rgb, static_cast<int>(c), [&](int x, int y) {
                      return pixel_of(picture, x, y)[c] * top_of(rgb);
                  }) < 0.5 + point_tolerance(rgb));
        }
        CHECK(worst_distance(colours.planes[0], rgb, 3, [&](int, int) { return top_of(rgb); }) == 0.0);
    }
}

TEST_CASE("download: dithering keeps the mean of flat areas and takes only the two codes next to the value") {
    const Gl gl;
    Bench downloaded;
    // Whole tiles of noise in every plane, 64 pixels each.
    const Size size{128, 128};
    for (const int bit_depth : {8, 10}) {
        for (const Subsampling subsampling : {Subsampling{0, 0}, {1, 1}}) {
            const FrameFormat format{.subsampling = subsampling, .bit_depth = bit_depth};
            for (const Triple& rgb :
                 {Triple{0.5, 0.5, 0.5}, Triple{0.2, 0.7, 0.31}, Triple{0.013, 0.011, 0.017}, Triple{0.9, 0.1, 0.6}}) {
                CAPTURE(bit_depth);
                CAPTURE(rgb[0]);
                const Triple wanted = expected_codes(format, rgb);
                const Downloaded found = downloaded(format, flat(size, rgb), DownloadDither::blue_noise);
                for (std::size_t plane = 0; plane < 3; ++plane) {
                    double sum = 0.0;
                    double worst = 0.0;
                    const Size area = found.planes[plane].size;
                    for (int y = 0; y < area.h; ++y) {
                        for (int x = 0; x < area.w; ++x) {
                            const double off = code_at(found.planes[plane], x, y) - wanted[plane];
                            sum += off;
                            worst = std::fmax(worst, std::fabs(off));
                        }
                    }
                    CHECK(std::fabs(sum / (area.w * area.h)) < 1e-3);
                    CHECK(worst < 1.0 + filter_tolerance(format));
                }
            }
        }
    }
}

TEST_CASE("download: the planes' noise does not rise in the same places") {
    const Gl gl;
    Bench downloaded;
    const FrameFormat format{.subsampling = {0, 0}, .matrix = Matrix::bt601};
    // Halfway between two codes in all three planes, by BT.601's own inverse.
    const double y = (100.5 - 16) / 219;
    const double pb = (120.5 - 128) / 224;
    const double pr = (130.5 - 128) / 224;
    const Triple rgb{y + 1.402 * pr, y - (0.114 * 1.772 * pb + 0.299 * 1.402 * pr) / 0.587, y + 1.772 * pb};
    const Downloaded found = downloaded(format, flat({64, 64}, rgb), DownloadDither::blue_noise);
    const std::array<int, 3> low{100, 120, 130};
    for (const auto& [a, b] : {std::pair<std::size_t, std::size_t>{0, 1}, {0, 2}, {1, 2}}) {
        int together = 0;
        for (int j = 0; j < 64; ++j) {
            for (int i = 0; i < 64; ++i) {
                const bool up_a = code_at(found.planes[a], i, j) > low[a];
                const bool up_b = code_at(found.planes[b], i, j) > low[b];
                together += up_a == up_b ? 1 : 0;
            }
        }
        // Of 4096 half by chance, a deviation of 32; all where the noise is the same.
        CHECK(std::abs(together - 2048) < 10 * 32);
    }
}
