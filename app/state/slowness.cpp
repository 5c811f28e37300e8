#include "app/state/slowness.h"

#include "app/input/bindings.h"
#include "app/state/cost.h"
#include "app/state/text.h"
#include "app/state/toasts.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace senga {
namespace {

constexpr int reports_in_a_row = 4;
constexpr double hopeless = 3.0; // so many times the budget: half as many reports say enough
constexpr const char* way_out = "chain.preset-off";

// The same chain stays one while passes are switched and tuned: whoever does that knows.
std::string name_of(const ChainState& chain) {
    if (!chain.preset.empty()) {
        return chain.preset;
    }
    std::string ids;
    for (const ChainEntry& entry : chain.chain.entries) {
        ids += entry.id + "\n";
    }
    return ids;
}

bool plays(const PlayerState& player) {
    return player.opened && !player.idle && !player.paused && !player.ended;
}

// The pass that costs most; none where no pass costs anything: then no other preset would help.
std::optional<CostShare> dearest(const State& state) {
    std::optional<CostShare> out;
    for (const CostShare& share : cost_shares(state.chain.cost)) {
        const bool pass = share.entry && *share.entry < state.chain.chain.entries.size();
        if (pass && (!out || share.ms > out->ms)) {
            out = share;
        }
    }
    return out;
}

int samples_of(const CostState& cost) {
    int sum = 0;
    for (const CostState::Step& step : cost.steps) {
        sum += step.samples;
    }
    return sum;
}

bool told(const ChainState& chain) {
    const std::vector<std::string>& all = chain.told_slow;
    return std::find(all.begin(), all.end(), name_of(chain)) != all.end();
}

void tell(State& state, const CostShare& share, double budget, double now_s) {
    const Language language = state.view.language;
    const ChainState& chain = state.chain;
    std::string text = chain.cost.software ? std::string(tr(language, Text::slow_software)) + "\n" : "";
    text += tr_format(language, Text::slow_chain, milliseconds_text(total_ms(chain.cost)), milliseconds_text(budget));
    text += "\n" + tr_format(language, Text::slow_pass, pass_title(language, chain.chain.entries[*share.entry]),
                             milliseconds_text(share.ms));
    if (const std::string key = main_key_text(state.library.keys, way_out); !key.empty()) {
        text += "\n" + tr_format(language, Text::slow_way_out, key);
    }
    show_warning(state.view, "slow", std::move(text), now_s);
}

} // namespace

void judge_cost(State& state, double now_s) {
    ChainState& chain = state.chain;
    const int samples = samples_of(chain.cost);
    if (std::exchange(chain.slow_samples, samples) == samples) {
        return; // nothing ran since
    }
    const std::optional<double> budget = budget_ms(state.player);
    const std::optional<CostShare> share = dearest(state);
    const bool over =
        plays(state.player) && chain.compile.complete() && budget && share && total_ms(chain.cost) > *budget;
    if (chain.slow_revision != chain.revision) { // figures of another chain count for that one
        chain.slow_revision = chain.revision;
        chain.slow_reports = 0;
    }
    const int weight = over && total_ms(chain.cost) > hopeless * *budget ? 2 : 1;
    chain.slow_reports = over ? chain.slow_reports + weight : 0;
    if (chain.slow_reports >= reports_in_a_row && !told(chain)) {
        chain.told_slow.push_back(name_of(chain));
        tell(state, *share, *budget, now_s);
    }
}

bool judging_cost(const State& state) {
    const ChainState& chain = state.chain;
    return chain.cost.software && plays(state.player) && !chain.chain.entries.empty() && chain.chain.enabled &&
           !told(chain);
}

} // namespace senga
