// The planes that measurements look at, made from a picture's codes: R'G'B' at full size, and luma in codes of 8 bits.
// Nothing is clipped to integers on the way. Pure functions, any thread.
#pragma once

#include "renderer/chain/scaling.h"
#include "renderer/measure/planar_picture.h"

#include <array>

namespace senga {

// Codes times `factor`.
FloatPlane scaled_codes(const SamplePlane& plane, double factor);

// R'G'B', 0 black and 1 white, as the format's matrix and range say; not held within 0..1. Chroma is brought to luma's
// grid with `chroma`, where its siting puts it.
std::array<FloatPlane, 3> rgb_planes(const PlanarPicture& picture, const KernelChoice& chroma);

void hold_within_unit(std::array<FloatPlane, 3>& planes);

// Codes of 8 bits, with fractions: Y' as stored, or of R'G'B' the sum weighed as in BT.709 (0..255).
FloatPlane luma_codes(const PlanarPicture& picture);

} // namespace senga
