// A chain as a preset and back, and the viewer's own presets on disk.
#include "renderer/chain/preset.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

using namespace senga;
using test::contents;
using test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

const std::string shader = "//!PARAM strength\n//!TYPE float\n//!MINIMUM 0\n//!MAXIMUM 1\n0.3\n"
                           "//!PARAM radius\n//!TYPE float\n2.0\n"
                           "//!HOOK MAIN\n//!DESC Push lines\nvec4 hook() { return vec4(0); }\n";

Lookup at_height(int height) {
    return {.size = [=](std::string_view) { return std::optional(Size{1920, height}); }, .parameter = {}};
}

// Loads the chain's text; there must be no error.
Chain reloaded(const Shelf& shelf, const Chain& chain) {
    auto loaded = load_chain_text(shelf, to_text(preset_of(chain)));
    REQUIRE_MESSAGE(loaded.ok(), to_string(loaded.error()));
    return std::move(loaded->chain);
}

// What the viewer has of a chain must be the same: order, switches, scalers, and every value at every size.
void check_alike(const Chain& a, const Chain& b) {
    CHECK(a.name == b.name);
    CHECK(a.description == b.description);
    CHECK(a.scaling == b.scaling);
    REQUIRE(a.entries.size() == b.entries.size());
    for (std::size_t i = 0; i < a.entries.size(); ++i) {
        const ChainEntry& one = a.entries[i];
        const ChainEntry& other = b.entries[i];
        CHECK(one.id == other.id);
        CHECK(one.label == other.label);
        CHECK(one.path == other.path);
        CHECK(one.enabled == other.enabled);
        CHECK(one.failure.has_value() == other.failure.has_value());
        REQUIRE((one.shader == nullptr) == (other.shader == nullptr));
        for (std::size_t p = 0; one.shader && p < one.shader->parameters.size(); ++p) {
            for (const int height : {720, 1080, 1081, 2160}) {
                CHECK(effective_value(one, one.shader->parameters[p], at_height(height)) ==
                      effective_value(other, other.shader->parameters[p], at_height(height)));
            }
        }
    }
}

class RandomChains {
public:
    RandomChains(const Shelf& shelf, std::vector<std::string> ids) : shelf_(shelf), ids_(std::move(ids)) {}

    Chain next() {
        Chain out;
        out.name = pick(std::vector<std::string>{"Mine", "", "\"quoted\" \\ back", "線画 预设", "a\nb\tc\x01", "'"});
        out.description = pick(std::vector<std::string>{"", "Two\nlines", "說明"});
        out.scaling.up = pick(std::vector<Kernel>{Kernel::spline36, Kernel::lanczos, Kernel::ewa_lanczossharp});
        out.scaling.up.antiring = pick(std::vector<double>{0.0, 0.5});
        out.scaling.up_light = pick(std::vector<UpLight>{UpLight::gamma, UpLight::sigmoid});
        for (int left = number(0, 6); left > 0; --left) {
            out.entries.push_back(entry());
        }
        return out;
    }

private:
    int number(int least, int most) { return std::uniform_int_distribution(least, most)(random_); }
    template<class Value>
    Value pick(const std::vector<Value>& from) {
        return from[static_cast<std::size_t>(number(0, static_cast<int>(from.size()) - 1))];
    }
    ParameterValues values() {
        ParameterValues out;
        for (const char* const name : {"strength", "radius", "not there", "a.b"}) {
            if (number(0, 2) == 0) {
                out[name] = pick(std::vector<double>{0.0, 0.1, 1.0, 1.0 / 3.0, -3.0, 1e-7, 1e300, 5.0});
            }
        }
        return out;
    }
    ChainEntry entry() {
        ChainEntry out = load_entry(shelf_, pick(ids_));
        out.enabled = number(0, 3) != 0;
        out.muted = number(0, 1) == 0;
        out.values = values();
        for (int left = number(0, 3); left > 0; --left) {
            const std::string text = pick(std::vector<std::string>{"OUTPUT.h 1080 >", "OUTPUT.h 1080 > !", "1"});
            const Expression when = number(0, 4) == 0 ? Expression() : *parse_expression(text, {}, {});
            out.conditional.push_back({when, values()});
        }
        return out;
    }

