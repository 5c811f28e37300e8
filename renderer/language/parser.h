// Reads the text of an mpv user shader into a ShaderFile. No I/O, no GL, no globals; every limit comes from Limits.
// Both dialects are read: vo=gpu's and libplacebo's. Where they differ the reason for our choice stands in parser.cpp.
// Pure function, any thread; safe on arbitrary bytes.
#pragma once

#include "renderer/base/limits.h"
#include "renderer/base/result.h"
#include "renderer/language/shader_file.h"

#include <string_view>

namespace senga {

// `name` is what diagnostics call the file. The first error refuses the whole file, as a half-read file would show a
// picture nobody asked for; unknown directives and oddities are notes.
Result<ShaderFile> parse_shader(std::string_view text, std::string_view name, const Limits& limits = {});

} // namespace senga
