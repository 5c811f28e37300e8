#include "renderer/chain/preset.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

using namespace senga;
namespace fs = std::filesystem;

namespace {

Preset parsed(std::string_view text) {
    auto result = preset_from_text(text, "folder/mine.toml");
    REQUIRE_MESSAGE(result.ok(), result.error().text);
    return *std::move(result);
}

Diagnostic fault_of(std::string_view text) {
    const auto result = preset_from_text(text, "mine.toml");
    REQUIRE_MESSAGE(!result.ok(), text);
    CHECK(result.error().place.file == "mine.toml");
    return result.error();
}

const char* const full = R"(name = "Mine"
description = "Two \"lines\"\nof it"

[scaling]
up = "lanczos"
chroma = "bilinear"
downscale = "plain"

[[pass]]
shader = "classic/luma"

[[pass]]
shader = "classic/push"
enabled = false
[pass.parameters]
strength = 1
"odd name" = -0.25
[[pass.when]]
condition = "OUTPUT.h 1080 > !"
strength = 0.7
)";

// A folder of its own, gone at the end.
class Folder {
public:
    Folder() : path_(fs::temp_directory_path() / ("senga_shelf_" + std::to_string(getpid()))) {
        fs::remove_all(path_);
        fs::create_directories(path_);
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    fs::path write(const std::string& name, const std::string& text) const {
        const fs::path path = path_ / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

const std::string shader = "//!PARAM strength\n//!TYPE float\n//!MINIMUM 0\n//!MAXIMUM 1\n0.3\n"
                           "//!HOOK LUMA\n//!DESC First\nvec4 hook() { return vec4(strength); }\n"
                           "//!HOOK MAIN\n//!DESC Push lines\nvec4 hook() { return vec4(0); }\n";

} // namespace

TEST_CASE("a preset is read whole") {
    const Preset preset = parsed(full);
    CHECK(preset.key == "mine");
    CHECK(preset.name == "Mine");
    CHECK(preset.description == "Two \"lines\"\nof it");
    CHECK(preset.scaling.up == Kernel::lanczos);
    CHECK(preset.scaling.down == Kernel::spline36);
    CHECK(preset.scaling.chroma == Kernel::bilinear);
    CHECK(preset.scaling.downscale == Scaling::Downscale::plain);
    REQUIRE(preset.passes.size() == 2);
    CHECK(preset.passes[0].enabled);
    CHECK(preset.passes[0].line == 9);
    const PresetPass& push = preset.passes[1];
    CHECK(push.shader == "classic/push");
    CHECK(!push.enabled);
    CHECK(push.parameters == ParameterValues{{"strength", 1.0}, {"odd name", -0.25}});
    REQUIRE(push.conditional.size() == 1);
    CHECK(push.conditional[0].when.text == "OUTPUT.h 1080 > !");
    CHECK(push.conditional[0].when.line == 19);
    CHECK(push.conditional[0].values == ParameterValues{{"strength", 0.7}});
    CHECK(preset.notes.empty());
}

TEST_CASE("an empty preset is one: no pass, the file's name") {
    const Preset preset = parsed("");
    CHECK(preset.name == "mine");
    CHECK(preset.passes.empty());
    CHECK(preset.scaling == Scaling());
}

TEST_CASE("text reads back to the same preset") {
    for (const std::string text :
         {full, "", "name = \"\\u0007 \\\\ \\t\"", "[[pass]]\nshader='a'\n[pass.parameters]\nx=1e300"}) {
        const std::string once = to_text(parsed(text));
        CHECK(to_text(parsed(once)) == once);
    }
    const Preset again = parsed(to_text(parsed(full)));
    CHECK(again.name == "Mine");
    CHECK(again.description == "Two \"lines\"\nof it");
    CHECK(again.scaling == parsed(full).scaling);
    CHECK(again.passes.at(1).parameters == parsed(full).passes[1].parameters);
    CHECK(again.passes.at(1).conditional.at(0).when.text == "OUTPUT.h 1080 > !");
    CHECK(!again.passes.at(1).enabled);
}

TEST_CASE("wrong values say where and what") {
    const Diagnostic fault = fault_of(
        "[[pass]]\nshader = 'a'\n[[pass]]\nshader = 'b'\n[[pass]]\nshader = 'c'\n[pass.parameters]\nstrength = 'x'\n");
    CHECK(fault.code == Code::preset_value);
    CHECK(fault.text == "pass 3: parameter strength must be a number, not a text");
    CHECK(fault.place.line == 8);

    for (const char* const text : {"name = 1",
                                   "description = true",
                                   "scaling = 1",
                                   "scaling = { up = 3 }",
                                   "scaling = { up = 'cubic' }",
                                   "scaling = { downscale = 'x' }",
                                   "pass = 1",
                                   "pass = [1]",
                                   "pass = { shader = 'a' }",
                                   "[[pass]]",
                                   "[[pass]]\nshader = ' '",
                                   "[[pass]]\nshader = 1",
                                   "[[pass]]\nshader = 'a'\nenabled = 1",
                                   "[[pass]]\nshader = 'a'\nparameters = 1",
                                   "[[pass]]\nshader = 'a'\nparameters = { x = true }",
                                   "[[pass]]\nshader = 'a'\nparameters = { x = inf }",
                                   "[[pass]]\nshader = 'a'\nwhen = 1",
                                   "[[pass]]\nshader = 'a'\nwhen = [1]",
                                   "[[pass]]\nshader = 'a'\n[[pass.when]]\nx = 1",
                                   "[[pass]]\nshader = 'a'\n[[pass.when]]\ncondition = 1"}) {
        CHECK_MESSAGE(fault_of(text).code == Code::preset_value, text);
    }
    const Diagnostic condition = fault_of("[[pass]]\nshader = 'a'\n[[pass.when]]\ncondition = '1 ?'\n");
    CHECK(condition.code == Code::shader_expression);
    CHECK(condition.place.line == 4);
}

TEST_CASE("broken TOML names its line") {
    const Diagnostic fault = fault_of("name = \"x\"\nname = \"y\"\n");
    CHECK(fault.code == Code::preset_syntax);
    CHECK(fault.place.line == 2);
    CHECK(fault_of("[[pass]\n").code == Code::preset_syntax);
    CHECK(fault_of("\xFF\xFE").code == Code::preset_syntax);
    CHECK(fault_of(std::string(2u << 20, '#')).code == Code::file_too_large);
}

TEST_CASE("scalers with numbers, light and the sigmoid are read and written") {
    const Preset preset = parsed("[scaling]\nup = 'ewa_lanczossharp:antiring=0.5'\ndown = 'bcspline:b=0.2,c=0.4'\n"
                                 "up_light = 'sigmoid'\ndown_light = 'linear'\nsigmoid_centre = 0.6\n"
                                 "sigmoid_slope = 8\n");
    CHECK(preset.notes.empty());
    CHECK(preset.scaling.up.kernel == Kernel::ewa_lanczossharp);
    CHECK(preset.scaling.up.antiring == 0.5);
    CHECK(preset.scaling.down.b == 0.2);
    CHECK(preset.scaling.down.c == 0.4);
    CHECK(preset.scaling.chroma == Kernel::spline36);
    CHECK(preset.scaling.up_light == UpLight::sigmoid);
    CHECK(preset.scaling.down_light == DownLight::linear);
    CHECK(preset.scaling.sigmoid == SigmoidShape{0.6, 8.0});
    CHECK(parsed(to_text(preset)).scaling == preset.scaling);

    const Diagnostic unknown = fault_of("\n[scaling]\nup = 'bicubik'\n");
    CHECK(unknown.code == Code::preset_value);
    CHECK(unknown.place.line == 3);
    CHECK(unknown.text.find("catmull-rom") != std::string::npos);
    for (const char* const text :
         {"up = 'lanczos:radius=99'", "up_light = 'bright'", "down_light = 'sigmoid'", "up_light = 1",
          "sigmoid_centre = 2", "sigmoid_slope = 'x'", "sigmoid_slope = 0.5", "downscale = 1"}) {
        CHECK_MESSAGE(fault_of(std::string("[scaling]\n") + text).code == Code::preset_value, text);
    }
}

TEST_CASE("unknown keys are noted, the rest works") {
    const Preset preset = parsed("nme = 1\n[scaling]\nupp = 1\n[[pass]]\nshader = 'a'\nparameter = {}\n");
    CHECK(preset.passes.size() == 1);
    REQUIRE(preset.notes.size() == 3);
    for (const Diagnostic& note : preset.notes) {
        CHECK(note.code == Code::preset_key_unknown);
        CHECK(note.place.line > 0);
    }
}

TEST_CASE("the shelf lists what lies in its folders, once and sorted") {
    const Folder folder;
    folder.write("own/shaders/classic/push.glsl", shader);
    folder.write("own/shaders/zed.hook", shader);
    folder.write("base/shaders/classic/push.glsl", shader);
    folder.write("base/shaders/classic/luma.glsl", shader);
    folder.write("base/shaders/notes.txt", "");
    folder.write("base/shaders/.git/x.glsl", shader);
    folder.write("base/presets/default.toml", "");
    const Shelf shelf{
        .shader_folders = {folder.path() / "own/shaders", folder.path() / "base/shaders", folder.path() / "nowhere"},
        .preset_folders = {folder.path() / "base/presets"}};
    CHECK(list_shaders(shelf) == std::vector<std::string>{"classic/luma", "classic/push", "zed"});
    CHECK(list_presets(shelf) == std::vector<std::string>{"default"});
}

TEST_CASE("entries load by id and by path, own files first") {
    const Folder folder;
    const fs::path own = folder.write("own/classic/push.glsl", shader);
    folder.write("base/classic/push.glsl", "broken");
    folder.write("base/classic/luma.glsl", "//!HOOK LUMA\nvec4 hook() { return vec4(0); }\n");
    const fs::path plain = folder.write("elsewhere/plain", shader);
    const Shelf shelf{.shader_folders = {folder.path() / "own", folder.path() / "base"}, .preset_folders = {}};
    for (const std::string& name :
         {std::string("classic/push"), std::string("classic/push.glsl"), own.string(), plain.string()}) {
        const ChainEntry entry = load_entry(shelf, name);
        REQUIRE_MESSAGE(entry.shader, name);
        CHECK(!entry.failure);
        CHECK(entry.id == name);
        CHECK(entry.label == "Push lines");
    }
    CHECK(load_entry(shelf, "classic/push").shader->name == own.string());
    CHECK(load_entry(shelf, "classic/luma").label == "luma"); // no DESC
}

TEST_CASE("an entry that cannot be loaded says why") {
    const Folder folder;
    folder.write("bad.glsl", "//!HOOK NOWHERE\nx\n");
    folder.write("big.glsl", std::string(1000, ' '));
    fs::create_directories(folder.path() / "dir.glsl");
    const Shelf shelf{.shader_folders = {folder.path()}, .preset_folders = {}};
    const auto failure = [&](const std::string& name, const Limits& limits = {}) {
        const ChainEntry entry = load_entry(shelf, name, limits);
        CHECK(!entry.shader);
        REQUIRE(entry.failure);
        return *entry.failure;
    };
    const Diagnostic missing = failure("classic/none");
    CHECK(missing.code == Code::file_missing);
    CHECK(missing.text.find("bad, big") != std::string::npos);
    CHECK(failure("/nowhere/x.glsl").code == Code::file_missing);
    CHECK(failure("dir").code == Code::file_missing);
    const Diagnostic bad = failure("bad");
    CHECK(bad.code == Code::shader_stage);
    CHECK(bad.place == Place{(folder.path() / "bad.glsl").string(), 1});
    Limits limits;
    limits.file_bytes = 999;
    CHECK(failure("big", limits).code == Code::file_too_large);
}

TEST_CASE("presets load by key, and an unknown one lists the known") {
    const Folder folder;
    folder.write("a.toml", "[[pass]]\nshader = 'x'\n");
    folder.write("sub/b.toml", "[[pass]]\nshader = 'beside.glsl'\n");
    folder.write("sub/beside.glsl", shader);
    const Shelf shelf{.shader_folders = {}, .preset_folders = {folder.path()}};
    const auto preset = load_preset(shelf, "a");
    REQUIRE(preset.ok());
    CHECK(preset->key == "a");
    CHECK(preset->name == "a");
    const auto unknown = load_preset(shelf, "c");
    REQUIRE(!unknown.ok());
    CHECK(unknown.error().code == Code::preset_unknown);
    CHECK(unknown.error().text.find("a, sub/b") != std::string::npos);
    // A path in a preset is relative to the preset.
    const auto sub = load_preset(shelf, "sub/b");
    REQUIRE(sub.ok());
    CHECK(load_entry(shelf, sub->passes.at(0).shader).shader);
}

TEST_CASE("a chain takes the preset's values and reports what does not fit") {
    const Folder folder;
    folder.write("push.glsl", shader);
    const Shelf shelf{.shader_folders = {folder.path()}, .preset_folders = {}};
    const Preset preset = parsed("[[pass]]\nshader = 'push'\n[pass.parameters]\nstrength = 4\nnobody = 1\n"
                                 "[[pass]]\nshader = 'gone'\nenabled = false\n");
    const LoadedChain loaded = load_chain(shelf, preset);
    CHECK(loaded.chain.name == "mine");
    REQUIRE(loaded.chain.entries.size() == 2);
    const ChainEntry& push = loaded.chain.entries[0];
    REQUIRE(push.shader);
    CHECK(effective_value(push, push.shader->parameters.at(0), {}) == 1.0);
    CHECK(loaded.chain.entries[1].failure);
    CHECK(!loaded.chain.entries[1].enabled);
    REQUIRE(loaded.notes.size() == 2);
    CHECK(loaded.notes[0].code == Code::parameter_unknown); // in the order of the names
    CHECK(loaded.notes[1].code == Code::preset_range);
    CHECK(loaded.notes[1].text.find("taken as 1") != std::string::npos);
}

TEST_CASE("a preset's condition overrides its own plain value, the viewer's value both") {
    const Folder folder;
    folder.write("push.glsl", shader);
    const Shelf shelf{.shader_folders = {folder.path()}, .preset_folders = {}};
    const Preset preset = parsed("[[pass]]\nshader = 'push'\n[pass.parameters]\nstrength = 0.9\n"
                                 "[[pass.when]]\ncondition = 'OUTPUT.h 1080 > !'\nstrength = 0.7\n");
    ChainEntry entry = load_chain(shelf, preset).chain.entries.at(0);
    const Parameter& strength = entry.shader->parameters.at(0);
    const auto at_height = [](int height) {
        return Lookup{.size = [=](std::string_view) { return std::optional(Size{1, height}); }, .parameter = {}};
    };
    CHECK(effective_value(entry, strength, at_height(1080)) == 0.7);
    CHECK(effective_value(entry, strength, at_height(2160)) == 0.9);
    entry.values["strength"] = 0.2;
    CHECK(effective_value(entry, strength, at_height(1080)) == 0.2);
}
