// What a pass's GLSL is given, and that the driver's complaints point into the user's file.
#include "renderer/language/prelude.h"

#include "renderer/gl/program.h"
#include "tests/engine/engine_fixture.h"

#include <glad/gl.h>

#include <array>
#include <map>
#include <string>

using namespace senga;
using namespace senga::test;

namespace {

PreludeRequest request_for(const ShaderFile& file, std::size_t pass, std::vector<std::string> images) {
    PreludeRequest out{.file = &file,
                       .pass = &file.passes[pass],
                       .stage = file.passes[pass].hooks.front(),
                       .images = std::move(images)};
    for (const Parameter& parameter : file.parameters) {
        out.values.push_back({&parameter, parameter.initial});
    }
    for (const TextureBlock& texture : file.textures) {
        (texture.storage ? out.storages : out.textures).push_back(&texture);
    }
    for (const BufferBlock& buffer : file.buffers) {
        out.buffers.push_back(&buffer);
    }
    return out;
}

// Compiles the file's first pass with all that the file has.
Result<gl::Program> compiled(const std::string& text) {
    const auto file = parsed(text);
    const PreludeRequest request = request_for(*file, 0, {"HOOKED"});
    return file->passes[0].compute
               ? gl::Program::from_source(gl::ProgramKind::compute, assemble_compute(request), file->name)
               : gl::Program::from_source(gl::ProgramKind::fragment, assemble_fragment(request), file->name);
}

void check_compiles(const std::string& text) {
    const auto program = compiled(text);
    CHECK_MESSAGE(program.ok(), text << "\n" << (program.ok() ? "" : program.error().text));
}

const std::string pass = "//!HOOK OUTPUT\n//!BIND HOOKED\n//!DESC x\n";

// Offsets of a buffer's members as the driver lays them out.
std::map<std::string, std::size_t> driver_offsets(const gl::Program& program, GLenum members) {
    std::map<std::string, std::size_t> out;
    GLint count = 0;
    glGetProgramInterfaceiv(program.id(), members, GL_ACTIVE_RESOURCES, &count);
    for (GLuint i = 0; i < static_cast<GLuint>(count); ++i) {
        std::array<char, 64> name{};
        glGetProgramResourceName(program.id(), members, i, static_cast<GLsizei>(name.size()), nullptr, name.data());
        const GLenum asked = GL_OFFSET;
        GLint offset = -1;
        glGetProgramResourceiv(program.id(), members, i, 1, &asked, 1, nullptr, &offset);
        const std::string member = name.data();
        if (offset >= 0) {
            out[member.substr(0, member.find('['))] = static_cast<std::size_t>(offset);
        }
    }
    return out;
}

bool defines(const std::string& text, const std::string& macro) {
    return text.find("#define " + macro + " ") != std::string::npos ||
           text.find("#define " + macro + "(") != std::string::npos;
}

// A pass that draws `expression` of one bound image, and its picture.
Image drawn(Runner& runner, const std::string& body, const Image& rgb, Size output) {
    const auto file = parsed("//!HOOK OUTPUT\n//!BIND HOOKED\n//!BIND MAIN\n//!COMPONENTS 3\n//!DESC x\n" + body);
    return run(runner, chain_of({entry_of(file)}, {.up = Kernel::nearest, .down = Kernel::nearest}), rgb_frame(rgb),
               output)
        .picture;
}

Image counted(int w, int h) {
    Image out(w, h, 3);
    for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) {
            out.at(x, y, 0) = static_cast<float>(x);
            out.at(x, y, 1) = static_cast<float>(y);
            out.at(x, y, 2) = 7.0F;
        }
    }
    return out;
}

} // namespace

