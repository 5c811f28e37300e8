// CostMeter measures what the steps of a plan cost on the GPU: last, average and highest time of each. It waits for
// nothing; figures arrive a few frames late. Whoever does not look does not measure: the Runner times only what it is
// given a meter for.
// Belongs to the thread of the GL context.
#pragma once

#include "renderer/gl/gpu_timer.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace senga {

struct Plan;

struct StepCost {
    double last_ms = 0.0;
    double average_ms = 0.0; // of the last dozens of frames, older ones fading
    double peak_ms = 0.0;
    int samples = 0;
};

class CostMeter {
public:
    // Called by the Runner around each step. Another plan starts anew.
    void begin(const std::shared_ptr<const Plan>& plan, std::size_t step);
    void end();

    // One per step of the plan measured last, as far as results have arrived.
    const std::vector<StepCost>& costs();
    // The plan they belong to; null before the first.
    const std::shared_ptr<const Plan>& plan() const { return plan_; }

private:
    std::shared_ptr<const Plan> plan_;
    std::vector<gl::GpuTimer> timers_;
    std::vector<StepCost> costs_;
    std::size_t current_ = 0;
};

} // namespace senga
