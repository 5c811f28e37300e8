// The icons of the controls, painted with lines: no font has them all, and lines are sharp at any scale.
// Internal to app/panel; inside an ImGui frame. Main thread.
#pragma once

#include <imgui/imgui.h>

#include <string>

namespace senga {

enum class Icon {
    play,
    pause,
    previous,
    next,
    stop,
    speaker,
    muted,
    note,
    subtitles,
    film,
    frame,
    split,
    camera,
    list,
    fullscreen,
};

// In a square of the half edge `r` around `c`.
void paint(ImDrawList* draw, ImVec2 c, float r, ImU32 ink, Icon icon);

struct IconButton {
    Icon icon = Icon::play;
    std::string help; // the tooltip
    bool lit = false; // what it stands for is on
};
// A square as high as a frame; whether it was pressed.
bool icon_button(const char* id, const IconButton& button);

} // namespace senga
