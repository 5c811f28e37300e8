SAVE hands a picture on under a new name and leaves the stage as it is; the name is known in later stages as well.

//!HOOK LUMA
//!BIND HOOKED
//!SAVE EDGES
//!DESC edges of the luma
vec4 hook() { return vec4(abs(HOOKED_texOff(vec2(1.0, 0.0)).r - HOOKED_texOff(vec2(-1.0, 0.0)).r), 0.0, 0.0, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!BIND EDGES
//!SAVE BOTH
//!DESC edges in the picture
vec4 hook() { return vec4(HOOKED_tex(HOOKED_pos).rg, 3.0 * EDGES_tex(EDGES_pos).r, 1.0); }

//!HOOK OUTPUT
//!BIND HOOKED
//!BIND BOTH
//!DESC half of each
vec4 hook() { return vec4(0.5 * (HOOKED_tex(HOOKED_pos).rgb + BOTH_tex(BOTH_pos).rgb), 1.0); }
