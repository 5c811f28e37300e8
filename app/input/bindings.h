// Bindings are the keys in force: the viewer's own (Keymap) over the defaults of the action table. Here they are asked
// for and changed; a change is a new Keymap, which a command::SetKeys brings into State.
// A target is an action's id or pass_target() of a shader, as in keymap.h. A chord belongs to one target, but for
// actions whose contexts exclude each other. Pure functions, any thread.
#pragma once

#include "app/i18n/texts.h"
#include "app/input/actions.h"
#include "app/input/keymap.h"
#include "app/state/command.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace senga {

std::vector<KeyChord> effective_keys(const Keymap& keymap, const Action& action);
// No keys for a target that is not known.
std::vector<KeyChord> effective_keys(const Keymap& keymap, std::string_view target);
// "Ctrl+Alt+P / 0"; empty: none.
std::string keys_text(const Keymap& keymap, std::string_view target);
// The main key alone; empty: none.
std::string main_key_text(const Keymap& keymap, std::string_view target);

// Every target that has the chord: passes first, then actions in the table's order.
std::vector<std::string> targets_of(const Keymap& keymap, const KeyChord& chord);
// The first action that has it; null: none.
const Action* find_action(const Keymap& keymap, const KeyChord& chord);
// The shader's id if the target is a pass.
std::optional<std::string_view> shader_of(std::string_view target);
// "Play or pause", "switch classic/luma"; the target itself where it is not known.
std::string target_text(Language language, std::string_view target);

// Chords that several targets claim although their contexts do not exclude each other: only a file written by hand
// brings that about.
struct Clash {
    KeyChord chord;
    std::vector<std::string> targets;
};
std::vector<Clash> find_clashes(const Keymap& keymap);
std::string clash_text(Language language, const Clash& clash);

// With that chord as one more key of the target, taken from whoever had it.
Keymap bound(const Keymap& keymap, std::string_view target, const KeyChord& chord);
Keymap unbound(const Keymap& keymap, std::string_view target, const KeyChord& chord);
// With the target's keys as they were made, taken from whoever has them now.
Keymap reset(const Keymap& keymap, std::string_view target);

// The same as commands, with words for the viewer. The last one resets all.
command::SetKeys bind_key(const State& state, std::string_view target, const KeyChord& chord);
command::SetKeys unbind_key(const State& state, std::string_view target, const KeyChord& chord);
command::SetKeys reset_keys(const State& state, std::string_view target);
command::SetKeys reset_keys(const State& state);

} // namespace senga
