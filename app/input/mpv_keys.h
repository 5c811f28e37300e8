// What mpv calls a key, for its commands keydown and keyup: "Ctrl+p", "Shift+LEFT", "SHARP", "MBTN_RIGHT". The names
// are those of input.conf. Pure function, any thread.
#pragma once

#include "app/input/key_chord.h"

#include <string>

namespace senga {

std::string mpv_key_name(const KeyChord& chord);

} // namespace senga
