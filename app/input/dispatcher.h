// KeyDispatcher turns key events into Commands by the action table. It remembers which held keys have begun a hold, so
// that the hold ends when that very key comes up, whatever happened to the modifiers meanwhile, or when the window
// loses the keyboard. It is not a text input: whoever types into a field must not come here. Main thread; one per
// window.
#pragma once

#include "app/input/actions.h"
#include "app/input/key_chord.h"

#include <optional>
#include <vector>

namespace senga {

struct KeyEvent {
    enum class Kind { down, repeat, up };
    Kind kind = Kind::down;
    int key_id = 0;                // the physical key; pairs up with down
    std::optional<KeyChord> chord; // of down and repeat; nullopt where the key has no chord
};

class KeyDispatcher {
public:
    // `state` decides what is enabled.
    std::vector<Command> dispatch(const KeyEvent& event, const State& state);
    // Ends every hold, as if all keys came up.
    std::vector<Command> release_all();

private:
    struct Held {
        int key_id = 0;
        const Action* action = nullptr; // into the constant table
    };
    std::vector<Held> held_;
};

} // namespace senga
