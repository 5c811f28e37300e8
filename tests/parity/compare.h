// How far two pictures are apart, and how far they may be. Every pixel counts: there are no masks and no borders left
// out. Pure functions, any thread.
#pragma once

#include "tests/parity/float_image.h"

#include <cstddef>
#include <string>

namespace senga::parity {

// Differences are in steps of 8 bits (1/255).
struct Comparison {
    bool same_size = false;
    double max = 0.0;     // of any channel; infinite where either picture holds no number
    double mean = 0.0;    // of all channels of all pixels
    std::size_t over = 0; // pixels of which a channel differs by more than 1
    std::size_t pixels = 0;
    double share_over() const { return pixels == 0 ? 1.0 : static_cast<double>(over) / static_cast<double>(pixels); }
};

Comparison compare(const FloatImage& a, const FloatImage& b);

// What a chain does with rounding differences decides the bound.
enum class Kind {
    smooth,     // passes that compute: a difference stays as small as it came
    comparing,  // passes that compare pixels strictly: a difference in the last bit can choose another direction
    same_input, // any pass, where both engines were given the same bits: only the arithmetic of the passes is left
};

// smooth: at most 1/255 anywhere and 0.1/255 on average. comparing: at most 0.1 % of the pixels over 1/255, and 0.1/255
// on average. same_input: at most 0.01/255 anywhere; a pass makes some ten sums of values of at most 2, each off by
// 2^-24 of it, and a chain has a few passes: 100 * 2^-23 * 255 = 0.003.
bool within(const Comparison& comparison, Kind kind);

// "max 0.012  mean 0.0003  over 1/255: 0 of 230400 (0.0000 %)"
std::string to_text(const Comparison& comparison);

} // namespace senga::parity
