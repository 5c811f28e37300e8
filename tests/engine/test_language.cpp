// The parts of the shader language that libmpv 0.35 has not, on the engine, against values computed here: parameters of
// every type, in code and in expressions, tables of libplacebo's formats, linearize(), what either dialect writes down
// differently. What libmpv has as well stands in tests/parity/test_language.cpp.
#include "tests/engine/engine_fixture.h"
#include "tests/engine/synthetic.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>

using namespace senga;
using namespace senga::test;

namespace {

// What a float stores of numbers up to 2 after a few operations.
constexpr double rounding = 4e-7;

std::string pass(const std::string& directives, const std::string& body, const std::string& stage = "OUTPUT") {
    return "//!HOOK " + stage + "\n//!BIND HOOKED\n" + directives + "//!DESC x\n" + body;
}

Image picture_of(const std::string& text, const Image& rgb, Size output, const ParameterValues& values = {}) {
    Runner runner = single_runner();
    return run(runner, chain_of({entry_of(parsed(text), values)}), rgb_frame(rgb), output).picture;
}

// Every sample of the picture is what the formula says.
void check_formula(const Image& picture, const std::function<double(int x, int y, int channel)>& wanted,
                   double tolerance = rounding) {
    double worst = 0.0;
    for (int y = 0; y < picture.h; ++y) {
        for (int x = 0; x < picture.w; ++x) {
            for (int channel = 0; channel < 3; ++channel) {
                const double apart = std::fabs(static_cast<double>(picture.at(x, y, channel)) - wanted(x, y, channel));
                worst = apart <= worst ? worst : apart; // not a number counts
            }
        }
    }
    CHECK(worst <= tolerance);
}

using Texels = std::array<std::array<double, 3>, 4>;

// What `expression` of the texel `t` gives for each of a table's four texels.
Image texels(const char* format, const std::string& data, const std::string& expression) {
    return picture_of(
        std::string("//!TEXTURE TABLE\n//!SIZE 4 1\n//!FILTER NEAREST\n//!FORMAT ") + format + "\n" + data +
            pass("//!BIND TABLE\n",
                 "vec4 hook() { vec4 t = vec4(texelFetch(TABLE, ivec2(gl_FragCoord.xy), 0)); return vec4(" +
                     expression + ", 1.0); }\n"),
        Image(4, 1, 3), {4, 1});
}

void check_texels(const Image& found, const Texels& wanted, double tolerance = 0) {
    check_formula(
        found,
        [&](int x, int, int channel) { return wanted[static_cast<std::size_t>(x)][static_cast<std::size_t>(channel)]; },
        tolerance);
}

} // namespace

