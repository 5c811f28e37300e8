// The weights of the scaling kernels, and the tables of them that the GPU interpolates in. No GL.
// mpv builds the same tables (64 rows of half floats), so both interpolate to the same weights.
// Pure functions, any thread.
#pragma once

#include "renderer/chain/scaling.h"

#include <vector>

namespace senga {

// Half the support of the kernel in source pixels, before widening.
double kernel_radius(const KernelChoice& choice);

// The kernel at a distance of x source pixels; 0 from the radius on. Not normalised.
// Sources: spline16/36/64 are the interpolating cubic splines of Panorama Tools; cubic kernels Mitchell and Netravali
// 1988, the robidoux pairs N. Robidoux's for ImageMagick; lanczos sinc(x) sinc(x/3); EWA kernels jinc(x) = 2 J1(pi x) /
// (pi x) under a jinc or Hann window, where lanczossharp and lanczossoft are jinc with a radius at its third zero,
// blurred by 0.98125 and 1.015, haasnsoft by 1.11; gaussian exp(-2 x^2).
double kernel_weight(const KernelChoice& choice, double x);

// For separable kernels.
struct KernelTable {
    int taps = 0;               // samples per output pixel and axis, even
    int rows = 0;               // sub-pixel positions from 0 to 1, both included
    int stride = 0;             // floats per row, a multiple of 4; the padding is 0
    std::vector<float> weights; // rows * stride; each row sums to 1
};

// The table for a kernel stretched by `widening` >= 1. Where even 64 taps do not suffice the kernel is cut to them.
KernelTable kernel_table(const KernelChoice& choice, double widening);

// For polar kernels: the weight by distance, from 0 to the kernel's radius (both included), to be divided by the sum of
// those used. The same for every widening.
std::vector<float> polar_weights(const KernelChoice& choice);

// How far a polar kernel stretched by `widening` >= 1 reaches, in source pixels; to 16 at most.
struct PolarReach {
    double radius_px = 0.0; // where the last of polar_weights() lies
    // Samples this far or farther are not looked at. As in mpv it is where the kernel that is not stretched stays below
    // a thousandth: a stretched one is looked at no farther out.
    double cutoff_px = 0.0;
};
PolarReach polar_reach(const KernelChoice& choice, double widening);
// Where the stretched kernel first changes its sign: samples nearer than that are a pixel's neighbours.
double first_zero_px(const KernelChoice& choice, double widening);

} // namespace senga
