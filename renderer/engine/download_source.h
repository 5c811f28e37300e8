// The GLSL that makes encoder planes of a picture; PictureDownloader compiles it and sets the uniforms. Fragment
// shaders without #version that write location 0 and take their coordinates from gl_FragCoord. Pure functions, any
// thread.
#pragma once

#include <string>

namespace senga::builtin {

// The most samples of a picture that one chroma sample is made of, per axis.
constexpr int download_taps = 16;

// Up to three components of each pixel as codes, the fourth is the largest code. Uniforms: picture, matrix, shift, and
// those of rounding: noise (sampler), tile (ivec2, where the noise begins), spread (0: no noise), top (largest code).
std::string encode_picture();
// Columns of the picture to columns of Cb and Cr, in codes not yet rounded. Uniforms: picture, matrix and shift (whose
// second and third component are Cb and Cr), weights, taps, first, stride.
std::string narrow_chroma();
// Rows of that to rows of one of the two planes, as codes. Uniforms: chroma, component (0 or 1), weights, taps, first,
// stride, and those of rounding.
std::string encode_chroma();

} // namespace senga::builtin
