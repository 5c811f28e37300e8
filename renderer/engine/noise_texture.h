// The tile of blue noise as a texture of thresholds between 0 and 1, for whatever rounds to codes: the compositor and
// the downloader. Thread of the GL context.
#pragma once

#include "renderer/gl/texture.h"

namespace senga {

// (rank + 0.5) / count, every value once; r32f, to be fetched by texel.
gl::Texture noise_texture();

} // namespace senga
