// What a right click on a pass offers, and the button that adds one. Internal to app/panel; the rules of panel.h hold.
#pragma once

#include "app/panel/parts.h"

#include <cstddef>

namespace senga {

// The menu of the last item.
void draw_pass_menu(const Canvas& canvas, std::size_t index);
void draw_add_pass(const Canvas& canvas);

} // namespace senga
