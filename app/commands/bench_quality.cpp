#include "app/commands/bench_quality.h"

namespace senga {

void declare(CLI::App& /*bench*/, QualityOptions& /*options*/) {}

Exit run_quality(const QualityOptions& /*options*/) {
    return Exit::done;
}

} // namespace senga
