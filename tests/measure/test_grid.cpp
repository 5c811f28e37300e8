// Colour conversion, chroma's places and PSNR of R'G'B', against the formulas of the standards.
#include "renderer/measure/colour_planes.h"
#include "renderer/measure/grid.h"
#include "renderer/measure/measurer.h"
#include "renderer/measure/resample.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace senga;

namespace {

PlanarPicture flat(const FrameFormat& format, const std::vector<int>& codes) {
    PlanarPicture out{.format = format, .planes = {}};
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const Size size = i > 0 && format.layout == Layout::ycbcr ? chroma_size(format) : format.size;
        out.planes.push_back({size, std::vector<std::uint16_t>(static_cast<std::size_t>(size.w * size.h),
                                                               static_cast<std::uint16_t>(codes[i]))});
    }
    return out;
}

std::vector<int> first_codes(const PlanarPicture& picture) {
    std::vector<int> out;
    for (const SamplePlane& plane : picture.planes) {
        out.push_back(plane.samples.front());
    }
    return out;
}

double value_of(const Measurer& measurer, const std::string& name) {
    for (const Series& series : measurer.series()) {
        if (series.name == name) {
            return series.values.back();
        }
    }
    FAIL(name);
    return 0.0;
}

} // namespace

TEST_CASE("red becomes the codes the standards give it, and comes back") {
    const FrameFormat rgb{.size = {16, 16}, .layout = Layout::rgb, .range = Range::full};
    const PlanarPicture red = flat(rgb, {255, 0, 0});
    const Size size{16, 16};
    struct Row {
        FrameFormat format;
        std::vector<int> codes;
    };
    // Y' = Kr, Cb = -Kr / (2 - 2 Kb), Cr = 1/2; 8 bits limited 16 + 219 Y', 128 + 224 C; full 255 Y', 128 + 255 C (the
    // 255.5 of Cr is beyond the codes).
    const Row rows[]{
        {{.size = size, .matrix = Matrix::bt709}, {63, 102, 240}},
        {{.size = size, .matrix = Matrix::bt601}, {81, 90, 240}},
        {{.size = size, .bit_depth = 10, .matrix = Matrix::bt709}, {250, 409, 960}},
        {{.size = size, .subsampling = {0, 0}, .matrix = Matrix::bt601, .range = Range::full}, {76, 85, 255}},
        {{.size = size, .layout = Layout::gray, .matrix = Matrix::bt709}, {63}}};
    for (const Row& row : rows) {
        CAPTURE(grid_text(row.format));
        CHECK(first_codes(to_grid(red, {.format = row.format})) == row.codes);
    }
    // Rounding to codes costs up to 1/2 * 255/219 * (1 + 1.8) or so, of 255.
    const PlanarPicture back = to_grid(flat(rows[0].format, rows[0].codes), {.format = rgb});
    CHECK(back.planes[0].samples[0] >= 253);
    CHECK(back.planes[1].samples[0] <= 2);
    CHECK(back.planes[2].samples[0] <= 2);
}

TEST_CASE("depths change by a shift, of RGB by the ratio of the largest codes") {
    const FrameFormat eight{.size = {16, 16}};
    FrameFormat ten = eight;
    ten.bit_depth = 10;
    CHECK(first_codes(to_grid(flat(eight, {16, 128, 240}), {.format = ten})) == std::vector<int>{64, 512, 960});
    CHECK(first_codes(to_grid(flat(ten, {66, 512, 961}), {.format = eight})) == std::vector<int>{17, 128, 240});
    const FrameFormat rgb{.size = {16, 16}, .layout = Layout::rgb};
    FrameFormat rgb16 = rgb;
    rgb16.bit_depth = 16;
    CHECK(first_codes(to_grid(flat(rgb, {255, 1, 0}), {.format = rgb16})) == std::vector<int>{65535, 257, 0});
}

TEST_CASE("chroma lies where its siting says") {
    // A ramp of 8 codes per chroma sample. Bilinear weights keep a line straight; the edges repeat and are left out.
    const auto ramp = [](Siting siting) {
        FrameFormat format{.size = {32, 8}, .siting = siting};
        PlanarPicture out = flat(format, {128, 0, 128});
        for (std::size_t i = 0; i < out.planes[1].samples.size(); ++i) {
            out.planes[1].samples[i] = static_cast<std::uint16_t>(8 * (i % 16));
        }
        return out;
    };
    FrameFormat full{.size = {32, 8}, .subsampling = {0, 0}};
    for (const Siting siting : {Siting::left, Siting::center}) {
        full.siting = siting;
        const PlanarPicture out = to_grid(ramp(siting), {.format = full, .kernel = Kernel::bilinear});
        // Sample j lies on luma pixel 2j (left) or half a pixel right of it.
        const double at = siting == Siting::left ? 0.0 : 0.5;
        for (int x = 4; x < 28; ++x) {
            CAPTURE(x);
            CHECK(out.planes[1].row(4)[x] == std::lround(8 * (x - at) / 2));
        }
    }
    // At half the size, sample j lies on luma pixel 2j, whose centre is the old coordinate (2j + 1/2) * 2, that is
    // pixel 4j + 1/2 and chroma sample 2j + 1/4.
    const PlanarPicture small =
        to_grid(ramp(Siting::left), {.format = {.size = {16, 4}, .siting = Siting::left}, .kernel = Kernel::bilinear});
    REQUIRE(small.planes[1].size == Size{8, 2});
    for (int x = 1; x < 7; ++x) {
        CHECK(small.planes[1].row(1)[x] == 16 * x + 2);
    }
}

