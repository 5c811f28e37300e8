#include "renderer/compare/compositor_source.h"

namespace senga {

// What both sources begin with.
const char* const compositor_common = R"(layout(location = 0) out vec4 senga_out;
uniform sampler2D picture_a;
uniform sampler2D picture_b;
uniform sampler2D subtitles;
uniform sampler2D noise;
uniform ivec2 target;
uniform int bottom_first; // 1: row 0 of the target is its last line
uniform float levels;     // of the target's channels, less one

bool within(ivec2 at, ivec4 rect) {
    return all(greaterThanEqual(at, rect.xy)) && all(lessThan(at, rect.xy + rect.zw));
}

ivec2 pixel_here() {
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    return bottom_first == 1 ? ivec2(pixel.x, target.y - 1 - pixel.y) : pixel;
}

vec3 covered(vec3 color, vec4 text) {
    return color * (1.0 - text.a) + text.rgb;
}

// Threshold of the tile in (0, 1): values that are exact codes stay as they are.
vec4 dithered(vec3 color, ivec2 tile) {
    float threshold = texelFetch(noise, tile & (textureSize(noise, 0) - 1), 0).r;
    return vec4(floor(color * levels + threshold) / levels, 1.0);
}

)";

// One picture, texel for pixel, under no subtitles (TEXT 0) or those of the whole target (TEXT 1): a film that plays.
const char* const compositor_direct = R"(uniform ivec4 visible; // the part of the target that shows the picture
uniform ivec2 corner;  // the whole picture's

void main() {
    ivec2 pixel = pixel_here();
    ivec2 at = pixel - corner;
    vec3 color = within(pixel, visible) ? clamp(texelFetch(picture_a, at, 0).rgb, 0.0, 1.0) : vec3(0.0);
#if TEXT
    color = covered(color, texelFetch(subtitles, pixel, 0));
#endif
    senga_out = dithered(color, at);
}
)";

// Everything. With FULL as 0 it lacks the difference, the lens and all that is not nearest: what a window shows most of
// the time that is compared in it, and what a software renderer, which runs all branches, then need not pay for.
const char* const compositor_general = R"(
// The views: A, B, A in the lens, B in the lens. Rectangles are x, y, w, h from the target's top left.
uniform ivec4 areas[4];    // parts of the target
uniform ivec4 pictures[4]; // where the whole picture lies
uniform ivec4 texels[4];   // x, y: size of the texture, upright; z, w: samples per pixel
uniform ivec4 ratios[4];   // x / z, y / w: texels per sample
uniform ivec4 traits[4];   // x: 0 no texture, 1 nearest, 2 linear; y: components; z: 1 with a grid
uniform int mode;          // 0 A, 1 B, 2 wipe, 3 side by side, 4 difference
uniform int horizontal;    // 1: the divider is a horizontal line
uniform int split;         // first column (line) of the target that shows B
uniform int divider;       // width of the line on it
uniform int kind;          // of the difference: 0 absolute, 1 with sign, 2 luma
uniform float gain;
uniform float middle;      // what no difference is with a sign
uniform int finer;         // the view whose texels a difference is made of
uniform ivec3 lens;        // x, y: where its discs touch; z: their radius
uniform ivec4 text_rect;   // the subtitles
uniform int rotation;      // quarter turns, clockwise

// Where the upright texel lies in the stored picture.
ivec2 stored(ivec2 at, ivec2 size) {
    if (rotation == 1) {
        return ivec2(at.y, size.x - 1 - at.x);
    }
    if (rotation == 2) {
        return size - 1 - at;
    }
    if (rotation == 3) {
        return ivec2(size.y - 1 - at.y, at.x);
    }
    return at;
}

vec3 fetch(int view, ivec2 at) {
    ivec2 size = texels[view].xy;
    ivec2 texel = stored(clamp(at, ivec2(0), size - 1), size);
    vec3 value = (view & 1) == 0 ? texelFetch(picture_a, texel, 0).rgb : texelFetch(picture_b, texel, 0).rgb;
    int components = traits[view].y;
    return components == 1 ? value.rrr : components == 2 ? vec3(value.rg, 0.0) : value;
}

// Whole division of what is not negative and below 2^31, where quotients stay below 2^22: as an estimate in floats,
// which then is off by one at most. Processors that draw have no such instruction, and llvmpipe none for vectors.
ivec2 divided(ivec2 number, ivec2 by) {
    ivec2 out_ = ivec2(vec2(number) / vec2(by));
    ivec2 rest = number - out_ * by;
    return out_ + ivec2(greaterThanEqual(rest, by)) - ivec2(lessThan(rest, ivec2(0)));
}

#if FULL
vec3 linear(int view, ivec2 at) {
    ivec2 samples = texels[view].zw;
    ivec2 texel = 2 * ratios[view].zw; // in the unit of `place`
    vec3 sum = vec3(0.0);
    for (int y = 0; y < samples.y; ++y) {
        for (int x = 0; x < samples.x; ++x) {
            // From the middle of texel 0, which lies half a texel to the left at most.
            ivec2 place = (2 * (at * samples + ivec2(x, y)) + 1) * ratios[view].xy - ratios[view].zw;
            ivec2 low = divided(place + texel, texel) - 1;
            vec2 share = vec2(place - low * texel) / vec2(texel);
            vec3 above = mix(fetch(view, low), fetch(view, low + ivec2(1, 0)), share.x);
            vec3 below = mix(fetch(view, low + ivec2(0, 1)), fetch(view, low + ivec2(1, 1)), share.x);
            sum += mix(above, below, share.y);
        }
    }
    return sum / float(samples.x * samples.y);
}

