#include "app/commands/number_rules.h"

#include "renderer/language/words.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <string>

namespace senga {
namespace {

// The whole text as a number; what it cannot be is none.
template<class Number>
std::optional<Number> read(const std::string& text) {
    Number out{};
    const char* const end = text.data() + text.size();
    const auto [after, error] = std::from_chars(text.data() + (text.starts_with('+') ? 1 : 0), end, out);
    return error == std::errc() && after == end && !text.empty() ? std::optional(out) : std::nullopt;
}

std::string refusal(const std::string& wanted, const std::string& text) {
    return fmt::format("write {}, not \"{}\"", wanted, text);
}

} // namespace

CLI::Validator whole_number(std::int64_t least, std::optional<std::int64_t> most) {
    const std::string wanted =
        most ? fmt::format("a whole number from {} to {}", least, *most) : fmt::format("a whole number from {}", least);
    return CLI::Validator(
        [=](std::string& text) {
            const std::optional<std::int64_t> value = read<std::int64_t>(text);
            const bool good = value && *value >= least && (!most || *value <= *most);
            return good ? std::string() : refusal(wanted, text);
        },
        "");
}

CLI::Validator number(double least, std::optional<double> most) {
    const std::string wanted = most ? fmt::format("a number from {} to {}", shortest(least), shortest(*most))
                                    : fmt::format("a number from {}", shortest(least));
    return CLI::Validator(
        [=](std::string& text) {
            const std::optional<double> value = read<double>(text);
            const bool good = value && std::isfinite(*value) && *value >= least && (!most || *value <= *most);
            return good ? std::string() : refusal(wanted, text);
        },
        "");
}

CLI::Validator number_above_zero() {
    return CLI::Validator(
        [](std::string& text) {
            const std::optional<double> value = read<double>(text);
            const bool good = value && std::isfinite(*value) && *value > 0.0;
            return good ? std::string() : refusal("a number above 0", text);
        },
        "");
}

} // namespace senga
