A pass that leaves MAIN but one channel: the others are 0 from there on.

//!HOOK MAIN
//!BIND HOOKED
//!COMPONENTS 1
//!DESC red only
vec4 hook() { return vec4(HOOKED_tex(HOOKED_pos).g, 0.5, 0.6, 1.0); }

//!HOOK SCALED
//!BIND HOOKED
//!DESC reads them
vec4 hook() { return vec4(HOOKED_tex(HOOKED_pos).rgb + vec3(0.0, 0.1, 0.2), 1.0); }
