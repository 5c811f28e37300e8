// Krig: enlarges chroma to the size of luma and lets luma say where the colours' edges are.
//
// Source: KrigBilateral (Shiandow; for mpv by igv); ordinary kriging, the best unbiased linear estimate of a value from
//         noisy neighbours. Written anew from the formulas.
// Maths:  1. Luma under each chroma sample k: mean mu_k and variance v_k, weighted by
//                K(t) = 0.42659 + 0.49656 cos(pi t) + 0.076849 cos(2 pi t),  |t| < 1 chroma sample.
//         2. For a pixel with luma y at the offset o from the nearest chroma sample N, with that sample's eight
//            neighbours at p_i (s = noise, R = radius; sums over the 3x3 weigh 4 : 2 : 1):
//                local = var(mu) + s s      V = local + mean(v)
//                C_ij = (1 + (v_i + v_j) / V)^(-1/2) exp(-1/2 [(mu_i - mu_j)^2 / (local + v_i + v_j) + |p_i - p_j|^2 / R^2])
//                c_i  = (1 +  v_i        / V)^(-1/2) exp(-1/2 [(mu_i - y)^2    / (local + v_i)       + |p_i - o|^2 / R^2])
//            The weights must sum to 1, which removes N from the system:
//                M_ij = C_ij - C_iN - C_jN + C_NN      b_i = c_i - c_N - C_iN + C_NN      M lambda = b
//                chroma = chroma_N + sum lambda_i (chroma_i - chroma_N)
//            Where luma is flatter than the noise the exponents of luma vanish, and the weights are spatial only.
//         3. Weights may be negative, so the result is held within the 3x3 chroma samples, widened by the guard.
// Siting: where chroma samples sit against luma differs by format (left, centred, top-left). The first pass reads it from
//         what OFFSET ALIGN does to HOOKED_pos and hands it on in b and a, so that the luma of step 1 is taken where the
//         chroma sample really lies. Nothing needs to be set.
// Sizes:  4:2:0, 4:2:2, 4:4:0, 4:1:1, 4:1:0; odd sizes too, whose last chroma sample lies half outside.
// Cost:   per chroma sample 2 + about 9 to 16 fetches (4:2:0); per pixel 11 fetches, 45 exp, 45 roots and an 8x8 solve.
// Parameters: krig_noise s in codes of 8 bits: larger trusts luma less; krig_radius R in chroma samples: larger is
//         smoother; krig_guard: share of the local chroma range by which a result may exceed it.

//!PARAM krig_noise
//!DESC Krig: luma noise, in 8-bit codes
//!TYPE float
//!MINIMUM 1.0
//!MAXIMUM 64.0
16.0

//!PARAM krig_radius
//!DESC Krig: reach, in chroma samples
//!TYPE float
//!MINIMUM 0.5
//!MAXIMUM 2.0
1.0

//!PARAM krig_guard
//!DESC Krig: colours may overshoot, as a share of their range
//!TYPE float
//!MINIMUM 0.0
//!MAXIMUM 1.0
0.1

//!HOOK CHROMA
//!BIND HOOKED
//!BIND LUMA
//!OFFSET ALIGN
//!WHEN HOOKED.w LUMA.w < HOOKED.h LUMA.h < +
//!COMPONENTS 4
//!DESC Krig: chroma siting

// Passes the samples on as they are. ALIGN has moved HOOKED_pos by the siting and LUMA_pos not, so their difference is
// the siting, a multiple of 1/16 chroma sample. Stored with 0.5 added, for targets without negative numbers.
// The last pass brings CHROMA back to two components: all three must have the same condition.
vec4 hook() {
    vec2 siting = round((HOOKED_pos - LUMA_pos) * HOOKED_size * 16.0) / 16.0;
    ivec2 k = ivec2(floor(HOOKED_pos * HOOKED_size - siting));
    k = clamp(k, ivec2(0), ivec2(HOOKED_size) - 1);
    return vec4(HOOKED_mul * texelFetch(HOOKED_raw, k, 0).xy, siting + 0.5);
}

//!HOOK CHROMA
//!BIND HOOKED
//!BIND LUMA
//!SAVE KRIG_SAMPLES
//!WHEN HOOKED.w LUMA.w < HOOKED.h LUMA.h < +
//!COMPONENTS 4
//!DESC Krig: luma under each chroma sample

