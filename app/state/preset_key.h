// How a preset's name for people becomes its key, which is a file's stem. Pure functions, any thread.
#pragma once

#include "app/state/chain_state.h"

#include <string>
#include <string_view>
#include <vector>

namespace senga {

// Without white space at both ends.
std::string trimmed(std::string_view text);
// "Sharp lines (4K)" is "sharp-lines-4k": lower case, digits, hyphens; whatever is not ASCII stays. Never empty.
std::string key_from_name(std::string_view name);
// `key`, or with the first of -2, -3, ... that is not the key of a shipped preset: only one's own are overwritten.
std::string free_key(const std::vector<PresetName>& presets, const std::string& key);

// `name`, or with the first of 2, 3, ... whose key nobody has yet.
std::string unused_name(const std::vector<PresetName>& presets, const std::string& name);

} // namespace senga
