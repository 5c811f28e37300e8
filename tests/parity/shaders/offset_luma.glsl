A doubler at LUMA that is half a texel off: chroma is scaled to where the luma lies.

//!HOOK LUMA
//!BIND HOOKED
//!WIDTH HOOKED.w 2 *
//!OFFSET -0.5 0
//!DESC columns doubled
vec4 hook() { return vec4(HOOKED_tex((floor(HOOKED_pos * HOOKED_size) + 0.5) * HOOKED_pt).r, 0.0, 0.0, 1.0); }

//!HOOK LUMA
//!BIND HOOKED
//!HEIGHT HOOKED.h 2 *
//!OFFSET 0 -0.5
//!DESC rows doubled
vec4 hook() { return vec4(HOOKED_tex((floor(HOOKED_pos * HOOKED_size) + 0.5) * HOOKED_pt).r, 0.0, 0.0, 1.0); }
