// A measure of banding, our own: how much of a picture is false contours, steps between two flat stretches where there
// should be a gradient. It looks at one picture alone; compared pictures are measured each for itself.
//
// Definition. Every row and every column of luma (in codes of 8 bits) is cut from its start into runs whose values stay
// within 1/8 code. A run of 8 pixels or more is a plateau. Two plateaus with at most 3 pixels between them whose means
// differ by d, 0 < d <= 6 codes, form a false contour that counts d^2. The measure is the sum over rows and columns per
// 1000 samples looked at (each pixel twice). 0: no bands; a ramp of s codes per pixel in steps of q counts about
// 1000 s q / 2, so bands twice as high count twice. Grain and dither break plateaus, as they hide bands from the eye; a
// gradient of finer steps counts less. Larger steps are taken for drawing; small ones of flat drawing count, which is
// why the picture's number is to be read against that of its source.
// Pure function, any thread.
#pragma once

#include "renderer/measure/planar_picture.h"

namespace senga {

double banding(const FloatPlane& luma);

} // namespace senga
