// MS-SSIM of Wang, Simoncelli and Bovik 2003: contrast and structure at five scales, luminance at the coarsest, each
// mean raised to its exponent (0.0448, 0.2856, 0.3001, 0.2363, 0.1333), multiplied. Windows are Gaussian, 11x11 with a
// deviation of 1.5 pixels, whole ones only; K1 = 0.01, K2 = 0.03; each scale is the mean of 2x2 pixels of the one
// before. A mean below 0, which no exponent could be applied to, counts as 0. Not the SSIM of ssim.h. Pure function,
// any thread.
#pragma once

#include "renderer/measure/planar_picture.h"

#include <optional>

namespace senga {

struct MsSsim {
    double value = 1.0;
    // Five, or as many as the picture holds a window at (its shorter edge at the last one is 11 pixels or more; all
    // five from 176 on). The exponents of those left are then scaled up to the sum 1.
    int scales = 5;
};

// Planes of one size; `peak` is the difference between white and black. Nothing below 11x11 pixels.
std::optional<MsSsim> ms_ssim(const FloatPlane& a, const FloatPlane& b, double peak);

} // namespace senga
