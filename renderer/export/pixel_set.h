// What the exporters for players of pixel shaders have in common: the chain planned for one film and one display, its
// passes folded and written as HLSL, and the report of what became of each. What a player writes around the functions,
// and where it wants its files, is the exporters' own. Values and pure functions, any thread.
#pragma once

#include "renderer/export/export.h"
#include "renderer/export/hlsl.h"

#include <string>
#include <string_view>
#include <vector>

namespace senga {

// What a player can.
struct PixelHost {
    std::string_view player; // its name, for people
    enum class Sides { both, after_scaling } sides = Sides::both;
    // What its shaders are held to; a shader that breaks the rules is refused.
    enum class Rules { ps_3_0, none } rules = Rules::ps_3_0;
    enum class Between { nothing, textures } between = Between::nothing; // what one shader can hand to the next
    int model = 30; // of the shaders that are measured, and handed out without more work
};

// One shader for the player.
struct PixelShader {
    FusedPass fused;
    std::string name;                    // for files: "push-grad"; letters of every script, but no space
    std::string label;                   // for people
    std::string source;                  // where the pass comes from and its licence, as its file says; may be empty
    std::string values;                  // "push_strength = 0.3"; empty: it has none
    std::vector<std::string> holds;      // labels of those folded into it
    std::vector<std::string> complaints; // of ps_3_0, where the rules are `none`
    int model = 0;                       // of what stands in `written`
    HlslPass written;
};

struct PixelSet {
    std::string stem; // of the files
    std::string made; // for what: "a film of 1920x1080 on a display of 3840x2160"
    Chain chain;
    Plan plan;
    std::vector<PixelShader> shaders; // in order
    Export result;                    // the report so far; files are the exporter's
};

// Errors: export_nothing (with every reason), those of plan().
Result<PixelSet> pixel_set(const Chain& chain, const ExportSetup& setup, const PixelHost& host);

// The functions of one of its shaders, in the shader model that is asked for.
Result<HlslPass> functions_of(const PixelSet& set, const PixelShader& shader, int shader_model);

// Adds a file to the result, and its path to the rows of all passes that it computes.
void add_file(PixelSet& set, const PixelShader& shader, ExportedFile file);

} // namespace senga
