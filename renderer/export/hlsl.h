// One folded pass as HLSL for a player's pixel shader: the functions, without what each player writes around them.
// Pure functions, any thread.
#pragma once

#include "renderer/chain/fuse.h"
#include "renderer/export/spirv.h"

#include <string>

namespace senga {

struct HlslRequest {
    int shader_model = 30; // 30: tex2Dlod on `sampler s0`; 40, 50: `s0_texture.SampleLevel(s0_sampler, ...)`
};

struct HlslPass {
    // Declares whatever it needs as static, and ends with `float4 senga_main(float2 tex)`: tex is the texel's centre,
    // 0..1. It reads the picture through s0 (or s0_texture and s0_sampler), and `p0.xy` (size), `p1.xy` (1 / size),
    // none of which it declares. Alpha of the result is 1.
    std::string text;
    spirv::Figures figures;
};

// Errors: export_failed with what the pass does that such a shader cannot.
Result<HlslPass> to_hlsl(const FusedPass& pass, const Plan& plan, const Chain& chain, const HlslRequest& request);

// What ps_3_0 refuses, or is likely to, as sentences; empty: nothing. Limits: 512 slots, 224 constant registers, no bit
// operations, no reads with derivatives inside loops or branches.
std::vector<std::string> ps_3_0_complaints(const spirv::Figures& figures);

} // namespace senga
