COMPUTE with two numbers: a block of so many texels, one thread each. The picture's edges need not meet the blocks'.

//!HOOK MAIN
//!BIND HOOKED
//!COMPUTE 20 12
//!DESC mirror within each block, through shared memory
shared vec3 block[12][20];
void hook() {
    ivec2 here = ivec2(gl_LocalInvocationID.xy);
    block[here.y][here.x] = HOOKED_tex(HOOKED_pos).rgb;
    barrier();
    vec3 other = block[11 - here.y][19 - here.x];
    imageStore(out_image, ivec2(gl_GlobalInvocationID.xy), vec4(0.6 * block[here.y][here.x] + 0.4 * other, 1.0));
}
