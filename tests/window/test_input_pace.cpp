// Input reaches the panels in the order in which it came, and no change of a key or button is lost between two frames.
#include "app/window/input_pace.h"

#include <doctest/doctest.h>

#include <string>

using namespace senga;

namespace {

SDL_Event key(Uint32 type, SDL_Scancode code, int repeat = 0) {
    SDL_Event event{};
    event.type = type;
    event.key.keysym.scancode = code;
    event.key.repeat = static_cast<Uint8>(repeat);
    return event;
}

SDL_Event button(Uint32 type) {
    SDL_Event event{};
    event.type = type;
    event.button.button = SDL_BUTTON_LEFT;
    return event;
}

SDL_Event motion() {
    SDL_Event event{};
    event.type = SDL_MOUSEMOTION;
    return event;
}

// One letter per event.
std::string frame(InputPace& pace) {
    std::string taken;
    pace.feed([&](const SDL_Event& event) {
        switch (event.type) {
        case SDL_KEYDOWN:
            taken += 'd';
            break;
        case SDL_KEYUP:
            taken += 'u';
            break;
        case SDL_MOUSEBUTTONDOWN:
            taken += 'D';
            break;
        case SDL_MOUSEBUTTONUP:
            taken += 'U';
            break;
        default:
            taken += 'm';
        }
    });
    return taken;
}

} // namespace

TEST_CASE("a tap takes two frames, a double click four") {
    InputPace pace;
    pace.add(key(SDL_KEYDOWN, SDL_SCANCODE_RETURN));
    pace.add(key(SDL_KEYUP, SDL_SCANCODE_RETURN));
    CHECK(frame(pace) == "d");
    CHECK(pace.waiting());
    CHECK(frame(pace) == "u");
    CHECK_FALSE(pace.waiting());
    for (int i = 0; i < 2; ++i) {
        pace.add(button(SDL_MOUSEBUTTONDOWN));
        pace.add(button(SDL_MOUSEBUTTONUP));
    }
    for (const char* taken : {"D", "U", "D", "U", ""}) {
        CHECK(frame(pace) == taken);
    }
}

TEST_CASE("what does not concern the same key goes together, in order") {
    InputPace pace;
    pace.add(key(SDL_KEYDOWN, SDL_SCANCODE_LCTRL));
    pace.add(key(SDL_KEYDOWN, SDL_SCANCODE_A));
    pace.add(key(SDL_KEYDOWN, SDL_SCANCODE_A, 1));
    pace.add(motion());
    CHECK(frame(pace) == "dddm");
    // Ctrl+A is Ctrl+A, although Ctrl goes at once; Ctrl down and up alone is nothing that anybody looks at.
    pace.add(key(SDL_KEYDOWN, SDL_SCANCODE_LCTRL));
    pace.add(key(SDL_KEYDOWN, SDL_SCANCODE_A));
    pace.add(key(SDL_KEYUP, SDL_SCANCODE_LCTRL));
    CHECK(frame(pace) == "dd");
    CHECK(frame(pace) == "u");
    pace.add(button(SDL_MOUSEBUTTONDOWN));
    pace.add(key(SDL_KEYUP, SDL_SCANCODE_LCTRL));
    CHECK(frame(pace) == "D");
    CHECK(frame(pace) == "u");
    // A click is where the pointer was, so the pointer goes on afterwards.
    pace.add(motion());
    pace.add(button(SDL_MOUSEBUTTONDOWN));
    pace.add(motion());
    CHECK(frame(pace) == "mD");
    CHECK(frame(pace) == "m");
}

TEST_CASE("where nothing is drawn nothing waits, and a long queue is not waited for") {
    InputPace pace;
    for (int i = 0; i < 10; ++i) {
        pace.add(key(SDL_KEYDOWN, SDL_SCANCODE_A));
        pace.add(key(SDL_KEYUP, SDL_SCANCODE_A));
    }
    int taken = 0;
    pace.flush([&](const SDL_Event&) { ++taken; });
    CHECK(taken == 20);
    CHECK_FALSE(pace.waiting());
    for (int i = 0; i < 100; ++i) {
        pace.add(key(SDL_KEYDOWN, SDL_SCANCODE_A));
        pace.add(key(SDL_KEYUP, SDL_SCANCODE_A));
    }
    CHECK(frame(pace).size() > 100);
}
