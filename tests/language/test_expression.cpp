// Semantics: mpv's manual (glsl-shaders, WHEN) and its evaluation in float; the numbers are computed by hand.
#include "renderer/language/expression.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace senga;

namespace {

Lookup lookup_of(Size luma, Size output) {
    return {.size = [=](std::string_view name) -> std::optional<Size> {
                if (name == "LUMA" || name == "HOOKED") {
                    return luma;
                }
                return name == "OUTPUT" ? std::optional(output) : std::nullopt;
            },
            .parameter = [](std::string_view name) -> std::optional<double> {
                return name == "strength" ? std::optional(0.5) : std::nullopt;
            }};
}

const Lookup hd = lookup_of({1920, 1080}, {3840, 2160});

Expression parsed(std::string_view text) {
    auto result = parse_expression(text, {"x.glsl", 3}, {});
    REQUIRE_MESSAGE(result.ok(), text);
    return *std::move(result);
}

float value_of(std::string_view text, const Lookup& lookup = hd) {
    const auto result = evaluate(parsed(text), lookup);
    REQUIRE_MESSAGE(result.ok(), text);
    CHECK(result->leftover == 0);
    return result->value;
}

Code parse_fault(std::string_view text, const Limits& limits = {}) {
    const auto result = parse_expression(text, {"x.glsl", 3}, limits);
    REQUIRE_MESSAGE(!result.ok(), text);
    CHECK(result.error().place == Place{"x.glsl", 3});
    return result.error().code;
}

Code fault_of(std::string_view text) {
    const auto result = evaluate(parsed(text), hd);
    REQUIRE_MESSAGE(!result.ok(), text);
    return result.error().code;
}

} // namespace

TEST_CASE("operators take their operands in the written order") {
    CHECK(value_of("7 2 -") == 5.0F);
    CHECK(value_of("7 2 /") == 3.5F);
    CHECK(value_of("7 4 %") == 3.0F);
    CHECK(value_of("7 2 +") == 9.0F);
    CHECK(value_of("7 2 *") == 14.0F);
    CHECK(value_of("7 2 >") == 1.0F);
    CHECK(value_of("7 2 <") == 0.0F);
    CHECK(value_of("2 2 =") == 1.0F);
    CHECK(value_of("2 !") == 0.0F);
    CHECK(value_of("0 !") == 1.0F);
    CHECK(value_of("0 3 -") == -3.0F);
}

TEST_CASE("sizes and parameters are looked up, in either spelling") {
    CHECK(value_of("LUMA.w") == 1920.0F);
    CHECK(value_of("LUMA.width") == 1920.0F);
    CHECK(value_of("OUTPUT.h") == 2160.0F);
    CHECK(value_of("OUTPUT.height") == 2160.0F);
    CHECK(value_of("strength 2 *") == 1.0F);
    CHECK(value_of("OUTPUT.w LUMA.w / 1.2 > OUTPUT.h LUMA.h / 1.2 > *") == 1.0F);
}

TEST_CASE("only the first character of an operator counts") {
    CHECK(value_of("2 2 ==") == 1.0F);
    CHECK(value_of("3 2 >=") == 1.0F);
    CHECK(value_of("2 2 >=") == 0.0F); // it is ">"
    CHECK(value_of("5 3 -1") == 2.0F); // and "-1" is the operator: there are no negative numbers
}

TEST_CASE("arithmetic is float's, and = is exact") {
    CHECK(value_of("0.1 3 *") == 0.1F * 3.0F);
    CHECK(value_of("16777216 1 +") == 16777216.0F);
    // libplacebo would call these equal.
    CHECK(value_of("1 1.0000005 =") == 0.0F);
}

