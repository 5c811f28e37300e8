// FloatImage is a finished picture in memory: R, G and B as floats, not clipped to 0..1. It has no alpha and no colour
// space. Plain data, any thread.
#pragma once

#include "renderer/gl/texture.h"
#include "renderer/picture/size.h"

#include <cstddef>
#include <vector>

namespace senga::parity {

struct FloatImage {
    Size size;
    std::vector<float> rgb; // rows from the top, R G B R G B without padding

    std::size_t pixels() const { return static_cast<std::size_t>(size.w) * static_cast<std::size_t>(size.h); }
    float at(int x, int y, int channel) const {
        return rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(size.w) + static_cast<std::size_t>(x)) * 3 +
                   static_cast<std::size_t>(channel)];
    }
};

// Reads an RGBA texture back without its alpha.
inline FloatImage read_back(const gl::Texture& texture) {
    const std::vector<float> rgba = texture.read();
    FloatImage out{.size = texture.size()};
    out.rgb.reserve(out.pixels() * 3);
    for (std::size_t i = 0; i + 3 < rgba.size(); i += 4) {
        out.rgb.insert(out.rgb.end(), {rgba[i], rgba[i + 1], rgba[i + 2]});
    }
    return out;
}

} // namespace senga::parity
