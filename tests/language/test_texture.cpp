// Byte counts: vo=gpu's format table (video/out/opengl/formats.c of mpv 0.35) and libplacebo's format names.
#include "renderer/language/parser.h"
#include "renderer/language/texture_format.h"

#include <doctest/doctest.h>

#include <string>

using namespace senga;

namespace {

const std::string pass = "//!HOOK MAIN\n//!BIND HOOKED\nvec4 hook() { return HOOKED_texOff(0); }\n";

TextureBlock texture_of(std::string_view lines, std::string_view data) {
    auto result = parse_shader("//!TEXTURE lut\n" + std::string(lines) + std::string(data) + "\n" + pass, "x.glsl");
    REQUIRE_MESSAGE(result.ok(), result.error().text);
    REQUIRE(result->textures.size() == 1);
    return result->textures[0];
}

Code fault_of(std::string_view lines, std::string_view data, const Limits& limits = {}) {
    const auto result =
        parse_shader("//!TEXTURE lut\n" + std::string(lines) + std::string(data) + "\n" + pass, "x.glsl", limits);
    REQUIRE_MESSAGE(!result.ok(), lines);
    return result.error().code;
}

} // namespace

TEST_CASE("formats take as many bytes as the players read") {
    const std::pair<const char*, int> formats[] = {
        {"r8", 1},     {"rg8", 2},      {"rgb8", 3},  {"rgba8", 4},    {"r16", 2},      {"rgba16", 8},
        {"r8ui", 1},   {"rgba16ui", 8}, {"r16f", 4},  {"rg16f", 8},    {"rgb16f", 12},  {"rgba16f", 16},
        {"r32f", 4},   {"rgba32f", 16}, {"r16hf", 2}, {"rgba16hf", 8}, {"rgb10_a2", 4}, {"rgb10a2", 4},
        {"rgba8u", 4}, {"r32i", 4},     {"bgra8", 4}, {"rgb565", 2},
    };
    for (const auto& [name, bytes] : formats) {
        const auto format = texture_format(name);
        REQUIRE_MESSAGE(format, name);
        CHECK_MESSAGE(format->file_bytes == bytes, name);
    }
    CHECK(texture_format("rg16hf")->components == 2);
    CHECK(texture_format("rg16hf")->kind == TextureFormat::Kind::half_real);
    for (const char* const name : {"", "r", "8", "r8f", "r32", "r32hf", "rgba64f", "rgba16ff", "R8", "r8 ", "x8"}) {
        CHECK_MESSAGE(!texture_format(name), name);
    }
}

TEST_CASE("a TEXTURE block is read with its data") {
    const TextureBlock texture =
        texture_of("//!SIZE 2 1\n//!FORMAT rgba8\n//!FILTER NEAREST\n//!BORDER REPEAT\n", "00ff7F800102aBcD");
    CHECK(texture.name == "lut");
    CHECK(texture.dimensions == 2);
    CHECK(texture.size == std::array{2, 1, 1});
    CHECK(texture.format == "rgba8");
    CHECK(texture.filter == TextureBlock::Filter::nearest);
    CHECK(texture.border == TextureBlock::Border::repeat);
    CHECK(!texture.storage);
    CHECK(texture.line == 1);
    const std::vector<std::byte> expected = {std::byte{0x00}, std::byte{0xff}, std::byte{0x7f}, std::byte{0x80},
                                             std::byte{0x01}, std::byte{0x02}, std::byte{0xab}, std::byte{0xcd}};
    CHECK(texture.data == expected);
}

TEST_CASE("textures have one to three dimensions") {
    CHECK(texture_of("//!SIZE 3\n//!FORMAT r8\n", "000102").dimensions == 1);
    const TextureBlock cube = texture_of("//!SIZE 2 1 2\n//!FORMAT r8\n", "00010203");
    CHECK(cube.dimensions == 3);
    CHECK(cube.size == std::array{2, 1, 2});
    CHECK(texture_of("//!FORMAT r8\n", "00").size == std::array{1, 1, 1});
}

TEST_CASE("digits may stand on several lines") {
    CHECK(texture_of("//!SIZE 2 2\n//!FORMAT r8\n", "000\r\n1 02\n03\n\n").data.size() == 4);
}

TEST_CASE("the default filter is vo=gpu's where vo=gpu can read the texture") {
    CHECK(texture_of("//!FORMAT rgba8\n", "00000000").filter == TextureBlock::Filter::linear);
    CHECK(texture_of("//!FORMAT r8ui\n", "00").filter == TextureBlock::Filter::nearest);
    CHECK(texture_of("//!FORMAT r16f\n//!STORAGE\n", "").filter == TextureBlock::Filter::nearest);
    CHECK(fault_of("//!FORMAT r8ui\n//!FILTER LINEAR\n", "00") == Code::shader_value);
}

TEST_CASE("only STORAGE textures may lack data") {
    const TextureBlock texture = texture_of("//!SIZE 4096 4096\n//!FORMAT r16f\n//!STORAGE\n//!BORDER MIRROR\n", "");
    CHECK(texture.storage);
    CHECK(texture.data.empty());
    CHECK(texture.border == TextureBlock::Border::mirror);
    CHECK(fault_of("//!FORMAT r8\n", "") == Code::shader_texture_data);
}

TEST_CASE("data of the wrong length or kind are refused") {
    CHECK(fault_of("//!SIZE 2 1\n//!FORMAT r8\n", "00") == Code::shader_texture_data);
    CHECK(fault_of("//!SIZE 2 1\n//!FORMAT r8\n", "000") == Code::shader_texture_data);
    CHECK(fault_of("//!SIZE 2 1\n//!FORMAT r8\n", "000000") == Code::shader_texture_data);
    CHECK(fault_of("//!SIZE 2 1\n//!FORMAT r8\n", "00g0") == Code::shader_texture_data);
    // 32-bit floats in the file, though 16-bit ones on the GPU
    CHECK(fault_of("//!FORMAT rgba16f\n", "0000000000000000") == Code::shader_texture_data);
}

TEST_CASE("sizes are bounded before anything is allocated") {
    CHECK(fault_of("//!SIZE 99999999999999999999\n//!FORMAT r8\n", "00") == Code::shader_value);
    CHECK(fault_of("//!SIZE 16385 1\n//!FORMAT r8\n", "00") == Code::shader_limit);
    CHECK(fault_of("//!SIZE 16384 16384 16384\n//!FORMAT rgba32f\n", "00") == Code::shader_limit);
    CHECK(fault_of("//!SIZE 16384 16384\n//!FORMAT r8\n//!STORAGE\n", "") == Code::shader_limit);
    CHECK(fault_of("//!SIZE 0 1\n//!FORMAT r8\n", "00") == Code::shader_value);
    CHECK(fault_of("//!SIZE -1\n//!FORMAT r8\n", "00") == Code::shader_value);
    CHECK(fault_of("//!SIZE 1 1 1 1\n//!FORMAT r8\n", "00") == Code::shader_value);
    CHECK(fault_of("//!SIZE\n//!FORMAT r8\n", "00") == Code::shader_value);
}

TEST_CASE("malformed lines of a texture are refused") {
    CHECK(fault_of("", "00") == Code::shader_value);
    CHECK(fault_of("//!FORMAT r9\n", "00") == Code::shader_value);
    CHECK(fault_of("//!FORMAT r8\n//!FILTER CUBIC\n", "00") == Code::shader_value);
    CHECK(fault_of("//!FORMAT r8\n//!BORDER WRAP\n", "00") == Code::shader_value);
}