TEST_CASE("language: parameters of every type and binding, in the code and in the preprocessor") {
    const Gl gl;
    const std::string text =
        "//!PARAM real\n//!DESC a number\n//!TYPE float\n//!MINIMUM -8\n//!MAXIMUM 8\n0.25\n\n"
        "//!PARAM whole\n//!TYPE int\n//!MINIMUM -10\n//!MAXIMUM 10\n-3\n\n"
        "//!PARAM natural\n//!TYPE uint\n5\n\n"
        "//!PARAM moving\n//!TYPE DYNAMIC float\n-1.5\n\n"
        "//!PARAM steady\n//!TYPE CONSTANT float\n0.125\n\n"
        "//!PARAM COUNT\n//!TYPE CONSTANT int\n3\n\n"
        "//!PARAM SWITCH\n//!TYPE DEFINE\n//!MINIMUM 0\n//!MAXIMUM 2\n1\n\n"
        "//!PARAM GAIN\n//!TYPE DEFINE\n0.75\n\n"
        "//!PARAM mode\n//!TYPE ENUM int\nSOFT\nSHARP\nGRAINY\n\n"
        "//!PARAM SHAPE\n//!TYPE ENUM DEFINE\nROUND\nSQUARE\n\n" +
        pass("//!SAVE FIRST\n", "vec4 hook() { return vec4(real + float(whole), float(natural), moving, 1.0); }\n") +
        pass("//!BIND FIRST\n", "float sums[COUNT];\n"
                                "vec4 hook() {\n"
                                "#if SWITCH == 1\n"
                                "    float chosen = 10.0;\n"
                                "#else\n"
                                "    float chosen = 20.0;\n"
                                "#endif\n"
                                "#if SHAPE == SQUARE\n"
                                "    chosen += 100.0;\n"
                                "#endif\n"
                                "    vec3 first = FIRST_tex(FIRST_pos).rgb;\n"
                                "    float kind = mode == SHARP ? 2.0 : mode == GRAINY ? 3.0 : 1.0;\n"
                                "    return vec4(first.r + 64.0 * first.g + 4096.0 * first.b,\n"
                                "                steady * float(sums.length()) + GAIN, chosen + kind, 1.0);\n"
                                "}\n");
    const Image image(2, 2, 3);
    const auto expect = [](double real, double natural, double moving, double steady, double chosen) {
        return [=](int, int, int channel) {
            return channel == 0 ? real + 64 * natural + 4096 * moving : channel == 1 ? steady : chosen;
        };
    };
    check_formula(picture_of(text, image, {2, 2}), expect(0.25 - 3, 5, -1.5, 3 * 0.125 + 0.75, 10 + 1));
    check_formula(picture_of(text, image, {2, 2},
                             {{"real", 2.5},
                              {"whole", 7.0},
                              {"natural", 9.0},
                              {"moving", 0.5},
                              {"steady", -0.5},
                              {"COUNT", 5.0},
                              {"SWITCH", 2.0},
                              {"GAIN", 0.5},
                              {"mode", 2.0},
                              {"SHAPE", 1.0}}),
                  expect(2.5 + 7, 9, 0.5, 5 * -0.5 + 0.5, 20 + 100 + 3));
}

TEST_CASE("language: parameters and labels in WHEN, WIDTH and HEIGHT") {
    const Gl gl;
    const std::string text =
        "//!PARAM factor\n//!TYPE float\n//!MINIMUM 0.5\n//!MAXIMUM 4\n1.5\n\n"
        "//!PARAM rows\n//!TYPE uint\n7\n\n"
        "//!PARAM LEVEL\n//!TYPE DEFINE\n2\n\n"
        "//!PARAM mode\n//!TYPE ENUM int\nOFF\nLOW\nHIGH\n\n" +
        pass("//!SAVE SIZED\n//!WIDTH HOOKED.w factor *\n//!HEIGHT rows LEVEL +\n",
             "vec4 hook() { return vec4(0.5); }\n") +
        pass("//!BIND SIZED\n//!WHEN mode HIGH =\n",
             "vec4 hook() { return vec4(SIZED_size, HOOKED_texOff(0).b, 1.0); }\n") +
        pass("//!WHEN mode\n", "vec4 hook() { return vec4(HOOKED_tex(HOOKED_pos).rg, 30.0, 1.0); }\n");
    const Image image = noise_picture(8, 6, 1);
    const auto check = [&](const ParameterValues& values, double r, double g, double b) {
        Image found = picture_of(text, image, {8, 6}, values);
        const auto or_input = [&](double value, int x, int y, int channel) {
            return value > 0.0 ? value : static_cast<double>(image.at(x, y, channel));
        };
        check_formula(found, [&](int x, int y, int channel) {
            return or_input(channel == 0 ? r : channel == 1 ? g : b, x, y, channel);
        });
    };
    check({}, 0, 0, 0);                // OFF: nothing runs
    check({{"mode", 1.0}}, 0, 0, 30);  // LOW is not 0
    check({{"mode", 2.0}}, 12, 9, 30); // 8 * 1.5, 7 + 2
    check({{"mode", 2.0}, {"factor", 3.0}, {"rows", 1.0}, {"LEVEL", 4.0}}, 24, 5, 30);
}

