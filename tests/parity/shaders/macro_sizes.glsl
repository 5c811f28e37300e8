NAME_size, NAME_pt, NAME_pos, NAME_rot and NAME_off, of HOOKED and of a texture of another size.

//!HOOK SCALED
//!BIND HOOKED
//!SAVE SMALL
//!WIDTH HOOKED.w 3 /
//!HEIGHT HOOKED.h 5 /
//!DESC small
vec4 hook() { return HOOKED_tex(HOOKED_pos); }

//!HOOK SCALED
//!BIND HOOKED
//!BIND SMALL
//!DESC columns of numbers
vec4 hook() {
    int column = int(gl_FragCoord.x * 6.0 / HOOKED_size.x);
    vec2 number = column == 0 ? HOOKED_size / 512.0
                  : column == 1 ? SMALL_size / 64.0
                  : column == 2 ? HOOKED_pt * 100.0
                  : column == 3 ? SMALL_pt * 10.0
                  : column == 4 ? SMALL_pos
                                : HOOKED_rot * vec2(0.3, 0.6) + SMALL_off;
    vec4 moved = SMALL_texOff(vec2(1.0, 0.0));
    return vec4(number, moved.g, 1.0);
}
