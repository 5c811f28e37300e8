One body for several stages: each HOOK line makes the pass run there, with HOOKED being what that stage holds.

//!HOOK LUMA
//!HOOK CHROMA
//!HOOK RGB
//!HOOK SCALED
//!BIND HOOKED
//!DESC soften wherever it is asked to
vec4 hook() {
    return 0.5 * HOOKED_texOff(0) + 0.25 * HOOKED_texOff(vec2(1.0, 2.0)) + 0.25 * HOOKED_texOff(vec2(-2.0, 1.0));
}
