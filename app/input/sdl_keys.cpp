#include "app/input/sdl_keys.h"

#include <algorithm>
#include <array>
#include <cstring>
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

constexpr std::array<NamedKey, 34> named{{
    {SDLK_SPACE, "Space"},
    {SDLK_RETURN, "Enter"},
    {SDLK_KP_ENTER, "Enter"},
    {SDLK_TAB, "Tab"},
    {SDLK_BACKSPACE, "Backspace"},
    {SDLK_ESCAPE, "Esc"},
    {SDLK_INSERT, "Insert"},
    {SDLK_DELETE, "Delete"},
    {SDLK_HOME, "Home"},
    {SDLK_END, "End"},
    {SDLK_PAGEUP, "PageUp"},
    {SDLK_PAGEDOWN, "PageDown"},
    {SDLK_LEFT, "Left"},
    {SDLK_RIGHT, "Right"},
    {SDLK_UP, "Up"},
    {SDLK_DOWN, "Down"},
    {SDLK_F1, "F1"},
    {SDLK_F2, "F2"},
    {SDLK_F3, "F3"},
    {SDLK_F4, "F4"},
    {SDLK_F5, "F5"},
    {SDLK_F6, "F6"},
    {SDLK_F7, "F7"},
    {SDLK_F8, "F8"},
    {SDLK_F9, "F9"},
    {SDLK_F10, "F10"},
    {SDLK_F11, "F11"},
    {SDLK_F12, "F12"},
    {SDLK_AUDIOPLAY, "PlayPause"},
    {SDLK_AUDIONEXT, "NextTrack"},
    {SDLK_AUDIOPREV, "PreviousTrack"},
    {SDLK_AUDIOSTOP, "Stop"},
    {SDLK_RETURN2, "Enter"},
    {SDLK_KP_SPACE, "Space"},
}};

std::string_view name_of(SDL_Keycode code) {
    const auto found = std::find_if(named.begin(), named.end(), [&](const NamedKey& key) { return key.code == code; });
    return found != named.end() ? found->name : std::string_view{};
}

Modifiers modifiers_of(Uint16 mod) {
    return {(mod & KMOD_CTRL) != 0, (mod & KMOD_ALT) != 0, (mod & KMOD_SHIFT) != 0, (mod & KMOD_GUI) != 0};
}

// What the key prints by itself; 0 where it prints nothing in ASCII. The keypad prints the same on every layout.
char plain_character(SDL_Keycode code) {
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
    for (const auto& [key, character] : keypad) {
        if (key == code) {
            return character;
        }
    }
    return code > ' ' && code <= '~' ? static_cast<char>(code) : '\0';
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

bool on_keypad(SDL_Keycode code) {
    return code >= SDLK_KP_DIVIDE && code <= SDLK_KP_PERIOD;
}

// Right Alt and the AltGr that X11 reports as MODE choose a third character on many layouts; they are no modifiers
// then.
bool chooses_character(Uint16 mod) {
    return (mod & (KMOD_CTRL | KMOD_LALT | KMOD_GUI)) == 0;
}

std::optional<KeyEvent> mouse_event(std::string_view name, int id) {
    return KeyEvent{KeyEvent::Kind::down, id, make_chord(name, modifiers_of(static_cast<Uint16>(SDL_GetModState())))};
}

std::optional<KeyEvent> button_event(const SDL_MouseButtonEvent& button) {
    switch (button.button) {
    case SDL_BUTTON_LEFT:
        // A single click has no action; every second one makes a pair.
        return button.clicks > 0 && button.clicks % 2 == 0 ? mouse_event("DoubleClick", mouse_id) : std::nullopt;
    case SDL_BUTTON_RIGHT:
        return mouse_event("RightClick", mouse_id + 1);
    case SDL_BUTTON_MIDDLE:
        return mouse_event("MiddleClick", mouse_id + 2);
    case SDL_BUTTON_X1:
        return mouse_event("MouseBack", mouse_id + 3);
    case SDL_BUTTON_X2:
        return mouse_event("MouseForward", mouse_id + 4);
    default:
        return std::nullopt;
    }
}

} // namespace

std::optional<KeyEvent> SdlKeys::translate(const SDL_Event& event) {
    switch (event.type) {
    case SDL_KEYDOWN:
        return key_down(event.key);
    case SDL_KEYUP:
        return KeyEvent{KeyEvent::Kind::up, static_cast<int>(event.key.keysym.scancode), std::nullopt};
    case SDL_TEXTINPUT:
        return characters_ == Characters::from_text ? text(event.text) : std::nullopt;
    case SDL_MOUSEWHEEL: {
        const int y = event.wheel.direction == SDL_MOUSEWHEEL_FLIPPED ? -event.wheel.y : event.wheel.y;
        return y == 0 ? std::nullopt : mouse_event(y > 0 ? "WheelUp" : "WheelDown", mouse_id + 5);
    }
    case SDL_MOUSEBUTTONDOWN:
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
    if (const std::string_view name = name_of(code); !name.empty()) {
        return KeyEvent{last_kind_, last_key_id_, make_chord(name, modifiers)};
    }
    char character = plain_character(code);
    if (character == '\0' || (on_keypad(code) && (mod & KMOD_NUM) == 0 && character >= '0' && character <= '9')) {
        return std::nullopt;
    }
    if (chooses_character(mod) && characters_ == Characters::from_text) {
        return std::nullopt; // the text that follows names it
    }
    if (modifiers.shift && !on_keypad(code)) {
        character = shifted_us(character);
    }
    // Letters keep Shift beside Ctrl and Alt, other characters have swallowed it.
    Modifiers rest = modifiers;
    rest.shift = modifiers.shift && ((character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z'));
    return KeyEvent{last_kind_, last_key_id_, make_chord(std::string_view(&character, 1), rest)};
}

std::optional<KeyEvent> SdlKeys::text(const SDL_TextInputEvent& text) {
    if (std::strlen(text.text) != 1 || text.text[0] == ' ') {
        return std::nullopt; // composed text; or Space, which came as a key
    }
    const auto chord = make_chord(text.text, {});
    return chord ? std::optional(KeyEvent{last_kind_, last_key_id_, chord}) : std::nullopt;
}

} // namespace senga