TEST_CASE("prelude: every macro of every image, the stage's own name for HOOKED, and the uniforms") {
    const auto file =
        parsed("//!HOOK MAIN\n//!BIND HOOKED\n//!BIND GUIDE\n//!DESC x\nvec4 hook() { return vec4(0.0); }\n");
    const std::string text = assemble_fragment(request_for(*file, 0, {"HOOKED", "GUIDE"}));
    for (const char* image : {"HOOKED", "MAIN", "GUIDE"}) {
        for (const char* macro :
             {"_raw", "_pos", "_map", "_size", "_pt", "_rot", "_off", "_mul", "_tex", "_gather", "_texOff"}) {
            CHECK_MESSAGE(defines(text, std::string(image) + macro), image << macro);
        }
    }
    CHECK(!defines(text, "LUMA_tex"));
    for (const char* uniform : {"uniform float random;", "uniform int frame;", "uniform vec2 input_size;",
                                "uniform vec2 target_size;", "uniform vec2 tex_offset;"}) {
        CHECK_MESSAGE(text.find(uniform) != std::string::npos, uniform);
    }
    CHECK(text.find("#version") == std::string::npos);
}

TEST_CASE("prelude: the text depends on names, not on values or sizes") {
    const auto file = parsed(
        "//!PARAM strength\n//!TYPE float\n0.5\n\n//!PARAM taps\n//!TYPE int\n3\n\n//!PARAM seed\n//!TYPE uint\n3\n\n"
        "//!HOOK MAIN\n//!BIND HOOKED\n//!DESC x\nvec4 hook() { return vec4(strength); }\n");
    PreludeRequest request = request_for(*file, 0, {"HOOKED"});
    const std::string before = assemble_fragment(request);
    for (const char* declared : {"uniform float strength;", "uniform int taps;", "uniform uint seed;"}) {
        CHECK_MESSAGE(before.find(declared) != std::string::npos, declared);
    }
    request.values[0].value = 0.25;
    request.values[1].value = 5.0;
    CHECK(assemble_fragment(request) == before);
}

TEST_CASE("prelude: a compile error carries the user's file and line, past parameters, textures and extensions") {
    Gl gl;
    const std::string before =
        "// a comment\n"
        "//!PARAM strength\n//!TYPE float\n0.5\n\n"
        "//!TEXTURE NOISE\n//!SIZE 1 1\n//!FORMAT r8\n00\n\n"
        "//!HOOK OUTPUT\n//!BIND HOOKED\n//!DESC fine\nvec4 hook() { return HOOKED_texOff(0); }\n\n"
        "//!HOOK OUTPUT\n//!BIND HOOKED\n//!BIND NOISE\n//!DESC broken\n";
    const auto lines = [](const std::string& text) {
        return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
    };
    const std::pair<std::string, int> bodies[] = {
        {"vec4 hook() { return vec3(strength); }\n", 1},
        {"\n\nfloat half_of(float x) {\n    return x / 2.0;\n}\n\nvec4 hook() {\n    return vec4(half_off(1.0));\n}\n",
         8},
        {"#extension GL_ARB_shading_language_420pack : enable\n// more\nvec4 hook() {\n    int i = 1.5 +;\n    return "
         "vec4(i);\n}\n",
         4},
    };
    for (const auto& [body, offset] : bodies) {
        CAPTURE(body);
        const auto file = parsed(before + body, "some/broken.glsl");
        Result<Plan> planned = plan(chain_of({entry_of(file)}), rgb_format({8, 8}), {8, 8});
        REQUIRE(planned.ok());
        Runner runner;
        const auto preparation = runner.prepare(std::make_shared<const Plan>(*planned));
        REQUIRE(preparation.ok());
        REQUIRE(preparation->failures.size() == 1);
        const Diagnostic& diagnostic = preparation->failures[0].diagnostic;
        CHECK(preparation->failures[0].entry == 0);
        CHECK(diagnostic.code == Code::shader_compile);
        CHECK(diagnostic.place == Place{"some/broken.glsl", lines(before) + offset});
        CHECK(!diagnostic.text.empty());
        gl.forget_messages(); // the driver reports its compile errors there as well
    }
}

