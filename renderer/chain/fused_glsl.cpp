// The GLSL of a folded pass. The bodies stay as they are written: textures become values of types of their own, and the
// lookup functions are overloaded for them. A lookup in the picture is one of the player's; a lookup in what another
// pass saved evaluates that pass there.
#include "renderer/chain/bake.h"
#include "renderer/chain/fuse.h"
#include "renderer/language/glsl_text.h"
#include "renderer/language/parser.h"
#include "renderer/language/prelude.h"
#include "renderer/language/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

namespace senga {
namespace {

// Far from all borders, in a picture whose sizes are powers of two, so that positions and texels are exact numbers.
struct FixedPlace {
    int x, y, w, h;
};
constexpr FixedPlace first_place{1024, 1024, 4096, 4096};
constexpr FixedPlace second_place{512, 2048, 2048, 8192};

// Names that the body gives to things of its own: functions, constants, types, macros.
struct OwnNames {
    std::set<std::string> things;
    std::set<std::string> macros;
};

OwnNames own_names(std::string_view body) {
    OwnNames out;
    const std::vector<PreprocessorLine> lines = preprocessor_lines(body);
    for (const PreprocessorLine& line : lines) {
        if (line.word == "define" && !line.argument.empty()) {
            out.macros.emplace(line.argument);
        }
    }
    const std::string code = code_only(body, lines);
    GlslWords words(code);
    int depth = 0;
    std::size_t scanned = 0;
    while (const auto word = words.next()) {
        for (; scanned < word->end; ++scanned) {
            const char c = code[scanned];
            depth += c == '{' || c == '(' || c == '[' ? 1 : c == '}' || c == ')' || c == ']' ? -1 : 0;
        }
        const bool declared =
            !word->before.empty() && word->before != "return" && word->before != "const" && word->before != "precision";
        if (depth == 0 && (declared || word->last == ',')) {
            out.things.emplace(word->text);
        }
    }
    return out;
}

// A word that means something of mpv's, where the body does not mean something of its own by it.
std::optional<std::string> foreign_word(std::string_view body, const OwnNames& own) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> words{{
        {"random", "a random number per frame"},
        {"linearize", "the video's light curve"},
        {"delinearize", "the video's light curve"},
        {"imageStore", "writing anywhere"},
        {"imageLoad", "reading storage"},
        {"tex_offset", "the place of the source's first pixel"},
    }};
    for (const auto& [word, what] : words) {
        const std::string name(word);
        if (!own.things.contains(name) && !own.macros.contains(name) && mentions(body, word)) {
            return fmt::format("it uses {} ({}), which the player does not offer", word, what);
        }
    }
    return std::nullopt;
}

// Functions for reading the picture itself.
constexpr std::string_view picture_lookups = R"(
struct FusedPicture { int unused; };
const FusedPicture fused_picture = FusedPicture(0);

vec4 fused_read(vec2 texel) {
    vec2 away = texel - vec2(fused_here);
    vec2 edge = 0.5 * fused_step;
    vec2 at = fused_tex;
    // The texel itself is read where the player says it is; one axis at a time, so that rows and columns are shared.
    if (away.x != 0.0) {
        at.x = clamp(fused_tex.x + away.x * fused_step.x, edge.x, 1.0 - edge.x);
    }
    if (away.y != 0.0) {
        at.y = clamp(fused_tex.y + away.y * fused_step.y, edge.y, 1.0 - edge.y);
    }
    return textureLod(s0, at, 0.0);
}
ivec2 textureSize(FusedPicture image, int lod) { return ivec2(fused_size); }
vec4 texelFetch(FusedPicture image, ivec2 p, int lod) { return fused_read(vec2(p)); }
vec4 textureLod(FusedPicture image, vec2 at, float lod) { return fused_read(at * fused_size - 0.5); }
vec4 texture(FusedPicture image, vec2 at) { return fused_read(at * fused_size - 0.5); }
)";

