// The way from GLSL to SPIR-V and on: what is folded is folded right, and what is counted is what stands there.
#include "renderer/export/spirv.h"
#include "renderer/export/spirv_fold.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <string>

using namespace senga;

namespace {

spirv::Module compiled(const std::string& text, spirv::Source source = spirv::Source::glsl) {
    Result<spirv::Module> module = spirv::compile(text, source);
    REQUIRE_MESSAGE(module.ok(), to_string(module.error()));
    return *std::move(module);
}

spirv::Module optimised(const std::string& text) {
    Result<spirv::Module> module = spirv::optimise(compiled(text));
    REQUIRE_MESSAGE(module.ok(), to_string(module.error()));
    REQUIRE(spirv::validate(*module).ok());
    return *std::move(module);
}

// A shader whose result is `expression`.
std::string shader_of(const std::string& expression, const std::string& before = "") {
    return "#version 450\nlayout(location = 0) in vec2 tex;\nlayout(location = 0) out vec4 colour;\n"
           "layout(binding = 0) uniform sampler2D s0;\n" +
           before + "void main() { colour = vec4(" + expression + "); }\n";
}

// The GLSL that is left of it.
std::string left_of(const std::string& expression, const std::string& before = "") {
    const Result<std::string> text = spirv::to_glsl(optimised(shader_of(expression, before)));
    REQUIRE(text.ok());
    return *text;
}

} // namespace

TEST_CASE("spirv: expressions of known numbers become the number that GLSL gives") {
    struct Row {
        const char* expression;
        double value; // by hand
    };
    // Each is one that SPIRV-Tools leaves standing, or leads through one.
    const Row rows[] = {
        {"float((ivec2(1024, 7) + ivec2(-3, 4)).y)", 11},
        {"float(clamp(ivec2(-5, 9), ivec2(0), ivec2(7)).x)", 0},
        {"float(clamp(ivec2(-5, 9), ivec2(0), ivec2(7)).y)", 7},
        {"float(min(ivec2(3, -4), ivec2(2, 5)).y)", -4},
        {"float(max(ivec2(3, -4), ivec2(2, 5)).y)", 5},
        {"float(sign(ivec2(-9, 4)).x)", -1},
        {"float(abs(ivec2(-9, 4)).x)", 9},
        {"float(ivec2(vec2(-2.75, 2.75)).x)", -2}, // towards zero
        {"float(ivec2(vec2(-2.75, 2.75)).y)", 2},
        {"float((ivec2(7, -7) / 2).y)", -3}, // towards zero
        {"floor(vec2(-2.5, 1.0)).x", -3},
        {"(vec2(1024.0, 7.0) / 4096.0).x", 0.25},
        {"float(any(lessThan(ivec2(1, 2), ivec2(2, 1))))", 1},
        {"float(all(lessThan(ivec2(1, 2), ivec2(2, 1))))", 0},
        {"mix(vec2(1.0, 2.0), vec2(3.0, 4.0), bvec2(true, false)).x", 3},
    };
    for (const Row& row : rows) {
        CAPTURE(row.expression);
        const std::string text = left_of(row.expression);
        const std::string number = fmt::format("{:.1f}", row.value);
        const std::string wanted = row.value == 0.25 ? "vec4(0.25)" : fmt::format("vec4({})", number);
        CHECK_MESSAGE(text.find(wanted) != std::string::npos, text);
    }
}

TEST_CASE("spirv: what is not known stays") {
    CHECK(left_of("float(ivec2(tex * 9.0).x + 3 - 3)").find("vec4(") != std::string::npos);
    CHECK(left_of("tex.x / 0.0").find("tex") != std::string::npos);
    CHECK(left_of("tex.x * 1.0").find("* 1.0") == std::string::npos);
}

TEST_CASE("spirv: equal reads are made once") {
    const std::string read = "vec4 at(ivec2 p) { return textureLod(s0, tex + vec2(p - ivec2(9)) * 0.25, 0.0); }\n";
    const auto fetches = [&](const std::string& expression) {
        return spirv::measure(optimised(shader_of(expression, read))).fetches;
    };
    CHECK(fetches("at(ivec2(9) + ivec2(1, 0)) + at(ivec2(10, 9))") == 1);
    CHECK(fetches("at(ivec2(9) + ivec2(1, 0)) + at(ivec2(9, 10))") == 2);
}

TEST_CASE("spirv: measure sees what ps_3_0 refuses") {
    const auto measured = [](const std::string& expression, const std::string& before = "") {
        return spirv::measure(optimised(shader_of(expression, before)));
    };
    CHECK(measured("tex.x").bit_operations == 0);
    CHECK(measured("float(int(tex.x * 255.0) & 7)").bit_operations == 1);
    CHECK(measured("float(int(tex.x * 255.0) << 2)").bit_operations == 1);
    CHECK(measured("texture(s0, tex)").fetches_in_flow == 0);
    const std::string branch = "vec4 read() { if (tex.x > 0.5) { return texture(s0, tex); } return vec4(0.0); }\n";
    CHECK(measured("read()", branch).fetches_in_flow == 1);
    const std::string loop = "vec4 read() { vec4 sum = vec4(0.0); for (int i = 0; i < int(tex.x * 9.0); ++i) { sum += "
                             "texture(s0, tex * float(i)); } return sum; }\n";
    CHECK(measured("read()", loop).fetches_in_flow == 1);
    CHECK(measured("read()", loop).loops == 1);
    CHECK(measured("textureGather(s0, tex)").other_samples == 1);
    // 900 different numbers fill 225 registers, and two are the player's.
    std::string numbers = "tex.x";
    for (int i = 1; i <= 900; ++i) {
        numbers = fmt::format("fract({} * {}.25)", numbers, i);
    }
    CHECK(measured(numbers).constants == 227);
}

TEST_CASE("spirv: a shader that is none is told with the compiler's words") {
    const Result<spirv::Module> none = spirv::compile("void main() { colour = 1; }", spirv::Source::glsl);
    REQUIRE_FALSE(none.ok());
    CHECK(none.error().code == Code::export_failed);
    CHECK(none.error().text.find("colour") != std::string::npos);
}

TEST_CASE("spirv: no bytes are too strange to be folded") {
    CHECK(spirv::fold_constants({}).module.empty());
    CHECK(spirv::fold_constants({1, 2, 3}).module.size() == 3);
    CHECK_FALSE(spirv::validate({1, 2, 3, 4, 5, 6}).ok());
}
