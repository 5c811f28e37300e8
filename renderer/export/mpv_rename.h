// Files of a chain written one behind the other share their names in mpv: the textures they bring, and in libplacebo
// their parameters and buffers. Here those that clash get names of their own, so that each file goes on meaning what it
// means alone. Names that passes save stay: files hand their pictures on by them. Pure functions, any thread.
#pragma once

#include "renderer/chain/chain.h"
#include "renderer/language/glsl_text.h"

#include <string>
#include <string_view>

namespace senga::mpv {

using Renames = GlslNames;

// The text of a shader with its textures, parameters and buffers renamed wherever they stand.
std::string renamed(const ShaderFile& shader, const Renames& renames);

// The chain with clashing names of the entries that take part renamed, in the order in which they run: NAME_2, NAME_3.
// The same texture in two files keeps its name. Entries and their passes keep their numbers.
Chain without_clashes(const Chain& chain);

} // namespace senga::mpv
