// What is wanted of the chain. Every command that changes it ends in exactly one chain_changed() or chain_rebuilt().
#include "app/state/command_reducer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace senga {
namespace {

// The entry as the preset had it: the n-th with this id, so that a shader that stands twice is told apart.
const ChainEntry* entry_as_loaded(const ChainState& chain, std::size_t index) {
    if (!chain.loaded) {
        return nullptr;
    }
    const std::vector<ChainEntry>& now = chain.chain.entries;
    const std::string& id = now[index].id;
    const auto same = [&](const ChainEntry& other) { return other.id == id; };
    auto before = std::count_if(now.begin(), now.begin() + static_cast<std::ptrdiff_t>(index), same);
    for (const ChainEntry& candidate : chain.loaded->entries) {
        if (same(candidate) && before-- == 0) {
            return &candidate;
        }
    }
    return nullptr;
}

// Whether anything changed.
bool reset_value(ChainEntry& entry, const ChainEntry* loaded, const std::string& name) {
    const auto now = entry.values.find(name);
    const auto then = loaded != nullptr ? loaded->values.find(name) : entry.values.end();
    if (loaded == nullptr || then == loaded->values.end()) {
        if (now == entry.values.end()) {
            return false;
        }
        entry.values.erase(now);
        return true;
    }
    if (now != entry.values.end() && now->second == then->second) {
        return false;
    }
    entry.values[name] = then->second;
    return true;
}

} // namespace

ChainEntry* CommandReducer::entry(std::size_t index) {
    std::vector<ChainEntry>& entries = state_.chain.chain.entries;
    return index < entries.size() ? &entries[index] : nullptr;
}

void CommandReducer::chain_changed() {
    ++state_.chain.revision;
    state_.chain.modified = true;
}

void CommandReducer::chain_rebuilt() {
    chain_changed();
    state_.chain.plan.reset();
}

void CommandReducer::operator()(const command::TogglePass& wanted) {
    ChainEntry* pass = entry(wanted.entry);
    if (pass == nullptr) {
        return;
    }
    pass->enabled = !pass->enabled;
    if (pass->enabled && pass->shader) {
        pass->failure.reset(); // switching a refused pass off and on tries it again
    }
    chain_changed();
    toast("pass", fmt::format("{} {}: {}", wanted.entry + 1, pass->label, pass->enabled ? "on" : "off"));
}

void CommandReducer::operator()(const command::ToggleChain&) {
    Chain& chain = state_.chain.chain;
    chain.enabled = !chain.enabled;
    chain_changed();
    toast("chain", chain.enabled ? "All passes: as set" : "All passes: off");
}

void CommandReducer::operator()(const command::SetParameter& wanted) {
    ChainEntry* pass = entry(wanted.entry);
    const Parameter* parameter = pass != nullptr && pass->shader ? pass->shader->find_parameter(wanted.name) : nullptr;
    if (parameter == nullptr) {
        return;
    }
    const double value = sanitised(*parameter, wanted.value);
    const auto present = pass->values.find(wanted.name);
    if (present != pass->values.end() && present->second == value) {
        return;
    }
    pass->values[wanted.name] = value;
    chain_changed();
}

void CommandReducer::operator()(const command::ResetParameter& wanted) {
    ChainEntry* pass = entry(wanted.entry);
    if (pass != nullptr && reset_value(*pass, entry_as_loaded(state_.chain, wanted.entry), wanted.name)) {
        chain_changed();
    }
}

void CommandReducer::operator()(const command::ResetPass& wanted) {
    ChainEntry* pass = entry(wanted.entry);
    if (pass == nullptr) {
        return;
    }
    const ChainEntry* loaded = entry_as_loaded(state_.chain, wanted.entry);
    const ParameterValues values = loaded != nullptr ? loaded->values : ParameterValues{};
    if (pass->values == values) {
        return;
    }
    pass->values = values;
    chain_changed();
}

void CommandReducer::operator()(const command::MovePass& wanted) {
    std::vector<ChainEntry>& entries = state_.chain.chain.entries;
    const bool back = wanted.direction == Direction::back;
    if (wanted.entry >= entries.size() || (back ? wanted.entry == 0 : wanted.entry + 1 == entries.size())) {
        return;
    }
    std::swap(entries[wanted.entry], entries[back ? wanted.entry - 1 : wanted.entry + 1]);
    chain_rebuilt();
}

void CommandReducer::operator()(const command::RemovePass& wanted) {
    ChainEntry* pass = entry(wanted.entry);
    if (pass == nullptr) {
        return;
    }
    toast("pass", "Removed " + pass->label);
    std::vector<ChainEntry>& entries = state_.chain.chain.entries;
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(wanted.entry));
    chain_rebuilt();
}

void CommandReducer::operator()(const command::AddShader& wanted) {
    effects_.emplace_back(effect::LoadShaderFile{wanted.path});
}

void CommandReducer::operator()(const command::LoadPreset& wanted) {
    effects_.emplace_back(effect::LoadPresetFile{wanted.key});
}

void CommandReducer::operator()(const command::StepPreset& wanted) {
    const std::vector<PresetName>& presets = state_.chain.presets;
    if (presets.empty()) {
        return;
    }
    const std::size_t count = presets.size();
    const auto present = std::find_if(presets.begin(), presets.end(),
                                      [&](const PresetName& preset) { return preset.key == state_.chain.preset; });
    const bool back = wanted.direction == Direction::back;
    std::size_t next = back ? count - 1 : 0;
    if (present != presets.end()) {
        const auto index = static_cast<std::size_t>(present - presets.begin());
        next = (index + (back ? count - 1 : 1)) % count;
    }
    effects_.emplace_back(effect::LoadPresetFile{presets[next].key});
}

} // namespace senga
