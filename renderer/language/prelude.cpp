#include "renderer/language/prelude.h"

#include "renderer/language/body_split.h"
#include "renderer/language/file_constants.h"
#include "renderer/language/glsl_text.h"
#include "renderer/language/texture_format.h"
#include "renderer/language/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <unordered_set>

// The order of the text follows from three rules:
//   #extension lines come before every declaration, and their conditions may ask for any macro of ours;
//   what a parameter defines (TYPE DEFINE, labels of an ENUM) may be any word, even one of our own text, so it stands
//   behind all of it, next to the body;
//   main() comes behind the body and its macros, so it uses no word of ours but with the prefix senga_.
namespace senga {
namespace {

enum class Kind { fragment, compute };

constexpr auto prelude_names =
    std::to_array<std::string_view>({"frame", "random", "input_size", "target_size", "tex_offset", "linearize",
                                     "delinearize", "out_image", "hook", "main"});

// What the body defines and uses, so that nothing is offered in vain or against it.
struct BodyWords {
    explicit BodyWords(std::string_view body);

    std::unordered_set<std::string_view> used;
    std::unordered_set<std::string_view> defined; // as macros
    // Functions that the body has under our names, with our signature.
    std::set<std::string_view> own_functions;
};

// "vec4 linearize(vec4": a function of the body's own, or the declaration of one.
bool declares_vec4_function(std::string_view body, const GlslWord& word) {
    if (word.before == "define") {
        return true;
    }
    std::string_view rest = trim(body.substr(word.end));
    if (word.before != "vec4" || !rest.starts_with('(')) {
        return false;
    }
    GlslWords arguments(rest.substr(0, rest.find_first_of(",)")));
    while (const auto argument = arguments.next()) {
        if (argument->text == "vec4") {
            return true;
        }
    }
    return false;
}

BodyWords::BodyWords(std::string_view body) {
    GlslWords words(body);
    while (const auto word = words.next()) {
        used.insert(word->text);
        if (word->before == "define") {
            defined.insert(word->text);
        }
        const bool ours = word->text == "linearize" || word->text == "delinearize";
        if (ours && declares_vec4_function(body, *word)) {
            own_functions.insert(word->text);
        }
    }
}

// The text in front of one pass's body.
class Prelude {
public:
    Prelude(const PreludeRequest& request, Kind kind)
        : request_(request),
          kind_(kind),
          body_(split_body(request.pass->body, std::max(request.pass->body_line, 1))),
          words_(request.pass->body),
          images_(define_images()),
          settings_(define_settings()) {}

    std::string assemble() const;

private:
    struct Settings {
        std::string lines;
        std::set<std::string> names;
    };

    std::string define_image(std::string_view name, std::size_t i) const;
    std::string define_images() const;
    Settings define_settings() const;
    std::string first_lines() const;
    std::string declare_stage() const;
    std::string declare_parameters() const;
    std::unordered_set<std::string_view> uniform_parameters() const;
    std::string declare_textures() const;
    std::string declare_storages() const;
    std::string declare_buffers() const;
    std::string declare_functions() const;
    std::string define_half_types() const;
    bool is_taken(std::string_view name) const;