TEST_CASE("language: linearize and delinearize are the video's own curve") {
    const Gl gl;
    const std::string text =
        pass("//!SAVE LIGHT\n", "vec4 hook() { return linearize(vec4(HOOKED_texOff(0).rgb, 0.5)); }\n", "MAIN") +
        pass("//!BIND LIGHT\n",
             "vec4 hook() {\n"
             "    vec4 light = LIGHT_tex(LIGHT_pos);\n"
             "    return vec4(light.r, delinearize(0.5 * light).g, linearize(vec4(HOOKED_tex(HOOKED_pos).rgb, 0.5)).a, "
             "1.0);\n"
             "}\n",
             "MAIN");
    const Image image = noise_picture(16, 9, 3);
    struct Curve {
        Transfer transfer;
        std::function<double(double)> light;
        std::function<double(double)> code;
    };
    const auto power = [](Transfer transfer, double gamma) {
        return Curve{transfer, [=](double v) { return std::pow(v, gamma); },
                     [=](double v) { return std::pow(v, 1.0 / gamma); }};
    };
    const std::array curves{
        power(Transfer::bt1886, 2.4),
        power(Transfer::gamma22, 2.2),
        power(Transfer::gamma28, 2.8),
        Curve{Transfer::srgb, [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); },
              [](double v) { return v <= 0.0031308 ? v * 12.92 : 1.055 * std::pow(v, 1.0 / 2.4) - 0.055; }},
    };
    for (const Curve& curve : curves) {
        CAPTURE(transfer_name(curve.transfer));
        Frame frame = rgb_frame(image);
        frame.format.transfer = curve.transfer;
        Runner runner = single_runner();
        const Image found = run(runner, chain_of({entry_of(parsed(text))}), frame, {16, 9}).picture;
        // pow() is exp2(y * log2(x)) on llvmpipe, whose log2 is good to 2e-6 or so; times the exponent and the result.
        check_formula(
            found,
            [&](int x, int y, int channel) {
                const auto v = [&](int c) { return static_cast<double>(image.at(x, y, c)); };
                return channel == 0   ? curve.light(v(0))
                       : channel == 1 ? curve.code(0.5 * curve.light(v(1)))
                                      : 0.5; // alpha is no light
            },
            2e-5);
    }
}

TEST_CASE("language: a function of the body's own called linearize stands against ours") {
    const Gl gl;
    const Image image = noise_picture(5, 4, 8);
    const Image found = picture_of(pass("", "vec4 linearize(vec4 c) { return c * 0.5; }\n"
                                            "vec4 hook() { return linearize(HOOKED_tex(HOOKED_pos)); }\n"),
                                   image, {5, 4});
    check_formula(found, [&](int x, int y, int channel) { return 0.5 * static_cast<double>(image.at(x, y, channel)); });
}

