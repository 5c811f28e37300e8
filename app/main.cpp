// Reads the command line and starts one command. "senga FILE" means "senga play FILE".
#include "app/commands/command.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace {

// Puts "play" in front where no command is named. A file called like a command is opened as ./frame.
std::vector<std::string> with_command(const CLI::App& app, int argc, char** argv) {
    std::vector<std::string> out(argv + 1, argv + argc);
    const auto named = [&](const std::string& word) {
        const auto commands = app.get_subcommands(nullptr);
        return std::any_of(commands.begin(), commands.end(), [&](const CLI::App* c) { return c->get_name() == word; });
    };
    const bool about_itself = !out.empty() && (out[0] == "-h" || out[0] == "--help" || out[0] == "--version");
    if (out.empty() || (!named(out[0]) && !about_itself)) {
        out.insert(out.begin(), "play");
    }
    return out;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app("Senga, a video player that shows what its shaders do", "senga");
    app.failure_message([](const CLI::App*, const CLI::Error& error) {
        return "senga: error: " + std::string(error.what()) + " [usage]\nRun with --help for more information.\n";
    });
    app.set_version_flag("--version", SENGA_VERSION);
    app.require_subcommand(1);
    app.footer("senga FILE plays the file. senga SUBCOMMAND --help lists every option of a subcommand.\n"
               "Exit codes: 0 done, 1 the input is bad, 2 wrong usage.");
    senga::Run run;
    senga::declare_play(app, run);
    senga::declare_frame(app, run);
    senga::declare_render(app, run);
    senga::declare_inspect(app, run);
    senga::declare_compare(app, run);
    senga::declare_degrade(app, run);
    senga::declare_bench(app, run);
    senga::declare_check(app, run);
    senga::declare_export(app, run);
    senga::declare_lists(app, run);
    try {
        std::vector<std::string> arguments = with_command(app, argc, argv);
        std::reverse(arguments.begin(), arguments.end()); // CLI11 takes them from the back
        app.parse(std::move(arguments));
    } catch (const CLI::ParseError& error) {
        const int code = app.exit(error);
        return code == 0 ? 0 : static_cast<int>(senga::Exit::wrong_usage);
    }
    return run ? static_cast<int>(run()) : static_cast<int>(senga::Exit::wrong_usage);
}
