// The prelude gives a pass's GLSL body what mpv gives it: NAME_tex, NAME_pos and the other macros of every image it
// binds, its parameters, textures and buffers, the uniforms `random`, `frame`, `input_size`, `target_size`,
// `tex_offset`, and linearize() and delinearize(). It wraps the body into a complete fragment or compute shader (but
// for #version). Text only: no GL calls, so exporters can use it as well. The text depends on names and on DEFINE and
// CONSTANT parameters alone, never on sizes or other values: those are uniforms, and moving them compiles nothing.
// Pure functions, any thread.
#pragma once

#include "renderer/language/shader_file.h"
#include "renderer/picture/transfer.h"

#include <string>
#include <string_view>
#include <vector>

namespace senga {

// A parameter's value; the text depends on it where the parameter is bound as DEFINE or CONSTANT.
struct PreludeValue {
    const Parameter* parameter = nullptr;
    double value = 0.0;
};

// Uniform names of image i: sampler2D `senga_tex<i>`; vec4 `senga_place<i>` takes a fragment position (in a compute
// pass: gl_GlobalInvocationID + 0.5) to the texture coordinate (xy scale, zw shift); vec4 `senga_size<i>` is the
// texture's size and texel size; vec4 `senga_rot<i>` is the mat2 of the image's placement, column by column; vec2
// `senga_off<i>` its shift in texels.
struct PreludeRequest {
    const ShaderFile* file = nullptr;
    const PassBlock* pass = nullptr;
    Stage stage = Stage::main;
    std::vector<std::string> images;           // in unit order; "HOOKED" stands for the stage's name as well
    std::vector<const TextureBlock*> textures; // the file's own textures, by their own names, on the units after
    std::vector<const TextureBlock*> storages; // STORAGE textures, by their own names, on image units 1, 2, ...
    std::vector<const BufferBlock*> buffers;   // on binding points 0, 1, ... of their kind (storage, uniform)
    std::vector<PreludeValue> values;          // of every parameter of the file
    int components = 4;                        // of a fragment pass: the rest of the output is 0, alpha 1
    Transfer transfer = Transfer::bt1886;      // of the video: what linearize() undoes
};

// A pass without COMPUTE: writes location 0.
std::string assemble_fragment(const PreludeRequest& request);
// A pass with COMPUTE: hook() writes `out_image` (image unit 0) by itself.
std::string assemble_compute(const PreludeRequest& request);

// The GLSL expression that leaves of `vec4 color` what an image of so many components has: the rest is 0, alpha 1, as
// mpv.
std::string_view written_components(int components);

// Name of the uniform that carries a parameter.
std::string parameter_uniform(const Parameter& parameter);

// Whether every pass has something of this name already, so that no parameter, texture or buffer can be called so.
bool is_prelude_name(std::string_view name);

} // namespace senga
