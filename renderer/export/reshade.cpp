// An effect for ReShade. It works on the finished picture only, so what belongs before scaling is refused.
#include "renderer/export/guides.h"
#include "renderer/export/host_text.h"
#include "renderer/export/pixel_shaders.h"

#include <fmt/format.h>

namespace senga {
namespace {

std::string texture_name(std::size_t number) {
    return fmt::format("senga{}", number);
}

// Sizes are numbers there, known to the compiler. Floats between passes, so nothing is rounded inside.
std::string effect_head(std::size_t count) {
    std::string out = "#include \"ReShade.fxh\"\n\n"
                      "#define p0 float4(BUFFER_WIDTH, BUFFER_HEIGHT, 0.0, 0.0)\n"
                      "#define p1 float4(BUFFER_RCP_WIDTH, BUFFER_RCP_HEIGHT, 0.0, 0.0)\n\n";
    for (std::size_t i = 1; i < count; ++i) {
        out += fmt::format("texture {0}_texture\n{{\n    Width = BUFFER_WIDTH;\n    Height = BUFFER_HEIGHT;\n"
                           "    Format = RGBA16F;\n}};\nsampler {0}\n{{\n    Texture = {0}_texture;\n}};\n\n",
                           texture_name(i));
    }
    return out;
}

// A namespace for each, as their functions have the same names.
std::string effect_pass(std::size_t index, const HlslPass& functions) {
    return fmt::format("#define s0 {0}\nnamespace senga_pass{1}\n{{\n{2}\n"
                       "float4 draw(float4 position : SV_Position, float2 tex : TEXCOORD) : SV_Target\n{{\n"
                       "    return senga_main(tex);\n}}\n}}\n#undef s0\n\n",
                       index == 0 ? "ReShade::BackBuffer" : texture_name(index), index + 1, functions.text);
}

std::string technique(const PixelSet& set) {
    std::string out = "technique Senga\n{\n";
    for (std::size_t i = 0; i < set.shaders.size(); ++i) {
        const bool last = i + 1 == set.shaders.size();
        out += fmt::format("    pass\n    {{\n        VertexShader = PostProcessVS;\n"
                           "        PixelShader = senga_pass{}::draw;\n{}    }}\n",
                           i + 1, last ? "" : fmt::format("        RenderTarget = {}_texture;\n", texture_name(i + 1)));
    }
    return out + "}\n";
}

} // namespace

Result<Export> export_reshade(const Chain& chain, const ExportSetup& setup) {
    Result<PixelSet> set = pixel_set(chain, setup,
                                     {.player = "ReShade",
                                      .sides = PixelHost::Sides::after_scaling,
                                      .rules = PixelHost::Rules::none,
                                      .between = PixelHost::Between::textures});
    if (!set) {
        return set.error();
    }
    const std::vector<ShaderPlace> places = places_of(*set);
    std::string heads;
    std::string passes;
    for (std::size_t i = 0; i < set->shaders.size(); ++i) {
        const Result<HlslPass> functions = functions_of(*set, set->shaders[i], 30);
        if (!functions) {
            return functions.error();
        }
        heads += comment_head(*set, set->shaders[i], places[i], *functions) + "\n";
        passes += effect_pass(i, *functions);
    }
    const ExportedFile file{fmt::format("Shaders/senga-{}.fx", set->stem),
                            with_crlf(heads + effect_head(set->shaders.size()) + passes + technique(*set))};
    for (const PixelShader& shader : std::vector<PixelShader>(set->shaders)) {
        add_file(*set, shader, file);
    }
    set->result.notes.emplace_back("ReShade sees the player's finished picture, subtitles and controls included, and "
                                   "writes 8 bits");
    const std::string guide = plain_guide(*set, "ReShade",
                                          {"Install ReShade for the player's program, with its standard effects: "
                                           "ReShade.fxh has to be there.",
                                           "Copy the .fx file into reshade-shaders\\Shaders.",
                                           "Press Home in the player and tick \"Senga\"."},
                                          {});
    set->result.files.push_back({guide_name(set->stem), guide});
    return std::move(set->result);
}

} // namespace senga
