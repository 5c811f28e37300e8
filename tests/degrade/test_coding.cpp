// Storing as video: chroma against a scalar reference, codecs against the ffmpeg program, JPEG against its arithmetic.
#include "app/measure/planar.h"
#include "app/media/codec_trip.h"
#include "tests/degrade/frames.h"
#include "tests/measure/clips.h"

#include <algorithm>
#include <array>

using namespace senga;
using namespace senga::test;

namespace {

using Plane = std::vector<double>; // of a size known from the context

struct Grid {
    int w = 0;
    int h = 0;
    double get(const Plane& plane, int x, int y) const {
        return plane[static_cast<std::size_t>(std::clamp(y, 0, h - 1) * w + std::clamp(x, 0, w - 1))];
    }
};

// Where chroma sample i of an axis lies, in luma samples whose first is centred at 0: 2 i, or between two.
struct Sites {
    bool between_x = false;
    bool between_y = false;
};

// A triangle two luma samples to each side: 1 2 1 on a luma sample, 1 3 3 1 between two.
double halved(const Plane& plane, Grid grid, Sites sites, int cx, int cy) {
    const auto weights = [](bool between) {
        return between ? std::vector<double>{0.125, 0.375, 0.375, 0.125} : std::vector<double>{0.25, 0.5, 0.25};
    };
    const std::vector<double> across = weights(sites.between_x);
    const std::vector<double> down = weights(sites.between_y);
    double sum = 0.0;
    for (std::size_t j = 0; j < down.size(); ++j) {
        for (std::size_t i = 0; i < across.size(); ++i) {
            sum += across[i] * down[j] *
                   grid.get(plane, 2 * cx - 1 + static_cast<int>(i), 2 * cy - 1 + static_cast<int>(j));
        }
    }
    return sum;
}

// The straight line between the two nearest chroma samples.
double doubled(const Plane& plane, Grid grid, Sites sites, int x, int y) {
    const double at_x = (x - (sites.between_x ? 0.5 : 0.0)) / 2.0;
    const double at_y = (y - (sites.between_y ? 0.5 : 0.0)) / 2.0;
    const int left = static_cast<int>(std::floor(at_x));
    const int top = static_cast<int>(std::floor(at_y));
    const double fx = at_x - left;
    const double fy = at_y - top;
    return (1 - fx) * (1 - fy) * grid.get(plane, left, top) + fx * (1 - fy) * grid.get(plane, left + 1, top) +
           (1 - fx) * fy * grid.get(plane, left, top + 1) + fx * fy * grid.get(plane, left + 1, top + 1);
}

// R'G'B' through 8-bit limited-range BT.601 4:2:0 and back.
std::array<double, 3> reference(const FilmFrame& source, Sites sites, int x, int y) {
    const Size size = source.format.size;
    const Grid full{size.w, size.h};
    const Grid half{(size.w + 1) / 2, (size.h + 1) / 2};
    Plane cb;
    Plane cr;
    const auto luma = [&](int px, int py) {
        return 0.299 * at(source, 0, px, py) + 0.587 * at(source, 1, px, py) + 0.114 * at(source, 2, px, py);
    };
    for (int py = 0; py < size.h; ++py) {
        for (int px = 0; px < size.w; ++px) {
            cb.push_back((at(source, 2, px, py) - luma(px, py)) / 1.772);
            cr.push_back((at(source, 0, px, py) - luma(px, py)) / 1.402);
        }
    }
    Plane cb_codes;
    Plane cr_codes;
    for (int cy = 0; cy < half.h; ++cy) {
        for (int cx = 0; cx < half.w; ++cx) {
            cb_codes.push_back((std::round(128 + 224 * halved(cb, full, sites, cx, cy)) - 128) / 224);
            cr_codes.push_back((std::round(128 + 224 * halved(cr, full, sites, cx, cy)) - 128) / 224);
        }
    }
    const double yy = (std::round(16 + 219 * luma(x, y)) - 16) / 219;
    const double b = doubled(cb_codes, half, sites, x, y);
    const double r = doubled(cr_codes, half, sites, x, y);
    return {yy + 1.402 * r, yy - (0.299 * 1.402 * r + 0.114 * 1.772 * b) / 0.587, yy + 1.772 * b};
}

std::string film(const TemporaryFolder& folder, const std::string& name, const std::string& source, int frames) {
    return made_clip(folder, name, source, "-frames:v " + std::to_string(frames) + " -c:v ffv1 -pix_fmt yuv420p");
}

// Codes of every frame, as the ffmpeg program decodes them.
std::string decoded(const TemporaryFolder& folder, const std::string& path) {
    const std::string raw = (folder.path() / "raw.yuv").string();
    ffmpeg("-flags bitexact -idct simple -i " + path + " -fps_mode passthrough -f rawvideo -pix_fmt yuv420p " + raw);
    return contents(raw);
}

std::string degraded_film(const TemporaryFolder& folder, const std::string& input, const std::string& damage) {
    const Result<Damage> parsed = damage_from_text(damage);
    REQUIRE(parsed.ok());
    const std::string out = (folder.path() / "damaged.mkv").string();
    const Result<DegradeReport> report =
        degrade({.input = input, .output = out, .damages = {*parsed}, .existing = Existing::replace},
                [](const DegradeProgress&) { return Onward::yes; });
    REQUIRE_MESSAGE(report.ok(), to_string(report.error()));
    return out;
}

} // namespace