// libplacebo's formats that vo=gpu has not, and halves as halves.
TEST_CASE("language: TEXTURE formats of libplacebo alone, texel by texel") {
    const Gl gl;
    SUBCASE("rgba16hf: real halves") {
        // 1, -2, 0.5, 65504 | 2^-24, 0, -0.333251953125, 1.5 | ... by IEEE 754: sign, exponent + 15, mantissa.
        const std::vector<std::uint16_t> halves{0x3c00, 0xc000, 0x3800, 0x7bff, 0x0001, 0x8000, 0xb555, 0x3e00,
                                                0x0400, 0x03ff, 0x4248, 0x5640, 0x3555, 0x2e66, 0xfbff, 0x0000};
        const double tiny = std::ldexp(1.0, -24);
        check_texels(texels("rgba16hf", hex(halves), "t.rgb"), {{{1.0, -2.0, 0.5},
                                                                 {tiny, 0.0, -0.333251953125},
                                                                 {1024 * tiny, 1023 * tiny, 3.140625},
                                                                 {0.333251953125, 0.0999755859375, -65504.0}}});
        check_texels(texels("rgba16hf", hex(halves), "t.a, 0.0, 0.0"),
                     {{{65504.0, 0, 0}, {1.5, 0, 0}, {100.0, 0, 0}, {0.0, 0, 0}}});
    }
    SUBCASE("r16hf and rg16hf") {
        check_texels(texels("r16hf", hex(std::vector<std::uint16_t>{0x3c00, 0xc000, 0x3800, 0x0001}), "t.rgb"),
                     {{{1, 0, 0}, {-2, 0, 0}, {0.5, 0, 0}, {std::ldexp(1.0, -24), 0, 0}}});
    }
    SUBCASE("signed normalised: -128 and -127 are both -1") {
        check_texels(texels("rg8s", hex(std::vector<std::int8_t>{127, -127, -128, 0, 64, -64, 1, -1}), "t.rgb"),
                     {{{1, -1, 0}, {-1, 0, 0}, {64 / 127.0, -64 / 127.0, 0}, {1 / 127.0, -1 / 127.0, 0}}}, rounding);
    }
    SUBCASE("signed and unsigned integers of every width") {
        check_texels(texels("r8i", hex(std::vector<std::int8_t>{127, -128, -1, 0}), "t.rgb"),
                     {{{127, 0, 0}, {-128, 0, 0}, {-1, 0, 0}, {0, 0, 0}}});
        check_texels(texels("rg16i", hex(std::vector<std::int16_t>{32767, -32768, -1, 5, 0, 1, 2, 3}), "t.rgb"),
                     {{{32767, -32768, 0}, {-1, 5, 0}, {0, 1, 0}, {2, 3, 0}}});
        check_texels(texels("r32u", hex(std::vector<std::uint32_t>{16777215, 65536, 1, 0}), "t.rgb"),
                     {{{16777215, 0, 0}, {65536, 0, 0}, {1, 0, 0}, {0, 0, 0}}});
        check_texels(texels("r8u", hex(std::vector<std::uint8_t>{255, 128, 1, 0}), "t.rgb"),
                     {{{255, 0, 0}, {128, 0, 0}, {1, 0, 0}, {0, 0, 0}}});
    }
    SUBCASE("rgb10a2: ten bits each, red lowest") {
        const auto word = [](std::uint32_t r, std::uint32_t g, std::uint32_t b, std::uint32_t a) {
            return r | g << 10U | b << 20U | a << 30U;
        };
        check_texels(texels("rgb10a2",
                            hex(std::vector<std::uint32_t>{word(1023, 0, 512, 3), word(1, 2, 3, 0), word(0, 1023, 0, 1),
                                                           word(700, 800, 900, 2)}),
                            "t.rga * vec3(1023.0, 1023.0, 3.0)"),
                     {{{1023, 0, 3}, {1, 2, 0}, {0, 1023, 1}, {700, 800, 2}}}, 1e-3);
    }
    // vo=gpu keeps it in 8 bits, which rounds; libplacebo has no such format.
    SUBCASE("rgb565: red highest") {
        const auto word = [](int r, int g, int b) { return static_cast<std::uint16_t>(r << 11 | g << 5 | b); };
        check_texels(
            texels("rgb565",
                   hex(std::vector<std::uint16_t>{word(31, 1, 7), word(0, 62, 16), word(5, 33, 0), word(20, 0, 30)}),
                   "t.rgb * vec3(31.0, 63.0, 31.0)"),
            {{{31, 1, 7}, {0, 62, 16}, {5, 33, 0}, {20, 0, 30}}}, 1e-4);
    }
}

