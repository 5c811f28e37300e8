// Effects for Magpie and ReShade: their passes read back one by one, with the few names that these programs give, and
// the whole run against the live engine.
#include "tests/engine/synthetic.h"
#include "tests/export/pixel_fixture.h"

#include <map>

using namespace senga;
using namespace senga::test;

namespace {

// Runs the passes over named textures; the first reads `input`.
Image effect_picture(const std::vector<EffectPass>& passes, const std::string& input, const std::string& output,
                     const std::map<int, HlslHost>& hosts, const Image& rgba) {
    std::map<std::string, Image> textures{{input, rgba}};
    for (const EffectPass& pass : passes) {
        REQUIRE(pass.in.size() == 1);
        REQUIRE(textures.contains(pass.in.front()));
        textures.insert_or_assign(pass.out, hosts.at(pass.number).draw(textures.at(pass.in.front())));
    }
    REQUIRE(textures.contains(output));
    return textures.at(output);
}

void compare(const std::vector<EffectPass>& passes, const std::string& input, const std::string& output) {
    Runner runner = single_runner();
    REQUIRE(passes.size() == 2);
    std::map<int, HlslHost> hosts;
    for (const EffectPass& pass : passes) {
        Result<HlslHost> host = HlslHost::load(pass.text, Sampling::nearest);
        REQUIRE_MESSAGE(host.ok(), to_string(host.error()));
        hosts.emplace(pass.number, *std::move(host));
    }
    int pictures = 0;
    for (const Synthetic& each : synthetic_pictures()) {
        if (each.rgb.w <= 64) {
            CAPTURE(each.name);
            ++pictures;
            const Image drawn = effect_picture(passes, input, output, hosts, with_random_alpha(each.rgb));
            const Image live = live_picture(runner, even_chain(), each.rgb);
            CHECK(difference(drawn, live).largest <= 1e-4);
        }
    }
    CHECK(pictures > 20);
}

} // namespace

TEST_CASE("magpie: the effect draws what the live chain draws") {
    const Gl gl;
    const Export result = exported(even_chain(), {.target = ExportTarget::magpie, .name = "classic-4k"});
    const std::vector<ExportedFile> files = shader_files(result, "effects/");
    REQUIRE(files.size() == 1);
    CHECK(files[0].path == "effects/senga-classic-4k-post.hlsl");
    const std::string& text = files[0].text;
    CHECK(text.starts_with("//!MAGPIE EFFECT\r\n//!VERSION 4\r\n"));
    compare(magpie_passes(text, Sampling::nearest), "INPUT", "OUTPUT");
}

TEST_CASE("reshade: the effect draws what the live chain draws") {
    const Gl gl;
    const Export result = exported(even_chain(), {.target = ExportTarget::reshade, .name = "classic-4k"});
    const std::vector<ExportedFile> files = shader_files(result, "Shaders/");
    REQUIRE(files.size() == 1);
    // The last pass has no target: it draws on the screen.
    std::vector<EffectPass> passes = reshade_passes(files[0].text, Sampling::nearest);
    REQUIRE(passes.size() == 2);
    CHECK(passes[0].out == "senga1_texture");
    CHECK(passes[1].in.front() == "senga1");
    CHECK(passes[1].out.empty());
    passes[0].out = "senga1";
    compare(passes, "ReShade::BackBuffer", "");
}