#endif

// What a view has at a pixel, where the pixel lies on the tile of thresholds, and whether it is the first of its texel:
// not on the picture's own edge.
struct Sight {
    vec3 color;
    ivec2 tile;
    bool edge;
};

// The tile lies on the picture, not on the target, so that a picture is the same wherever it stands; and on the texels
// where they are sharp, so that an enlarged one is all of one code, that which it has at its own size.
Sight look(int view, ivec2 pixel) {
    ivec2 at = pixel - pictures[view].xy;
    if (traits[view].x == 0 || !within(pixel, areas[view]) || !within(pixel, pictures[view])) {
        return Sight(vec3(0.0), at, false);
    }
#if FULL
    if (traits[view].x == 2) {
        return Sight(clamp(linear(view, at), 0.0, 1.0), at, false);
    }
#endif
    ivec2 step_ = 2 * ratios[view].xy;
    ivec2 place = at * step_ + ratios[view].xy;
    ivec2 texel = divided(place, 2 * ratios[view].zw);
    bvec2 first = lessThan(place - texel * 2 * ratios[view].zw, step_);
    bool edge = (first.x && at.x > 0) || (first.y && at.y > 0);
    return Sight(clamp(fetch(view, texel), 0.0, 1.0), texel, edge);
}

#if FULL
vec3 apart(vec3 a, vec3 b) {
    if (kind == 1) {
        return middle + (a - b) * 0.5 * gain;
    }
    if (kind == 2) {
        const vec3 weights = vec3(0.2126, 0.7152, 0.0722);
        return vec3(abs(dot(a - b, weights)) * gain);
    }
    return abs(a - b) * gain;
}

// 4 times the squared distance of the pixel's middle from the middle of the lens' disc.
int disc_distance(int side, ivec2 pixel) {
    ivec2 from = 2 * (pixel - lens.xy - ivec2((2 * side - 1) * lens.z, 0)) + 1;
    return from.x * from.x + from.y * from.y;
}

bool beyond(int distance, int radius) {
    return distance > 4 * radius * radius;
}

#endif

int view_at(ivec2 pixel) {
#if FULL
    for (int side = 0; side < 2; ++side) {
        if (lens.z > 0 && within(pixel, areas[2 + side]) && !beyond(disc_distance(side, pixel), lens.z)) {
            return 2 + side;
        }
    }
#endif
    if (mode == 2) {
        return (horizontal == 1 ? pixel.y : pixel.x) < split ? 0 : 1;
    }
    return mode == 1 || (mode == 3 && within(pixel, areas[1])) ? 1 : 0;
}

// The picture or the pictures, with what is drawn on them.
Sight picture(ivec2 pixel) {
    int view = view_at(pixel);
    bool here = within(pixel, areas[view]) && within(pixel, pictures[view]);
    Sight seen = look(view, pixel);
    bool grid = traits[view].z == 1;
#if FULL
    if (mode == 4 && view < 2 && here) {
        Sight other = look(1, pixel);
        vec3 difference = clamp(apart(seen.color, other.color), 0.0, 1.0);
        grid = traits[finer].z == 1;
        if (finer == 1) {
            seen = other;
        }
        seen.color = difference;
    }
#endif
    if (grid && seen.edge) {
        float bright = dot(seen.color, vec3(0.2126, 0.7152, 0.0722));
        seen.color = mix(seen.color, vec3(bright < 0.5 ? 1.0 : 0.0), 0.25);
    }
    int on_line = (horizontal == 1 ? pixel.y : pixel.x) - split + divider / 2;
    if (here && view < 2 && on_line >= 0 && on_line < divider) {
        seen.color = vec3(1.0);
    }
#if FULL
    if (view >= 2) { // a rim: light within dark
        int distance = disc_distance(view - 2, pixel);
        seen.color = beyond(distance, lens.z - 1)   ? vec3(0.0)
                     : beyond(distance, lens.z - 2) ? vec3(1.0)
                                                    : seen.color;
    }
#endif
    return seen;
}

vec4 subtitle(ivec2 pixel) {
    ivec2 at = pixel - text_rect.xy;
    if (!within(pixel, text_rect)) {
        return vec4(0.0);
    }
    return textureSize(subtitles, 0) == text_rect.zw ? texelFetch(subtitles, at, 0)
                                                     : texture(subtitles, (vec2(at) + 0.5) / vec2(text_rect.zw));
}

void main() {
    ivec2 pixel = pixel_here();
    Sight seen = picture(pixel);
    vec4 text = subtitle(pixel);
    if (text != vec4(0.0)) {
        seen.tile = pixel - pictures[0].xy;
    }
    senga_out = dithered(covered(seen.color, text), seen.tile);
}
)";

} // namespace senga
