#include "renderer/language/prelude.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

namespace senga {
namespace {

// Lines of the body that GLSL wants before anything else; they are moved up and leave an empty line behind, so that the
// driver's line numbers stay the file's.
struct SplitBody {
    std::string extensions;
    std::string rest;
};

SplitBody hoist_extensions(std::string_view body) {
    SplitBody out;
    while (!body.empty()) {
        const std::size_t end = std::min(body.find('\n'), body.size() - 1) + 1;
        const std::string_view line = body.substr(0, end);
        const std::size_t first = line.find_first_not_of(" \t");
        if (first != line.npos && line.substr(first).starts_with("#extension")) {
            out.extensions += line;
            out.rest += "\n";
        } else {
            out.rest += line;
        }
        body.remove_prefix(end);
    }
    return out;
}

std::string declare_parameter(const PreludeValue& value) {
    const Parameter& parameter = *value.parameter;
    std::string out;
    for (std::size_t i = 0; i < parameter.labels.size(); ++i) {
        out += fmt::format("#define {} {}\n", parameter.labels[i], i);
    }
    switch (parameter.binding) {
    case Parameter::Binding::define:
        return out + fmt::format("#define {} {}\n", parameter.name, glsl_literal(parameter, value.value));
    case Parameter::Binding::constant:
        return out + fmt::format("const {} {} = {};\n", glsl_type(parameter), parameter.name,
                                 glsl_literal(parameter, value.value));
    case Parameter::Binding::uniform:
    case Parameter::Binding::dynamic:
        break;
    }
    return out + fmt::format("uniform {} {};\n", glsl_type(parameter), parameter_uniform(parameter));
}

std::string declare_image(std::size_t i) {
    return fmt::format("uniform sampler2D senga_tex{0};\nuniform vec4 senga_place{0};\nuniform vec4 senga_size{0};\n"
                       "uniform vec4 senga_rot{0};\nuniform vec2 senga_off{0};\n",
                       i);
}

// The macros of one name for image i. Positions come from gl_FragCoord, which is exact; interpolated coordinates are
// not.
std::string define_image(std::string_view name, std::size_t i) {
    return fmt::format("#define {0}_raw senga_tex{1}\n"
                       "#define {0}_pos (gl_FragCoord.xy * senga_place{1}.xy + senga_place{1}.zw)\n"
                       "#define {0}_map(id) ((vec2(id) + vec2(0.5)) * senga_place{1}.xy + senga_place{1}.zw)\n"
                       "#define {0}_size (senga_size{1}.xy)\n"
                       "#define {0}_pt (senga_size{1}.zw)\n"
                       "#define {0}_rot (mat2(senga_rot{1}.xy, senga_rot{1}.zw))\n"
                       "#define {0}_off (senga_off{1})\n"
                       "#define {0}_mul 1.0\n"
                       "#define {0}_tex(pos) (texture({0}_raw, pos))\n"
                       "#define {0}_gather(pos, c) (textureGather({0}_raw, pos, c))\n"
                       "#define {0}_texOff(off) ({0}_tex({0}_pos + {0}_rot * vec2(off) * {0}_pt))\n",
                       name, i);
}

std::string define_images(const PreludeRequest& request) {
    std::string out;
    std::set<std::string_view> defined;
    for (std::size_t i = 0; i < request.images.size(); ++i) {
        out += declare_image(i);
        if (defined.insert(request.images[i]).second) {
            out += define_image(request.images[i], i);
        }
    }
    // HOOKED stands for the stage's own name too, unless the pass binds that name by itself.
    const auto hooked = std::find(request.images.begin(), request.images.end(), "HOOKED");
    if (hooked != request.images.end() && defined.insert(stage_name(request.stage)).second) {
        out += define_image(stage_name(request.stage), static_cast<std::size_t>(hooked - request.images.begin()));
    }
    return out;
}

} // namespace

std::string parameter_uniform(const Parameter& parameter) {
    return parameter.name;
}

std::string_view written_components(int components) {
    switch (components) {
    case 1:
        return "vec4(color.r, 0.0, 0.0, 1.0)";
    case 2:
        return "vec4(color.rg, 0.0, 1.0)";
    case 3:
        return "vec4(color.rgb, 1.0)";
    default:
        return "color";
    }
}

std::string assemble_fragment(const PreludeRequest& request) {
    const SplitBody body = hoist_extensions(request.pass->body);
    std::string out = body.extensions;
    out += "layout(location = 0) out vec4 senga_out;\n"
           "uniform float random;\nuniform int frame;\n"
           "uniform vec2 input_size;\nuniform vec2 target_size;\nuniform vec2 tex_offset;\n";
    for (const PreludeValue& value : request.values) {
        out += declare_parameter(value);
    }
    out += define_images(request);
    for (const TextureBlock* texture : request.textures) {
        out += fmt::format("uniform sampler2D {};\n", texture->name);
    }
    out += fmt::format("#line {}\n", std::max(request.pass->body_line, 1));
    out += body.rest;
    out += fmt::format("\nvoid main() {{\n    vec4 color = hook();\n    senga_out = {};\n}}\n",
                       written_components(request.components));
    return out;
}

} // namespace senga
