// Turns a TEXTURE block of a shader file into a GL texture of one to three dimensions.
// Belongs to the thread of the GL context.
#pragma once

#include "renderer/base/result.h"
#include "renderer/gl/texture.h"
#include "renderer/language/shader_file.h"

#include <string>

namespace senga {

// With its data where the block has some; a STORAGE texture without data is undefined. Errors: shader_unsupported (an
// edge the driver does not take), shader_texture_data (too few bytes), gl_out_of_memory.
Result<gl::Texture> make_shader_texture(const TextureBlock& block, const std::string& file);

// Writes the block's data into a texture made from it.
void fill_shader_texture(gl::Texture& texture, const TextureBlock& block);

} // namespace senga