TEST_CASE("resampling keeps lines straight and centres where they are") {
    FloatPlane line = float_plane({40, 4});
    for (int y = 0; y < 4; ++y) {
        for (int x = 0; x < 40; ++x) {
            line.row(y)[x] = static_cast<float>(x);
        }
    }
    // Kernels that keep a line straight at every position; lanczos does within 1%.
    for (const Kernel kernel : {Kernel::bilinear, Kernel::catmull_rom}) {
        const FloatPlane twice = resample(line, {80, 0.5}, {4, 1.0}, kernel);
        for (int i = 10; i < 70; ++i) {
            CHECK(std::abs(static_cast<double>(twice.row(2)[i]) - ((i + 0.5) / 2 - 0.5)) < 1e-4);
        }
    }
    for (const Kernel kernel : {Kernel::bilinear, Kernel::catmull_rom, Kernel::lanczos, Kernel::spline36}) {
        const FloatPlane half = resample(line, {20, 2.0}, {4, 1.0}, kernel); // symmetric: 2i + 1/2
        for (int i = 5; i < 15; ++i) {
            CHECK(std::abs(static_cast<double>(half.row(2)[i]) - (2 * i + 0.5)) < 1e-4);
        }
    }
    // A picture shrunk by 4 is a mean, not a pick: stripes of one pixel vanish.
    FloatPlane stripes = float_plane({64, 4});
    for (std::size_t i = 0; i < stripes.samples.size(); ++i) {
        stripes.samples[i] = i % 2 == 0 ? 0.0F : 200.0F;
    }
    const FloatPlane gray = resample(stripes, {16, 4.0}, {4, 1.0}, Kernel::catmull_rom);
    CHECK(std::abs(gray.row(1)[8] - 100.0F) < 1.0F);
}

TEST_CASE("PSNR of R'G'B' weighs a step of codes as the matrix does") {
    const FrameFormat format{.size = {16, 16}, .matrix = Matrix::bt709};
    const PlanarPicture gray = flat(format, {100, 128, 128});
    const auto measured = [&](const std::vector<int>& codes) {
        Measurer out({Metric::psnr, Metric::mse}, Kernel::catmull_rom);
        REQUIRE(out.add(gray, flat(format, codes)));
        return out;
    };
    // Floats of about 0.5 are good to 6e-8, against 10/219: 1e-6 of it, 1e-5 dB.
    const double tolerance_db = 1e-4;
    const Measurer luma = measured({110, 128, 128});
    for (const char* name : {"psnr_r", "psnr_g", "psnr_b", "psnr_rgb"}) {
        CHECK(std::abs(value_of(luma, name) - 20 * std::log10(219.0 / 10)) < tolerance_db);
    }
    CHECK(std::abs(value_of(luma, "mse_rgb") - std::pow(10 * 255.0 / 219, 2)) < 1e-2);
    // R' = Y' + 2 (1 - Kr) Cr; G' - 2 (1 - Kr) Kr / Kg Cr.
    const Measurer red = measured({100, 128, 138});
    CHECK(std::abs(value_of(red, "psnr_r") - 20 * std::log10(224.0 / (10 * 1.5748))) < tolerance_db);
    CHECK(std::abs(value_of(red, "psnr_g") - 20 * std::log10(224.0 / (10 * 1.5748 * 0.2126 / 0.7152))) < tolerance_db);
    CHECK(std::isinf(value_of(red, "psnr_b")));
    CHECK(std::isinf(value_of(red, "psnr_y")));
    // All planes: 256 + 64 + 64 samples, of which the last 64 differ by 10.
    CHECK(std::abs(value_of(red, "mse") - 100.0 * 64 / 384) < 1e-9);
}

TEST_CASE("what differs is named, what is only a tag of shape is not") {
    const FrameFormat a{.size = {640, 480}, .siting = Siting::left};
    FrameFormat b = a;
    b.siting = Siting::unknown; // read as left
    b.pixel_aspect = 1.5;
    CHECK(grid_differences(a, b).empty());
    b.size = {320, 240};
    b.bit_depth = 10;
    b.matrix = Matrix::bt601;
    b.range = Range::full;
    b.siting = Siting::left;
    CHECK(grid_differences(a, b) ==
          std::vector<std::string>{"size: 640x480 against 320x240", "depth: 8 bits against 10 bits",
                                   "matrix: bt709 against bt601", "range: limited against full"});
    CHECK(grid_differences(a, {.size = {640, 480}, .layout = Layout::rgb}) ==
          std::vector<std::string>{"samples: 4:2:0 against RGB"});
}

TEST_CASE("planes too small for a window are an error that says so") {
    Measurer measurer({Metric::ssim}, Kernel::catmull_rom);
    const PlanarPicture tiny = flat({.size = {14, 14}}, {1, 2, 3}); // chroma of 7x7
    const Outcome added = measurer.add(tiny, tiny);
    REQUIRE(!added);
    CHECK(added.error().code == Code::plan_input);
    CHECK(added.error().text.find("7x7") != std::string::npos);
}
