#include "app/state/chain_history.h"

#include "app/state/chain_state.h"
#include "app/state/entries.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace senga {
namespace {

constexpr std::size_t most_moments = 200;
constexpr double one_gesture_s = 1.0;

bool has_condition_on(const ChainEntry& entry, const std::string& name) {
    return std::any_of(entry.conditional.begin(), entry.conditional.end(),
                       [&](const ConditionalValues& values) { return values.values.contains(name); });
}

// What a parameter is set to, whether it is said or the shader's own; nothing where a condition decides.
std::optional<double> value_of(const ChainEntry& entry, const std::string& name) {
    if (const auto said = entry.values.find(name); said != entry.values.end()) {
        return said->second;
    }
    const Parameter* parameter = entry.shader ? entry.shader->find_parameter(name) : nullptr;
    return parameter == nullptr || has_condition_on(entry, name) ? std::nullopt : std::optional(parameter->initial);
}

bool same_conditions(const ChainEntry& a, const ChainEntry& b) {
    return std::equal(
        a.conditional.begin(), a.conditional.end(), b.conditional.begin(), b.conditional.end(),
        [](const ConditionalValues& one, const ConditionalValues& other) { return one.values == other.values; });
}

bool saved_alike(const ChainEntry& a, const ChainEntry& b) {
    const auto agree = [&](const ParameterValues& values) {
        return std::all_of(values.begin(), values.end(),
                           [&](const auto& value) { return value_of(a, value.first) == value_of(b, value.first); });
    };
    return a.id == b.id && a.enabled == b.enabled && same_conditions(a, b) && agree(a.values) && agree(b.values);
}

ChainMoment moment_of(const ChainState& chain) {
    return {.chain = chain.chain, .preset = chain.preset, .loaded = chain.loaded};
}

// An entry of the present chain stands in for the remembered one of the same name in all that is not arranged: its
// file may have been edited since, and a failure is the file's.
void take_over_present(ChainEntry& entry, const ChainEntry& present) {
    ChainEntry out = present;
    out.enabled = entry.enabled;
    out.leads = entry.leads;
    out.values = std::move(entry.values);
    out.conditional = std::move(entry.conditional);
    entry = std::move(out);
}

void restore(ChainState& chain, const ChainMoment& moment) {
    Chain arranged = moment.chain;
    arranged.enabled = chain.chain.enabled;
    for (std::size_t i = 0; i < arranged.entries.size(); ++i) {
        ChainEntry& entry = arranged.entries[i];
        entry.muted = false; // unless it is so now
        entry.solo = false;
        const ChainEntry* present = find_entry(chain.chain, entry.id, occurrence(arranged, i));
        present = present != nullptr ? present : find_entry(chain.chain, entry.id, 0);
        if (present != nullptr) {
            take_over_present(entry, *present);
        }
    }
    chain.chain = std::move(arranged);
    const bool known = std::any_of(chain.presets.begin(), chain.presets.end(),
                                   [&](const PresetName& preset) { return preset.key == moment.preset; });
    chain.loaded = moment.loaded;
    chain.preset = known ? moment.preset : std::string();
    chain.awaited = chain.preset;
    chain.declined.clear();
    chain.plan.reset();
    ++chain.revision;
    chain.modified = differs_from_loaded(chain);
}

} // namespace

bool differs_from_loaded(const ChainState& chain) {
    if (!chain.loaded || chain.preset.empty()) {
        return true;
    }
    const std::vector<ChainEntry>& now = chain.chain.entries;
    const std::vector<ChainEntry>& then = chain.loaded->entries;
    return !(chain.chain.scaling == chain.loaded->scaling) ||
           !std::equal(now.begin(), now.end(), then.begin(), then.end(), saved_alike);
}

void begin_history(ChainState& chain) {
    if (chain.history.moments.empty()) {
        restart_history(chain);
    }
}

void restart_history(ChainState& chain) {
    chain.history = {.moments = {moment_of(chain)}};
}

void remember_change(ChainState& chain, const ChainChange& change) {
    ChainHistory& history = chain.history;
    const bool goes_on = !change.topic.empty() && history.at > 0 && !history.can_redo() &&
                         history.moments.back().topic == change.topic &&
                         change.now_s - history.moments.back().time_s < one_gesture_s;
    if (!history.moments.empty()) {
        history.moments.resize(history.at + (goes_on ? 0 : 1));
    }
    ChainMoment now = moment_of(chain);
    now.topic = change.topic;
    now.time_s = change.now_s;
    history.moments.push_back(std::move(now));
    if (history.moments.size() > most_moments) {
        history.moments.erase(history.moments.begin());
    }
    history.at = history.moments.size() - 1;
}

void remember_saved(ChainState& chain) {
    begin_history(chain);
    ChainMoment& present = chain.history.moments[chain.history.at];
    present.chain.name = chain.chain.name;
    present.preset = chain.preset;
    for (ChainMoment& moment : chain.history.moments) {
        if (moment.preset == chain.preset) {
            moment.loaded = chain.loaded;
        }
    }
}

bool step_history(ChainState& chain, HistoryStep step) {
    ChainHistory& history = chain.history;
    if (step == HistoryStep::undo ? !history.can_undo() : !history.can_redo()) {
        return false;
    }
    history.at = step == HistoryStep::undo ? history.at - 1 : history.at + 1;
    const std::string before = chain.preset;
    restore(chain, history.moments[history.at]);
    if (chain.preset != before && !before.empty()) {
        chain.last_preset = before;
    }
    return true;
}

} // namespace senga
