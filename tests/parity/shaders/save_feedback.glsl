A pass may read the old picture of a name while it saves the new one.

//!HOOK MAIN
//!BIND HOOKED
//!SAVE SUM
//!DESC start
vec4 hook() { return vec4(HOOKED_tex(HOOKED_pos).rgb, 1.0); }

//!HOOK MAIN
//!BIND SUM
//!SAVE SUM
//!DESC two texels to the right
vec4 hook() { return 0.5 * SUM_tex(SUM_pos) + 0.5 * SUM_texOff(vec2(2.0, 0.0)); }

//!HOOK MAIN
//!BIND SUM
//!SAVE SUM
//!DESC three texels down
vec4 hook() { return 0.5 * SUM_tex(SUM_pos) + 0.5 * SUM_texOff(vec2(0.0, 3.0)); }

//!HOOK MAIN
//!BIND SUM
//!SAVE SUM
//!DESC five texels up and left
vec4 hook() { return 0.5 * SUM_tex(SUM_pos) + 0.5 * SUM_texOff(vec2(-5.0, -5.0)); }

//!HOOK MAIN
//!BIND HOOKED
//!BIND SUM
//!DESC what is left of the picture
vec4 hook() { return vec4(0.5 + HOOKED_tex(HOOKED_pos).rgb - SUM_tex(SUM_pos).rgb, 1.0); }
