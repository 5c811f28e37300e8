// Any bytes as a size expression: no crash; a value is finite; what is read reads back to the same tokens; an
// explanation exists for every expression and grows in proportion to it.
#include "fuzz/property.h"

#include "renderer/language/expression.h"

#include <cmath>
#include <cstddef>
#include <cstdint>

using namespace senga;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Limits limits;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto expression = parse_expression(text, {"fuzz", 1}, limits);
    if (!expression.ok()) {
        SENGA_PROPERTY(!expression.error().text.empty());
        return 0;
    }
    SENGA_PROPERTY(!expression->empty() && expression->tokens.size() <= limits.expression_tokens);
    const auto again = parse_expression(expression->text, {"fuzz", 1}, limits);
    SENGA_PROPERTY(again.ok() && *again == *expression);

    const Lookup lookup{.size = [](std::string_view name) -> std::optional<Size> {
                            return name == "X" ? std::nullopt : std::optional(Size{1920, 1080});
                        },
                        .parameter = [](std::string_view name) -> std::optional<double> {
                            return name == "x" ? std::nullopt : std::optional(name == "inf" ? INFINITY : 0.5);
                        }};
    const auto result = evaluate(*expression, lookup);
    if (result.ok()) {
        SENGA_PROPERTY(std::isfinite(result->value));
        SENGA_PROPERTY(result->leftover >= 0 && static_cast<std::size_t>(result->leftover) < expression->tokens.size());
    }
    const std::string words = explain(*expression, lookup);
    SENGA_PROPERTY(!words.empty());
    SENGA_PROPERTY(words.size() <= expression->text.size() + expression->tokens.size() * 128);
    return 0;
}
