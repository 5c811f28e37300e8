// Parts of the tab "Cost" that its neighbours share. Internal to app/panel; the rules of panel.h hold.
#pragma once

#include "app/panel/parts.h"

namespace senga {

// One line: what the chain takes of the graphics memory.
void draw_memory(const Canvas& canvas);

} // namespace senga
