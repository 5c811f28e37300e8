// What "senga frame" has written, for --json. Plain data and a pure function, any thread.
#pragma once

#include "renderer/picture/size.h"

#include <cstdint>
#include <string>
#include <vector>

namespace senga {

struct WrittenPicture {
    std::string file;
    std::int64_t frame = 0;
    double time_s = 0.0;
    std::string chain;
    Rect area; // of the file: all of it, or a sheet's tile
};

struct FrameReport {
    std::string input;
    std::vector<WrittenPicture> pictures;
    std::string sheet; // the file; empty: there is none
    Size sheet_size;
};

std::string frame_json(const FrameReport& report);

} // namespace senga
