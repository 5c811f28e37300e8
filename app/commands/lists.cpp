// senga passes, presets, actions: what there is.
#include "app/commands/command.h"
#include "app/commands/shelf.h"
#include "app/input/actions.h"
#include "renderer/chain/preset.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace senga {
namespace {

enum class Form { text, json };

std::string type_name(const Parameter& parameter) {
    return parameter.labels.empty() ? std::string(glsl_type(parameter)) : "enum";
}

nlohmann::json to_json(const Parameter& parameter) {
    nlohmann::json out{{"name", parameter.name},
                       {"desc", parameter.desc},
                       {"type", type_name(parameter)},
                       {"default", parameter.initial}};
    if (parameter.minimum) {
        out["minimum"] = *parameter.minimum;
    }
    if (parameter.maximum) {
        out["maximum"] = *parameter.maximum;
    }
    if (!parameter.labels.empty()) {
        out["labels"] = parameter.labels;
    }
    return out;
}

std::string range_text(const Parameter& parameter) {
    std::string out = fmt::format("{:g}", parameter.initial);
    if (parameter.minimum && parameter.maximum) {
        out += fmt::format(" ({:g} to {:g})", *parameter.minimum, *parameter.maximum);
    }
    return out;
}

Exit list_passes(Form form) {
    const Shelf shelf = default_shelf();
    nlohmann::json all = nlohmann::json::array();
    for (const std::string& id : list_shaders(shelf)) {
        const ChainEntry entry = load_entry(shelf, id);
        nlohmann::json row{{"id", id}, {"label", entry.label}};
        if (entry.failure) {
            row["failure"] = to_string(*entry.failure);
        }
        if (form == Form::text) {
            fmt::print("{:<24} {}\n", id, entry.failure ? to_string(*entry.failure) : entry.label);
        }
        nlohmann::json parameters = nlohmann::json::array();
        if (entry.shader) {
            for (const Parameter& parameter : entry.shader->parameters) {
                parameters.push_back(to_json(parameter));
                if (form == Form::text) {
                    fmt::print("    {:<24} {:<24} {}\n", parameter.name, range_text(parameter), parameter.desc);
                }
            }
        }
        row["parameters"] = std::move(parameters);
        all.push_back(std::move(row));
    }
    if (form == Form::json) {
        fmt::print("{}\n", all.dump(2));
    }
    return Exit::done;
}

Exit list_all_presets(Form form) {
    const Shelf shelf = default_shelf();
    nlohmann::json all = nlohmann::json::array();
    for (const std::string& key : list_presets(shelf)) {
        const Result<Preset> preset = load_preset(shelf, key);
        nlohmann::json row{{"key", key}};
        if (!preset) {
            row["failure"] = to_string(preset.error());
            if (form == Form::text) {
                fmt::print("{:<16} {}\n", key, to_string(preset.error()));
            }
            all.push_back(std::move(row));
            continue;
        }
        row["name"] = preset->name;
        row["description"] = preset->description;
        row["passes"] = nlohmann::json::array();
        for (const PresetPass& pass : preset->passes) {
            row["passes"].push_back(pass.shader);
        }
        if (form == Form::text) {
            fmt::print("{:<16} {}\n{:<16} {}\n", key, preset->name, "", preset->description);
        }
        all.push_back(std::move(row));
    }
    if (form == Form::json) {
        fmt::print("{}\n", all.dump(2));
    }
    return Exit::done;
}

Exit list_actions(Form form) {
    fmt::print("{}", form == Form::json ? actions_json() : actions_text());
    return Exit::done;
}

void declare_list(CLI::App& app, Run& run, const char* name, const char* help, Exit (*list)(Form)) {
    auto json = std::make_shared<bool>(false);
    CLI::App* command = app.add_subcommand(name, help);
    command->add_flag("--json", *json, "print JSON");
    command->callback([json, list, &run] { run = [json, list] { return list(*json ? Form::json : Form::text); }; });
}

} // namespace

void declare_lists(CLI::App& app, Run& run) {
    declare_list(app, run, "passes", "list the shaders there are, with their parameters", list_passes);
    declare_list(app, run, "presets", "list the presets there are", list_all_presets);
    declare_list(app, run, "actions", "list every action and its keys", list_actions);
}

} // namespace senga
