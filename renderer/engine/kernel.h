// The weights of the separable scaling kernels, and the table of them that the GPU interpolates in. No GL.
// mpv builds the same table (64 rows of half floats), so both interpolate to the same weights.
// Pure functions, any thread.
#pragma once

#include "renderer/chain/chain.h"

#include <vector>

namespace senga {

// Half the support of the kernel in source pixels, before widening.
double kernel_radius(Kernel kernel);

// The kernel at a distance of x source pixels; 0 from the radius on. Not normalised.
// Sources: spline16/36/64 are the interpolating cubic splines of Panorama Tools; cubic kernels Mitchell and Netravali
// 1988 with (b, c) = (0, 1/2) for catmull-rom and bicubic, (1/3, 1/3) for mitchell; lanczos sinc(x) sinc(x/3).
double kernel_weight(Kernel kernel, double x);

struct KernelTable {
    int taps = 0;               // samples per output pixel and axis, even
    int rows = 0;               // sub-pixel positions from 0 to 1, both included
    int stride = 0;             // floats per row, a multiple of 4; the padding is 0
    std::vector<float> weights; // rows * stride; each row sums to 1
};

// The table for a kernel stretched by `widening` >= 1. Where even 64 taps do not suffice the kernel is cut to them.
KernelTable kernel_table(Kernel kernel, double widening);

} // namespace senga
