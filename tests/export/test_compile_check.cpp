// What the exporters ask of a chain before they write it: does every pass compile? And what becomes of one that does
// not.
#include "renderer/chain/preset.h"
#include "renderer/export/compile_check.h"
#include "renderer/export/export.h"
#include "renderer/export/guides.h"
#include "renderer/language/parser.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <memory>
#include <set>
#include <string>

using namespace senga;

namespace {

namespace fs = std::filesystem;

ChainEntry entry_of(const std::string& text, const std::string& name) {
    Result<ShaderFile> file = parse_shader(text, name);
    REQUIRE_MESSAGE(file.ok(), name);
    return {.id = name, .label = name, .path = name, .shader = std::make_shared<const ShaderFile>(*std::move(file))};
}

std::vector<PassFault> faults(const Chain& chain) {
    return faults_of(chain, source_lookup({.size = {1920, 1080}}, {3840, 2160}), Transfer::bt1886);
}

constexpr const char* good = "//!HOOK MAIN\n//!BIND HOOKED\n//!DESC Good\nvec4 hook() {\n"
                             "    return 1.0 - HOOKED_tex(HOOKED_pos);\n}\n";
constexpr const char* bad = "//!HOOK MAIN\n//!BIND HOOKED\n//!DESC Bad\nvec4 hook() {\n    return nonsense;\n}\n";

} // namespace

TEST_CASE("compile check: what a driver takes is taken") {
    std::size_t count = 0;
    for (const char* const folder : {"/shaders", "/tests/parity/shaders"}) {
        for (const auto& each : fs::recursive_directory_iterator(std::string(SENGA_SOURCE_DIR) + folder)) {
            if (each.path().extension() != ".glsl") {
                continue;
            }
            Chain chain;
            chain.entries.push_back(load_entry({}, each.path().string()));
            if (!chain.entries.front().shader) {
                continue;
            }
            ++count;
            const std::vector<PassFault> found = faults(chain);
            CHECK_MESSAGE(found.empty(), to_string(found.front().diagnostic));
        }
    }
    CHECK(count > 20);
}

TEST_CASE("compile check: a fault has its file, its line and the compiler's word") {
    Chain chain;
    chain.entries = {entry_of(good, "good.glsl"), entry_of(bad, "bad.glsl"),
                     entry_of("//!HOOK MAIN\n//!BIND HOOKED\n//!SAVE NEW\n//!COMPUTE 8 8\nvoid hook() {\n"
                              "    imageStore(out_image, ivec2(gl_GlobalInvocationID.xy), absent);\n}\n",
                              "compute.glsl")};
    std::vector<PassFault> found = faults(chain);
    REQUIRE(found.size() == 2);
    CHECK(found[0].entry == 1);
    CHECK(found[0].diagnostic.code == Code::shader_compile);
    CHECK(found[0].diagnostic.place == Place{"bad.glsl", 5});
    CHECK(found[0].diagnostic.text.find("nonsense") != std::string::npos);
    CHECK(found[1].diagnostic.place == Place{"compute.glsl", 6});
    chain.entries[1].enabled = false;
    found = faults(chain);
    REQUIRE(found.size() == 1); // what is switched off is no fault
    CHECK(found[0].entry == 2);
}

TEST_CASE("export: a pass that does not compile is left out of every target, and said with file and line") {
    Chain chain;
    chain.entries = {entry_of(good, "good.glsl"), entry_of(bad, "bad.glsl")};
    for (const ExportTargetInfo& info : export_targets()) {
        if (info.target == ExportTarget::mpc_vr || info.target == ExportTarget::reshade) {
            continue; // these run nothing before scaling
        }
        CAPTURE(info.name);
        const Result<Export> made = export_chain(chain, {.target = info.target});
        REQUIRE(made.ok());
        REQUIRE(made->passes.size() == 2);
        CHECK(made->passes[1].fate == PassFate::left_out);
        CHECK(made->passes[1].reason.find("bad.glsl:5") != std::string::npos);
        CHECK(made->passes[1].reason.find("mpv") == std::string::npos); // it runs nowhere
        for (const ExportedFile& file : made->files) {
            CHECK(file.text.find("return nonsense") == std::string::npos);
        }
    }
    chain.entries.erase(chain.entries.begin());
    for (const ExportTarget target : {ExportTarget::mpv, ExportTarget::potplayer}) {
        const Result<Export> nothing = export_chain(chain, {.target = target});
        REQUIRE_FALSE(nothing.ok());
        CHECK(nothing.error().code == Code::shader_compile);
        CHECK(nothing.error().place == Place{"bad.glsl", 5});
    }
}

