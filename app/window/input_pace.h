// InputPace hands input to Dear ImGui no faster than it can follow: ImGui looks at keys and buttons once a frame, so
// what goes down and up between two frames (a tap while a frame takes long, a double click) would never have been.
// The second change of a key or button waits for the next frame, and so does everything after it: the order stays. So
// does a modifier after a key or a button, as ImGui sees one state of them a frame.
// It knows no window. Main thread.
#pragma once

#include <SDL.h>

#include <cstddef>
#include <deque>
#include <functional>

namespace senga {

class InputPace {
public:
    using Taker = std::function<void(const SDL_Event&)>;

    void add(const SDL_Event& event);
    // What one frame can take.
    void feed(const Taker& take);
    // Everything: nobody draws the panels.
    void flush(const Taker& take);
    bool waiting() const { return !waiting_.empty(); }

private:
    // Who is so far behind is not waited for.
    static constexpr std::size_t most = 64;
    std::deque<SDL_Event> waiting_;
};

} // namespace senga
