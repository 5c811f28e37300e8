A guide made of the luma at the chroma's size, as chroma upscalers make it, and chroma mended by it, in three passes.

//!HOOK CHROMA
//!BIND LUMA
//!BIND HOOKED
//!SAVE GUIDE
//!WIDTH CHROMA.w
//!HEIGHT LUMA.h
//!DESC luma squeezed to the chroma's width
vec4 hook() {
    return vec4(0.5 * LUMA_texOff(vec2(-0.5, 0.0)).r + 0.5 * LUMA_texOff(vec2(0.5, 0.0)).r, 0.0, 0.0, 1.0);
}

//!HOOK CHROMA
//!BIND GUIDE
//!BIND HOOKED
//!SAVE GUIDE
//!WIDTH CHROMA.w
//!HEIGHT CHROMA.h
//!DESC and to its height
vec4 hook() { return vec4(GUIDE_tex(GUIDE_pos).r, HOOKED_tex(HOOKED_pos).rg, 1.0); }

//!HOOK CHROMA
//!BIND HOOKED
//!BIND LUMA
//!BIND GUIDE
//!WIDTH LUMA.w
//!HEIGHT LUMA.h
//!WHEN CHROMA.w LUMA.w <
//!OFFSET ALIGN
//!DESC chroma at the luma's size
vec4 hook() {
    vec2 place = HOOKED_pos;
    float apart = LUMA_tex(LUMA_pos).r - GUIDE_tex(place).r;
    return vec4(HOOKED_tex(place).rg + 0.3 * apart, 0.0, 1.0);
}
