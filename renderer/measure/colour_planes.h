// The planes that measurements look at, made from a picture's codes: R'G'B' at full size, and luma in codes of 8 bits.
// Nothing is clipped to integers on the way. Pure functions, any thread.
#pragma once

#include "renderer/chain/scaling.h"
#include "renderer/measure/planar_picture.h"

#include <array>

namespace senga {

// Codes times `factor`.
FloatPlane scaled_codes(const SamplePlane& plane, double factor);

// The other way: each number times `factor`, rounded to the nearest code of the depth.
SamplePlane codes_of(const FloatPlane& plane, double factor, int bit_depth);

// R'G'B', 0 black and 1 white, as the format's matrix and range say; not held within 0..1. Chroma is brought to luma's
// grid with `chroma`, where its siting puts it.
std::array<FloatPlane, 3> rgb_planes(const PlanarPicture& picture, const KernelChoice& chroma);

// The other way: planes of R'G'B' of the format's size, 0 black and 1 white, as codes of the format, rounded to the
// nearest and held within what its depth can say. `chroma` brings chroma to its own grid. Of gray, Y' alone is kept.
PlanarPicture picture_of_rgb(const std::array<FloatPlane, 3>& rgb, const FrameFormat& format,
                             const KernelChoice& chroma);

void hold_within_unit(std::array<FloatPlane, 3>& planes);

// Codes of 8 bits, with fractions: Y' as stored, or of R'G'B' the sum weighed as in BT.709 (0..255).
FloatPlane luma_codes(const PlanarPicture& picture);

} // namespace senga
