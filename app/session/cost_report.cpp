#include "app/session/cost_report.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace senga {
namespace {

constexpr std::size_t history_length = 120;

void add_to_history(CostState& cost, std::vector<float> history) {
    const bool measured =
        std::any_of(cost.steps.begin(), cost.steps.end(), [](const CostState::Step& step) { return step.samples > 0; });
    if (measured) {
        const double total =
            std::accumulate(cost.steps.begin(), cost.steps.end(), 0.0,
                            [](double sum, const CostState::Step& step) { return sum + step.last_ms; });
        if (history.size() >= history_length) {
            history.erase(history.begin());
        }
        history.push_back(static_cast<float>(total));
    }
    cost.history_ms = std::move(history);
}

void report_steps(CostMeter& meter, CostState& out) {
    const std::vector<StepCost>& costs = meter.costs();
    for (std::size_t i = 0; i < costs.size(); ++i) {
        const PlanStep& step = meter.plan()->steps[i];
        const auto* pass = std::get_if<PassStep>(&step.what);
        out.steps.push_back({.entry = pass != nullptr ? std::optional(pass->entry) : std::nullopt,
                             .name = meter.plan()->textures[static_cast<std::size_t>(step.output)].name,
                             .last_ms = costs[i].last_ms,
                             .average_ms = costs[i].average_ms,
                             .peak_ms = costs[i].peak_ms,
                             .samples = costs[i].samples,
                             .stage = pass != nullptr ? std::string(stage_name(pass->stage)) : std::string()});
    }
}

} // namespace

CostState cost_report(Slot& slot, const Runner& runner, const CostState& before) {
    CostState out;
    const gl::DriverInfo driver = gl::current_driver();
    out.renderer = driver.renderer;
    out.software = driver.software();
    out.pool_bytes = runner.pool().bytes();
    if (CostMeter* meter = slot.meter()) {
        report_steps(*meter, out);
    }
    std::map<std::string, int, std::less<>> seen;
    for (TextureUse& use : slot.textures()) {
        const int occurrence = seen[use.name]++;
        const bool viewable = slot.plan() && find_texture(*slot.plan(), use.name, occurrence) >= 0;
        out.textures.push_back(
            {std::move(use.name), occurrence, use.size, std::string(use.format), use.bytes, viewable});
    }
    add_to_history(out, before.history_ms);
    return out;
}

} // namespace senga
