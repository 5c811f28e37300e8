#include "app/window/input_pace.h"

#include <set>
#include <utility>

namespace senga {
namespace {

// What has changed within a frame.
class Changes {
public:
    // Whether the event may happen in the same frame; notes it if so.
    bool admit(const SDL_Event& event) {
        switch (event.type) {
        case SDL_KEYDOWN:
        case SDL_KEYUP:
            return admit_key(event.key);
        case SDL_MOUSEBUTTONDOWN:
        case SDL_MOUSEBUTTONUP:
            return buttons_.insert(event.button.button).second;
        case SDL_MOUSEMOTION:
            return buttons_.empty(); // a click is where the pointer was
        default:
            return true;
        }
    }

private:
    bool admit_key(const SDL_KeyboardEvent& event) {
        const SDL_Scancode key = event.keysym.scancode;
        const bool modifier = key >= SDL_SCANCODE_LCTRL && key <= SDL_SCANCODE_RGUI;
        if (modifier && !(keys_.empty() && buttons_.empty())) {
            return false; // it was not held, or was, with what came before
        }
        return event.repeat != 0 || modifier || keys_.insert(key).second;
    }

    std::set<SDL_Scancode> keys_;
    std::set<Uint8> buttons_;
};

} // namespace

void InputPace::add(const SDL_Event& event) {
    waiting_.push_back(event);
}

void InputPace::feed(const Taker& take) {
    Changes changes;
    while (!waiting_.empty() && (changes.admit(waiting_.front()) || waiting_.size() > most)) {
        take(waiting_.front());
        waiting_.pop_front();
    }
}

void InputPace::flush(const Taker& take) {
    for (const SDL_Event& event : std::exchange(waiting_, {})) {
        take(event);
    }
}

} // namespace senga
