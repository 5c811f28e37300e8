// The action table: everything the viewer can do by a key, each once. Keys, the command list, the key table in README
// and (later) menus and palette derive from it. mpv gets no bindings of its own (input-default-bindings=no), so a key
// that is not in this table does nothing: no key reaches mpv whose effect on the picture we bypass.
// Keys follow mpv's defaults where both have the action. Taken otherwise: Backspace (mpv: reset speed, here "="), v
// (mpv: subtitles, here "V"), Tab, 1-9 (mpv: equaliser).
// The table is built once and constant; any thread.
#pragma once

#include "app/input/key_chord.h"
#include "app/state/command.h"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace senga {

enum class Phase { press, release };

struct Action {
    enum class Kind {
        press, // one command when the key goes down
        hold,  // a command when it goes down and one when it comes up
    };
    // Whether the key's auto-repeat repeats the command. A hold never repeats.
    enum class Repeat { no, yes };

    std::string id;    // "chain.toggle-pass-3": stable, for files and scripts
    std::string label; // for people
    std::string help;  // consecutive actions of the same help share a line in key tables
    std::vector<KeyChord> keys;
    Kind kind = Kind::press;
    Repeat repeat = Repeat::no;
    std::function<bool(const State&)> enabled;
    std::function<Command(Phase)> command; // a press action is asked for Phase::press only
};

const std::vector<Action>& actions();
const Action* find_action(std::string_view id);
const Action* find_action(const KeyChord& chord);

// Chords that more than one action claims, with the ids. Empty, or a test fails.
struct Clash {
    KeyChord chord;
    std::vector<std::string> ids;
};
std::vector<Clash> find_clashes(const std::vector<Action>& table);

// [{"id": ..., "label": ..., "keys": [...], "kind": "press"}, ...]
std::string actions_json();
// Two columns, keys and help, for a terminal.
std::string actions_text();

// The lines of key tables: keys of neighbours with the same help together, each action's main key first.
struct KeyLine {
    std::vector<std::string> keys;
    std::string help;
};
std::vector<KeyLine> key_lines();

} // namespace senga
