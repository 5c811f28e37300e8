#include "app/state/cost.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace senga {

bool measured(const CostState& cost) {
    return std::any_of(cost.steps.begin(), cost.steps.end(), [](const CostState::Step& s) { return s.samples > 0; });
}

double total_ms(const CostState& cost) {
    double sum = 0.0;
    for (const CostState::Step& step : cost.steps) {
        sum += step.samples > 0 ? step.average_ms : 0.0;
    }
    return sum;
}

std::optional<double> entry_ms(const CostState& cost, std::size_t entry) {
    std::optional<double> sum;
    for (const CostState::Step& step : cost.steps) {
        if (step.entry == entry && step.samples > 0) {
            sum = sum.value_or(0.0) + step.average_ms;
        }
    }
    return sum;
}

std::optional<double> budget_ms(const PlayerState& player) {
    const double frames_per_s = player.fps * player.speed;
    return std::isfinite(frames_per_s) && frames_per_s > 0.0 ? std::optional(1000.0 / frames_per_s) : std::nullopt;
}

std::vector<CostShare> cost_shares(const CostState& cost) {
    std::vector<CostShare> shares;
    for (const CostState::Step& step : cost.steps) {
        if (step.samples == 0) {
            continue;
        }
        const auto same = std::find_if(shares.begin(), shares.end(),
                                       [&](const CostShare& share) { return share.entry == step.entry; });
        if (same != shares.end()) {
            same->ms += step.average_ms;
        } else {
            shares.push_back({step.entry, step.average_ms});
        }
    }
    return shares;
}

std::vector<BarPiece> bar_pieces(const std::vector<CostShare>& shares, std::optional<double> budget_ms) {
    double total = 0.0;
    for (const CostShare& share : shares) {
        total += share.ms;
    }
    const double limit = budget_ms.value_or(std::numeric_limits<double>::infinity());
    const double length = std::max(total, budget_ms.value_or(0.0));
    std::vector<BarPiece> pieces;
    double begin = 0.0;
    for (const CostShare& share : shares) {
        const double end = begin + std::max(share.ms, 0.0);
        const double cut = std::clamp(limit, begin, end);
        if (cut > begin) {
            pieces.push_back({share.entry, begin / length, cut / length, BarPiece::Side::within});
        }
        if (end > cut) {
            pieces.push_back({share.entry, cut / length, end / length, BarPiece::Side::beyond});
        }
        begin = end;
    }
    return pieces;
}

Sparkline sparkline(const std::vector<float>& history_ms, std::optional<double> budget_ms) {
    const auto height = [](float ms) { return std::isfinite(ms) ? std::max(ms, 0.0F) : 0.0F; };
    float top = budget_ms ? static_cast<float>(*budget_ms) : 0.0F;
    for (const float ms : history_ms) {
        top = std::max(top, height(ms));
    }
    Sparkline line;
    if (!(top > 0.0F)) {
        return line;
    }
    const float last = static_cast<float>(std::max<std::size_t>(history_ms.size(), 2) - 1);
    for (std::size_t i = 0; i < history_ms.size(); ++i) {
        line.points.push_back({static_cast<float>(i) / last, height(history_ms[i]) / top});
    }
    if (budget_ms) {
        line.budget = static_cast<float>(*budget_ms) / top;
    }
    return line;
}

} // namespace senga
