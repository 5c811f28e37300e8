#include "renderer/engine/cost.h"

#include "renderer/chain/plan.h"

#include <algorithm>

namespace senga {
namespace {

// How much of the average a new sample is, once there are so many: about half a second of film counts.
constexpr int window_frames = 16;

void add(StepCost& cost, double ms) {
    ++cost.samples;
    cost.last_ms = ms;
    cost.average_ms += (ms - cost.average_ms) / std::min(cost.samples, window_frames);
    cost.peak_ms = std::max(cost.peak_ms, ms);
}

} // namespace

void CostMeter::begin(const std::shared_ptr<const Plan>& plan, std::size_t step) {
    if (plan_ != plan) {
        plan_ = plan;
        timers_.clear();
        timers_.resize(plan->steps.size());
        costs_.assign(plan->steps.size(), {});
    }
    current_ = step;
    timers_[current_].begin();
}

void CostMeter::end() {
    timers_[current_].end();
}

const std::vector<StepCost>& CostMeter::costs() {
    for (std::size_t i = 0; i < timers_.size(); ++i) {
        while (const auto ms = timers_[i].take_ms()) {
            add(costs_[i], *ms);
        }
    }
    return costs_;
}

} // namespace senga
