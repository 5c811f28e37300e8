#include "renderer/language/expression.h"

#include "renderer/language/words.h"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace senga {
namespace {

using Kind = Token::Kind;

std::optional<Kind> operator_kind(char c) {
    switch (c) {
    case '+':
        return Kind::add;
    case '-':
        return Kind::subtract;
    case '*':
        return Kind::multiply;
    case '/':
        return Kind::divide;
    case '%':
        return Kind::modulo;
    case '>':
        return Kind::greater;
    case '<':
        return Kind::less;
    case '=':
        return Kind::equal;
    case '!':
        return Kind::negate;
    default:
        return std::nullopt;
    }
}

// The order of the tests is mpv's: the suffix first, then the operator, then the number.
std::optional<Token> read_token(std::string_view word) {
    for (const auto& [suffix, kind] : {std::pair<std::string_view, Kind>{".w", Kind::width},
                                       {".width", Kind::width},
                                       {".h", Kind::height},
                                       {".height", Kind::height}}) {
        if (word.ends_with(suffix)) {
            const std::string_view name = word.substr(0, word.size() - suffix.size());
            return is_identifier(name) ? std::optional(Token{.kind = kind, .name = std::string(name)}) : std::nullopt;
        }
    }
    if (const auto kind = operator_kind(word.front())) {
        return Token{.kind = *kind, .name = {}};
    }
    if (word.front() >= '0' && word.front() <= '9') {
        // mpv would read "2x" as 2. A typing error is told instead, as libplacebo does.
        const auto number = parse_float(word);
        return number ? std::optional(Token{.kind = Kind::number, .number = *number, .name = {}}) : std::nullopt;
    }
    return is_identifier(word) ? std::optional(Token{.kind = Kind::parameter, .name = std::string(word)})
                               : std::nullopt;
}

std::string wrong_token_text(std::string_view word) {
    std::string text = in_quotes(word) + " is no number, operator, NAME.w, NAME.h or parameter";
    if (word.front() == '(' || word.back() == ')') {
        text += "; the notation is reverse Polish and has no brackets: write \"A B +\" for A + B";
    }
    return text;
}

// "=" compares exactly, as mpv does. libplacebo allows one part in a million; only the comparison of computed fractions
// can tell the two apart, and what mpv shows is what we promise.
float apply(Kind kind, float a, float b) {
    switch (kind) {
    case Kind::add:
        return a + b;
    case Kind::subtract:
        return a - b;
    case Kind::multiply:
        return a * b;
    case Kind::divide:
        return a / b;
    case Kind::modulo:
        return std::fmod(a, b);
    case Kind::greater:
        return a > b ? 1.0F : 0.0F;
    case Kind::less:
        return a < b ? 1.0F : 0.0F;
    default:
        return a == b ? 1.0F : 0.0F;
    }
}

bool is_operand(Kind kind) {
    return kind == Kind::number || kind == Kind::width || kind == Kind::height || kind == Kind::parameter;
}

bool is_comparison(Kind kind) {
    return kind == Kind::greater || kind == Kind::less || kind == Kind::equal;
}

// The value of a token that is an operand; nullopt where its name is unknown.
std::optional<float> operand_value(const Token& token, const Lookup& lookup) {
    if (token.kind == Kind::number) {
        return token.number;
    }
    if (token.kind == Kind::parameter) {
        const auto value = lookup.parameter ? lookup.parameter(token.name) : std::nullopt;
        return value ? std::optional(static_cast<float>(*value)) : std::nullopt;
    }
    const auto size = lookup.size ? lookup.size(token.name) : std::nullopt;
    if (!size) {
        return std::nullopt;
    }
    return static_cast<float>(token.kind == Kind::width ? size->w : size->h);
}

Diagnostic unknown_name(const Token& token, int line) {
    const bool parameter = token.kind == Kind::parameter;
    std::string text = parameter ? "there is no parameter called " + in_quotes(token.name)
                                 : "there is no texture called " + in_quotes(token.name) + " at this point";
    if (parameter) {
        text += "; a texture's size is written NAME.w or NAME.h";
    }
    return diagnose(Code::expression_unknown_name, std::move(text), {{}, line});
}

Diagnostic underflow(const Expression& expression) {
    return diagnose(Code::expression_malformed,
                    "an operator in " + in_quotes(expression.text) +
                        " lacks a value; operators follow their values, as in \"A B +\"",
                    {{}, expression.line});
}

Diagnostic not_finite(const Expression& expression) {
    return diagnose(Code::expression_not_finite,
                    in_quotes(expression.text) + " divides by zero or exceeds every number", {{}, expression.line});
}

} // namespace

