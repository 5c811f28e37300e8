// The engine's own steps (everything in a Plan but the passes of user shaders): which program and which textures each
// needs, and the uniforms it is drawn with. The GLSL itself stands in builtin.h.
// Belongs to the thread of its GL context.
#pragma once

#include "renderer/engine/bindings.h"
#include "renderer/engine/kernel_tables.h"
#include "renderer/engine/prepared.h"

#include <string>
#include <vector>

namespace senga {

struct BuiltinSource {
    std::string source;                                     // of the fragment shader
    std::vector<std::string> samplers;                      // in unit order: images first, then tables
    std::vector<std::string> places;                        // names of PreparedStep::image_places
    std::vector<std::string> uniforms;                      // names of PreparedStep::uniforms
    std::vector<std::shared_ptr<const gl::Texture>> tables; // PreparedStep::own_textures
};

BuiltinSource builtin_source(const PlanStep& step, KernelTables& tables);

// Binds textures and sets uniforms; the program is in use.
void set_builtin(const PlanStep& step, const PreparedStep& prepared, const Bindings& bindings, Size output);

} // namespace senga
