// Offsets are derived by hand from the rules 1 to 7 of OpenGL 4.3 core, section 7.6.2.2. tests/engine/test_prelude.cpp
// asks a driver for them as well.
#include "renderer/language/buffer_layout.h"
#include "renderer/language/parser.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace senga;

namespace {

const std::string pass = "//!HOOK MAIN\n//!BIND HOOKED\nvec4 hook() { return HOOKED_texOff(0); }\n";

BufferBlock buffer_of(const std::string& lines, const std::string& data = "") {
    auto result = parse_shader("//!BUFFER state\n" + lines + data + "\n\n" + pass, "x.glsl");
    REQUIRE_MESSAGE(result.ok(), result.error().text);
    REQUIRE(result->buffers.size() == 1);
    CHECK(result->passes.size() == 1);
    return result->buffers[0];
}

Diagnostic fault_of(const std::string& lines, const std::string& data = "", const Limits& limits = {}) {
    const auto result = parse_shader("//!BUFFER state\n" + lines + data + "\n" + pass, "x.glsl", limits);
    REQUIRE_MESSAGE(!result.ok(), lines);
    return result.error();
}

std::vector<std::size_t> offsets_of(const BufferBlock& buffer) {
    std::vector<std::size_t> out;
    for (const BufferBlock::Variable& variable : buffer.variables) {
        out.push_back(variable.offset);
    }
    return out;
}

const std::string mixed = "//!VAR float a\n//!VAR vec3 b\n//!VAR float c\n//!VAR mat3 d\n//!VAR vec2 e[3]\n"
                          "//!VAR uint f\n//!VAR ivec4 g\n";

using Offsets = std::vector<std::size_t>;

} // namespace

TEST_CASE("a storage buffer lies as std430 says") {
    const BufferBlock buffer = buffer_of("//!STORAGE\n" + mixed);
    // b is aligned to 16 and takes 12; a column of d takes 16; e lies tight, 8 each; g is aligned to 16
    CHECK(offsets_of(buffer) == Offsets{0, 16, 28, 32, 80, 104, 112});
    CHECK(buffer.bytes == 128);
    CHECK(buffer.storage);
    CHECK(buffer.data.empty());
    CHECK(buffer.line == 1);
    CHECK(buffer.variables[4].type == "vec2");
    CHECK(buffer.variables[4].name == "e");
    CHECK(buffer.variables[4].count == 3);
    CHECK(buffer.variables[3].count == 0);
}

TEST_CASE("a uniform buffer lies as std140 says") {
    // e's elements take 16 each
    const BufferBlock buffer = buffer_of(mixed, std::string(160 * 2, '0'));
    CHECK(offsets_of(buffer) == Offsets{0, 16, 28, 32, 80, 128, 144});
    CHECK(buffer.bytes == 160);
    CHECK(!buffer.storage);
    CHECK(buffer.data.size() == 160);
}

TEST_CASE("one variable of each shape, behind a float") {
    struct Row {
        const char* type;
        int count;
        std::size_t offset140, end140, offset430, end430;
    };
    const Row rows[] = {
        {"float", 0, 4, 8, 4, 8},     {"int", 4, 16, 80, 4, 20},     {"uvec2", 0, 8, 16, 8, 16},
        {"vec2", 2, 16, 48, 8, 24},   {"ivec3", 0, 16, 28, 16, 28},  {"vec3", 2, 16, 48, 16, 48},
        {"uvec4", 0, 16, 32, 16, 32}, {"mat2", 0, 16, 48, 8, 24},    {"mat2x3", 0, 16, 48, 16, 48},
        {"mat3x2", 0, 16, 64, 8, 32}, {"mat4x2", 2, 16, 144, 8, 72}, {"mat4x3", 0, 16, 80, 16, 80},
        {"mat4", 0, 16, 80, 16, 80},  {"mat3x3", 0, 16, 64, 16, 64}, {"mat2x4", 0, 16, 48, 16, 48},
    };
    for (const Row& row : rows) {
        CAPTURE(row.type);
        std::vector<BufferBlock::Variable> variables = {{.type = "float", .name = "first"},
                                                        {.type = row.type, .name = "x", .count = row.count}};
        CHECK(lay_out(variables, BufferLayout::std140) == row.end140);
        CHECK(variables[1].offset == row.offset140);
        CHECK(lay_out(variables, BufferLayout::std430) == row.end430);
        CHECK(variables[1].offset == row.offset430);
    }
}

