// Everything that is drawn over the picture: the passes with their switches and parameters, the information line, the
// controls, the marks of the comparison and the toasts. Functions from (const State&) to Commands: they keep nothing
// between frames, make no GL call and no mpv call, and know no effect by name; what a pass offers is read from its
// file. draw_panel() runs inside an ImGui frame (after NewFrame, before Render) with the style of style.h; where
// overlay_visible() (app/state/visibility.h) says no, the frame need not be made at all. Main thread.
#pragma once

#include "app/panel/landmarks.h"
#include "app/state/command.h"

#include <vector>

namespace senga {

// Where `landmarks` are asked for, they become those of this frame.
std::vector<Command> draw_panel(const State& state, double now_s, Landmarks* landmarks = nullptr);

// Whether a menu or another popup was open in the last frame.
bool menu_open();
// All of them, before draw_panel() in the same frame.
void close_menus();
// Whether the pointer was on the divider's handle in the last frame: it wants the left button and nothing else.
bool pointer_on_divider();

} // namespace senga
