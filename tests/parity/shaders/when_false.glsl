WHEN keeps a pass from running, whatever it would do, and what it would have saved does not exist.

//!HOOK MAIN
//!BIND HOOKED
//!WHEN OUTPUT.w LUMA.w / 1.2 <
//!DESC not enlarged
vec4 hook() { return vec4(1.0, 0.0, 1.0, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!WHEN HOOKED.w HOOKED.w -
//!SAVE NOTHING
//!DESC zero
vec4 hook() { return vec4(1.0, 0.0, 1.0, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!BIND NOTHING
//!DESC needs what was not saved
vec4 hook() { return vec4(1.0, 1.0, 0.0, 1.0); }
