// Uploaded codes become the right colours: every matrix, range, depth, subsampling and plane order against the formulas
// of the standards in double precision. The formulas are written out here once more on purpose.
#include "renderer/engine/upload.h"
#include "tests/engine/engine_fixture.h"
#include "tests/engine/synthetic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

using namespace senga;
using namespace senga::test;

namespace {

// Samples as they lie in memory.
struct Codes {
    Size size;
    int components = 1;
    int bytes = 1;
    std::vector<std::uint16_t> values;

    Codes(Size s, int count, int bit_depth)
        : size(s),
          components(count),
          bytes(bit_depth > 8 ? 2 : 1),
          values(static_cast<std::size_t>(s.w * s.h * count)) {}
    std::uint16_t& at(int x, int y, int c = 0) {
        return values[static_cast<std::size_t>((y * size.w + x) * components + c)];
    }
    std::uint16_t at(int x, int y, int c = 0) const {
        return values[static_cast<std::size_t>((y * size.w + x) * components + c)];
    }
};

// Owns the bytes, rows padded by an odd amount: strides are nobody's multiple.
struct Packed {
    std::vector<std::byte> bytes;
    PlaneData plane;

    explicit Packed(const Codes& codes, std::size_t padding = 0) {
        const auto row = static_cast<std::size_t>(codes.size.w * codes.components * codes.bytes);
        const std::size_t stride = row + padding;
        bytes.assign(stride * static_cast<std::size_t>(codes.size.h), std::byte{0xA5});
        for (int y = 0; y < codes.size.h; ++y) {
            for (int i = 0; i < codes.size.w * codes.components; ++i) {
                const std::uint16_t value =
                    codes.values[static_cast<std::size_t>(y * codes.size.w * codes.components + i)];
                std::byte* at =
                    bytes.data() + stride * static_cast<std::size_t>(y) + static_cast<std::size_t>(i * codes.bytes);
                if (codes.bytes == 1) {
                    *at = static_cast<std::byte>(value);
                } else {
                    std::memcpy(at, &value, 2);
                }
            }
        }
        plane = {.bytes = bytes,
                 .stride_bytes = stride,
                 .size = codes.size,
                 .components = codes.components,
                 .bytes_per_sample = codes.bytes};
    }
};

// Kr and Kb: BT.601-7, BT.709-6, BT.2020-2, SMPTE 240M.
struct Weights {
    Matrix matrix;
    double kr;
    double kb;
};
constexpr std::array weights{Weights{Matrix::bt601, 0.299, 0.114}, Weights{Matrix::bt709, 0.2126, 0.0722},
                             Weights{Matrix::bt2020_ncl, 0.2627, 0.0593}, Weights{Matrix::smpte240m, 0.2122, 0.0865}};

std::array<double, 3> expected_rgb(const Weights& of, Range range, int bit_depth, double y_code, double cb_code,
                                   double cr_code) {
    const double unit = std::exp2(bit_depth - 8);
    const bool limited = range == Range::limited;
    const double y = limited ? (y_code / unit - 16.0) / 219.0 : y_code / unit / 255.0;
    // Full range: 128 is no chroma and 255 half of it, as JFIF's tables and mpv have it.
    const double chroma = limited ? 224.0 : 254.0;
    const double pb = (cb_code / unit - 128.0) / chroma;
    const double pr = (cr_code / unit - 128.0) / chroma;
    const double r = y + 2.0 * (1.0 - of.kr) * pr;
    const double b = y + 2.0 * (1.0 - of.kb) * pb;
    const double g = (y - of.kr * r - of.kb * b) / (1.0 - of.kr - of.kb);
    return {r, g, b};
}

// A matrix of three products with sums below 3, and normalisation: a dozen roundings of 2^-24, times at most 3.
constexpr double float_tolerance = 36.0 / 16777216.0;

Frame uploaded(PlaneUploader& uploader, const FrameFormat& format, std::initializer_list<const Packed*> planes) {
    std::vector<PlaneData> data;
    for (const Packed* packed : planes) {
        data.push_back(packed->plane);
    }
    static std::uint64_t id = 0;
    Result<Frame> frame = uploader.upload(format, data, ++id);
    REQUIRE_MESSAGE(frame.ok(), to_string(frame.error()));
    return *frame;
}

Codes noise_codes(Size size, int components, int bit_depth, std::uint32_t seed) {
    Codes out(size, components, bit_depth);
    Noise noise(seed);
    const double top = std::exp2(bit_depth) - 1.0;
    for (std::uint16_t& value : out.values) {
        value = static_cast<std::uint16_t>(std::lround(static_cast<double>(noise.next()) * top));
    }
    out.values.front() = 0;
    out.values.back() = static_cast<std::uint16_t>(top);
    return out;
}

Codes interleaved(const Codes& a, const Codes& b, int bit_depth) {
    Codes out(a.size, 2, bit_depth);
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        out.values[2 * i] = a.values[i];
        out.values[2 * i + 1] = b.values[i];
    }
    return out;
}

} // namespace

