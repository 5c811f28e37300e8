// Writing TOML: the three things a file of ours is made of. Whatever the text holds, what comes out reads back.
// Pure functions, any thread.
#pragma once

#include <string>
#include <string_view>

namespace senga {

// In quotation marks, escaped. Bytes that are no UTF-8, which TOML has no way to write, become U+FFFD.
std::string toml_string(std::string_view text);
// Bare where TOML allows it, else as toml_string.
std::string toml_key(std::string_view name);
// A finite number that TOML does not take for a whole one: "1.0".
std::string toml_number(double value);

} // namespace senga
