A name saved again means the newest picture; whoever bound it before has the older one.

//!HOOK SCALED
//!BIND HOOKED
//!SAVE MAP
//!DESC the first
vec4 hook() { return vec4(HOOKED_texOff(vec2(4.0, 0.0)).r, 0.0, 0.0, 1.0); }

//!HOOK SCALED
//!BIND HOOKED
//!BIND MAP
//!DESC uses the first
vec4 hook() { return vec4(MAP_tex(MAP_pos).r, HOOKED_tex(HOOKED_pos).gb, 1.0); }

//!HOOK SCALED
//!BIND HOOKED
//!SAVE MAP
//!WIDTH HOOKED.w 2 /
//!HEIGHT HOOKED.h 2 /
//!DESC the second, of another size
vec4 hook() { return vec4(0.0, 1.0 - HOOKED_tex(HOOKED_pos).g, 0.0, 1.0); }

//!HOOK SCALED
//!BIND HOOKED
//!BIND MAP
//!DESC uses the second
vec4 hook() { return vec4(HOOKED_tex(HOOKED_pos).r + MAP_tex(MAP_pos).r, MAP_tex(MAP_pos).g, HOOKED_tex(HOOKED_pos).b, 1.0); }
