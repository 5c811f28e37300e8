// Brings a plane of numbers to another grid with a separable kernel: the slow and exact way, for measuring; what is
// shown on the screen is scaled by the engine. Weights are exact at every position, sum to 1, and the kernel is widened
// where the picture shrinks; samples outside repeat the edge. Pure function, any thread.
#pragma once

#include "renderer/chain/scaling.h"
#include "renderer/measure/planar_picture.h"

namespace senga {

// Sample i of the result is centred at (i + 0.5) * step + shift in samples of the source, whose sample n is centred at
// n + 0.5.
struct Axis {
    int samples = 0; // of the result
    double step = 1.0;
    double shift = 0.0;
};

// The kernel is a separable one (not is_polar()); its antiring is not considered.
FloatPlane resample(const FloatPlane& in, const Axis& across, const Axis& down, const KernelChoice& kernel);

} // namespace senga
