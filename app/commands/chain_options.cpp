#include "app/commands/chain_options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <cstdlib>

namespace senga {
namespace {

Result<Kernel> kernel_option(const char* option, const std::string& name) {
    if (const std::optional<Kernel> kernel = kernel_from_name(name)) {
        return *kernel;
    }
    std::vector<std::string_view> known;
    for (const Kernel kernel : all_kernels()) {
        known.push_back(kernel_name(kernel));
    }
    return diagnose(Code::usage,
                    fmt::format("{} \"{}\" is unknown; there are: {}", option, name, fmt::join(known, ", ")));
}

Outcome set_scalers(Chain& chain, const ChainOptions& options) {
    if (!options.scaler.empty()) {
        const Result<Kernel> kernel = kernel_option("--scaler", options.scaler);
        if (!kernel) {
            return kernel.error();
        }
        chain.scaling.up = *kernel;
        chain.scaling.down = *kernel;
    }
    if (!options.chroma_scaler.empty()) {
        const Result<Kernel> kernel = kernel_option("--chroma-scaler", options.chroma_scaler);
        if (!kernel) {
            return kernel.error();
        }
        chain.scaling.chroma = *kernel;
    }
    return Done{};
}

Outcome set_value(Chain& chain, const std::string& assignment) {
    const std::size_t equals = assignment.find('=');
    const std::string name = assignment.substr(0, equals);
    char* end = nullptr;
    const std::string text = equals == std::string::npos ? "" : assignment.substr(equals + 1);
    const double value = std::strtod(text.c_str(), &end);
    if (text.empty() || *end != '\0') {
        return diagnose(Code::usage, fmt::format("--set \"{}\" is not NAME=NUMBER", assignment));
    }
    bool found = false;
    for (ChainEntry& entry : chain.entries) {
        if (entry.shader && entry.shader->find_parameter(name) != nullptr) {
            entry.values.insert_or_assign(name, value);
            found = true;
        }
    }
    if (!found) {
        return diagnose(Code::usage, fmt::format("--set {}: no pass of the chain has such a parameter", name));
    }
    return Done{};
}

} // namespace

void declare(CLI::App& command, ChainOptions& options) {
    command.add_option("--preset", options.preset, "the preset to use (see: senga presets)")->capture_default_str();
    command.add_option("--shader", options.shaders, "run these .glsl files (in place of a preset, or after it)")
        ->type_name("FILE")
        ->take_all();
    command.add_flag("--none", options.none, "no passes: the picture as it was, scaled");
    command.add_option("--scaler", options.scaler, "the kernel the picture is scaled with")->type_name("NAME");
    command.add_option("--chroma-scaler", options.chroma_scaler, "the kernel the colour planes are scaled with")
        ->type_name("NAME");
    command.add_option("--set", options.values, "give a parameter a value")->type_name("NAME=NUMBER")->take_all();
}

Result<LoadedChain> load(const ChainOptions& options, const CLI::App& command, const Shelf& shelf) {
    LoadedChain out;
    const bool preset_named = command.count("--preset") > 0;
    if (options.none) {
        out.chain.name = "Original";
    } else if (options.shaders.empty() || preset_named) {
        Result<Preset> preset = load_preset(shelf, options.preset);
        if (!preset) {
            return preset.error();
        }
        out = load_chain(shelf, *preset);
    } else {
        out.chain.name = "Own shaders";
    }
    if (!options.none) {
        for (const std::string& shader : options.shaders) {
            ChainEntry entry = load_entry(shelf, shader);
            if (entry.failure) {
                out.notes.push_back(*entry.failure);
            }
            out.chain.entries.push_back(std::move(entry));
        }
    }
    if (const Outcome scalers = set_scalers(out.chain, options); !scalers) {
        return scalers.error();
    }
    for (const std::string& assignment : options.values) {
        if (const Outcome set = set_value(out.chain, assignment); !set) {
            return set.error();
        }
    }
    return out;
}

Result<Size> parse_size(const std::string& text) {
    Size out;
    const char* end = text.data() + text.size();
    const auto [after_w, w_error] = std::from_chars(text.data(), end, out.w);
    if (w_error == std::errc() && after_w != end && (*after_w == 'x' || *after_w == 'X')) {
        const auto [after_h, h_error] = std::from_chars(after_w + 1, end, out.h);
        if (h_error == std::errc() && after_h == end && !out.empty() && out.w <= 16384 && out.h <= 16384) {
            return out;
        }
    }
    return diagnose(Code::usage, fmt::format("\"{}\" is not a size like 1920x1080 (1 to 16384 each)", text));
}

} // namespace senga
