#include "renderer/chain/bake.h"

#include "renderer/language/parser.h"

#include <doctest/doctest.h>

#include <string>

using namespace senga;

namespace {

ShaderFile parsed(std::string_view text) {
    auto result = parse_shader(text, "x.glsl");
    REQUIRE_MESSAGE(result.ok(), result.error().text);
    return *std::move(result);
}

// Bakes, and checks what holds for every file: the result parses, has no parameters, and bakes to itself.
std::string baked(std::string_view text, const ParameterValues& values = {}) {
    const std::string out = bake(parsed(text), values);
    const ShaderFile again = parsed(out);
    CHECK(again.parameters.empty());
    CHECK(bake(again, {}) == out);
    return out;
}

std::string param(std::string_view name, std::string_view type, std::string_view value) {
    return "//!PARAM " + std::string(name) + "\n//!TYPE " + std::string(type) + "\n" + std::string(value) + "\n\n";
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

} // namespace

TEST_CASE("a shader without parameters stays as it is") {
    const std::string text = "// about\n\n//!HOOK LUMA\n//!BIND HOOKED\n//!DESC x\nvec4 hook() {\n    return "
                             "HOOKED_texOff(0);\n}\n\n//!HOOK MAIN\nvec4 hook() { return vec4(0); }";
    CHECK(baked(text) == text);
}

TEST_CASE("parameters become defines behind the directives of the passes that use them") {
    const std::string text = "// about\n" + param("strength", "float", "0.3") + param("taps", "DEFINE", "2") +
                             param("count", "uint", "3") + param("unused", "float", "1") +
                             "//!HOOK LUMA\n//!BIND HOOKED\nvec4 hook() { return HOOKED_texOff(0) * strength; }\n"
                             "//!HOOK MAIN\n#if taps == 2\nuint n = count;\n#endif\n";
    CHECK(baked(text, {{"strength", 0.7}}) ==
          "// about\n//!HOOK LUMA\n//!BIND HOOKED\n#define strength 0.7\nvec4 hook() { return HOOKED_texOff(0) * "
          "strength; }\n//!HOOK MAIN\n#define taps 2\n#define count 3u\n#if taps == 2\nuint n = count;\n#endif\n");
}

TEST_CASE("names are matched as whole identifiers, outside comments") {
    const std::string out = baked(param("str", "float", "1") +
                                  "//!HOOK LUMA\nfloat strong, a_str; // str\n/* str */ vec4 hook() { return x; }\n");
    CHECK(!contains(out, "#define"));
    CHECK(!contains(out, "const float"));
}

TEST_CASE("values are clamped and typed") {
    const std::string text = "//!PARAM n\n//!TYPE int\n//!MINIMUM 0\n//!MAXIMUM 4\n1\n//!HOOK LUMA\nint i = n;\n";
    CHECK(contains(baked(text, {{"n", 99.0}}), "#define n 4\n"));
    CHECK(contains(baked(text, {{"n", 2.6}}), "#define n 3\n"));
    CHECK(contains(baked(text, {}), "#define n 1\n"));
}

TEST_CASE("negative values stand in brackets, in expressions as a difference") {
    const std::string out =
        baked(param("a", "float", "-0.5") + "//!HOOK LUMA\n//!WHEN a 0 <\nfloat f() { return 1.0-a; }\n");
    CHECK(contains(out, "#define a (-0.5)\n"));
    CHECK(contains(out, "//!WHEN 0 0.5 - 0 <\n"));
}

TEST_CASE("expressions keep their value") {
    const std::string text =
        param("x", "float", "1.5") + param("m", "int", "3") +
        "//!HOOK LUMA\n//!WIDTH HOOKED.w x *\n//!HEIGHT  HOOKED.h  2  *\n//!WHEN x m + 4 > OUTPUT.w "
        "LUMA.w / 1.2 > *\nvec4 hook() { return vec4(0); }\n";
    const PassBlock pass = parsed(baked(text, {{"m", -2.0}})).passes.at(0);
    const Lookup lookup{.size = [](std::string_view) { return std::optional(Size{100, 50}); }, .parameter = {}};
    CHECK(evaluate(pass.width, lookup)->value == 150.0F);
    CHECK(evaluate(pass.height, lookup)->value == 100.0F);
    CHECK(evaluate(pass.when, lookup)->value == 0.0F); // 1.5 - 2 is not above 4
    CHECK(pass.when.text == "1.5 0 2 - + 4 > OUTPUT.w LUMA.w / 1.2 > *");
}

TEST_CASE("an unknown name in an expression skips the pass and not the file") {
    const PassBlock pass =
        parsed(baked("//!HOOK LUMA\n//!WHEN nobody 1 >\nvec4 hook() { return vec4(0); }\n")).passes[0];
    const Lookup none;
    CHECK(evaluate(pass.when, none).error().code == Code::expression_unknown_name);
    CHECK(pass.when.tokens.at(0).kind == Token::Kind::width);
}

TEST_CASE("an ENUM's labels are defines and numbers") {
    const std::string out =
        baked(param("mode", "ENUM int", "soft\nhard\nnot a name") +
              "//!HOOK LUMA\n//!WHEN mode hard =\nvec4 hook() { return mode == hard ? vec4(1) : vec4(0); }\n");
    CHECK(contains(out, "#define mode 0\n#define hard 1\nvec4"));
    CHECK(!contains(out, "soft"));
    CHECK(contains(out, "//!WHEN 0 1 =\n"));
}

TEST_CASE("a body that declares the name itself gets a constant, which obeys its scopes") {
    const std::string text = param("s", "float", "0.5") +
                             "//!HOOK LUMA\nfloat f(float s) { return s; }\nvec4 hook() { return vec4(f(1.0) * s); }\n";
    CHECK(contains(baked(text), "const float s = 0.5;\nfloat f(float s)"));
    const std::string member = param("x", "int", "2") + "//!HOOK LUMA\nvec4 hook() { return vec4(v.x, x, x, x); }\n";
    CHECK(contains(baked(member), "const int x = 2;\n"));
    const std::string macro =
        param("s", "float", "0.5") + "//!HOOK LUMA\n#ifndef s\n#define s 0.1\n#endif\n" + "float a = s;\n";
    CHECK(contains(baked(macro), "const float s = 0.5;\n"));
    // A DEFINE is a macro for the players too.
    const std::string guarded =
        param("s", "DEFINE", "5") + "//!HOOK LUMA\n#ifndef s\n#define s 1\n#endif\nint a = s;\n";
    CHECK(contains(baked(guarded), "#define s 5\n#ifndef"));
}

TEST_CASE("BIND lines are sorted: HOOKED, others, textures") {
    const std::string texture = "//!TEXTURE lut\n//!SIZE 1 1\n//!FORMAT r8\n//!FILTER NEAREST\nff\n\n";
    const std::string text = texture + "//!HOOK LUMA\n//!BIND lut\n//!DESC d\n//!BIND b\n//!BIND HOOKED\n//!BIND a\n"
                                       "//!BIND b\nvec4 hook() { return vec4(0); }\n";
    CHECK(baked(text) == texture + "//!HOOK LUMA\n//!BIND HOOKED\n//!BIND b\n//!BIND a\n//!BIND lut\n//!DESC d\nvec4 "
                                   "hook() { return vec4(0); }\n");
}

TEST_CASE("a texture keeps its bytes, on one line") {
    const std::string text = "//!TEXTURE lut\n//!SIZE 2 1\n//!FORMAT rg8\n00\n11 22\r\n33\n//!HOOK LUMA\nvec4 hook() "
                             "{ return vec4(0); }\n";
    const std::string out = baked(text);
    CHECK(contains(out, "\n00112233\n"));
    CHECK(parsed(out).textures.at(0).data == parsed(text).textures.at(0).data);
}

TEST_CASE("a BUFFER stays as it is") {
    const std::string buffers = "//!BUFFER state\n//!VAR uint bins[64]\n//!VAR float mean\n//!STORAGE\n\n"
                                "//!BUFFER fixed\n//!VAR vec2 weights\n0000803f\n00000040\n\n";
    const std::string pass = "//!HOOK LUMA\n//!BIND state\n//!BIND fixed\n//!BIND HOOKED\n";
    const std::string body = "vec4 hook() { return vec4(mean * weights.x); }\n";
    CHECK(baked(buffers + pass + body) ==
          buffers + "//!HOOK LUMA\n//!BIND HOOKED\n//!BIND state\n//!BIND fixed\n" + body);
    const ShaderFile file = parsed(baked(param("s", "float", "1") + buffers + pass + "float f = s;\n" + body));
    REQUIRE(file.buffers.size() == 2);
    CHECK(file.buffers[0].bytes == 260);
    CHECK(file.buffers[1].data.size() == 8);
}

TEST_CASE("what mpv would refuse is left out or disarmed") {
    const std::string out = baked("//! about\n//!HOOK LUMA\n//!FUTURE 1\n//!SAVE HOOKED\nfloat a; //! x\nvec4 hook() { "
                                  "return vec4(0); }\n//!DESC no hook\n// nothing\n");
    CHECK(out == "// ! about\n//!HOOK LUMA\nfloat a; // ! x\nvec4 hook() { return vec4(0); }\n");
}

TEST_CASE("of repeated lines the last one stays") {
    const std::string out = baked("//!HOOK LUMA\n//!HOOK CHROMA\n//!WIDTH 1 2 + 3 +\n//!SAVE a\n//!WIDTH 5\n"
                                  "//!SAVE HOOKED\nvec4 hook() { return vec4(0); }\n");
    CHECK(out == "//!HOOK LUMA\n//!HOOK CHROMA\n//!WIDTH 5\nvec4 hook() { return vec4(0); }\n");
}

TEST_CASE("a missing last line end joins nothing") {
    const std::string out = baked(param("s", "float", "1") + "//!HOOK LUMA\nfloat f = s;");
    CHECK(out == "//!HOOK LUMA\n#define s 1.0\nfloat f = s;");
}
