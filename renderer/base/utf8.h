// The little of UTF-8 that texts from elsewhere ask for: file names and tags are bytes and may be anything.
// Pure functions over borrowed text, any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace senga {

// The bytes of the character the text begins with; 0 where it begins with none (or is empty).
std::size_t utf8_character_bytes(std::string_view text);
bool is_utf8(std::string_view text);
// With U+FFFD for every byte that belongs to no character.
std::string made_utf8(std::string_view text);
// The longest beginning of at most that many bytes that cuts no character.
std::string_view utf8_prefix(std::string_view text, std::size_t most_bytes);

} // namespace senga
