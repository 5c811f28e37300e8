// Another size by the mean over the area of each new pixel: the box that most test sets are shrunk with. By whole
// factors it is the mean of blocks, exactly as far as floats go. Pure function, any thread.
#pragma once

#include "renderer/measure/planar_picture.h"

namespace senga {

// `size` from 1x1; larger sizes repeat samples, and mix those a new pixel lies across.
FloatPlane area_mean(const FloatPlane& in, Size size);

} // namespace senga
