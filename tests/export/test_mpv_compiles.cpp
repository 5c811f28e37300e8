// Every pass of both flavours of the mpv export through glslang, wrapped as a player wraps it.
#include "renderer/chain/preset.h"
#include "renderer/export/export.h"
#include "renderer/export/spirv.h"
#include "renderer/language/parser.h"
#include "renderer/language/prelude.h"

#include <doctest/doctest.h>

#include <string>

using namespace senga;

namespace {

std::string wrapped(const ShaderFile& file, const PassBlock& pass, Stage stage) {
    PreludeRequest request{.file = &file, .pass = &pass, .stage = stage, .images = {}};
    for (const Binding& bind : pass.binds) {
        if (const TextureBlock* texture = file.find_texture(bind.name)) {
            request.textures.push_back(texture);
        } else {
            request.images.push_back(bind.name);
        }
    }
    for (const Parameter& parameter : file.parameters) {
        request.values.push_back({&parameter, parameter.initial});
    }
    return "#version 430\n" + assemble_fragment(request);
}

std::string complaint(const std::string& text) {
    const auto module = spirv::compile(text, spirv::Source::glsl);
    return module.ok() ? "" : to_string(module.error());
}

} // namespace

TEST_CASE("every pass of both flavours of the mpv export compiles") {
    const Shelf shelf{.shader_folders = {SENGA_SOURCE_DIR "/shaders"}, .preset_folders = {SENGA_SOURCE_DIR "/presets"}};
    for (const std::string& key : list_presets(shelf)) {
        const Result<Preset> preset = load_preset(shelf, key);
        REQUIRE(preset.ok());
        const Result<Export> result = export_chain(load_chain(shelf, *preset).chain, {.name = key});
        REQUIRE(result.ok());
        for (const ExportedFile& file : result->files) {
            if (!file.path.ends_with(".glsl")) {
                continue;
            }
            const Result<ShaderFile> shader = parse_shader(file.text, file.path);
            INFO(file.path, (shader.ok() ? std::string() : to_string(shader.error())));
            REQUIRE(shader.ok());
            for (const PassBlock& pass : shader->passes) {
                for (const Stage stage : pass.hooks) {
                    INFO(pass.desc);
                    const std::string text = wrapped(*shader, pass, stage);
                    CHECK(complaint(text) == "");
                    CHECK(complaint(text + "\nthis is no GLSL\n") != "");
                }
            }
        }
    }
}
