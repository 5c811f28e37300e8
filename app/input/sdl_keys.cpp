#include "app/input/sdl_keys.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace senga {
namespace {

// Mouse "keys" have ids of their own, apart from SDL's scancodes (0..511).
constexpr int mouse_id = 1000;

struct NamedKey {
    SDL_Keycode code;
    std::string_view name;
};

constexpr std::array named{
    NamedKey{SDLK_SPACE, "Space"},
    NamedKey{SDLK_RETURN, "Enter"},
    NamedKey{SDLK_RETURN2, "Enter"},
    NamedKey{SDLK_KP_ENTER, "Enter"},
    NamedKey{SDLK_KP_SPACE, "Space"},
    NamedKey{SDLK_TAB, "Tab"},
    NamedKey{SDLK_BACKSPACE, "Backspace"},
    NamedKey{SDLK_ESCAPE, "Esc"},
    NamedKey{SDLK_INSERT, "Insert"},
    NamedKey{SDLK_DELETE, "Delete"},
    NamedKey{SDLK_HOME, "Home"},
    NamedKey{SDLK_END, "End"},
    NamedKey{SDLK_PAGEUP, "PageUp"},
    NamedKey{SDLK_PAGEDOWN, "PageDown"},
    NamedKey{SDLK_LEFT, "Left"},
    NamedKey{SDLK_RIGHT, "Right"},
    NamedKey{SDLK_UP, "Up"},
    NamedKey{SDLK_DOWN, "Down"},
    NamedKey{SDLK_F1, "F1"},
    NamedKey{SDLK_F2, "F2"},
    NamedKey{SDLK_F3, "F3"},
    NamedKey{SDLK_F4, "F4"},
    NamedKey{SDLK_F5, "F5"},
    NamedKey{SDLK_F6, "F6"},
    NamedKey{SDLK_F7, "F7"},
    NamedKey{SDLK_F8, "F8"},
    NamedKey{SDLK_F9, "F9"},
    NamedKey{SDLK_F10, "F10"},
    NamedKey{SDLK_F11, "F11"},
    NamedKey{SDLK_F12, "F12"},
    NamedKey{SDLK_F13, "F13"},
    NamedKey{SDLK_F14, "F14"},
    NamedKey{SDLK_F15, "F15"},
    NamedKey{SDLK_F16, "F16"},
    NamedKey{SDLK_F17, "F17"},
    NamedKey{SDLK_F18, "F18"},
    NamedKey{SDLK_F19, "F19"},
    NamedKey{SDLK_F20, "F20"},
    NamedKey{SDLK_F21, "F21"},
    NamedKey{SDLK_F22, "F22"},
    NamedKey{SDLK_F23, "F23"},
    NamedKey{SDLK_F24, "F24"},
    NamedKey{SDLK_PAUSE, "Pause"},
    NamedKey{SDLK_AUDIOPLAY, "PlayPause"},
    NamedKey{SDLK_AUDIONEXT, "NextTrack"},
    NamedKey{SDLK_AUDIOPREV, "PreviousTrack"},
    NamedKey{SDLK_AUDIOSTOP, "Stop"},
    NamedKey{SDLK_AUDIOREWIND, "Rewind"},
    NamedKey{SDLK_AUDIOFASTFORWARD, "FastForward"},
    NamedKey{SDLK_VOLUMEUP, "VolumeUp"},
    NamedKey{SDLK_VOLUMEDOWN, "VolumeDown"},
    NamedKey{SDLK_MUTE, "Mute"},
    NamedKey{SDLK_AUDIOMUTE, "Mute"},
    NamedKey{SDLK_POWER, "Power"},
};

std::string_view name_of(SDL_Keycode code) {
    const auto found = std::find_if(named.begin(), named.end(), [&](const NamedKey& key) { return key.code == code; });
    return found != named.end() ? found->name : std::string_view{};
}

Modifiers modifiers_of(Uint16 mod) {
    return {(mod & KMOD_CTRL) != 0, (mod & KMOD_ALT) != 0, (mod & KMOD_SHIFT) != 0, (mod & KMOD_GUI) != 0};
}

// A character of two bytes in UTF-8.
std::string national_character(SDL_Keycode code) {
    return {static_cast<char>(0xC0 | (code >> 6)), static_cast<char>(0x80 | (code & 0x3F))};
}

// What a key of the keypad prints, the same on every layout; 0: not such a key.
char keypad_character(SDL_Keycode code) {
    constexpr std::array<std::pair<SDL_Keycode, char>, 15> keypad{{{SDLK_KP_1, '1'},
                                                                   {SDLK_KP_2, '2'},
                                                                   {SDLK_KP_3, '3'},
                                                                   {SDLK_KP_4, '4'},
                                                                   {SDLK_KP_5, '5'},
                                                                   {SDLK_KP_6, '6'},
                                                                   {SDLK_KP_7, '7'},
                                                                   {SDLK_KP_8, '8'},
                                                                   {SDLK_KP_9, '9'},
                                                                   {SDLK_KP_0, '0'},
                                                                   {SDLK_KP_PLUS, '+'},
                                                                   {SDLK_KP_MINUS, '-'},
                                                                   {SDLK_KP_MULTIPLY, '*'},
                                                                   {SDLK_KP_DIVIDE, '/'},
                                                                   {SDLK_KP_PERIOD, '.'}}};
    const auto found = std::find_if(keypad.begin(), keypad.end(), [&](const auto& key) { return key.first == code; });
    return found != keypad.end() ? found->second : '\0';
}

char shifted_us(char c) {
    constexpr std::string_view plain = "`1234567890-=[]\\;',./";
    constexpr std::string_view shifted = "~!@#$%^&*()_+{}|:\"<>?";
    static_assert(plain.size() == shifted.size());
    const std::size_t at = plain.find(c);
    if (at != std::string_view::npos) {
        return shifted[at];
    }
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

// Right Alt and the AltGr that X11 reports as MODE choose a third character on many layouts; they are no modifiers
// then.
bool chooses_character(Uint16 mod) {
    return (mod & (KMOD_CTRL | KMOD_LALT | KMOD_GUI)) == 0;
}

KeyEvent mouse_event(std::string_view name, int id, int count = 1) {
    const Modifiers modifiers = modifiers_of(static_cast<Uint16>(SDL_GetModState()));
    return {KeyEvent::Kind::down, id, make_chord(name, modifiers), count};
}

struct Button {
    std::string_view name;
    int id = 0;
};

// The left one is none: dragging and clicking at things is the window's.
std::optional<Button> button_of(Uint8 number) {
    switch (number) {
    case SDL_BUTTON_RIGHT:
        return Button{"RightClick", mouse_id + 1};
    case SDL_BUTTON_MIDDLE:
        return Button{"MiddleClick", mouse_id + 2};
    case SDL_BUTTON_X1:
        return Button{"MouseBack", mouse_id + 3};
    case SDL_BUTTON_X2:
        return Button{"MouseForward", mouse_id + 4};
    default:
        return std::nullopt;
    }
}

std::optional<KeyEvent> button_event(const SDL_MouseButtonEvent& event) {
    if (event.type == SDL_MOUSEBUTTONDOWN && event.button == SDL_BUTTON_LEFT) {
        // Every second click makes a pair.
        return event.clicks > 0 && event.clicks % 2 == 0 ? std::optional(mouse_event("DoubleClick", mouse_id))
                                                         : std::nullopt;
    }
    const std::optional<Button> button = button_of(event.button);
    if (!button) {
        return std::nullopt;
    }
    return event.type == SDL_MOUSEBUTTONDOWN ? mouse_event(button->name, button->id)
                                             : KeyEvent{KeyEvent::Kind::up, button->id, std::nullopt};
}

std::optional<KeyEvent> wheel_event(const SDL_MouseWheelEvent& wheel) {
    const int sign = wheel.direction == SDL_MOUSEWHEEL_FLIPPED ? -1 : 1;
    constexpr int id = mouse_id + 5;
    if (wheel.y != 0) {
        return mouse_event(wheel.y * sign > 0 ? "WheelUp" : "WheelDown", id, std::abs(wheel.y));
    }
    if (wheel.x != 0) {
        return mouse_event(wheel.x * sign > 0 ? "WheelRight" : "WheelLeft", id, std::abs(wheel.x));
    }
    return std::nullopt;
}

} // namespace

std::optional<KeyEvent> SdlKeys::translate(const SDL_Event& event) {
    switch (event.type) {
    case SDL_KEYDOWN:
        return key_down(event.key);
    case SDL_KEYUP:
        text_is_told_ = false;
        return KeyEvent{KeyEvent::Kind::up, static_cast<int>(event.key.keysym.scancode), std::nullopt};
    case SDL_TEXTINPUT:
        return characters_ == Characters::from_text ? text(event.text) : std::nullopt;
    case SDL_MOUSEWHEEL:
        return wheel_event(event.wheel);
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return button_event(event.button);
    default:
        return std::nullopt;
    }
}

std::optional<KeyEvent> SdlKeys::key_down(const SDL_KeyboardEvent& key) {
    const SDL_Keycode code = key.keysym.sym;
    const Uint16 mod = key.keysym.mod;
    last_key_id_ = static_cast<int>(key.keysym.scancode);
    last_kind_ = key.repeat != 0 ? KeyEvent::Kind::repeat : KeyEvent::Kind::down;

    const Modifiers modifiers = modifiers_of(mod);
    text_is_told_ = true; // unless nothing is told here
    if (const std::string_view name = name_of(code); !name.empty()) {
        return told(make_chord(name, modifiers));
    }
    const char keypad = keypad_character(code);
    const bool digit = keypad >= '0' && keypad <= '9';
    const bool prints = keypad != '\0' || (code > ' ' && code <= '~') || (code >= 0xA1 && code <= 0x7FF);
    if (!prints || (digit && (mod & KMOD_NUM) == 0) ||
        (chooses_character(mod) && characters_ == Characters::from_text)) {
        text_is_told_ = false; // the text that follows, if any, names it
        return std::nullopt;
    }
    if (code >= 0xA1 && code <= 0x7FF) {
        return told(make_chord(national_character(code), modifiers));
    }
    char character = keypad != '\0' ? keypad : static_cast<char>(code);
    if (modifiers.shift && keypad == '\0') {
        character = shifted_us(character);
    }
    // Letters keep Shift beside Ctrl and Alt, other characters have swallowed it.
    Modifiers rest = modifiers;
    rest.shift = modifiers.shift && ((character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z'));
    return told(make_chord(std::string_view(&character, 1), rest));
}

KeyEvent SdlKeys::told(std::optional<KeyChord> chord) const {
    return {last_kind_, last_key_id_, std::move(chord)};
}

std::optional<KeyEvent> SdlKeys::text(const SDL_TextInputEvent& text) {
    if (std::exchange(text_is_told_, false)) {
        return std::nullopt; // Space came as a key, and Alt+R is no "r"
    }
    const auto chord = make_chord(text.text, {}); // none for composed text
    return chord && text.text[0] != '\0' ? std::optional(told(chord)) : std::nullopt;
}

} // namespace senga
