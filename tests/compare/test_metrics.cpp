// PSNR, SSIM and the largest difference against the ffmpeg program's filters `psnr` and `ssim`, fed with the same
// codes, and against a reference in doubles written from their definitions.
#include "renderer/compare/metrics.h"

#include "tests/compare/compare_fixture.h"
#include "tests/engine/synthetic.h"
#include "tests/media/media_fixture.h"

#include <cmath>
#include <limits>

using namespace senga;
using namespace senga::test;

namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

// R'G'B' codes of 8 bits, as a texture and as planes for ffmpeg.
struct CodePicture {
    Size size;
    Bytes rgba;

    std::uint8_t& at(int x, int y, int channel) {
        return rgba[static_cast<std::size_t>((y * size.w + x) * 4 + channel)];
    }
    int code(int x, int y, int channel) const { return rgba[static_cast<std::size_t>((y * size.w + x) * 4 + channel)]; }
    gl::Texture texture() const {
        gl::Texture out({.size = size, .format = gl::Format::rgba8, .filter = gl::Filter::nearest});
        out.upload(std::as_bytes(std::span(rgba)));
        return out;
    }
    // gbrp: the planes G, B, R.
    Bytes planes() const {
        Bytes out;
        for (const int channel : {1, 2, 0}) {
            for (int y = 0; y < size.h; ++y) {
                for (int x = 0; x < size.w; ++x) {
                    out.push_back(static_cast<std::uint8_t>(code(x, y, channel)));
                }
            }
        }
        return out;
    }
};

// A ramp with noise on it.
CodePicture ramp(Size size, std::uint32_t seed, double amplitude) {
    CodePicture out{size, Bytes(static_cast<std::size_t>(size.w * size.h * 4), 255)};
    Noise noise(seed);
    for (int y = 0; y < size.h; ++y) {
        for (int x = 0; x < size.w; ++x) {
            for (int channel = 0; channel < 3; ++channel) {
                const double value = 20.0 + 200.0 * (x + y * (channel + 1)) / (size.w + size.h * (channel + 1.0)) +
                                     amplitude * (static_cast<double>(noise.next()) - 0.5);
                out.at(x, y, channel) = static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
            }
        }
    }
    return out;
}

// The number after `key` in ffmpeg's summary.
double number_after(const std::string& text, const std::string& key) {
    const std::size_t at = text.rfind(key);
    INFO(text);
    REQUIRE(at != std::string::npos);
    return std::stod(text.substr(at + key.size()));
}

struct Theirs {
    double psnr_db = 0.0;
    double ssim = 0.0;
};
Theirs ffmpeg_says(const CodePicture& a, const CodePicture& b) {
    const Folder folder;
    std::string inputs;
    for (const auto& [name, picture] : {std::pair{"a.raw", &a}, {"b.raw", &b}}) {
        const Bytes planes = picture->planes();
        std::ofstream(folder / name, std::ios::binary)
            .write(reinterpret_cast<const char*>(planes.data()), static_cast<std::streamsize>(planes.size()));
        inputs +=
            fmt::format(" -f rawvideo -pix_fmt gbrp -s {}x{} -i '{}'", picture->size.w, picture->size.h, folder / name);
    }
    const auto says = [&](const std::string& filter) {
        // Its plain C: the x86 assembly of 5.1 says 1 for pictures that are one window wide.
        const Bytes text =
            capture("ffmpeg -cpuflags 0 -nostdin -hide_banner" + inputs + " -lavfi " + filter + " -f null - 2>&1");
        return std::string(text.begin(), text.end());
    };
    return {number_after(says("psnr"), "average:"), number_after(says("ssim"), "All:")};
}

