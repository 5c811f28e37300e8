// Folds constants in SPIR-V that SPIRV-Tools leaves alone: arithmetic on integers and on vectors of them, conversions,
// clamps. Every instruction whose operands are all known becomes a copy of a constant, for the optimiser's passes to
// spread. Floats are folded in single precision with one rounding per operation, as a shader would. Pure, any thread.
#pragma once

#include "renderer/export/spirv.h"

namespace senga::spirv {

struct Folded {
    Module module;
    int count = 0; // instructions that became copies
};
Folded fold_constants(const Module& module);

} // namespace senga::spirv
