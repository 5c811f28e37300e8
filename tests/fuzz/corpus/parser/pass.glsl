// A pass with everything.
//!DESC Everything
//!HOOK LUMA
//!HOOK CHROMA
//!BIND HOOKED
//!BIND guide
//!SAVE out
//!WIDTH HOOKED.w 2 *
//!HEIGHT HOOKED.h 2 *
//!WHEN OUTPUT.w LUMA.w / 1.2 > OUTPUT.h LUMA.h / 1.2 > *
//!OFFSET -0.5 0.5
//!COMPONENTS 2
//!COMPUTE 32 32 8 8
void hook() { imageStore(out_image, ivec2(gl_GlobalInvocationID), vec4(0)); }

//!HOOK MAIN
//!OFFSET ALIGN
//!SAVE MAIN
vec4 hook() { return HOOKED_texOff(0); }
