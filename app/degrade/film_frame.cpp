#include "app/degrade/film_frame.h"

#include "app/measure/planar.h"
#include "renderer/measure/colour_planes.h"
#include "renderer/measure/grid.h"
#include "renderer/picture/colour.h"

#include <utility>

namespace senga {
namespace {

// Chroma goes to full size and back with it.
constexpr Kernel chroma_kernel = Kernel::spline36;

} // namespace

FilmFrame film_frame(const RawFrame& frame) {
    PlanarPicture codes = planar_picture(frame);
    FilmFrame out{.rgb = rgb_planes(codes, chroma_kernel),
                  .format = frame.format,
                  .source = frame.format,
                  .pts_s = frame.pts_s,
                  .index = frame.index};
    out.coded = std::move(codes);
    return out;
}

RawFrame stored_frame(const FilmFrame& frame) {
    const bool kept = frame.coded && grid_differences(frame.coded->format, frame.format).empty();
    RawFrame out = raw_frame(kept ? *frame.coded : picture_of_rgb(frame.rgb, frame.format, chroma_kernel));
    out.format = frame.format;
    out.pts_s = frame.pts_s;
    out.index = frame.index;
    return out;
}

FloatPlane luma_of(const FilmFrame& frame) {
    const std::array<double, 3> weights = luma_weights(frame.format.matrix);
    FloatPlane out = float_plane(frame.format.size);
    for (std::size_t c = 0; c < 3; ++c) {
        const auto weight = static_cast<float>(weights[c]);
        for (std::size_t i = 0; i < out.samples.size(); ++i) {
            out.samples[i] += weight * frame.rgb[c].samples[i];
        }
    }
    return out;
}

void add_to_luma(FilmFrame& frame, const FloatPlane& delta) {
    for (FloatPlane& plane : frame.rgb) {
        for (std::size_t i = 0; i < plane.samples.size(); ++i) {
            plane.samples[i] += delta.samples[i];
        }
    }
}

} // namespace senga
