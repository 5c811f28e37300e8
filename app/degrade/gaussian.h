// Gaussian blurring of planes, exactly as far as four deviations; samples outside repeat the edge. Pure functions, any
// thread.
#pragma once

#include "renderer/measure/planar_picture.h"

#include <vector>

namespace senga {

// exp(-x^2 / (2 sigma^2)) at x = -r..r, r = ceil(4 sigma), summing to 1. `sigma_px` > 0.
std::vector<float> gaussian_weights(double sigma_px);

// Weights of odd number, the middle one at the pixel itself.
FloatPlane convolved_across(const FloatPlane& in, const std::vector<float>& weights);
FloatPlane convolved_down(const FloatPlane& in, const std::vector<float>& weights);

} // namespace senga
