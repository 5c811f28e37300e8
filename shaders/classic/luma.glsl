// Luma: the brightness guide for Push. It does not change the picture.
//
// Source: Anime4K 0.9 (bloc97, MIT), its first pass; written anew from the formula.
// Maths:  Y = (2 R + 3 G + B) / 6, on gamma-coded RGB.
// Saves:  LUMA_GUIDE, one number per pixel of the output.
// Cost:   1 fetch.

//!HOOK OUTPUT
//!BIND HOOKED
//!SAVE LUMA_GUIDE
//!COMPONENTS 1
//!DESC Luma: the guide for Push

// Exact texels, not filtered ones: Push compares strictly, so a rounding difference would become a visible one.
vec3 colour_at(ivec2 p) {
    return HOOKED_mul * texelFetch(HOOKED_raw, clamp(p, ivec2(0), ivec2(HOOKED_size) - 1), 0).rgb;
}

vec4 hook() {
    vec3 c = colour_at(ivec2(HOOKED_pos * HOOKED_size));
    return vec4(dot(c, vec3(2.0, 3.0, 1.0)) * (1.0 / 6.0), 0.0, 0.0, 1.0);
}
