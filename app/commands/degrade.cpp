// senga degrade: repeatable damage to a clean source.
#include "app/commands/command.h"
#include "app/commands/number_rules.h"
#include "app/commands/progress_line.h"
#include "app/commands/time_text.h"
#include "app/degrade/degrading.h"
#include "app/offline/interruption.h"
#include "renderer/base/overloaded.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>
#include <optional>

namespace senga {
namespace {

struct DegradeOptions {
    std::string input;
    std::string output;
    std::vector<std::string> damages;
    std::uint64_t seed = 1;
    std::optional<int> depth;
    std::string codec = "ffv1";
    std::optional<double> crf;
    std::string encoder_preset;
    std::string start;
    std::optional<std::int64_t> frames;
    bool force = false;
    bool list = false;
    bool json = false;
};

nlohmann::json to_json(const DamageValues::Value& value) {
    return std::visit(Overloaded{[](double number) { return nlohmann::json(number); },
                                 [](const std::string& word) { return nlohmann::json(word); },
                                 [](const std::optional<Size>& size) {
                                     return size ? nlohmann::json{size->w, size->h} : nlohmann::json(nullptr);
                                 },
                                 [](const std::vector<double>& list) { return nlohmann::json(list); }},
                      value);
}

const char* kind_name(ParameterKind kind) {
    switch (kind) {
    case ParameterKind::number:
        return "number";
    case ParameterKind::whole:
        return "whole number";
    case ParameterKind::word:
        return "word";
    case ParameterKind::size:
        return "size";
    case ParameterKind::list:
        return "list";
    }
    return "";
}

nlohmann::json to_json(const DamageParameter& parameter) {
    return {{"name", parameter.name},
            {"type", kind_name(parameter.kind)},
            {"default", parameter.initial},
            {"range", range_text(parameter)},
            {"help", parameter.help}};
}

Exit list_operations(const DegradeOptions& options) {
    if (!options.json) {
        fmt::print("{}", damage_help());
        return Exit::done;
    }
    nlohmann::json all = nlohmann::json::array();
    for (const DamageOperation& operation : damage_operations()) {
        nlohmann::json parameters = nlohmann::json::array();
        for (const DamageParameter& parameter : operation.parameters) {
            parameters.push_back(to_json(parameter));
        }
        all.push_back({{"name", operation.name}, {"help", operation.help}, {"parameters", std::move(parameters)}});
    }
    fmt::print("{}\n", all.dump(2));
    return Exit::done;
}

// What was done, so that it can be done again.
nlohmann::json record(const DegradeRequest& request, const DegradeReport& report) {
    nlohmann::json damages = nlohmann::json::array();
    for (const Damage& damage : request.damages) {
        nlohmann::json parameters = nlohmann::json::object();
        for (const DamageParameter& parameter : damage.operation->parameters) {
            parameters[std::string(parameter.name)] = to_json(damage.values.at(parameter.name));
        }
        damages.push_back(
            {{"op", damage.operation->name}, {"parameters", std::move(parameters)}, {"text", to_text(damage)}});
    }
    nlohmann::json out{{"file", request.output},
                       {"source", request.input},
                       {"size", {report.written.size.w, report.written.size.h}},
                       {"source_size", {report.source.size.w, report.source.size.h}},
                       {"bits", report.written.bit_depth},
                       {"samples", subsampling_name(report.written)},
                       {"frames", report.frames},
                       {"stopped", report.stopped},
                       {"first_frame", report.first_frame},
                       {"seed", request.seed},
                       {"damage", std::move(damages)}};
    if (report.kind == MediaKind::video) {
        out["codec"] = request.codec;
    }
    return out;
}

Result<std::vector<Damage>> read_damages(const std::vector<std::string>& texts) {
    std::vector<Damage> out;
    for (const std::string& text : texts) {
        const Result<Damage> damage = damage_from_text(text);
        if (!damage) {
            return diagnose(Code::usage, fmt::format("--damage {}: {}", text, damage.error().text));
        }
        out.push_back(*damage);
    }
    return out;
}

Result<DegradeRequest> request_of(const DegradeOptions& options) {
    if (options.input.empty() || options.output.empty() || options.damages.empty()) {
        return diagnose(Code::usage, "degrade takes an input, -o OUTPUT and at least one --damage; --list says which "
                                     "there are");
    }
    Result<std::vector<Damage>> damages = read_damages(options.damages);
    if (!damages) {
        return damages.error();
    }
    double start_s = 0.0;
    if (!options.start.empty()) {
        const Result<VideoReader> reader = VideoReader::open(options.input);
        if (!reader) {
            return reader.error();
        }
        const Result<double> read = parse_time("--start", options.start, reader->info().duration_s);
        if (!read) {
            return read.error();
        }
        start_s = *read;
    }
    return DegradeRequest{.input = options.input,
                          .output = options.output,
                          .damages = *std::move(damages),
                          .seed = options.seed,
                          .bit_depth = options.depth,
                          .existing = options.force ? Existing::replace : Existing::keep,
                          .codec = options.codec,
                          .crf = options.crf,
                          .encoder_preset = options.encoder_preset,
                          .start_s = start_s,
                          .frames = options.frames};
}

Exit run_degrade(const DegradeOptions& options) {
    if (options.list) {
        return list_operations(options);
    }
    const Result<DegradeRequest> request = request_of(options);
    if (!request) {
        return fail(request.error());
    }
    Interruption interruption;
    ProgressLine line;
    const Result<DegradeReport> report = degrade(*request, [&](const DegradeProgress& progress) {
        line.show({.frames = progress.frames, .expected = progress.expected, .bytes = progress.bytes});
        return interruption.asked() ? Onward::no : Onward::yes;
    });
    line.clear();
    if (!report) {
        return fail(report.error());
    }
    warn(report->notes);
    if (options.json) {
        fmt::print("{}\n", record(*request, *report).dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
    }
    if (report->stopped) {
        fmt::print(stderr, "senga: stopped before the end; what is there plays\n");
        return Exit::bad_input;
    }
    return Exit::done;
}

void declare_film_options(CLI::App& command, DegradeOptions& options) {
    command.add_option("--codec", options.codec, "of a film: " + available_video_codecs())->capture_default_str();
    command.add_option("--crf", options.crf, "of a film: the codec's quality, 0 is the best; ffv1 has none");
    command.add_option("--encoder-preset", options.encoder_preset, "of a film: the codec's speed")->type_name("NAME");
    command.add_option("--start", options.start, "of a film: begin at this time: seconds, H:MM:SS or 25%")
        ->type_name("TIME");
    command.add_option("--frames", options.frames, "of a film: this many frames at most")->check(whole_number(1));
}

} // namespace

void declare_degrade(CLI::App& app, Run& run) {
    auto options = std::make_shared<DegradeOptions>();
    CLI::App* command = app.add_subcommand(
        "degrade", "damage a clean picture or film in known ways, the same on every machine: material for tests");
    command->add_option("input", options->input, "a still (written as PNG) or a film (sound and all else is copied)");
    command->add_option("-o,--output", options->output, "the file to write")->type_name("FILE");
    command
        ->add_option(
            "--damage", options->damages,
            "what is done, with parameters where they differ from the defaults; may be given several times and "
            "is done in that order: --damage downscale:factor=2,kernel=box --damage h264:crf=23. --list says "
            "what there is")
        ->type_name("NAME[:KEY=VALUE,...]")
        ->take_all()
        ->allow_extra_args(false);
    command->add_option("--seed", options->seed, "another number gives other noise, grain, dust and scratches")
        ->type_name("N")
        ->capture_default_str();
    command->add_option("--depth", options->depth, "bits per sample of the output; as the source has unless given")
        ->check(whole_number(8, 16));
    declare_film_options(*command, *options);
    command->add_flag("--force", options->force, "replace a file that is there");
    command->add_flag("--list", options->list, "list the damages with their parameters, ranges and defaults");
    command->add_flag("--json", options->json, "say on stdout as JSON what was done (or, with --list, what there is)");
    command->callback([options, &run] { run = [options] { return run_degrade(*options); }; });
}

} // namespace senga