TEST_CASE("prelude: the drivers' ways of naming a line are understood") {
    CHECK(gl::line_of_message("0:12(3): error: syntax error") == 12);            // Mesa
    CHECK(gl::line_of_message("0(37) : error C1008: undefined variable") == 37); // NVIDIA
    CHECK(gl::line_of_message("ERROR: 0:105: 'x' : undeclared") == 105);         // AMD, Intel, Apple
    CHECK(gl::line_of_message("error: linking failed") == 0);
    CHECK(gl::line_of_message("") == 0);
}

TEST_CASE("prelude: the macros yield what they are named after") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    const Image rgb = counted(6, 4);
    // At 12x8 HOOKED is the enlarged picture, MAIN the source.
    const auto value = [&](const std::string& expression) {
        return drawn(runner, "vec4 hook() { return vec4(" + expression + ", 1.0); }\n", rgb, {12, 8});
    };
    const Image sizes = value("HOOKED_size, MAIN_size.x");
    CHECK(sizes.at(0, 0, 0) == 12.0F);
    CHECK(sizes.at(0, 0, 1) == 8.0F);
    CHECK(sizes.at(11, 7, 2) == 6.0F);
    const Image texels = value("HOOKED_pt * HOOKED_size, MAIN_pt.y * 4.0");
    CHECK(texels.at(3, 3, 0) == doctest::Approx(1.0).epsilon(1e-6));
    CHECK(texels.at(3, 3, 1) == doctest::Approx(1.0).epsilon(1e-6));
    CHECK(texels.at(3, 3, 2) == doctest::Approx(1.0).epsilon(1e-6));
    // Both positions are the same place, as shares of their textures.
    const Image positions = value("HOOKED_pos * HOOKED_size, MAIN_pos.x * MAIN_size.x");
    const Image mapped =
        value("HOOKED_map(ivec2(gl_FragCoord.xy)) * HOOKED_size, MAIN_map(ivec2(gl_FragCoord.xy)).x * MAIN_size.x");
    const Image neighbours = value("MAIN_texOff(vec2(1.0, -1.0)).xy, HOOKED_tex(HOOKED_pos).x");
    const Image others = value("MAIN_off, HOOKED_mul * (MAIN_rot * vec2(1.0, 0.0)).x");
    for (int y = 0; y < 8; ++y) {
        for (int x = 0; x < 12; ++x) {
            CHECK(positions.at(x, y, 0) == doctest::Approx(x + 0.5).epsilon(1e-6));
            CHECK(positions.at(x, y, 1) == doctest::Approx(y + 0.5).epsilon(1e-6));
            CHECK(positions.at(x, y, 2) == doctest::Approx((x + 0.5) / 2).epsilon(1e-6));
            CHECK(mapped.at(x, y, 0) == doctest::Approx(x + 0.5).epsilon(1e-6));
            CHECK(mapped.at(x, y, 2) == doctest::Approx((x + 0.5) / 2).epsilon(1e-6));
            // Bilinear between the source's samples, one to the right and one up, held at the border.
            const auto sampled = [](double position, int count) {
                return std::clamp(position - 0.5, 0.0, count - 1.0);
            };
            CHECK(neighbours.at(x, y, 0) == doctest::Approx(sampled((x + 0.5) / 2 + 1.0, 6)).epsilon(1e-5));
            CHECK(neighbours.at(x, y, 1) == doctest::Approx(sampled((y + 0.5) / 2 - 1.0, 4)).epsilon(1e-5));
            CHECK(neighbours.at(x, y, 2) == doctest::Approx(x / 2).epsilon(1e-6));
            CHECK(others.at(x, y, 0) == 0.0F);
            CHECK(others.at(x, y, 2) == 1.0F);
        }
    }
    const Image given = value("input_size, target_size.x + tex_offset.x");
    CHECK(given.at(0, 0, 0) == 6.0F);
    CHECK(given.at(0, 0, 1) == 4.0F);
    CHECK(given.at(0, 0, 2) == 12.0F);
}

