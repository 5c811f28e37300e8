// PlanarPicture is a decoded picture as plain integer codes, one plane per channel: what every measurement starts from.
// It knows no file and no GPU, and converts nothing; colour_planes.h and grid.h do. Plain data, any thread.
#pragma once

#include "renderer/picture/frame_format.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace senga {

// Rows follow each other from the top, without padding.
struct SamplePlane {
    Size size;
    std::vector<std::uint16_t> samples;
    const std::uint16_t* row(int y) const { return samples.data() + static_cast<std::size_t>(y) * size.w; }
};

struct FloatPlane {
    Size size;
    std::vector<float> samples;
    const float* row(int y) const { return samples.data() + static_cast<std::size_t>(y) * size.w; }
    float* row(int y) { return samples.data() + static_cast<std::size_t>(y) * size.w; }
};

inline FloatPlane float_plane(Size size) {
    return {size, std::vector<float>(static_cast<std::size_t>(size.w) * static_cast<std::size_t>(size.h))};
}

// Planes by layout: gray {Y}; ycbcr {Y, Cb, Cr}; rgb {R, G, B}.
struct PlanarPicture {
    FrameFormat format;
    std::vector<SamplePlane> planes;
};

// The largest code of a depth.
inline int largest_code(int bit_depth) {
    return (1 << bit_depth) - 1;
}

// "y", "u", "v" or "r", "g", "b": how FFmpeg's filters call the planes.
std::vector<std::string> plane_names(Layout layout);

} // namespace senga
