Sixteen names in one pass: as many as a pass may bind. Each saved picture is moved another way; one name is a table, as
libmpv's fragment passes on OpenGL cannot carry more than fifteen pictures.

//!TEXTURE TINT
//!SIZE 2 1
//!FORMAT rgba8
//!FILTER NEAREST
4000000000004000

//!HOOK MAIN
//!BIND HOOKED
//!SAVE PART0
//!DESC part0
vec4 hook() { return vec4(HOOKED_texOff(vec2(-5.0, -4.0)).rgb, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!SAVE PART1
//!DESC part1
vec4 hook() { return vec4(HOOKED_texOff(vec2(2.0, 1.0)).rgb, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!SAVE PART2
//!DESC part2
vec4 hook() { return vec4(HOOKED_texOff(vec2(-2.0, -3.0)).rgb, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!SAVE PART3
//!DESC part3
vec4 hook() { return vec4(HOOKED_texOff(vec2(5.0, 2.0)).rgb, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!SAVE PART4
//!DESC part4
vec4 hook() { return vec4(HOOKED_texOff(vec2(1.0, -2.0)).rgb, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!SAVE PART5
//!DESC part5
vec4 hook() { return vec4(HOOKED_texOff(vec2(-3.0, 3.0)).rgb, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!SAVE PART6
//!DESC part6
vec4 hook() { return vec4(HOOKED_texOff(vec2(4.0, -1.0)).rgb, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!SAVE PART7
//!DESC part7
vec4 hook() { return vec4(HOOKED_texOff(vec2(0.0, 4.0)).rgb, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!SAVE PART8
//!DESC part8
vec4 hook() { return vec4(HOOKED_texOff(vec2(-4.0, 0.0)).rgb, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!SAVE PART9
//!DESC part9
vec4 hook() { return vec4(HOOKED_texOff(vec2(3.0, -4.0)).rgb, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!SAVE PART10
//!DESC part10
vec4 hook() { return vec4(HOOKED_texOff(vec2(-1.0, 1.0)).rgb, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!SAVE PART11
//!DESC part11
vec4 hook() { return vec4(HOOKED_texOff(vec2(-5.0, -3.0)).rgb, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!SAVE PART12
//!DESC part12
vec4 hook() { return vec4(HOOKED_texOff(vec2(2.0, 2.0)).rgb, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!SAVE PART13
//!DESC part13
vec4 hook() { return vec4(HOOKED_texOff(vec2(-2.0, -2.0)).rgb, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!BIND PART0
//!BIND PART1
//!BIND PART2
//!BIND PART3
//!BIND PART4
//!BIND PART5
//!BIND PART6
//!BIND PART7
//!BIND PART8
//!BIND PART9
//!BIND PART10
//!BIND PART11
//!BIND PART12
//!BIND PART13
//!BIND TINT
//!DESC together
vec4 hook() {
    vec3 sum = 0.25 * HOOKED_tex(HOOKED_pos).rgb;
    sum += 0.00625 * PART0_tex(PART0_pos).rgb;
    sum += 0.01250 * PART1_tex(PART1_pos).rgb;
    sum += 0.01875 * PART2_tex(PART2_pos).rgb;
    sum += 0.02500 * PART3_tex(PART3_pos).rgb;
    sum += 0.03125 * PART4_tex(PART4_pos).rgb;
    sum += 0.03750 * PART5_tex(PART5_pos).rgb;
    sum += 0.04375 * PART6_tex(PART6_pos).rgb;
    sum += 0.05000 * PART7_tex(PART7_pos).rgb;
    sum += 0.05625 * PART8_tex(PART8_pos).rgb;
    sum += 0.06250 * PART9_tex(PART9_pos).rgb;
    sum += 0.06875 * PART10_tex(PART10_pos).rgb;
    sum += 0.07500 * PART11_tex(PART11_pos).rgb;
    sum += 0.08125 * PART12_tex(PART12_pos).rgb;
    sum += 0.08750 * PART13_tex(PART13_pos).rgb;
    sum += texture(TINT, HOOKED_pos).rgb;
    return vec4(sum, 1.0);
}