TEST_CASE("export: two chains share a folder: no file of one has the name of a different one of the other") {
    for (const ExportTargetInfo& info : export_targets()) {
        CAPTURE(info.name);
        std::set<std::string> names;
        for (const char* const name : {"One", "Two"}) {
            Chain chain;
            chain.name = name;
            chain.entries.push_back(
                entry_of("//!HOOK OUTPUT\n//!BIND HOOKED\nvec4 hook() { return HOOKED_tex(HOOKED_pos); }\n", "x.glsl"));
            const Result<Export> made = export_chain(chain, {.target = info.target});
            REQUIRE(made.ok());
            CHECK(made->files.back().path == guide_name(name));
            for (const ExportedFile& file : made->files) {
                CHECK_MESSAGE(names.insert(file.path).second, file.path);
            }
        }
    }
}

TEST_CASE("export: behind a pass that doubles the picture, one that keeps its size is refused for what it is") {
    Chain chain;
    chain.entries = {
        entry_of("//!HOOK MAIN\n//!BIND HOOKED\n//!DESC Double\n//!WIDTH HOOKED.w 2 *\n//!HEIGHT HOOKED.h 2 *\n"
                 "vec4 hook() { return HOOKED_tex(HOOKED_pos); }\n",
                 "double.glsl"),
        entry_of(good, "good.glsl"),
        entry_of("//!HOOK OUTPUT\n//!BIND HOOKED\n//!DESC Last\nvec4 hook() { return HOOKED_tex(HOOKED_pos); }\n",
                 "last.glsl")};
    const Result<Export> made = export_chain(chain, {.target = ExportTarget::potplayer});
    REQUIRE(made.ok());
    REQUIRE(made->passes.size() == 3);
    CHECK(made->passes[0].reason.find("it makes a picture of another size") != std::string::npos);
    CHECK(made->passes[1].fate == PassFate::refused);
    CHECK(made->passes[1].reason.find("it makes a picture of another size") == std::string::npos);
    CHECK(made->passes[1].reason.find("the picture of 3840x2160 that \"Double\" makes") != std::string::npos);
    CHECK(made->passes[2].fate == PassFate::kept);
}

TEST_CASE("export: reports speak of their own player") {
    Chain chain;
    chain.entries = {entry_of("//!HOOK OUTPUT\n//!BIND HOOKED\nvec4 hook() {\n"
                              "    return HOOKED_tex(HOOKED_pos) + float(frame) * 0.001;\n}\n",
                              "frame.glsl")};
    const auto notes = [&](ExportTarget target) {
        const Result<Export> made = export_chain(chain, {.target = target});
        REQUIRE(made.ok());
        std::string out;
        for (const std::string& note : made->notes) {
            out += note + "\n";
        }
        return out;
    };
    CHECK(notes(ExportTarget::mpv).find("that mpv has uploaded") != std::string::npos);
    CHECK(notes(ExportTarget::ffmpeg).find("that FFmpeg has drawn") != std::string::npos);
    CHECK(notes(ExportTarget::vapoursynth).find("that VapourSynth has drawn") != std::string::npos);
    CHECK(notes(ExportTarget::ffmpeg).find("mpv") == std::string::npos);

    const Shelf shelf{.shader_folders = {SENGA_SOURCE_DIR "/shaders"}, .preset_folders = {SENGA_SOURCE_DIR "/presets"}};
    const Result<Preset> preset = load_preset(shelf, "classic-4k");
    REQUIRE(preset.ok());
    const Chain classic = load_chain(shelf, *preset).chain;
    for (const ExportTarget target : {ExportTarget::magpie, ExportTarget::reshade}) { // these hand textures on
        CHECK(report_text(*export_chain(classic, {.target = target})).find("no textures") == std::string::npos);
    }
    const std::string report =
        report_text(*export_chain(classic, {.target = ExportTarget::potplayer, .display = {1920, 1080}}));
    CHECK(report.find("PotPlayer hands no textures on") != std::string::npos);
    CHECK(report.find("the values in the files are for a film of 1920x1080 on a display of 1920x1080") !=
          std::string::npos);
}