TEST_CASE("colour: every matrix, range and depth of 4:4:4 equals the standard's formula") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    PlaneUploader uploader;
    const Size size{33, 13};
    for (const Weights& of : weights) {
        for (const Range range : {Range::limited, Range::full}) {
            for (const int bit_depth : {8, 9, 10, 12, 14, 16}) {
                CAPTURE(matrix_name(of.matrix));
                CAPTURE(range_name(range));
                CAPTURE(bit_depth);
                FrameFormat format{
                    .size = size, .subsampling = {0, 0}, .bit_depth = bit_depth, .matrix = of.matrix, .range = range};
                const Codes y = noise_codes(size, 1, bit_depth, 1);
                const Codes cb = noise_codes(size, 1, bit_depth, 2);
                const Codes cr = noise_codes(size, 1, bit_depth, 3);
                const Packed py(y, 3), pb(cb, 1), pr(cr, 5);
                const Image found = run(runner, {}, uploaded(uploader, format, {&py, &pb, &pr}), size).picture;
                double worst = 0.0;
                for (int j = 0; j < size.h; ++j) {
                    for (int i = 0; i < size.w; ++i) {
                        const auto rgb = expected_rgb(of, range, bit_depth, y.at(i, j), cb.at(i, j), cr.at(i, j));
                        for (int c = 0; c < 3; ++c) {
                            worst = std::fmax(worst, std::fabs(static_cast<double>(found.at(i, j, c)) -
                                                               rgb[static_cast<std::size_t>(c)]));
                        }
                    }
                }
                CHECK(worst < float_tolerance);
            }
        }
    }
}

TEST_CASE("colour: black, white and the primaries of BT.709 come out as such") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    PlaneUploader uploader;
    // 8-bit limited codes of 0 and 1: rounded, so right to half a code of luma and chroma (0.5/219 + 0.93 / 224).
    struct Case {
        std::array<std::uint16_t, 3> ycc;
        std::array<double, 3> rgb;
    };
    for (const Case& each :
         {Case{{16, 128, 128}, {0, 0, 0}}, Case{{235, 128, 128}, {1, 1, 1}}, Case{{63, 102, 240}, {1, 0, 0}},
          Case{{173, 42, 26}, {0, 1, 0}}, Case{{32, 240, 118}, {0, 0, 1}}}) {
        const Size size{1, 1};
        FrameFormat format{.size = size, .subsampling = {0, 0}};
        Codes y(size, 1, 8), cb(size, 1, 8), cr(size, 1, 8);
        y.at(0, 0) = each.ycc[0];
        cb.at(0, 0) = each.ycc[1];
        cr.at(0, 0) = each.ycc[2];
        const Packed py(y), pb(cb), pr(cr);
        const Image found = run(runner, {}, uploaded(uploader, format, {&py, &pb, &pr}), size).picture;
        for (int c = 0; c < 3; ++c) {
            CHECK(std::fabs(static_cast<double>(found.at(0, 0, c)) - each.rgb[static_cast<std::size_t>(c)]) < 0.0065);
        }
        CHECK(found.at(0, 0, 3) == 1.0F);
    }
}

