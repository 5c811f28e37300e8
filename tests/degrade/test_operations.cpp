// Each operation against the formula that defines it, worked out here in double precision.
#include "tests/degrade/frames.h"

#include <algorithm>
#include <array>

using namespace senga;
using namespace senga::test;

namespace {

// A few additions and products of floats of size 1: each rounds by 6e-8 at most.
constexpr double few_roundings = 1e-6;

double luma(const FilmFrame& frame, int x, int y) {
    return 0.2126 * at(frame, 0, x, y) + 0.7152 * at(frame, 1, x, y) + 0.0722 * at(frame, 2, x, y);
}

double blue_difference(const FilmFrame& frame, int x, int y) {
    return (at(frame, 2, x, y) - luma(frame, x, y)) / 1.8556;
}

double red_difference(const FilmFrame& frame, int x, int y) {
    return (at(frame, 0, x, y) - luma(frame, x, y)) / 1.5748;
}

} // namespace

TEST_CASE("box by 2 is the mean of 2x2, by other factors the mean of the area") {
    const FilmFrame source = scattered({20, 12});
    const FilmFrame half = damaged(source, {"downscale:factor=2,kernel=box"});
    REQUIRE(half.format.size == Size{10, 6});
    for (int y = 0; y < 6; ++y) {
        for (int x = 0; x < 10; ++x) {
            const double mean = (at(source, 1, 2 * x, 2 * y) + at(source, 1, 2 * x + 1, 2 * y) +
                                 at(source, 1, 2 * x, 2 * y + 1) + at(source, 1, 2 * x + 1, 2 * y + 1)) /
                                4.0;
            CHECK(std::abs(at(half, 1, x, y) - mean) < few_roundings);
        }
    }
    // 3 samples over 2: the middle one falls to both.
    const FilmFrame ramp = frame_of({3, 1}, [](std::size_t, int x, int) {
        return std::array{0.0, 0.3, 0.9}[static_cast<std::size_t>(x)];
    });
    const FilmFrame two = damaged(ramp, {"downscale:size=2x1"});
    CHECK(std::abs(at(two, 0, 0, 0) - (0.0 + 0.5 * 0.3) / 1.5) < few_roundings);
    CHECK(std::abs(at(two, 0, 1, 0) - (0.5 * 0.3 + 0.9) / 1.5) < few_roundings);
    // Odd sizes are rounded.
    CHECK(damaged(scattered({7, 5}), {"downscale"}).format.size == Size{4, 3});
}

TEST_CASE(
    "Catmull-Rom by 2 has the stretched kernel's weights, and in linear light black and white make sRGB's 0.735") {
    const auto cubic = [](double x) {
        x = std::abs(x);
        return x < 1 ? 1.5 * x * x * x - 2.5 * x * x + 1 : x < 2 ? -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2 : 0.0;
    };
    double sum = 0.0;
    for (int i = -4; i < 4; ++i) {
        sum += cubic((i + 0.5) / 2.0);
    }
    // An impulse at column 16: output n is centred at 2n + 1.
    const FilmFrame impulse = frame_of({32, 1}, [](std::size_t, int x, int) { return x == 16 ? 1.0 : 0.0; });
    const FilmFrame out = damaged(impulse, {"downscale:kernel=catmull-rom,size=16x1"});
    for (int n = 0; n < 16; ++n) {
        CHECK(std::abs(at(out, 2, n, 0) - cubic((16.5 - (2 * n + 1)) / 2.0) / sum) < few_roundings);
    }
    const FilmFrame checks = frame_of({8, 8}, [](std::size_t, int x, int y) { return (x + y) % 2; });
    // IEC 61966-2-1: 1.055 * 0.5^(1/2.4) - 0.055.
    CHECK(std::abs(at(damaged(checks, {"downscale:light=linear"}), 0, 1, 1) - 0.7353570) < few_roundings);
    CHECK(std::abs(at(damaged(checks, {"downscale:light=gamma"}), 0, 1, 1) - 0.5) < few_roundings);
}

