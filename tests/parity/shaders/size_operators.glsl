Every operator of a size expression, in both orders of operands: the widths and heights of textures, shown as the
brightness of one column each. Comparisons give 1 or 0; only the first character of an operator counts.

//!HOOK MAIN
//!SAVE ADD
//!WIDTH HOOKED.w 20 +
//!HEIGHT HOOKED.h 3 2 + +
//!COMPONENTS 1
//!DESC add
vec4 hook() { return vec4(0.5, 0.0, 0.0, 1.0); }

//!HOOK MAIN
//!SAVE SUBTRACT
//!WIDTH HOOKED.w 20 -
//!HEIGHT HOOKED.height 7 -
//!COMPONENTS 1
//!DESC subtract
vec4 hook() { return vec4(0.5, 0.0, 0.0, 1.0); }

//!HOOK MAIN
//!SAVE MULTIPLY
//!WIDTH HOOKED.w 2 *
//!HEIGHT 2 HOOKED.h *
//!COMPONENTS 1
//!DESC multiply
vec4 hook() { return vec4(0.5, 0.0, 0.0, 1.0); }

//!HOOK MAIN
//!SAVE DIVIDE
//!WIDTH HOOKED.width 3 /
//!HEIGHT HOOKED.h 0.5 /
//!COMPONENTS 1
//!DESC divide
vec4 hook() { return vec4(0.5, 0.0, 0.0, 1.0); }

//!HOOK MAIN
//!SAVE MODULO
//!WIDTH HOOKED.w 23 %
//!HEIGHT HOOKED.h 8.5 % 20 +
//!COMPONENTS 1
//!DESC modulo
vec4 hook() { return vec4(0.5, 0.0, 0.0, 1.0); }

//!HOOK MAIN
//!SAVE NOT
//!WIDTH HOOKED.w ! 11 +
//!HEIGHT HOOKED.h 0 * ! 90 * 5 +
//!COMPONENTS 1
//!DESC not
vec4 hook() { return vec4(0.5, 0.0, 0.0, 1.0); }

//!HOOK MAIN
//!SAVE EQUAL
//!WIDTH HOOKED.w HOOKED.w = 60 * 6 +
//!HEIGHT HOOKED.w 0 = 60 * 6 +
//!COMPONENTS 1
//!DESC equal
vec4 hook() { return vec4(0.5, 0.0, 0.0, 1.0); }

//!HOOK MAIN
//!SAVE EQUAL_TWICE
//!WIDTH HOOKED.w HOOKED.w == 70 * 4 +
//!HEIGHT HOOKED.w 1 == 70 * 4 +
//!COMPONENTS 1
//!DESC equal_twice
vec4 hook() { return vec4(0.5, 0.0, 0.0, 1.0); }

//!HOOK MAIN
//!SAVE GREATER
//!WIDTH HOOKED.w 20 > 80 * 9 +
//!HEIGHT 20 HOOKED.w > 80 * 9 +
//!COMPONENTS 1
//!DESC greater
vec4 hook() { return vec4(0.5, 0.0, 0.0, 1.0); }

//!HOOK MAIN
//!SAVE LESS
//!WIDTH HOOKED.w 20 < 80 * 9 +
//!HEIGHT 20 HOOKED.w < 80 * 9 +
//!COMPONENTS 1
//!DESC less
vec4 hook() { return vec4(0.5, 0.0, 0.0, 1.0); }

//!HOOK MAIN
//!SAVE FRACTION
//!WIDTH HOOKED.w 1.37 *
//!HEIGHT HOOKED.h 0.61 *
//!COMPONENTS 1
//!DESC fraction
vec4 hook() { return vec4(0.5, 0.0, 0.0, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!BIND ADD
//!BIND SUBTRACT
//!BIND MULTIPLY
//!BIND DIVIDE
//!BIND MODULO
//!BIND NOT
//!BIND EQUAL
//!BIND EQUAL_TWICE
//!BIND GREATER
//!BIND LESS
//!BIND FRACTION
//!DESC columns
vec4 hook() {
    int column = int(gl_FragCoord.x * 11.0 / HOOKED_size.x);
    vec2 size = column == 0 ? ADD_size
              : column == 1 ? SUBTRACT_size
              : column == 2 ? MULTIPLY_size
              : column == 3 ? DIVIDE_size
              : column == 4 ? MODULO_size
              : column == 5 ? NOT_size
              : column == 6 ? EQUAL_size
              : column == 7 ? EQUAL_TWICE_size
              : column == 8 ? GREATER_size
              : column == 9 ? LESS_size
              : FRACTION_size;
    float read = ADD_tex(ADD_pos).r + SUBTRACT_tex(SUBTRACT_pos).r + MULTIPLY_tex(MULTIPLY_pos).r + DIVIDE_tex(DIVIDE_pos).r + MODULO_tex(MODULO_pos).r + NOT_tex(NOT_pos).r + EQUAL_tex(EQUAL_pos).r + EQUAL_TWICE_tex(EQUAL_TWICE_pos).r + GREATER_tex(GREATER_pos).r + LESS_tex(LESS_pos).r + FRACTION_tex(FRACTION_pos).r;
    return vec4(size / 192.0, read / 11.0, 1.0);
}
