A stage resized by fractions whose results are whole numbers, and a texture that is rounded: half a texel goes up.

//!HOOK MAIN
//!BIND HOOKED
//!WIDTH HOOKED.w 1.25 *
//!HEIGHT HOOKED.h 0.75 *
//!DESC a quarter wider, a quarter lower
vec4 hook() { return HOOKED_texOff(vec2(1.0, 0.0)); }

//!HOOK MAIN
//!BIND HOOKED
//!SAVE ROUNDED
//!WIDTH HOOKED.w 0.3125 *
//!HEIGHT HOOKED.h 10.4 /
//!DESC 37.5 by 4.6 texels
vec4 hook() { return vec4(HOOKED_tex(HOOKED_pos).rg, 0.0, 1.0); }

//!HOOK SCALED
//!BIND HOOKED
//!BIND ROUNDED
//!DESC its size and its texels
vec4 hook() {
    vec2 size = ROUNDED_size / vec2(64.0, 8.0);
    return vec4(HOOKED_pos.x < 0.5 ? vec3(size, 0.0) : ROUNDED_tex(ROUNDED_pos).rgb, 1.0) * 0.5
           + 0.5 * HOOKED_tex(HOOKED_pos);
}