// Functions for reading what pass {0} saved; {1} leaves the channels that were stored. Beyond a border counts what lies
// on it, of this image and not of the picture: so the rows and columns further in are tried, up to the texel itself.
constexpr std::string_view saved_lookups_fixed = R"(
vec4 fused_cell{0}(ivec2 offset) {{
    ivec2 was = fused_at;
    fused_at = fused_here + offset;
    vec4 color = fused{0}_hook();
    fused_at = was;
    return {1};
}}
vec4 fused_row{0}(ivec2 offset) {{
    vec4 value = fused_cell{0}(offset);
    int reach = offset.x < 0 ? -offset.x : offset.x;
    int side = offset.x < 0 ? -1 : 1;
    float room = side < 0 ? fused_tex.x : 1.0 - fused_tex.x;
{2}    return value;
}}
vec4 texelFetch(FusedSaved{0} image, ivec2 p, int lod) {{
    ivec2 offset = p - fused_here;
    vec4 value = fused_row{0}(offset);
    int reach = offset.y < 0 ? -offset.y : offset.y;
    int side = offset.y < 0 ? -1 : 1;
    float room = side < 0 ? fused_tex.y : 1.0 - fused_tex.y;
{3}    return value;
}}
)";

constexpr std::string_view saved_lookups_exact = R"(
vec4 texelFetch(FusedSaved{0} image, ivec2 p, int lod) {{
    ivec2 was = fused_at;
    fused_at = ivec2(clamp(vec2(p), vec2(0.0), fused_size - 1.0));
    vec4 color = fused{0}_hook();
    fused_at = was;
    return {1};
}}
)";

// Filtered lookups; a position on a texel's centre reads that texel alone.
constexpr std::string_view saved_lookups = R"(
ivec2 textureSize(FusedSaved{0} image, int lod) {{ return ivec2(fused_size); }}
vec4 textureLod(FusedSaved{0} image, vec2 at, float lod) {{
    vec2 texel = at * fused_size - 0.5;
    vec2 first = floor(texel + 1.0 / 256.0);
    vec2 weight = texel - first;
    vec4 value = texelFetch(image, ivec2(first), 0);
    if (weight.x > 1.0 / 256.0) {{
        value = mix(value, texelFetch(image, ivec2(first) + ivec2(1, 0), 0), weight.x);
    }}
    if (weight.y > 1.0 / 256.0) {{
        vec4 below = texelFetch(image, ivec2(first) + ivec2(0, 1), 0);
        if (weight.x > 1.0 / 256.0) {{
            below = mix(below, texelFetch(image, ivec2(first) + ivec2(1, 1), 0), weight.x);
        }}
        value = mix(value, below, weight.y);
    }}
    return value;
}}
vec4 texture(FusedSaved{0} image, vec2 at) {{ return textureLod(image, at, 0.0); }}
)";

// The four texels around a position, in the order of GLSL's textureGather.
constexpr std::string_view gather = R"(
vec4 textureGather({0} image, vec2 at, int c) {{
    ivec2 first = ivec2(floor(at * fused_size - 0.5));
    return vec4(texelFetch(image, first + ivec2(0, 1), 0)[c], texelFetch(image, first + ivec2(1, 1), 0)[c],
                texelFetch(image, first + ivec2(1, 0), 0)[c], texelFetch(image, first, 0)[c]);
}}
vec4 textureGather({0} image, vec2 at) {{ return textureGather(image, at, 0); }}
vec4 textureGatherOffset({0} image, vec2 at, ivec2 offset, int c) {{
    return textureGather(image, at + vec2(offset) / fused_size, c);
}}
vec4 textureGatherOffset({0} image, vec2 at, ivec2 offset) {{ return textureGatherOffset(image, at, offset, 0); }}
vec4 textureOffset({0} image, vec2 at, ivec2 offset) {{ return texture(image, at + vec2(offset) / fused_size); }}
vec4 textureLodOffset({0} image, vec2 at, float lod, ivec2 offset) {{ return textureOffset(image, at, offset); }}
vec4 texelFetchOffset({0} image, ivec2 p, int lod, ivec2 offset) {{ return texelFetch(image, p + offset, lod); }}
)";

enum class Axis { x, y };

class FusedText {
public:
    FusedText(const Plan& plan, const Chain& chain, const FusedGlslOptions& options)
        : plan_(plan),
          chain_(chain),
          fixed_(options.positions != Positions::exact),
          reach_(options.reach),
          place_(options.positions == Positions::fixed_second ? second_place : first_place) {}

