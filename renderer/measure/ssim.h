// SSIM of a plane as FFmpeg's filter `ssim` computes it: windows of 8x8 pixels every 4 pixels, made of blocks of 4x4
// from the top left corner (an incomplete block at the right or bottom edge is left out), unweighted, variances over
// 63, constants of Wang et al. 2004 (K1 = 0.01, K2 = 0.03), sums in integers. Pure function, any thread.
#pragma once

#include "renderer/measure/planar_picture.h"

#include <optional>

namespace senga {

// Planes of one size; `bit_depth` gives the peak. Nothing where the plane holds no whole window.
std::optional<double> ssim(const SamplePlane& a, const SamplePlane& b, int bit_depth);

} // namespace senga
