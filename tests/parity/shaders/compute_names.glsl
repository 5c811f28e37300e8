What GLSL gives a compute pass, and reductions: every group sums its block, one thread writes.

//!HOOK MAIN
//!BIND HOOKED
//!SAVE MEANS
//!COMPUTE 1 1 8 8
//!WIDTH HOOKED.w 8 /
//!HEIGHT HOOKED.h 8 /
//!DESC mean of 8x8 texels
shared vec3 part[64];
void hook() {
    uint i = gl_LocalInvocationIndex;
    part[i] = texelFetch(HOOKED_raw, ivec2(gl_WorkGroupID.xy * 8u + gl_LocalInvocationID.xy), 0).rgb;
    for (uint step = 32u; step > 0u; step /= 2u) {
        barrier();
        if (i < step) {
            part[i] += part[i + step];
        }
    }
    if (i == 0u) {
        float across = float(gl_WorkGroupID.x) / float(gl_NumWorkGroups.x);
        imageStore(out_image, ivec2(gl_WorkGroupID.xy), vec4(part[0].rg / 64.0, across, 1.0));
    }
}

//!HOOK MAIN
//!BIND HOOKED
//!BIND MEANS
//!DESC half and half
vec4 hook() { return vec4(0.5 * HOOKED_tex(HOOKED_pos).rgb + 0.5 * MEANS_tex(MEANS_pos).rgb, 1.0); }
