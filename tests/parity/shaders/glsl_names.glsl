Each pass is a program of its own: functions, macros, structures and constants of one name may differ between passes.
A macro without parameters may stand for anything, hook's own body included.

//!HOOK MAIN
//!BIND HOOKED
//!DESC first
#define STRENGTH 0.3
#define get(x, y) HOOKED_texOff(vec2(x, y)).rgb
const vec3 weights = vec3(0.2, 0.7, 0.1);
struct Part { vec3 colour; float weight; };
float grey(vec3 colour) { return dot(colour, weights); }
vec4 hook() {
    Part part = Part(get(1.0, 0.0), STRENGTH);
    return vec4(mix(get(0.0, 0.0), vec3(grey(part.colour)), part.weight), 1.0);
}

//!HOOK MAIN
//!BIND HOOKED
//!DESC second
#define STRENGTH 0.6
#define get (HOOKED_tex(HOOKED_pos).rgb)
#define BODY vec3 colour = get; colour *= STRENGTH + 0.3; return vec4(colour + grey(colour) * weights, 1.0);
const vec3 weights = vec3(0.5, 0.1, 0.4);
float grey(vec3 colour);
vec4 hook() { BODY }
float grey(vec3 colour) { return colour.g * 0.4; }
