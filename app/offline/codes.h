// A picture as the codes that stand in its file: R, G, B of 8 or 16 bits. What offline pictures are written from and
// what is pasted together of them. It knows no GL. Plain data and pure functions but for write(); any thread.
#pragma once

#include "app/offline/offline.h"
#include "renderer/base/result.h"
#include "renderer/picture/size.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace senga {

struct Codes {
    Size size;
    int depth = 8;                      // 8 or 16
    std::vector<std::uint16_t> samples; // rows from the top, R G B without padding; 0 to 2^depth - 1
};

// Alpha is dropped; values beyond 0 to 1 are held at the ends, what is no number is 0.
Codes codes_of(const OfflineImage& image, int depth);

// A PNG of that depth; folders that are missing are made. Errors: file_unwritable.
Outcome write(const std::filesystem::path& path, const Codes& codes);

} // namespace senga
