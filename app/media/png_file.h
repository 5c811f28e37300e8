// Reads and writes PNG files of opaque RGB, 8 or 16 bits per sample. No colour management, no alpha, no metadata: the
// file's bytes depend on nothing but the picture. A picture is written beside its place and renamed into it, so that a
// failure leaves what was there. Free functions, any thread.
#pragma once

#include "renderer/base/result.h"
#include "renderer/picture/size.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace senga {

// Rows from the top, R G B R G B without padding: 3 * w * h samples.
struct Rgb8Image {
    Size size;
    std::vector<std::uint8_t> samples;
};
struct Rgb16Image {
    Size size;
    std::vector<std::uint16_t> samples;
    int file_bit_depth = 16; // read_png only: 8 where the samples are 8-bit codes times 257
};

Outcome write_png(const std::filesystem::path& path, const Rgb8Image& image);
Outcome write_png(const std::filesystem::path& path, const Rgb16Image& image);

// Gray and palette become RGB, alpha is dropped, fewer than 8 bits become 8.
Result<Rgb16Image> read_png(const std::filesystem::path& path);

} // namespace senga
