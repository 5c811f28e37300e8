A 1-D table: one number in SIZE, a sampler1D.

//!TEXTURE LINE
//!SIZE 8
//!FORMAT r32f
//!FILTER LINEAR
//!BORDER REPEAT
cdcccc3dcdcccc3ecdcc4c3e0000003fcdcc4c3f9a99193f6666663f0000003f

//!HOOK OUTPUT
//!BIND HOOKED
//!BIND LINE
//!DESC by luma and by place
vec4 hook() {
    vec3 colour = HOOKED_tex(HOOKED_pos).rgb;
    return vec4(texture(LINE, colour.g).r, texture(LINE, HOOKED_pos.x * 2.0 - 0.5).r,
                texelFetch(LINE, int(gl_FragCoord.y) & 7, 0).r, 1.0);
}
