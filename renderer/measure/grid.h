// The grid two pictures are measured on: one size and one way of storing colour. Says in what two formats differ and
// converts a picture from one to the other; whether to convert is the user's decision, never taken here. Pixel aspect,
// rotation and transfer are not part of it: codes are measured as they are stored. Pure functions, any thread.
#pragma once

#include "renderer/chain/scaling.h"
#include "renderer/measure/planar_picture.h"

#include <string>
#include <vector>

namespace senga {

struct Grid {
    FrameFormat format;
    KernelChoice kernel = Kernel::catmull_rom; // separable
};

// "size: 1920x1080 against 1280x720", "depth: 10 bits against 8"; empty where the pictures can be measured as they are.
std::vector<std::string> grid_differences(const FrameFormat& a, const FrameFormat& b);

// "1920x1080 4:2:0, 10 bits, bt709, limited".
std::string grid_text(const FrameFormat& format);

// In gamma light. Where only size or depth change, plane by plane; else through R'G'B' at the picture's own size, not
// clipped in between. Codes are rounded to the nearest, not dithered.
PlanarPicture to_grid(const PlanarPicture& picture, const Grid& grid);

} // namespace senga
