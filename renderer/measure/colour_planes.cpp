#include "renderer/measure/colour_planes.h"

#include "renderer/measure/resample.h"
#include "renderer/picture/colour.h"

#include <algorithm>
#include <cmath>

namespace senga {
namespace {

using Three = std::array<std::array<double, 3>, 3>;

Three inverse(const Three& m) {
    const auto cofactor = [&m](std::size_t row, std::size_t column) {
        const std::size_t r1 = (row + 1) % 3;
        const std::size_t r2 = (row + 2) % 3;
        const std::size_t c1 = (column + 1) % 3;
        const std::size_t c2 = (column + 2) % 3;
        return m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
    };
    const double determinant = m[0][0] * cofactor(0, 0) + m[0][1] * cofactor(0, 1) + m[0][2] * cofactor(0, 2);
    Three out{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            out[row][column] = cofactor(column, row) / determinant;
        }
    }
    return out;
}

// R'G'B' to what `format` stores, normalised as its codes are. Of gray, Y' alone is of use.
std::array<FloatPlane, 3> from_rgb(const std::array<FloatPlane, 3>& rgb, FrameFormat format) {
    if (format.layout == Layout::rgb) {
        return rgb;
    }
    format.layout = Layout::ycbcr;
    const ColourMatrix forward = to_rgb(format);
    Three m{};
    for (std::size_t i = 0; i < 3; ++i) {
        m[i] = {forward.m[i][0], forward.m[i][1], forward.m[i][2]};
    }
    const Three back = inverse(m);
    std::array<FloatPlane, 3> out;
    for (std::size_t c = 0; c < 3; ++c) {
        out[c] = float_plane(rgb[0].size);
        for (std::size_t i = 0; i < out[c].samples.size(); ++i) {
            double value = 0.0;
            for (std::size_t k = 0; k < 3; ++k) {
                value += back[c][k] * (static_cast<double>(rgb[k].samples[i]) - static_cast<double>(forward.c[k]));
            }
            out[c].samples[i] = static_cast<float>(value);
        }
    }
    return out;
}

// From a plane of luma's size to chroma's places in `format`.
FloatPlane at_chroma(const FloatPlane& plane, const FrameFormat& format, const KernelChoice& kernel) {
    const Size size = chroma_size(format);
    const ChromaOffset offset = chroma_offset(format);
    const double x = std::exp2(format.subsampling.x);
    const double y = std::exp2(format.subsampling.y);
    return resample(plane, {size.w, x, -offset.x * x}, {size.h, y, -offset.y * y}, kernel);
}

FloatPlane chroma_at_luma(const PlanarPicture& picture, std::size_t plane, const KernelChoice& kernel) {
    const FrameFormat& format = picture.format;
    const FloatPlane codes = scaled_codes(picture.planes[plane], 1.0 / code_scale(format));
    const ChromaOffset offset = chroma_offset(format);
    return resample(codes, {format.size.w, std::exp2(-format.subsampling.x), offset.x},
                    {format.size.h, std::exp2(-format.subsampling.y), offset.y}, kernel);
}

} // namespace

FloatPlane scaled_codes(const SamplePlane& plane, double factor) {
    FloatPlane out = float_plane(plane.size);
    const auto multiplier = static_cast<float>(factor);
    std::transform(plane.samples.begin(), plane.samples.end(), out.samples.begin(),
                   [multiplier](std::uint16_t code) { return static_cast<float>(code) * multiplier; });
    return out;
}

std::array<FloatPlane, 3> rgb_planes(const PlanarPicture& picture, const KernelChoice& chroma) {
    const FrameFormat& format = picture.format;
    const double factor = 1.0 / code_scale(format);
    if (format.layout == Layout::rgb) {
        return {scaled_codes(picture.planes[0], factor), scaled_codes(picture.planes[1], factor),
                scaled_codes(picture.planes[2], factor)};
    }
    const FloatPlane luma = scaled_codes(picture.planes[0], factor);
    const bool gray = format.layout == Layout::gray;
    const FloatPlane cb = gray ? float_plane(format.size) : chroma_at_luma(picture, 1, chroma);
    const FloatPlane cr = gray ? float_plane(format.size) : chroma_at_luma(picture, 2, chroma);
    const ColourMatrix matrix = to_rgb(format);
    std::array<FloatPlane, 3> out;
    for (std::size_t c = 0; c < 3; ++c) {
        out[c] = float_plane(format.size);
        for (std::size_t i = 0; i < luma.samples.size(); ++i) {
            out[c].samples[i] = matrix.m[c][0] * luma.samples[i] + matrix.m[c][1] * cb.samples[i] +
                                matrix.m[c][2] * cr.samples[i] + matrix.c[c];
        }
    }
    return out;
}

SamplePlane codes_of(const FloatPlane& plane, double factor, int bit_depth) {
    SamplePlane out{plane.size, std::vector<std::uint16_t>(plane.samples.size())};
    const double most = largest_code(bit_depth);
    std::transform(plane.samples.begin(), plane.samples.end(), out.samples.begin(), [&](float value) {
        return static_cast<std::uint16_t>(std::lround(std::clamp(static_cast<double>(value) * factor, 0.0, most)));
    });
    return out;
}

PlanarPicture picture_of_rgb(const std::array<FloatPlane, 3>& rgb, const FrameFormat& format,
                             const KernelChoice& chroma) {
    const std::array<FloatPlane, 3> planes = from_rgb(rgb, format);
    PlanarPicture out{.format = format, .planes = {}};
    const std::size_t count = plane_names(format.layout).size();
    out.planes.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const bool halved = i > 0 && format.layout == Layout::ycbcr;
        out.planes.push_back(
            codes_of(halved ? at_chroma(planes[i], format, chroma) : planes[i], code_scale(format), format.bit_depth));
    }
    return out;
}

void hold_within_unit(std::array<FloatPlane, 3>& planes) {
    for (FloatPlane& plane : planes) {
        for (float& value : plane.samples) {
            value = std::clamp(value, 0.0F, 1.0F);
        }
    }
}

FloatPlane luma_codes(const PlanarPicture& picture) {
    const double factor = 255.0 / code_scale(picture.format);
    if (picture.format.layout != Layout::rgb) {
        return scaled_codes(picture.planes[0], factor);
    }
    const std::array<double, 3> weights = luma_weights(Matrix::bt709);
    FloatPlane out = float_plane(picture.format.size);
    for (std::size_t c = 0; c < 3; ++c) {
        const auto weight = static_cast<float>(weights[c] * factor);
        for (std::size_t i = 0; i < out.samples.size(); ++i) {
            out.samples[i] += weight * static_cast<float>(picture.planes[c].samples[i]);
        }
    }
    return out;
}

} // namespace senga
