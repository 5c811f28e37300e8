// Exported pixel shaders against the live engine: each file is read back as HLSL, drawn in single precision and
// compared with what the engine makes of the same picture.
#include "tests/engine/synthetic.h"
#include "tests/export/pixel_fixture.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace senga;
using namespace senga::test;

namespace {

// Both sides compute in floats with the same order of operations but for contraction and division by sizes: some units
// in the last place of values up to 2, far below. A flipped comparison is far above.
constexpr double tolerance = 1e-4;

std::vector<Synthetic> small_pictures() {
    std::vector<Synthetic> out = synthetic_pictures();
    std::erase_if(out, [](const Synthetic& it) { return it.rgb.w > 64; });
    return out;
}

// Sums over all pictures.
struct Comparison {
    double largest = 0.0;
    int over = 0;
    int samples = 0;
    int changed = 0; // samples that the pass changed at all
};

Comparison compared(const HlslHost& host, Runner& runner, const Chain& part, const std::vector<Synthetic>& pictures) {
    Comparison out;
    float time = 0.0F;
    for (const Synthetic& each : pictures) {
        CAPTURE(each.name);
        time += 1.37F; // counter and clock differ every time, and must not matter
        const Image drawn = host.draw(with_random_alpha(each.rgb), {.counter = time * 24.0F, .clock = time});
        const Image expected = live_picture(runner, part, each.rgb);
        const Difference found = difference(drawn, expected, tolerance);
        CHECK(found.nan == 0);
        out.largest = std::max(out.largest, found.largest);
        out.over += found.over;
        out.samples += static_cast<int>(drawn.values.size());
        out.changed += mismatches(channels(expected, 3), each.rgb);
    }
    return out;
}

Chain inline_chain(const std::string& text, ParameterValues values = {}) {
    Chain out = chain_of({entry_of(parsed(text, "made-up.glsl"), std::move(values))});
    out.name = "made up";
    return out;
}

// A sharpening with filtered reads before scaling, and a pass after it that reads what another saved, of two numbers.
constexpr const char* both_sides = R"(//!PARAM amount
//!TYPE float
//!MINIMUM -1.0
//!MAXIMUM 1.0
-0.25

//!HOOK MAIN
//!BIND HOOKED
//!DESC Sharpen
vec4 hook() {
    vec4 around = HOOKED_texOff(vec2(-1.0, 0.0)) + HOOKED_texOff(vec2(1.0, 0.0)) + HOOKED_texOff(vec2(0.0, -1.0)) +
                  HOOKED_texOff(vec2(0.0, 1.0));
    return HOOKED_tex(HOOKED_pos) * (1.0 - 4.0 * amount) + amount * around;
}

//!HOOK OUTPUT
//!BIND HOOKED
//!SAVE SLOPE
//!COMPONENTS 2
//!DESC Slope
vec4 hook() {
    vec2 d = vec2(HOOKED_texOff(vec2(1.0, 0.0)).g - HOOKED_texOff(vec2(-1.0, 0.0)).g,
                  HOOKED_texOff(vec2(0.0, 1.0)).g - HOOKED_texOff(vec2(0.0, -1.0)).g);
    return vec4(d, 0.0, 1.0);
}

//!HOOK OUTPUT
//!BIND HOOKED
//!BIND SLOPE
//!DESC Tint
vec4 hook() {
    ivec2 p = ivec2(SLOPE_pos * SLOPE_size);
    vec2 slope = texelFetch(SLOPE_raw, p, 0).xy + texelFetch(SLOPE_raw, min(p + ivec2(1, 0), ivec2(SLOPE_size) - 1), 0).xy;
    return vec4(HOOKED_tex(HOOKED_pos).rgb + vec3(0.1, -0.2, 0.05) * slope.x + 0.03 * slope.y, 1.0);
}
)";

