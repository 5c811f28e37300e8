#include "app/session/raw_planes.h"

#include <span>
#include <utility>

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

RawFrame raw_frame(Downloaded&& picture) {
    RawFrame out{.format = picture.format, .planes = {}};
    out.planes.reserve(picture.planes.size());
    for (DownloadedPlane& plane : picture.planes) {
        out.planes.push_back({.bytes = std::move(plane.bytes),
                              .width_px = plane.size.w,
                              .height_px = plane.size.h,
                              .stride_bytes = static_cast<int>(plane.stride_bytes),
                              .components = plane.components,
                              .bytes_per_sample = plane.bytes_per_sample});
    }
    return out;
}

} // namespace senga