TEST_CASE("colour: gray has no colour, and RGB is taken as it is") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    PlaneUploader uploader;
    const Size size{15, 9};
    for (const int bit_depth : {8, 10, 16}) {
        const Codes y = noise_codes(size, 1, bit_depth, 4);
        const Packed packed(y, 1);
        FrameFormat gray{.size = size, .layout = Layout::gray, .bit_depth = bit_depth};
        const Image found = run(runner, {}, uploaded(uploader, gray, {&packed}), size).picture;
        double worst = 0.0;
        for (int j = 0; j < size.h; ++j) {
            for (int i = 0; i < size.w; ++i) {
                for (int c = 0; c < 3; ++c) {
                    const double wanted = (y.at(i, j) / std::exp2(bit_depth - 8) - 16.0) / 219.0;
                    worst = std::fmax(worst, std::fabs(static_cast<double>(found.at(i, j, c)) - wanted));
                }
            }
        }
        CHECK(worst < float_tolerance);

        const Codes rgba = noise_codes(size, 4, bit_depth, 5);
        const Packed colours(rgba);
        FrameFormat rgb{.size = size, .layout = Layout::rgb, .bit_depth = bit_depth, .range = Range::full};
        const Image picture = run(runner, {}, uploaded(uploader, rgb, {&colours}), size).picture;
        worst = 0.0;
        for (int j = 0; j < size.h; ++j) {
            for (int i = 0; i < size.w; ++i) {
                for (int c = 0; c < 3; ++c) {
                    const double wanted = rgba.at(i, j, c) / (std::exp2(bit_depth) - 1.0);
                    worst = std::fmax(worst, std::fabs(static_cast<double>(picture.at(i, j, c)) - wanted));
                }
                CHECK(picture.at(i, j, 3) == 1.0F); // whatever the file's alpha
            }
        }
        // The plane is stored in 16 bits, one code either way (facts of testing 4.2).
        CHECK(worst < 1.5 / 65535.0);
    }
}

TEST_CASE("colour: interleaved and separate chroma, and any stride, give the same frame") {
    const Gl gl;
    PlaneUploader one;
    PlaneUploader two;
    for (const Subsampling subsampling : {Subsampling{1, 1}, {1, 0}, {0, 0}, {2, 0}, {0, 1}, {2, 2}}) {
        for (const Size size : {Size{21, 11}, {32, 16}, {1, 1}}) {
            for (const int bit_depth : {8, 10}) {
                CAPTURE(size.w);
                CAPTURE(bit_depth);
                const FrameFormat format{.size = size, .subsampling = subsampling, .bit_depth = bit_depth};
                const Size small = chroma_size(format);
                const Codes y = noise_codes(size, 1, bit_depth, 6);
                const Codes cb = noise_codes(small, 1, bit_depth, 7);
                const Codes cr = noise_codes(small, 1, bit_depth, 8);
                const Packed py(y), pb(cb), pr(cr), padded_y(y, 7), both(interleaved(cb, cr, bit_depth), 3);
                const Frame separate = uploaded(one, format, {&py, &pb, &pr});
                const Frame pair = uploaded(two, format, {&padded_y, &both});
                CHECK(mismatches(read(*separate.luma), read(*pair.luma)) == 0);
                CHECK(mismatches(read(*separate.chroma), read(*pair.chroma)) == 0);
                const Image chroma = read(*pair.chroma);
                double worst = 0.0;
                for (int j = 0; j < small.h; ++j) {
                    for (int i = 0; i < small.w; ++i) {
                        const double top = 255.0 * std::exp2(bit_depth - 8);
                        worst =
                            std::fmax(worst, std::fabs(static_cast<double>(chroma.at(i, j, 0)) - cb.at(i, j) / top));
                        worst =
                            std::fmax(worst, std::fabs(static_cast<double>(chroma.at(i, j, 1)) - cr.at(i, j) / top));
                    }
                }
                CHECK(worst < 2.0 / 16777216.0);
            }
        }
    }
}

