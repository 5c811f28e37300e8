COMPUTE with four numbers: the block is larger than its threads, so each writes several texels, and HOOKED_map finds
the place of each. The block's border is read into shared memory once.

//!HOOK MAIN
//!BIND HOOKED
//!COMPUTE 32 24 16 8
//!DESC box blur of a block with its border
shared vec3 tile[26][34];
void hook() {
    ivec2 origin = ivec2(gl_WorkGroupID.xy) * ivec2(32, 24);
    for (int y = int(gl_LocalInvocationID.y); y < 26; y += int(gl_WorkGroupSize.y)) {
        for (int x = int(gl_LocalInvocationID.x); x < 34; x += int(gl_WorkGroupSize.x)) {
            tile[y][x] = HOOKED_tex(HOOKED_map(origin + ivec2(x - 1, y - 1))).rgb;
        }
    }
    barrier();
    for (int y = int(gl_LocalInvocationID.y); y < 24; y += int(gl_WorkGroupSize.y)) {
        for (int x = int(gl_LocalInvocationID.x); x < 32; x += int(gl_WorkGroupSize.x)) {
            vec3 sum = vec3(0.0);
            for (int i = 0; i < 9; ++i) {
                sum += tile[y + i / 3][x + i % 3];
            }
            imageStore(out_image, origin + ivec2(x, y), vec4(sum / 9.0, 1.0));
        }
    }
}
