// Files as large as community packs have them: 260 passes, look-up tables of megabytes on one line, sixteen BIND lines.
#include "renderer/language/parser.h"
#include "renderer/language/prelude.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

using namespace senga;

namespace {

ShaderFile parsed(const std::string& text) {
    auto result = parse_shader(text, "large.glsl");
    REQUIRE_MESSAGE(result.ok(), result.error().text);
    return *std::move(result);
}

// Milliseconds are enough for each of these; whatever reads a text twice for each of its lines takes minutes.
constexpr double sane_seconds = 5.0;

template<class Work>
double seconds(const Work& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

constexpr std::size_t cube_edge = 64;
constexpr std::size_t cube_bytes = cube_edge * cube_edge * cube_edge * 4; // 1 MiB, 2 MiB of digits

std::string digits_of_cube() {
    constexpr std::string_view hex = "0123456789abcdef";
    std::string out;
    for (std::size_t i = 0; i < cube_bytes; ++i) {
        const std::size_t byte = i * 7 % 251;
        out += hex[byte / 16];
        out += hex[byte % 16];
    }
    return out;
}

std::string cube(const std::string& digits) {
    return "//!TEXTURE LUT\r\n//!SIZE 64 64 64\r\n//!FORMAT rgba8\r\n//!FILTER LINEAR\r\n" + digits +
           "\r\n\r\n//!HOOK MAIN\r\n//!BIND HOOKED\r\n//!BIND LUT\r\nvec4 hook() {\r\n    return texture(LUT, "
           "HOOKED_tex(HOOKED_pos).rgb);\r\n}";
}

} // namespace

TEST_CASE("a 3-D table of two megabytes of digits is read in sane time, whole, on one line or on many") {
    const std::string digits = digits_of_cube();
    ShaderFile file;
    CHECK(seconds([&] { file = parsed(cube(digits)); }) < sane_seconds);
    const TextureBlock& texture = file.textures.at(0);
    CHECK(texture.dimensions == 3);
    REQUIRE(texture.data.size() == cube_bytes);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < cube_bytes; ++i) {
        wrong += texture.data[i] != static_cast<std::byte>(i * 7 % 251);
    }
    CHECK(wrong == 0);

    std::string broken;
    for (std::size_t at = 0; at < digits.size(); at += 100) {
        broken += digits.substr(at, 100) + "\r\n";
    }
    CHECK(seconds([&] { file = parsed(cube(broken)); }) < sane_seconds);
    CHECK(file.textures.at(0).data.size() == cube_bytes);
}

TEST_CASE("300 passes are read in sane time and keep their order and lines") {
    std::string text;
    for (int i = 0; i < 300; ++i) {
        text += "//!HOOK LUMA\n//!BIND HOOKED\n//!SAVE t" + std::to_string(i) + "\nvec4 hook() { return vec4(" +
                std::to_string(i) + "); }\n";
    }
    ShaderFile file;
    CHECK(seconds([&] { file = parsed(text); }) < sane_seconds);
    REQUIRE(file.passes.size() == 300);
    for (int i = 0; i < 300; ++i) {
        const PassBlock& pass = file.passes[static_cast<std::size_t>(i)];
        CHECK(pass.save == "t" + std::to_string(i));
        CHECK(pass.line == 4 * i + 1);
        CHECK(pass.body_line == 4 * i + 4);
    }
}

TEST_CASE("a body of megabytes is assembled in sane time") {
    std::string body = "const float first = STRENGTH;\n";
    for (int i = 0; i < 60000; ++i) {
        body += "#define M" + std::to_string(i) + " 0.5\nconst float w" + std::to_string(i) + " = 0.25; // weight\n";
    }
    const ShaderFile file = parsed("//!PARAM STRENGTH\n//!TYPE float\n1\n\n//!HOOK MAIN\n//!BIND HOOKED\n" + body +
                                   "vec4 hook() { return HOOKED_texOff(0); }\n");
    PreludeRequest request{.file = &file, .pass = &file.passes[0], .images = {"HOOKED"}};
    request.values.push_back({&file.parameters[0], 1.0});
    std::string text;
    CHECK(seconds([&] { text = assemble_fragment(request); }) < sane_seconds);
    CHECK(text.find("\n      float first = STRENGTH;\n") != std::string::npos);
    CHECK(text.find("\nconst float w59999 = 0.25;") != std::string::npos);
}

TEST_CASE("sixteen textures and sixteen stages are bound and hooked, one more is refused") {
    std::string pass;
    for (const char* const stage :
         {"LUMA", "CHROMA", "RGB", "ALPHA", "XYZ", "CHROMA_SCALED", "ALPHA_SCALED", "NATIVE", "MAINPRESUB", "MAIN",
          "LINEAR", "SIGMOID", "PREKERNEL", "POSTKERNEL", "SCALED", "PREOUTPUT"}) {
        pass += std::string("//!HOOK ") + stage + "\n";
    }
    for (int i = 0; i < 16; ++i) {
        pass += "//!BIND t" + std::to_string(i) + "\n";
    }
    const std::string body = "vec4 hook() { return t0_texOff(0); }\n";
    const ShaderFile file = parsed(pass + body);
    CHECK(file.passes.at(0).hooks.size() == 16);
    CHECK(file.passes.at(0).hooks.back() == Stage::preoutput);
    CHECK(file.passes.at(0).binds.size() == 16);
    CHECK(!parse_shader(pass + "//!BIND t16\n" + body, "x").ok());
    CHECK(!parse_shader(pass + "//!HOOK OUTPUT\n" + body, "x").ok());
}