float kernel(float t) {
    const float PI = 3.14159265;
    return 0.42659 + 0.49656 * cos(PI * t) + 0.076849 * cos(2.0 * PI * t);
}

float luma_at(ivec2 p) {
    return LUMA_mul * texelFetch(LUMA_raw, clamp(p, ivec2(0), ivec2(LUMA_size) - 1), 0).x;
}

// Returns (mean, variance, chroma).
vec4 hook() {
    ivec2 k = ivec2(HOOKED_pos * HOOKED_size);
    vec4 sample_k = HOOKED_mul * texelFetch(HOOKED_raw, k, 0);
    vec2 siting = round((sample_k.zw - 0.5) * 16.0) / 16.0;

    // Luma samples per chroma sample: 1, 2 or 4. An odd size makes the quotient of the sizes a little less.
    vec2 ratio = round(exp2(ceil(log2(LUMA_size / HOOKED_size) - 0.001)));
    vec2 centre = ratio * (vec2(k) + 0.5 - siting);
    ivec2 first = ivec2(floor(centre - ratio - 0.5)) + 1;
    ivec2 count = ivec2(2.0 * ratio);

    // Against the first sample, so that a flat area has no variance but for rounding.
    float base = luma_at(ivec2(floor(centre)));
    float sum = 0.0;
    float sum_y = 0.0;
    float sum_yy = 0.0;
    for (int j = 0; j < count.y; j++) {
        float ty = (float(first.y + j) + 0.5 - centre.y) / ratio.y;
        for (int i = 0; i < count.x; i++) {
            float tx = (float(first.x + i) + 0.5 - centre.x) / ratio.x;
            if (max(abs(tx), abs(ty)) < 1.0) {
                float weight = kernel(tx) * kernel(ty);
                float y = luma_at(first + ivec2(i, j)) - base;
                sum += weight;
                sum_y += weight * y;
                sum_yy += weight * y * y;
            }
        }
    }
    float mean = sum_y / sum;
    return vec4(base + mean, max(sum_yy / sum - mean * mean, 0.0), sample_k.xy);
}

//!HOOK CHROMA
//!BIND HOOKED
//!BIND LUMA
//!BIND KRIG_SAMPLES
//!WIDTH LUMA.w
//!HEIGHT LUMA.h
//!WHEN HOOKED.w LUMA.w < HOOKED.h LUMA.h < +
//!COMPONENTS 2
//!DESC Krig: chroma guided by luma

const int N = 8; // the nearest sample; 0 to 7 are its neighbours

// Row-major around the nearest sample, which comes last.
ivec2 offset_of(int i) {
    int cell = i < 4 ? i : (i == N ? 4 : i + 1);
    return ivec2(cell % 3 - 1, cell / 3 - 1);
}

float luma_at(ivec2 p) {
    return LUMA_mul * texelFetch(LUMA_raw, clamp(p, ivec2(0), ivec2(LUMA_size) - 1), 0).x;
}

// Luma at a position in pixels. With even sizes that is a pixel's centre and one fetch.
float luma_between(vec2 position) {
    vec2 base = floor(position - 0.5);
    vec2 part = position - 0.5 - base;
    ivec2 p = ivec2(base);
    if (part == vec2(0.0)) {
        return luma_at(p);
    }
    float above = mix(luma_at(p), luma_at(p + ivec2(1, 0)), part.x);
    float below = mix(luma_at(p + ivec2(0, 1)), luma_at(p + ivec2(1, 1)), part.x);
    return mix(above, below, part.y);
}

// How alike two places are: `luma` apart in luma of the joint variance `v`, `distance2` apart in space, squared.
float likeness(float luma, float v, float distance2, float local, float total) {
    float exponent = luma * luma / (local + v) + distance2 / (krig_radius * krig_radius);
    return exp(-0.5 * exponent) * inversesqrt(1.0 + v / total);
}

// Index of row i, column j <= i of a lower triangle.
int cell_of(int i, int j) {
    return i * (i + 1) / 2 + j;
}