Result<Expression> parse_expression(std::string_view text, Place place, const Limits& limits) {
    const auto words = split_words(text);
    if (words.empty()) {
        return diagnose(Code::shader_expression, "the expression is empty", std::move(place));
    }
    if (words.size() > limits.expression_tokens) {
        return diagnose(Code::shader_expression,
                        "the expression has " + std::to_string(words.size()) + " words; at most " +
                            std::to_string(limits.expression_tokens) + " are allowed",
                        std::move(place));
    }
    Expression out{.tokens = {}, .text = std::string(trim(text)), .line = place.line};
    for (const std::string_view word : words) {
        auto token = read_token(word);
        if (!token) {
            return diagnose(Code::shader_expression, wrong_token_text(word), std::move(place));
        }
        if (token->name.size() > limits.name_bytes) {
            return diagnose(Code::shader_limit, "the name " + in_quotes(word) + " is too long", std::move(place));
        }
        out.tokens.push_back(*std::move(token));
    }
    return out;
}

Result<Evaluation> evaluate(const Expression& expression, const Lookup& lookup) {
    std::vector<float> stack;
    for (const Token& token : expression.tokens) {
        if (is_operand(token.kind)) {
            const auto value = operand_value(token, lookup);
            if (!value) {
                return unknown_name(token, expression.line);
            }
            if (!std::isfinite(*value)) {
                return not_finite(expression);
            }
            stack.push_back(*value);
            continue;
        }
        const std::size_t needed = token.kind == Kind::negate ? 1 : 2;
        if (stack.size() < needed) {
            return underflow(expression);
        }
        const float top = stack.back();
        if (token.kind == Kind::negate) {
            stack.back() = top == 0.0F ? 1.0F : 0.0F;
            continue;
        }
        stack.pop_back();
        stack.back() = apply(token.kind, stack.back(), top);
        if (!std::isfinite(stack.back())) {
            return not_finite(expression);
        }
    }
    if (stack.empty()) {
        return diagnose(Code::expression_malformed, "the expression is empty", {{}, expression.line});
    }
    return Evaluation{.value = stack.back(), .leftover = static_cast<int>(stack.size()) - 1};
}

namespace {

// A part of the expression on its way to infix.
struct Part {
    std::string text;
    std::optional<float> value; // unknown where a name is
    bool computed = false;      // by an operator: needs brackets inside another
    bool comparison = false;
};

std::string operator_text(Kind kind) {
    static constexpr auto texts = std::to_array<const char*>({" + ", " - ", " * ", " / ", " % ", " > ", " < ", " = "});
    return texts.at(static_cast<std::size_t>(kind) - static_cast<std::size_t>(Kind::add));
}

std::string fixed(float value, int decimals) {
    std::array<char, 64> buffer{};
    // FLT_MAX has 39 digits, so the buffer always suffices.
    const auto result =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
    return {buffer.data(), result.ptr};
}

Part operand_part(const Token& token, const Lookup& lookup) {
    Part part{.text = {}, .value = operand_value(token, lookup)};
    if (token.kind == Kind::number) {
        part.text = shortest(token.number);
        return part;
    }
    part.text = token.name;
    if (token.kind != Kind::parameter) {
        part.text += token.kind == Kind::width ? ".w" : ".h";
    }
    if (part.value) {
        part.text += " " + shortest(*part.value);
    }
    return part;
}

std::string bracketed(const Part& part) {
    return part.computed ? "(" + part.text + ")" : part.text;
}

// One side of a comparison: with its value where it had to be computed. Two decimals, or six where two would make
// different sides look alike.
std::string side(const Part& part, const Part& other) {
    if (part.comparison) {
        return bracketed(part);
    }
    if (!part.computed || !part.value) {
        return part.text;
    }
    const bool close = other.value && *part.value != *other.value && std::abs(*part.value - *other.value) < 0.01F;
    return part.text + " = " + fixed(*part.value, close ? 6 : 2);
}

Part joined(Kind kind, const Part& a, const Part& b) {
    Part out{.text = {}, .value = std::nullopt, .computed = true, .comparison = is_comparison(kind)};
    if (a.value && b.value) {
        out.value = apply(kind, *a.value, *b.value);
    }
    out.text = out.comparison ? side(a, b) + operator_text(kind) + side(b, a)
                              : bracketed(a) + operator_text(kind) + bracketed(b);
    return out;
}

Part negated(const Part& part) {
    Part out{.text = "not " + bracketed(part), .value = std::nullopt, .computed = true, .comparison = true};
    if (part.value) {
        out.value = *part.value == 0.0F ? 1.0F : 0.0F;
    }
    return out;
}

} // namespace

std::string explain(const Expression& expression, const Lookup& lookup) {
    std::vector<Part> stack;
    for (const Token& token : expression.tokens) {
        if (is_operand(token.kind)) {
            stack.push_back(operand_part(token, lookup));
            continue;
        }
        if (stack.size() < (token.kind == Kind::negate ? 1U : 2U)) {
            return expression.text; // malformed: nothing better can be said than what is written
        }
        const Part top = std::move(stack.back());
        stack.pop_back();
        if (token.kind == Kind::negate) {
            stack.push_back(negated(top));
            continue;
        }
        const Part below = std::move(stack.back());
        stack.pop_back();
        stack.push_back(joined(token.kind, below, top));
    }
    // What a malformed expression leaves beneath its result is shown too, or nobody would find the missing operator.
    std::string out;
    for (const Part& part : stack) {
        out += out.empty() ? part.text : ", " + part.text;
    }
    return out;
}

} // namespace senga
