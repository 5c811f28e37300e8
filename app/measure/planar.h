// Turns what VideoReader hands out into the plain planes that measurements take, and back: chroma pairs and RGBA pixels
// are taken apart, bytes widened. No sample changes its value. Pure functions, any thread.
#pragma once

#include "app/media/video_reader.h"
#include "renderer/measure/planar_picture.h"

namespace senga {

PlanarPicture planar_picture(const RawFrame& frame);

// Of time and number 0; RGB becomes RGBA with an opaque alpha.
RawFrame raw_frame(const PlanarPicture& picture);

} // namespace senga
