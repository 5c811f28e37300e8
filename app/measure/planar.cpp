#include "app/measure/planar.h"

#include <algorithm>
#include <cstring>

namespace senga {
namespace {

std::uint16_t sample(const std::uint8_t* row, std::size_t index, int bytes_per_sample) {
    if (bytes_per_sample == 1) {
        return row[index];
    }
    std::uint16_t out = 0;
    std::memcpy(&out, row + 2 * index, sizeof(out));
    return out;
}

SamplePlane component_of(const RawPlane& plane, int component) {
    SamplePlane out{.size = {plane.width_px, plane.height_px}, .samples = {}};
    out.samples.resize(static_cast<std::size_t>(plane.width_px) * static_cast<std::size_t>(plane.height_px));
    std::uint16_t* to = out.samples.data();
    for (int y = 0; y < plane.height_px; ++y) {
        const std::uint8_t* row = plane.bytes.data() + static_cast<std::size_t>(y) * plane.stride_bytes;
        for (int x = 0; x < plane.width_px; ++x) {
            const auto index = static_cast<std::size_t>(x) * plane.components + component;
            *to++ = sample(row, index, plane.bytes_per_sample);
        }
    }
    return out;
}

} // namespace

PlanarPicture planar_picture(const RawFrame& frame) {
    PlanarPicture out{.format = frame.format, .planes = {}};
    out.planes.reserve(3);
    for (const RawPlane& plane : frame.planes) {
        const int colours = std::min(plane.components, 3); // what is fourth is alpha
        for (int i = 0; i < colours; ++i) {
            out.planes.push_back(component_of(plane, i));
        }
    }
    return out;
}

} // namespace senga
