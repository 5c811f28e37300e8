// The words by which operations are told how a picture is stored: matrix, subsampling, siting. Pure functions, any
// thread.
#pragma once

#include "renderer/picture/frame_format.h"

#include <optional>
#include <string>
#include <string_view>

namespace senga {

// "bt601, bt709, ...": those whose luma weights and spans define them.
std::string matrix_words();
// Nothing for other words, among them "source".
std::optional<Matrix> matrix_from_word(std::string_view word);

inline constexpr std::string_view subsampling_words = "420, 422, 440, 411, 444";
Subsampling subsampling_from_word(std::string_view word); // 4:2:0 where there is no such word

inline constexpr std::string_view siting_words = "left, center, topleft";
Siting siting_from_word(std::string_view word); // left where there is no such word

} // namespace senga
