// Folding for players whose shaders see one picture and nothing else: a pass that reads what other passes saved takes
// those into itself, and they are evaluated where it reads them. Here is which passes go together, and the GLSL of the
// whole; what a language makes of it is the exporters' business. Pure functions, any thread.
#pragma once

#include "renderer/chain/plan.h"

#include <string>
#include <vector>

namespace senga {

// One shader of such a player: it replaces the picture, at the size it comes in.
struct FusedPass {
    std::size_t report = 0;             // of Plan::reports: the pass that writes the picture
    std::vector<std::size_t> producers; // reports of those folded into it, in the order in which they would run
    enum class Where { before_scaling, after_scaling } where = Where::after_scaling;
};

// A pass that has no place in any.
struct UnfusedPass {
    std::size_t report = 0;
    std::string reason; // a sentence that says why
};

struct FusedChain {
    std::vector<FusedPass> passes; // in order
    std::vector<UnfusedPass> lost;
};
// Only passes that run in the plan count; a saved texture that only lost passes read is lost with them.
FusedChain fuse(const Plan& plan, const Chain& chain);

// How positions are written down. exact: the real ones. fixed: every position is that of one texel far from all
// borders, as numbers, so that an optimiser sees which reads coincide; borders are minded where values are fetched.
// Right only for passes that use positions for reading alone: those give the same text for both `fixed` places.
enum class Positions { exact, fixed_first, fixed_second };

struct FusedGlslOptions {
    Positions positions = Positions::exact;
    // With fixed positions: how many texels away from its own a pass may read what others saved. Where it reads farther
    // than that, the two fixed places give different texts.
    int reach = 1;
};

// A complete fragment shader, GLSL 4.50: `tex` (location 0) is the texel's centre, 0..1; `colour` (location 0) the
// result; sampler `s0` (binding 0); vec4 `p0` (location 1): width, height; vec4 `p1` (location 2): 1/width, 1/height.
// Values of parameters stand in it as numbers. Errors: export_failed: something in it cannot be folded, and why.
Result<std::string> fused_glsl(const FusedPass& pass, const Plan& plan, const Chain& chain,
                               const FusedGlslOptions& options = {});

} // namespace senga
