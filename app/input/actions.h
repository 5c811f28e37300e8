// The action table: everything the viewer can do by a key or from the palette, each once. Keys, palette, key help,
// tooltips, `senga actions` and README's table derive from it; bindings.h lays the viewer's own keys over it.
// Keys follow mpv's defaults where both have the action, and none of mpv's does nothing. Taken otherwise: 1-9 (mpv:
// equaliser, here Ctrl+Alt+1-8; volume, here "/" and "*"), 0 (volume), Backspace (speed, here "="), Shift+Backspace and
// Ctrl+Shift+Backspace (revert-seek, here Ctrl+Backspace; the latter marks as there), the vertical wheel (seek, here
// zoom), v and V (subtitles, here V and Alt+V; vsfilter's aspect has no key), O (OSD level: the information line), o
// and P (progress: the controls), i and I (statistics: the information line and the cost), ` (console: the last
// preset), Ctrl+C (quit: copies the chain), Alt+s (pictures of every frame: no key), Del (OSC: the panels). A key in
// nobody's list goes to mpv (dispatcher.h). mpv knows no bindings of its own there (input-default-bindings=no), so it
// has an effect where the viewer's mpv-input.conf, in Senga's configuration folder, says so, and nowhere else. The
// table is built once and constant; any thread.
#pragma once

#include "app/i18n/texts.h"
#include "app/input/key_chord.h"
#include "app/state/command.h"

#include <functional>
#include <string>
#include <string_view>
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
    // The way of comparing in which it is there. Actions whose contexts exclude each other may share a key.
    enum class Context { any, wiping, not_wiping, differing, blinking };

    std::string id;    // "chain.toggle-pass-3": stable, for files and scripts
    Text subject = {}; // the heading it stands under
    Text label = {};
    Text help = {}; // consecutive actions of the same help share a line in key tables
    std::vector<KeyChord> keys;
    Kind kind = Kind::press;
    Repeat repeat = Repeat::no;
    Context context = Context::any;
    std::function<bool(const State&)> enabled;           // whether it would do anything now; the context considered
    std::function<Command(const State&, Phase)> command; // a press action is asked for Phase::press only
};

const std::vector<Action>& actions();
const Action* find_action(std::string_view id);

bool exclude_each_other(Action::Context a, Action::Context b);

// [{"id": ..., "label": {"en": ..., "zh": ...}, "keys": [...], "kind": "press"}, ...]
std::string actions_json();
// Columns for a terminal: id, keys, English, Chinese.
std::string actions_text();

// The lines of README's key table: neighbours with the same help together, in order, the keys of each. Actions without
// a key are left out; what two have in common is named once.
struct KeyLine {
    std::vector<std::vector<std::string>> keys;
    Text help = {};
};
std::vector<KeyLine> key_lines();

} // namespace senga
