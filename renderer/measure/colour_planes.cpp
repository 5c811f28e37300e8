#include "renderer/measure/colour_planes.h"

#include "renderer/measure/resample.h"
#include "renderer/picture/colour.h"

#include <algorithm>
#include <cmath>

namespace senga {
namespace {

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
