// The classic chain (luma, push, gradient, push-grad) as plain float code, written from the description of Anime4K 0.9
// and not from our GLSL. With -ffp-contract=off the arithmetic is that of the shaders bit by bit on llvmpipe:
// written order but for luma's dot(), which sums from the last component; s / 3 and the sixth are products with the
// rounded reciprocal; nothing is fused.
// Pure functions over Image, any thread.
#pragma once

#include "tests/reference/image.h"

namespace senga::reference {

// One channel: (2 R + 3 G + B) / 6.
Image luma(const Image& rgb);
// Lightens pixels beside lighter ones; `guide` is luma(rgb).
Image push(const Image& rgb, const Image& guide, float strength);
// One channel: 1 - clamp(|Sobel of luma|, 0, 1).
Image gradient(const Image& rgb);
// Moves pixels towards the side of larger `guide`, which is gradient(rgb).
Image push_grad(const Image& rgb, const Image& guide, float strength);

} // namespace senga::reference
