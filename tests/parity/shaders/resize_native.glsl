Doubling NATIVE and then MAINPRESUB: both enlarge the source as later passes see it.

//!HOOK NATIVE
//!BIND HOOKED
//!WIDTH HOOKED.w 2 *
//!HEIGHT HOOKED.h 2 *
//!DESC doubled
vec4 hook() { return HOOKED_tex((floor(HOOKED_pos * HOOKED_size) + 0.5) * HOOKED_pt); }

//!HOOK MAINPRESUB
//!BIND HOOKED
//!WIDTH HOOKED.w 3 * 4 /
//!HEIGHT HOOKED.h 3 * 4 /
//!DESC three quarters of it
vec4 hook() { return HOOKED_texOff(vec2(0.0, 1.0)); }