    const Shelf& shelf_;
    std::vector<std::string> ids_;
    std::mt19937 random_{20240501};
};

} // namespace

TEST_CASE("preset of a chain: any chain loads back as it was") {
    const TemporaryFolder folder("preset_chain");
    folder.write("shaders/push.glsl", shader);
    folder.write("shaders/sub/two.hook", shader);
    const std::string outside = folder.write("out side/線 \"画\" \\x.glsl", shader).string();
    const std::string broken = folder.write("broken.glsl", "//!HOOK NOWHERE\n").string();
    const Shelf shelf{.shader_folders = {folder.path() / "shaders"}, .preset_folders = {}};
    RandomChains chains(shelf, {"push", "sub/two", "push.glsl", outside, broken, "gone/away", "/gone/away.glsl"});
    for (int round = 0; round < 300; ++round) {
        CAPTURE(round);
        const Chain chain = chains.next();
        const Chain once = reloaded(shelf, chain);
        check_alike(chain, once);
        // What was loaded is in the form that is saved: from then on nothing changes at all.
        const Chain twice = reloaded(shelf, once);
        CHECK(to_text(preset_of(twice)) == to_text(preset_of(once)));
        for (std::size_t i = 0; i < once.entries.size(); ++i) {
            CHECK(twice.entries[i].values == once.entries[i].values);
            REQUIRE(twice.entries[i].conditional.size() == once.entries[i].conditional.size());
            for (std::size_t c = 0; c < once.entries[i].conditional.size(); ++c) {
                CHECK(twice.entries[i].conditional[c].when.text == once.entries[i].conditional[c].when.text);
                CHECK(twice.entries[i].conditional[c].values == once.entries[i].conditional[c].values);
            }
        }
    }
}

TEST_CASE("preset of a chain: every shipped preset survives, in the same words") {
    const fs::path root = SENGA_SOURCE_DIR;
    const Shelf shelf{.shader_folders = {root / "shaders"}, .preset_folders = {root / "presets"}};
    const std::vector<std::string> keys = list_presets(shelf);
    REQUIRE(keys.size() >= 4);
    for (const std::string& key : keys) {
        CAPTURE(key);
        const auto preset = load_preset(shelf, key);
        REQUIRE(preset.ok());
        CHECK(preset->notes.empty());
        const LoadedChain loaded = load_chain(shelf, *preset);
        CHECK(loaded.notes.empty());
        check_alike(loaded.chain, reloaded(shelf, loaded.chain));
        CHECK(to_text(preset_of(loaded.chain)) == to_text(*preset));
    }
}

TEST_CASE("preset of a chain: the viewer's value takes the place of conditions, mute and solo are not saved") {
    ChainEntry entry;
    entry.id = "push";
    entry.muted = true;
    entry.solo = true;
    const Expression large = *parse_expression("OUTPUT.h 1080 >", {}, {});
    entry.conditional = {{Expression(), {{"strength", 0.9}}}, {large, {{"strength", 0.7}, {"radius", 4.0}}}};
    Chain chain;
    chain.name = "Mine";
    chain.enabled = false;
    chain.entries = {entry, entry};
    chain.entries[1].values = {{"strength", 0.2}};
    CHECK(to_text(preset_of(chain)) == "name = \"Mine\"\n"
                                       "\n[[pass]]\nshader = \"push\"\n"
                                       "[pass.parameters]\nstrength = 0.9\n"
                                       "[[pass.when]]\ncondition = \"OUTPUT.h 1080 >\"\nradius = 4.0\nstrength = 0.7\n"
                                       "\n[[pass]]\nshader = \"push\"\n"
                                       "[pass.parameters]\nstrength = 0.2\n"
                                       "[[pass.when]]\ncondition = \"OUTPUT.h 1080 >\"\nradius = 4.0\n");
}

