A chroma pass that moves its samples by a fixed OFFSET, without ALIGN and at its own size.

//!HOOK CHROMA
//!BIND HOOKED
//!OFFSET 1 0.5
//!DESC moved
vec4 hook() { return HOOKED_tex(HOOKED_pos - vec2(1.0, 0.5) * HOOKED_pt); }

//!HOOK CHROMA
//!BIND HOOKED
//!WIDTH HOOKED.w 2 *
//!DESC twice as wide
vec4 hook() { return vec4(HOOKED_texOff(vec2(1.0, 0.0)).r, HOOKED_tex(HOOKED_pos).g, 0.0, 1.0); }
