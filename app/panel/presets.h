// The row on top of the passes: which preset, the one before and after, saving, and a menu for the rest.
// Internal to app/panel; the rules of panel.h hold.
#pragma once

#include "app/panel/parts.h"

namespace senga {

void draw_presets(const Canvas& canvas);

} // namespace senga
