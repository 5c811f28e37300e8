// Segments say which chain each frame of a render gets: ranges with chains of their own, and one chain for the rest.
// Plain data and a pure function, any thread.
#pragma once

#include "app/render/moment.h"
#include "renderer/chain/chain.h"

#include <cstddef>
#include <vector>

namespace senga {

struct Segments {
    // chains[0] is that of the rest; chains[i + 1] that of ranges[i]. Ranges do not overlap.
    std::vector<Stretch> ranges;
    std::vector<Chain> chains;
};

// The index of the frame's chain.
inline std::size_t chain_at(const Segments& segments, std::int64_t frame, double pts_s) {
    for (std::size_t i = 0; i < segments.ranges.size(); ++i) {
        if (contains(segments.ranges[i], frame, pts_s)) {
            return i + 1;
        }
    }
    return 0;
}

} // namespace senga
