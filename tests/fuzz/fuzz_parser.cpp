// Any bytes as a user shader: no crash, nothing allocated beyond the limits; what parses, bakes; what is baked parses
// again with the same passes and no parameters, and bakes to itself. Every pass becomes a program text of bounded size
// that keeps the body's lines, and a chain of the file has a plan.
#include "fuzz/property.h"

#include "renderer/chain/bake.h"
#include "renderer/chain/plan.h"
#include "renderer/language/blocks.h"
#include "renderer/language/parser.h"
#include "renderer/language/prelude.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace {

using namespace senga;

void check_baked(const ShaderFile& file, const Limits& limits) {
    ParameterValues values;
    double value = -1.75;
    for (const Parameter& parameter : file.parameters) {
        values[parameter.name] = value += 1.0; // the first is negative
    }
    const std::string text = bake(file, values);
    // Defines and "0 x -" make the text longer than what was read, within these factors.
    Limits wider = limits;
    wider.file_bytes = limits.file_bytes * 64;
    wider.line_bytes = limits.line_bytes * 8;
    wider.expression_tokens = limits.expression_tokens * 3;
    wider.name_bytes = limits.name_bytes * 2;
    const auto again = parse_shader(text, "baked", wider);
    SENGA_PROPERTY(again.ok());
    SENGA_PROPERTY(again->parameters.empty());
    SENGA_PROPERTY(again->textures.size() == file.textures.size());
    SENGA_PROPERTY(again->passes.size() == file.passes.size());
    for (std::size_t i = 0; i < file.passes.size(); ++i) {
        const PassBlock& before = file.passes[i];
        const PassBlock& after = again->passes[i];
        SENGA_PROPERTY(after.body.ends_with(without_magic(before.body)));
        SENGA_PROPERTY(after.hooks == before.hooks);
        SENGA_PROPERTY(after.binds.size() == before.binds.size());
        SENGA_PROPERTY(after.save == before.save);
        SENGA_PROPERTY(after.desc == before.desc);
    }
    for (std::size_t i = 0; i < file.textures.size(); ++i) {
        SENGA_PROPERTY(again->textures[i].data == file.textures[i].data);
    }
    SENGA_PROPERTY(again->buffers.size() == file.buffers.size());
    for (std::size_t i = 0; i < file.buffers.size(); ++i) {
        SENGA_PROPERTY(again->buffers[i].data == file.buffers[i].data);
        SENGA_PROPERTY(again->buffers[i].bytes == file.buffers[i].bytes);
    }
    SENGA_PROPERTY(bake(*again, {}) == text);
}

auto lines_in(std::string_view text) {
    return std::count(text.begin(), text.end(), '\n');
}

void check_assembled(const ShaderFile& file, const PassBlock& pass) {
    PreludeRequest request{.file = &file, .pass = &pass, .stage = pass.hooks.front(), .components = 3};
    for (const Binding& binding : pass.binds) {
        if (const TextureBlock* const texture = file.find_texture(binding.name)) {
            (texture->storage ? request.storages : request.textures).push_back(texture);
        } else if (const BufferBlock* const buffer = file.find_buffer(binding.name)) {
            request.buffers.push_back(buffer);
        } else {
            request.images.push_back(binding.name);
        }
    }
    for (const Parameter& parameter : file.parameters) {
        request.values.push_back({&parameter, parameter.initial});
    }
    const std::string text = pass.compute ? assemble_compute(request) : assemble_fragment(request);
    // Some kilobytes of macros for each of 16 images, twice where extensions have conditions, and a few words for each
    // line, name and label of the file.
    SENGA_PROPERTY(text.size() <= (1U << 18) + file.text.size() * 64);
    // Extension lines in front of the body may carry the same number, then these count as well.
    const std::size_t line = text.find("#line " + std::to_string(pass.body_line) + "\n");
    SENGA_PROPERTY(line != std::string::npos && text.find("void main()", line) != std::string::npos);
    SENGA_PROPERTY(lines_in(std::string_view(text).substr(line)) >= lines_in(pass.body) + 1);
}

void check_planned(std::shared_ptr<const ShaderFile> file) {
    ParameterValues values;
    for (const Parameter& parameter : file->parameters) {
        values[parameter.name] = parameter.initial;
    }
    Chain chain;
    chain.entries.push_back({.shader = std::move(file), .values = std::move(values)});
    const FrameFormat format{.size = {64, 36}};
    const auto planned = plan(chain, format, {96, 54});
    SENGA_PROPERTY(planned.ok());
    SENGA_PROPERTY(planned->picture >= 0 && !planned->steps.empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Limits limits;
    limits.file_bytes = 1U << 16;
    limits.texture_bytes = 1U << 16;
    limits.passes = 16;
    limits.parameters = 16;
    limits.textures = 8;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto file = parse_shader(text, "fuzz", limits);
    if (!file.ok()) {
        SENGA_PROPERTY(!file.error().text.empty());
        SENGA_PROPERTY(file.error().severity == Severity::error);
        return 0;
    }
    SENGA_PROPERTY(!file->passes.empty() && file->passes.size() <= limits.passes);
    SENGA_PROPERTY(file->text == text);
    for (const TextureBlock& texture : file->textures) {
        SENGA_PROPERTY(texture.data.size() <= limits.texture_bytes);
    }
    for (const Parameter& parameter : file->parameters) {
        SENGA_PROPERTY(sanitised(parameter, parameter.initial) == parameter.initial);
        SENGA_PROPERTY(!glsl_literal(parameter, parameter.initial).empty());
    }
    for (const BufferBlock& buffer : file->buffers) {
        SENGA_PROPERTY(buffer.bytes <= limits.texture_bytes);
        SENGA_PROPERTY(buffer.data.empty() || buffer.data.size() == buffer.bytes);
    }
    check_baked(*file, limits);
    for (const PassBlock& pass : file->passes) {
        check_assembled(*file, pass);
    }
    check_planned(std::make_shared<const ShaderFile>(*file));
    return 0;
}
