#include "renderer/compare/metrics_source.h"

namespace senga {

// A workgroup of 8x8 threads takes 32x32 pixels, a thread a block of 4x4. A window of SSIM is 2x2 blocks, so that the
// windows that begin in the tile need 9x9 blocks.
//
// FFmpeg's filter has, of 64 samples each of a and b in codes of 8 bits, with S1, S2 their sums, SS that of a^2 + b^2
// and S12 that of a b:
//     (2 S1 S2 + c1) (2 (64 S12 - S1 S2) + c2) / ((S1^2 + S2^2 + c1) (64 SS - S1^2 - S2^2 + c2))
// with c1 = 416 and c2 = 235963. The differences of large numbers in it would cost most digits of 32-bit floats. With
// M = S / 64, V the sum of squared deviations of both from their means and D that of (a - b) from its own, the same is
//     (1 - p) (1 - q)   where   p = (M1 - M2)^2 / (M1^2 + M2^2 + c1 / 64^2)   and   q = D / (V + c2 / 64)
// in which nothing cancels; values of 0..1 make the constants 255^2 smaller. Sums of deviations of blocks join to those
// of a window by what the blocks' means deviate.
const char* const metrics_source = R"(layout(local_size_x = 8, local_size_y = 8) in;
uniform sampler2D picture_a;
uniform sampler2D picture_b;
uniform ivec2 size;

struct Found {
    float squares;
    float loss;
    float largest;
    uint at;
};
layout(std430, binding = 0) writeonly buffer Findings {
    Found findings[];
};

const float c1 = 416.0 / 65025.0 / 4096.0;
const float c2 = 235963.0 / 65025.0 / 64.0;

// Of a block, for one channel each: both means, the deviations V and D.
struct Moments {
    vec3 mean_a;
    vec3 mean_b;
    vec3 both;
    vec3 apart;
};
shared Moments blocks[81];
shared Found partial[64];

vec3 value_of(sampler2D picture, ivec2 at) {
    return clamp(texelFetch(picture, at, 0).rgb, 0.0, 1.0);
}

Moments moments_of(ivec2 from) {
    vec3 a[16];
    vec3 b[16];
    Moments out_ = Moments(vec3(0.0), vec3(0.0), vec3(0.0), vec3(0.0));
    for (int i = 0; i < 16; ++i) {
        ivec2 at = min(from + ivec2(i & 3, i >> 2), size - 1);
        a[i] = value_of(picture_a, at);
        b[i] = value_of(picture_b, at);
        out_.mean_a += a[i];
        out_.mean_b += b[i];
    }
    out_.mean_a /= 16.0;
    out_.mean_b /= 16.0;
    vec3 gap = out_.mean_a - out_.mean_b;
    for (int i = 0; i < 16; ++i) {
        vec3 da = a[i] - out_.mean_a;
        vec3 db = b[i] - out_.mean_b;
        vec3 dd = a[i] - b[i] - gap;
        out_.both += da * da + db * db;
        out_.apart += dd * dd;
    }
    return out_;
}

// Squares and the largest difference of the pixels of a block that lie on the picture.
Found pixels_of(ivec2 from) {
    Found out_ = Found(0.0, 0.0, 0.0, 0xffffffffu);
    for (int i = 0; i < 16; ++i) {
        ivec2 at = from + ivec2(i & 3, i >> 2);
        if (all(lessThan(at, size))) {
            vec3 apart = abs(value_of(picture_a, at) - value_of(picture_b, at));
            out_.squares += apart.r * apart.r + apart.g * apart.g + apart.b * apart.b;
            // In steps of 2^-20: equal steps of codes stay equal whatever the codes are.
            float largest = floor(max(apart.r, max(apart.g, apart.b)) * 1048576.0 + 0.5) / 1048576.0;
            if (out_.at == 0xffffffffu || largest > out_.largest) {
                out_.largest = largest;
                out_.at = uint(at.y) * uint(size.x) + uint(at.x);
            }
        }
    }
    return out_;
}

// The sum over the channels of 1 - SSIM of the window whose first block is `block`.
float loss_of(int block) {
    int corners[4] = int[4](block, block + 1, block + 9, block + 10);
    vec3 mean_a = vec3(0.0);
    vec3 mean_b = vec3(0.0);
    for (int i = 0; i < 4; ++i) {
        mean_a += blocks[corners[i]].mean_a * 0.25;
        mean_b += blocks[corners[i]].mean_b * 0.25;
    }
    vec3 gap = mean_a - mean_b;
    vec3 both = vec3(0.0);
    vec3 apart = vec3(0.0);
    for (int i = 0; i < 4; ++i) {
        Moments each = blocks[corners[i]];
        vec3 da = each.mean_a - mean_a;
        vec3 db = each.mean_b - mean_b;
        vec3 dd = each.mean_a - each.mean_b - gap;
        both += each.both + 16.0 * (da * da + db * db);
        apart += each.apart + 16.0 * dd * dd;
    }
    vec3 p = gap * gap / (mean_a * mean_a + mean_b * mean_b + c1);
    vec3 q = apart / (both + c2);
    vec3 loss = p + q - p * q;
    return loss.r + loss.g + loss.b;
}

Found joined(Found a, Found b) {
    bool second = b.largest > a.largest || (b.largest == a.largest && b.at < a.at);
    return Found(a.squares + b.squares, a.loss + b.loss, second ? b.largest : a.largest, second ? b.at : a.at);
}

void main() {
    ivec2 tile = ivec2(gl_WorkGroupID.xy) * 32;
    ivec2 own = ivec2(gl_LocalInvocationID.xy);
    int index = int(gl_LocalInvocationIndex);
    for (int i = index; i < 81; i += 64) {
        blocks[i] = moments_of(tile + 4 * ivec2(i % 9, i / 9));
    }
    Found found = pixels_of(tile + 4 * own);
    barrier();
    // Whole windows only; a rest of less than a block takes no part, as in the filter.
    ivec2 first = tile / 4 + own;
    if (all(lessThan(first + 1, size / 4))) {
        found.loss = loss_of(own.y * 9 + own.x);
    }
    partial[index] = found;
    // Always the same pairs, so that the sums are the same every time.
    for (int half_ = 32; half_ > 0; half_ /= 2) {
        barrier();
        if (index < half_) {
            partial[index] = joined(partial[index], partial[index + half_]);
        }
    }
    if (index == 0) {
        findings[gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x] = partial[0];
    }
}
)";

} // namespace senga
