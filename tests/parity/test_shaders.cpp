// Every shipped shader and preset: ours with live parameters against libmpv with the baked file.
#include "tests/parity/bench.h"

#include "renderer/language/parser.h"
#include "renderer/language/stage.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

using namespace senga;
using namespace senga::parity;

namespace {

// The shaders that compare pixels strictly. Whoever is not named is held to the bound of smooth passes.
// Push and Push-grad choose one of eight directions by strict comparisons, so the last bit of a scaled pixel may choose
// another one (see facts/libmpv.md). Deband also branches, but at the planes themselves, which are equal to the bit in
// both engines, so no difference exists for it to amplify: it is held to the strict bound.
constexpr std::array<std::string_view, 2> comparing_shaders{"classic/push", "classic/push-grad"};

Kind kind_of(const Chain& chain) {
    for (const ChainEntry& entry : chain.entries) {
        const bool compares =
            std::find(comparing_shaders.begin(), comparing_shaders.end(), entry.id) != comparing_shaders.end();
        if (compares && entry.enabled && chain.enabled) {
            return Kind::comparing;
        }
    }
    return Kind::smooth;
}

// Names that the file binds and neither saves itself nor finds as a stage.
std::set<std::string> needs(const ShaderFile& file) {
    std::set<std::string> own{"HOOKED"};
    for (const TextureBlock& texture : file.textures) {
        own.insert(texture.name);
    }
    std::set<std::string> out;
    for (const PassBlock& pass : file.passes) {
        own.insert(pass.save);
    }
    for (const PassBlock& pass : file.passes) {
        for (const Binding& bind : pass.binds) {
            if (!own.contains(bind.name) && !stage_from_name(bind.name)) {
                out.insert(bind.name);
            }
        }
    }
    return out;
}

// The shader with those before it that save what it binds.
std::vector<std::string> with_guides(const Bench& bench, const std::string& id) {
    const Chain alone = bench.chain_of({id});
    std::vector<std::string> out;
    for (const std::string& name : needs(*alone.entries[0].shader)) {
        for (const std::string& other : list_shaders(bench.shelf())) {
            const Chain candidate = bench.chain_of({other});
            const auto& passes = candidate.entries[0].shader->passes;
            if (other != id &&
                std::any_of(passes.begin(), passes.end(), [&](const PassBlock& p) { return p.save == name; })) {
                out.push_back(other);
            }
        }
    }
    out.push_back(id);
    return out;
}

void check_at_all_sizes(Bench& bench, const std::string& what, const Input& input, const Chain& chain) {
    const Size size = input.frame.format.size;
    const Kind kind = kind_of(chain);
    for (const double factor : {1.0, 1.37, 1.5, 2.0, 0.6}) {
        bench.check({.what = what, .input = &input, .chain = chain, .size = scaled(size, factor), .kind = kind});
    }
    bench.check({.what = what, .input = &input, .chain = chain, .size = {1001, 563}, .kind = kind});
}

// Passes that ran, so that no comparison is between two pictures without any.
std::size_t passes_running(const Plan& plan) {
    return static_cast<std::size_t>(
        std::count_if(plan.reports.begin(), plan.reports.end(),
                      [](const PassReport& report) { return report.status == PassStatus::runs; }));
}

} // namespace

TEST_CASE("every shipped shader gives libmpv's picture") {
    Bench bench;
    const std::vector<std::string> shaders = list_shaders(bench.shelf());
    REQUIRE(shaders.size() >= 6);
    for (const std::string& id : shaders) {
        const Chain chain = bench.chain_of(with_guides(bench, id));
        check_at_all_sizes(bench, id, bench.inputs().get("420 wires"), chain);
        for (const char* name : {"rgb lines", "420 10 bit", "422 lines"}) {
            const Input& input = bench.inputs().get(name);
            bench.check({.what = id,
                         .input = &input,
                         .chain = chain,
                         .size = scaled(input.frame.format.size, 1.5),
                         .kind = kind_of(chain)});
        }
        const CaseResult shown = bench.run({.what = id + ", runs",
                                            .input = &bench.inputs().get("420 odd size"),
                                            .chain = chain,
                                            .size = {1001, 563},
                                            .kind = kind_of(chain)});
        CHECK(within(shown.comparison, kind_of(chain)));
        // The equaliser has nothing to do until one of its values is moved; test_equaliser.cpp does.
        CHECK(passes_running(*shown.plan) >= (id == "colour/equaliser" ? 0 : chain.entries.size()));
    }
}

TEST_CASE("what a shader saves is the same, shown instead of the picture") {
    Bench bench;
    const Input& input = bench.inputs().get("420 wires");
    for (const std::string& id : list_shaders(bench.shelf())) {
        const Chain chain = bench.chain_of(with_guides(bench, id));
        std::set<std::string> saved;
        for (const PassBlock& pass : chain.entries.back().shader->passes) {
            if (!pass.save.empty() && !stage_from_name(pass.save)) {
                saved.insert(pass.save);
            }
        }
        for (const std::string& name : saved) {
            Result<ShaderFile> show =
                parse_shader(fmt::format("//!HOOK OUTPUT\n//!BIND HOOKED\n//!BIND {0}\n"
                                         "vec4 hook() {{ return vec4({0}_tex({0}_pos).rgb, 1.0); }}\n",
                                         name),
                             "show.glsl");
            REQUIRE(show.ok());
            Chain shown = chain;
            shown.entries.push_back({.id = "show", .shader = std::make_shared<const ShaderFile>(*std::move(show))});
            bench.check({.what = id + " saves " + name,
                         .input = &input,
                         .chain = shown,
                         .size = {960, 540},
                         .kind = kind_of(chain)});
        }
    }
}

