// What every command of the command line has in common: exit codes, and how a Diagnostic reaches the user.
// Commands are declared to CLI11 and return the function that runs them. Main thread.
#pragma once

#include "renderer/base/diagnostic.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <vector>

namespace senga {

enum class Exit { done = 0, bad_input = 1, wrong_usage = 2 };

using Run = std::function<Exit()>;

// Each declares its subcommand and puts what runs it into `run`, to be called if CLI11 chose it.
void declare_play(CLI::App& app, Run& run);
void declare_frame(CLI::App& app, Run& run);
void declare_render(CLI::App& app, Run& run);
void declare_inspect(CLI::App& app, Run& run);
void declare_compare(CLI::App& app, Run& run);
void declare_degrade(CLI::App& app, Run& run);
void declare_bench(CLI::App& app, Run& run);
void declare_check(CLI::App& app, Run& run);
void declare_export(CLI::App& app, Run& run);
void declare_lists(CLI::App& app, Run& run); // passes, presets, actions

// "senga: file:line: error: ... [code]" on stderr; the exit code that goes with it.
Exit fail(const Diagnostic& diagnostic);
void warn(const std::vector<Diagnostic>& notes);

} // namespace senga
