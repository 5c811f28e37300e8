// senga render: a film through the chain into a new file.
#include "app/commands/command.h"

namespace senga {

void declare_render(CLI::App& /*app*/, Run& /*run*/) {}

} // namespace senga
