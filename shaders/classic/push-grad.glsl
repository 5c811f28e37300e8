// Push-grad: narrows the blur ramp of edges. A pixel on a ramp takes the colour of its flatter side, so flat regions
// grow into the ramp. A mean of existing pixels cannot overshoot.
//
// Source: Anime4K 0.9 (bloc97, MIT), "PushGrad"; at 0.7 its "PushGrad_Weak". Written anew from the algorithm.
// Needs:  GRAD_GUIDE, from Gradient.
// Maths:  Eight directions, tried in the order up, down, up-right, down-left, right, left, down-right, up-left; the
//         first that hits decides. It hits where the steepest of its three flat pixels L is flatter (larger guide) than
//         every pixel of the steep side:
//             straight: min(L) > max(D, centre)         diagonal: min(L) > max(D), the centre is one of D
//         A hit yields (1 - s) centre + s mean(L). Without a hit the pixel stays.
// Cost:   18 fetches.
// Parameter: grad_strength s, 0..1, the share of the flat side: 1 replaces the pixel, 0 changes nothing. Displays up to
//         1080 lines look better with 0.7.

//!PARAM grad_strength
//!DESC Push-grad: strength
//!TYPE float
//!MINIMUM 0.0
//!MAXIMUM 1.0
1.0

//!HOOK OUTPUT
//!BIND HOOKED
//!BIND GRAD_GUIDE
//!DESC Push-grad: sharper edges

// Colour in rgb, guide in a. Exact texels: a filtered lookup is off by a rounding error, and strict comparisons turn
// that into another direction.
vec4 pixel(ivec2 p) {
    p = clamp(p, ivec2(0), ivec2(HOOKED_size) - 1);
    return vec4(HOOKED_mul * texelFetch(HOOKED_raw, p, 0).rgb, GRAD_GUIDE_mul * texelFetch(GRAD_GUIDE_raw, p, 0).x);
}

float lowest_of(vec4 a, vec4 b, vec4 c) {
    return min(a.a, min(b.a, c.a));
}

float highest_of(vec4 a, vec4 b, vec4 c) {
    return max(a.a, max(b.a, c.a));
}

// Straight directions: flat side l, steep side d, centre c.
bool hits(vec4 c, vec4 l0, vec4 l1, vec4 l2, vec4 d0, vec4 d1, vec4 d2) {
    return lowest_of(l0, l1, l2) > max(c.a, highest_of(d0, d1, d2));
}

// Diagonal directions: the centre is among the steep pixels.
bool hits(vec4 l0, vec4 l1, vec4 l2, vec4 d0, vec4 d1, vec4 d2) {
    return lowest_of(l0, l1, l2) > highest_of(d0, d1, d2);
}

// The centre moved towards the flat side.
vec4 moved(vec4 c, vec4 l0, vec4 l1, vec4 l2) {
    // The weight of one flat pixel is a number of its own, so that a constant strength rounds like a variable one.
    float third = grad_strength * (1.0 / 3.0);
    return vec4(((1.0 - grad_strength) * c + third * (l0 + l1 + l2)).rgb, 1.0);
}

vec4 hook() {
    ivec2 p = ivec2(HOOKED_pos * HOOKED_size);
    vec4 tl = pixel(p + ivec2(-1, -1)), t = pixel(p + ivec2(0, -1)), tr = pixel(p + ivec2(1, -1));
    vec4 l = pixel(p + ivec2(-1, 0)), c = pixel(p), r = pixel(p + ivec2(1, 0));
    vec4 bl = pixel(p + ivec2(-1, 1)), b = pixel(p + ivec2(0, 1)), br = pixel(p + ivec2(1, 1));

    if (hits(c, tl, t, tr, bl, b, br)) { // up
        return moved(c, tl, t, tr);
    }
    if (hits(c, bl, b, br, tl, t, tr)) { // down
        return moved(c, bl, b, br);
    }
    if (hits(t, tr, r, c, l, b)) { // up and right
        return moved(c, t, tr, r);
    }
    if (hits(l, bl, b, c, t, r)) { // down and left
        return moved(c, l, bl, b);
    }
    if (hits(c, tr, r, br, tl, l, bl)) { // right
        return moved(c, tr, r, br);
    }
    if (hits(c, tl, l, bl, tr, r, br)) { // left
        return moved(c, tl, l, bl);
    }
    if (hits(r, br, b, c, t, l)) { // down and right
        return moved(c, r, br, b);
    }
    if (hits(tl, t, l, c, r, b)) { // up and left
        return moved(c, tl, t, l);
    }
    return vec4(c.rgb, 1.0);
}
