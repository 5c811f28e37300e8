// What an --input option says: a picture's size and FFmpeg pixel format. Pure function, any thread.
#pragma once

#include "renderer/base/result.h"
#include "renderer/picture/frame_format.h"

#include <string>

namespace senga {

// "1280x720" (8-bit 4:2:0) or "1280x720:yuv444p10"; the matrix is guessed from the size as players guess it. Errors:
// usage.
Result<FrameFormat> parse_input_format(const std::string& text);

} // namespace senga
