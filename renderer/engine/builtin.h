// The GLSL of the engine's own steps: combining planes, matrices, curves, scaling, sealing, and the normalisation of
// uploads.
// Text only; the Runner and the uploader compile it. Every source is a fragment shader without #version that writes
// location 0 and takes its coordinates from gl_FragCoord. Pure functions, any thread.
#pragma once

#include "renderer/chain/plan.h"

#include <string>

namespace senga::builtin {

// How a source texture is looked up.
enum class Lookup {
    exact,   // texel for texel: same size, no shift
    sampled, // uniform vec4 NAME_place takes the fragment position to the normalised coordinate; filtered
};

// Uniforms: luma, chroma (samplers), chroma_place, matrix (mat3), shift (vec3).
std::string assemble(Lookup chroma);
// Gray frames: as above without chroma.
std::string assemble_gray();
// Uniforms: source, matrix, shift. Alpha is kept.
std::string convert();
// Uniforms: source, source_place. For bilinear (the texture's filter does it) and nearest.
std::string resample(Kernel kernel, int components);
// Whether scaling holds the result between its neighbours.
enum class Ringing { kept, held };
// One axis of a separable kernel with `taps` samples. Uniforms: source, weights (samplers), place_px (vec4, fragment
// position to source pixels), axis (ivec2, (1,0) or (0,1)); where ringing is held, strength (float).
std::string separable(int taps, int rows, int components, Ringing ringing);
// Both axes of a polar kernel. Uniforms: source, weights (samplers), place_px as above, reach_px (vec2: distance of the
// last weight, cutoff); where ringing is held, ring_px (distance of the neighbours that count) and strength.
std::string polar(int entries, int components, Ringing ringing);
// The curves of a step one after the other, on r, g and b. Uniforms: source.
std::string curves(const CurveStep& step);
// Uniforms: source. Alpha becomes 1.
std::string seal();
// Scales unsigned-normalised samples to the frame's convention. Uniforms: first, second (samplers), scale (to values),
// codes (values to integer codes).
enum class Upload { one_texture, two_textures };
std::string normalise(Upload upload);

} // namespace senga::builtin
