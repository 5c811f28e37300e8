// The passes of user shaders on the GPU: the text of each one's program, where its uniforms lie, and how it is run, as
// a fragment or as a compute pass. Belongs to the thread of its GL context.
#pragma once

#include "renderer/engine/bindings.h"
#include "renderer/engine/compiler.h"
#include "renderer/engine/prepared.h"

#include <cstdint>
#include <functional>

namespace senga {

struct PassText {
    ProgramText program;
    std::vector<std::size_t> sampled;  // indices into ShaderFile::textures that are read, in unit order
    std::vector<std::size_t> storages; // those that are images, in unit order
};

// `format_of` says what a texture of the plan is stored in. Errors: shader_limit (more textures than the graphics card
// binds), shader_unsupported (larger work groups than it runs).
Result<PassText> pass_text(const Plan& plan, const PassStep& step,
                           const std::function<gl::Format(const PlanTexture&)>& format_of, gl::Format target);

// Fills the locations; step.program is there.
void locate_pass(const PassStep& step, PreparedStep& prepared);

struct PassRun {
    const PassStep* step = nullptr;
    const PassBlock* block = nullptr;
    const PreparedStep* prepared = nullptr;
    const Target* target = nullptr;
    std::uint32_t frame_number = 0;
};
// Draws or dispatches it; the program is in use, the framebuffer bound.
void run_pass(const PassRun& run, const Bindings& bindings, const gl::FullscreenTriangle& triangle);

} // namespace senga