vec4 hook() {
    vec4 first = HOOKED_mul * texelFetch(HOOKED_raw, ivec2(0), 0);
    vec2 siting = round((first.zw - 0.5) * 16.0) / 16.0;
    vec2 ratio = round(exp2(ceil(log2(LUMA_size / HOOKED_size) - 0.001)));

    // Where this pixel lies: `plane` in chroma samples as if centred, then with the siting. With even sizes the scale is
    // exactly 1/ratio: a quotient of the sizes could be off by a bit, and some pixels lie midway between two samples.
    ivec2 pixel = ivec2(LUMA_pos * LUMA_size);
    vec2 odd = vec2(notEqual(HOOKED_size * ratio, LUMA_size));
    vec2 plane = (vec2(pixel) + 0.5) * mix(1.0 / ratio, HOOKED_size / LUMA_size, odd);
    float y = luma_between(plane * ratio);
    vec2 position = plane + siting;
    vec2 nearest = floor(position);
    vec2 o = position - nearest - 0.5;

    // (mean, variance, chroma) of the nine samples, and their statistics.
    vec4 X[9];
    float mean = 0.0;
    float mean_squares = 0.0;
    float mean_variance = 0.0;
    vec2 lowest = vec2(1e6);
    vec2 highest = vec2(-1e6);
    for (int i = 0; i <= N; i++) {
        ivec2 p = offset_of(i);
        ivec2 at = clamp(ivec2(nearest) + p, ivec2(0), ivec2(KRIG_SAMPLES_size) - 1);
        X[i] = KRIG_SAMPLES_mul * texelFetch(KRIG_SAMPLES_raw, at, 0);
        float weight = 1.0 / float(4 << (abs(p.x) + abs(p.y)));
        mean += weight * X[i].x;
        mean_squares += weight * X[i].x * X[i].x;
        mean_variance += weight * X[i].y;
        lowest = min(lowest, X[i].zw);
        highest = max(highest, X[i].zw);
    }
    float noise = krig_noise / 255.0;
    float local = abs(mean_squares - mean * mean) + noise * noise;
    float total = local + mean_variance;

    // Likeness to the nearest sample and to the pixel.
    float to_nearest[9];
    float to_pixel[9];
    for (int i = 0; i <= N; i++) {
        vec2 p = vec2(offset_of(i));
        to_nearest[i] = likeness(X[i].x - X[N].x, X[i].y + X[N].y, dot(p, p), local, total);
        to_pixel[i] = likeness(X[i].x - y, X[i].y, dot(p - o, p - o), local, total);
    }

    // The system M lambda = b, lower triangle.
    float M[36];
    float b[8];
    for (int i = 0; i < N; i++) {
        b[i] = to_pixel[i] - to_pixel[N] - to_nearest[i] + to_nearest[N];
        for (int j = 0; j <= i; j++) {
            vec2 apart = vec2(offset_of(i) - offset_of(j));
            float both = likeness(X[i].x - X[j].x, X[i].y + X[j].y, dot(apart, apart), local, total);
            M[cell_of(i, j)] = both - to_nearest[i] - to_nearest[j] + to_nearest[N];
        }
    }

    // M = L D L^T in place, D on the diagonal; then L z = b. The floor keeps a nearly singular system tame.
    for (int j = 0; j < N; j++) {
        float d = M[cell_of(j, j)];
        for (int k = 0; k < j; k++) {
            d -= M[cell_of(j, k)] * M[cell_of(j, k)] * M[cell_of(k, k)];
            b[j] -= M[cell_of(j, k)] * b[k];
        }
        d = max(d, 1e-3);
        M[cell_of(j, j)] = d;
        for (int i = j + 1; i < N; i++) {
            float e = M[cell_of(i, j)];
            for (int k = 0; k < j; k++) {
                e -= M[cell_of(i, k)] * M[cell_of(j, k)] * M[cell_of(k, k)];
            }
            M[cell_of(i, j)] = e / d;
        }
    }
    // Back: lambda from the last to the first, each applied as soon as it is known.
    vec2 chroma = X[N].zw;
    for (int i = N - 1; i >= 0; i--) {
        b[i] /= M[cell_of(i, i)];
        for (int j = i + 1; j < N; j++) {
            b[i] -= M[cell_of(j, i)] * b[j];
        }
        chroma += b[i] * (X[i].zw - X[N].zw);
    }

    vec2 slack = krig_guard * (highest - lowest);
    return vec4(clamp(chroma, lowest - slack, highest + slack), 0.0, 1.0);
}
