// senga bench: what the chain costs.
#include "app/commands/bench_quality.h"
#include "app/commands/command.h"

#include <memory>

namespace senga {

void declare_bench(CLI::App& app, Run& run) {
    auto quality = std::make_shared<QualityOptions>();
    CLI::App* command = app.add_subcommand("bench", "measure what the chain costs, or how well it restores");
    command->add_flag("--json")->description("everything as JSON");
    declare(*command, *quality);
    command->callback([quality, &run] { run = [quality] { return run_quality(*quality); }; });
}

} // namespace senga
