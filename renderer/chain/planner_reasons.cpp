// Why a pass of a plan does not run, in words.
#include "renderer/chain/planner.h"

#include <fmt/format.h>

#include <algorithm>

namespace senga::detail {

std::string pass_label(const ChainEntry& entry, const PassBlock& block) {
    return block.desc.empty() ? entry.id : fmt::format("{} ({})", block.desc, entry.id);
}

std::string Planner::absence_of(Stage stage) const {
    const bool down = direction_ == Direction::down;
    const bool up = direction_ == Direction::up;
    switch (stage) {
    case Stage::alpha:
    case Stage::alpha_scaled:
        return fmt::format("there is no {} stage: pictures are opaque here", stage_name(stage));
    case Stage::xyz:
        return "there is no XYZ stage: such files are turned into RGB when they are read";
    case Stage::linear:
        return fmt::format(
            "LINEAR exists only where the picture is scaled in linear light, and here it is {}",
            down ? "shrunk in gamma light; choose linear light for shrinking (down_light, --down-light)"
            : up ? "enlarged in gamma light; choose linear or sigmoid light for enlarging (up_light, --light)"
                 : "shown pixel for pixel");
    case Stage::sigmoid:
        return fmt::format(
            "SIGMOID exists only where the picture is enlarged in sigmoid light, and here it is {}",
            down ? "shrunk"
            : up ? fmt::format("enlarged in {} light; choose sigmoid light for enlarging (up_light, --light)",
                               light_name(chain_.scaling.up_light))
                 : "shown pixel for pixel");
    default:
        return fmt::format("this video has no {} stage ({})", stage_name(stage), subsampling_name(plan_.format));
    }
}

std::string Planner::missing_reason(const Hooked& hooked, const std::string& name) const {
    if (const std::optional<Stage> stage = stage_from_name(name)) {
        return *stage > hooked.stage
                   ? fmt::format("needs {}, which comes only after {}", name, stage_name(hooked.stage))
                   : fmt::format("needs {}, but {}", name, absence_of(*stage));
    }
    for (std::size_t e = 0; e < chain_.entries.size(); ++e) {
        const ChainEntry& entry = chain_.entries[e];
        if (!entry.shader) {
            continue;
        }
        for (const PassBlock& block : entry.shader->passes) {
            if (block.save != name) {
                continue;
            }
            std::string state = "does not run before it";
            if (entry.failure) {
                state = "failed";
            } else if (!takes_part(chain_, e)) {
                state = "is off";
            } else if (e > hooked.entry && chain_.entries[hooked.entry].leads == entry.leads) {
                state = "stands after it in the chain";
            } else {
                const auto same = std::find_if(plan_.reports.begin(), plan_.reports.end(), [&](const PassReport& r) {
                    return r.entry == e && r.saves == name && r.status != PassStatus::runs;
                });
                if (same != plan_.reports.end()) {
                    state = "does not run either";
                }
            }
            return fmt::format("needs {} from {}, which {}", name, pass_label(entry, block), state);
        }
    }
    return fmt::format("needs {}, which no pass of this chain saves", name);
}

void Planner::report_unmet() {
    for (std::size_t e = 0; e < chain_.entries.size(); ++e) {
        const ChainEntry& entry = chain_.entries[e];
        if (!entry.shader) {
            continue;
        }
        for (std::size_t b = 0; b < entry.shader->passes.size(); ++b) {
            const PassBlock& pass = entry.shader->passes[b];
            const bool met = std::any_of(plan_.reports.begin(), plan_.reports.end(),
                                         [&](const PassReport& r) { return r.entry == e && r.block == b; });
            if (met || pass.hooks.empty()) {
                continue;
            }
            PassReport report = describe({e, b, pass.hooks.front(), entry, *entry.shader, pass}, {});
            const bool on = takes_part(chain_, e);
            report.status = entry.failure ? PassStatus::failed : on ? PassStatus::skipped : PassStatus::off;
            report.reason = entry.failure ? to_string(*entry.failure)
                            : on          ? absence_of(report.stage)
                                          : std::string(why_not(chain_, e));
            plan_.reports.push_back(std::move(report));
        }
    }
}

} // namespace senga::detail
