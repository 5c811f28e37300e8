// SdlKeys turns SDL's keyboard and mouse events into KeyEvents. The only place where SDL key codes meet our key names.
// What a key prints comes from SDL_TEXTINPUT, because only that knows the keyboard layout ("#" has its own key on one
// layout and is Shift+3 on another). Where text input is off, for instance because an input method would swallow the
// keys, from_keys() takes the key's own character and assumes a US layout for what Shift makes of it.
// Main thread; one per window. SDL_StartTextInput/StopTextInput is the caller's.
#pragma once

#include "app/input/dispatcher.h"

#include <SDL_events.h>

#include <optional>

namespace senga {

class SdlKeys {
public:
    enum class Characters { from_text, from_keys };

    void set_characters(Characters characters) { characters_ = characters; }

    // nullopt: not an event of keys, or one that says nothing by itself. Mouse buttons but the left one, its double
    // click and the wheel are keys: events of the mouse belong here only where no panel wants them.
    std::optional<KeyEvent> translate(const SDL_Event& event);

private:
    std::optional<KeyEvent> key_down(const SDL_KeyboardEvent& key);
    KeyEvent told(std::optional<KeyChord> chord) const;
    std::optional<KeyEvent> text(const SDL_TextInputEvent& text);

    Characters characters_ = Characters::from_text;
    // The last key that went down: text follows its key and carries neither its id nor whether it repeats.
    int last_key_id_ = 0;
    KeyEvent::Kind last_kind_ = KeyEvent::Kind::down;
    bool text_is_told_ = false; // that key had a chord of its own: its text says nothing new
};

} // namespace senga
