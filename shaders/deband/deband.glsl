// Deband: turns the steps of a coarsely quantised gradient back into a gradient, and leaves detail alone.
//
// Source: flash3kyuu_deband / neo_f3kdb sample mode 6 (the soft criterion); the detail mask is Zastin's debandmask.
//         Written anew from the formulas.
// Maths:  A pixel x is compared with its four neighbours in a cross at a random distance:
//             mean  = (up + down + left + right) / 4
//             soft(d, limit) = clamp(3 (1 - d / limit), 0, 1)
//             f = [ soft(|mean - x|, T) soft(max |ref - x|, T spread)
//                   soft(|up + down - 2 x|, T curve) soft(|left + right - 2 x|, T curve) ] ^ 0.1
//             x <- x + f allow (mean - x)
//         The distance is |round(u)| with u uniform in -R..R; R is the range, or the distance to the frame's edge where
//         that is less, so no sample lies outside. Two rounds: range R, then R / 3. The cross is sampled at exact
//         texels; filtered ones would invent steps of their own.
//         `allow` is 0 where the luma within two pixels (a 5x5 square without its corners) ranges over more than the
//         detail limit, 1 where it is flatter. The limit falls to 5/6 in shadows, as the eye sees less there.
//         Grain hides what is left. It is even noise, scaled by `allow`, that fades towards black and white.
// Random: an integer hash of the pixel's position; the same on every GPU, and still unless deband_dynamic is 1.
// Cost:   21 fetches per luma sample once, then per round 6 per luma and 6 per chroma sample.
// Units:  pixels of the plane; thresholds, limits and grain in codes of 8 bits, whatever the depth.
//         f3kdb's y = 64 is 1.00 code, cb = cr likewise; its y_1 / y is deband_spread, its y_2 / y deband_curve;
//         its grainy = 64 is 1.00 code. The detail limit of debandmask is 1.5 codes (1.25 in shadows).
//         The initial thresholds lie between the differences that 8-bit pictures have, whole codes for single samples and
//         quarters for their mean: at one of those, rounding would decide.

//!PARAM deband_range
//!DESC Deband: range, in pixels
//!TYPE float
//!MINIMUM 1.0
//!MAXIMUM 64.0
24.0

//!PARAM deband_luma
//!DESC Deband: luma threshold, in 8-bit codes
//!TYPE float
//!MINIMUM 0.0
//!MAXIMUM 8.0
1.2

//!PARAM deband_chroma
//!DESC Deband: chroma threshold, in 8-bit codes
//!TYPE float
//!MINIMUM 0.0
//!MAXIMUM 8.0
1.2

//!PARAM deband_spread
//!DESC Deband: limit of a single sample, in thresholds
//!TYPE float
//!MINIMUM 1.0
//!MAXIMUM 8.0
2.8

//!PARAM deband_curve
//!DESC Deband: limit of opposite samples, in thresholds
//!TYPE float
//!MINIMUM 1.0
//!MAXIMUM 8.0
1.6

//!PARAM deband_detail
//!DESC Deband: keep detail from, in 8-bit codes
//!TYPE float
//!MINIMUM 0.5
//!MAXIMUM 16.0
1.5

//!PARAM deband_grain
//!DESC Deband: grain on smooth areas, in 8-bit codes
//!TYPE float
//!MINIMUM 0.0
//!MAXIMUM 4.0
0.25

//!PARAM deband_dynamic
//!DESC Deband: new pattern in each frame
//!TYPE int
//!MINIMUM 0
//!MAXIMUM 1
0

//!HOOK LUMA
//!BIND HOOKED
//!SAVE DEBAND_ALLOW
//!COMPONENTS 1
//!DESC Deband: detail mask

const float CODE = 1.0 / 255.0;

float luma_at(ivec2 p) {
    return HOOKED_mul * texelFetch(HOOKED_raw, clamp(p, ivec2(0), ivec2(HOOKED_size) - 1), 0).x;
}

vec4 hook() {
    ivec2 p = ivec2(HOOKED_pos * HOOKED_size);
    float centre = luma_at(p);
    float lowest = centre;
    float highest = centre;
    for (int y = -2; y <= 2; y++) {
        for (int x = -2; x <= 2; x++) {
            if (abs(x) + abs(y) < 4) {
                float neighbour = luma_at(p + ivec2(x, y));
                lowest = min(lowest, neighbour);
                highest = max(highest, neighbour);
            }
        }
    }
    // 5/6 of the limit up to code 24, all of it from code 48 on; then half a code from "smooth" to "detail".
    float light = clamp((centre / CODE - 24.0) / 24.0, 0.0, 1.0);
    float limit = deband_detail * (5.0 + light) / 6.0;
    float allow = 1.0 - clamp(((highest - lowest) / CODE - limit) / 0.5, 0.0, 1.0);
    return vec4(allow, 0.0, 0.0, 1.0);
}

//!HOOK LUMA
//!HOOK CHROMA
//!BIND HOOKED
//!BIND DEBAND_ALLOW
//!DESC Deband: wide round

const float CODE = 1.0 / 255.0;

// Three random numbers in 0..1 from a pixel and a round: Jarzynski and Olano's PCG3D.
vec3 random_at(ivec2 p, uint turn) {
    uvec3 v = uvec3(uvec2(p), turn + (deband_dynamic != 0 ? 16u * uint(frame) : 0u));
    v = v * 1664525u + 1013904223u;
    v.x += v.y * v.z;
    v.y += v.z * v.x;
    v.z += v.x * v.y;
    v ^= v >> 16u;
    v.x += v.y * v.z;
    v.y += v.z * v.x;
    v.z += v.x * v.y;
    return vec3(v >> 8u) * (1.0 / 16777216.0);
}

