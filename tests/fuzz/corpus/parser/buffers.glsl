//!BUFFER state
//!VAR uint bins[16]
//!VAR vec3 mean
//!VAR mat2x3 turn
//!STORAGE

//!BUFFER fixed
//!VAR vec2 weights[2]
0000803f 00000040 00000000 00000000
00000000 00000000 00000000 00000000

//!HOOK OUTPUT
//!BIND state
//!BIND fixed
//!BIND HOOKED
//!COMPUTE 8 8 16 4
shared uint most;
void hook() {
    atomicAdd(bins[0], 1u);
    imageStore(out_image, ivec2(gl_GlobalInvocationID.xy), linearize(HOOKED_tex(HOOKED_pos)));
}
