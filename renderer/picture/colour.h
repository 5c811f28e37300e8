// The matrix that turns Y'CbCr samples into R'G'B'. Samples are normalised as mpv normalises them: limited and full
// range n-bit codes alike are code / (255 * 2^(n-8)), RGB is code / (2^n - 1).
// Pure functions, any thread.
#pragma once

#include "renderer/picture/frame_format.h"

#include <array>

namespace senga {

// rgb = m * ycc + c, row-major.
struct ColourMatrix {
    std::array<std::array<float, 3>, 3> m{};
    std::array<float, 3> c{};
};

// Source: Rec. BT.601-7, BT.709-6, BT.2020-2, SMPTE 240M (Kr, Kb); quantisation limits 16..235 and 16..240 of 8 bits.
// Gray frames have no chroma: their second and third column are zero. RGB frames get the identity.
ColourMatrix to_rgb(const FrameFormat& format);

// What a normalised sample is multiplied with to be its integer code: 255 * 2^(n-8), or 2^n - 1 for RGB.
double code_scale(const FrameFormat& format);

// Luma weights of a matrix: {Kr, Kg, Kb}.
std::array<double, 3> luma_weights(Matrix matrix);

} // namespace senga
