// Push: makes dark lines thinner by pulling each pixel towards the lightest of its sides. It only ever lightens.
//
// Source: Anime4K 0.9 (bloc97, MIT), "Push"; written anew from the algorithm.
// Needs:  LUMA_GUIDE, from Luma.
// Maths:  Eight directions are tried in four pairs; the second of a pair only where the first does not hit. A direction
//         hits where the darkest of its three light pixels L is lighter than every pixel of the dark side:
//             straight: min(L) > max(D, centre)         diagonal: min(L) > max(D), the centre is one of D
//         A hit yields (1 - s) centre + s mean(L), and the guide moves by the same blend. The lightest of the
//         candidates replaces the centre, if it is lighter than it.
// Cost:   18 fetches.
// Parameter: push_strength s, 0..1, the share of the light side; 0 changes nothing.

//!PARAM push_strength
//!DESC Push: strength
//!TYPE float
//!MINIMUM 0.0
//!MAXIMUM 1.0
0.3

//!HOOK OUTPUT
//!BIND HOOKED
//!BIND LUMA_GUIDE
//!DESC Push: thinner dark lines

// Colour in rgb, guide in a. Exact texels: a filtered lookup is off by a rounding error, and strict comparisons turn
// that into another direction.
vec4 pixel(ivec2 p) {
    p = clamp(p, ivec2(0), ivec2(HOOKED_size) - 1);
    return vec4(HOOKED_mul * texelFetch(HOOKED_raw, p, 0).rgb, LUMA_GUIDE_mul * texelFetch(LUMA_GUIDE_raw, p, 0).x);
}

float lowest_of(vec4 a, vec4 b, vec4 c) {
    return min(a.a, min(b.a, c.a));
}

float highest_of(vec4 a, vec4 b, vec4 c) {
    return max(a.a, max(b.a, c.a));
}

// Straight directions: light side l, dark side d, centre c.
bool hits(vec4 c, vec4 l0, vec4 l1, vec4 l2, vec4 d0, vec4 d1, vec4 d2) {
    return lowest_of(l0, l1, l2) > max(c.a, highest_of(d0, d1, d2));
}

// Diagonal directions: the centre is among the dark pixels.
bool hits(vec4 l0, vec4 l1, vec4 l2, vec4 d0, vec4 d1, vec4 d2) {
    return lowest_of(l0, l1, l2) > highest_of(d0, d1, d2);
}

// The lighter of `best` and the centre moved towards the light side.
vec4 lightest(vec4 best, vec4 c, vec4 l0, vec4 l1, vec4 l2) {
    // The weight of one light pixel is a number of its own, so that a constant strength rounds like a variable one.
    float third = push_strength * (1.0 / 3.0);
    vec4 moved = (1.0 - push_strength) * c + third * (l0 + l1 + l2);
    return moved.a > best.a ? moved : best;
}

vec4 hook() {
    ivec2 p = ivec2(HOOKED_pos * HOOKED_size);
    vec4 tl = pixel(p + ivec2(-1, -1)), t = pixel(p + ivec2(0, -1)), tr = pixel(p + ivec2(1, -1));
    vec4 l = pixel(p + ivec2(-1, 0)), c = pixel(p), r = pixel(p + ivec2(1, 0));
    vec4 bl = pixel(p + ivec2(-1, 1)), b = pixel(p + ivec2(0, 1)), br = pixel(p + ivec2(1, 1));

    vec4 best = c;
    if (hits(c, tl, t, tr, bl, b, br)) {          // up
        best = lightest(best, c, tl, t, tr);
    } else if (hits(c, bl, b, br, tl, t, tr)) {   // down
        best = lightest(best, c, bl, b, br);
    }
    if (hits(t, tr, r, c, l, b)) {                // up and right
        best = lightest(best, c, t, tr, r);
    } else if (hits(l, bl, b, c, t, r)) {         // down and left
        best = lightest(best, c, l, bl, b);
    }
    if (hits(c, tr, r, br, tl, l, bl)) {          // right
        best = lightest(best, c, tr, r, br);
    } else if (hits(c, tl, l, bl, tr, r, br)) {   // left
        best = lightest(best, c, tl, l, bl);
    }
    if (hits(r, br, b, c, t, l)) {                // down and right
        best = lightest(best, c, r, br, b);
    } else if (hits(tl, t, l, c, r, b)) {         // up and left
        best = lightest(best, c, tl, t, l);
    }
    return vec4(best.rgb, 1.0);
}
