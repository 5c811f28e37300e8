// What is wanted of the chain. Every command that changes it ends in exactly one chain_changed() or chain_rebuilt().
#include "app/state/command_reducer.h"
#include "app/state/entries.h"
#include "app/state/text.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace senga {
namespace {

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

void set_enabled(ChainEntry& entry, Switch to) {
    entry.enabled = to == Switch::on;
    if (entry.enabled && entry.shader) {
        entry.failure.reset(); // switching a refused pass off and on tries it again
    }
}

} // namespace

ChainEntry* CommandReducer::entry(std::size_t index) {
    std::vector<ChainEntry>& entries = state_.chain.chain.entries;
    return index < entries.size() ? &entries[index] : nullptr;
}

void CommandReducer::chain_changed(std::string topic) {
    ++state_.chain.revision;
    state_.chain.modified = differs_from_loaded(state_.chain);
    remember_change(state_.chain, {.topic = std::move(topic), .now_s = now_s_});
}

void CommandReducer::chain_rebuilt() {
    state_.chain.plan.reset();
    chain_changed();
}

void CommandReducer::operator()(const command::TogglePass& wanted) {
    ChainEntry* pass = entry(wanted.entry);
    if (pass == nullptr) {
        return;
    }
    set_enabled(*pass, pass->enabled ? Switch::off : Switch::on);
    chain_changed();
    toast("pass", Text::toast_pass_state, wanted.entry + 1, pass_title(state_.view.language, *pass),
          on_off(pass->enabled));
}

void CommandReducer::operator()(const command::ToggleChain&) {
    Chain& chain = state_.chain.chain;
    chain.enabled = !chain.enabled; // of the moment, as mute and solo are
    ++state_.chain.revision;
    toast("chain", chain.enabled ? Text::toast_passes_as_set : Text::toast_passes_off);
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
    chain_changed("set " + std::to_string(wanted.entry) + " " + wanted.name);
}

void CommandReducer::operator()(const command::ResetParameter& wanted) {
    ChainEntry* pass = entry(wanted.entry);
    if (pass != nullptr && reset_value(*pass, as_loaded(state_.chain, wanted.entry), wanted.name)) {
        chain_changed();
    }
}

void CommandReducer::operator()(const command::ResetPass& wanted) {
    ChainEntry* pass = entry(wanted.entry);
    if (pass == nullptr) {
        return;
    }
    const ChainEntry* loaded = as_loaded(state_.chain, wanted.entry);
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

void CommandReducer::operator()(const command::MovePassTo& wanted) {
    std::vector<ChainEntry>& entries = state_.chain.chain.entries;
    if (wanted.entry >= entries.size() || wanted.to >= entries.size() || wanted.to == wanted.entry) {
        return;
    }
    const auto at = [&](std::size_t index) { return entries.begin() + static_cast<std::ptrdiff_t>(index); };
    if (wanted.entry < wanted.to) {
        std::rotate(at(wanted.entry), at(wanted.entry + 1), at(wanted.to + 1));
    } else {
        std::rotate(at(wanted.to), at(wanted.entry), at(wanted.entry + 1));
    }
    chain_rebuilt();
}

void CommandReducer::operator()(const command::DuplicatePass& wanted) {
    const ChainEntry* pass = entry(wanted.entry);
    if (pass == nullptr) {
        return;
    }
    toast("pass", Text::toast_pass_copied, pass_title(state_.view.language, *pass));
    std::vector<ChainEntry>& entries = state_.chain.chain.entries;
    const ChainEntry copy = *pass;
    entries.insert(entries.begin() + static_cast<std::ptrdiff_t>(wanted.entry) + 1, copy);
    chain_rebuilt();
}

// Mute and solo are of the moment: another picture, but the same preset.
void CommandReducer::operator()(const command::SoloPass& wanted) {
    if (ChainEntry* pass = entry(wanted.entry)) {
        pass->solo = !pass->solo;
        ++state_.chain.revision;
        toast("pass", pass->solo ? Text::toast_pass_solo : Text::toast_pass_solo_off,
              pass_title(state_.view.language, *pass));
    }
}

void CommandReducer::operator()(const command::MutePass& wanted) {
    if (ChainEntry* pass = entry(wanted.entry)) {
        pass->muted = !pass->muted;
        ++state_.chain.revision;
        toast("pass", pass->muted ? Text::toast_pass_muted : Text::toast_pass_unmuted,
              pass_title(state_.view.language, *pass));
    }
}

// Where some of them are on and some off, all go off: what is seen changes by every press.
void CommandReducer::operator()(const command::ToggleShader& wanted) {
    std::vector<ChainEntry*> passes;
    for (ChainEntry& each : state_.chain.chain.entries) {
        if (each.id == wanted.id) {
            passes.push_back(&each);
        }
    }
    if (passes.empty()) {
        toast("pass", Text::toast_shader_absent, wanted.id);
        return;
    }
    const bool off = std::any_of(passes.begin(), passes.end(), [](const ChainEntry* each) { return each->enabled; });
    for (ChainEntry* each : passes) {
        set_enabled(*each, off ? Switch::off : Switch::on);
    }
    chain_changed();
    toast("pass", Text::toast_shader_state, pass_title(state_.view.language, *passes.front()), on_off(!off));
}

void CommandReducer::operator()(const command::OpenSource& wanted) {
    const ChainEntry* pass = entry(wanted.entry);
    if (pass == nullptr) {
        return;
    }
    if (pass->path.empty()) {
        toast("pass", Text::toast_pass_no_file, pass_title(state_.view.language, *pass));
    } else {
        effects_.emplace_back(effect::OpenExternally{pass->path});
    }
}

void CommandReducer::operator()(const command::RemovePass& wanted) {
    ChainEntry* pass = entry(wanted.entry);
    if (pass == nullptr) {
        return;
    }
    toast("pass", Text::toast_pass_removed, pass_title(state_.view.language, *pass));
    std::vector<ChainEntry>& entries = state_.chain.chain.entries;
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(wanted.entry));
    chain_rebuilt();
}

void CommandReducer::operator()(const command::AddShader& wanted) {
    effects_.emplace_back(effect::LoadShaderFile{wanted.path});
}

void CommandReducer::operator()(const command::SetScaling& wanted) {
    Scaling& scaling = state_.chain.chain.scaling;
    if (!(scaling == wanted.scaling)) {
        scaling = wanted.scaling;
        chain_changed("scaling");
    }
}

void CommandReducer::operator()(const command::SaveTexture& wanted) {
    if (!state_.player.format || state_.player.idle) { // the last format outlives its film
        toast("picture", Text::toast_no_picture);
        return;
    }
    effects_.emplace_back(effect::SaveTexture{wanted.name, wanted.occurrence});
}

} // namespace senga
