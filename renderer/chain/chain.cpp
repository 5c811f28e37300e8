#include "renderer/chain/chain.h"

#include <array>
#include <utility>

namespace senga {
namespace {

constexpr auto kernels = std::to_array<std::pair<Kernel, std::string_view>>({
    {Kernel::nearest, "nearest"},
    {Kernel::bilinear, "bilinear"},
    {Kernel::bicubic, "bicubic"},
    {Kernel::catmull_rom, "catmull-rom"},
    {Kernel::mitchell, "mitchell"},
    {Kernel::spline16, "spline16"},
    {Kernel::spline36, "spline36"},
    {Kernel::spline64, "spline64"},
    {Kernel::lanczos, "lanczos"},
});

// A condition without words is always true. One that cannot be evaluated (a texture that does not exist here) is not.
bool holds(const Expression& condition, const Lookup& lookup) {
    if (condition.empty()) {
        return true;
    }
    const auto result = evaluate(condition, lookup);
    return result && result->value != 0.0F;
}

} // namespace

std::string_view kernel_name(Kernel kernel) {
    for (const auto& [candidate, name] : kernels) {
        if (candidate == kernel) {
            return name;
        }
    }
    return "";
}

std::optional<Kernel> kernel_from_name(std::string_view name) {
    for (const auto& [kernel, candidate] : kernels) {
        if (candidate == name) {
            return kernel;
        }
    }
    return std::nullopt;
}

std::vector<Kernel> all_kernels() {
    std::vector<Kernel> out;
    out.reserve(kernels.size());
    for (const auto& [kernel, name] : kernels) {
        out.push_back(kernel);
    }
    return out;
}

Chain original_of(const Chain& chain) {
    Chain out = chain;
    out.name = "Original";
    for (ChainEntry& entry : out.entries) {
        entry.enabled = false;
    }
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