    Result<std::string> write(const FusedPass& pass) {
        head();
        for (const std::size_t producer : pass.producers) {
            if (const Outcome added = add(producer); !added) {
                return added.error();
            }
            lookups(producer);
        }
        if (const Outcome added = add(pass.report); !added) {
            return added.error();
        }
        out_ +=
            fmt::format("\nvoid main() {{\n    fused_tex = tex;\n    fused_step = p1.xy;\n    fused_at = fused_here;\n"
                        "    colour = vec4(fused{}_hook().rgb, 1.0);\n}}\n",
                        pass.report);
        return std::move(out_);
    }

private:
    void head() {
        out_ = "#version 450\n"
               "layout(location = 0) in vec2 tex;\n"
               "layout(location = 0) out vec4 colour;\n"
               "layout(binding = 0) uniform sampler2D s0;\n"
               "layout(location = 1) uniform vec4 p0;\n"
               "layout(location = 2) uniform vec4 p1;\n";
        if (fixed_) {
            out_ += fmt::format("const vec2 fused_size = vec2({}.0, {}.0);\n"
                                "const ivec2 fused_here = ivec2({}, {});\n",
                                place_.w, place_.h, place_.x, place_.y);
        } else {
            out_ += "#define fused_size (p0.xy)\n"
                    "#define fused_here (ivec2(fused_tex * p0.xy))\n";
        }
        // Read once, so that equal positions are seen to be equal.
        out_ += "vec2 fused_tex;\n"
                "vec2 fused_step;\n"
                "ivec2 fused_at; // the texel that is being computed\n";
        out_ += picture_lookups;
        out_ += fmt::format(fmt::runtime(gather), "FusedPicture");
        out_ += fmt::format("const vec2 input_size = vec2({}.0, {}.0);\nconst vec2 target_size = vec2({}.0, {}.0);\n",
                            plan_.format.size.w, plan_.format.size.h, plan_.output.w, plan_.output.h);
        out_ += "#define frame int(p0.z)\n";
    }

    const PassReport& report(std::size_t index) const { return plan_.reports[index]; }

    // The baked file of an entry: parameters are macros in its bodies.
    Result<ShaderFile> baked(std::size_t entry) const {
        const ChainEntry& it = chain_.entries[entry];
        const Lookup lookup = source_lookup(plan_.format, plan_.output);
        ParameterValues values;
        for (const Parameter& parameter : it.shader->parameters) {
            values[parameter.name] = effective_value(it, parameter, lookup);
        }
        return parse_shader(bake(*it.shader, values), it.shader->name);
    }

    // A body with its macros, all of them gone behind it.
    Outcome add(std::size_t index) {
        const PassReport& pass = report(index);
        const Result<ShaderFile> file = baked(pass.entry);
        if (!file) {
            return file.error();
        }
        const std::string& body = file->passes.at(pass.block).body;
        OwnNames own = own_names(body);
        if (const auto why = foreign_word(body, own)) {
            return diagnose(Code::export_failed, *why);
        }
        own.things.insert("hook");
        out_ += fmt::format("\n// {}\n", pass.desc);
        std::string undefine;
        std::set<std::string> images{"HOOKED", std::string(stage_name(pass.stage))};
        for (const std::string& name : images) {
            define_image(name, "fused_picture", undefine);
        }
        for (const std::string& name : pass.binds) {
            if (!images.contains(name)) {
                images.insert(name);
                define_image(name, fmt::format("fused_saved{}", saved_.at(name)), undefine);
            }
        }
        guard("sqrt(x)", "sqrt(max(x, 0.0))", own, undefine);
        guard("pow(x, y)", "pow(max(x, 0.0), y)", own, undefine);
        GlslNames names; // that no other body has
        for (const std::string& thing : own.things) {
            names.emplace(thing, fmt::format("fused{}_{}", index, thing));
        }
        out_ += renamed_identifiers(body, names);
        out_ += out_.back() == '\n' ? "" : "\n";
        for (const std::string& macro : own.macros) {
            undefine += fmt::format("#undef {}\n", macro);
        }
        out_ += undefine;
        saved_.insert_or_assign(pass.saves, index);
        return Done{};
    }

