// Expression is a size or condition in the reverse Polish notation of mpv user shaders, e.g. "OUTPUT.w LUMA.w / 1.2 >".
// It is parsed once into tokens and evaluated against sizes and parameters that the caller looks up; it knows neither
// textures nor GL. Comparisons yield 1 or 0. A token that begins with '-' is the operator, so negative literals do not
// exist; "==" reads as "=" and only the first character of an operator counts, as in mpv.
// Pure functions over plain data, any thread.
#pragma once

#include "renderer/base/limits.h"
#include "renderer/base/result.h"
#include "renderer/picture/size.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace senga {

struct Token {
    enum class Kind {
        number,
        width,
        height,
        parameter,
        add,
        subtract,
        multiply,
        divide,
        modulo,
        greater,
        less,
        equal,
        negate
    };
    Kind kind = Kind::number;
    float number = 0.0F;
    std::string name; // texture of width/height, or the parameter
    bool operator==(const Token&) const = default;
};

struct Expression {
    std::vector<Token> tokens;
    std::string text; // as written
    int line = 0;     // in its file, from 1
    bool empty() const { return tokens.empty(); }
    bool operator==(const Expression&) const = default;
};

// What an expression may ask for. A name that is not known yields nullopt.
struct Lookup {
    std::function<std::optional<Size>(std::string_view texture)> size;
    std::function<std::optional<double>(std::string_view parameter)> parameter;
};

// Splits into tokens. Names without ".w"/".width"/".h"/".height" are parameters. Errors: shader_expression (empty,
// a token that is none, too many tokens).
Result<Expression> parse_expression(std::string_view text, Place place, const Limits& limits);

struct Evaluation {
    float value = 0.0F;
    // Values left on the stack beneath the result: an operator is missing. mpv and libplacebo refuse such an
    // expression; so should the caller.
    int leftover = 0;
};

// Computes in float, as mpv does. Errors: expression_unknown_name, expression_malformed (stack underflow),
// expression_not_finite.
Result<Evaluation> evaluate(const Expression& expression, const Lookup& lookup);

// The expression in infix with the numbers filled in: "OUTPUT.w 1920 / MAIN.w 1920 = 1.00 > 1.2". Unknown names stand
// as they are. For people; never parsed again.
std::string explain(const Expression& expression, const Lookup& lookup);

} // namespace senga
