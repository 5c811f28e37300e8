// Key chords, SDL's events, and mpv's names.
#include "app/input/key_chord.h"
#include "app/input/mpv_keys.h"
#include "app/input/sdl_keys.h"
#include "fixtures.h"

#include <cstring>
#include <utility>

using namespace senga;
using namespace senga::test;

namespace {

SDL_Event key(Uint32 type, SDL_Scancode scancode, SDL_Keycode sym, int mod = KMOD_NONE, Uint8 repeat = 0) {
    SDL_Event event{};
    event.type = type;
    event.key.keysym.scancode = scancode;
    event.key.keysym.sym = sym;
    event.key.keysym.mod = static_cast<Uint16>(mod);
    event.key.repeat = repeat;
    return event;
}

SDL_Event text(const char* what) {
    SDL_Event event{};
    event.type = SDL_TEXTINPUT;
    std::strncpy(event.text.text, what, sizeof event.text.text - 1);
    return event;
}

// The chord an event yields, as text; "" for none.
std::string chord_of(SdlKeys& keys, const SDL_Event& event) {
    const auto translated = keys.translate(event);
    return translated && translated->chord ? to_string(*translated->chord) : "";
}

} // namespace

TEST_CASE("chords read back as they are written") {
    for (const char* text : {"Space", "a", "L", ".", "+", "Ctrl++", "Ctrl+-", "Shift+Left", "Ctrl+Alt+P",
                             "Ctrl+Alt+Shift+Meta+F11", "Ctrl+Shift+Z", "Alt+1", "WheelUp"}) {
        CAPTURE(text);
        const auto chord = parse_chord(text);
        REQUIRE(chord);
        CHECK(to_string(*chord) == text);
    }
}

TEST_CASE("one chord has one form") {
    CHECK(parse_chord("Alt+Ctrl+p") == parse_chord("Ctrl+Alt+P"));
    CHECK(parse_chord("Shift+l") == parse_chord("L"));
    CHECK(parse_chord("l") != parse_chord("L"));
    CHECK(parse_chord("Ctrl+Shift+p") != parse_chord("Ctrl+P"));
}

TEST_CASE("what is no chord") {
    for (const char* text : {"", "Shift+1", "Ctrl", "Ctrl+", "Hyper+a", "Spacebar", "ab", " ", "\t", "Ctrl+Ctrl+a"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_chord(text));
    }
}

TEST_CASE("what prints is named by what it prints, whatever the layout") {
    SdlKeys keys;
    // A German layout: "/" is Shift+7, "[" is AltGr+8, "#" has a key of its own.
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_7, SDLK_7, KMOD_LSHIFT)).empty());
    CHECK(chord_of(keys, text("/")) == "/");
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_8, SDLK_8, KMOD_RALT)).empty());
    CHECK(chord_of(keys, text("[")) == "[");
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_L, SDLK_l, KMOD_LSHIFT)).empty());
    CHECK(chord_of(keys, text("L")) == "L");
    CHECK(chord_of(keys, text("\xE7\xB7\x9A")).empty()); // composed by an input method
    CHECK(chord_of(keys, text("ab")).empty());
}

TEST_CASE("text carries the key it came from and whether that repeats") {
    SdlKeys keys;
    CHECK_FALSE(keys.translate(key(SDL_KEYDOWN, SDL_SCANCODE_PERIOD, SDLK_PERIOD, KMOD_NONE, 1)));
    const auto event = keys.translate(text("."));
    REQUIRE(event);
    CHECK(event->kind == KeyEvent::Kind::repeat);
    CHECK(event->key_id == SDL_SCANCODE_PERIOD);
}

TEST_CASE("named keys and shortcuts come from the key itself") {
    SdlKeys keys;
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_SPACE, SDLK_SPACE)) == "Space");
    CHECK(chord_of(keys, text(" ")).empty()); // its second report
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_LEFT, SDLK_LEFT, KMOD_LSHIFT)) == "Shift+Left");
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_P, SDLK_p, KMOD_LCTRL | KMOD_LALT)) == "Ctrl+Alt+P");
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_P, SDLK_p, KMOD_LCTRL | KMOD_LSHIFT)) == "Ctrl+Shift+P");
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_EQUALS, SDLK_EQUALS, KMOD_LCTRL | KMOD_LSHIFT)) == "Ctrl++");
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_MINUS, SDLK_MINUS, KMOD_RCTRL)) == "Ctrl+-");
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_BACKSPACE, SDLK_BACKSPACE, KMOD_NUM)) == "Backspace");
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_LSHIFT, SDLK_LSHIFT, KMOD_LSHIFT)).empty());
}

TEST_CASE("without text input the keys speak for themselves") {
    SdlKeys keys;
    keys.set_characters(SdlKeys::Characters::from_keys);
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_F, SDLK_f)) == "f");
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_L, SDLK_l, KMOD_LSHIFT)) == "L");
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_LEFTBRACKET, SDLK_LEFTBRACKET, KMOD_LSHIFT)) == "{");
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_KP_MULTIPLY, SDLK_KP_MULTIPLY, KMOD_NUM)) == "*");
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_KP_4, SDLK_KP_4, KMOD_NUM)) == "4");
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_KP_4, SDLK_KP_4)).empty());
    CHECK(chord_of(keys, text("f")).empty());
}

TEST_CASE("a shortcut's own text is not another key") {
    SdlKeys keys;
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_R, SDLK_r, KMOD_LALT)) == "Alt+R");
    CHECK(chord_of(keys, text("r")).empty()); // X11 sends it
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_T, SDLK_t)).empty());
    CHECK(chord_of(keys, text("t")) == "t");
}