    const PreludeRequest& request_;
    Kind kind_;
    BodySplit body_;
    BodyWords words_;
    std::string images_;
    Settings settings_;
};

// Positions come from gl_FragCoord, which is exact; interpolated coordinates are not. A compute pass has no fragment:
// as in mpv the position is the invocation's, also where threads and pixels are not one to one, and that of an
// invocation beyond the image lies beyond 1.
std::string Prelude::define_image(std::string_view name, std::size_t i) const {
    const std::string position = kind_ == Kind::compute
                                     ? fmt::format("({}_map(gl_GlobalInvocationID))", name)
                                     : fmt::format("(gl_FragCoord.xy * senga_place{0}.xy + senga_place{0}.zw)", i);
    return fmt::format("#define {0}_raw senga_tex{1}\n"
                       "#define {0}_pos {2}\n"
                       "#define {0}_map(id) ((vec2(id) + vec2(0.5)) * senga_place{1}.xy + senga_place{1}.zw)\n"
                       "#define {0}_size (senga_size{1}.xy)\n"
                       "#define {0}_pt (senga_size{1}.zw)\n"
                       "#define {0}_rot (mat2(senga_rot{1}.xy, senga_rot{1}.zw))\n"
                       "#define {0}_off (senga_off{1})\n"
                       "#define {0}_mul 1.0\n"
                       "#define {0}_tex(pos) (texture({0}_raw, pos))\n"
                       "#define {0}_gather(pos, c) (textureGather({0}_raw, pos, c))\n"
                       "#define {0}_texOff(off) ({0}_tex({0}_pos + {0}_rot * vec2(off) * {0}_pt))\n",
                       name, i, position);
}

std::string Prelude::define_images() const {
    std::string out;
    std::set<std::string_view> defined;
    const auto define = [&](std::string_view name, std::size_t i) {
        out += defined.insert(name).second ? define_image(name, i) : std::string();
    };
    for (std::size_t i = 0; i < request_.images.size(); ++i) {
        define(request_.images[i], i);
    }
    // HOOKED stands for the stage's own name too, unless the pass binds that name by itself.
    const auto find = [&](std::string_view name) {
        const auto at = std::find(request_.images.begin(), request_.images.end(), name);
        return static_cast<std::size_t>(at - request_.images.begin());
    };
    const std::string_view stage = stage_name(request_.stage);
    const std::size_t none = request_.images.size();
    if (find("HOOKED") != none) {
        define(stage, find("HOOKED"));
    }
    // MAIN and MAINPRESUB are one texture under two names in libplacebo, and two textures in vo=gpu. They are two here,
    // but a pass that binds one may call it by the other's name.
    for (const auto& [bound, alias] : {std::pair("MAIN", "MAINPRESUB"), std::pair("MAINPRESUB", "MAIN")}) {
        if (find(bound) != none) {
            define(alias, find(bound));
        } else if (stage == bound && find("HOOKED") != none) {
            define(alias, find("HOOKED"));
        }
    }
    for (const TextureBlock* texture : request_.textures) {
        out += fmt::format("#define {0}_tex(pos) (textureLod({0}, pos, 0.0))\n", texture->name);
    }
    return out;
}

// Whether a macro of this name would break something else that the file calls so.
bool Prelude::is_taken(std::string_view name) const {
    const ShaderFile& file = *request_.file;
    const auto holds = [&](const BufferBlock& buffer) {
        return std::any_of(buffer.variables.begin(), buffer.variables.end(),
                           [&](const BufferBlock::Variable& variable) { return variable.name == name; });
    };
    return is_prelude_name(name) || file.find_parameter(name) != nullptr || file.find_texture(name) != nullptr ||
           std::any_of(file.buffers.begin(), file.buffers.end(), holds);
}

// An ENUM's labels are macros of their numbers, as in libplacebo; those that are no names, or that the body does not
// use, are not. Of two parameters with the same label the first one counts, as in expressions.
Prelude::Settings Prelude::define_settings() const {
    Settings out;
    for (const PreludeValue& value : request_.values) {
        const Parameter& parameter = *value.parameter;
        if (parameter.binding == Parameter::Binding::define && out.names.insert(parameter.name).second) {
            out.lines += fmt::format("#define {} {}\n", parameter.name, glsl_literal(parameter, value.value));
        }
        for (std::size_t i = 0; i < parameter.labels.size(); ++i) {
            const std::string& label = parameter.labels[i];
            if (is_identifier(label) && words_.used.contains(label) && !is_taken(label) &&
                out.names.insert(label).second) {
                out.lines += fmt::format("#define {} {}\n", label, i);
            }
        }
    }
    return out;
}

std::string Prelude::first_lines() const {
    if (!body_.conditional) {
        return body_.first;
    }
    std::string out = images_ + settings_.lines + body_.first;
    std::set<std::string> undefined = body_.defined;
    undefined.insert(settings_.names.begin(), settings_.names.end());
    for (const std::string& name : undefined) {
        out += fmt::format("#undef {}\n", name);
    }
    return out;
}

std::string Prelude::declare_stage() const {
    std::string out = "uniform float random;\nuniform int frame;\n"
                      "uniform vec2 input_size;\nuniform vec2 target_size;\nuniform vec2 tex_offset;\n";
    if (kind_ == Kind::fragment) {
        return "layout(location = 0) out vec4 senga_out;\n" + out;
    }
    const ComputeBlock block = request_.pass->compute.value_or(ComputeBlock{.block_w = 1, .block_h = 1});
    out += fmt::format("layout(local_size_x = {}, local_size_y = {}) in;\n"
                       "layout(binding = 0) writeonly restrict uniform image2D out_image;\n",
                       block.threads_w > 0 ? block.threads_w : block.block_w,
                       block.threads_h > 0 ? block.threads_h : block.block_h);
    // libplacebo has it in compute passes as well; vo=gpu has not, so few use it.
    if (words_.used.contains("gl_FragCoord")) {
        out += "#define gl_FragCoord (vec4(vec2(gl_GlobalInvocationID) + vec2(0.5), 0.0, 1.0))\n";
    }
    return out;
}

std::string Prelude::declare_parameters() const {
    std::string out;
    for (const PreludeValue& value : request_.values) {
        const Parameter& parameter = *value.parameter;
        switch (parameter.binding) {
        case Parameter::Binding::define:
            break; // a macro
        case Parameter::Binding::constant:
            out += fmt::format("const {} {} = {};\n", glsl_type(parameter), parameter.name,
                               glsl_literal(parameter, value.value));
            break;
        case Parameter::Binding::uniform:
        case Parameter::Binding::dynamic:
            out += fmt::format("uniform {} {};\n", glsl_type(parameter), parameter_uniform(parameter));
            break;
        }
    }
    return out;
}

std::unordered_set<std::string_view> Prelude::uniform_parameters() const {
    std::unordered_set<std::string_view> out;
    for (const PreludeValue& value : request_.values) {
        const Parameter::Binding binding = value.parameter->binding;
        if (binding == Parameter::Binding::uniform || binding == Parameter::Binding::dynamic) {
            out.insert(value.parameter->name);
        }
    }
    return out;
}

// "u" and "i" stand in front of the names of samplers and images of integers.
std::string_view kind_prefix(TextureFormat::Kind kind) {
    switch (kind) {
    case TextureFormat::Kind::unsigned_integer:
        return "u";
    case TextureFormat::Kind::signed_integer:
        return "i";
    case TextureFormat::Kind::unorm:
    case TextureFormat::Kind::snorm:
    case TextureFormat::Kind::real:
    case TextureFormat::Kind::half_real:
    case TextureFormat::Kind::packed:
        break;
    }
    return "";
}

TextureFormat format_of(const TextureBlock& texture) {
    return texture_format(texture.format).value_or(TextureFormat{});
}

std::string Prelude::declare_textures() const {
    std::string out;
    for (std::size_t i = 0; i < request_.images.size(); ++i) {
        out += fmt::format("uniform sampler2D senga_tex{0};\nuniform vec4 senga_place{0};\n"
                           "uniform vec4 senga_size{0};\nuniform vec4 senga_rot{0};\nuniform vec2 senga_off{0};\n",
                           i);
    }
    for (const TextureBlock* texture : request_.textures) {
        out += fmt::format("uniform {}sampler{}D {};\n", kind_prefix(format_of(*texture).kind), texture->dimensions,
                           texture->name);
    }
    return out;
}

// Coherent, as in libplacebo: what one invocation writes another may read behind a barrier.
std::string Prelude::declare_storages() const {
    std::string out;
    for (std::size_t i = 0; i < request_.storages.size(); ++i) {
        const TextureBlock& storage = *request_.storages[i];
        const TextureFormat format = format_of(storage);
        out += fmt::format("layout({}, binding = {}) coherent restrict uniform {}image{}D {};\n",
                           image_qualifier(format), i + 1, kind_prefix(format.kind), storage.dimensions, storage.name);
    }
    return out;
}

// Members are reached by their plain names.
std::string Prelude::declare_buffers() const {
    std::string out;
    int storages = 0;
    int uniforms = 0;
    for (const BufferBlock* buffer : request_.buffers) {
        out += buffer->storage ? fmt::format("layout(std430, binding = {}) coherent buffer", storages++)
                               : fmt::format("layout(std140, binding = {}) uniform", uniforms++);
        out += fmt::format(" {}_block {{\n", buffer->name);
        for (const BufferBlock::Variable& variable : buffer->variables) {
            const std::string count = variable.count > 0 ? fmt::format("[{}]", variable.count) : std::string();
            out += fmt::format("    {} {}{};\n", variable.type, variable.name, count);
        }
        out += "};\n";
    }
    return out;
}

// Half precision is a matter of speed: where the driver has no such types, single precision does the same.
std::string Prelude::define_half_types() const {
    static constexpr auto types = std::to_array<std::pair<std::string_view, std::string_view>>({
        {"float16_t", "float"},
        {"f16vec2", "vec2"},
        {"f16vec3", "vec3"},
        {"f16vec4", "vec4"},
        {"f16mat2", "mat2"},
        {"f16mat3", "mat3"},
        {"f16mat4", "mat4"},
    });
    std::string out;
    for (const auto& [half, single] : types) {
        if (words_.used.contains(half) && !words_.defined.contains(half)) {
            out += fmt::format("#define {} {}\n", half, single);
        }
    }
    return out.empty() ? out : "#ifndef GL_EXT_shader_explicit_arithmetic_types_float16\n" + out + "#endif\n";
}

// vo=gpu has no linearize(): a shader written for it may have one of its own.
std::string Prelude::declare_functions() const {
    const auto wanted = [&](std::string_view name) {
        return words_.used.contains(name) && !words_.own_functions.contains(name);
    };
    std::string out;
    if (wanted("linearize")) {
        out += to_linear_glsl(request_.transfer, "linearize");
    }
    if (wanted("delinearize")) {
        out += from_linear_glsl(request_.transfer, "delinearize");
    }
    if (kind_ == Kind::fragment) {
        out += fmt::format("vec4 senga_written(vec4 color) {{\n    return {};\n}}\n",
                           written_components(request_.components));
    }
    return out;
}

std::string Prelude::assemble() const {
    std::string out = first_lines();
    out += declare_stage();
    out += declare_parameters();
    out += declare_textures();
    out += declare_storages();
    out += declare_buffers();
    out += declare_functions();
    out += define_half_types();
    out += images_;
    out += settings_.lines;
    out += fmt::format("#line {}\n", std::max(request_.pass->body_line, 1));
    out += with_loose_constants(body_.rest, uniform_parameters());
    out += kind_ == Kind::fragment ? "\nvoid main() {\n    senga_out = senga_written(hook());\n}\n"
                                   : "\nvoid main() {\n    hook();\n}\n";
    return out;
}

} // namespace

std::string parameter_uniform(const Parameter& parameter) {
    return parameter.name;
}

bool is_prelude_name(std::string_view name) {
    return std::find(prelude_names.begin(), prelude_names.end(), name) != prelude_names.end();
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
    return Prelude(request, Kind::fragment).assemble();
}

std::string assemble_compute(const PreludeRequest& request) {
    return Prelude(request, Kind::compute).assemble();
}

} // namespace senga
