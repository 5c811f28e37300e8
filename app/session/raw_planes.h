// planes_of() shows a decoded frame's samples to PlaneUploader: neither of the two knows the other. Nothing is copied:
// the result is valid as long as the frame. Pure, any thread.
#pragma once

#include "app/media/video_reader.h"
#include "renderer/engine/upload.h"

#include <vector>

namespace senga {

std::vector<PlaneData> planes_of(const RawFrame& frame);

} // namespace senga
