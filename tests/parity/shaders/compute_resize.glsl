A compute pass that doubles: blocks are of the texels it writes, while each thread reads one of HOOKED.

//!HOOK LUMA
//!BIND HOOKED
//!COMPUTE 32 16 16 8
//!WIDTH HOOKED.w 2 *
//!HEIGHT HOOKED.h 2 *
//!OFFSET -0.5 -0.5
//!DESC four texels of one
void hook() {
    ivec2 base = ivec2(gl_GlobalInvocationID.xy);
    vec2 position = (vec2(base) + 0.5) * HOOKED_pt;
    for (int i = 0; i < 4; ++i) {
        ivec2 at = ivec2(i % 2, i / 2);
        float luma = 0.75 * HOOKED_tex(position).r + 0.25 * HOOKED_tex(position + (vec2(at) - 0.5) * HOOKED_pt).r;
        imageStore(out_image, base * 2 + at, vec4(luma, 0.0, 0.0, 1.0));
    }
}
