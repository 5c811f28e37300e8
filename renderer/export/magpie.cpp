// Effects for Magpie: one file for each side of the scaler, with the folded passes as passes of the effect. Format:
// Magpie's own description of its effect files, version 4.
#include "renderer/export/guides.h"
#include "renderer/export/host_text.h"
#include "renderer/export/pixel_shaders.h"
#include "renderer/export/resizers.h"

#include <fmt/format.h>

namespace senga {
namespace {

struct Side {
    FusedPass::Where where;
    std::vector<const PixelShader*> shaders;
};

std::string texture_name(std::size_t number) {
    return fmt::format("senga{}", number);
}

// What all passes share. A texture between two passes holds more than 8 bits, so nothing is rounded inside.
std::string effect_head(const Side& side) {
    std::string out = "//!TEXTURE\nTexture2D INPUT;\n\n"
                      "//!TEXTURE\n//!WIDTH INPUT_WIDTH\n//!HEIGHT INPUT_HEIGHT\nTexture2D OUTPUT;\n\n";
    for (std::size_t i = 1; i < side.shaders.size(); ++i) {
        out += fmt::format("//!TEXTURE\n//!WIDTH INPUT_WIDTH\n//!HEIGHT INPUT_HEIGHT\n"
                           "//!FORMAT R16G16B16A16_FLOAT\nTexture2D {};\n\n",
                           texture_name(i));
    }
    return out + "//!SAMPLER\n//!FILTER POINT\nSamplerState s0_sampler;\n\n"
                 "//!COMMON\n"
                 "#define p0 float4(GetInputSize(), 0.0, 0.0)\n"
                 "#define p1 float4(GetInputPt(), 0.0, 0.0)\n\n";
}

// Each pass is compiled on its own with the common part, so names may come again. No line of the functions begins with
// "//!".
std::string effect_pass(const Side& side, std::size_t index, const HlslPass& functions) {
    const std::size_t number = index + 1;
    const bool last = number == side.shaders.size();
    const std::string from = index == 0 ? "INPUT" : texture_name(index);
    return fmt::format(
        "//!PASS {0}\n//!DESC {1}\n//!STYLE PS\n//!IN {2}\n//!OUT {3}\n\n"
        "#define s0_texture {2}\n\n{4}\nMF4 Pass{0}(float2 pos)\n{{\n    return senga_main(pos);\n}}\n\n",
        number, ascii_line(side.shaders[index]->label), from, last ? "OUTPUT" : texture_name(number), functions.text);
}

Outcome write_side(PixelSet& set, const Side& side) {
    const std::string name = fmt::format("senga-{}-{}", set.stem, side_name(side.where));
    std::string text = fmt::format("//!MAGPIE EFFECT\n//!VERSION 4\n//!SORT_NAME {}\n\n", ascii_line(name));
    std::string heads;
    std::string passes;
    for (std::size_t i = 0; i < side.shaders.size(); ++i) {
        const Result<HlslPass> functions = functions_of(set, *side.shaders[i], 40);
        if (!functions) {
            return functions.error();
        }
        const ShaderPlace place{side.where, i + 1, side.shaders.size()};
        heads += comment_head(set, *side.shaders[i], place, *functions) + "\n";
        passes += effect_pass(side, i, *functions);
    }
    const ExportedFile file{fmt::format("effects/{}.hlsl", name), with_crlf(text + heads + effect_head(side) + passes)};
    for (const PixelShader* const shader : side.shaders) {
        add_file(set, *shader, file);
    }
    return Done{};
}

} // namespace

Result<Export> export_magpie(const Chain& chain, const ExportSetup& setup) {
    Result<PixelSet> set = pixel_set(
        chain, setup,
        {.player = "Magpie", .rules = PixelHost::Rules::none, .between = PixelHost::Between::textures, .model = 40});
    if (!set) {
        return set.error();
    }
    for (const FusedPass::Where where : {FusedPass::Where::before_scaling, FusedPass::Where::after_scaling}) {
        Side side{.where = where};
        for (const PixelShader& shader : set->shaders) {
            if (shader.fused.where == where) {
                side.shaders.push_back(&shader);
            }
        }
        if (!side.shaders.empty()) {
            if (const Outcome done = write_side(*set, side); !done) {
                return done.error();
            }
        }
    }
    std::vector<std::string>& notes = set->result.notes;
    if (const std::string advice = scaling_advice(setup.target, set->chain, set->plan); !advice.empty()) {
        notes.push_back(advice);
    }
    notes.emplace_back("Magpie works on windows: it sees the player's finished picture, in 8 bits unless the display "
                       "is HDR");
    const std::string guide = plain_guide(
        *set, "Magpie",
        {"Copy the .hlsl files into the folder effects, where Magpie is installed, and start Magpie again.",
         "Scaling modes > new: add the \"pre\" effect (if there is one), then a scaler, then the \"post\" effect.",
         "Leave half precision (FP16) off: the passes compare neighbours strictly."},
        guide_files(*set, "effects/"));
    set->result.files.push_back({guide_name(set->stem), guide});
    return std::move(set->result);
}

} // namespace senga