TEST_CASE("STORAGE may stand behind the variables, blank lines between, and spaces in brackets") {
    const BufferBlock buffer = buffer_of("//!VAR  uint   bins [ 64 ]\n\n//!VAR float x[1]\n  //!STORAGE\n");
    CHECK(buffer.bytes == 260);
    CHECK(buffer.variables[0].count == 64);
    CHECK(buffer.variables[1].count == 0); // libplacebo declares it as a plain float
    CHECK(buffer_of("//!STORAGE\n//!VAR float x[2]\n", "0000803F\n 0000\r\n0040").data ==
          std::vector<std::byte>{std::byte{0}, std::byte{0}, std::byte{0x80}, std::byte{0x3f}, std::byte{0},
                                 std::byte{0}, std::byte{0}, std::byte{0x40}});
}

TEST_CASE("malformed buffers are refused with the line") {
    const std::pair<const char*, int> wrong[] = {
        {"//!VAR double x\n", 2},
        {"//!VAR bool x\n", 2},
        {"//!VAR float\n", 2},
        {"//!VAR\n", 2},
        {"//!VAR float 1x\n", 2},
        {"//!VAR float x y\n", 2},
        {"//!VAR float x[\n", 2},
        {"//!VAR float x[]\n", 2},
        {"//!VAR float x[0]\n", 2},
        {"//!VAR float x[-4]\n", 2},
        {"//!VAR float x[2.5]\n", 2},
        {"//!VAR float x[2] y\n", 2},
        {"//!VAR mat5 x\n", 2},
        {"//!VAR mat2x5 x\n", 2},
        {"//!VAR vec1 x\n", 2},
        {"//!VAR float x;\n", 2},
        {"//!VAR float[2] x\n", 2},
        {"//!STORAGE\n//!VAR vec x\n", 3},
        {"//!STORAGE\n", 1},
        {"//!VAR float x\n", 1},
        {"//!VAR vec4 x\n00\n", 3},
        {"//!VAR float x\n0000000g\n", 3},
        {"//!STORAGE\n//!VAR float x\n\n00000000\n0q\n", 6},
    };
    for (const auto& [lines, line] : wrong) {
        CAPTURE(lines);
        const Diagnostic fault = fault_of(lines);
        CHECK(fault.code == Code::shader_buffer);
        CHECK(fault.place == Place{"x.glsl", line});
        CHECK(fault.text.find("state") != std::string::npos);
    }
    CHECK(fault_of("//!STORAGE\n//!VAR float x\n//!FORMAT r8\n").code == Code::shader_directive);
    CHECK(fault_of("//!VAR float x\n//!VAR int x\n//!STORAGE\n").code == Code::shader_duplicate);
}

TEST_CASE("buffers are bounded before anything is allocated") {
    CHECK(fault_of("//!STORAGE\n//!VAR mat4 x[16777216]\n").code == Code::shader_limit);
    CHECK(fault_of("//!STORAGE\n//!VAR float x[99999999999]\n").code == Code::shader_limit);
    CHECK(fault_of("//!STORAGE\n//!VAR float x[99999999999999999999]\n").code == Code::shader_buffer);
    Limits limits;
    limits.textures = 1;
    const std::string two = "//!STORAGE\n//!VAR float x\n\n//!BUFFER other\n//!STORAGE\n//!VAR float x\n";
    CHECK(fault_of(two, "", limits).code == Code::shader_limit);
    limits.textures = 2;
    CHECK(parse_shader("//!BUFFER state\n" + two + "\n" + pass, "x", limits).ok());
}

TEST_CASE("a buffer's name and its variables are names like others") {
    const std::string buffer = "//!BUFFER state\n//!VAR uint total\n//!STORAGE\n\n";
    const auto code = [&](const std::string& before) {
        const auto result = parse_shader(before + buffer + pass, "x.glsl");
        return result.ok() ? std::nullopt : std::optional(result.error().code);
    };
    CHECK(!code("//!PARAM other\n//!TYPE float\n1\n\n"));
    CHECK(code("//!PARAM state\n//!TYPE float\n1\n\n") == Code::shader_duplicate);
    CHECK(code("//!PARAM total\n//!TYPE float\n1\n\n") == Code::shader_duplicate);
    CHECK(code("//!TEXTURE state\n//!FORMAT r8\n00\n\n") == Code::shader_duplicate);
    CHECK(code(buffer) == Code::shader_duplicate);
    for (const char* const name : {"frame", "random", "linearize", "out_image"}) {
        CHECK(code(std::string("//!PARAM ") + name + "\n//!TYPE float\n1\n\n") == Code::shader_duplicate);
    }
    CHECK(fault_of("//!VAR int frame\n//!STORAGE\n").code == Code::shader_duplicate);
}
