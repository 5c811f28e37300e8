A compute pass on chroma with OFFSET ALIGN, beside the luma at its own size.

//!HOOK CHROMA
//!BIND HOOKED
//!BIND LUMA
//!COMPUTE 16 8
//!OFFSET ALIGN
//!DESC aligned chroma
void hook() {
    vec2 colour = HOOKED_tex(HOOKED_pos).rg;
    vec2 mapped = HOOKED_tex(HOOKED_map(gl_GlobalInvocationID.xy + 1u)).rg;
    float luma = LUMA_texOff(vec2(1.0, 0.0)).r;
    imageStore(out_image, ivec2(gl_GlobalInvocationID.xy), vec4(mix(colour, mapped, 0.5) + 0.2 * luma - 0.1, 0.0, 1.0));
}
