// The banding measure: its definition counted by hand, and that it goes where it should on gradients and pictures.
#include "app/measure/planar.h"
#include "renderer/measure/banding.h"
#include "renderer/measure/colour_planes.h"
#include "tests/measure/clips.h"

#include <random>

using namespace senga;
using namespace senga::test;

namespace {

// A ramp across of `slope` codes per pixel, in steps of `step` codes.
FloatPlane ramp(Size size, double slope, double step) {
    FloatPlane out = float_plane(size);
    for (int y = 0; y < size.h; ++y) {
        for (int x = 0; x < size.w; ++x) {
            out.row(y)[x] = static_cast<float>(std::floor(x * slope / step) * step);
        }
    }
    return out;
}

FloatPlane quantised(FloatPlane plane, double step) {
    for (float& value : plane.samples) {
        value = static_cast<float>(std::floor(static_cast<double>(value) / step) * step);
    }
    return plane;
}

FloatPlane luma_of(const std::string& path) {
    Result<VideoReader> reader = VideoReader::open(path);
    REQUIRE(reader);
    const Result<RawFrame> frame = reader->next();
    REQUIRE(frame);
    return luma_codes(planar_picture(*frame));
}

} // namespace

TEST_CASE("banding counts the squared heights of false contours") {
    // 1600 pixels, a step each 16: 99 steps of 1 in every row, none in the columns; per 1000 of 2 * 1600 samples a row.
    CHECK(std::abs(banding(ramp({1600, 20}, 1.0 / 16, 1.0)) - 1000.0 * 99 / 3200) < 1e-9);
    // 49 of 2, 24 of 4.
    CHECK(std::abs(banding(ramp({1600, 20}, 1.0 / 16, 2.0)) - 1000.0 * 49 * 4 / 3200) < 1e-9);
    CHECK(std::abs(banding(ramp({1600, 20}, 1.0 / 16, 4.0)) - 1000.0 * 24 * 16 / 3200) < 1e-9);
    // A ramp downwards counts the same.
    FloatPlane upright = float_plane({20, 1600});
    const FloatPlane across = ramp({1600, 20}, 1.0 / 16, 2.0);
    for (int y = 0; y < 1600; ++y) {
        for (int x = 0; x < 20; ++x) {
            upright.row(y)[x] = across.row(x)[y];
        }
    }
    CHECK(banding(upright) == banding(across));
    // Steps above 6 codes are drawing; plateaus below 8 pixels are a gradient.
    CHECK(banding(ramp({1600, 20}, 1.0 / 16, 7.0)) == 0.0);
    CHECK(banding(ramp({1600, 20}, 1.0 / 7, 1.0)) == 0.0);
    CHECK(banding(ramp({1600, 20}, 1.0 / 8, 1.0)) > 0.0);
    CHECK(banding(float_plane({1600, 20})) == 0.0);
}

TEST_CASE("a soft contour is one up to three pixels wide") {
    const auto contour = [](int wide) {
        FloatPlane out = float_plane({64, 1});
        for (int x = 0; x < 64; ++x) {
            out.row(0)[x] = x < 30 ? 10.0F : x < 30 + wide ? 11.0F + 0.2F * static_cast<float>(x - 30) : 12.0F;
        }
        return banding(out);
    };
    CHECK(std::abs(contour(0) - 1000.0 * 4 / 128) < 1e-9);
    CHECK(std::abs(contour(3) - 1000.0 * 4 / 128) < 1e-9);
    CHECK(contour(4) == 0.0);
}

TEST_CASE("banding falls with dither and with smoothing") {
    const FloatPlane banded = ramp({1600, 64}, 1.0 / 16, 2.0);
    std::mt19937 random(7);
    FloatPlane dithered = ramp({1600, 64}, 1.0 / 16, 1e-3);
    for (float& value : dithered.samples) {
        value = std::floor(value + static_cast<float>(random() % 1000) / 1000.0F);
    }
    CHECK(banding(dithered) < 0.2 * banding(banded));

    FloatPlane smooth = banded;
    for (int y = 0; y < 64; ++y) {
        for (int x = 16; x < 1584; ++x) {
            float sum = 0.0F;
            for (int i = -16; i < 16; ++i) {
                sum += banded.row(y)[x + i];
            }
            smooth.row(y)[x] = sum / 32;
        }
    }
    CHECK(banding(smooth) < 0.2 * banding(banded));
}

TEST_CASE("a drawn sky: banding grows with quantisation and falls with FFmpeg's deband") {
    const std::string still = SENGA_SOURCE_DIR "/assets/stills/s05_moon_sea_540p_16b.png";
    const FloatPlane fine = luma_of(still);
    const double eight = banding(quantised(fine, 1.0));
    const double seven = banding(quantised(fine, 2.0));
    const double six = banding(quantised(fine, 4.0));
    MESSAGE("16 bits ", banding(fine), ", 8 bits ", eight, ", 7 bits ", seven, ", 6 bits ", six);
    CHECK(banding(fine) < eight);
    CHECK(1.3 * eight < seven);
    CHECK(1.3 * seven < six);

    const TemporaryFolder folder("banding");
    const std::string coarse = (folder.path() / "coarse.png").string();
    const std::string debanded = (folder.path() / "debanded.png").string();
    ffmpeg("-i " + still + " -vf \"format=gray,lut=c0='bitand(val,252)'\" " + coarse);
    ffmpeg("-i " + coarse + " -vf \"format=gray16,deband=1thr=0.02:range=24:blur=1\" " + debanded);
    const double before = banding(luma_of(coarse));
    const double after = banding(luma_of(debanded));
    MESSAGE("before deband ", before, ", after ", after);
    CHECK(after < 0.6 * before);
}
