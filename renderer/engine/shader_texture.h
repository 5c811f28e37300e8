// Turns a TEXTURE block of a shader file into a GL texture. 2-D only so far.
// Belongs to the thread of the GL context.
#pragma once

#include "renderer/base/result.h"
#include "renderer/gl/texture.h"
#include "renderer/language/shader_file.h"

#include <string>

namespace senga {

// Errors: shader_unsupported (1-D, 3-D, storage, a format we have none for), shader_texture_data (too few bytes).
Result<gl::Texture> make_shader_texture(const TextureBlock& block, const std::string& file);

} // namespace senga
