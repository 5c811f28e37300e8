// Equaliser: brightness, contrast, saturation, gamma and hue, as the keys of mpv have them.
//
// Source: mpv 0.35.1, mp_csp_copy_equalizer_values and mp_get_csp_matrix (video/csputils.c), user_gamma
//         (video/out/gpu/video.c). Written anew from the formulas.
// Maths:  With b = brightness / 100, c = 1 + contrast / 100, s = 1 + saturation / 100, h = pi hue / 100 and
//         g = 8 ^ (gamma / 100):
//             Cb' = s ( cos h Cb + sin h Cr)        chroma around its neutral code
//             Cr' = s (-sin h Cb + cos h Cr)
//             R'G'B' <- c R'G'B' + b                before any scaling
//             R'G'B' <- clamp(R'G'B', 0, 1) ^ (1/g) on the finished picture
//         mpv has the first three in the matrix from Y'CbCr to R'G'B'. They are put apart here where a shader need not
//         know that matrix nor the range: neutral chroma is code 128 of 255 in every one, and black and white are 0
//         and 1 in R'G'B'. The gamma stands before other passes at OUTPUT if this one does, as in mpv.
// RGB:    mpv leaves saturation and hue of R'G'B' sources alone. Here they are turned through Y'CbCr of BT.709, as HDR
//         arrives as R'G'B' and is no less a film for it. Which of the two it is, nobody tells a shader: the first two
//         passes draw a single pixel that says it. (At NATIVE mpv has the channels of some R'G'B' formats in another
//         order, gbrp for one; exported, the pass turns those wrongly.)
// Cost:   nothing at 0. Else one fetch per pixel of the source for saturation and hue, one for brightness and contrast,
//         one per pixel of the output for gamma.
// Units:  percent of the whole range, as in mpv.

//!PARAM brightness
//!DESC Brightness
//!TYPE float
//!MINIMUM -100.0
//!MAXIMUM 100.0
0.0

//!PARAM contrast
//!DESC Contrast
//!TYPE float
//!MINIMUM -100.0
//!MAXIMUM 100.0
0.0

//!PARAM saturation
//!DESC Saturation; -100 is grey
//!TYPE float
//!MINIMUM -100.0
//!MAXIMUM 100.0
0.0

//!PARAM gamma
//!DESC Gamma; above 0 the midtones are lighter
//!TYPE float
//!MINIMUM -100.0
//!MAXIMUM 100.0
0.0

//!PARAM hue
//!DESC Hue; 100 is half a turn
//!TYPE float
//!MINIMUM -100.0
//!MAXIMUM 100.0
0.0

//!HOOK LUMA
//!WHEN saturation 0 = hue 0 = * !
//!SAVE EQUALISER_RGB
//!WIDTH 1
//!HEIGHT 1
//!COMPONENTS 1
//!DESC Equaliser: it is Y'CbCr

vec4 hook() {
    return vec4(0.0);
}

//!HOOK RGB
//!WHEN saturation 0 = hue 0 = * !
//!SAVE EQUALISER_RGB
//!WIDTH 1
//!HEIGHT 1
//!COMPONENTS 1
//!DESC Equaliser: it is R'G'B'

vec4 hook() {
    return vec4(1.0);
}

//!HOOK NATIVE
//!BIND HOOKED
//!BIND EQUALISER_RGB
//!WHEN saturation 0 = hue 0 = * !
//!DESC Equaliser: saturation and hue

const float NEUTRAL = 128.0 / 255.0;
const vec3 WEIGHTS = vec3(0.2126, 0.7152, 0.0722); // of BT.709

vec2 turned(vec2 chroma) {
    float turn = hue * 0.01 * 3.14159265358979;
    float s = sin(turn);
    float c = cos(turn);
    return (1.0 + saturation * 0.01) * vec2(c * chroma.x + s * chroma.y, c * chroma.y - s * chroma.x);
}

vec4 hook() {
    vec4 colour = HOOKED_texOff(0);
    if (EQUALISER_RGB_tex(vec2(0.5)).x < 0.5) {
        colour.yz = turned(colour.yz - NEUTRAL) + NEUTRAL;
        return colour;
    }
    float luma = dot(colour.rgb, WEIGHTS);
    vec2 scale = 2.0 - 2.0 * WEIGHTS.br;
    vec2 blue_red = luma + scale * turned((colour.br - luma) / scale);
    float green = (luma - dot(blue_red, WEIGHTS.br)) / WEIGHTS.g;
    return vec4(blue_red.y, green, blue_red.x, colour.a);
}

//!HOOK MAINPRESUB
//!BIND HOOKED
//!WHEN brightness 0 = contrast 0 = * !
//!DESC Equaliser: brightness and contrast

vec4 hook() {
    vec4 colour = HOOKED_texOff(0);
    return vec4((1.0 + contrast * 0.01) * colour.rgb + brightness * 0.01, colour.a);
}

//!HOOK OUTPUT
//!BIND HOOKED
//!WHEN gamma 0 = !
//!DESC Equaliser

vec4 hook() {
    vec4 colour = HOOKED_texOff(0);
    return vec4(pow(clamp(colour.rgb, 0.0, 1.0), vec3(exp2(-0.03 * gamma))), colour.a);
}
