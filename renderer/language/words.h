// The small words of text reading: trimming, splitting, identifiers, numbers, and quoting for messages. Shared by the
// shader parser, the expressions and the presets; it knows nothing of their grammar. ASCII rules, whatever the locale.
// Pure functions over borrowed text, any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace senga {

bool is_space(char c);
bool is_identifier_start(char c);
bool is_identifier_part(char c);

// [A-Za-z_][A-Za-z0-9_]*: what GLSL takes for a name.
bool is_identifier(std::string_view text);

std::string_view trim(std::string_view text);

// The words between white space. No word is empty.
std::vector<std::string_view> split_words(std::string_view text);

// Cuts the first line off `rest`, without its line end ("\n" or "\r\n").
std::string_view take_line(std::string_view& rest);

// The whole text as a number; nullopt if anything else stands in it, or if the number is not finite.
std::optional<double> parse_real(std::string_view text);
std::optional<float> parse_float(std::string_view text);
std::optional<long long> parse_integer(std::string_view text);

// The shortest text that reads back to the same number; locale-independent.
std::string shortest(double value);
std::string shortest(float value);

// The text in quotation marks for a message: control bytes become '?', long text is cut.
std::string in_quotes(std::string_view text);

} // namespace senga
