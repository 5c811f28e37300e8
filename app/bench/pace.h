// Pace says whether measuring goes on: until Ctrl+C or the end of the time that was given. What has been measured by
// then is kept. A second Ctrl+C ends the program at once.
// Main thread, and before others are started (interruption.h).
#pragma once

#include "app/offline/interruption.h"

#include <chrono>
#include <functional>

namespace senga {

class Pace {
public:
    struct Options {
        double limit_s = 0.0;              // 0: none
        std::function<void()> on_sample{}; // called by every question, for a progress line
    };
    explicit Pace(Options options);

    // To be asked before every sample.
    bool go_on() const;
    // Infinite where there is no limit.
    double left_s() const;

    enum class End { none, interrupted, out_of_time };
    End end() const;

private:
    Options options_;
    std::chrono::steady_clock::time_point begun_;
    mutable Interruption interruption_; // asking it changes nothing that is seen here
};

} // namespace senga