TEST_CASE("national characters are keys, composed ones are not") {
    SdlKeys keys;
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_SEMICOLON, 0xF6)).empty());
    CHECK(chord_of(keys, text("\xC3\xB6")) == "\xC3\xB6"); // o with diaeresis
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_SEMICOLON, 0xF6, KMOD_LCTRL)) == "Ctrl+\xC3\xB6");
    CHECK(chord_of(keys, key(SDL_KEYDOWN, SDL_SCANCODE_A, 0x444, KMOD_LALT)) == "Alt+\xD1\x84"); // Cyrillic ef
    CHECK(parse_chord("Ctrl+\xC3\xB6"));
    CHECK_FALSE(parse_chord("\xE4\xBD\xA0"));
    CHECK_FALSE(parse_chord("\xC2\x85")); // a control character
    CHECK_FALSE(parse_chord("\xC3"));
}

TEST_CASE("wheel and buttons are keys") {
    SdlKeys keys;
    SDL_Event wheel{};
    wheel.type = SDL_MOUSEWHEEL;
    wheel.wheel.y = 3;
    CHECK(chord_of(keys, wheel) == "WheelUp");
    CHECK(keys.translate(wheel)->count == 3);
    wheel.wheel.direction = SDL_MOUSEWHEEL_FLIPPED;
    CHECK(chord_of(keys, wheel) == "WheelDown");
    wheel.wheel.y = 0;
    CHECK(chord_of(keys, wheel).empty());
    wheel.wheel.direction = SDL_MOUSEWHEEL_NORMAL;
    wheel.wheel.x = -1;
    CHECK(chord_of(keys, wheel) == "WheelLeft");
    wheel.wheel.x = 1;
    CHECK(chord_of(keys, wheel) == "WheelRight");
    SDL_SetModState(KMOD_LSHIFT);
    CHECK(chord_of(keys, wheel) == "Shift+WheelRight");
    SDL_SetModState(KMOD_NONE);
    SDL_Event button{};
    button.type = SDL_MOUSEBUTTONDOWN;
    button.button.type = SDL_MOUSEBUTTONDOWN;
    button.button.button = SDL_BUTTON_LEFT;
    button.button.clicks = 1;
    CHECK(chord_of(keys, button).empty());
    button.button.clicks = 2;
    CHECK(chord_of(keys, button) == "DoubleClick");
    button.button.clicks = 3;
    CHECK(chord_of(keys, button).empty());
    button.button.button = SDL_BUTTON_RIGHT;
    CHECK(chord_of(keys, button) == "RightClick");
    button.button.button = SDL_BUTTON_MIDDLE;
    CHECK(chord_of(keys, button) == "MiddleClick");
    const int id = keys.translate(button)->key_id;
    button.type = SDL_MOUSEBUTTONUP;
    button.button.type = SDL_MOUSEBUTTONUP;
    const auto up = keys.translate(button);
    REQUIRE(up);
    CHECK(up->kind == KeyEvent::Kind::up);
    CHECK(up->key_id == id);
    button.button.button = SDL_BUTTON_LEFT;
    CHECK_FALSE(keys.translate(button));
}

// The names of mpv 0.35.1, input/keycodes.c; there letters have no Shift of their own and "Ctrl+p" is not "Ctrl+P".
TEST_CASE("mpv's names of keys") {
    const std::pair<const char*, const char*> names[] = {
        {"a", "a"},
        {"A", "A"},
        {"Ctrl+P", "Ctrl+p"},
        {"Ctrl+Shift+P", "Ctrl+P"},
        {"Ctrl+Alt+1", "Ctrl+Alt+1"},
        {"Ctrl++", "Ctrl++"},
        {"#", "SHARP"},
        {"Ctrl+#", "Ctrl+SHARP"},
        {"Space", "SPACE"},
        {"Shift+Left", "Shift+LEFT"},
        {"Meta+Tab", "Meta+TAB"},
        {"Backspace", "BS"},
        {"Esc", "ESC"},
        {"Enter", "ENTER"},
        {"Insert", "INS"},
        {"Delete", "DEL"},
        {"Home", "HOME"},
        {"End", "END"},
        {"Ctrl+Shift+PageUp", "Ctrl+Shift+PGUP"},
        {"PageDown", "PGDWN"},
        {"F1", "F1"},
        {"F24", "F24"},
        {"DoubleClick", "MBTN_LEFT_DBL"},
        {"RightClick", "MBTN_RIGHT"},
        {"MiddleClick", "MBTN_MID"},
        {"MouseBack", "MBTN_BACK"},
        {"MouseForward", "MBTN_FORWARD"},
        {"Alt+WheelUp", "Alt+WHEEL_UP"},
        {"WheelDown", "WHEEL_DOWN"},
        {"WheelLeft", "WHEEL_LEFT"},
        {"WheelRight", "WHEEL_RIGHT"},
        {"PlayPause", "PLAYPAUSE"},
        {"Pause", "PAUSE"},
        {"Stop", "STOP"},
        {"NextTrack", "NEXT"},
        {"PreviousTrack", "PREV"},
        {"Rewind", "REWIND"},
        {"FastForward", "FORWARD"},
        {"VolumeUp", "VOLUME_UP"},
        {"VolumeDown", "VOLUME_DOWN"},
        {"Mute", "MUTE"},
        {"Power", "POWER"},
        {"Ctrl+\xC3\xB6", "Ctrl+\xC3\xB6"},
    };
    for (const auto& [ours, theirs] : names) {
        CAPTURE(ours);
        const auto chord = parse_chord(ours);
        REQUIRE(chord);
        CHECK(mpv_key_name(*chord) == theirs);
    }
}