TEST_CASE("upscale goes back to the source's size; the shape in which pixels are shown follows") {
    const FilmFrame ramp = frame_of({8, 8}, [](std::size_t, int x, int) { return x / 8.0; });
    const FilmFrame small = damaged(ramp, {"downscale"});
    const FilmFrame back = damaged(ramp, {"downscale", "upscale:kernel=bilinear"});
    REQUIRE(back.format.size == Size{8, 8});
    // Bilinear at 2x: three parts of the nearer, one of the farther.
    CHECK(std::abs(at(back, 0, 3, 4) - (0.75 * at(small, 0, 1, 2) + 0.25 * at(small, 0, 2, 2))) < few_roundings);
    CHECK(same_bits(damaged(ramp, {"downscale:kernel=catmull-rom", "upscale:kernel=catmull-rom"}),
                    damaged(ramp, {"fake-hd:factor=2"})));

    FilmFrame dvd = grey({72, 48}, 0.5);
    dvd.format.pixel_aspect = dvd.source.pixel_aspect = 8.0 / 9.0;
    CHECK(damaged(dvd, {"downscale"}).format.pixel_aspect == dvd.format.pixel_aspect);
    CHECK(std::abs(damaged(dvd, {"downscale:size=32x24"}).format.pixel_aspect - 1.0) < 1e-12);
    CHECK(damaged(dvd, {"downscale:size=32x24", "upscale"}).format.pixel_aspect == dvd.format.pixel_aspect);
}

TEST_CASE("a size on the wrong side is an error that says what to use") {
    const auto code = [](const std::string& text) {
        const Result<Damage> damage = damage_from_text(text);
        REQUIRE(damage.ok());
        const Result<FilmFrame> out = degraded_still(grey({64, 64}, 0.5), {*damage}, 1);
        REQUIRE(!out.ok());
        return out.error().code;
    };
    CHECK(code("downscale:size=65x64") == Code::usage);
    CHECK(code("upscale:size=64x63") == Code::usage);
    CHECK(code("fake-hd:native=128x128") == Code::usage);
    CHECK(code("upscale:factor=256.0,size=16384x63") == Code::usage);
}

TEST_CASE("bands are the nearest codes, of R'G'B' or of limited-range Y'CbCr") {
    const Size size{256, 1};
    const FilmFrame ramp = frame_of(size, [](std::size_t, int x, int) { return x / 255.0; });
    const FilmFrame five = damaged(ramp, {"bands:bits=5,of=rgb"});
    const FilmFrame six = damaged(ramp, {"bands:bits=6,of=luma"});
    const FilmFrame eight = damaged(scattered(size), {"bands:bits=8,of=ycbcr"});
    for (int x = 0; x < 256; ++x) {
        CHECK(std::abs(at(five, 1, x, 0) - std::round(x / 255.0 * 31.0) / 31.0) < few_roundings);
        const double code = 16.0 + 219.0 * x / 255.0;
        // Grey stays grey. A code at the middle between two, up to the roundings of floats, may go either way.
        const double fraction = code / 4.0 - std::floor(code / 4.0);
        if (std::abs(fraction - 0.5) > 1e-4) {
            CHECK(std::abs(at(six, 0, x, 0) - (std::round(code / 4.0) * 4.0 - 16.0) / 219.0) < few_roundings);
        }
        CHECK(std::abs(at(six, 0, x, 0) - at(six, 2, x, 0)) < few_roundings);
        for (const double c : {16.0 + 219.0 * luma(eight, x, 0), 128.0 + 224.0 * blue_difference(eight, x, 0),
                               128.0 + 224.0 * red_difference(eight, x, 0)}) {
            CHECK(std::abs(c - std::round(c)) < 224.0 * few_roundings);
        }
        CHECK(std::abs(luma(eight, x, 0) - luma(scattered(size), x, 0)) < 0.5 / 219.0 + few_roundings);
    }
}

TEST_CASE("washed and crushed are the range compressed and expanded once too often") {
    const FilmFrame ramp = frame_of({256, 1}, [](std::size_t, int x, int) { return x / 255.0; });
    const FilmFrame washed = damaged(ramp, {"washed"});
    const FilmFrame crushed = damaged(ramp, {"crushed"});
    for (int x = 0; x < 256; ++x) {
        CHECK(std::abs(at(washed, 0, x, 0) * 255.0 - (16.0 + x * 219.0 / 255.0)) < 255.0 * few_roundings);
        CHECK(std::abs(at(crushed, 0, x, 0) - std::clamp((x - 16.0) / 219.0, 0.0, 1.0)) < few_roundings);
    }
    // What both ends lose is lost.
    CHECK(at(damaged(ramp, {"crushed", "washed"}), 0, 3, 0) == at(damaged(ramp, {"crushed", "washed"}), 0, 9, 0));
}