// In doubles from the definitions: windows of 8x8 every 4 pixels of whole blocks of 4.
struct Reference {
    double mse = 0.0;
    double ssim = 0.0;
};
double window_ssim(const Image& a, const Image& b, int left, int top, int channel) {
    double s1 = 0.0;
    double s2 = 0.0;
    double ss = 0.0;
    double s12 = 0.0;
    for (int y = top; y < top + 8; ++y) {
        for (int x = left; x < left + 8; ++x) {
            const double va = 255.0 * static_cast<double>(a.at(x, y, channel));
            const double vb = 255.0 * static_cast<double>(b.at(x, y, channel));
            s1 += va;
            s2 += vb;
            ss += va * va + vb * vb;
            s12 += va * vb;
        }
    }
    constexpr double c1 = 416.0;    // 0.01^2 * 255^2 * 64, rounded
    constexpr double c2 = 235963.0; // 0.03^2 * 255^2 * 64 * 63, rounded
    return (2 * s1 * s2 + c1) * (2 * (64 * s12 - s1 * s2) + c2) /
           ((s1 * s1 + s2 * s2 + c1) * (64 * ss - s1 * s1 - s2 * s2 + c2));
}
Reference reference_of(const Image& a, const Image& b) {
    Reference out;
    int windows = 0;
    for (int channel = 0; channel < 3; ++channel) {
        for (int y = 0; y < a.h; ++y) {
            for (int x = 0; x < a.w; ++x) {
                const double gap = static_cast<double>(a.at(x, y, channel)) - static_cast<double>(b.at(x, y, channel));
                out.mse += gap * gap / (3.0 * a.w * a.h);
            }
        }
        for (int top = 0; top + 8 <= a.h / 4 * 4; top += 4) {
            for (int left = 0; left + 8 <= a.w / 4 * 4; left += 4) {
                out.ssim += window_ssim(a, b, left, top, channel);
                ++windows;
            }
        }
    }
    out.ssim /= windows;
    return out;
}

Image image_of(const gl::Texture& texture) {
    return read(texture);
}

PictureMetrics measured(Metrics& metrics, const gl::Texture& a, const gl::Texture& b) {
    REQUIRE(metrics.ask(a, b).ok());
    const std::optional<PictureMetrics> out = metrics.wait();
    REQUIRE(out.has_value());
    return *out;
}

Metrics made() {
    Result<Metrics> out = Metrics::create();
    REQUIRE_MESSAGE(out.ok(), (out.ok() ? "" : out.error().text));
    return *std::move(out);
}

} // namespace

TEST_CASE("metrics: PSNR and SSIM are those of ffmpeg's filters, at sizes of any rest") {
    const Gl gl;
    Metrics metrics = made();
    for (const Size size : {Size{64, 48}, Size{61, 47}, Size{8, 8}, Size{9, 11}, Size{130, 35}, Size{33, 70}}) {
        for (const double amplitude : {6.0, 40.0, 250.0}) {
            CAPTURE(size.w);
            CAPTURE(amplitude);
            const CodePicture a = ramp(size, 1, 4.0);
            const CodePicture b = ramp(size, 2, amplitude);
            const Theirs theirs = ffmpeg_says(a, b);
            const PictureMetrics ours = measured(metrics, a.texture(), b.texture());
            // A code over 255 in 32 bits is off by 2^-25 at most, so a difference of k codes by 1.5e-5 / k of itself;
            // those of one code are the worst: 20 log10(1 + 1.5e-5) dB. Six decimals are printed.
            CHECK(std::fabs(ours.psnr_db - theirs.psnr_db) < 1.3e-4 + 5e-7);
            // Printed to six decimals, of windows that the filter computes in 32-bit floats of a dozen roundings.
            CHECK(std::fabs(ours.ssim - theirs.ssim) < 5e-7 + 12.0 / (1 << 24));
        }
    }
}

TEST_CASE("metrics: floats agree with a reference in doubles") {
    const Gl gl;
    Metrics metrics = made();
    for (const Size size : {Size{96, 64}, Size{75, 41}, Size{8, 8}}) {
        for (const float spread : {1.0F, 0.02F}) {
            CAPTURE(size.w);
            CAPTURE(spread);
            Noise source(5);
            // Bright and nearly flat: where sums of squares would lose the most.
            const auto near_white = [&](int, int, int) { return 1.0F - spread * source.next(); };
            const gl::Texture a = texture_from(filled(size, 4, near_white));
            const gl::Texture b = texture_from(filled(size, 4, near_white));
            const Reference expected = reference_of(image_of(a), image_of(b));
            const PictureMetrics ours = measured(metrics, a, b);
            // Sums of 3072 squares in 32 bits, 48 in a row and six times in pairs, of differences that are exact to
            // 2^-24 of themselves: 60 roundings.
            CHECK(std::fabs(ours.mse / expected.mse - 1.0) < 60.0 / (1 << 24));
            CHECK(std::fabs(ours.psnr_db + 10.0 * std::log10(expected.mse)) < 1e-4);
            CHECK(std::fabs(ours.ssim - expected.ssim) < 60.0 / (1 << 24));
        }
    }
}

