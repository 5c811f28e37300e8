// SPIR-V between the languages: GLSL or HLSL in (glslang), optimised (SPIRV-Tools), HLSL or GLSL out (SPIRV-Cross).
// Compilers only: what a shader means to a player is hlsl.h's business. Functions over values, any thread; the first
// call prepares glslang for the process.
#pragma once

#include "renderer/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace senga::spirv {

using Module = std::vector<std::uint32_t>;

enum class Source { glsl, hlsl };
// A fragment shader with entry point `main`, OpenGL rules: loose uniforms need locations, samplers bindings; without
// they are given some. Errors: export_failed with the compiler's log.
Result<Module> compile(std::string_view text, Source source);

// Whether a shader, a whole one with its #version, is GLSL: nothing is made of it. Errors: shader_compile, with the
// line and the first complaint.
enum class Stage { fragment, compute };
Outcome check_glsl(std::string_view text, Stage stage);

// How many words the module would have with every call replaced by what it calls: functions that call functions grow
// beyond all bounds. Capped at the largest number there is.
std::size_t inlined_words(const Module& module);

// Functions inlined, constants folded as far as they go (integers and vectors too, which SPIRV-Tools leaves alone),
// loops with known bounds unrolled, equal work done once. Floats are computed in the order in which they stand. Errors:
// export_failed, also where it grows too long.
Result<Module> optimise(Module module);

// Errors: export_failed with the validator's words.
Outcome validate(const Module& module);

struct HlslOptions {
    int shader_model = 30; // 30, 40, 50
};
// Errors: export_failed where the language has no word for it, e.g. a gather in model 3.
Result<std::string> to_hlsl(const Module& module, const HlslOptions& options);
Result<std::string> to_glsl(const Module& module); // desktop 4.30

// What the instructions of a module amount to, counted without branches being weighed: each counts once.
struct Figures {
    int fetches = 0;
    int slots = 0;     // of ps_3_0, estimated: what an assembler of that model needs for each instruction
    int constants = 0; // registers of four floats that the distinct literal numbers fill
    int bit_operations = 0;
    int loops = 0;           // left after unrolling
    int fetches_in_flow = 0; // inside a loop or branch and with derivatives, which ps_3_0 refuses
    int other_samples = 0;   // gathers and the like
};
Figures measure(const Module& module);

} // namespace senga::spirv
