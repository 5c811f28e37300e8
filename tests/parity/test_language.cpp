// The shader language, one small shader for each directive, macro, uniform and quirk of the dialects: our engine's
// picture against libmpv's of the same text. What libmpv 0.35 does not know stands in tests/engine/test_language.cpp.
#include "tests/parity/language_bench.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <set>
#include <string_view>

using namespace senga;
using namespace senga::parity;

namespace {

constexpr Size up{160, 110};
constexpr Size same{96, 64};
constexpr Size down{70, 45};

struct Row {
    const char* file;
    const char* input;
    Size output;
    int idle = 0;
    Dress dress = Dress::as_it_is;
};

// Every file of tests/parity/shaders/ at least once; those whose sizes or samples' places matter, where they matter.
constexpr std::array rows{
    Row{"hook_several.glsl", "4:2:0", up}, // all but RGB
    Row{"hook_several.glsl", "rgb", up},   // RGB and SCALED
    Row{"hook_several.glsl", "nv12", down},
    Row{"bind_planes.glsl", "4:2:0", up},
    Row{"bind_planes.glsl", "4:4:4", up},
    Row{"bind_stages.glsl", "4:2:0", up},
    Row{"bind_sixteen.glsl", "4:2:0", up},
    Row{"save_new.glsl", "4:2:0", up},
    Row{"save_over_main.glsl", "4:2:0", up},
    Row{"save_over_main.glsl", "rgb", down},
    Row{"save_twice.glsl", "4:2:0", up},
    Row{"save_feedback.glsl", "4:2:0", up},
    Row{"offset_main.glsl", "4:2:0", up},
    Row{"offset_main.glsl", "rgb", down},
    Row{"offset_luma.glsl", "4:2:0", up},
    Row{"offset_luma.glsl", "4:2:2", up},
    Row{"offset_luma.glsl", "odd", up},
    Row{"offset_chroma.glsl", "4:2:0", up},
    Row{"offset_chroma.glsl", "4:4:4", up},
    Row{"align_luma.glsl", "4:2:0", up},
    Row{"align_main.glsl", "4:2:0", up},
    Row{"align_chroma.glsl", "4:2:0", up},
    Row{"align_chroma.glsl", "4:2:2", up},
    Row{"align_chroma.glsl", "odd", up},
    Row{"size_operators.glsl", "4:2:0", up},
    Row{"size_names.glsl", "4:2:0", up},
    Row{"size_fraction.glsl", "4:2:0", up},
    Row{"resize_luma.glsl", "4:2:0", up},
    Row{"resize_luma.glsl", "gray", down},
    Row{"resize_native.glsl", "4:2:0", up},
    Row{"resize_native.glsl", "rgb", up},
    Row{"when_true.glsl", "4:2:0", up},
    Row{"when_sizes.glsl", "4:2:0", up, 1}, // the second doubler
    Row{"components.glsl", "4:2:0", up},
    Row{"components_stage.glsl", "4:2:0", up},
    Row{"components_fewer.glsl", "4:2:0", up},
    Row{"macro_raw.glsl", "4:2:0", up},
    Row{"macro_raw.glsl", "10 bit", up},
    Row{"macro_sizes.glsl", "4:2:0", up},
    Row{"uniform_sizes.glsl", "4:2:0", up},
    Row{"uniform_clock.glsl", "4:2:0", up},
    Row{"glsl_functions.glsl", "4:2:0", up},
    Row{"glsl_names.glsl", "4:2:0", up},
    Row{"glsl_comments.glsl", "4:2:0", up},
    Row{"chroma_resize.glsl", "4:2:0", up},
    Row{"chroma_resize.glsl", "4:2:2", down},
    Row{"chroma_resize.glsl", "odd", up},
    Row{"texture_filter.glsl", "4:2:0", up},
    Row{"texture_share.glsl", "4:2:0", up},
    Row{"texture_cube.glsl", "4:2:0", up},
    Row{"texture_line.glsl", "4:2:0", up},
    Row{"compute_two.glsl", "4:2:0", up},
    Row{"compute_two.glsl", "odd", up},
    Row{"compute_four.glsl", "4:2:0", up},
    Row{"compute_four.glsl", "odd", down},
    Row{"compute_resize.glsl", "4:2:0", up},
    Row{"compute_resize.glsl", "odd", up},
    Row{"compute_save.glsl", "4:2:0", up},
    Row{"compute_names.glsl", "4:2:0", up},
    Row{"compute_chroma.glsl", "4:2:0", up},
    Row{"compute_chroma.glsl", "4:4:4", up},
    // How the file is written down.
    Row{"save_new.glsl", "4:2:0", up, 0, Dress::carriage_returns},
    Row{"texture_share.glsl", "4:2:0", up, 0, Dress::carriage_returns},
    Row{"compute_four.glsl", "4:2:0", up, 0, Dress::carriage_returns},
    Row{"glsl_names.glsl", "4:2:0", up, 0, Dress::carriage_returns},
    Row{"save_new.glsl", "4:2:0", up, 0, Dress::no_last_newline},
    Row{"texture_share.glsl", "4:2:0", up, 0, Dress::no_last_newline},
    Row{"compute_names.glsl", "4:2:0", up, 0, Dress::no_last_newline},
    Row{"save_new.glsl", "4:2:0", up, 0, Dress::indented},
    Row{"texture_share.glsl", "4:2:0", up, 0, Dress::indented},
    Row{"glsl_names.glsl", "4:2:0", up, 0, Dress::indented},
};

// Chroma that lies left, of an odd width: libmpv multiplies the shift by a quarter sample by the picture's share of its
// chroma texture, 47.5/48, which puts colours 0.0026 samples off. Times the steepest edge of the input's chroma, 60
// codes a sample, and the matrix's largest factor, 1.86, that is 0.29.
double worst_for(std::string_view input) {
    return input == "odd" ? 0.3 : 0.06;
}

const char* dress_name(Dress dress) {
    switch (dress) {
    case Dress::carriage_returns:
        return ", CRLF";
    case Dress::no_last_newline:
        return ", no last newline";
    case Dress::indented:
        return ", indented";
    case Dress::as_it_is:
        break;
    }
    return "";
}

// A pass at a stage that nobody can overlook: half the picture is a neighbour's.
std::string pass_at(const std::string& stage) {
    return fmt::format("//!HOOK {}\n//!BIND HOOKED\n//!DESC at {}\nvec4 hook() {{\n"
                       "    return 0.5 * HOOKED_texOff(0) + 0.5 * {}_texOff(vec2(-2.0, 3.0));\n}}\n",
                       stage, stage, stage);
}

} // namespace