TEST_CASE("metrics: equal pictures are endless dB apart, also beyond black and white") {
    const Gl gl;
    Metrics metrics = made();
    Noise source(9);
    const gl::Texture a = texture_from(filled({77, 51}, 4, [&](int, int, int) { return source.next() * 3.0F - 1.0F; }));
    const PictureMetrics same = measured(metrics, a, a);
    CHECK(same.mse == 0.0);
    CHECK(same.psnr_db == endless);
    CHECK(same.ssim == 1.0);
    CHECK(same.largest == 0.0);
    CHECK(same.x == 0);
    CHECK(same.y == 0);
    // What differs beyond white alone is not seen.
    const gl::Texture white = texture_from(filled({16, 16}, 4, [](int, int, int) { return 1.0F; }));
    const gl::Texture beyond = texture_from(filled({16, 16}, 4, [](int, int, int) { return 7.0F; }));
    CHECK(measured(metrics, white, beyond).mse == 0.0);
}

TEST_CASE("metrics: one differing pixel is found wherever it is, of several equal ones the first") {
    const Gl gl;
    Metrics metrics = made();
    const Size size{70, 45};
    struct Spot {
        int x;
        int y;
        int channel;
    };
    for (const Spot& spot : {Spot{0, 0, 0}, Spot{69, 44, 2}, Spot{31, 32, 1}, Spot{32, 31, 1}, Spot{68, 3, 0}}) {
        CAPTURE(spot.x);
        CodePicture a = ramp(size, 3, 10.0);
        CodePicture b = a;
        a.at(spot.x, spot.y, spot.channel) = 40;
        b.at(spot.x, spot.y, spot.channel) = 50;
        const PictureMetrics found = measured(metrics, a.texture(), b.texture());
        CHECK(found.x == spot.x);
        CHECK(found.y == spot.y);
        // To a half of the steps of 2^-20 in which it is told.
        CHECK(std::fabs(found.largest - 10.0 / 255.0) < 1.0 / (1 << 21) + 1e-7);
        CHECK(std::fabs(found.mse / (100.0 / 65025.0 / (3.0 * 70 * 45)) - 1.0) < 1e-5);
    }
    // Ten codes at dark and at bright levels are the same difference: reading order decides, line before column.
    CodePicture a = ramp(size, 3, 10.0);
    CodePicture b = a;
    const auto differ = [&](int x, int y, int level) {
        a.at(x, y, 1) = static_cast<std::uint8_t>(level);
        b.at(x, y, 1) = static_cast<std::uint8_t>(level + 10);
    };
    differ(5, 40, 3);
    differ(60, 9, 130);
    differ(8, 20, 240);
    differ(61, 9, 1);
    differ(36, 20, 90); // of the same tile of 32x32 pixels, measured by another thread
    const PictureMetrics found = measured(metrics, a.texture(), b.texture());
    CHECK(found.x == 60);
    CHECK(found.y == 9);
}

TEST_CASE("metrics: a question is answered once, the last one counts, sizes must agree") {
    const Gl gl;
    Metrics metrics = made();
    const CodePicture a = ramp({64, 64}, 1, 4.0);
    const CodePicture b = ramp({64, 64}, 2, 90.0);
    const gl::Texture texture_a = a.texture();
    const gl::Texture texture_b = b.texture();
    CHECK_FALSE(metrics.take().has_value());
    CHECK_FALSE(metrics.wait().has_value());
    const PictureMetrics first = measured(metrics, texture_a, texture_b);
    CHECK_FALSE(metrics.take().has_value());
    // The same sums every time, to the last bit.
    const PictureMetrics again = measured(metrics, texture_a, texture_b);
    CHECK(again.mse == first.mse);
    CHECK(again.ssim == first.ssim);
    // Dropped for another one.
    REQUIRE(metrics.ask(texture_a, texture_b).ok());
    REQUIRE(metrics.ask(texture_a, texture_a).ok());
    const std::optional<PictureMetrics> last = metrics.wait();
    REQUIRE(last.has_value());
    CHECK(last->psnr_db == endless);
    // take() alone gets there as well.
    REQUIRE(metrics.ask(texture_a, texture_b).ok());
    std::optional<PictureMetrics> taken;
    for (int turn = 0; turn < 100000 && !taken; ++turn) {
        taken = metrics.take();
    }
    REQUIRE(taken.has_value());
    CHECK(taken->mse == first.mse);

    const Outcome other_size = metrics.ask(texture_a, ramp({64, 60}, 1, 4.0).texture());
    REQUIRE_FALSE(other_size.ok());
    CHECK(other_size.error().code == Code::plan_input);
    const gl::Texture small = ramp({7, 9}, 1, 4.0).texture();
    const Outcome too_small = metrics.ask(small, small);
    REQUIRE_FALSE(too_small.ok());
    CHECK(too_small.error().code == Code::plan_input);
    CHECK_FALSE(metrics.wait().has_value());
}
