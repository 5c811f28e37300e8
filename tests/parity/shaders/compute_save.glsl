A compute pass may save; fragment passes read what it wrote, and another compute pass reads theirs.

//!HOOK LUMA
//!BIND HOOKED
//!SAVE ROWS
//!COMPUTE 8 8
//!COMPONENTS 1
//!WIDTH HOOKED.w 2 /
//!DESC half as wide
void hook() {
    ivec2 at = ivec2(gl_GlobalInvocationID.xy);
    float left = HOOKED_tex((vec2(at * ivec2(2, 1)) + vec2(0.5, 0.5)) * HOOKED_pt).r;
    float right = HOOKED_tex((vec2(at * ivec2(2, 1)) + vec2(1.5, 0.5)) * HOOKED_pt).r;
    imageStore(out_image, at, vec4(left - 0.5 * right));
}

//!HOOK MAIN
//!BIND HOOKED
//!BIND ROWS
//!DESC fragment
vec4 hook() { return vec4(HOOKED_tex(HOOKED_pos).rg, 2.0 * ROWS_tex(ROWS_pos).r, 1.0); }

//!HOOK OUTPUT
//!BIND HOOKED
//!BIND ROWS
//!COMPUTE 16 16
//!DESC compute at OUTPUT, positions of both textures
void hook() {
    vec3 colour = HOOKED_texOff(vec2(1.0, 1.0)).rgb + vec3(ROWS_tex(ROWS_pos).r, 0.0, 0.0);
    imageStore(out_image, ivec2(gl_GlobalInvocationID), vec4(colour, 1.0));
}