TEST_CASE("a 4:2:0 round trip agrees with a scalar reference, wherever the samples sit") {
    struct Row {
        const char* siting;
        Sites sites;
    };
    for (const Row& row : {Row{"left", {false, true}}, Row{"center", {true, true}}, Row{"topleft", {false, false}}}) {
        CAPTURE(row.siting);
        // Odd sides: the last chroma sample stands for what there is.
        const FilmFrame source = scattered({13, 9});
        const FilmFrame out =
            damaged(source, {std::string("chroma:matrix=bt601,down=bilinear,up=bilinear,siting=") + row.siting});
        for (int y = 0; y < 9; ++y) {
            for (int x = 0; x < 13; ++x) {
                const std::array<double, 3> expected = reference(source, row.sites, x, y);
                for (std::size_t c = 0; c < 3; ++c) {
                    // Codes are exact or off by one, so this tells them apart: a code is 1/224 and more.
                    CHECK(std::abs(at(out, c, x, y) - expected[c]) < 1e-5);
                }
            }
        }
    }
}

TEST_CASE("4:4:4 in 16 bits changes next to nothing, 4:2:2 leaves what changes only downwards") {
    const FilmFrame source = scattered({16, 16});
    const FilmFrame fine = damaged(source, {"chroma:subsampling=444,bits=16"});
    const FilmFrame columns =
        frame_of({16, 16}, [](std::size_t c, int, int y) { return (y * 7 + static_cast<int>(c) * 5) % 16 / 16.0; });
    const FilmFrame half = damaged(columns, {"chroma:subsampling=422,bits=16"});
    const FilmFrame quarter = damaged(columns, {"chroma:subsampling=420,bits=16"});
    double lost = 0.0;
    for (int y = 0; y < 16; ++y) {
        for (int x = 0; x < 16; ++x) {
            for (std::size_t c = 0; c < 3; ++c) {
                // Half a code of 16 bits in Y', Cb and Cr: at most (0.5/219 + 1.8556 * 0.5/224) / 256.
                CHECK(std::abs(at(fine, c, x, y) - at(source, c, x, y)) < 3e-5);
                CHECK(std::abs(at(half, c, x, y) - at(columns, c, x, y)) < 3e-5);
                lost = std::max(lost, std::abs(at(quarter, c, x, y) - at(columns, c, x, y)));
            }
        }
    }
    CHECK(lost > 0.1);
}

