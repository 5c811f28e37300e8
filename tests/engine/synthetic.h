// Pictures made of formulas, for the comparison of passes with their scalar references: ramps, impulses, checkers,
// lines of one pixel, steps in all directions, noise, ties, values outside 0..1, and the sizes at which borders meet.
// Not a test. Pure functions, any thread.
#pragma once

#include "tests/reference/image.h"

#include <cstdint>
#include <string>
#include <vector>

namespace senga::test {

struct Synthetic {
    std::string name;
    reference::Image rgb; // three channels
};

// More than thirty pictures of at most 64 pixels, and one of 853x479.
std::vector<Synthetic> synthetic_pictures();

// The first channel, as codes of `bit_depth` bits of limited range: what a decoder hands out.
reference::Image luma_codes(const reference::Image& rgb, int bit_depth);

// Even numbers from 0 to 1, the same for the same seed everywhere.
class Noise {
public:
    explicit Noise(std::uint32_t seed) : state_(seed * 2654435761U + 1U) {}
    float next() {
        state_ = state_ * 1664525U + 1013904223U;
        return static_cast<float>(state_ >> 8U) / 16777216.0F;
    }

private:
    std::uint32_t state_;
};

// An R'G'B' picture in which every sample is Noise's next.
reference::Image noise_picture(int w, int h, std::uint32_t seed);

} // namespace senga::test