TEST_CASE("language: a pass at every stage gives libmpv's picture") {
    LanguageBench bench;
    const auto check = [&](const char* stage, const char* input, Size output) {
        bench.check({.what = std::string("at ") + stage,
                     .text = pass_at(stage),
                     .input = input,
                     .output = output,
                     .worst = worst_for(input)});
    };
    for (const char* stage : {"LUMA", "CHROMA", "CHROMA_SCALED", "NATIVE", "MAINPRESUB", "MAIN", "PREKERNEL",
                              "POSTKERNEL", "SCALED", "OUTPUT"}) {
        check(stage, "4:2:0", up);
    }
    for (const char* stage : {"RGB", "NATIVE", "MAINPRESUB", "MAIN", "PREKERNEL", "POSTKERNEL", "SCALED", "OUTPUT"}) {
        check(stage, "rgb", down);
    }
    for (const char* stage : {"LUMA", "NATIVE", "MAIN"}) {
        check(stage, "gray", up);
    }
    for (const char* stage : {"CHROMA", "NATIVE"}) {
        check(stage, "4:4:4", up);
        check(stage, "4:2:2", up);
        check(stage, "odd", up);
        check(stage, "10 bit", same);
    }
}

TEST_CASE("language: each shader of its own for one quirk gives libmpv's picture") {
    LanguageBench bench;
    std::set<std::string> used{"when_false.glsl"};
    for (const Row& row : rows) {
        bench.check({.what = std::string(row.file) + dress_name(row.dress),
                     .text = shader_text(row.file),
                     .input = row.input,
                     .output = row.output,
                     .idle = row.idle,
                     .dress = row.dress,
                     .worst = worst_for(row.input)});
        used.insert(row.file);
    }
    for (const auto& entry : std::filesystem::directory_iterator(SENGA_SOURCE_DIR "/tests/parity/shaders")) {
        CHECK_MESSAGE(used.contains(entry.path().filename().string()), entry.path(), " is not used");
    }
}

TEST_CASE("language: a false WHEN and its consequences leave libmpv's plain picture") {
    LanguageBench bench;
    bench.check({.what = "when_false.glsl",
                 .text = shader_text("when_false.glsl"),
                 .input = "4:2:0",
                 .output = up,
                 .effect = Effect::none,
                 .idle = 3});
}

