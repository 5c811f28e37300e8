Stages can be bound by name later on, even where no pass hooks them: binding makes them exist. A stage's own name
means the newest picture of that stage.

//!HOOK POSTKERNEL
//!BIND HOOKED
//!BIND PREKERNEL
//!BIND NATIVE
//!DESC what the scaler was given beside what it made
vec4 hook() {
    return vec4(HOOKED_tex(HOOKED_pos).r, PREKERNEL_tex(PREKERNEL_pos).g, NATIVE_tex(NATIVE_pos).r, 1.0);
}

//!HOOK MAIN
//!BIND MAIN
//!DESC first
vec4 hook() { return vec4(1.0 - MAIN_texOff(vec2(2.0, 0.0)).rgb, 1.0); }

//!HOOK MAIN
//!BIND MAIN
//!DESC second, on what the first made
vec4 hook() { return vec4(0.5 * MAIN_tex(MAIN_pos).rgb + vec3(0.0, 0.1, 0.3), 1.0); }