    // GLSL leaves these open below zero, and compilers of HLSL take the number without its sign: both become zero.
    void guard(std::string_view call, std::string_view guarded, const OwnNames& own, std::string& undefine) {
        const std::string name(call.substr(0, call.find('(')));
        if (!own.things.contains(name) && !own.macros.contains(name)) {
            out_ += fmt::format("#define {} {}\n", call, guarded);
            undefine += fmt::format("#undef {}\n", name);
        }
    }

    void define_image(const std::string& name, const std::string& value, std::string& undefine) {
        out_ += fmt::format("#define {0}_raw {1}\n"
                            "#define {0}_pos ((vec2(fused_at) + 0.5) / fused_size)\n"
                            "#define {0}_size fused_size\n"
                            "#define {0}_pt (1.0 / fused_size)\n"
                            "#define {0}_rot mat2(1.0, 0.0, 0.0, 1.0)\n"
                            "#define {0}_off vec2(0.0)\n"
                            "#define {0}_mul 1.0\n"
                            "#define {0}_map(id) ((vec2(id) + 0.5) / fused_size)\n"
                            "#define {0}_tex(pos) texture({1}, pos)\n"
                            "#define {0}_gather(pos, c) textureGather({1}, pos, c)\n"
                            "#define {0}_texOff(off) texture({1}, {0}_pos + vec2(off) / fused_size)\n",
                            name, value);
        for (const char* suffix : {"raw", "pos", "size", "pt", "rot", "off", "mul", "map", "tex", "gather", "texOff"}) {
            undefine += fmt::format("#undef {}_{}\n", name, suffix);
        }
    }

    // No loop, so that nothing has to be unrolled. Reading too far away is betrayed by a number of the place.
    std::string steps(std::size_t index, int components, Axis axis) const {
        constexpr std::string_view letters = "xyzw";
        std::string out =
            fmt::format("    if (reach > {}) {{\n        value.x += float(fused_here.x);\n    }}\n", reach_);
        for (int k = reach_ - 1; k >= 0; --k) {
            const std::string inner = axis == Axis::x
                                          ? fmt::format("fused_cell{}(ivec2(side * {}, offset.y))", index, k)
                                          : fmt::format("fused_row{}(ivec2(offset.x, side * {}))", index, k);
            out += fmt::format("    if (reach > {}) {{\n        vec4 inner = {};\n"
                               "        bool beyond = room < {}.0 * fused_step.{};\n",
                               k, inner, k + 1, axis == Axis::x ? 'x' : 'y');
            for (const char c : letters.substr(0, static_cast<std::size_t>(components))) {
                out += fmt::format("        value.{0} = beyond ? inner.{0} : value.{0};\n", c);
            }
            out += "    }\n";
        }
        return out;
    }

    // What reads the image that pass `index` saves.
    void lookups(std::size_t index) {
        const PassReport& pass = report(index);
        const int components = plan_.shaders[pass.entry]->passes[pass.block].components;
        const int stored_count = components > 0 ? components : 4;
        const std::string_view stored = written_components(stored_count);
        out_ += fmt::format("\nstruct FusedSaved{0} {{ int unused; }};\n"
                            "const FusedSaved{0} fused_saved{0} = FusedSaved{0}(0);\n",
                            index);
        if (fixed_) {
            out_ += fmt::format(fmt::runtime(saved_lookups_fixed), index, stored, steps(index, stored_count, Axis::x),
                                steps(index, stored_count, Axis::y));
        } else {
            out_ += fmt::format(fmt::runtime(saved_lookups_exact), index, stored);
        }
        out_ += fmt::format(fmt::runtime(saved_lookups), index);
        out_ += fmt::format(fmt::runtime(gather), fmt::format("FusedSaved{}", index));
    }

    const Plan& plan_;
    const Chain& chain_;
    bool fixed_;
    int reach_;
    FixedPlace place_;
    std::string out_;
    std::map<std::string, std::size_t, std::less<>> saved_;
};

} // namespace

Result<std::string> fused_glsl(const FusedPass& pass, const Plan& plan, const Chain& chain,
                               const FusedGlslOptions& options) {
    return FusedText(plan, chain, options).write(pass);
}

} // namespace senga
