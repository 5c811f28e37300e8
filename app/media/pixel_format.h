// What FFmpeg's table of pixel formats says of a format by name. Pure function, any thread.
#pragma once

#include "renderer/picture/frame_format.h"

#include <string>

namespace senga {

struct PixelFormat {
    Layout layout = Layout::ycbcr;
    Subsampling subsampling;
    int bit_depth = 8;
};

// "yuv420p10", "nv12", "gbrp". Of an unknown name: 8-bit 4:2:0.
PixelFormat pixel_format_by_name(const std::string& name);

bool pixel_format_known(const std::string& name);

} // namespace senga
