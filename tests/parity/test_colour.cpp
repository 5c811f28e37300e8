// Our picture of Y'CbCr frames without any pass, at 1:1, against the formulas of the standards in double precision.
// No libmpv here: what it does is compared elsewhere, this is what both should do.
#include "tests/parity/engine_picture.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

using namespace senga;
using namespace senga::parity;

namespace {

// Kr and Kb of ITU-R BT.601-7, BT.709-6, BT.2020-2 and ITU-T H.273 (SMPTE 240M).
struct Standard {
    const char* name;
    Matrix matrix;
    double kr;
    double kb;
    // Floats of at most 2 in sums of four terms, each rounded to 2^-24 of it, and uniforms rounded likewise: below
    // 16 * 2^-23 = 1.9e-6.
    double tolerance = 2e-6;
};
constexpr std::array standards{
    Standard{"BT.601", Matrix::bt601, 0.299, 0.114},
    Standard{"BT.709", Matrix::bt709, 0.2126, 0.0722},
    Standard{"BT.2020 ncl", Matrix::bt2020_ncl, 0.2627, 0.0593},
    // Both engines use four digits, 0.2122 and 0.0865, where the standard has three. At chroma codes of 255 that is
    // 2 * 0.0005 * 0.57 = 5.7e-4 in B, and (0.0865 * 2 * 0.9135 - 0.087 * 2 * 0.913 and so on) / 0.7 < 1e-3 in G.
    Standard{"SMPTE 240M", Matrix::smpte240m, 0.212, 0.087, 1e-3},
};

constexpr int edge_px = 33; // 33 luma codes by 33 pairs of chroma codes

// Codes from the lowest to the highest of the depth.
int code_at(int i, int depth) {
    return static_cast<int>(std::lround(i * (std::exp2(depth) - 1.0) / (edge_px - 1)));
}

struct Codes {
    int y;
    int cb;
    int cr;
};

Codes codes_at(int x, int y, int depth) {
    return {code_at(x, depth), code_at(y, depth), code_at((x * 7 + y * 5) % edge_px, depth)};
}

RawPlane plane_of(const FrameFormat& format, int Codes::*component) {
    const int bytes = format.bit_depth > 8 ? 2 : 1;
    RawPlane out{.width_px = edge_px, .height_px = edge_px, .stride_bytes = edge_px * bytes, .bytes_per_sample = bytes};
    out.bytes.resize(static_cast<std::size_t>(out.stride_bytes * edge_px));
    for (int y = 0; y < edge_px; ++y) {
        for (int x = 0; x < edge_px; ++x) {
            const auto code = static_cast<std::uint16_t>(codes_at(x, y, format.bit_depth).*component);
            std::memcpy(&out.bytes[static_cast<std::size_t>(y * out.stride_bytes + x * bytes)], &code,
                        static_cast<std::size_t>(bytes)); // little endian, as the machines we run on
        }
    }
    return out;
}

RawFrame chart(const FrameFormat& format) {
    return {.format = format,
            .planes = {plane_of(format, &Codes::y), plane_of(format, &Codes::cb), plane_of(format, &Codes::cr)}};
}

// The inverse of  E'y = Kr R + Kg G + Kb B,  E'cb = (B - E'y) / 2(1 - Kb),  E'cr = (R - E'y) / 2(1 - Kr).
// Limited range: 219 steps from 16 and 224 around 128, times 2^(n-8). Full range is mpv's reading, not H.273's to the
// letter: code 255 is +0.5 of chroma, hence 254 steps around 128, and codes of more than eight bits count as 8-bit
// codes shifted up, hence 1020 is white in 10 bits.
std::array<double, 3> expected(const Codes& codes, const Standard& standard, const FrameFormat& format) {
    const double unit = std::exp2(format.bit_depth - 8);
    const bool limited = format.range == Range::limited;
    const double y = limited ? (codes.y / unit - 16.0) / 219.0 : codes.y / unit / 255.0;
    const double steps = limited ? 224.0 : 254.0;
    const double cb = (codes.cb / unit - 128.0) / steps;
    const double cr = (codes.cr / unit - 128.0) / steps;
    const double r = y + 2.0 * (1.0 - standard.kr) * cr;
    const double b = y + 2.0 * (1.0 - standard.kb) * cb;
    const double g = (y - standard.kr * r - standard.kb * b) / (1.0 - standard.kr - standard.kb);
    return {r, g, b};
}

} // namespace

TEST_CASE("Y'CbCr becomes the R'G'B' of the standards") {
    Result<EnginePicture> engine = EnginePicture::create();
    REQUIRE(engine.ok());
    for (const Standard& standard : standards) {
        for (const Range range : {Range::limited, Range::full}) {
            for (const int depth : {8, 10, 12}) {
                const FrameFormat format{.size = {edge_px, edge_px},
                                         .subsampling = {0, 0},
                                         .bit_depth = depth,
                                         .matrix = standard.matrix,
                                         .range = range};
                const Result<EngineResult> result = engine->picture(chart(format), Chain{}, format.size);
                REQUIRE(result.ok());
                double worst = 0.0;
                for (int y = 0; y < edge_px; ++y) {
                    for (int x = 0; x < edge_px; ++x) {
                        const auto wanted = expected(codes_at(x, y, depth), standard, format);
                        for (int channel = 0; channel < 3; ++channel) {
                            worst = std::max(worst, std::abs(wanted[static_cast<std::size_t>(channel)] -
                                                             static_cast<double>(result->image.at(x, y, channel))));
                        }
                    }
                }
                fmt::print("{:<12} {:<8} {:>2} bit  max {:.2e}\n", standard.name, range_name(range), depth, worst);
                CHECK(worst < standard.tolerance);
            }
        }
    }
}