TEST_CASE("language: BORDER MIRROR turns at every edge, and NAME_tex reads a table") {
    const Gl gl;
    // Places from -4 to 8 texels of a table of 4: there and back.
    const std::vector<float> table{0.1F, 0.2F, 0.4F, 0.8F};
    const Image found =
        picture_of("//!TEXTURE TABLE\n//!SIZE 4 1\n//!FORMAT r32f\n//!FILTER NEAREST\n//!BORDER MIRROR\n" + hex(table) +
                       pass("//!BIND TABLE\n",
                            "vec4 hook() { float x = (gl_FragCoord.x - 4.0) / 4.0;\n"
                            "return vec4(texture(TABLE, vec2(x, 0.5)).r, TABLE_tex(vec2(x, 0.5)).r, 0.0, 1.0); }\n"),
                   Image(12, 1, 3), {12, 1});
    constexpr std::array<std::size_t, 12> order{3, 2, 1, 0, 0, 1, 2, 3, 3, 2, 1, 0};
    check_formula(found, [&](int x, int, int channel) {
        return channel == 2 ? 0.0 : static_cast<double>(table[order[static_cast<std::size_t>(x)]]);
    });
}

TEST_CASE("language: sixteen pictures in one pass") {
    const Gl gl;
    const Image image = noise_picture(6, 5, 11);
    for (const char* compute : {"", "//!COMPUTE 8 8\n"}) {
        CAPTURE(compute);
        std::string text;
        std::string binds;
        std::string sum = "HOOKED_tex(HOOKED_pos).rgb";
        double factor = 1.0;
        for (int i = 0; i < 15; ++i) {
            const std::string name = "PART" + std::to_string(i);
            text += pass("//!SAVE " + name + "\n",
                         "vec4 hook() { return HOOKED_tex(HOOKED_pos) * " + std::to_string(i) + ".0 / 64.0; }\n");
            binds += "//!BIND " + name + "\n";
            sum += " + " + name + "_tex(" + name + "_pos).rgb";
            factor += i / 64.0;
        }
        const bool in_compute = *compute != '\0';
        text += pass(binds + compute,
                     in_compute ? "void hook() { imageStore(out_image, ivec2(gl_GlobalInvocationID.xy), vec4(" + sum +
                                      ", 1.0)); }\n"
                                : "vec4 hook() { return vec4(" + sum + ", 1.0); }\n");
        check_formula(
            picture_of(text, image, {6, 5}),
            [&](int x, int y, int channel) { return factor * static_cast<double>(image.at(x, y, channel)); }, 2e-6);
    }
}

// libmpv takes the geometry of the unrounded size, which moves the picture by up to half a texel of the resized stage;
// libplacebo and we take the texture's own.
TEST_CASE("language: a stage resized by a fraction leaves the picture where it is") {
    const Gl gl;
    Image ramp(40, 30, 3);
    for (int y = 0; y < 30; ++y) {
        for (int x = 0; x < 40; ++x) {
            ramp.at(x, y, 0) = static_cast<float>((x + 0.5) / 40);
            ramp.at(x, y, 1) = static_cast<float>((y + 0.5) / 30);
        }
    }
    // 40 * 1.3 is 52 and 30 * 1.35 is 40.5, so 41 rows.
    const std::string text = pass("//!WIDTH HOOKED.w 1.3 *\n//!HEIGHT HOOKED.h 1.35 *\n",
                                  "vec4 hook() { return HOOKED_tex(HOOKED_pos); }\n", "MAIN");
    const Image found = [&] {
        Runner runner = single_runner();
        return run(runner, chain_of({entry_of(parsed(text))}, {.up = Kernel::bilinear, .down = Kernel::bilinear}),
                   rgb_frame(ramp), {120, 90})
            .picture;
    }();
    // Bilinear keeps a ramp a ramp but at the edges, which are clamped. It is weighed in 1/256 of a texel on llvmpipe.
    for (int i = 8; i < 82; ++i) {
        CHECK(found.at(i, 40, 0) == doctest::Approx((i + 0.5) / 120).epsilon(0.004));
        CHECK(found.at(60, i, 1) == doctest::Approx((i + 0.5) / 90).epsilon(0.004));
    }
}

