// senga bench --quality: how well presets and scalers restore clean stills that were damaged on purpose. Declares its
// options on `senga bench` and runs it. `--json` is the bench's own option and is asked for there. Main thread.
#pragma once

#include "app/commands/command.h"

#include <cstdint>
#include <string>
#include <vector>

namespace senga {

// The group of its options in the command's help.
inline constexpr const char* quality_group = "Quality";

struct QualityOptions {
    std::string folder; // --quality; empty: not asked for
    std::string stills = "*.png";
    std::vector<std::string> damages;
    std::vector<std::string> presets;
    std::vector<std::string> scalers{"spline36", "lanczos", "ewa-lanczossharp", "catmull-rom", "bilinear"};
    std::uint64_t seed = 1;
    bool markdown = false;
    const CLI::App* bench = nullptr; // what the options are declared on
};

void declare(CLI::App& bench, QualityOptions& options);
Exit run_quality(const QualityOptions& options);

} // namespace senga
