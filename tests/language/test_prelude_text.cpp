// What the prelude's text holds, without a driver; tests/engine/test_prelude.cpp compiles and runs it.
#include "renderer/language/parser.h"
#include "renderer/language/prelude.h"
#include "renderer/language/texture_format.h"

#include <doctest/doctest.h>

#include <string>

using namespace senga;

namespace {

ShaderFile parsed(const std::string& text) {
    auto result = parse_shader(text, "x.glsl");
    REQUIRE_MESSAGE(result.ok(), result.error().text);
    return *std::move(result);
}

// The request of the file's last pass: what it binds is looked up in the file.
PreludeRequest request_of(const ShaderFile& file) {
    const PassBlock& pass = file.passes.back();
    PreludeRequest out{.file = &file, .pass = &pass, .stage = pass.hooks.front()};
    for (const Binding& binding : pass.binds) {
        if (const TextureBlock* texture = file.find_texture(binding.name)) {
            (texture->storage ? out.storages : out.textures).push_back(texture);
        } else if (const BufferBlock* buffer = file.find_buffer(binding.name)) {
            out.buffers.push_back(buffer);
        } else {
            out.images.push_back(binding.name);
        }
    }
    for (const Parameter& parameter : file.parameters) {
        out.values.push_back({&parameter, parameter.initial});
    }
    return out;
}

std::string fragment_of(const std::string& text) {
    const ShaderFile file = parsed(text);
    return assemble_fragment(request_of(file));
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

const std::string hook = "//!HOOK MAIN\n//!BIND HOOKED\n";
const std::string body = "vec4 hook() { return HOOKED_texOff(0); }\n";

std::string enumerated(const std::string& name, const std::string& labels) {
    return "//!PARAM " + name + "\n//!TYPE ENUM int\n" + labels + "\n";
}

} // namespace

TEST_CASE("a compute pass has its threads, its output and positions of its invocations") {
    const ShaderFile two = parsed(hook + "//!COMPUTE 32 16\nvoid hook() {}\n");
    const std::string text = assemble_compute(request_of(two));
    CHECK(contains(text, "layout(local_size_x = 32, local_size_y = 16) in;\n"));
    CHECK(contains(text, "layout(binding = 0) writeonly restrict uniform image2D out_image;\n"));
    CHECK(contains(text, "#define HOOKED_pos (HOOKED_map(gl_GlobalInvocationID))\n"));
    CHECK(!contains(text, "gl_FragCoord"));
    CHECK(!contains(text, "senga_out"));
    CHECK(text.ends_with("void main() {\n    hook();\n}\n"));

    const ShaderFile four = parsed(hook + "//!COMPUTE 32 24 256 1\nvoid hook() {}\n");
    CHECK(contains(assemble_compute(request_of(four)), "layout(local_size_x = 256, local_size_y = 1) in;\n"));
}

TEST_CASE("textures of every dimension and kind are declared as what they are") {
    const std::string text =
        fragment_of("//!TEXTURE line\n//!SIZE 2\n//!FORMAT r8\n0000\n\n"
                    "//!TEXTURE cube\n//!SIZE 1 1 2\n//!FORMAT r8ui\n//!FILTER NEAREST\n0000\n\n"
                    "//!TEXTURE table\n//!SIZE 1 1\n//!FORMAT r32i\n//!FILTER NEAREST\n00000000\n\n" +
                    hook + "//!BIND line\n//!BIND cube\n//!BIND table\n" + body);
    CHECK(contains(text, "uniform sampler1D line;\n"));
    CHECK(contains(text, "uniform usampler3D cube;\n"));
    CHECK(contains(text, "uniform isampler2D table;\n"));
    CHECK(contains(text, "#define cube_tex(pos) (textureLod(cube, pos, 0.0))\n"));
}

TEST_CASE("storage textures are images behind the output's unit") {
    const std::string text = fragment_of("//!TEXTURE before\n//!SIZE 4 4\n//!FORMAT rgba16hf\n//!STORAGE\n\n"
                                         "//!TEXTURE counts\n//!SIZE 4 4 4\n//!FORMAT r32ui\n//!STORAGE\n\n" +
                                         hook + "//!BIND counts\n//!BIND before\n" + body);
    CHECK(contains(text, "layout(r32ui, binding = 1) coherent restrict uniform uimage3D counts;\n"));
    CHECK(contains(text, "layout(rgba16f, binding = 2) coherent restrict uniform image2D before;\n"));
    CHECK(!contains(text, "before_tex"));
}

TEST_CASE("image qualifiers are those of GLSL 4.30, table in section 4.4.6.2") {
    const std::pair<const char*, const char*> rows[] = {
        {"r8", "r8"},          {"rg8", "rg8"},         {"rgba8", "rgba8"},          {"r16", "r16"},
        {"rgba16", "rgba16"},  {"r8s", "r8_snorm"},    {"rgba16s", "rgba16_snorm"}, {"r16f", "r16f"},
        {"rg16hf", "rg16f"},   {"rgba32f", "rgba32f"}, {"rg32f", "rg32f"},          {"r32ui", "r32ui"},
        {"rgba8u", "rgba8ui"}, {"rg16i", "rg16i"},     {"rgb10_a2", "rgb10_a2"},    {"rgb8", ""},
        {"rgb32f", ""},        {"rgb565", ""},
    };
    for (const auto& [name, qualifier] : rows) {
        REQUIRE_MESSAGE(texture_format(name), name);
        CHECK_MESSAGE(image_qualifier(*texture_format(name)) == qualifier, name);
    }
    for (const char* const format : {"rgb8", "rgb16f", "rgb565"}) {
        const auto refused =
            parse_shader(std::string("//!TEXTURE t\n//!FORMAT ") + format + "\n//!STORAGE\n\n" + hook + body, "x");
        REQUIRE(!refused.ok());
        CHECK(refused.error().code == Code::shader_value);
        CHECK(contains(refused.error().text, format));
    }
}

TEST_CASE("buffers count their kinds apart and their variables have plain names") {
    const std::string text = fragment_of("//!BUFFER a\n//!VAR uint bins[64]\n//!VAR float mean\n//!STORAGE\n\n"
                                         "//!BUFFER b\n//!VAR mat2x3 m\n" +
                                         std::string(64, '0') + "\n\n//!BUFFER c\n//!VAR int i\n//!STORAGE\n\n" + hook +
                                         "//!BIND a\n//!BIND b\n//!BIND c\n" + body);
    CHECK(contains(text,
                   "layout(std430, binding = 0) coherent buffer a_block {\n    uint bins[64];\n    float mean;\n};\n"));
    CHECK(contains(text, "layout(std140, binding = 0) uniform b_block {\n    mat2x3 m;\n};\n"));
    CHECK(contains(text, "layout(std430, binding = 1) coherent buffer c_block {\n    int i;\n};\n"));
}

TEST_CASE("linearize and delinearize are there where the body uses them and has none of its own") {
    CHECK(!contains(fragment_of(hook + "// linearize\n" + body), "vec4 linearize"));
    CHECK(!contains(fragment_of(hook + body), "delinearize"));
    const std::string used =
        fragment_of(hook + "vec4 hook() { return delinearize(linearize(HOOKED_tex(HOOKED_pos))); }");
    CHECK(contains(used, "vec4 linearize(vec4 color) {"));
    CHECK(contains(used, "vec4 delinearize(vec4 color) {"));
    CHECK(used.find("vec4 delinearize(vec4 color)") < used.find("#line"));
    const std::string own = fragment_of(hook + "vec4 linearize(const vec4 c) { return c; }\n"
                                               "vec4 hook() { return linearize(HOOKED_texOff(0)); }\n");
    CHECK(!contains(own, "vec4 linearize(vec4 color)"));
    // An overload of theirs may call ours.
    CHECK(contains(fragment_of(hook + "vec3 linearize(vec3 c) { return linearize(vec4(c, 1.0)).rgb; }\n" + body),
                   "vec4 linearize(vec4 color)"));
}

TEST_CASE("an ENUM's labels are macros where that breaks nothing") {
    const std::string text =
        fragment_of(enumerated("mode", "soft\nhard\nnot a name\nhook\nstrength\nunused") +
                    enumerated("other", "x\nsoft") + "//!PARAM strength\n//!TYPE float\n1\n\n" + hook +
                    "vec4 hook() { return vec4(mode == hard ? 1.0 : strength, mode == soft, 0.0, 0.0).xyzw; }\n");
    CHECK(contains(text, "#define hard 1\n"));
    CHECK(contains(text, "#define soft 0\n"));
    CHECK(!contains(text, "#define soft 1\n"));
    for (const char* const name : {"not", "hook", "strength", "unused"}) {
        CHECK_MESSAGE(!contains(text, std::string("#define ") + name + " "), name);
    }
}

TEST_CASE("what a parameter defines stands behind all of our own text") {
    const std::string text =
        fragment_of("//!PARAM color\n//!TYPE DEFINE\n3\n\n" + hook + "vec4 hook() { return vec4(color); }");
    CHECK(text.find("vec4 senga_written(vec4 color)") < text.find("#define color 3\n"));
    CHECK(text.find("#define color 3\n") < text.find("#line"));
    CHECK(contains(text, "senga_out = senga_written(hook());"));
}

TEST_CASE("conditions of extensions may ask for the prelude's macros and for parameters") {
    const std::string text = fragment_of("//!PARAM half\n//!TYPE DEFINE\n1\n\n" + hook +
                                         "#define WANTED 1\n#if defined(HOOKED_gather) && half == 1 && WANTED\n"
                                         "#extension GL_X : require\n#endif\n" +
                                         body);
    const std::size_t extension = text.find("#extension GL_X : require\n#endif\n#undef WANTED\n#undef half\n");
    REQUIRE(extension != std::string::npos);
    CHECK(text.find("#define HOOKED_gather") < extension);
    CHECK(text.find("#define half 1\n") < extension);
    CHECK(extension < text.find("layout("));
    // and once more behind the declarations, for the body
    CHECK(text.find("#define half 1\n", extension) != std::string::npos);
    CHECK(text.find("#define HOOKED_gather", extension) != std::string::npos);
}

TEST_CASE("MAIN and MAINPRESUB answer to either name, and are two textures where both are bound") {
    CHECK(contains(fragment_of("//!HOOK LUMA\n//!BIND MAIN\n" + body), "#define MAINPRESUB_raw senga_tex0\n"));
    CHECK(contains(fragment_of(hook + body), "#define MAINPRESUB_raw senga_tex0\n"));
    const std::string both = fragment_of("//!HOOK OUTPUT\n//!BIND MAINPRESUB\n//!BIND MAIN\n" + body);
    CHECK(contains(both, "#define MAINPRESUB_raw senga_tex0\n"));
    CHECK(contains(both, "#define MAIN_raw senga_tex1\n"));
    CHECK(!contains(both, "#define MAIN_raw senga_tex0\n"));
    CHECK(!contains(fragment_of("//!HOOK LUMA\n//!BIND HOOKED\n" + body), "MAIN"));
}

TEST_CASE("types of half precision are offered where the driver may lack them and the body does not") {
    const std::string guard = "#ifndef GL_EXT_shader_explicit_arithmetic_types_float16\n";
    const std::string plain =
        fragment_of(hook + "vec4 hook() { f16vec4 c = f16vec4(HOOKED_texOff(0)); return vec4(c); }\n");
    CHECK(contains(plain, guard + "#define f16vec4 vec4\n#endif\n"));
    CHECK_FALSE(contains(plain, "#define f16vec3"));
    CHECK_FALSE(contains(fragment_of(hook + body), guard));
    const std::string own = fragment_of(hook + "#define f16vec4 highp vec4\nvec4 hook() { return f16vec4(1.0); }\n");
    CHECK_FALSE(contains(own, "#define f16vec4 vec4"));
}