TEST_CASE("H.264 and MPEG-2 give the codes that the ffmpeg program gives with the same settings") {
    const TemporaryFolder folder("degrade_codes");
    const std::string input = film(folder, "in.mkv", "testsrc2=size=128x96:rate=25", 20);
    struct Row {
        std::string damage;
        std::string ffmpeg;
    };
    for (const Row& row :
         {Row{"h264:crf=30,preset=fast", "-c:v libx264 -crf 30 -preset fast -threads 4 -x264-params cpu-independent=1"},
          Row{"h264:bitrate=100,gop=10", "-c:v libx264 -b:v 100k -g 10 -threads 4 -x264-params cpu-independent=1"},
          Row{"mpeg2:q=8", "-c:v mpeg2video -q:v 8 -qmin 1 -bf 2 -threads 1 -dct int -idct simple"}}) {
        CAPTURE(row.damage);
        const std::string theirs = (folder.path() / "theirs.mkv").string();
        ffmpeg("-i " + input + " -flags +bitexact " + row.ffmpeg + " " + theirs);
        const std::string expected = decoded(folder, theirs);
        const std::string found = decoded(folder, degraded_film(folder, input, row.damage));
        CHECK(expected.size() == 20 * 128 * 96 * 3 / 2);
        CHECK((found == expected));
        CHECK((found != decoded(folder, input)));
    }
}

TEST_CASE("frames come out of a codec in their order and number, whatever their size, and worse with less") {
    const TemporaryFolder folder("degrade_order");
    // Each frame is a grey of its own: 16 + 8 n.
    const std::string input =
        film(folder, "in.mkv", "color=black:size=66x34:rate=25,geq=lum='16+8*N':cb=128:cr=128", 24);
    for (const std::string damage : {"h264:crf=20", "mpeg2:q=2"}) {
        const std::string raw = decoded(folder, degraded_film(folder, input, damage));
        const std::size_t frame = 66 * 34 + 2 * 33 * 17;
        REQUIRE(raw.size() == 24 * frame);
        for (std::size_t i = 0; i < 24; ++i) {
            const int middle = static_cast<unsigned char>(raw[i * frame + 66 * 17 + 33]);
            CHECK(std::abs(middle - static_cast<int>(16 + 8 * i)) < 4); // half of what the next frame differs by
        }
    }
    // Odd sides: padded for the codec and cut again.
    const FilmFrame odd = scattered({45, 33});
    double before = 0.0;
    for (const std::string damage : {"h264:crf=10", "h264:crf=30", "h264:crf=50"}) {
        const FilmFrame out = damaged(odd, {damage});
        REQUIRE(out.format.size == odd.format.size);
        double error = 0.0;
        for (std::size_t i = 0; i < out.rgb[1].samples.size(); ++i) {
            error += std::abs(static_cast<double>(out.rgb[1].samples[i] - odd.rgb[1].samples[i]));
        }
        CHECK(error > before);
        before = error;
    }
    CHECK(same_bits(damaged(odd, {"mpeg2"}), damaged(odd, {"mpeg2"})));
}

