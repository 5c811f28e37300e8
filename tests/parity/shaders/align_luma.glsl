OFFSET ALIGN: HOOKED_pos undoes the shift there was, and the stage is straight again behind the pass.

//!HOOK LUMA
//!BIND HOOKED
//!WIDTH HOOKED.w 2 *
//!HEIGHT HOOKED.h 2 *
//!OFFSET -0.5 -0.5
//!DESC doubled, half a texel off
vec4 hook() { return vec4(HOOKED_tex((floor(HOOKED_pos * HOOKED_size) + 0.5) * HOOKED_pt).r, 0.0, 0.0, 1.0); }

//!HOOK LUMA
//!BIND HOOKED
//!OFFSET ALIGN
//!DESC straight again, the shift shown as brightness
vec4 hook() { return vec4(HOOKED_tex(HOOKED_pos).r - 0.2 * HOOKED_off.x, 0.0, 0.0, 1.0); }
