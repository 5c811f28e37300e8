// What is wanted of presets: loading, saving, the clipboard, the rules.
#include "app/state/command_reducer.h"
#include "app/state/preset_key.h"
#include "app/state/text.h"
#include "app/state/viewing.h"
#include "renderer/chain/preset.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace senga {

void CommandReducer::choose_by_hand(const std::string& key) {
    ChainState& chain = state_.chain;
    chain.choice = ChainState::Choice::by_hand;
    chain.before_rule.reset(); // from now on this one is what rules replace and bring back
    chain.declined.clear();
    chain.awaited = key;
    effects_.emplace_back(effect::LoadPresetFile{key});
    const std::string folder = folder_of(state_.player.path);
    if (!state_.player.opened || folder.empty() || !state_.library.settings.remember_folders) {
        return;
    }
    std::string& remembered = state_.library.folder_presets[folder];
    if (remembered != key) {
        remembered = key;
        effects_.emplace_back(effect::Save{LibraryPart::folders});
    }
}

void CommandReducer::operator()(const command::LoadPreset& wanted) {
    if (!wanted.key.empty()) {
        choose_by_hand(wanted.key);
    }
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
    choose_by_hand(presets[next].key);
}

void CommandReducer::operator()(const command::LoadPresetNumber& wanted) {
    if (wanted.index >= state_.chain.presets.size()) {
        toast("preset", Text::toast_preset_number_missing, wanted.index + 1);
        return;
    }
    choose_by_hand(state_.chain.presets[wanted.index].key);
}

void CommandReducer::operator()(const command::SwapPresets&) {
    if (state_.chain.last_preset.empty()) {
        toast("preset", Text::toast_preset_no_other);
        return;
    }
    choose_by_hand(std::string(state_.chain.last_preset));
}

void CommandReducer::operator()(const command::RevertPreset&) {
    ChainState& chain = state_.chain;
    if (!chain.loaded || !chain.modified) {
        toast("preset", Text::toast_preset_unchanged);
        return;
    }
    chain.chain = *chain.loaded;
    chain_rebuilt();
    chain.declined.clear();
    toast("preset", Text::toast_preset_reverted, preset_title(state_.view.language, chain, chain.preset));
}

void CommandReducer::operator()(const command::UndoChain&) {
    step_chain(HistoryStep::undo);
}

void CommandReducer::operator()(const command::RedoChain&) {
    step_chain(HistoryStep::redo);
}

void CommandReducer::step_chain(HistoryStep step) {
    ChainState& chain = state_.chain;
    const std::string before = chain.preset;
    const bool undo = step == HistoryStep::undo;
    if (!step_history(chain, step)) {
        toast("preset", undo ? Text::toast_nothing_to_undo : Text::toast_nothing_to_redo);
        return;
    }
    chain.choice = ChainState::Choice::by_hand;
    if (chain.preset != before) {
        toast("preset", undo ? Text::toast_undone_preset : Text::toast_redone_preset, chain_name(chain));
    } else {
        const ChainHistory& history = chain.history;
        toast("preset", undo ? Text::toast_undone : Text::toast_redone,
              undo ? history.at : history.moments.size() - 1 - history.at);
    }
}

void CommandReducer::save_preset(std::string key, const std::string& name) {
    Preset preset = preset_of(state_.chain.chain);
    preset.key = key;
    preset.name = name;
    effects_.emplace_back(effect::SavePreset{std::move(key), to_text(preset)});
}

void CommandReducer::operator()(const command::SavePreset&) {
    const ChainState& chain = state_.chain;
    if (chain.preset.empty()) {
        const std::string& name = chain.chain.name;
        const std::string wish = name.empty() ? tr(state_.view.language, Text::preset_untitled) : name;
        (*this)(command::SavePresetAs{unused_name(chain.presets, wish)}); // nobody said that one may be overwritten
        return;
    }
    // The viewer's own folder is searched first, so a preset of the same key there takes the place of a shipped one.
    save_preset(chain.preset, chain.chain.name.empty() ? preset_name(chain, chain.preset) : chain.chain.name);
}

void CommandReducer::operator()(const command::SavePresetAs& wanted) {
    const std::string name = trimmed(wanted.name);
    if (name.empty()) {
        toast("preset", Text::toast_preset_name_empty);
        return;
    }
    save_preset(free_key(state_.chain.presets, key_from_name(name)), name);
}

void CommandReducer::operator()(const command::DeletePreset& wanted) {
    const std::vector<PresetName>& presets = state_.chain.presets;
    const auto known = std::find_if(presets.begin(), presets.end(),
                                    [&](const PresetName& preset) { return preset.key == wanted.key; });
    if (known == presets.end()) {
        return;
    }
    const std::string name = preset_title(state_.view.language, state_.chain, wanted.key);
    if (!known->own) {
        toast("preset", Text::toast_preset_shipped, name);
        return;
    }
    effects_.emplace_back(effect::DeletePreset{wanted.key});
    toast("preset", Text::toast_preset_deleted, name);
}

void CommandReducer::operator()(const command::CopyChain&) {
    effects_.emplace_back(effect::SetClipboard{to_text(preset_of(state_.chain.chain))});
    toast("preset", Text::toast_chain_copied);
}

void CommandReducer::operator()(const command::PasteChain&) {
    effects_.emplace_back(effect::ReadClipboard{});
}

void CommandReducer::operator()(const command::SetRules& wanted) {
    if (state_.library.rules == wanted.rules) {
        return;
    }
    state_.library.rules = wanted.rules;
    effects_.emplace_back(effect::Save{LibraryPart::rules});
    choose_automatically(state_, effects_, now_s_);
}

} // namespace senga
