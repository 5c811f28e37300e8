#include "renderer/chain/chain.h"

#include <algorithm>
#include <numeric>

namespace senga {
namespace {

// A condition without words is always true. One that cannot be evaluated (a texture that does not exist here) is not.
bool holds(const Expression& condition, const Lookup& lookup) {
    if (condition.empty()) {
        return true;
    }
    const auto result = evaluate(condition, lookup);
    return result && result->value != 0.0F;
}

} // namespace

Chain original_of(const Chain& chain) {
    Chain out = chain;
    out.name = "Original";
    for (ChainEntry& entry : out.entries) {
        entry.enabled = false;
    }
    return out;
}

bool takes_part(const Chain& chain, std::size_t entry) {
    return why_not(chain, entry).empty();
}

std::string_view why_not(const Chain& chain, std::size_t entry) {
    const ChainEntry& asked = chain.entries[entry];
    if (!chain.enabled) {
        return "the whole chain is switched off";
    }
    if (!asked.enabled) {
        return "switched off";
    }
    if (asked.muted) {
        return "muted";
    }
    const bool others =
        std::any_of(chain.entries.begin(), chain.entries.end(), [](const ChainEntry& other) { return other.solo; });
    return others && !asked.solo ? "another pass is solo" : "";
}

std::vector<std::size_t> running_order(const Chain& chain) {
    std::vector<std::size_t> out(chain.entries.size());
    std::iota(out.begin(), out.end(), std::size_t{0});
    std::stable_partition(out.begin(), out.end(), [&](std::size_t entry) { return chain.entries[entry].leads; });
    return out;
}

Lookup source_lookup(const FrameFormat& format, Size output) {
    return {.size = [format, output](std::string_view name) -> std::optional<Size> {
                if (name == "OUTPUT") {
                    return output;
                }
                if (name == "NATIVE" || name == "LUMA" || name == "MAIN" || name == "RGB" || name == "NATIVE_CROPPED") {
                    return format.size;
                }
                if (name == "CHROMA" && format.layout == Layout::ycbcr) {
                    return chroma_size(format);
                }
                return std::nullopt;
            },
            .parameter = [](std::string_view) { return std::optional<double>(); }};
}

double effective_value(const ChainEntry& entry, const Parameter& parameter, const Lookup& lookup) {
    const auto own = entry.values.find(parameter.name);
    if (own != entry.values.end()) {
        return sanitised(parameter, own->second);
    }
    double value = parameter.initial;
    // Where several conditions hold, the last one written wins: a preset goes from the general to the special.
    for (const ConditionalValues& conditional : entry.conditional) {
        const auto at = conditional.values.find(parameter.name);
        if (at != conditional.values.end() && holds(conditional.when, lookup)) {
            value = at->second;
        }
    }
    return sanitised(parameter, value);
}

} // namespace senga