TEST_CASE("preset of a chain: a path from the working folder becomes one that holds anywhere") {
    const TemporaryFolder folder("preset_chain");
    const fs::path file = folder.write("mine.glsl", shader);
    const std::string relative = fs::relative(file, fs::current_path()).string();
    REQUIRE(fs::path(relative).is_relative());
    folder.write("shelf/also.glsl", shader);
    const Shelf shelf{.shader_folders = {folder.path() / "shelf"}, .preset_folders = {}};
    Chain chain;
    chain.entries = {load_entry(shelf, relative), load_entry(shelf, "also.glsl"), load_entry(shelf, "gone.glsl")};
    const Preset preset = preset_of(chain);
    CHECK(preset.passes.at(0).shader == file.string());
    CHECK(preset.passes.at(1).shader == "also.glsl");
    CHECK(preset.passes.at(2).shader == "gone.glsl");
}

TEST_CASE("pasted text: what is wrong names the text, unknown keys are noted") {
    const Shelf shelf;
    const auto broken = load_chain_text(shelf, "name = \n");
    REQUIRE(!broken.ok());
    CHECK(broken.error().code == Code::preset_syntax);
    CHECK(broken.error().place == Place{"pasted text", 1});
    const auto odd = load_chain_text(shelf, "nam = 'x'\n");
    REQUIRE(odd.ok());
    REQUIRE(odd->notes.size() == 1);
    CHECK(odd->notes[0].code == Code::preset_key_unknown);
}

TEST_CASE("own presets: saved, listed as own, found first, deleted") {
    const TemporaryFolder folder("own_presets");
    folder.write("base/default.toml", "name = \"Default\"\n");
    folder.write("base/off.toml", "name = \"Off\"\n");
    const fs::path own = folder.path() / "config/presets";
    const Shelf shelf{.shader_folders = {}, .preset_folders = {own, folder.path() / "base"}, .own_presets = own};
    CHECK(preset_listings(shelf) == std::vector<PresetListing>{{"default", "Default", false}, {"off", "Off", false}});

    REQUIRE(save_preset(shelf, "default", "name = \"My \\\"own\\\"\"\n").ok());
    REQUIRE(save_preset(shelf, "线条/锐利", "name = \"锐利\"\n").ok());
    folder.write("config/presets/torn.toml", "name = ");
    CHECK(preset_listings(shelf) == std::vector<PresetListing>{{"default", "My \"own\"", true},
                                                               {"off", "Off", false},
                                                               {"torn", "torn", true},
                                                               {"线条/锐利", "锐利", true}});
    CHECK(load_preset(shelf, "default")->name == "My \"own\"");
    CHECK(contents(folder.path() / "base/default.toml") == "name = \"Default\"\n");

    REQUIRE(delete_preset(shelf, "default").ok());
    CHECK(load_preset(shelf, "default")->name == "Default");
    const Outcome shipped = delete_preset(shelf, "default");
    REQUIRE(!shipped.ok());
    CHECK(shipped.error().code == Code::preset_unknown);
    CHECK(fs::exists(folder.path() / "base/default.toml"));
}

TEST_CASE("own presets: a key leads nowhere outside the folder") {
    const TemporaryFolder folder("own_presets");
    const fs::path own = folder.path() / "own";
    const Shelf shelf{.shader_folders = {}, .preset_folders = {own}, .own_presets = own};
    folder.write("victim.toml", "x");
    const std::string absolute = (folder.path() / "victim").string();
    for (const std::string& key :
         {std::string(), std::string("../victim"), std::string("a/../../victim"), absolute, std::string(".hidden"),
          std::string("a/"), std::string("a\nb"), std::string("a\\b"), std::string("a\xFF"), std::string("..")}) {
        const Outcome saved = save_preset(shelf, key, "");
        CHECK_MESSAGE(!saved.ok(), key);
        CHECK(saved.error().code == Code::preset_value);
        CHECK(delete_preset(shelf, key).error().code == Code::preset_value);
    }
    CHECK(contents(folder.path() / "victim.toml") == "x");
    CHECK(!fs::exists(own));
    CHECK(save_preset(Shelf(), "a", "").error().code == Code::file_unwritable);
}
