// The Export dialog: for which player, under which name, where to; and what came of it, pass by pass. An overlay like
// the palette. Internal to app/panel; the rules of panel.h hold.
#pragma once

#include "app/panel/parts.h"

namespace senga {

void draw_export(const Canvas& canvas);

// One line about a target, in the viewer's language.
const char* export_summary(Language language, ExportTarget target);

} // namespace senga
