A luma pass that doubles: everything behind it has the larger size, and chroma follows.

//!HOOK LUMA
//!BIND HOOKED
//!WIDTH HOOKED.w 2 *
//!HEIGHT HOOKED.h 2 *
//!DESC doubled with a moved neighbour
vec4 hook() { return vec4(0.7 * HOOKED_tex(HOOKED_pos).r + 0.3 * HOOKED_texOff(vec2(2.0, 1.0)).r, 0.0, 0.0, 1.0); }

//!HOOK NATIVE
//!BIND HOOKED
//!DESC at the doubled size
vec4 hook() { return vec4(HOOKED_texOff(vec2(3.0, 0.0)).r, HOOKED_tex(HOOKED_pos).gb, 1.0); }
