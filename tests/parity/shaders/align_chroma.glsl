Chroma enlarged to the luma's size with OFFSET ALIGN: the shift by the chroma samples' place is undone by HOOKED_pos.

//!HOOK CHROMA
//!BIND HOOKED
//!BIND LUMA
//!WIDTH LUMA.w
//!HEIGHT LUMA.h
//!OFFSET ALIGN
//!DESC nearest chroma
vec4 hook() {
    vec2 moved = abs(HOOKED_off);
    vec2 colour = HOOKED_tex((floor(HOOKED_pos * HOOKED_size) + 0.5) * HOOKED_pt).rg;
    return vec4(colour + 0.2 * moved + 0.1 * (LUMA_tex(LUMA_pos).rr - 0.5), 0.0, 1.0);
}
