// From the State to what the Compositor draws: which pictures, where they lie, how they are compared. The pictures
// themselves are put in by the Session. Pure functions, any thread.
#pragma once

#include "app/state/state.h"
#include "renderer/compare/compositor.h"

namespace senga {

// Everything of the State that the drawn picture depends on besides the pictures: where two are equal, nothing need be
// drawn again.
struct Look {
    Compare compare = Compare::b;
    Exhibit a;
    Exhibit b;
    Divider divider;
    Difference difference;
    Zoom zoom;
    double panscan = 0.0;
    bool grid = false;
    bool peek = false;
    bool magnifier = false;
    Point pointer; // where the lens is
    Size window;
    std::uint64_t revision = 0;
    std::uint64_t equaliser_revision = 0;
    bool operator==(const Look&) const = default;
};
Look look_of(const State& state, double now_s);

// Whether that side's picture is needed: for what is shown, or for what is measured.
bool needed(const State& state, Side side, double now_s);

// All but the pictures and the subtitles.
Composition composition_of(const State& state, Size target, double now_s);

} // namespace senga
