#include "app/commands/check_picture.h"

#include "renderer/picture/colour.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>

namespace senga {
namespace {

using Matrix3 = std::array<std::array<double, 3>, 3>;

// By cofactors. The matrices of video are far from singular; gray, whose is not, never comes here.
Matrix3 inverted(const std::array<std::array<float, 3>, 3>& m) {
    const auto at = [&](std::size_t row, std::size_t column) { return static_cast<double>(m[row % 3][column % 3]); };
    const auto cofactor = [&](std::size_t row, std::size_t column) {
        return at(row + 1, column + 1) * at(row + 2, column + 2) - at(row + 1, column + 2) * at(row + 2, column + 1);
    };
    const double determinant = at(0, 0) * cofactor(0, 0) + at(0, 1) * cofactor(0, 1) + at(0, 2) * cofactor(0, 2);
    Matrix3 out{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            out[row][column] = cofactor(column, row) / determinant;
        }
    }
    return out;
}

// From R'G'B' to the values the planes hold: Y'CbCr, R'G'B' or Y' alone.
class Encoder {
public:
    explicit Encoder(const FrameFormat& format)
        : layout_(format.layout), matrix_(to_rgb(format)), weights_(luma_weights(format.matrix)) {
        if (layout_ == Layout::ycbcr) {
            inverse_ = inverted(matrix_.m);
        }
    }

    std::array<double, 3> operator()(const Rgb& rgb) const {
        if (layout_ == Layout::rgb) {
            return rgb;
        }
        std::array<double, 3> out{};
        if (layout_ == Layout::gray) {
            const double luma = weights_[0] * rgb[0] + weights_[1] * rgb[1] + weights_[2] * rgb[2];
            out[0] = (luma - static_cast<double>(matrix_.c[0])) / static_cast<double>(matrix_.m[0][0]);
            return out;
        }
        for (std::size_t row = 0; row < 3; ++row) {
            for (std::size_t column = 0; column < 3; ++column) {
                out[row] += inverse_[row][column] * (rgb[column] - static_cast<double>(matrix_.c[column]));
            }
        }
        return out;
    }

private:
    Layout layout_;
    ColourMatrix matrix_;
    std::array<double, 3> weights_;
    Matrix3 inverse_{};
};

RawPlane empty_plane(Size size, int components, int bit_depth) {
    RawPlane out;
    out.width_px = size.w;
    out.height_px = size.h;
    out.components = components;
    out.bytes_per_sample = bit_depth > 8 ? 2 : 1;
    out.stride_bytes = size.w * components * out.bytes_per_sample;
    out.bytes.resize(static_cast<std::size_t>(out.stride_bytes) * static_cast<std::size_t>(size.h));
    return out;
}

std::size_t offset_of(const RawPlane& plane, int x, int y, int component) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(plane.stride_bytes) +
           (static_cast<std::size_t>(x) * static_cast<std::size_t>(plane.components) +
            static_cast<std::size_t>(component)) *
               static_cast<std::size_t>(plane.bytes_per_sample);
}

void put(RawPlane& plane, int x, int y, int component, double code, double most) {
    const auto value = static_cast<std::uint16_t>(std::lround(std::clamp(code, 0.0, most)));
    const std::size_t at = offset_of(plane, x, y, component);
    if (plane.bytes_per_sample == 1) {
        plane.bytes[at] = static_cast<std::uint8_t>(value);
    } else {
        std::copy_n(reinterpret_cast<const std::uint8_t*>(&value), 2, plane.bytes.begin() + std::ptrdiff_t(at));
    }
}

double get(const RawPlane& plane, double u, double v, int component) {
    const int x = std::clamp(static_cast<int>(u * plane.width_px), 0, plane.width_px - 1);
    const int y = std::clamp(static_cast<int>(v * plane.height_px), 0, plane.height_px - 1);
    const std::size_t at = offset_of(plane, x, y, component);
    if (plane.bytes_per_sample == 1) {
        return plane.bytes[at];
    }
    std::uint16_t value = 0;
    std::copy_n(plane.bytes.begin() + std::ptrdiff_t(at), 2, reinterpret_cast<std::uint8_t*>(&value));
    return value;
}

