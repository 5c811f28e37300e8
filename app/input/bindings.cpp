#include "app/input/bindings.h"

#include <algorithm>
#include <map>

namespace senga {
namespace {

constexpr std::string_view pass_prefix = "pass:";

bool has(const std::vector<KeyChord>& keys, const KeyChord& chord) {
    return std::find(keys.begin(), keys.end(), chord) != keys.end();
}

std::vector<KeyChord> initial_keys(std::string_view target) {
    const Action* action = find_action(target);
    return action != nullptr ? action->keys : std::vector<KeyChord>{};
}

// A pass is there whatever is compared.
Action::Context context_of(std::string_view target) {
    const Action* action = find_action(target);
    return action != nullptr ? action->context : Action::Context::any;
}

bool may_share(std::string_view a, std::string_view b) {
    return exclude_each_other(context_of(a), context_of(b));
}

// Those with keys of the viewer's own first: where a key is claimed twice, what the viewer wrote goes before the table.
std::vector<std::string> all_targets(const Keymap& keymap) {
    std::vector<std::string> targets;
    for (const auto& [target, keys] : keymap.own) {
        if (shader_of(target)) {
            targets.push_back(target);
        }
    }
    for (const Action& action : actions()) {
        targets.push_back(action.id);
    }
    std::stable_partition(targets.begin(), targets.end(),
                          [&](const std::string& target) { return keymap.own.contains(target); });
    return targets;
}

// What is as it was made is not kept.
void set_keys(Keymap& keymap, std::string_view target, std::vector<KeyChord> keys) {
    if (keys == initial_keys(target)) {
        if (const auto found = keymap.own.find(target); found != keymap.own.end()) {
            keymap.own.erase(found);
        }
    } else {
        keymap.own.insert_or_assign(std::string(target), std::move(keys));
    }
}

void take_away(Keymap& keymap, std::string_view target, const KeyChord& chord) {
    std::vector<KeyChord> keys = effective_keys(keymap, target);
    std::erase(keys, chord);
    set_keys(keymap, target, std::move(keys));
}

// Who loses the chord if the target gets it.
std::vector<std::string> losers(const Keymap& keymap, std::string_view target, const KeyChord& chord) {
    std::vector<std::string> others = targets_of(keymap, chord);
    std::erase_if(others, [&](const std::string& other) { return other == target || may_share(other, target); });
    return others;
}

std::string joined_names(Language language, const std::vector<std::string>& targets) {
    std::string names;
    for (const std::string& target : targets) {
        names += (names.empty() ? "" : ", ") + target_text(language, target);
    }
    return names;
}

} // namespace

std::optional<std::string_view> shader_of(std::string_view target) {
    if (!target.starts_with(pass_prefix)) {
        return std::nullopt;
    }
    return target.substr(pass_prefix.size());
}

std::vector<KeyChord> effective_keys(const Keymap& keymap, const Action& action) {
    const auto own = keymap.own.find(action.id);
    return own != keymap.own.end() ? own->second : action.keys;
}

std::vector<KeyChord> effective_keys(const Keymap& keymap, std::string_view target) {
    const auto own = keymap.own.find(target);
    return own != keymap.own.end() ? own->second : initial_keys(target);
}

std::string keys_text(const Keymap& keymap, std::string_view target) {
    std::string text;
    for (const KeyChord& chord : effective_keys(keymap, target)) {
        text += (text.empty() ? "" : " / ") + to_string(chord);
    }
    return text;
}

std::string main_key_text(const Keymap& keymap, std::string_view target) {
    const std::vector<KeyChord> keys = effective_keys(keymap, target);
    return keys.empty() ? "" : to_string(keys.front());
}

std::vector<std::string> targets_of(const Keymap& keymap, const KeyChord& chord) {
    std::vector<std::string> targets = all_targets(keymap);
    std::erase_if(targets, [&](const std::string& target) { return !has(effective_keys(keymap, target), chord); });
    return targets;
}

const Action* find_action(const Keymap& keymap, const KeyChord& chord) {
    for (const std::string& target : targets_of(keymap, chord)) {
        if (const Action* action = find_action(target)) {
            return action;
        }
    }
    return nullptr;
}

std::string target_text(Language language, std::string_view target) {
    if (const auto shader = shader_of(target)) {
        return tr_format(language, Text::key_pass, *shader);
    }
    const Action* action = find_action(target);
    return action != nullptr ? tr(language, action->label) : std::string(target);
}

std::vector<Clash> find_clashes(const Keymap& keymap) {
    std::map<std::string, Clash> by_chord;
    for (const std::string& target : all_targets(keymap)) {
        for (const KeyChord& chord : effective_keys(keymap, target)) {
            Clash& clash = by_chord[to_string(chord)];
            clash.chord = chord;
            clash.targets.push_back(target);
        }
    }
    std::vector<Clash> clashes;
    for (auto& [text, clash] : by_chord) {
        // Who may share it with all the others is not part of the clash.
        std::vector<std::string> clashing;
        for (std::size_t i = 0; i < clash.targets.size(); ++i) {
            for (std::size_t j = 0; j < clash.targets.size(); ++j) {
                if (i != j && !may_share(clash.targets[i], clash.targets[j])) {
                    clashing.push_back(clash.targets[i]);
                    break;
                }
            }
        }
        if (!clashing.empty()) {
            clashes.push_back({clash.chord, std::move(clashing)});
        }
    }
    return clashes;
}

std::string clash_text(Language language, const Clash& clash) {
    return tr_format(language, Text::key_clash, to_string(clash.chord), joined_names(language, clash.targets));
}

Keymap bound(const Keymap& keymap, std::string_view target, const KeyChord& chord) {
    Keymap result = keymap;
    for (const std::string& loser : losers(keymap, target, chord)) {
        take_away(result, loser, chord);
    }
    std::vector<KeyChord> keys = effective_keys(result, target);
    if (!has(keys, chord)) {
        keys.push_back(chord);
    }
    set_keys(result, target, std::move(keys));
    return result;
}

Keymap unbound(const Keymap& keymap, std::string_view target, const KeyChord& chord) {
    Keymap result = keymap;
    take_away(result, target, chord);
    return result;
}

Keymap reset(const Keymap& keymap, std::string_view target) {
    Keymap result = keymap;
    if (const auto own = result.own.find(target); own != result.own.end()) {
        result.own.erase(own);
    }
    for (const KeyChord& chord : initial_keys(target)) {
        for (const std::string& loser : losers(result, target, chord)) {
            take_away(result, loser, chord);
        }
    }
    return result;
}

command::SetKeys bind_key(const State& state, std::string_view target, const KeyChord& chord) {
    const Language language = state.view.language;
    const Keymap& keymap = state.library.keys;
    const std::string name = target_text(language, target);
    const std::string before = joined_names(language, losers(keymap, target, chord));
    std::string said = before.empty() ? tr_format(language, Text::key_bound, to_string(chord), name)
                                      : tr_format(language, Text::key_moved, to_string(chord), name, before);
    return {bound(keymap, target, chord), std::move(said)};
}

command::SetKeys unbind_key(const State& state, std::string_view target, const KeyChord& chord) {
    return {unbound(state.library.keys, target, chord),
            tr_format(state.view.language, Text::key_unbound, to_string(chord))};
}

command::SetKeys reset_keys(const State& state, std::string_view target) {
    const Language language = state.view.language;
    return {reset(state.library.keys, target), tr_format(language, Text::key_reset, target_text(language, target))};
}

command::SetKeys reset_keys(const State& state) {
    // A pass has no key by itself: that is as it was made, too.
    return {Keymap{}, tr(state.view.language, Text::key_all_reset)};
}

} // namespace senga
