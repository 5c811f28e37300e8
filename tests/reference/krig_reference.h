// Chroma kriging as plain code in double precision, written from the formulas of KrigBilateral and not from our GLSL:
// the whole constrained system is built and solved by elimination with pivoting.
// Pure functions over Image, any thread.
#pragma once

#include "tests/reference/image.h"

namespace senga::reference {

// The shader's parameters without their prefix, and their initial values.
struct KrigOptions {
    double noise = 16.0; // 8-bit codes
    double radius = 1.0; // chroma samples
    double guard = 0.1;  // share of the local range
};

// How the planes lie over each other: luma samples per chroma sample, and what is added to a chroma coordinate at which
// a luma position is looked up (0.25 for left siting of a halved axis).
struct KrigGeometry {
    int ratio_x = 2;
    int ratio_y = 2;
    double siting_x = 0.25;
    double siting_y = 0.0;
};

// Four channels at chroma size: mean and variance of the luma under each chroma sample, and the two chroma channels.
Image krig_samples(const Image& luma, const Image& chroma, const KrigGeometry& geometry);
// Two channels at luma size.
Image krig(const Image& luma, const Image& chroma, const KrigGeometry& geometry, const KrigOptions& options = {});

} // namespace senga::reference
