A doubler whose texels lie half a pixel off says so by OFFSET; the scaler puts the picture right.

//!HOOK MAIN
//!BIND HOOKED
//!WIDTH HOOKED.w 2 *
//!HEIGHT HOOKED.h 2 *
//!OFFSET -0.5 -0.5
//!DESC nearest doubling, half a texel off
vec4 hook() { return HOOKED_tex((floor(HOOKED_pos * HOOKED_size) + 0.5) * HOOKED_pt); }

//!HOOK MAIN
//!BIND HOOKED
//!OFFSET 1.25 -2
//!DESC moved without resizing
vec4 hook() { return HOOKED_texOff(vec2(-1.0, 2.0)); }
