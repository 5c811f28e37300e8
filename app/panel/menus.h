// The menus that the controls open: speed, tracks, shape of the picture, comparison, pictures to save.
// Each draws its content into the popup that is open. Internal to app/panel; the rules of panel.h hold.
#pragma once

#include "app/panel/parts.h"

namespace senga {

void speed_menu(const Canvas& canvas);
void track_menu(const Canvas& canvas, TrackKind kind);
void aspect_menu(const Canvas& canvas);
void compare_menu(const Canvas& canvas);
void screenshot_menu(const Canvas& canvas);

// "1x", "1.25x".
std::string speed_text(double factor);

} // namespace senga