TEST_CASE("colour: chroma lies where the siting says") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    // Chroma is linear in the luma position, sampled where the format says its samples lie; an interpolating scaler
    // must give the line back at every luma pixel away from the border.
    struct Case {
        Siting siting;
        double x; // of the first chroma sample against the middle of its luma samples, in luma samples
        double y;
    };
    const Size size{61, 47};
    for (const Case& each :
         {Case{Siting::left, -0.5, 0}, Case{Siting::center, 0, 0}, Case{Siting::top_left, -0.5, -0.5},
          Case{Siting::top, 0, -0.5}, Case{Siting::bottom_left, -0.5, 0.5}, Case{Siting::bottom, 0, 0.5}}) {
        for (const Subsampling subsampling : {Subsampling{1, 1}, {1, 0}, {0, 1}}) {
            for (const Kernel kernel : {Kernel::bilinear, Kernel::spline36, Kernel::catmull_rom}) {
                CAPTURE(siting_name(each.siting));
                CAPTURE(subsampling.x);
                CAPTURE(subsampling.y);
                CAPTURE(kernel_name(kernel));
                FrameFormat format = ycbcr_format(size, subsampling);
                format.siting = each.siting;
                const int rx = 1 << subsampling.x;
                const int ry = 1 << subsampling.y;
                const auto line = [](double x, double y) { return 0.1 + 0.006 * x + 0.008 * y; };
                Image luma(size.w, size.h, 1);
                std::fill(luma.values.begin(), luma.values.end(), 0.5F);
                Image chroma((size.w + rx - 1) / rx, (size.h + ry - 1) / ry, 2);
                for (int j = 0; j < chroma.h; ++j) {
                    for (int i = 0; i < chroma.w; ++i) {
                        const double x = rx * (i + 0.5) + (rx > 1 ? each.x : 0.0);
                        const double y = ry * (j + 0.5) + (ry > 1 ? each.y : 0.0);
                        chroma.at(i, j, 0) = static_cast<float>(line(x, y));
                        chroma.at(i, j, 1) = static_cast<float>(128.0 / 255.0);
                    }
                }
                Scaling scaling;
                scaling.chroma = kernel;
                const Image found =
                    run(runner, chain_of({}, scaling), planar_frame(format, luma, chroma), size).picture;
                double worst = 0.0;
                for (int j = 10; j < size.h - 10; ++j) {
                    for (int i = 10; i < size.w - 10; ++i) {
                        const auto rgb =
                            expected_rgb(weights[1], Range::limited, 8, 127.5, 255.0 * line(i + 0.5, j + 0.5), 128.0);
                        worst = std::fmax(worst, std::fabs(static_cast<double>(found.at(i, j, 2)) - rgb[2]));
                    }
                }
                // Cb counts 2 (1 - Kb) 255 / 224 = 2.1 times in blue. Bilinear is the GPU's, in floats. Tables hold
                // half floats, which may be off by 2^-11: the weights of an axis, 1.3 together without their signs, sum
                // to 1 within 6.4e-4, on two axes, of a line of at most 0.8: 1.0e-3. Half a luma pixel would be 3.0e-3.
                CHECK(worst < 2.1 * (kernel == Kernel::bilinear ? 1e-5 : 1.0e-3));
            }
        }
    }
}

TEST_CASE("upload: planes that do not fit are refused, and textures are kept from frame to frame") {
    const Gl gl;
    PlaneUploader uploader;
    const FrameFormat format{.size = {16, 8}};
    const Packed y(Codes({16, 8}, 1, 8)), c(Codes({8, 4}, 1, 8)), wrong(Codes({7, 4}, 1, 8));
    const auto refused = [&](std::vector<PlaneData> planes) {
        const Result<Frame> frame = uploader.upload(format, planes, 1);
        REQUIRE(!frame.ok());
        CHECK(frame.error().code == Code::plan_input);
    };
    refused({});
    refused({y.plane});
    refused({y.plane, c.plane});
    refused({y.plane, c.plane, wrong.plane});
    refused({c.plane, c.plane, c.plane});
    PlaneData cut = y.plane;
    cut.bytes = cut.bytes.first(cut.bytes.size() - 1);
    refused({cut, c.plane, c.plane});

    const Frame first = uploaded(uploader, format, {&y, &c, &c});
    const Frame second = uploaded(uploader, format, {&y, &c, &c});
    CHECK(first.luma->id() == second.luma->id());
    CHECK(first.chroma->id() == second.chroma->id());
}