TEST_CASE("a wrong matrix is the product of two: red of BT.601 read as BT.709") {
    const FilmFrame red = frame_of({2, 2}, [](std::size_t c, int, int) { return c == 0 ? 1.0 : 0.0; });
    const FilmFrame out = damaged(red, {"matrix:coded=bt601,read=bt709"});
    // Y' 0.299, Cb -0.299 / 1.772, Cr 0.5; R' = Y' + 1.5748 Cr, B' = Y' + 1.8556 Cb, and G' from Y' of BT.709.
    const double r = 0.299 + 1.5748 * 0.5;
    const double b = 0.299 - 1.8556 * 0.299 / 1.772;
    CHECK(std::abs(at(out, 0, 0, 0) - r) < 2 * few_roundings);
    CHECK(std::abs(at(out, 2, 0, 0) - b) < 2 * few_roundings);
    CHECK(std::abs(at(out, 1, 0, 0) - (0.299 - 0.2126 * r - 0.0722 * b) / 0.7152) < 2 * few_roundings);
    const FilmFrame source = scattered({8, 8});
    const FilmFrame back = damaged(source, {"matrix:coded=bt601,read=bt709", "matrix:coded=bt709,read=bt601"});
    const FilmFrame same = damaged(source, {"matrix:coded=bt2020-ncl,read=bt2020-ncl"});
    for (int i = 0; i < 64; ++i) {
        CHECK(std::abs(at(back, 1, i % 8, i / 8) - at(source, 1, i % 8, i / 8)) < 4 * few_roundings);
        CHECK(std::abs(at(same, 2, i % 8, i / 8) - at(source, 2, i % 8, i / 8)) < 2 * few_roundings);
    }
}

TEST_CASE("tint multiplies channels, borders multiply the outermost lines") {
    const FilmFrame source = grey({16, 12}, 0.5);
    const FilmFrame tint = damaged(source, {"tint:red=1.2,blue=0.5"});
    CHECK(std::abs(at(tint, 0, 3, 3) - 0.6) < few_roundings);
    CHECK(at(tint, 1, 3, 3) == 0.5);
    CHECK(at(tint, 2, 3, 3) == 0.25);
    const FilmFrame dirty =
        damaged(source, {"borders:left=0/0.35/0.72/0.93,right=0.9/0.55/0.12,top=0.5/0.85,bottom=1.25/0"});
    const std::array<double, 16> columns{0, .35, .72, .93, 1, 1, 1, 1, 1, 1, 1, 1, 1, .9, .55, .12};
    const std::array<double, 12> rows{.5, .85, 1, 1, 1, 1, 1, 1, 1, 1, 1.25, 0};
    for (int y = 0; y < 12; ++y) {
        for (int x = 0; x < 16; ++x) {
            const double gain = columns[static_cast<std::size_t>(x)] * rows[static_cast<std::size_t>(y)];
            CHECK(std::abs(at(dirty, 2, x, y) - 0.5 * gain) < few_roundings);
        }
    }
}

TEST_CASE("blur is a Gaussian, in the direction asked for") {
    const double sigma = 1.5;
    double sum = 0.0;
    for (int x = -6; x <= 6; ++x) {
        sum += std::exp(-x * x / (2.0 * sigma * sigma));
    }
    const auto weight = [&](int x) { return std::abs(x) > 6 ? 0.0 : std::exp(-x * x / (2.0 * sigma * sigma)) / sum; };
    const FilmFrame dot = frame_of({31, 31}, [](std::size_t, int x, int y) { return x == 15 && y == 15 ? 1.0 : 0.0; });
    const FilmFrame both = damaged(dot, {"blur:sigma=1.5"});
    const FilmFrame across = damaged(dot, {"blur:sigma=1.5,direction=horizontal"});
    const FilmFrame down = damaged(dot, {"blur:sigma=1.5,direction=vertical"});
    for (int y = 0; y < 31; ++y) {
        for (int x = 0; x < 31; ++x) {
            CHECK(std::abs(at(both, 0, x, y) - weight(x - 15) * weight(y - 15)) < few_roundings);
            CHECK(std::abs(at(across, 1, x, y) - (y == 15 ? weight(x - 15) : 0.0)) < few_roundings);
            CHECK(std::abs(at(down, 2, x, y) - (x == 15 ? weight(y - 15) : 0.0)) < few_roundings);
        }
    }
    CHECK(same_bits(damaged(dot, {"blur:sigma=0"}), dot));
    // At the edge the last sample is repeated: flat pictures stay flat.
    CHECK(std::abs(at(damaged(grey({5, 5}, 0.25), {"blur:sigma=9"}), 0, 0, 0) - 0.25) < 40 * 6e-8);
}

