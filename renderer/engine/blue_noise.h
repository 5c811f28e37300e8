// A tile of blue noise for dithering: every rank from 0 to size*size-1 once, neighbours far apart in rank.
// Source: R. Ulichney, "The void-and-cluster method for dither array generation", 1993. Deterministic; no GL; any
// thread.
#pragma once

#include <vector>

namespace senga {

// Row by row, values 0 .. size*size-1. `size` is a power of two of at most 128.
std::vector<int> blue_noise_ranks(int size);

} // namespace senga
