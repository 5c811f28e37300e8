// The mpv export, loaded into libmpv: the same picture as ours, for every shipped shader and preset, under the profile
// that is exported with it.
#include "renderer/export/export.h"

#include "renderer/language/parser.h"
#include "renderer/language/words.h"
#include "tests/parity/bench.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

using namespace senga;
using namespace senga::parity;

namespace {

using Options = std::vector<std::pair<std::string, std::string>>;

// Small, for both engines run on the CPU: one enlarges the small inputs, one shrinks all of them; both are odd.
constexpr std::array sizes{Size{601, 339}, Size{241, 137}};

Export exported(const Chain& chain, const Input& input, Size size) {
    Result<Export> out = export_chain(
        chain, {.target = ExportTarget::mpv, .name = "test", .source = input.frame.format, .display = size});
    INFO((out.ok() ? std::string() : to_string(out.error())));
    REQUIRE(out.ok());
    return *std::move(out);
}

std::string file_of(const Export& result, std::string_view path) {
    for (const ExportedFile& file : result.files) {
        if (file.path == path) {
            return file.text;
        }
    }
    return "";
}

std::string universal(const Export& result) {
    return file_of(result, "shaders/senga-test.glsl");
}

// The exported profile's lines, as mpv would set them, but for the shaders' path and the profile's own settings.
Options profile_options(const Export& result) {
    const std::string text = file_of(result, "senga-test.conf");
    std::string_view rest = text;
    Options out;
    while (!rest.empty()) {
        const std::string_view line = take_line(rest);
        const std::size_t equals = line.find('=');
        const std::string_view name = line.substr(0, equals);
        if (line.starts_with('#') || line.starts_with('[') || name == "glsl-shaders" || name.starts_with("profile")) {
            continue;
        }
        const std::string_view value = line.substr(equals + 1);
        out.emplace_back(name, value == "\"\"" ? std::string_view() : value);
    }
    return out;
}

// Another viewer's settings, then ours, then what makes pictures comparable at all: floats and no dither.
Options hostile_then_profile(const Export& result) {
    Options out{{"profile", "gpu-hq"},  {"scale", "ewa_lanczossharp"}, {"scale-blur", "0.9"},
                {"cscale", "lanczos"},  {"cscale-param1", "0.5"},      {"cscale-antiring", "0.7"},
                {"dscale", "bcspline"}, {"dscale-param1", "0.1"},      {"scale-radius", "3"},
                {"scale-clamp", "1"},   {"dscale-window", "jinc"},     {"scale-taper", "0.3"}};
    for (const auto& option : profile_options(result)) {
        out.push_back(option);
    }
    out.emplace_back("dither-depth", "no");
    out.emplace_back("fbo-format", "rgba32f");
    return out;
}

constexpr std::array<std::string_view, 2> comparing_shaders{"classic/push", "classic/push-grad"};

Kind kind_of(const Chain& chain) {
    for (const ChainEntry& entry : chain.entries) {
        if (entry.enabled &&
            std::find(comparing_shaders.begin(), comparing_shaders.end(), entry.id) != comparing_shaders.end()) {
            return Kind::comparing;
        }
    }
    return Kind::smooth;
}

// Both engines' pictures of one case: ours of the chain, mpv's of the text.
Comparison compare_with(Bench& bench, const Case& one, const std::string& text, const Options& options) {
    auto ours = bench.engine().picture(one.input->frame, one.chain, one.size);
    REQUIRE(ours.ok());
    std::vector<std::string> shaders;
    if (!text.empty()) {
        shaders.push_back(text);
    }
    // The request's own scaling is anything but the chain's: the options have to bring it.
    auto mpvs = bench.reference().picture(
        {.path = one.input->path,
         .start_s = one.input->start_s,
         .scaling = {.up = Kernel::bilinear, .down = Kernel::bilinear, .chroma = Kernel::bilinear},
         .shaders = shaders,
         .size = one.size,
         .options = options});
    INFO((mpvs.ok() ? std::string() : to_string(mpvs.error())));
    REQUIRE(mpvs.ok());
    const Comparison out = compare(ours->image, *mpvs);
    fmt::print("{:<38} {:<15} {:>4}x{:<4}  {}\n", one.what, one.input->name, one.size.w, one.size.h, to_text(out));
    return out;
}

void check_export(Bench& bench, const Case& one) {
    INFO(one.what, " on ", one.input->name, " at ", one.size.w, "x", one.size.h);
    const Export result = exported(one.chain, *one.input, one.size);
    const Comparison comparison = compare_with(bench, one, universal(result), hostile_then_profile(result));
    CHECK(within(comparison, one.kind));
}

Chain preset_chain(const Bench& bench, const std::string& key) {
    const Result<Preset> preset = load_preset(bench.shelf(), key);
    REQUIRE(preset.ok());
    return load_chain(bench.shelf(), *preset).chain;
}

ChainEntry entry_of(const std::string& id, const std::string& text) {
    auto read = parse_shader(text, id);
    INFO((read.ok() ? std::string() : to_string(read.error())));
    REQUIRE(read.ok());
    ChainEntry out;
    out.id = id;
    out.label = id;
    out.shader = std::make_shared<const ShaderFile>(*std::move(read));
    return out;
}

// What the shipped shader needs in front of it.
std::vector<std::string> with_guides(const std::string& id) {
    if (id == "classic/push") {
        return {"classic/luma", id};
    }
    return id == "classic/push-grad" ? std::vector<std::string>{"classic/gradient", id} : std::vector{id};
}

} // namespace