TEST_CASE("a bitrate is kept to") {
    const FrameFormat format{.size = {160, 96}, .siting = Siting::left};
    for (const TripCodec codec : {TripCodec::h264, TripCodec::mpeg2}) {
        // Noise, which takes all bits there are. At 10 frames a second, which MPEG-2 cannot say.
        Result<CodecTrip> trip = CodecTrip::open(
            {.codec = codec, .format = format, .bitrate_kbps = 400.0, .keyframe_interval = 12, .fps = {10, 1}});
        REQUIRE(trip.ok());
        int received = 0;
        const auto collect = [&] {
            for (Result<std::optional<RawFrame>> got = trip->receive(); got.ok() && *got; got = trip->receive()) {
                CHECK((*got)->index == received++);
            }
        };
        for (std::uint64_t n = 0; n < 60; ++n) {
            PlanarPicture picture{.format = format, .planes = {}};
            for (const Size size : {Size{160, 96}, Size{80, 48}, Size{80, 48}}) {
                SamplePlane plane{size, {}};
                for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(size.w * size.h); ++i) {
                    plane.samples.push_back(static_cast<std::uint16_t>(96 + hashed(n, i) % 64));
                }
                picture.planes.push_back(std::move(plane));
            }
            REQUIRE(trip->send(raw_frame(picture)).ok());
            collect();
        }
        REQUIRE(trip->end().ok());
        collect();
        CHECK(received == 60);
        const double kbps = static_cast<double>(trip->bytes()) * 8.0 / 1000.0 / 6.0;
        // Rate control of six seconds; a rate meant for another number of frames would be off by 2.4.
        CHECK(kbps > 400.0 / 1.5);
        CHECK(kbps < 400.0 * 1.5);
    }
}

TEST_CASE("JPEG rounds coefficients to its tables") {
    // A flat block has one coefficient, 8 (v - 128), and BT.601's grey is its own Y'. Quality 25 doubles the table's 16
    // to 32: steps of 4 codes. Quality 50: steps of 2.
    for (const int code : {103, 130, 201}) {
        const double quarter = 128 + std::round((code - 128) / 4.0) * 4.0;
        const double half = 128 + std::round((code - 128) / 2.0) * 2.0;
        CHECK(std::abs(at(damaged(grey({24, 16}, code / 255.0), {"jpeg:quality=25"}), 1, 9, 9) * 255 - quarter) < 1e-3);
        if (code % 2 == 0) { // else between two steps
            CHECK(std::abs(at(damaged(grey({24, 16}, code / 255.0), {"jpeg:quality=50"}), 1, 9, 9) * 255 - half) <
                  1e-3);
        }
    }
    // Quality 100 rounds coefficients to whole numbers: an orthonormal transform hands an error of 1/12 in the square
    // on to the samples, whose own rounding adds the same; together 0.41 codes.
    const FilmFrame noise = frame_of({61, 43}, [](std::size_t, int x, int y) {
        return static_cast<double>(64 + hashed(5, static_cast<std::uint64_t>(y * 64 + x)) % 128) / 255.0;
    });
    const FilmFrame best = damaged(noise, {"jpeg:quality=100,subsampling=444"});
    double squares = 0.0;
    for (std::size_t i = 0; i < noise.rgb[1].samples.size(); ++i) {
        squares += std::pow(255.0 * static_cast<double>(best.rgb[1].samples[i] - noise.rgb[1].samples[i]), 2.0);
    }
    CHECK(std::sqrt(squares / static_cast<double>(noise.rgb[1].samples.size())) < 0.5);
    // A cosine of the block is one coefficient alone; column frequency 1, row 0 has 11 in the table. At quality 50 an
    // amplitude that makes 5 * 11 comes back whole, one of a third of a step is gone.
    const auto wave = [](double coefficient) {
        return frame_of({8, 8}, [coefficient](std::size_t, int x, int) {
            const double value = coefficient / 8.0 * std::sqrt(2.0) * std::cos((2 * x + 1) * 3.14159265358979 / 16.0);
            return (128.0 + value) / 255.0;
        });
    };
    const auto swing = [](const FilmFrame& frame) { return 255.0 * (at(frame, 1, 0, 4) - at(frame, 1, 7, 4)); };
    // Samples are rounded to codes before and after: half a code each, twice.
    CHECK(std::abs(swing(damaged(wave(55), {"jpeg:quality=50,subsampling=444"})) - swing(wave(55))) < 2.0);
    CHECK(std::abs(swing(damaged(wave(3.6), {"jpeg:quality=50,subsampling=444"}))) < 1e-3);
}
