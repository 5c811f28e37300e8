// Keymap is which keys do what at the moment: the viewer's own bindings over the defaults of the action table. A target
// is an action's id ("playback.pause") or a pass ("pass:classic/luma": switch the passes of that shader on and off).
// It knows no action: bindings.h combines the two. Plain data, any thread.
#pragma once

#include "app/input/key_chord.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace senga {

struct Keymap {
    // Targets whose keys the viewer changed, with all the keys they have now; an empty list: none.
    std::map<std::string, std::vector<KeyChord>, std::less<>> own;
    bool operator==(const Keymap&) const = default;
};

// "pass:" and the shader's id.
std::string pass_target(std::string_view shader_id);

} // namespace senga