TEST_CASE("a halo is what an unsharp mask adds to an edge, in brightness alone") {
    const double sigma = 1.3;
    const double amount = 1.6;
    const int radius = 6; // ceil(4 sigma)
    double sum = 0.0;
    for (int x = -radius; x <= radius; ++x) {
        sum += std::exp(-x * x / (2.0 * sigma * sigma));
    }
    // An edge between columns 19 and 20 where only red changes.
    const FilmFrame edge = frame_of({40, 6}, [](std::size_t c, int x, int) { return c == 0 && x >= 20 ? 0.8 : 0.2; });
    const FilmFrame out = damaged(edge, {"halo:sigma=1.3,amount=1.6,direction=horizontal"});
    const FilmFrame both = damaged(edge, {"halo:sigma=1.3,amount=1.6"});
    for (int x = 0; x < 40; ++x) {
        double soft = 0.0;
        for (int i = -radius; i <= radius; ++i) {
            soft += std::exp(-i * i / (2.0 * sigma * sigma)) / sum * luma(edge, std::clamp(x + i, 0, 39), 0);
        }
        const double delta = amount * (luma(edge, x, 0) - soft);
        for (std::size_t c = 0; c < 3; ++c) {
            CHECK(std::abs(at(out, c, x, 3) - at(edge, c, x, 3) - delta) < 2 * few_roundings);
            // Nothing changes from row to row, so blurring downwards does nothing.
            CHECK(std::abs(at(both, c, x, 3) - at(out, c, x, 3)) < 4 * few_roundings);
        }
    }
}

TEST_CASE("bleeding moves and blurs colour and leaves brightness") {
    const FilmFrame source = scattered({24, 20});
    const FilmFrame moved = damaged(source, {"bleed:sigma=0,x=4,y=2"});
    const FilmFrame soft = damaged(source, {"bleed:sigma=3,x=1.5,y=0"});
    for (int y = 0; y < 20; ++y) {
        for (int x = 0; x < 24; ++x) {
            const int from_x = std::max(0, x - 4);
            const int from_y = std::max(0, y - 2);
            CHECK(std::abs(luma(moved, x, y) - luma(source, x, y)) < 2 * few_roundings);
            CHECK(std::abs(luma(soft, x, y) - luma(source, x, y)) < 2 * few_roundings);
            CHECK(std::abs(blue_difference(moved, x, y) - blue_difference(source, from_x, from_y)) < 2 * few_roundings);
            CHECK(std::abs(red_difference(moved, x, y) - red_difference(source, from_x, from_y)) < 2 * few_roundings);
        }
    }
}

TEST_CASE("of one field every line is there twice, or the mean of two") {
    const FilmFrame source = scattered({6, 7});
    const FilmFrame top = damaged(source, {"field:keep=top"});
    const FilmFrame bottom = damaged(source, {"field:keep=bottom"});
    const FilmFrame mean = damaged(source, {"field:fill=average"});
    for (int y = 0; y < 7; ++y) {
        CHECK(at(top, 0, 2, y) == at(source, 0, 2, y - y % 2));
        CHECK(at(bottom, 0, 2, y) == at(source, 0, 2, y % 2 == 1 ? y : y == 0 ? 1 : y - 1));
        const double expected =
            y % 2 == 0 ? at(source, 0, 2, y) : (at(source, 0, 2, y - 1) + at(source, 0, 2, y + 1)) / 2;
        CHECK(std::abs(at(mean, 0, 2, y) - expected) < few_roundings);
    }
    CHECK(same_bits(damaged(grey({3, 1}, 0.4), {"field:keep=bottom"}), grey({3, 1}, 0.4)));
}