TEST_CASE("words that are no token are refused with their place") {
    for (const char* const text : {"", "   ", "1 2 ?", "(1", "1.5x", ".5", "1e99", ".w", "a-b", "-LUMA.w", "0x10",
                                   "LUMA.w.w", "n\xC3\xA4 1 +"}) {
        CHECK_MESSAGE(parse_fault(text) == Code::shader_expression, text);
    }
    CHECK(parse_fault(std::string(200, 'a')) == Code::shader_limit);
}

TEST_CASE("64 words are read, 65 are not") {
    std::string text = "1";
    for (int i = 1; i < 64; ++i) {
        text += " 1";
    }
    CHECK(parse_expression(text, {}, {}).ok());
    CHECK(parse_fault(text + " 1") == Code::shader_expression);
}

TEST_CASE("unknown names are faults of the evaluation, not of the text") {
    CHECK(fault_of("NOBODY.w") == Code::expression_unknown_name);
    CHECK(fault_of("nobody") == Code::expression_unknown_name);
    CHECK(fault_of("OUTPUT 1 >") == Code::expression_unknown_name);
    const auto empty = evaluate(parsed("LUMA.w"), Lookup());
    REQUIRE(!empty.ok());
    CHECK(empty.error().code == Code::expression_unknown_name);
    CHECK(empty.error().place.line == 3);
}

TEST_CASE("malformed stacks are told apart from bad numbers") {
    CHECK(fault_of("+") == Code::expression_malformed);
    CHECK(fault_of("1 +") == Code::expression_malformed);
    CHECK(fault_of("!") == Code::expression_malformed);
    CHECK(fault_of("1 0 /") == Code::expression_not_finite);
    CHECK(fault_of("0 0 /") == Code::expression_not_finite);
    CHECK(fault_of("1 0 %") == Code::expression_not_finite);
    CHECK(fault_of("3e38 3e38 +") == Code::expression_not_finite);
    CHECK(!evaluate(Expression(), hd).ok());
}

TEST_CASE("values left beneath the result are counted") {
    // As in a community shader: two comparisons that nobody joined.
    const auto result = evaluate(parsed("OUTPUT.w LUMA.w / 1 > OUTPUT.h LUMA.h / 3 >"), hd);
    REQUIRE(result.ok());
    CHECK(result->leftover == 1);
    CHECK(result->value == 0.0F);
}

TEST_CASE("an explanation shows the numbers") {
    CHECK(explain(parsed("OUTPUT.w LUMA.w / 1.2 >"), lookup_of({1920, 1080}, {1920, 1080})) ==
          "OUTPUT.w 1920 / LUMA.w 1920 = 1.00 > 1.2");
    CHECK(explain(parsed("OUTPUT.w LUMA.w / 1.2 > OUTPUT.h LUMA.h / 1.2 > *"), hd) ==
          "(OUTPUT.w 3840 / LUMA.w 1920 = 2.00 > 1.2) * (OUTPUT.h 2160 / LUMA.h 1080 = 2.00 > 1.2)");
    CHECK(explain(parsed("LUMA.w 2 + 3 *"), hd) == "(LUMA.w 1920 + 2) * 3");
    CHECK(explain(parsed("strength 0 = !"), hd) == "not (strength 0.5 = 0)");
    CHECK(explain(parsed("NOBODY.w 2 >"), hd) == "NOBODY.w > 2");
    CHECK(explain(parsed("1 2"), hd) == "1, 2");
    CHECK(explain(parsed("1 +"), hd) == "1 +");
}

TEST_CASE("an explanation never makes different sides look alike") {
    // 1201 / 1000 > 1.2 holds; "1.20 > 1.2" would look like a lie.
    CHECK(explain(parsed("OUTPUT.w LUMA.w / 1.2 >"), lookup_of({1000, 1000}, {1201, 1000})) ==
          "OUTPUT.w 1201 / LUMA.w 1000 = 1.201000 > 1.2");
}

TEST_CASE("an explanation survives the largest numbers") {
    CHECK(explain(parsed("3e38 1 * 2 >"), hd).find("> 2") != std::string::npos);
}
