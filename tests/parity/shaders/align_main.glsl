OFFSET ALIGN at MAIN, with a resize of its own, behind a pass that moved the picture.

//!HOOK MAIN
//!BIND HOOKED
//!OFFSET 1.5 -0.75
//!DESC moved
vec4 hook() { return HOOKED_tex(HOOKED_pos - vec2(1.5, -0.75) * HOOKED_pt); }

//!HOOK MAIN
//!BIND HOOKED
//!WIDTH HOOKED.w 3 * 2 /
//!HEIGHT HOOKED.h 3 * 2 /
//!OFFSET ALIGN
//!DESC straight again
vec4 hook() { return vec4(HOOKED_tex(HOOKED_pos).rg, HOOKED_texOff(vec2(1.0, 1.0)).b, 1.0); }
