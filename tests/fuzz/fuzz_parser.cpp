// Any bytes as a user shader: no crash, nothing allocated beyond the limits; what parses, bakes; what is baked parses
// again with the same passes and no parameters, and bakes to itself.
#include "fuzz/property.h"

#include "renderer/chain/bake.h"
#include "renderer/language/blocks.h"
#include "renderer/language/parser.h"

#include <cstddef>
#include <cstdint>

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
    SENGA_PROPERTY(bake(*again, {}) == text);
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
    check_baked(*file, limits);
    return 0;
}
