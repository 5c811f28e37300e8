#include "renderer/export/alpha_guide.h"

#include "renderer/export/host_text.h"
#include "renderer/language/parser.h"
#include "renderer/language/words.h"

namespace senga {
namespace {

// The file with another body for one of its passes.
std::shared_ptr<const ShaderFile> with_body(const ShaderFile& file, std::size_t block, std::string_view body) {
    const PassBlock& pass = file.passes[block];
    std::string text;
    int line = 1;
    for (std::string_view rest = file.text; line < pass.body_line && !rest.empty(); ++line) {
        text += take_line(rest);
        text += '\n';
    }
    text += body;
    // What follows the pass is of no interest to who is folded; its parameters may stand there all the same.
    const std::size_t at = file.text.find(pass.body);
    if (at != std::string::npos) {
        text += file.text.substr(at + pass.body.size());
    }
    Result<ShaderFile> parsed = parse_shader(text, file.name);
    return parsed ? std::make_shared<const ShaderFile>(*std::move(parsed)) : nullptr;
}

} // namespace

std::optional<AlphaPair> alpha_pair(const PixelSet& set, const PixelShader& shader) {
    if (shader.fused.producers.size() != 1) {
        return std::nullopt;
    }
    const std::size_t producer = shader.fused.producers.front();
    const PassReport& report = set.plan.reports[producer];
    const ShaderFile& file = *set.chain.entries[report.entry].shader;
    if (file.passes[report.block].components != 1) {
        return std::nullopt;
    }
    const Result<HlslPass> guide =
        to_hlsl({.report = producer, .where = shader.fused.where}, set.plan, set.chain, {.shader_model = 30});
    Chain chain = set.chain;
    chain.entries[report.entry].shader = with_body(
        file, report.block,
        "vec4 hook() {\n    return vec4(texelFetch(HOOKED_raw, ivec2(HOOKED_pos * HOOKED_size), 0).a, 0.0, 0.0, 1.0);\n"
        "}\n");
    if (!guide || chain.entries[report.entry].shader == nullptr) {
        return std::nullopt;
    }
    const Result<HlslPass> consumer = to_hlsl(shader.fused, set.plan, chain, {.shader_model = 30});
    if (!consumer || !ps_3_0_complaints(guide->figures).empty() || !ps_3_0_complaints(consumer->figures).empty()) {
        return std::nullopt;
    }
    return AlphaPair{*guide, *consumer};
}

std::string guide_text(const HlslPass& guide) {
    std::string out = direct3d_9_text(guide);
    const std::size_t at = out.find("    return senga_main(tex);");
    return out.replace(at, std::string_view("    return senga_main(tex);").size(),
                       "    return float4(tex2Dlod(s0, float4(tex, 0.0, 0.0)).rgb, senga_main(tex).x);");
}

} // namespace senga
