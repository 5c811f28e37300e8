#include "renderer/export/host_text.h"

#include "renderer/language/words.h"

#include <fmt/format.h>

#include <algorithm>

namespace senga {
namespace {

std::string comment(std::string_view word, std::string_view text) {
    return text.empty() ? "" : fmt::format("// {:<8}{}\n", word, ascii_line(text));
}

std::string_view side_label(FusedPass::Where where) {
    return where == FusedPass::Where::before_scaling ? "pre-resize" : "post-resize";
}

} // namespace

std::string ascii_line(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if ((code & 0xC0U) == 0x80U) {
            continue; // within a letter that has its '?' already
        }
        out += code >= 0x20U && code < 0x7FU ? c : '?';
    }
    while (!out.empty() && (out.back() == '\\' || out.back() == ' ')) {
        out.pop_back();
    }
    return out;
}

std::string with_crlf(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 32);
    while (!text.empty()) {
        out += take_line(text);
        out += "\r\n";
    }
    return out;
}

std::vector<ShaderPlace> places_of(const PixelSet& set) {
    std::vector<ShaderPlace> out;
    out.reserve(set.shaders.size());
    for (const PixelShader& shader : set.shaders) {
        const auto same = [&](const auto& it) { return it.where == shader.fused.where; };
        const auto number = static_cast<std::size_t>(std::count_if(out.begin(), out.end(), same));
        const auto count = static_cast<std::size_t>(std::count_if(
            set.shaders.begin(), set.shaders.end(), [&](const PixelShader& it) { return same(it.fused); }));
        out.push_back({shader.fused.where, number + 1, count});
    }
    return out;
}

std::string_view side_name(FusedPass::Where where) {
    return where == FusedPass::Where::before_scaling ? "pre" : "post";
}

std::string comment_head(const PixelSet& set, const PixelShader& shader, const ShaderPlace& place,
                         const HlslPass& functions) {
    std::string out = comment("What:", shader.label);
    out += comment("Place:", fmt::format("{} shader {} of {}, in the chain \"{}\"", side_label(place.where),
                                         place.number, place.count, set.chain.name));
    out += comment("Source:", shader.source);
    out += comment("Holds:", fmt::format("{}", fmt::join(shader.holds, "; ")));
    out += comment("Values:", shader.values);
    out += comment("For:", set.made);
    out += comment("Cost:", fmt::format("{} reads of the picture, about {} instructions", functions.figures.fetches,
                                        functions.figures.slots));
    return out + "// Written by Senga.\n";
}

std::string direct3d_9_text(const HlslPass& functions) {
    return "sampler s0 : register(s0);\n"
           "float4 p0 : register(c0); // width, height, counter, clock\n"
           "float4 p1 : register(c1); // 1 / width, 1 / height\n\n" +
           functions.text + "\nfloat4 main(float2 tex : TEXCOORD0) : COLOR\n{\n    return senga_main(tex);\n}\n";
}

std::string direct3d_11_text(const HlslPass& functions) {
    return "Texture2D tex : register(t0);\n"
           "SamplerState samp : register(s0);\n"
           "cbuffer PS_CONSTANTS : register(b0)\n"
           "{\n    float2 pxy;\n    float width;\n    float height;\n    uint counter;\n    float clock;\n};\n\n"
           "#define s0_texture tex\n"
           "#define s0_sampler samp\n"
           "#define p0 float4(width, height, 0.0, 0.0)\n"
           "#define p1 float4(pxy, 0.0, 0.0)\n\n" +
           functions.text +
           "\nfloat4 main(float4 pos : SV_POSITION, float2 coord : TEXCOORD0) : SV_Target\n{\n"
           "    return senga_main(coord);\n}\n";
}

} // namespace senga
