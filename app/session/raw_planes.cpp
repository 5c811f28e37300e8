#include "app/session/raw_planes.h"

#include <span>

namespace senga {

std::vector<PlaneData> planes_of(const RawFrame& frame) {
    std::vector<PlaneData> out;
    for (const RawPlane& plane : frame.planes) {
        out.push_back({.bytes = std::as_bytes(std::span(plane.bytes)),
                       .stride_bytes = static_cast<std::size_t>(plane.stride_bytes),
                       .size = {plane.width_px, plane.height_px},
                       .components = plane.components,
                       .bytes_per_sample = plane.bytes_per_sample});
    }
    return out;
}

} // namespace senga
