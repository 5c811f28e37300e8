// What one texel of a texture holds. Reads back, so it waits for the GPU: for the pixel under the pointer, not for
// pictures. Belongs to the thread of the GL context.
#pragma once

#include "renderer/gl/texture.h"

#include <array>

namespace senga {

// R, G, B, A as stored; channels the texture lacks are 0, alpha 1. Positions outside are clamped into it.
std::array<float, 4> read_texel(const gl::Texture& texture, int x, int y);

} // namespace senga
