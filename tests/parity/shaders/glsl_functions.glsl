Functions of newer GLSL that community shaders use: textureGatherOffset(s), texelFetch, fma, textureSize, bit counting.

//!HOOK SCALED
//!BIND HOOKED
//!DESC five ways to a neighbour
vec4 hook() {
    ivec2 here = ivec2(HOOKED_pos * HOOKED_size);
    ivec2 last = textureSize(HOOKED_raw, 0) - 1;
    vec3 fetched = texelFetch(HOOKED_raw, clamp(here + ivec2(2, 1), ivec2(0), last), 0).rgb;
    vec2 corner = (vec2(here) + 1.0) * HOOKED_pt;
    vec4 one = textureGatherOffset(HOOKED_raw, corner, ivec2(-2, 1), 1);
    const ivec2 places[4] = ivec2[4](ivec2(0, 0), ivec2(1, 0), ivec2(0, 1), ivec2(-1, -1));
    vec4 four = textureGatherOffsets(HOOKED_raw, corner, places, 2);
    float odd = float(bitCount(uint(here.x ^ here.y)) & 1);
    vec3 colour = fma(fetched, vec3(0.5, 0.8, 0.6), vec3(0.0, 0.2 * dot(one, vec4(0.1, 0.2, 0.3, 0.4)), 0.05 * odd));
    return vec4(colour + vec3(0.3 * textureOffset(HOOKED_raw, HOOKED_pos, ivec2(-1, 0)).r, 0.0,
                              dot(four, vec4(0.1, 0.05, 0.15, 0.1))), 1.0);
}
