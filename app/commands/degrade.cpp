// senga degrade: repeatable damage to a clean source.
#include "app/commands/command.h"

namespace senga {

void declare_degrade(CLI::App& /*app*/, Run& /*run*/) {}

} // namespace senga
