// Reading TOML: what every reader of ours needs of toml++. Included by sources that read, not by headers.
// Pure functions, any thread.
#pragma once

#include "renderer/base/result.h"

#include <string>
#include <string_view>

#include <toml++/toml.h>

namespace senga {

// Errors: `syntax`, with the line.
Result<toml::table> parse_toml(std::string_view text, std::string_view place_name, Code syntax);

int line_of(const toml::node& node); // from 1
int line_of(const toml::key& key);
std::string_view type_name(const toml::node& node); // "a table", "a number", for messages

} // namespace senga