TEST_CASE("prelude: gather reads the four texels around a corner in GL's order") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    const Image found = drawn(
        runner,
        "vec4 hook() { vec4 g = HOOKED_gather(vec2(2.0, 1.0) * HOOKED_pt, 0); return vec4(g.x, g.y, g.z, 1.0); }\n",
        counted(6, 4), {6, 4});
    // Around the corner (2, 1): lower left, lower right, upper right; the red channel counts columns.
    CHECK(found.at(0, 0, 0) == 1.0F);
    CHECK(found.at(0, 0, 1) == 2.0F);
    CHECK(found.at(0, 0, 2) == 2.0F);
}

TEST_CASE("prelude: what community bodies call is there, in fragment and compute passes") {
    const Gl gl;
    const std::string calls =
        "    vec2 p = HOOKED_pos;\n"
        "    vec4 a = textureGatherOffset(HOOKED_raw, p, ivec2(1, -1), 0);\n"
        "    const ivec2 o[4] = { ivec2(0), ivec2(1), ivec2(2), ivec2(3) };\n"
        "    a += textureGatherOffsets(HOOKED_raw, p, o, 1);\n"
        "    a += HOOKED_gather(HOOKED_map(ivec2(3, 4)), 2) * HOOKED_mul;\n"
        "    a.x = fma(a.x, a.y, unpackHalf2x16(packHalf2x16(a.xy)).x);\n"
        "    a += texelFetch(HOOKED_raw, ivec2(p * HOOKED_size), 0) + HOOKED_texOff(vec2(1.0));\n"
        "    a.xy += HOOKED_rot * HOOKED_off * HOOKED_pt + tex_offset / target_size * input_size;\n"
        "    a *= random + float(frame);\n";
    check_compiles(pass + "#if !defined(HOOKED_gather) || __VERSION__ < 400\n#error\n#endif\nvec4 hook() {\n" + calls +
                   "    return delinearize(linearize(a));\n}\n");
    check_compiles(pass + "//!COMPUTE 32 16 8 8\nshared vec4 tile[64];\nvoid hook() {\n" + calls +
                   "    tile[gl_LocalInvocationIndex] = a + gl_FragCoord;\n    barrier();\n"
                   "    imageStore(out_image, ivec2(gl_GlobalInvocationID), linearize(tile[0]));\n}\n");
}

TEST_CASE("prelude: textures, images and buffers of every kind compile") {
    const Gl gl;
    const std::string own = "//!TEXTURE line\n//!SIZE 2\n//!FORMAT r8\n0000\n\n"
                            "//!TEXTURE cube\n//!SIZE 1 1 2\n//!FORMAT r8ui\n//!FILTER NEAREST\n0000\n\n"
                            "//!TEXTURE table\n//!SIZE 1 1\n//!FORMAT r32i\n//!FILTER NEAREST\n00000000\n\n"
                            "//!TEXTURE before\n//!SIZE 4 4\n//!FORMAT rgba16hf\n//!STORAGE\n\n"
                            "//!TEXTURE counts\n//!SIZE 4 4 4\n//!FORMAT r32ui\n//!STORAGE\n\n"
                            "//!TEXTURE sums\n//!SIZE 4\n//!FORMAT r32i\n//!STORAGE\n\n"
                            "//!BUFFER state\n//!VAR uint bins[4]\n//!VAR vec3 mean\n//!STORAGE\n\n"
                            "//!BUFFER fixed\n//!VAR vec2 weight\n0000000000000000\n\n"
                            "//!PARAM mode\n//!TYPE ENUM int\nsoft\nhard\n\n"
                            "//!PARAM amount\n//!TYPE float\n0.5\n\n";
    const std::string use = "    vec4 a = line_tex(0.5) + vec4(cube_tex(vec3(0.5))) + vec4(table_tex(vec2(0.5)));\n"
                            "    a += vec4(texelFetch(cube, ivec3(0), 0)) + imageLoad(before, ivec2(0));\n"
                            "    imageAtomicAdd(counts, ivec3(0), 1u);\n    imageStore(sums, 1, ivec4(1));\n"
                            "    atomicAdd(bins[1], 1u);\n    mean = a.xyz * weight.x;\n"
                            "    a *= mode == hard ? twice : four[1];\n";
    const std::string constants = "#define AMOUNT amount\nconst float twice = AMOUNT * 2.0;\n"
                                  "const float four[2] = float[2](twice, twice * 2.0);\n";
    check_compiles(own + pass + constants + "vec4 hook() {\n" + use + "    return a;\n}\n");
    check_compiles(own + pass + "//!COMPUTE 8 8\n" + constants + "void hook() {\n" + use +
                   "    imageStore(out_image, ivec2(gl_GlobalInvocationID), a);\n}\n");
}

