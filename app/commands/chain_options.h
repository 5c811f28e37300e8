// The options by which every command is told its chain: --preset, --shader, --none, --scaler and its kin, --set.
// Declares them to CLI11 and turns them into a Chain. Main thread.
#pragma once

#include "renderer/base/result.h"
#include "renderer/chain/preset.h"
#include "renderer/picture/size.h"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

namespace senga {

struct ChainOptions {
    std::string preset = "default";
    std::vector<std::string> shaders; // after the preset's passes; alone unless --preset is given too
    bool none = false;
    // Of these, empty is as the preset has it.
    std::string scaler; // up and down
    std::string down_scaler;
    std::string chroma_scaler;
    std::string light;
    std::string down_light;
    std::string downscale;
    std::optional<double> sigmoid_centre;
    std::optional<double> sigmoid_slope;
    std::vector<std::string> values; // "name=value"
};

void declare(CLI::App& command, ChainOptions& options);

// Errors: preset_unknown and the like, pass_unknown (a --shader that cannot be loaded), usage (a bad --scaler,
// --light or --set). Notes are what did not stop it.
Result<LoadedChain> load(const ChainOptions& options, const CLI::App& command, const Shelf& shelf);

// Why the first pass that takes part could not be loaded: it would be missing from what is made without anybody
// noticing. Null: all were loaded.
const Diagnostic* unreadable(const Chain& chain);

// "1920x1080". Errors: usage.
Result<Size> parse_size(const std::string& text);

} // namespace senga