TEST_SUITE_BEGIN("export");

TEST_CASE("every shipped preset, exported, gives libmpv our picture under gpu-hq") {
    Bench bench;
    for (const std::string& key : list_presets(bench.shelf())) {
        const Chain chain = preset_chain(bench, key);
        for (const auto& [name, size] :
             {std::pair<const char*, Size>{"420 wires", sizes[0]}, {"420 wires", sizes[1]}, {"rgb eyes", sizes[1]}}) {
            const Input& input = bench.inputs().get(name);
            check_export(bench, {.what = key, .input = &input, .chain = chain, .size = size, .kind = kind_of(chain)});
        }
    }
}

TEST_CASE("every shipped shader, exported with other values, gives libmpv our picture") {
    Bench bench;
    const Input& input = bench.inputs().get("420 wires");
    for (const std::string& id : list_shaders(bench.shelf())) {
        Chain chain = bench.chain_of(with_guides(id));
        check_export(bench, {.what = id, .input = &input, .chain = chain, .size = sizes[0], .kind = kind_of(chain)});
        ChainEntry& entry = chain.entries.back();
        for (const Parameter& parameter : entry.shader->parameters) {
            const double lowest = parameter.minimum.value_or(0.0);
            entry.values[parameter.name] = 0.37 * lowest + 0.63 * parameter.initial;
        }
        check_export(
            bench,
            {.what = id + ", values", .input = &input, .chain = chain, .size = sizes[1], .kind = kind_of(chain)});
    }
}

TEST_CASE("other scalers hold under gpu-hq as well") {
    Bench bench;
    const Input& input = bench.inputs().get("420 wires");
    for (const char* text : {"bicubic:b=0.2,c=0.4", "hermite", "lanczos:radius=4,antiring=0.5", "ewa-lanczos",
                             "catmull-rom:blur=0.8", "bcspline", "bilinear"}) {
        const auto kernel = kernel_choice_from_text(text);
        REQUIRE(kernel.ok());
        Chain chain;
        chain.scaling = {.up = *kernel, .down = *kernel, .chroma = *kernel};
        const Kind kind = is_polar(kernel->kernel) ? Kind::comparing : Kind::smooth;
        for (const Size size : {Size{499, 281}, sizes[1]}) {
            check_export(bench, {.what = text, .input = &input, .chain = chain, .size = size, .kind = kind});
        }
        if (kernel->kernel != Kernel::lanczos) {
            continue;
        }
        chain.scaling.down_light = DownLight::linear;
        check_export(bench, {.what = std::string(text) + ", linear",
                             .input = &input,
                             .chain = chain,
                             .size = sizes[1],
                             .kind = Kind::comparing});
        chain.scaling.up_light = UpLight::sigmoid;
        chain.scaling.sigmoid = {.centre = 0.6, .slope = 9.25};
        check_export(bench, {.what = std::string(text) + ", sigmoid",
                             .input = &input,
                             .chain = chain,
                             .size = sizes[0],
                             .kind = Kind::comparing});
    }
}

