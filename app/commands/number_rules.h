// What the numbers of the command line may be, as checks for CLI11 with a sentence of their own: "write a whole number
// from 1 to 100, not "0"". CLI11 puts the option's name in front. Pure functions, main thread.
#pragma once

#include <CLI/CLI.hpp>

#include <cstdint>
#include <optional>

namespace senga {

// Without `most` there is no upper end.
CLI::Validator whole_number(std::int64_t least, std::optional<std::int64_t> most = {});
CLI::Validator number(double least, std::optional<double> most = {});
CLI::Validator number_above_zero();

} // namespace senga
