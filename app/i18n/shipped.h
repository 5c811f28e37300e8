// What the files that come with Senga call themselves, in the viewer's language: names of shaders and their steps,
// parameters, presets, the rule, and the engine's own textures. The files are English; shipped.def has the Chinese for
// what stands in them. Whatever is not in that table, a viewer's own shader above all, is shown as it is.
// Pure functions over constants, any thread.
#pragma once

#include "app/i18n/texts.h"

#include <string>
#include <string_view>

namespace senga {

// "Deband: smooth gradients" is looked up as a whole, then as "Deband" and "smooth gradients".
std::string shipped_text(Language language, std::string_view english);

// "range, in pixels" of "Deband: range, in pixels" where `owner` is "Deband" or "Deband: smooth gradients"; else all.
std::string_view without_owner(std::string_view text, std::string_view owner);

// All Chinese of the table, for whoever has to load its letters.
std::string shipped_letters();

} // namespace senga