TEST_CASE("every shader without the guide it needs is the plain picture in both engines") {
    Bench bench;
    const Input& input = bench.inputs().get("rgb eyes");
    for (const std::string& id : list_shaders(bench.shelf())) {
        const Chain chain = bench.chain_of({id});
        if (needs(*chain.entries[0].shader).empty()) {
            continue;
        }
        const CaseResult result =
            bench.run({.what = id + ", no guide", .input = &input, .chain = chain, .size = {960, 540}});
        CHECK(within(result.comparison, Kind::smooth));
        CHECK(passes_running(*result.plan) == 0);
    }
}

TEST_CASE("every preset gives libmpv's picture") {
    Bench bench;
    const std::vector<std::string> presets = list_presets(bench.shelf());
    REQUIRE(presets.size() >= 4);
    for (const std::string& key : presets) {
        const Result<Preset> preset = load_preset(bench.shelf(), key);
        REQUIRE(preset.ok());
        const Chain chain = load_chain(bench.shelf(), *preset).chain;
        check_at_all_sizes(bench, key, bench.inputs().get("demo crop"), chain);
        for (const auto& [name, size] : {std::pair<const char*, Size>{"rgb eyes", {877, 493}},
                                         {"420 10 bit", {1001, 563}},
                                         {"420 odd size", {1001, 563}}}) {
            bench.check({.what = key,
                         .input = &bench.inputs().get(name),
                         .chain = chain,
                         .size = size,
                         .kind = kind_of(chain)});
        }
    }
}

// Equal neighbours, of which an 8-bit R'G'B' picture at 1:1 is full, must be found equal by a strict comparison. mpv's
// own 1:1 is a lookup up to 1e-4 px beside the centre, so that chance decides its ties; ours hands on the exact codes.
// So the passes are compared on what mpv gives them.
TEST_CASE("an R'G'B' picture at 1:1") {
    Bench bench;
    const Chain chain = bench.chain_of({"classic/luma", "classic/push", "classic/gradient", "classic/push-grad"});
    for (const char* name : {"rgb eyes", "rgb credits"}) {
        const Input& input = bench.inputs().get(name);
        bench.check_behind_scaler(
            {.what = "classic, 1:1", .input = &input, .chain = chain, .size = input.frame.format.size});
    }
}

TEST_CASE("on the same scaled picture every preset's passes give the same") {
    Bench bench;
    for (const std::string& key : list_presets(bench.shelf())) {
        const Result<Preset> preset = load_preset(bench.shelf(), key);
        REQUIRE(preset.ok());
        const Chain chain = load_chain(bench.shelf(), *preset).chain;
        bench.check_behind_scaler(
            {.what = key, .input = &bench.inputs().get("420 wires"), .chain = chain, .size = {877, 493}});
    }
}

TEST_CASE("the default preset where the display has more than 1080 lines") {
    Bench bench;
    const Result<Preset> preset = load_preset(bench.shelf(), "default");
    REQUIRE(preset.ok());
    const Chain chain = load_chain(bench.shelf(), *preset).chain;
    bench.check({.what = "default, 1090 lines",
                 .input = &bench.inputs().get("demo crop"),
                 .chain = chain,
                 .size = {480, 1090},
                 .kind = Kind::comparing});
}

TEST_CASE("the classic chain on the files themselves") {
    Bench bench;
    const Result<Preset> preset = load_preset(bench.shelf(), "classic-4k");
    REQUIRE(preset.ok());
    const Chain chain = load_chain(bench.shelf(), *preset).chain;
    for (const char* name : {"demo", "hevc 10 bit", "xvid"}) {
        bench.check({.what = "classic-4k, the file",
                     .input = &bench.inputs().get(name),
                     .chain = chain,
                     .size = {1001, 563},
                     .kind = Kind::comparing});
    }
}

TEST_CASE("parameters set live give the picture of the values baked") {
    Bench bench;
    const Input& input = bench.inputs().get("420 eyes");
    const Size size = scaled(input.frame.format.size, 1.5);
    for (const std::string& id : list_shaders(bench.shelf())) {
        Chain chain = bench.chain_of(with_guides(bench, id));
        ChainEntry& entry = chain.entries.back();
        const Lookup lookup = source_lookup(input.frame.format, size);
        for (const Parameter& parameter : entry.shader->parameters) {
            // Away from the initial value, well inside the range.
            const double initial = effective_value(entry, parameter, lookup);
            const double lowest = parameter.minimum.value_or(0.0);
            entry.values[parameter.name] =
                parameter.type == Parameter::Type::real ? 0.37 * lowest + 0.63 * initial : lowest;
        }
        if (entry.shader->parameters.empty()) {
            continue;
        }
        bench.check(
            {.what = id + ", other values", .input = &input, .chain = chain, .size = size, .kind = kind_of(chain)});
    }
}
