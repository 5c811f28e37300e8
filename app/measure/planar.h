// Turns what VideoReader hands out into the plain planes that measurements take: chroma pairs and RGBA pixels are taken
// apart, bytes widened. No sample changes its value. Pure function, any thread.
#pragma once

#include "app/media/video_reader.h"
#include "renderer/measure/planar_picture.h"

namespace senga {

PlanarPicture planar_picture(const RawFrame& frame);

} // namespace senga