TEST_CASE("prelude: the driver lays buffers out as we do") {
    const Gl gl;
    const std::string variables = "//!VAR float a\n//!VAR vec3 b\n//!VAR float c\n//!VAR mat3 d\n//!VAR vec2 e[3]\n"
                                  "//!VAR uint f\n//!VAR ivec4 g\n//!VAR float h[5]\n//!VAR mat4x2 i\n"
                                  "//!VAR uvec3 j[2]\n//!VAR mat2x3 k[2]\n//!VAR int l\n";
    const std::string body = "vec4 hook() { return vec4(a + b.x + c + d[0].x + e[2].x + float(f) + float(g.x) + h[4] + "
                             "i[3].y + float(j[1].z) + k[1][1].x + float(l)); }\n";
    const auto check = [&](const std::string& file, GLenum members) {
        const auto program = compiled(file + pass + body);
        REQUIRE_MESSAGE(program.ok(), program.error().text);
        const auto offsets = driver_offsets(*program, members);
        const std::shared_ptr<const ShaderFile> read = parsed(file + pass + body);
        for (const BufferBlock::Variable& variable : read->buffers.at(0).variables) {
            CAPTURE(variable.name);
            REQUIRE(offsets.contains(variable.name));
            CHECK(offsets.at(variable.name) == variable.offset);
        }
    };
    check("//!BUFFER z\n//!STORAGE\n" + variables + "\n", GL_BUFFER_VARIABLE);
    // 4 + 12.. as tests/language/test_buffer.cpp derives it up to g, which ends at 160; h 80, i 64, j 32, k 64, l 4
    check("//!BUFFER z\n" + variables + std::string(2 * (160 + 80 + 64 + 32 + 64 + 4), '0') + "\n\n", GL_UNIFORM);
}

TEST_CASE("prelude: extension lines work wherever they stand") {
    Gl gl;
    const std::string body = "vec4 hook() { return HOOKED_texOff(0); }\n";
    check_compiles(pass + "int a;\n  #  extension GL_ARB_gpu_shader_fp64 : require\r\ndouble b;\n" + body);
    check_compiles(pass + "#version 450\n" + body);
    check_compiles(pass + "int a;\n#ifdef GL_NONE_such\n#extension GL_NONE_such : require\n#endif\n" + body);
    check_compiles(pass +
                   "#define WANTED 1\n#if defined(HOOKED_gather) && WANTED == 1\n"
                   "#extension GL_ARB_gpu_shader_fp64 : require\n#define real double\n#else\n#error\n"
                   "#endif\nreal x;\n" +
                   body);
    // What fails names the line of the #extension itself: the third of the text.
    for (const char* const wrong :
         {"\n\n#extension GL_NONE_such : require\n", "\n\n#extension\tGL_NONE_such : require\r\n"}) {
        const auto failed = compiled("//!HOOK OUTPUT\n//!BIND HOOKED\n//!DESC x\nfloat x = 1.0;" + (wrong + body));
        REQUIRE(!failed.ok());
        CHECK(failed.error().code == Code::shader_compile);
        CHECK(failed.error().place.line == 6);
        CHECK(failed.error().text.find("GL_NONE_such") != std::string::npos);
    }
    gl.forget_messages();
}
