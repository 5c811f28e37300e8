// The arithmetic of costs: what the measured steps add up to, by pass and in all, and how that compares with the time a
// frame lasts. No widgets and no measuring: renderer/engine/cost.h measures, app/panel/cost.cpp draws.
// Steps without a figure yet count nothing. Pure functions, any thread.
#pragma once

#include "app/state/state.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace senga {

// Whether any step has a figure.
bool measured(const CostState& cost);

// The sum of all steps' averages.
double total_ms(const CostState& cost);

// The sum of the averages of the pass's steps; nullopt while none has a figure.
std::optional<double> entry_ms(const CostState& cost, std::size_t entry);

// How long a frame of the film lasts at the present speed; nullopt where the film has no rate.
std::optional<double> budget_ms(const PlayerState& player);

// A pass's part of the total; no entry: all of the engine's own steps.
struct CostShare {
    std::optional<std::size_t> entry;
    double ms = 0.0;
};
// In order of the first step of each; those without figures are left out.
std::vector<CostShare> cost_shares(const CostState& cost);

// The bar of the shares, end to end: it is as long as the budget, or as the total if that is longer. Positions are 0..1
// of its length. A share that crosses the budget is cut in two there.
struct BarPiece {
    enum class Side { within, beyond }; // of the budget
    std::optional<std::size_t> entry;
    double begin = 0.0;
    double end = 0.0;
    Side side = Side::within;
};
std::vector<BarPiece> bar_pieces(const std::vector<CostShare>& shares, std::optional<double> budget_ms);

// A line over past totals, in shares of its width and height, from the lower left. The top is the largest total, or the
// budget where that is larger.
struct SparkPoint {
    float x = 0.0F;
    float y = 0.0F;
};
struct Sparkline {
    std::vector<SparkPoint> points;
    std::optional<float> budget; // where it lies
};
Sparkline sparkline(const std::vector<float>& history_ms, std::optional<double> budget_ms);

} // namespace senga
