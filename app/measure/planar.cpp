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

RawPlane empty_plane(Size size, int components, int bytes_per_sample) {
    RawPlane out{.width_px = size.w,
                 .height_px = size.h,
                 .stride_bytes = size.w * components * bytes_per_sample,
                 .components = components,
                 .bytes_per_sample = bytes_per_sample};
    out.bytes.resize(static_cast<std::size_t>(out.stride_bytes) * static_cast<std::size_t>(size.h));
    return out;
}

void put_component(const SamplePlane& plane, RawPlane& out, int component) {
    std::uint8_t* const bytes = out.bytes.data();
    for (std::size_t i = 0; i < plane.samples.size(); ++i) {
        const std::size_t index = i * static_cast<std::size_t>(out.components) + static_cast<std::size_t>(component);
        if (out.bytes_per_sample == 1) {
            bytes[index] = static_cast<std::uint8_t>(plane.samples[i]);
        } else {
            std::memcpy(bytes + 2 * index, &plane.samples[i], 2);
        }
    }
}

RawPlane rgba_plane(const PlanarPicture& picture, int bytes_per_sample) {
    RawPlane out = empty_plane(picture.format.size, 4, bytes_per_sample);
    for (int i = 0; i < 3; ++i) {
        put_component(picture.planes[static_cast<std::size_t>(i)], out, i);
    }
    const auto opaque = static_cast<std::uint16_t>(largest_code(picture.format.bit_depth));
    put_component({picture.format.size, std::vector<std::uint16_t>(picture.planes[0].samples.size(), opaque)}, out, 3);
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

RawFrame raw_frame(const PlanarPicture& picture) {
    RawFrame out{.format = picture.format, .planes = {}};
    const int bytes = picture.format.bit_depth > 8 ? 2 : 1;
    if (picture.format.layout == Layout::rgb) {
        out.planes.push_back(rgba_plane(picture, bytes));
        return out;
    }
    for (const SamplePlane& plane : picture.planes) {
        put_component(plane, out.planes.emplace_back(empty_plane(plane.size, 1, bytes)), 0);
    }
    return out;
}

} // namespace senga