TEST_CASE("language: what the dialects write down differently") {
    const Gl gl;
    const Image image = noise_picture(7, 5, 21);
    const auto input = [&](int x, int y, int channel) { return static_cast<double>(image.at(x, y, channel)); };
    const auto half = [&](int x, int y, int channel) { return 0.5 * input(x, y, channel); };
    const std::string halve = "vec4 hook() { return vec4(0.5 * HOOKED_tex(HOOKED_pos).rgb, 1.0); }\n";
    SUBCASE("extension lines, in the middle and indented") {
        check_formula(picture_of(pass("", "vec3 get() { return HOOKED_tex(HOOKED_pos).rgb; }\n"
                                          "  #extension GL_ARB_gpu_shader5:enable\n"
                                          "#extension GL_ARB_shader_bit_encoding : enable\n"
                                          "vec4 hook() { return vec4(fma(get(), vec3(0.5), vec3(0.0)), 1.0); }\n"),
                                 image, {7, 5}),
                      half);
    }
    SUBCASE("a comment as the last line, without an end") {
        check_formula(picture_of(pass("", halve + "// that is all"), image, {7, 5}), half);
    }
    SUBCASE("SAVE HOOKED replaces the stage") {
        check_formula(picture_of(pass("//!SAVE HOOKED\n", halve), image, {7, 5}), half);
    }
    SUBCASE("a name bound twice, and the stage's own beside HOOKED") {
        check_formula(picture_of(pass("//!BIND HOOKED\n//!BIND OUTPUT\n",
                                      "vec4 hook() { return vec4(0.25 * HOOKED_tex(HOOKED_pos).rgb + 0.25 * "
                                      "OUTPUT_tex(OUTPUT_pos).rgb, 1.0); }\n"),
                                 image, {7, 5}),
                      half);
    }
    SUBCASE("gl_FragCoord in a compute pass, and more components than are stored") {
        check_formula(picture_of(pass("//!COMPUTE 4 4\n//!SAVE WIDE\n//!COMPONENTS 4\n//!WIDTH HOOKED.w 2 *\n",
                                      "void hook() { imageStore(out_image, ivec2(gl_GlobalInvocationID.xy), "
                                      "vec4(gl_FragCoord.xy, 0.0, -2.5)); }\n") +
                                     pass("//!BIND WIDE\n", "vec4 hook() { vec4 v = texelFetch(WIDE_raw, "
                                                            "ivec2(gl_FragCoord.xy * vec2(2.0, 1.0)), 0); return "
                                                            "vec4(v.rga, 1.0); }\n"),
                                 image, {7, 5}),
                      [](int x, int y, int channel) {
                          return channel == 0 ? 2 * x + 1.5 : channel == 1 ? y + 0.5 : -2.5;
                      });
    }
    SUBCASE("tables of every dimension behind the pass that binds them") {
        const std::string tables =
            "//!TEXTURE A\n//!SIZE 1 1\n//!FORMAT r32f\n" + hex(std::vector<float>{0.25F}) +
            "//!TEXTURE B\n//!SIZE 3\n//!FORMAT r32f\n" + hex(std::vector<float>{1.0F, 2.0F, 3.0F}) +
            "//!TEXTURE C\n//!SIZE 1 1 2\n//!FORMAT r32f\n//!FILTER NEAREST\n" + hex(std::vector<float>{7.0F, 8.0F});
        check_formula(picture_of(pass("//!BIND A\n//!BIND B\n//!BIND C\n",
                                      "vec4 hook() { return vec4(texelFetch(A, ivec2(0), 0).r, texelFetch(B, 2, 0).r, "
                                      "texture(C, vec3(0.5, 0.5, 0.9)).r, 1.0); }\n") +
                                     tables,
                                 image, {7, 5}),
                      [](int, int, int channel) { return channel == 0   ? 0.25
                                                         : channel == 1 ? 3.0
                                                                        : 8.0; });
    }
}
