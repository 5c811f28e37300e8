// Size is a width and a height in pixels; Rect adds a position. Plain data, any thread.
#pragma once

namespace senga {

struct Size {
    int w = 0;
    int h = 0;
    bool operator==(const Size&) const = default;
    bool empty() const { return w <= 0 || h <= 0; }
};

// Position of the top left corner, y grows downward.
struct Rect {
    int x = 0;
    int y = 0;
    int w = 0;
    int h = 0;
    bool operator==(const Rect&) const = default;
    Size size() const { return {w, h}; }
};

} // namespace senga
