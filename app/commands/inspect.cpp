// senga inspect: what a shader or a preset would do with a picture of a given format and size.
#include "app/commands/chain_options.h"
#include "app/commands/command.h"
#include "app/commands/input_format.h"
#include "app/commands/shelf.h"
#include "renderer/chain/plan.h"
#include "renderer/export/compile_check.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

namespace senga {
namespace {

struct InspectOptions {
    std::string what;
    std::string input = "1280x720";
    std::string output = "1920x1080";
    bool json = false;
};

// A shader file or id, else a preset.
Result<LoadedChain> load_subject(const std::string& what) {
    const Shelf shelf = default_shelf();
    const std::vector<std::string> shaders = list_shaders(shelf);
    const bool file = what.ends_with(".glsl") || what.ends_with(".hook") || what.find('/') != std::string::npos;
    if (!file && std::find(shaders.begin(), shaders.end(), what) == shaders.end()) {
        const Result<Preset> preset = load_preset(shelf, what);
        if (!preset) {
            return preset.error();
        }
        return load_chain(shelf, *preset);
    }
    LoadedChain out;
    out.chain.name = what;
    out.chain.entries.push_back(load_entry(shelf, what));
    if (out.chain.entries.front().failure) {
        return *out.chain.entries.front().failure;
    }
    out.notes = out.chain.entries.front().shader->notes;
    return out;
}

nlohmann::json size_json(Size size) {
    return {{"w", size.w}, {"h", size.h}};
}

void print_json(const Plan& plan, const Chain& chain) {
    nlohmann::json out{{"input", size_json(plan.format.size)},
                       {"format", subsampling_name(plan.format)},
                       {"output", size_json(plan.output)},
                       {"passes", nlohmann::json::array()},
                       {"notes", nlohmann::json::array()}};
    for (const PassReport& report : plan.reports) {
        out["passes"].push_back({{"shader", chain.entries[report.entry].id},
                                 {"desc", report.desc},
                                 {"stage", stage_name(report.stage)},
                                 {"status", status_name(report.status)},
                                 {"reason", report.reason},
                                 {"size", size_json(report.size)},
                                 {"binds", report.binds},
                                 {"saves", report.saves}});
    }
    for (const ChainEntry& entry : chain.entries) {
        if (entry.failure) {
            out["notes"].push_back(to_string(*entry.failure));
        }
    }
    for (const Diagnostic& note : plan.notes) {
        out["notes"].push_back(to_string(note));
    }
    fmt::print("{}\n", out.dump(2));
}

void print_text(const Plan& plan, const Chain& chain) {
    fmt::print("{}x{} {} {} to {}x{}\n", plan.format.size.w, plan.format.size.h, subsampling_name(plan.format),
               matrix_name(plan.format.matrix), plan.output.w, plan.output.h);
    for (const PassReport& report : plan.reports) {
        std::string binds;
        for (const std::string& bind : report.binds) {
            binds += binds.empty() ? bind : "+" + bind;
        }
        fmt::print("{:<13} {:<15} {:>5}x{:<5} {} -> {}  {}  [{}]\n", stage_name(report.stage),
                   status_name(report.status), report.size.w, report.size.h, binds, report.saves, report.desc,
                   chain.entries[report.entry].id);
        if (!report.reason.empty()) {
            fmt::print("{:<13} {}\n", "", report.reason);
        }
    }
    for (const ChainEntry& entry : chain.entries) {
        if (entry.failure) {
            fmt::print("{}\n", to_string(*entry.failure));
        }
    }
}

// What would run, but does not compile. Without a graphics card's driver a compiler is asked in its place.
void mark_faults(Plan& plan, const Chain& chain) {
    for (const PassFault& fault : faults_of(chain, source_lookup(plan.format, plan.output), plan.format.transfer)) {
        for (PassReport& report : plan.reports) {
            if (report.entry == fault.entry && report.block == fault.block && report.status != PassStatus::off) {
                report.status = PassStatus::failed;
                report.reason = to_string(fault.diagnostic);
            }
        }
    }
}

// Exit::bad_input where a pass that takes part failed: by its file, its expressions or its GLSL.
Exit verdict(const Plan& plan, const Chain& chain) {
    const bool failed =
        unreadable(chain) != nullptr || std::any_of(plan.reports.begin(), plan.reports.end(), [&](const auto& report) {
            return report.status == PassStatus::failed && takes_part(chain, report.entry);
        });
    return failed ? Exit::bad_input : Exit::done;
}

Exit run_inspect(const InspectOptions& options) {
    const Result<FrameFormat> format = parse_input_format(options.input);
    if (!format) {
        return fail(format.error());
    }
    const Result<Size> output = parse_size(options.output);
    if (!output) {
        return fail(output.error());
    }
    const Result<LoadedChain> loaded = load_subject(options.what);
    if (!loaded) {
        return fail(loaded.error());
    }
    warn(loaded->notes);
    Result<Plan> planned = plan(loaded->chain, *format, *output);
    if (!planned) {
        return fail(planned.error());
    }
    mark_faults(*planned, loaded->chain);
    if (options.json) {
        print_json(*planned, loaded->chain);
    } else {
        print_text(*planned, loaded->chain);
    }
    return verdict(*planned, loaded->chain);
}

} // namespace

void declare_inspect(CLI::App& app, Run& run) {
    auto options = std::make_shared<InspectOptions>();
    CLI::App* command =
        app.add_subcommand("inspect", "say for each pass whether it would run, why not, and at what size");
    command
        ->add_option("what", options->what,
                     "a .glsl file, a shader's id (see: senga passes), or a preset (see: senga presets)")
        ->required();
    command->add_option("--input", options->input, "size and FFmpeg pixel format of the picture (yuv420p, unless told)")
        ->type_name("WxH[:FORMAT]")
        ->capture_default_str();
    command->add_option("--output", options->output, "size it is shown at")->type_name("WxH")->capture_default_str();
    command->add_flag("--json", options->json, "print JSON");
    command->callback([options, &run] { run = [options] { return run_inspect(*options); }; });
}

} // namespace senga
