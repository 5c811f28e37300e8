// Whether the passes of a chain are GLSL, asked of a compiler instead of a graphics card's driver: for exports, which
// another player compiles, and for whoever has no window. Every pass is wrapped as the engine wraps it, at each of its
// stages. A driver may still be of another opinion. Pure functions, any thread.
#pragma once

#include "renderer/export/export.h"

#include <vector>

namespace senga {

struct PassFault {
    std::size_t entry = 0; // of the chain
    std::size_t block = 0; // of its file
    Diagnostic diagnostic; // shader_compile, with file and line
};

// The faults of the entries that take part, one at most for each pass. Whether a pass would run is not asked: a player
// compiles it where it does. `lookup` answers the sizes of conditional values.
std::vector<PassFault> faults_of(const Chain& chain, const Lookup& lookup, Transfer transfer);

// For the film and display of an export.
std::vector<PassFault> faults_for(const Chain& chain, const ExportSetup& setup);

} // namespace senga
