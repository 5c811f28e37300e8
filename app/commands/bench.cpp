// senga bench: what the chain costs.
#include "app/commands/command.h"

namespace senga {

void declare_bench(CLI::App& /*app*/, Run& /*run*/) {}

} // namespace senga
