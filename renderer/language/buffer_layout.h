// Where the variables of a BUFFER block lie in its memory: the rules std140 (uniform buffers) and std430 (storage
// buffers) of the GLSL 4.30 specification (OpenGL 4.3 core, section 7.6.2.2), for the types that a VAR line can name.
// libplacebo computes the same offsets, so data written for it fit. Pure functions over plain data, any thread.
#pragma once

#include "renderer/language/shader_file.h"

#include <cstddef>
#include <string_view>

namespace senga {

enum class BufferLayout { std140, std430 };

// float, int, uint, their vectors, and matrices of float. bool and double are not offered, as in libplacebo.
bool is_buffer_type(std::string_view type);

// Sets the variables' offsets. Returns where the last one ends, which is how long the data of the block are; a buffer
// object should be a multiple of 16 bytes, as drivers may round the block up. The types must be buffer types.
std::size_t lay_out(std::vector<BufferBlock::Variable>& variables, BufferLayout layout);

} // namespace senga
