// KeyDispatcher turns key events into Commands by the keys in force (bindings.h). It remembers which held keys have
// begun something, so that it ends when that very key comes up, whatever happened to the modifiers meanwhile, or when
// the window loses the keyboard. While State asks for a key (ViewState::capture) the next one becomes the target's; Esc
// asks no longer. Keys that nobody has go to mpv.
// It is not a text input: whoever types into a field must not come here, but for captures and releases.
// Main thread; one per window.
#pragma once

#include "app/input/bindings.h"
#include "app/input/key_chord.h"

#include <optional>
#include <string>
#include <vector>

namespace senga {

struct KeyEvent {
    enum class Kind { down, repeat, up };
    Kind kind = Kind::down;
    int key_id = 0;                // the physical key; pairs up with down
    std::optional<KeyChord> chord; // of down and repeat; nullopt where the key has no chord
    int count = 1;                 // notches of the wheel
};

class KeyDispatcher {
public:
    // `state` decides what is enabled and which keys are in force.
    std::vector<Command> dispatch(const KeyEvent& event, const State& state);
    // Ends every hold, as if all keys came up.
    std::vector<Command> release_all();

private:
    struct Held {
        int key_id = 0;
        Command release;
    };

    std::vector<Command> captured(const KeyEvent& event, const State& state) const;
    std::vector<Command> begin(const KeyEvent& event, const Command& press, const Command& release);
    std::vector<Command> forward(const KeyEvent& event);
    std::vector<Held> held_;
};

// Whether the key has a release of its own: the wheel and the double click have none.
bool comes_up(const KeyChord& chord);

} // namespace senga
