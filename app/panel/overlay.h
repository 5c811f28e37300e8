// OverlayWindow is what palette, key help and the like stand in: the whole window is veiled, a box in the middle has
// the keyboard. A click beside the box and Esc ask to close it. ImGui's usual begin and end, as an object: draw into it
// while it lives. Internal to app/panel; the rules of panel.h hold.
#pragma once

#include "app/panel/parts.h"

namespace senga {

class OverlayWindow {
public:
    // Wanted size of the box, in points; less where the window is small.
    struct Box {
        double width = 620.0;
        double height = 420.0;
    };

    OverlayWindow(const Canvas& canvas, const char* name, Box box);
    ~OverlayWindow();
    OverlayWindow(const OverlayWindow&) = delete;
    OverlayWindow& operator=(const OverlayWindow&) = delete;

    // The line of text at the top, typed into ViewState::query; it has the keyboard at first.
    enum class Focus { at_first, always };
    void query(Text hint, Focus focus);

private:
    const Canvas& canvas_;
};

} // namespace senga
