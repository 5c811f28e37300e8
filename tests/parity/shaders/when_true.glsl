WHEN lets a pass run where its value is anything but 0: a comparison, a fraction below one half, a negative number.

//!HOOK MAIN
//!BIND HOOKED
//!WHEN OUTPUT.w LUMA.w / 1.2 > OUTPUT.h LUMA.h / 1.2 > *
//!DESC enlarged
vec4 hook() { return vec4(HOOKED_texOff(vec2(3.0, 0.0)).rgb, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!WHEN 0.25
//!DESC a quarter is true
vec4 hook() { return vec4(HOOKED_tex(HOOKED_pos).r, HOOKED_texOff(vec2(0.0, 3.0)).g, HOOKED_tex(HOOKED_pos).b, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!WHEN 1 HOOKED.w -
//!DESC a negative number is true
vec4 hook() { return vec4(HOOKED_tex(HOOKED_pos).rg, 1.0 - HOOKED_tex(HOOKED_pos).b, 1.0); }
