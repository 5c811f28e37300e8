NAME_raw is the texture itself, whose values NAME_mul brings to 0..1; NAME_tex and NAME_gather apply it. (In a picture
of 10 bits it is not 1 in every player.)

//!HOOK LUMA
//!BIND HOOKED
//!DESC three ways of reading
vec4 hook() {
    float raw = LUMA_mul * texture(LUMA_raw, HOOKED_pos).r;
    float cooked = HOOKED_tex(HOOKED_pos + vec2(2.0, 0.0) * HOOKED_pt).r;
    vec4 four = HOOKED_gather(HOOKED_pos + vec2(0.5, -0.5) * HOOKED_pt, 0);
    return vec4(0.3 * raw + 0.3 * cooked + 0.1 * four.x + 0.05 * four.y + 0.2 * four.z + 0.05 * four.w, 0.0, 0.0, 1.0);
}

//!HOOK CHROMA
//!BIND HOOKED
//!DESC the second channel gathered
vec4 hook() {
    vec4 four = HOOKED_gather(HOOKED_pos + 0.5 * HOOKED_pt, 1);
    return vec4(HOOKED_mul * textureLod(HOOKED_raw, HOOKED_pos, 0.0).r, dot(four, vec4(0.4, 0.3, 0.2, 0.1)), 0.0, 1.0);
}
