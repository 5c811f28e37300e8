// Gradient: the edge guide for Push-grad. Bright where the picture is flat, dark on edges. It does not change the
// picture.
//
// Source: Anime4K 0.9 (bloc97, MIT), "ComputeGradient"; written anew from the formula.
// Maths:  Y = (2 R + 3 G + B) / 6 of the picture as Push left it; Sobel without division, so a step of 0.25 in luma
//         already saturates:
//             gx = (tr + 2 r + br) - (tl + 2 l + bl)       gy = (bl + 2 b + br) - (tl + 2 t + tr)
//             guide = 1 - clamp(sqrt(gx gx + gy gy), 0, 1)
// Saves:  GRAD_GUIDE, one number per pixel of the output.
// Cost:   8 fetches.

//!HOOK OUTPUT
//!BIND HOOKED
//!SAVE GRAD_GUIDE
//!COMPONENTS 1
//!DESC Gradient: the guide for Push-grad

float luma_at(ivec2 p) {
    vec3 c = HOOKED_mul * texelFetch(HOOKED_raw, clamp(p, ivec2(0), ivec2(HOOKED_size) - 1), 0).rgb;
    return dot(c, vec3(2.0, 3.0, 1.0)) * (1.0 / 6.0);
}

vec4 hook() {
    ivec2 p = ivec2(HOOKED_pos * HOOKED_size);
    float tl = luma_at(p + ivec2(-1, -1)), t = luma_at(p + ivec2(0, -1)), tr = luma_at(p + ivec2(1, -1));
    float l = luma_at(p + ivec2(-1, 0)), r = luma_at(p + ivec2(1, 0));
    float bl = luma_at(p + ivec2(-1, 1)), b = luma_at(p + ivec2(0, 1)), br = luma_at(p + ivec2(1, 1));

    float gx = (tr + 2.0 * r + br) - (tl + 2.0 * l + bl);
    float gy = (bl + 2.0 * b + br) - (tl + 2.0 * t + tr);
    return vec4(1.0 - clamp(sqrt(gx * gx + gy * gy), 0.0, 1.0), 0.0, 0.0, 1.0);
}