TEST_CASE("a value by the display's height, on both sides of it") {
    Bench bench;
    const Input& input = bench.inputs().get("420 wires");
    Chain chain;
    chain.scaling = {};
    chain.entries.push_back(entry_of("shade",
                                     "//!PARAM shade\n//!TYPE float\n1.0\n\n//!HOOK LUMA\n//!HOOK OUTPUT\n"
                                     "//!BIND HOOKED\nvec4 hook() { return HOOKED_tex(HOOKED_pos) * shade; }\n"));
    const auto add = [&](const char* text, double value) {
        auto read = parse_expression(text, {}, {});
        REQUIRE(read.ok());
        chain.entries[0].conditional.push_back({*std::move(read), {{"shade", value}}});
    };
    add("OUTPUT.h 300 >", 0.8);
    add("OUTPUT.w NATIVE.w -", 0.6); // not 0: another width than the film's
    add("OUTPUT.h 400 >", 0.4);
    for (const Size size : {Size{480, 270}, Size{481, 270}, Size{480, 311}, Size{500, 311}, Size{490, 401}}) {
        check_export(bench, {.what = "conditions", .input = &input, .chain = chain, .size = size});
    }
}

TEST_CASE("textures of the same name in two files, and a file twice") {
    Bench bench;
    const Input& input = bench.inputs().get("rgb eyes");
    const auto tinted = [](const char* id, const char* data) {
        return entry_of(id, fmt::format("//!TEXTURE TINT\n//!SIZE 1 1\n//!FORMAT rgba8\n{}\n\n//!HOOK OUTPUT\n"
                                        "//!BIND HOOKED\n//!BIND TINT\nvec4 hook() {{\n"
                                        "    return HOOKED_tex(HOOKED_pos) * texture(TINT, vec2(0.5));\n}}\n",
                                        data));
    };
    Chain chain;
    chain.entries = {tinted("a", "ffe0c0ff"), tinted("b", "c0e0ffff"), tinted("c", "ffe0c0ff")};
    check_export(bench, {.what = "tints", .input = &input, .chain = chain, .size = sizes[1]});
}

TEST_CASE("a single pass's file is that pass, and all of them in order are the chain") {
    Bench bench;
    const Input& input = bench.inputs().get("420 wires");
    const Chain chain = preset_chain(bench, "classic-1080p");
    const Export result = exported(chain, input, sizes[0]);
    std::vector<std::string> files;
    for (const ExportedFile& file : result.files) {
        if (file.path.starts_with("shaders/senga-test/")) {
            files.push_back(file.text);
        }
    }
    REQUIRE(files.size() == 4);
    const auto draw = [&](const std::vector<std::string>& shaders) {
        auto out = bench.reference().picture({.path = input.path, .shaders = shaders, .size = sizes[0]});
        REQUIRE(out.ok());
        return *std::move(out);
    };
    const Comparison same = compare(draw(files), draw({universal(result)}));
    CHECK(same.max == 0.0);
}

TEST_CASE("a wrong sign, neighbour, value or condition in an exported file is found") {
    Bench bench;
    const Input& input = bench.inputs().get("420 wires");
    const Chain chain = preset_chain(bench, "default");
    const Case one{.what = "mutant", .input = &input, .chain = chain, .size = sizes[0], .kind = Kind::comparing};
    const Export result = exported(chain, input, one.size);
    struct Mutant {
        const char* what;
        const char* from;
        const char* to;
    };
    for (const Mutant& mutant :
         {Mutant{"sign", "float gx = (tr + 2.0 * r + br) - (tl", "float gx = (tr + 2.0 * r + br) + (tl"},
          Mutant{"neighbour", "t = luma_at(p + ivec2(0, -1))", "t = luma_at(p + ivec2(0, 1))"},
          Mutant{"value", "#define push_strength 0.3", "#define push_strength 0.6"},
          Mutant{"condition", "OUTPUT.h 1080 > !", "OUTPUT.h 1080 >"}}) {
        std::string text = universal(result);
        const std::size_t at = text.find(mutant.from);
        INFO(mutant.what);
        REQUIRE(at != text.npos);
        text.replace(at, std::string_view(mutant.from).size(), mutant.to);
        const Comparison comparison = compare_with(bench, one, text, hostile_then_profile(result));
        CHECK_FALSE(within(comparison, one.kind));
    }
    Options wrong = hostile_then_profile(result);
    std::erase_if(wrong, [](const auto& option) { return option.first == "sigmoid-upscaling"; });
    CHECK_FALSE(within(compare_with(bench, one, universal(result), wrong), one.kind));
}

TEST_SUITE_END();
