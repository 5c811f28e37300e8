#include "app/commands/bench_quality.h"

#include "app/commands/progress_line.h"
#include "app/commands/shelf.h"
#include "app/offline/interruption.h"
#include "app/quality/quality.h"
#include "app/quality/quality_report.h"
#include "renderer/base/ascii.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <sstream>
#include <system_error>

#include <fnmatch.h>

namespace senga {
namespace {

namespace fs = std::filesystem;

Result<std::vector<std::string>> find_stills(const QualityOptions& options) {
    std::error_code failed;
    std::vector<std::string> out;
    for (fs::directory_iterator at(options.folder, failed), end; !failed && at != end; at.increment(failed)) {
        const std::string name = at->path().filename().string();
        if (ascii_lower(at->path().extension().string()) == ".png" &&
            fnmatch(options.stills.c_str(), name.c_str(), 0) == 0) {
            out.push_back(at->path().string());
        }
    }
    if (failed) {
        return diagnose(Code::file_unreadable, "the folder of stills cannot be read: " + failed.message(),
                        {options.folder});
    }
    if (out.empty()) {
        return diagnose(Code::file_missing,
                        fmt::format("the folder holds no PNG that matches --stills \"{}\"", options.stills),
                        {options.folder});
    }
    std::sort(out.begin(), out.end());
    return out;
}

// Operations with spaces between them.
Result<Degradation> read_degradation(const std::string& text) {
    Degradation out{.name = text, .damages = {}};
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        Result<Damage> damage = damage_from_text(word);
        if (!damage) {
            return diagnose(Code::usage, fmt::format("--damage \"{}\": {}", text, damage.error().text));
        }
        out.damages.push_back(*std::move(damage));
    }
    if (out.damages.empty()) {
        return diagnose(Code::usage, "--damage \"\": name an operation; senga degrade --list says which there are");
    }
    return out;
}

Result<std::vector<Degradation>> read_degradations(const QualityOptions& options) {
    if (options.damages.empty()) {
        return default_degradations();
    }
    std::vector<Degradation> out;
    for (const std::string& text : options.damages) {
        Result<Degradation> degradation = read_degradation(text);
        if (!degradation) {
            return degradation.error();
        }
        out.push_back(*std::move(degradation));
    }
    return out;
}

Result<std::vector<Restorer>> read_restorers(const QualityOptions& options) {
    std::vector<Restorer> out;
    const Shelf shelf = default_shelf();
    for (const std::string& key : options.presets.empty() ? list_presets(shelf) : options.presets) {
        if (key == "none") {
            continue;
        }
        const Result<Preset> preset = load_preset(shelf, key);
        if (!preset) {
            return preset.error();
        }
        LoadedChain loaded = load_chain(shelf, *preset);
        warn(loaded.notes);
        out.push_back({.kind = Restorer::Kind::preset, .name = key, .chain = std::move(loaded.chain)});
    }
    for (const std::string& name : options.scalers) {
        if (name == "none") {
            continue;
        }
        const Result<KernelChoice> kernel = kernel_choice_from_text(name);
        if (!kernel) {
            return diagnose(Code::usage, "--scalers: " + kernel.error().text);
        }
        Restorer scaler{.kind = Restorer::Kind::scaler, .name = name, .chain = {}};
        scaler.chain.name = name;
        scaler.chain.scaling.up = *kernel;
        scaler.chain.scaling.down = *kernel;
        scaler.chain.scaling.chroma = *kernel;
        out.push_back(std::move(scaler));
    }
    if (out.empty()) {
        return diagnose(Code::usage, "--presets none --scalers none leaves nothing to restore with");
    }
    return out;
}

Result<QualityRequest> request_of(const QualityOptions& options) {
    Result<std::vector<Degradation>> degradations = read_degradations(options);
    if (!degradations) {
        return degradations.error();
    }
    Result<std::vector<Restorer>> restorers = read_restorers(options);
    if (!restorers) {
        return restorers.error();
    }
    Result<std::vector<std::string>> stills = find_stills(options);
    if (!stills) {
        return stills.error();
    }
    return QualityRequest{.stills = *std::move(stills),
                          .degradations = *std::move(degradations),
                          .restorers = *std::move(restorers),
                          .seed = options.seed};
}

bool asks_for_json(const QualityOptions& options) {
    const CLI::Option* json = options.bench != nullptr ? options.bench->get_option_no_throw("--json") : nullptr;
    return json != nullptr && json->count() > 0;
}

} // namespace

void declare(CLI::App& bench, QualityOptions& options) {
    options.bench = &bench;
    bench
        .add_option(
            "--quality", options.folder,
            "in place of speed: damage the clean PNG stills of this folder in known ways, restore them to their "
            "own size with presets and scalers, and print PSNR, SSIM and MS-SSIM against what they were; with "
            "--json each still's numbers too")
        ->type_name("FOLDER")
        ->group(quality_group);
    bench.add_option("--stills", options.stills, "which of the folder's files, by name")
        ->type_name("PATTERN")
        ->capture_default_str()
        ->group(quality_group);
    bench
        .add_option("--damage", options.damages,
                    "how the stills are damaged: operations of senga degrade with spaces between them, done in that "
                    "order; may be given several times. Unless given: box 1/2; catmull-rom 1/2; box 1/2, 4:2:0 and "
                    "H.264 at crf 23; bands of 7 bits")
        ->type_name("\"NAME[:KEY=VALUE,...] ...\"")
        ->take_all()
        ->allow_extra_args(false)
        ->group(quality_group);
    bench
        .add_option("--presets", options.presets,
                    "restore with these, separated by commas; none: no preset; all unless given")
        ->type_name("NAME,...")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->group(quality_group);
    bench.add_option("--scalers", options.scalers, "and with these alone, without any pass; none: no scaler")
        ->type_name("NAME,...")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->capture_default_str()
        ->group(quality_group);
    bench.add_option("--seed", options.seed, "of the damage's noise")
        ->type_name("N")
        ->capture_default_str()
        ->group(quality_group);
    bench.add_flag("--markdown", options.markdown, "print a Markdown table")->group(quality_group);
}

Exit run_quality(const QualityOptions& options) {
    const Result<QualityRequest> request = request_of(options);
    if (!request) {
        return fail(request.error());
    }
    Interruption interruption;
    ProgressLine line;
    const Result<QualityReport> report = measure_quality(*request, [&](const QualityProgress& progress) {
        line.show({.frames = progress.done, .expected = progress.all});
        return interruption.asked() ? Onward::no : Onward::yes;
    });
    line.clear();
    if (!report) {
        return fail(report.error());
    }
    warn(report->notes);
    const std::string text = asks_for_json(options) ? quality_json(*report)
                             : options.markdown     ? quality_markdown(*report)
                                                    : quality_table(*report);
    std::fputs(text.c_str(), stdout);
    if (report->interrupted) {
        fmt::print(stderr, "senga: stopped before the end; the numbers are of what was measured until then\n");
        return Exit::bad_input;
    }
    return Exit::done;
}

} // namespace senga