// The texel bytes are a fixed sequence; what they mean in a format is the driver's, and the same for both.
TEST_CASE("language: TEXTURE of every format gives libmpv's picture") {
    struct Format {
        const char* name;
        int bytes; // of a texel in the file
        enum { real, unsigned_integer, normal } kind = normal;
        double scale = 1.0; // brings the texels to 0..1
    };
    constexpr std::array formats{
        Format{"r8", 1},
        Format{"rg8", 2},
        Format{"rgb8", 3},
        Format{"rgba8", 4},
        Format{"r16", 2},
        Format{"rg16", 4},
        Format{"rgb16", 6},
        Format{"rgba16", 8},
        Format{"rgb10_a2", 4},
        Format{"r16f", 4, Format::real},
        Format{"rg16f", 8, Format::real},
        Format{"rgb16f", 12, Format::real},
        Format{"rgba16f", 16, Format::real},
        Format{"r32f", 4, Format::real},
        Format{"rg32f", 8, Format::real},
        Format{"rgb32f", 12, Format::real},
        Format{"rgba32f", 16, Format::real},
        Format{"r8ui", 1, Format::unsigned_integer, 255.0},
        Format{"rg8ui", 2, Format::unsigned_integer, 255.0},
        Format{"rgba8ui", 4, Format::unsigned_integer, 255.0},
        Format{"r16ui", 2, Format::unsigned_integer, 65535.0},
        Format{"rg16ui", 4, Format::unsigned_integer, 65535.0},
        Format{"rgba16ui", 8, Format::unsigned_integer, 65535.0},
    };
    LanguageBench bench;
    for (const Format& format : formats) {
        const int texels = 12; // 4x3; rows of rgb8 are not a multiple of four bytes
        std::string data;
        unsigned state = 12345;
        for (int i = 0; i < texels * format.bytes; ++i) {
            state = state * 1664525U + 1013904223U;
            // Floats from 0.5 to 2: sign and exponent fixed, so that no chance makes an infinity.
            const unsigned random = state >> 24U;
            const unsigned byte = format.kind != Format::real ? random
                                  : i % 4 == 3                ? 0x3fU
                                  : i % 4 == 2                ? random & 0x7fU
                                                              : random;
            data += fmt::format("{:02x}", byte);
        }
        const std::string text =
            fmt::format("//!TEXTURE TABLE\n//!SIZE 4 3\n//!FORMAT {}\n//!FILTER NEAREST\n{}\n\n"
                        "//!HOOK OUTPUT\n//!BIND HOOKED\n//!BIND TABLE\n//!DESC texels\nvec4 hook() {{\n"
                        "    vec4 texel = vec4(texelFetch(TABLE, ivec2(HOOKED_pos * vec2(4.0, 3.0)), 0)) / {:.1f};\n"
                        "    return vec4(gl_FragCoord.x < 80.0 ? texel.rgb : texel.gba, 1.0);\n}}\n",
                        format.name, data, format.scale);
        bench.check({.what = format.name, .text = text, .input = "4:2:0", .output = up});
    }
}

// mpv complains of these at OUTPUT and leaves the pass out; ours must leave out the same and say so.
TEST_CASE("language: what libmpv refuses to run runs in neither engine") {
    struct Bad {
        const char* line;
        const char* complaint; // of mpv
    };
    constexpr std::array bads{
        Bad{"//!WHEN HOOKED.w 10 > HOOKED.h 10 >", "Malformed stack"},
        Bad{"//!WHEN HOOKED.w *", "Stack underflow"},
        Bad{"//!WHEN !", "Stack underflow"},
        Bad{"//!WHEN HOOKED.w 0 /", "Illegal operation"},
        Bad{"//!WHEN NOBODY.w 0 >", "not found"},
        Bad{"//!WIDTH HOOKED.w 2 /", "changing size of unscalable"},
        Bad{"//!OFFSET 0.5 0", "changing size of unscalable"},
        Bad{"//!OFFSET ALIGN", "align unresizable"},
    };
    LanguageBench bench;
    for (const Bad& bad : bads) {
        const Quirk quirk{.what = bad.line,
                          .text = std::string("//!HOOK OUTPUT\n//!BIND HOOKED\n//!DESC x\n") + bad.line +
                                  "\nvec4 hook() { return vec4(1.0, 0.0, 1.0, 1.0); }\n",
                          .input = "4:2:0",
                          .output = up};
        INFO(bad.line);
        const Result<FloatImage> mpv = bench.mpvs(quirk);
        REQUIRE(!mpv.ok());
        CHECK(mpv.error().text.find(bad.complaint) != std::string::npos);
        const EngineResult our = bench.ours(quirk);
        CHECK(compare(our.image, bench.plain("4:2:0", up)).max <= quirk.worst);
        REQUIRE(our.plan->reports.size() == 1);
        CHECK(our.plan->reports[0].status != PassStatus::runs);
        CHECK(!our.plan->reports[0].reason.empty());
    }
}
