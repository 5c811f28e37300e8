// Any bytes as a preset: no crash; what is read is written as text that reads back and writes the same text again.
#include "fuzz/property.h"

#include "renderer/chain/preset.h"

#include <cmath>
#include <cstddef>
#include <cstdint>

using namespace senga;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Limits limits;
    limits.file_bytes = 1U << 16;
    limits.passes = 32;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto preset = preset_from_text(text, "fuzz.toml", limits);
    if (!preset.ok()) {
        SENGA_PROPERTY(!preset.error().text.empty());
        return 0;
    }
    SENGA_PROPERTY(preset->passes.size() <= limits.passes);
    for (const PresetPass& pass : preset->passes) {
        SENGA_PROPERTY(!pass.shader.empty());
        for (const auto& [name, value] : pass.parameters) {
            SENGA_PROPERTY(std::isfinite(value));
        }
    }
    Limits wider = limits;
    wider.file_bytes = limits.file_bytes * 16; // escapes are longer than what they stand for
    const std::string once = to_text(*preset);
    const auto again = preset_from_text(once, "fuzz.toml", wider);
    SENGA_PROPERTY(again.ok());
    SENGA_PROPERTY(again->notes.empty());
    SENGA_PROPERTY(again->name == preset->name && again->description == preset->description);
    SENGA_PROPERTY(again->scaling == preset->scaling);
    SENGA_PROPERTY(again->passes.size() == preset->passes.size());
    for (std::size_t i = 0; i < preset->passes.size(); ++i) {
        SENGA_PROPERTY(again->passes[i].parameters == preset->passes[i].parameters);
        SENGA_PROPERTY(again->passes[i].conditional.size() == preset->passes[i].conditional.size());
    }
    SENGA_PROPERTY(to_text(*again) == once);
    return 0;
}
