The planes can be bound by name: LUMA at CHROMA, and both of them after they were combined.

//!HOOK CHROMA
//!BIND HOOKED
//!BIND LUMA
//!DESC less colour where it is bright
vec4 hook() {
    vec4 colour = HOOKED_tex(HOOKED_pos);
    colour.rg = mix(colour.rg, vec2(0.5), LUMA_tex(LUMA_pos).r);
    return colour;
}

//!HOOK MAIN
//!BIND HOOKED
//!BIND LUMA
//!BIND CHROMA
//!DESC the planes as a picture, half and half
vec4 hook() {
    vec3 planes = vec3(LUMA_tex(LUMA_pos).r, CHROMA_tex(CHROMA_pos).rg);
    return vec4(0.5 * HOOKED_tex(HOOKED_pos).rgb + 0.5 * planes, 1.0);
}
