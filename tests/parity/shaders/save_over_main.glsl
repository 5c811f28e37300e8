SAVE MAIN at MAIN replaces the stage, with another size too. At any other stage it changes only what the name MAIN
means from there on.

//!HOOK MAIN
//!BIND HOOKED
//!SAVE MAIN
//!WIDTH HOOKED.w 2 *
//!HEIGHT HOOKED.h 2 *
//!DESC twice the size
vec4 hook() { return HOOKED_tex(HOOKED_pos); }

//!HOOK MAIN
//!BIND HOOKED
//!SAVE MAIN
//!DESC one texel of the large one
vec4 hook() { return vec4(HOOKED_texOff(vec2(3.0, 0.0)).rgb, 1.0); }

//!HOOK PREKERNEL
//!BIND HOOKED
//!SAVE MAIN
//!WIDTH HOOKED.w 4 /
//!HEIGHT HOOKED.h 4 /
//!DESC a small one under MAIN's name
vec4 hook() { return vec4(HOOKED_tex(HOOKED_pos).brg, 1.0); }

//!HOOK SCALED
//!BIND HOOKED
//!BIND MAIN
//!DESC both
vec4 hook() { return vec4(mix(HOOKED_tex(HOOKED_pos).rgb, MAIN_tex(MAIN_pos).rgb, 0.4), 1.0); }
