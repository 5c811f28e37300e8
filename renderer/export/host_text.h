// What stands around a pixel shader's functions in a player's file: the comment on top, the player's own declarations
// and its entry point. ASCII and CRLF throughout: some players' compilers take neither a BOM nor UTF-8. Pure functions,
// any thread.
#pragma once

#include "renderer/export/pixel_set.h"

#include <string>
#include <string_view>

namespace senga {

// Other letters become '?'. A backslash at the end would continue a comment on the next line: it goes.
std::string ascii_line(std::string_view text);
std::string with_crlf(std::string_view text);

// "Post-resize shader 1 of 2".
struct ShaderPlace {
    FusedPass::Where where = FusedPass::Where::after_scaling;
    std::size_t number = 1; // in its set, from 1
    std::size_t count = 1;
};
// The places of all shaders of a set, in order.
std::vector<ShaderPlace> places_of(const PixelSet& set);
// "pre" or "post", as in the files' names.
std::string_view side_name(FusedPass::Where where);

// What it is, where it comes from, what is fixed in it and what it costs, as comment lines.
std::string comment_head(const PixelSet& set, const PixelShader& shader, const ShaderPlace& place,
                         const HlslPass& functions);

// The bodies for the two generations of Direct3D, after a comment: declarations, functions, entry point.
std::string direct3d_9_text(const HlslPass& functions);
std::string direct3d_11_text(const HlslPass& functions);

} // namespace senga
