// InputFirst decides when the panels are drawn over the last finished picture instead of a new one: where a picture
// takes long to make, what the viewer does is answered before the next is begun. After a slow one, input has the turns
// for as long as that took, half a second at most; then a picture has one again, so that the film goes on.
// It knows no window; times are those of the loop's clock. Main thread.
#pragma once

#include <algorithm>

namespace senga {

class InputFirst {
public:
    // A turn made a picture (or found that there is none to make) between these times.
    void drew(double began_s, double ended_s) {
        const double took = ended_s - began_s;
        until_s_ = took >= slow_s ? ended_s + std::min(took, longest_s) : ended_s;
    }
    bool holds(double now_s) const { return now_s < until_s_; }

private:
    static constexpr double slow_s = 0.1; // from here on a press feels late
    static constexpr double longest_s = 0.5;
    double until_s_ = 0.0;
};

} // namespace senga
