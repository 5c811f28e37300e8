// Between the frames of app/media and those who bring them to the GPU and back, neither of whom knows the other.
// Nothing is copied. Pure functions, any thread.
#pragma once

#include "app/media/video_reader.h"
#include "renderer/engine/download.h"
#include "renderer/engine/upload.h"

#include <vector>

namespace senga {

// For PlaneUploader; valid as long as the frame.
std::vector<PlaneData> planes_of(const RawFrame& frame);

// Of what PictureDownloader made; time and number are left to the caller.
RawFrame raw_frame(Downloaded&& picture);

} // namespace senga
