A table may be bound by several passes, stand behind them, or be bound by nobody.

//!HOOK MAIN
//!BIND HOOKED
//!BIND CURVE
//!DESC a curve for each channel
vec4 hook() {
    vec3 place = HOOKED_tex(HOOKED_pos).rgb * 0.75 + 0.125;
    return vec4(texture(CURVE, vec2(place.r, 0.5)).r, texture(CURVE, vec2(place.g, 0.5)).g,
                texture(CURVE, vec2(place.b, 0.5)).b, 1.0);
}

//!TEXTURE CURVE
//!SIZE 4 1
//!FORMAT rgba8
//!FILTER LINEAR
00ff80ff40a0c0ffc040a0ffff00f0ff

//!TEXTURE NOBODY
//!SIZE 2 2
//!FORMAT rg16
//!FILTER NEAREST
0000000100020003000400050006ffff

//!HOOK OUTPUT
//!BIND HOOKED
//!BIND CURVE
//!DESC its texels over the picture
vec4 hook() {
    return vec4(0.7 * HOOKED_tex(HOOKED_pos).rgb + 0.3 * texelFetch(CURVE, ivec2(gl_FragCoord.x / 8.0) & 3, 0).rgb, 1.0);
}
