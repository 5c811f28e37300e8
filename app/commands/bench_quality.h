// senga bench --quality: how well presets and scalers restore clean stills that were damaged on purpose. Declares its
// options on `senga bench` and runs it. Main thread.
#pragma once

#include "app/commands/command.h"

#include <string>

namespace senga {

struct QualityOptions {
    std::string folder; // --quality; empty: not asked for
};

void declare(CLI::App& bench, QualityOptions& options);
Exit run_quality(const QualityOptions& options);

} // namespace senga