// Where `word` stands first. ".x clamp" and ".y clamp": a line that clamps a neighbour's place on that axis.
std::size_t line_with(const std::string& text, std::string_view word) {
    std::size_t at = text.find(word);
    if (word.starts_with('.')) {
        const std::string step = fmt::format("p1.{}", word[1]);
        at = text.find("clamp(");
        while (at != std::string::npos && text.find(step, at) > text.find('\n', at)) {
            at = text.find("clamp(", at + 1);
        }
    }
    REQUIRE(at != std::string::npos);
    return at;
}

} // namespace

TEST_CASE("pixel shaders: each exported file draws what the live passes draw") {
    const Gl gl;
    Runner runner = single_runner();
    const std::vector<Synthetic> pictures = small_pictures();
    for (const ShippedChain& shipped : shipped_chains) {
        const Chain chain = pinned_chain(shipped);
        const Export& result = shipped_export(shipped.key, ExportTarget::potplayer);
        const std::vector<ExportedFile> files = shader_files(result, "PxShader/");
        CHECK(files.size() == 2);
        for (const ExportedFile& file : files) {
            CAPTURE(file.path);
            const Comparison found =
                compared(hosted_file(file, HostForm::direct3d_9), runner, part_of(chain, result, file.path), pictures);
            CHECK(found.largest <= tolerance);
            CHECK(found.changed > found.samples / 20); // the pictures exercise the passes at all
        }
    }
}

TEST_CASE("pixel shaders: the form for Direct3D 11 draws what the live passes draw") {
    const Gl gl;
    Runner runner = single_runner();
    const Export& result = shipped_export("classic-4k", ExportTarget::mpc_vr);
    const Chain chain = pinned_chain(shipped_chains[1]);
    const std::vector<ExportedFile> files = shader_files(result, "Shaders11/");
    CHECK(files.size() == 2);
    for (const ExportedFile& file : files) {
        CAPTURE(file.path);
        const HlslHost host = hosted_file(file, HostForm::direct3d_11);
        CHECK(compared(host, runner, part_of(chain, result, file.path), small_pictures()).largest <= tolerance);
    }
}

TEST_CASE("pixel shaders: a sampler more precise than GPUs turns ties only where sizes are no powers of two") {
    // llvmpipe weighs texels with the whole float: where width * ((x + 0.5) / width) rounds, a neighbour leaks in with
    // a weight of 1e-6 or so, and what was equal no longer is. Positions are exact where the size is a power of two. On
    // other sizes a tie may turn; ties are what these pictures of few levels are full of.
    const Gl gl;
    Runner runner = single_runner();
    const Export& result = shipped_export("classic-4k", ExportTarget::potplayer);
    std::vector<Synthetic> exact;
    std::vector<Synthetic> rounded;
    const auto power = [](int n) { return (n & (n - 1)) == 0; };
    for (const Synthetic& each : small_pictures()) {
        (power(each.rgb.w) && power(each.rgb.h) ? exact : rounded).push_back(each);
    }
    exact.push_back({"noise of 64x32", noise_picture(64, 32, 11)});
    exact.push_back({"noise of 2x2", noise_picture(2, 2, 12)});
    for (const ExportedFile& file : shader_files(result, "PxShader/")) {
        CAPTURE(file.path);
        const HlslHost host = hosted_file(file, HostForm::direct3d_9, Sampling::exact);
        const Chain part = part_of(pinned_chain(shipped_chains[1]), result, file.path);
        CHECK(compared(host, runner, part, exact).largest <= tolerance);
        const Comparison found = compared(host, runner, part, rounded);
        MESSAGE(file.path << ": ties turned in " << found.over << " of " << found.samples << " samples");
        CHECK(found.over < found.samples / 20);
    }
}

TEST_CASE("pixel shaders: a large picture, whose texture coordinates round") {
    const Gl gl;
    Runner runner = single_runner();
    const std::vector<Synthetic> large{{"noise of 1021x577", noise_picture(1021, 577, 5)}};
    const Export& result = shipped_export("classic-4k", ExportTarget::potplayer);
    for (const ExportedFile& file : shader_files(result, "PxShader/")) {
        CAPTURE(file.path);
        const Chain part = part_of(pinned_chain(shipped_chains[1]), result, file.path);
        CHECK(compared(hosted_file(file, HostForm::direct3d_9), runner, part, large).largest <= tolerance);
    }
}