vec2 plane_at(ivec2 p) {
    return HOOKED_mul * texelFetch(HOOKED_raw, p, 0).xy;
}

vec2 soft(vec2 difference, float limit) {
    return clamp(3.0 * (1.0 - abs(difference) / max(limit, 1e-6)), 0.0, 1.0);
}

vec4 hook() {
#ifdef CHROMA_raw
    float threshold = deband_chroma * CODE;
    uint turn = 2u;
#else
    float threshold = deband_luma * CODE;
    uint turn = 0u;
#endif
    ivec2 p = ivec2(HOOKED_pos * HOOKED_size);
    ivec2 to_edge = min(p, ivec2(HOOKED_size) - 1 - p);
    float reach = min(deband_range, float(min(to_edge.x, to_edge.y)));
    int d = int(floor(random_at(p, turn).x * reach + 0.5));

    vec2 x = plane_at(p);
    vec2 up = plane_at(p - ivec2(0, d));
    vec2 down = plane_at(p + ivec2(0, d));
    vec2 left = plane_at(p - ivec2(d, 0));
    vec2 right = plane_at(p + ivec2(d, 0));

    vec2 mean = (up + down + left + right) * 0.25;
    vec2 farthest = max(max(abs(up - x), abs(down - x)), max(abs(left - x), abs(right - x)));
    vec2 f = soft(mean - x, threshold) * soft(farthest, threshold * deband_spread) *
             soft(up + down - 2.0 * x, threshold * deband_curve) *
             soft(left + right - 2.0 * x, threshold * deband_curve);
    f = pow(f, vec2(0.1)) * vec2(greaterThan(f, vec2(0.0))); // a driver's pow(0, 0.1) is small, but not always 0
    float allow = DEBAND_ALLOW_tex(DEBAND_ALLOW_pos).x;
    return vec4(x + f * allow * (mean - x), 0.0, 1.0);
}

//!HOOK LUMA
//!HOOK CHROMA
//!BIND HOOKED
//!BIND DEBAND_ALLOW
//!DESC Deband: smooth gradients

const float CODE = 1.0 / 255.0;

// Three random numbers in 0..1 from a pixel and a round: Jarzynski and Olano's PCG3D.
vec3 random_at(ivec2 p, uint turn) {
    uvec3 v = uvec3(uvec2(p), turn + (deband_dynamic != 0 ? 16u * uint(frame) : 0u));
    v = v * 1664525u + 1013904223u;
    v.x += v.y * v.z;
    v.y += v.z * v.x;
    v.z += v.x * v.y;
    v ^= v >> 16u;
    v.x += v.y * v.z;
    v.y += v.z * v.x;
    v.z += v.x * v.y;
    return vec3(v >> 8u) * (1.0 / 16777216.0);
}

vec2 plane_at(ivec2 p) {
    return HOOKED_mul * texelFetch(HOOKED_raw, p, 0).xy;
}

vec2 soft(vec2 difference, float limit) {
    return clamp(3.0 * (1.0 - abs(difference) / max(limit, 1e-6)), 0.0, 1.0);
}

// Full between an eighth and seven eighths of the way from black (code 16) to white (code 235), none at either end.
float grain_at(float luma) {
    float light = (luma / CODE - 16.0) / 219.0;
    return deband_grain * CODE * clamp(8.0 * min(light, 1.0 - light), 0.0, 1.0);
}

vec4 hook() {
#ifdef CHROMA_raw
    float threshold = deband_chroma * CODE;
    uint turn = 3u;
#else
    float threshold = deband_luma * CODE;
    uint turn = 1u;
#endif
    ivec2 p = ivec2(HOOKED_pos * HOOKED_size);
    ivec2 to_edge = min(p, ivec2(HOOKED_size) - 1 - p);
    float reach = min(deband_range / 3.0, float(min(to_edge.x, to_edge.y)));
    vec3 random_numbers = random_at(p, turn);
    int d = int(floor(random_numbers.x * reach + 0.5));

    vec2 x = plane_at(p);
    vec2 up = plane_at(p - ivec2(0, d));
    vec2 down = plane_at(p + ivec2(0, d));
    vec2 left = plane_at(p - ivec2(d, 0));
    vec2 right = plane_at(p + ivec2(d, 0));

    vec2 mean = (up + down + left + right) * 0.25;
    vec2 farthest = max(max(abs(up - x), abs(down - x)), max(abs(left - x), abs(right - x)));
    vec2 f = soft(mean - x, threshold) * soft(farthest, threshold * deband_spread) *
             soft(up + down - 2.0 * x, threshold * deband_curve) *
             soft(left + right - 2.0 * x, threshold * deband_curve);
    f = pow(f, vec2(0.1)) * vec2(greaterThan(f, vec2(0.0))); // a driver's pow(0, 0.1) is small, but not always 0
    float allow = DEBAND_ALLOW_tex(DEBAND_ALLOW_pos).x;
    vec2 smoothed = x + f * allow * (mean - x);
#ifndef CHROMA_raw
    smoothed += allow * grain_at(smoothed.x) * (2.0 * random_numbers.y - 1.0);
#endif
    return vec4(smoothed, 0.0, 1.0);
}
