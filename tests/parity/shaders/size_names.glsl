Whose size an expression may ask for: HOOKED, the planes, earlier stages, OUTPUT before it exists, NATIVE_CROPPED as
enlarged so far, and saved textures.

//!HOOK MAIN
//!BIND HOOKED
//!WIDTH HOOKED.w 2 *
//!HEIGHT HOOKED.h 2 *
//!DESC doubled
vec4 hook() { return HOOKED_tex(HOOKED_pos); }

//!HOOK MAIN
//!SAVE A
//!WIDTH LUMA.w CHROMA.w +
//!HEIGHT NATIVE_CROPPED.h
//!DESC planes and the enlarged source
vec4 hook() { return vec4(0.0); }

//!HOOK MAIN
//!SAVE B
//!WIDTH A.w 10 +
//!HEIGHT OUTPUT.h
//!DESC a saved texture and the output
vec4 hook() { return vec4(0.0); }

//!HOOK MAIN
//!SAVE C
//!WIDTH MAIN.w 3 /
//!HEIGHT HOOKED.h NATIVE_CROPPED.w + 4 /
//!DESC the stage by its own name
vec4 hook() { return vec4(0.0); }

//!HOOK MAIN
//!BIND HOOKED
//!BIND A
//!BIND B
//!BIND C
//!DESC columns
vec4 hook() {
    int column = int(gl_FragCoord.x * 3.0 / HOOKED_size.x);
    vec2 size = column == 0 ? A_size : column == 1 ? B_size : C_size;
    return vec4(size / 256.0, HOOKED_tex(HOOKED_pos).b, 1.0);
}
