// Pace says whether measuring goes on: until Ctrl+C or the end of the time that was given. What has been measured by
// then is kept. A second Ctrl+C ends the program at once.
// Main thread; one at a time, as it takes the signal for as long as it lives.
#pragma once

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
    ~Pace();
    Pace(const Pace&) = delete;
    Pace& operator=(const Pace&) = delete;

    // To be asked before every sample.
    bool go_on() const;
    // Infinite where there is no limit.
    double left_s() const;

    enum class End { none, interrupted, out_of_time };
    End end() const;

private:
    Options options_;
    std::chrono::steady_clock::time_point begun_;
    void (*former_)(int) = nullptr;
};

} // namespace senga
