input_size is the source as enlarged so far, target_size the picture on the display, tex_offset the shift of the
source in it: each before and after passes that resize and shift.

//!HOOK MAIN
//!BIND HOOKED
//!SAVE BEFORE
//!DESC the numbers at first
vec4 hook() { return vec4(input_size / 256.0, tex_offset.x + 0.25 * tex_offset.y, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!WIDTH HOOKED.w 2 *
//!HEIGHT HOOKED.h 3 *
//!OFFSET 0.5 -0.25
//!DESC larger and moved
vec4 hook() { return HOOKED_tex(HOOKED_pos - vec2(0.25, -0.25 / 3.0) * HOOKED_pt); }

//!HOOK MAIN
//!BIND HOOKED
//!SAVE AFTER
//!DESC the numbers behind it
vec4 hook() { return vec4(input_size / 256.0, tex_offset.x + 0.25 * tex_offset.y, 1.0); }

//!HOOK OUTPUT
//!BIND HOOKED
//!BIND BEFORE
//!BIND AFTER
//!DESC columns
vec4 hook() {
    int column = int(gl_FragCoord.x * 4.0 / HOOKED_size.x);
    vec3 shown = column == 0 ? BEFORE_tex(BEFORE_pos).rgb
                 : column == 1 ? AFTER_tex(AFTER_pos).rgb
                 : column == 2 ? vec3(target_size / 256.0, tex_offset.x + 0.25 * tex_offset.y)
                               : vec3(input_size / 512.0, 0.5);
    return vec4(shown, 1.0);
}