TEST_CASE("pixel shaders: passes on both sides of the scaler, filtered reads, saved textures of two numbers") {
    const Gl gl;
    Runner runner = single_runner();
    const Chain chain = inline_chain(both_sides);
    const Export result = exported(chain, {.target = ExportTarget::potplayer});
    const std::vector<ExportedFile> files = shader_files(result, "PxShader/");
    REQUIRE(files.size() == 2);
    CHECK(files[0].path == "PxShader/senga-made-up-pre-1-made-up.txt");
    CHECK(files[1].path == "PxShader/senga-made-up-post-1-made-up.txt");
    std::vector<HlslHost> stack;
    for (const ExportedFile& file : files) {
        stack.push_back(hosted_file(file, HostForm::direct3d_9));
    }
    for (const Synthetic& each : small_pictures()) {
        CAPTURE(each.name);
        const Image drawn = stacked(stack, with_random_alpha(each.rgb), Buffer::floats);
        const Difference found = difference(drawn, live_picture(runner, chain, each.rgb), tolerance);
        CHECK(found.largest <= tolerance);
    }
}

TEST_CASE("pixel shaders: the equaliser, before scaling and after") {
    const Gl gl;
    Runner runner = single_runner();
    Chain chain = chain_of({entry_of(shipped("colour/equaliser"))});
    chain.entries[0].id = "colour/equaliser";
    chain.entries[0].values = {{"brightness", 7.0}, {"contrast", -15.0}, {"gamma", 30.0}};
    const Export result = exported(chain, {.target = ExportTarget::potplayer});
    std::vector<HlslHost> stack;
    for (const ExportedFile& file : shader_files(result, "PxShader/")) {
        stack.push_back(hosted_file(file, HostForm::direct3d_9));
    }
    CHECK(stack.size() == 2);
    for (const Synthetic& each : small_pictures()) {
        CAPTURE(each.name);
        const Image drawn = stacked(stack, with_random_alpha(each.rgb), Buffer::floats);
        CHECK(difference(drawn, live_picture(runner, chain, each.rgb), tolerance).largest <= tolerance);
    }
}

TEST_CASE("pixel shaders: wrong signs, neighbours and registers are found") {
    const Gl gl;
    Runner runner = single_runner();
    const Export& result = shipped_export("classic-4k", ExportTarget::potplayer);
    std::vector<Synthetic> pictures = small_pictures();
    std::erase_if(pictures, [](const Synthetic& it) { return !it.name.starts_with("noise"); });
    REQUIRE(pictures.size() > 4);
    // From where line_with() finds `line`.
    struct Mutation {
        const char* line;
        const char* from;
        const char* to;
    };
    constexpr std::array mutations{
        Mutation{"register(c1)", "c1", "c0"},          // p0 for p1
        Mutation{".x clamp", "p1.x", "(-p1.x)"},       // the right neighbour for the left one
        Mutation{".y clamp", "p1.y", "(2.0f * p1.y)"}, // the one above that above
        Mutation{" > max(", " > max(", " < max("},     // darkest for lightest
        Mutation{" > max(", " > max(", " >= max("},    // ties
        Mutation{"float3(2.0f, 3.0f, 1.0f)", "1.0f)", "-1.0f)"},
    };
    for (const ExportedFile& file : shader_files(result, "PxShader/")) {
        const Chain part = part_of(pinned_chain(shipped_chains[1]), result, file.path);
        for (const Mutation& mutation : mutations) {
            CAPTURE(file.path);
            CAPTURE(mutation.to);
            ExportedFile mutant = file;
            const std::size_t at = mutant.text.find(mutation.from, line_with(mutant.text, mutation.line));
            REQUIRE(at != std::string::npos);
            mutant.text.replace(at, std::string_view(mutation.from).size(), mutation.to);
            CHECK(compared(hosted_file(mutant, HostForm::direct3d_9), runner, part, pictures).over > 0);
        }
    }
}
