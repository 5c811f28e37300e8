// Key chords, SDL's events, and what becomes of held keys.
#include "app/input/dispatcher.h"
#include "app/input/key_chord.h"
#include "app/input/sdl_keys.h"
#include "fixtures.h"

#include <cstring>

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

KeyEvent press(const char* chord, int key_id, KeyEvent::Kind kind = KeyEvent::Kind::down) {
    return {kind, key_id, parse_chord(chord)};
}

bool is_peek(const std::vector<Command>& commands, Switch to) {
    return commands.size() == 1 && std::holds_alternative<command::SetPeek>(commands[0]) &&
           std::get<command::SetPeek>(commands[0]).to == to;
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

TEST_CASE("wheel and buttons are keys") {
    SdlKeys keys;
    SDL_Event wheel{};
    wheel.type = SDL_MOUSEWHEEL;
    wheel.wheel.y = 1;
    CHECK(chord_of(keys, wheel) == "WheelUp");
    wheel.wheel.direction = SDL_MOUSEWHEEL_FLIPPED;
    CHECK(chord_of(keys, wheel) == "WheelDown");
    wheel.wheel.y = 0;
    CHECK(chord_of(keys, wheel).empty());
    SDL_Event button{};
    button.type = SDL_MOUSEBUTTONDOWN;
    button.button.button = SDL_BUTTON_LEFT;
    button.button.clicks = 1;
    CHECK(chord_of(keys, button).empty());
    button.button.clicks = 2;
    CHECK(chord_of(keys, button) == "DoubleClick");
    button.button.clicks = 3;
    CHECK(chord_of(keys, button).empty());
    button.button.button = SDL_BUTTON_RIGHT;
    CHECK(chord_of(keys, button) == "RightClick");
}

TEST_CASE("a held key begins once and ends with that key, whatever the modifiers do") {
    KeyDispatcher dispatcher;
    const State state = playing_state();
    CHECK(is_peek(dispatcher.dispatch(press("Backspace", 42), state), Switch::on));
    CHECK(dispatcher.dispatch(press("Backspace", 42, KeyEvent::Kind::repeat), state).empty());
    CHECK(dispatcher.dispatch(press("Shift+Backspace", 42, KeyEvent::Kind::repeat), state).empty());
    CHECK(dispatcher.dispatch({KeyEvent::Kind::up, 7, std::nullopt}, state).empty());
    CHECK(is_peek(dispatcher.dispatch({KeyEvent::Kind::up, 42, std::nullopt}, state), Switch::off));
    CHECK(dispatcher.dispatch({KeyEvent::Kind::up, 42, std::nullopt}, state).empty());
}

TEST_CASE("losing the keyboard ends what is held") {
    KeyDispatcher dispatcher;
    const State state = playing_state();
    CHECK(dispatcher.dispatch(press("Backspace", 42), state).size() == 1);
    CHECK(is_peek(dispatcher.release_all(), Switch::off));
    CHECK(dispatcher.release_all().empty());
}

TEST_CASE("a disabled action and an unknown key do nothing; auto-repeat only where it helps") {
    KeyDispatcher dispatcher;
    State state;
    CHECK(dispatcher.dispatch(press("Space", 1), state).empty());
    CHECK(dispatcher.dispatch(press("Ctrl+Q", 2), state).empty());
    state = playing_state();
    CHECK(dispatcher.dispatch(press("Space", 1), state).size() == 1);
    CHECK(dispatcher.dispatch(press("Space", 1, KeyEvent::Kind::repeat), state).empty());
    CHECK(dispatcher.dispatch(press("Right", 3, KeyEvent::Kind::repeat), state).size() == 1);
    CHECK(dispatcher.dispatch(press("3", 4), state).size() == 1);
    CHECK(dispatcher.dispatch(press("4", 4), state).empty()); // there are three passes
}
