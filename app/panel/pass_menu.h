// What a right click on a pass offers, and the button that adds one. Internal to app/panel; the rules of panel.h hold.
#pragma once

#include "app/panel/parts.h"

#include <cstddef>
#include <string>

namespace senga {

// The menu of the last item.
void draw_pass_menu(const Canvas& canvas, std::size_t index);
void draw_add_pass(const Canvas& canvas);

// What the viewer knows a pass by.
std::string pass_label(const Chain& chain, std::size_t index);

} // namespace senga
