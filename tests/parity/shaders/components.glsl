COMPONENTS: what is kept of the colour; the rest is 0, and alpha 1.

//!HOOK MAIN
//!BIND HOOKED
//!SAVE ONE
//!COMPONENTS 1
//!DESC one
vec4 hook() { return vec4(0.1, 0.2, 0.3, 0.4) + HOOKED_tex(HOOKED_pos) * 0.2; }

//!HOOK MAIN
//!BIND HOOKED
//!SAVE TWO
//!COMPONENTS 2
//!DESC two
vec4 hook() { return vec4(0.2, 0.3, 0.4, 0.5) + HOOKED_tex(HOOKED_pos) * 0.2; }

//!HOOK MAIN
//!BIND HOOKED
//!SAVE THREE
//!COMPONENTS 3
//!DESC three
vec4 hook() { return vec4(0.3, 0.4, 0.5, 0.6) + HOOKED_tex(HOOKED_pos) * 0.2; }

//!HOOK MAIN
//!BIND HOOKED
//!SAVE FOUR
//!COMPONENTS 4
//!DESC four
vec4 hook() { return vec4(-0.4, 0.5, 1.6, 0.7) + HOOKED_tex(HOOKED_pos) * 0.2; }

//!HOOK MAIN
//!BIND HOOKED
//!BIND ONE
//!BIND TWO
//!BIND THREE
//!BIND FOUR
//!DESC four columns, two rows: the first channels, and alpha
vec4 hook() {
    int column = int(gl_FragCoord.x * 4.0 / HOOKED_size.x);
    vec4 one = ONE_tex(ONE_pos);
    vec4 two = TWO_tex(TWO_pos);
    vec4 three = THREE_tex(THREE_pos);
    vec4 four = FOUR_tex(FOUR_pos);
    vec4 shown = column == 0 ? one : column == 1 ? two : column == 2 ? three : four;
    return vec4(HOOKED_pos.y < 0.5 ? shown.rgb : shown.gba, 1.0);
}
