// senga export: the chain as files for another player, and what became of each pass.
#include "renderer/export/export.h"
#include "app/commands/chain_options.h"
#include "app/commands/command.h"
#include "app/commands/input_format.h"
#include "app/commands/progress_line.h"
#include "app/commands/shelf.h"
#include "renderer/export/compile_check.h"
#include "renderer/export/write.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace senga {
namespace {

struct ExportOptions {
    ChainOptions chain;
    std::string target;
    std::string folder;
    std::string name;
    std::string source;
    std::string display;
    bool alpha_guide = false;
    bool force = false;
    bool json = false;
    bool list = false;
};

std::string target_names() {
    std::string out;
    for (const ExportTargetInfo& info : export_targets()) {
        out += out.empty() ? "" : ", ";
        out += info.name;
    }
    return out;
}

Exit list_targets(const ExportOptions& options) {
    nlohmann::json all = nlohmann::json::array();
    for (const ExportTargetInfo& info : export_targets()) {
        all.push_back({{"name", info.name}, {"label", info.label}, {"summary", info.summary}});
        if (!options.json) {
            fmt::print("{:<12} {:<20} {}\n", info.name, info.label, info.summary);
        }
    }
    if (options.json) {
        fmt::print("{}\n", all.dump(2));
    }
    return Exit::done;
}

// Errors: usage.
Result<ExportSetup> setup_of(const ExportOptions& options) {
    ExportSetup out;
    const std::optional<ExportTarget> target = export_target_from_name(options.target);
    if (!target) {
        const std::string given = options.target.empty()
                                      ? "--to is missing"
                                      : fmt::format("--to {}: there is no such target", options.target);
        return diagnose(Code::usage, fmt::format("{}; the targets are {}", given, target_names()));
    }
    out.target = *target;
    out.name = options.name;
    if (options.alpha_guide) {
        if (out.target != ExportTarget::potplayer) {
            return diagnose(Code::usage, "--alpha-guide is a form of --to potplayer and of no other target");
        }
        out.form = ExportSetup::Form::alpha_guide;
    }
    if (!options.source.empty()) {
        const Result<FrameFormat> source = parse_input_format(options.source);
        if (!source) {
            return source.error();
        }
        out.source = *source;
    }
    if (!options.display.empty()) {
        const Result<Size> display = parse_size(options.display);
        if (!display) {
            return display.error();
        }
        out.display = *display;
    }
    return out;
}

void print_json(const Export& result, const ExportSetup& setup, const Chain& chain,
                const std::vector<std::filesystem::path>& written) {
    nlohmann::json out{{"target", export_target_info(setup.target).name},
                       {"files", nlohmann::json::array()},
                       {"passes", nlohmann::json::array()},
                       {"notes", result.notes}};
    for (const std::filesystem::path& path : written) {
        out["files"].push_back(path.string());
    }
    for (const ExportedPass& pass : result.passes) {
        out["passes"].push_back({{"pass", pass.label},
                                 {"entry", pass.entry < chain.entries.size() ? chain.entries[pass.entry].id : ""},
                                 {"fate", fate_name(pass.fate)},
                                 {"reason", pass.reason},
                                 {"files", pass.files}});
    }
    // Names of files may be no UTF-8.
    fmt::print("{}\n", out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

Exit run_export(const ExportOptions& options, const CLI::App& command) {
    if (options.list) {
        return list_targets(options);
    }
    const Result<ExportSetup> setup = setup_of(options);
    if (!setup) {
        return fail(setup.error());
    }
    const Result<LoadedChain> loaded = load(options.chain, command, default_shelf());
    if (!loaded) {
        return fail(loaded.error());
    }
    if (const Diagnostic* failure = unreadable(loaded->chain)) {
        return fail(*failure);
    }
    warn(loaded->notes);
    if (const std::vector<PassFault> faults = faults_for(loaded->chain, *setup); !faults.empty()) {
        return fail(faults.front().diagnostic);
    }
    ProgressLine line;
    line.say(fmt::format("compiling the passes for {}: some seconds", export_target_info(setup->target).label));
    const Result<Export> made = export_chain(loaded->chain, *setup);
    line.clear();
    if (!made) {
        return fail(made.error());
    }
    const std::string folder = options.folder.empty() ? "senga-" + options.target : options.folder;
    const auto written = write_export(*made, folder, options.force ? Existing::replace : Existing::keep);
    if (!written) {
        if (written.error().code == Code::export_exists) {
            std::fprintf(stderr, "senga: --force replaces them\n");
        }
        return fail(written.error());
    }
    std::fprintf(stderr, "senga: wrote %zu files to %s\n", written->size(), folder.c_str());
    if (options.json) {
        print_json(*made, *setup, loaded->chain, *written);
    } else {
        fmt::print("{}", report_text(*made));
    }
    return Exit::done;
}

} // namespace

void declare_export(CLI::App& app, Run& run) {
    auto options = std::make_shared<ExportOptions>();
    CLI::App* command = app.add_subcommand("export", "write the chain as files for another player");
    command->add_option("--to", options->target, "the player, needed unless --list is given: " + target_names())
        ->type_name("TARGET");
    command->add_option("-o,--output", options->folder, "the folder for the files (senga-TARGET)")->type_name("DIR");
    command->add_option("--name", options->name, "what the files are called (the chain's name)")->type_name("NAME");
    command
        ->add_option("--source", options->source,
                     "size and FFmpeg pixel format of the films it is for, where the player cannot ask (1920x1080)")
        ->type_name("WxH[:FORMAT]");
    command->add_option("--display", options->display, "size they are shown at, likewise (3840x2160)")
        ->type_name("WxH");
    command->add_flag("--alpha-guide", options->alpha_guide,
                      "potplayer: one file for each pass, for hosts that keep floats between shaders");
    command->add_flag("--force", options->force, "replace files that are there already");
    command->add_flag("--json", options->json, "print the report as JSON");
    command->add_flag("--list", options->list, "list the players and what they can do, and write nothing");
    declare(*command, options->chain);
    command->callback(
        [options, command, &run] { run = [options, command] { return run_export(*options, *command); }; });
}

} // namespace senga
