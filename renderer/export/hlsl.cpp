#include "renderer/export/hlsl.h"

#include "renderer/language/words.h"

#include <fmt/format.h>

#include <vector>

namespace senga {
namespace {

Result<spirv::Module> compiled(const FusedPass& pass, const Plan& plan, const Chain& chain,
                               const FusedGlslOptions& options) {
    const Result<std::string> text = fused_glsl(pass, plan, chain, options);
    if (!text) {
        return text.error();
    }
    Result<spirv::Module> module = spirv::compile(*text, spirv::Source::glsl);
    return module ? spirv::optimise(*std::move(module)) : std::move(module);
}

// With fixed positions, if the pass does not mind where it is, which makes it much shorter; else with the real ones.
Result<spirv::Module> smallest(const FusedPass& pass, const Plan& plan, const Chain& chain) {
    for (const int reach : {1, 2, 4}) {
        Result<spirv::Module> first = compiled(pass, plan, chain, {Positions::fixed_first, reach});
        if (!first) {
            break;
        }
        const Result<spirv::Module> second = compiled(pass, plan, chain, {Positions::fixed_second, reach});
        if (second && *first == *second) {
            return first;
        }
        if (pass.producers.empty()) {
            break; // it reads nothing that has a reach
        }
    }
    return compiled(pass, plan, chain, {});
}

bool begins(std::string_view line, std::string_view with) {
    return line.starts_with(with);
}

// SPIRV-Cross writes uniforms, structures for input and output and a main() around the functions. The player has its
// own words for all that: what stays is the functions, and the two variables they speak through.
std::string bare_functions(std::string_view hlsl) {
    std::string out;
    bool skipping = false; // inside one of the structures, or main()
    bool blank = true;     // so was the line before
    for (std::string_view rest = hlsl; !rest.empty();) {
        const std::string_view line = take_line(rest);
        if (begins(line, "struct SPIRV_Cross_") || begins(line, "SPIRV_Cross_Output main(")) {
            skipping = true;
        }
        const bool declaration = begins(line, "uniform ") || begins(line, "cbuffer ") || begins(line, "Texture2D<") ||
                                 begins(line, "SamplerState ");
        if (!skipping && !declaration && !(blank && line.empty())) {
            out += line;
            out += '\n';
            blank = line.empty();
        }
        if (skipping && begins(line, "}")) {
            skipping = false;
        }
    }
    while (out.ends_with("\n\n")) {
        out.pop_back();
    }
    return out;
}

// The end of the argument that begins at `at`: a comma or the closing parenthesis of the call.
std::size_t argument_end(std::string_view text, std::size_t at) {
    for (int depth = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (depth == 0 && (c == ',' || c == ')')) {
            break;
        }
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    return at;
}

// mad() is a word of model 5; what it says is understood by all, and becomes the same instruction.
std::string without_mad(std::string text) {
    constexpr std::string_view call = "mad(";
    for (std::size_t at = text.rfind(call); at != std::string::npos; at = text.rfind(call, at)) {
        const std::size_t a = at + call.size();
        const std::size_t a_end = argument_end(text, a);
        const std::size_t b_end = argument_end(text, a_end + 1);
        const std::size_t c_end = argument_end(text, b_end + 1);
        if (c_end >= text.size() || (at > 0 && is_identifier_part(text[at - 1]))) {
            if (at == 0) {
                break;
            }
            --at;
            continue;
        }
        const auto part = [&](std::size_t begin, std::size_t end) {
            const std::string_view operand = trim(std::string_view(text).substr(begin, end - begin));
            const bool simple = operand.find(' ') == std::string_view::npos;
            return simple ? std::string(operand) : fmt::format("({})", operand);
        };
        const std::string said =
            "(" + part(a, a_end) + " * " + part(a_end + 1, b_end) + " + " + part(b_end + 1, c_end) + ")";
        text.replace(at, c_end + 1 - at, said);
    }
    return text;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

} // namespace

Result<HlslPass> to_hlsl(const FusedPass& pass, const Plan& plan, const Chain& chain, const HlslRequest& request) {
    const Result<spirv::Module> module = smallest(pass, plan, chain);
    if (!module) {
        return module.error();
    }
    if (const Outcome valid = spirv::validate(*module); !valid) {
        return valid.error();
    }
    const Result<std::string> hlsl = spirv::to_hlsl(*module, {.shader_model = request.shader_model});
    if (!hlsl) {
        return hlsl.error();
    }
    HlslPass out;
    out.figures = spirv::measure(*module);
    out.text = without_mad(bare_functions(*hlsl));
    // The player's entry point has a parameter of that name.
    std::string words;
    for (std::size_t at = 0; at < out.text.size();) {
        const std::size_t begin = at;
        while (at < out.text.size() && is_identifier_part(out.text[at])) {
            ++at;
        }
        if (at > begin) {
            const std::string_view word = std::string_view(out.text).substr(begin, at - begin);
            const bool member = begin > 0 && out.text[begin - 1] == '.';
            words += word == "tex" && !member      ? "senga_tex"
                     : word == "colour" && !member ? "senga_colour"
                     : word == "frag_main"         ? "senga_pass"
                     : word == "_s0_sampler"       ? "s0_sampler"
                                                   : word;
        } else {
            words += out.text[at++];
        }
    }
    out.text =
        request.shader_model >= 40 ? replaced(std::move(words), "s0.Sample", "s0_texture.Sample") : std::move(words);
    out.text += "\nfloat4 senga_main(float2 texel)\n{\n    senga_tex = texel;\n    senga_pass();\n"
                "    return senga_colour;\n}\n";
    return out;
}

std::vector<std::string> ps_3_0_complaints(const spirv::Figures& figures) {
    constexpr int most_slots = 512;
    constexpr int most_constants = 224;
    std::vector<std::string> out;
    if (figures.slots > most_slots) {
        out.push_back(fmt::format("it needs about {} instructions, and ps_3_0 promises no more than {}", figures.slots,
                                  most_slots));
    }
    if (figures.constants > most_constants) {
        out.push_back(fmt::format("its numbers fill {} constant registers, and ps_3_0 has {}", figures.constants,
                                  most_constants));
    }
    if (figures.bit_operations > 0) {
        out.push_back("it works on the bits of numbers, which ps_3_0 cannot");
    }
    if (figures.fetches_in_flow > 0) {
        out.push_back("it reads the picture inside a loop or a branch that depends on the pixel, which ps_3_0 refuses");
    }
    if (figures.other_samples > 0) {
        out.push_back("it reads the picture in a way that ps_3_0 does not have");
    }
    return out;
}

} // namespace senga
