COMPONENTS on passes that replace their stage: as many as the stage has.

//!HOOK LUMA
//!BIND HOOKED
//!COMPONENTS 1
//!DESC luma
vec4 hook() { return vec4(0.8 * HOOKED_tex(HOOKED_pos).r, 0.3, 0.4, 0.5); }

//!HOOK CHROMA
//!BIND HOOKED
//!COMPONENTS 2
//!DESC chroma
vec4 hook() { return vec4(HOOKED_tex(HOOKED_pos).gr, 0.4, 0.5); }

//!HOOK MAIN
//!BIND HOOKED
//!COMPONENTS 3
//!DESC main
vec4 hook() { return vec4(HOOKED_tex(HOOKED_pos).bgr, 0.5); }

//!HOOK SCALED
//!BIND HOOKED
//!COMPONENTS 4
//!DESC scaled
vec4 hook() { return vec4(HOOKED_texOff(vec2(2.0, 2.0)).rgb, 1.0); }
