// The four things that ps_3_0 refuses and a newer compiler takes, each in a shader made for it beside one that does
// without; and every exported file measured as it is read back.
#include "tests/export/pixel_fixture.h"

#include "renderer/export/hlsl.h"

#include <algorithm>

using namespace senga;
using namespace senga::test;

namespace {

std::string shader_with(const std::string& body) {
    return "sampler s0 : register(s0);\nfloat4 p0 : register(c0);\nfloat4 p1 : register(c1);\n\n"
           "float4 main(float2 tex : TEXCOORD0) : COLOR\n{\n    float4 c = tex2D(s0, tex);\n" +
           body + "    return c;\n}\n";
}

std::vector<std::string> complaints(const std::string& text) {
    Result<spirv::Module> module =
        spirv::compile(hosted(text, HostForm::direct3d_9, Sampling::nearest), spirv::Source::hlsl);
    REQUIRE_MESSAGE(module.ok(), to_string(module.error()));
    const Result<spirv::Module> whole = spirv::optimise(*std::move(module));
    REQUIRE_MESSAGE(whole.ok(), to_string(whole.error()));
    return ps_3_0_complaints(spirv::measure(*whole));
}

bool complains_of(const std::string& text, const std::string& word) {
    const std::vector<std::string> all = complaints(text);
    return std::any_of(all.begin(), all.end(),
                       [&](const std::string& it) { return it.find(word) != std::string::npos; });
}

// n different numbers.
std::string numbers(int n) {
    std::string out;
    for (int i = 1; i <= n; ++i) {
        out += fmt::format("    c.x = frac(c.x * {}.25);\n", i);
    }
    return out;
}

} // namespace

TEST_CASE("lint: what ps_3_0 refuses is seen") {
    CHECK(complaints(shader_with("")).empty());
    CHECK(complains_of(shader_with("    c.x += (float)((int)(c.y * 255.0) & 3);\n"), "bits"));
    CHECK_FALSE(complains_of(shader_with("    c.x += (float)((int)(c.y * 255.0) + 3);\n"), "bits"));

    const std::string loop = "    [loop] for (int i = 0; i < (int)(p0.w); ++i) {{ c += {}; }}\n";
    const std::string derived = "tex2D(s0, tex + (float)i * p1.xy)";
    const std::string level = "tex2Dlod(s0, float4(tex + (float)i * p1.xy, 0.0, 0.0))";
    CHECK(complains_of(shader_with(fmt::format(fmt::runtime(loop), derived)), "inside a loop"));
    CHECK_FALSE(complains_of(shader_with(fmt::format(fmt::runtime(loop), level)), "inside a loop"));

    const std::string branch = "    [branch] if (c.x > 0.5) {{ c = {}; }}\n";
    CHECK(complains_of(shader_with(fmt::format(fmt::runtime(branch), "tex2D(s0, tex + p1.xy)")), "branch"));
    CHECK_FALSE(complains_of(
        shader_with(fmt::format(fmt::runtime(branch), "tex2Dlod(s0, float4(tex + p1.xy, 0.0, 0.0))")), "branch"));

    CHECK(complains_of(shader_with(numbers(1000)), "constant registers"));
    CHECK_FALSE(complains_of(shader_with(numbers(200)), "constant registers"));
    CHECK(complains_of(shader_with(numbers(600)), "instructions"));
    CHECK_FALSE(complains_of(shader_with(numbers(100)), "instructions"));
}

TEST_CASE("lint: exported files are within ps_3_0, as they are read back") {
    const Export& result = shipped_export("classic-4k", ExportTarget::potplayer);
    for (const ExportedFile& file : shader_files(result, "PxShader/")) {
        CAPTURE(file.path);
        const std::vector<std::string> found = complaints(file.text);
        CHECK_MESSAGE(found.empty(), (found.empty() ? "" : found.front()));
    }
}