// `first` is the index of the plane's first component in what the encoder returns.
void fill(RawPlane& plane, std::size_t first, const Encoder& encode, double scale, double most,
          const ColourAt& colour) {
    for (int y = 0; y < plane.height_px; ++y) {
        for (int x = 0; x < plane.width_px; ++x) {
            const auto values = encode(colour((x + 0.5) / plane.width_px, (y + 0.5) / plane.height_px));
            for (int c = 0; c < plane.components; ++c) {
                const std::size_t i = first + static_cast<std::size_t>(c);
                put(plane, x, y, c, i < values.size() ? values[i] * scale : most, most); // beyond RGB: opaque alpha
            }
        }
    }
}

// Integer noise: exact on every machine.
double noise(std::uint32_t x, std::uint32_t y) {
    std::uint32_t state = x * 1664525U + y * 22695477U + 1013904223U;
    state = (state ^ (state >> 15U)) * 2246822519U;
    state = (state ^ (state >> 13U)) * 3266489917U;
    return static_cast<double>(state ^ (state >> 16U)) / 4294967295.0;
}

} // namespace

Rgb test_colour(double u, double v) {
    if (v > 0.8 && u < 0.5) { // bars: black, white and everything fully saturated
        const auto bar = static_cast<unsigned>(u * 16);
        return {(bar & 1U) != 0 ? 1.0 : 0.0, (bar & 2U) != 0 ? 1.0 : 0.0, (bar & 4U) != 0 ? 1.0 : 0.0};
    }
    if (v > 0.8) { // noise on a ramp
        const double ramp = (u - 0.5) * 1.8;
        const double value =
            ramp + 0.2 * (noise(static_cast<std::uint32_t>(u * 640), static_cast<std::uint32_t>(v * 360)) - 0.5);
        return {std::clamp(value, 0.0, 1.0), std::clamp(value, 0.0, 1.0), std::clamp(value * 0.9, 0.0, 1.0)};
    }
    const double x = (u - 0.3) * 16 / 9;
    const double y = v - 0.4;
    const double radius = std::hypot(x, y);
    if (radius < 0.25) { // a flat face with a dark outline, and an eye
        const bool outline = radius > 0.24 || std::abs(std::hypot(x, y * 0.7) - 0.08) < 0.006;
        return outline ? Rgb{0.1, 0.05, 0.08} : Rgb{0.98, 0.86, 0.78};
    }
    const double turns = std::atan2(v - 0.4, u - 1.0) / std::numbers::pi * 24;
    if (u > 0.6 && std::abs(turns - std::round(turns)) < 0.06) { // a fan of lines, thin to nothing
        return {0.05, 0.05, 0.1};
    }
    return {0.3 + 0.6 * v, 0.5 + 0.3 * v, 0.9 - 0.2 * v}; // sky
}

ColourAt colours_of(RawFrame frame) {
    const ColourMatrix matrix = to_rgb(frame.format);
    const double scale = code_scale(frame.format);
    return [frame = std::move(frame), matrix, scale](double u, double v) {
        std::array<double, 3> values{};
        std::size_t filled = 0;
        for (const RawPlane& plane : frame.planes) {
            for (int c = 0; c < plane.components && filled < values.size(); ++c) {
                values[filled++] = get(plane, u, v, c) / scale;
            }
        }
        Rgb out{};
        for (std::size_t row = 0; row < 3; ++row) {
            out[row] = static_cast<double>(matrix.c[row]);
            for (std::size_t column = 0; column < 3; ++column) {
                out[row] += static_cast<double>(matrix.m[row][column]) * values[column];
            }
        }
        return out;
    };
}

Result<RawFrame> make_picture(const FrameFormat& format, const ColourAt& colour) {
    if (format.size.empty() || format.bit_depth < 1 || format.bit_depth > 16) {
        return diagnose(Code::plan_input, fmt::format("no picture of {}x{} with {} bits can be made", format.size.w,
                                                      format.size.h, format.bit_depth));
    }
    RawFrame out{.format = format, .planes = {}};
    const Encoder encode(format);
    const double scale = code_scale(format);
    const double most = std::ldexp(1.0, format.bit_depth) - 1;
    out.planes.push_back(empty_plane(format.size, format.layout == Layout::rgb ? 4 : 1, format.bit_depth));
    fill(out.planes[0], 0, encode, scale, most, colour);
    if (format.layout == Layout::ycbcr) {
        out.planes.push_back(empty_plane(chroma_size(format), 2, format.bit_depth));
        fill(out.planes[1], 1, encode, scale, most, colour);
    }
    return out;
}

} // namespace senga
