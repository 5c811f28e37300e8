// What the tests of the downloader share: the standards' formulas from R'G'B' to codes, the places of chroma samples, a
// bench that downloads one picture, and reading codes from planes. The formulas are written out here once more on
// purpose. Not a test.
#pragma once

#include "renderer/engine/download.h"
#include "tests/engine/engine_fixture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <optional>
#include <utility>

namespace senga::test {

using Triple = std::array<double, 3>;

inline constexpr std::array matrices{Matrix::bt601, Matrix::bt709, Matrix::bt2020_ncl, Matrix::smpte240m,
                                     Matrix::ycgco};

// Kr and Kb: BT.601-7, BT.709-6, BT.2020-2, SMPTE 240M.
inline std::array<double, 2> weights_of(Matrix matrix) {
    switch (matrix) {
    case Matrix::bt601:
        return {0.299, 0.114};
    case Matrix::bt709:
        return {0.2126, 0.0722};
    case Matrix::bt2020_ncl:
        return {0.2627, 0.0593};
    case Matrix::smpte240m:
        return {0.2122, 0.0865};
    case Matrix::ycgco:
        break;
    }
    return {0.25, 0.25};
}

// Codes before rounding; values are held within 0..1 by the caller.
inline Triple expected_codes(const FrameFormat& format, const Triple& rgb) {
    const double unit = std::exp2(format.bit_depth - 8);
    const auto [kr, kb] = weights_of(format.matrix);
    const auto [r, g, b] = rgb;
    const double y = kr * r + (1.0 - kr - kb) * g + kb * b;
    double pb = (b - y) / (2.0 * (1.0 - kb));
    double pr = (r - y) / (2.0 * (1.0 - kr));
    if (format.matrix == Matrix::ycgco) { // ITU-T H.273: Cg in the place of Cb
        pb = g / 2.0 - (r + b) / 4.0;
        pr = (r - b) / 2.0;
    }
    if (format.range == Range::limited) {
        return {(16.0 + 219.0 * y) * unit, (128.0 + 224.0 * pb) * unit, (128.0 + 224.0 * pr) * unit};
    }
    // Full range: 128 is no chroma and 255 half of it, as mpv reads it.
    return {255.0 * y * unit, (128.0 + 254.0 * pb) * unit, (128.0 + 254.0 * pr) * unit};
}

inline double top_of(const FrameFormat& format) {
    return std::exp2(format.bit_depth) - 1.0;
}

inline double held(float value) {
    return std::isnan(value) ? 0.0 : std::clamp(static_cast<double>(value), 0.0, 1.0);
}

inline Triple pixel_of(const Image& picture, int x, int y) {
    return {held(picture.clamped(x, y, 0)), held(picture.clamped(x, y, 1)), held(picture.clamped(x, y, 2))};
}

inline int code_at(const DownloadedPlane& plane, int x, int y, int component = 0) {
    const auto bytes = static_cast<std::size_t>(plane.bytes_per_sample);
    const std::size_t at = static_cast<std::size_t>(y) * plane.stride_bytes +
                           static_cast<std::size_t>(x * plane.components + component) * bytes;
    if (bytes == 1) {
        return plane.bytes[at];
    }
    std::uint16_t code = 0;
    std::memcpy(&code, &plane.bytes[at], 2);
    return code;
}

// One for all formats of a test: making programs is what takes the time.
class Bench {
public:
    Downloaded operator()(const FrameFormat& format, const Image& rgba, DownloadDither dither = DownloadDither::off,
                          gl::Format texture = gl::Format::rgba32f);

private:
    std::optional<PictureDownloader> downloader_;
};

inline Downloaded Bench::operator()(const FrameFormat& format, const Image& rgba, DownloadDither dither,
                                    gl::Format texture) {
    const DownloadSettings settings{.format = format, .dither = dither};
    if (!downloader_) {
        Result<PictureDownloader> made = PictureDownloader::create(settings);
        REQUIRE_MESSAGE(made.ok(), to_string(made.error()));
        downloader_ = *std::move(made);
    }
    const Outcome changed = downloader_->change(settings);
    REQUIRE_MESSAGE(changed.ok(), to_string(changed.error()));
    const Outcome started = downloader_->start(*texture_of(rgba, texture), 7);
    REQUIRE_MESSAGE(started.ok(), to_string(started.error()));
    std::optional<Downloaded> out = downloader_->fetch(Wait::until_done);
    REQUIRE(out.has_value());
    CHECK(out->tag == 7);
    CHECK(out->format.size == Size{rgba.w, rgba.h});
    return *std::move(out);
}

inline Image rgba_of(const Image& rgb) {
    Image out(rgb.w, rgb.h, 4);
    for (int y = 0; y < rgb.h; ++y) {
        for (int x = 0; x < rgb.w; ++x) {
            for (int c = 0; c < 4; ++c) {
                out.at(x, y, c) = c < 3 ? rgb.at(x, y, c) : 1.0F;
            }
        }
    }
    return out;
}

inline Image flat(Size size, const Triple& rgb) {
    Image out(size.w, size.h, 4);
    for (int y = 0; y < size.h; ++y) {
        for (int x = 0; x < size.w; ++x) {
            for (int c = 0; c < 4; ++c) {
                out.at(x, y, c) = c < 3 ? static_cast<float>(rgb[static_cast<std::size_t>(c)]) : 1.0F;
            }
        }
    }
    return out;
}

// Of the first chroma sample against the middle of its luma samples, in luma samples: ITU-T H.264, figure E-1.
struct Sited {
    Siting siting;
    double x;
    double y;
};
inline constexpr std::array sitings{Sited{Siting::left, -0.5, 0},          Sited{Siting::center, 0, 0},
                                    Sited{Siting::top_left, -0.5, -0.5},   Sited{Siting::top, 0, -0.5},
                                    Sited{Siting::bottom_left, -0.5, 0.5}, Sited{Siting::bottom, 0, 0.5}};

} // namespace senga::test
