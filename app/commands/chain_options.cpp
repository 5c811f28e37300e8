#include "app/commands/chain_options.h"

#include "renderer/language/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace senga {
namespace {

// Puts the option's value where it belongs; an empty one changes nothing.
Outcome read_kernel(const char* option, const std::string& text, KernelChoice& out) {
    if (text.empty()) {
        return Done{};
    }
    const Result<KernelChoice> choice = kernel_choice_from_text(text);
    if (!choice) {
        return diagnose(Code::usage, fmt::format("{}: {}", option, choice.error().text));
    }
    out = *choice;
    return Done{};
}

template<class Choice>
Outcome read_choice(const char* option, const std::string& name, const char* choices,
                    std::optional<Choice> (*choice_from)(std::string_view), Choice& out) {
    const std::optional<Choice> choice = name.empty() ? std::optional(out) : choice_from(name);
    if (!choice) {
        return diagnose(Code::usage, fmt::format("{} is {}, not \"{}\"", option, choices, name));
    }
    out = *choice;
    return Done{};
}

Outcome read_sigmoid(const ChainOptions& options, SigmoidShape& out) {
    out.centre = options.sigmoid_centre.value_or(out.centre);
    out.slope = options.sigmoid_slope.value_or(out.slope);
    const Outcome good = check(out);
    return good ? good : diagnose(Code::usage, "--sigmoid-centre, --sigmoid-slope: " + good.error().text);
}

Outcome set_scalers(Scaling& scaling, const ChainOptions& options) {
    const std::string& down = options.down_scaler.empty() ? options.scaler : options.down_scaler;
    const char* const down_option = options.down_scaler.empty() ? "--scaler" : "--down-scaler";
    Outcome read = read_kernel("--scaler", options.scaler, scaling.up);
    read = read ? read_kernel(down_option, down, scaling.down) : read;
    read = read ? read_kernel("--chroma-scaler", options.chroma_scaler, scaling.chroma) : read;
    read = read
               ? read_choice("--light", options.light, "gamma, linear or sigmoid", up_light_from_name, scaling.up_light)
               : read;
    read = read ? read_choice("--down-light", options.down_light, "gamma or linear", down_light_from_name,
                              scaling.down_light)
                : read;
    read =
        read ? read_choice("--downscale", options.downscale, "widened or plain", downscale_from_name, scaling.downscale)
             : read;
    return read ? read_sigmoid(options, scaling.sigmoid) : read;
}

// What the passes get instead, where that is not what was asked for.
void note_range(const Parameter& parameter, double value, const std::string& assignment,
                std::vector<Diagnostic>& notes) {
    const double used = sanitised(parameter, value);
    if (used == value) {
        return;
    }
    const std::string why =
        parameter.maximum && value > *parameter.maximum   ? fmt::format("at most {}", shortest(*parameter.maximum))
        : parameter.minimum && value < *parameter.minimum ? fmt::format("at least {}", shortest(*parameter.minimum))
                                                          : std::string("a number of another kind");
    Diagnostic note = diagnose(Code::preset_range, fmt::format("--set {}: {} is {}; {} is used", assignment,
                                                               parameter.name, why, shortest(used)));
    if (std::find(notes.begin(), notes.end(), note) == notes.end()) {
        notes.push_back(std::move(note));
    }
}

Outcome set_value(Chain& chain, const std::string& assignment, std::vector<Diagnostic>& notes) {
    const std::size_t equals = assignment.find('=');
    const std::string name = assignment.substr(0, equals);
    char* end = nullptr;
    const std::string text = equals == std::string::npos ? "" : assignment.substr(equals + 1);
    const double value = std::strtod(text.c_str(), &end);
    if (text.empty() || *end != '\0') {
        return diagnose(Code::usage, fmt::format("--set \"{}\" is not NAME=NUMBER", assignment));
    }
    bool found = false;
    for (ChainEntry& entry : chain.entries) {
        const Parameter* parameter = entry.shader ? entry.shader->find_parameter(name) : nullptr;
        if (parameter != nullptr) {
            note_range(*parameter, value, assignment, notes);
            entry.values.insert_or_assign(name, value);
            found = true;
        }
    }
    if (!found) {
        return diagnose(Code::usage, fmt::format("--set {}: no pass of the chain has such a parameter", name));
    }
    return Done{};
}

} // namespace

void declare(CLI::App& command, ChainOptions& options) {
    const std::size_t before = command.get_options().size();
    CLI::Option* preset =
        command.add_option("--preset", options.preset, "the preset to use (see: senga presets)")->capture_default_str();
    CLI::Option* shader =
        command
            .add_option("--shader", options.shaders,
                        "run these .glsl files in place of a preset, or after it where --preset is given too")
            ->type_name("FILE")
            ->take_all();
    command.add_flag("--none", options.none, "no passes: the picture as it was, scaled")
        ->excludes(preset)
        ->excludes(shader);
    command
        .add_option("--scaler", options.scaler,
                    "the kernel the picture is scaled with, e.g. spline36, lanczos:radius=4,antiring=0.5, "
                    "bcspline:b=0.2,c=0.4; one of " +
                        kernel_names())
        ->type_name("NAME[:KEY=NUMBER,...]");
    command.add_option("--down-scaler", options.down_scaler, "another kernel for shrinking (as --scaler)")
        ->type_name("NAME[:...]");
    command.add_option("--chroma-scaler", options.chroma_scaler, "the kernel the colour planes are scaled with")
        ->type_name("NAME[:...]");
    command
        .add_option(
            "--light", options.light,
            "what enlarging mixes: values as coded (gamma), linear light, or sigmoid, linear light that rings less")
        ->type_name("NAME");
    command.add_option("--down-light", options.down_light, "what shrinking mixes: gamma or linear, likewise")
        ->type_name("NAME");
    command
        .add_option("--downscale", options.downscale,
                    "widened: the kernel grows as the picture shrinks, so that nothing flickers; plain: it does not")
        ->type_name("NAME");
    command.add_option("--sigmoid-centre", options.sigmoid_centre,
                       "the middle of the curve of --light sigmoid, 0 to 1 (0.75)");
    command.add_option("--sigmoid-slope", options.sigmoid_slope, "its steepness, 1 to 20 (6.5)");
    command
        .add_option("--set", options.values,
                    "a value for a parameter of the passes (see: senga passes), for each that has it; may be given "
                    "several times")
        ->type_name("NAME=NUMBER")
        ->take_all();
    const std::vector<CLI::Option*> all = command.get_options({});
    for (std::size_t i = before; i < all.size(); ++i) {
        all[i]->group("The chain (scalers and light are the preset's, unless told)");
    }
}

Result<LoadedChain> load(const ChainOptions& options, const CLI::App& command, const Shelf& shelf) {
    LoadedChain out;
    const bool preset_named = command.count("--preset") > 0;
    if (options.none) {
        out.chain.name = "Original";
    } else if (options.shaders.empty() || preset_named) {
        Result<Preset> preset = load_preset(shelf, options.preset);
        if (!preset) {
            return preset.error();
        }
        out = load_chain(shelf, *preset);
    } else {
        out.chain.name = "Own shaders";
    }
    if (!options.none) {
        for (const std::string& shader : options.shaders) {
            ChainEntry entry = load_entry(shelf, shader);
            if (entry.failure) {
                out.notes.push_back(*entry.failure);
            }
            out.chain.entries.push_back(std::move(entry));
        }
    }
    if (const Outcome scalers = set_scalers(out.chain.scaling, options); !scalers) {
        return scalers.error();
    }
    for (const std::string& assignment : options.values) {
        if (const Outcome set = set_value(out.chain, assignment, out.notes); !set) {
            return set.error();
        }
    }
    return out;
}

const Diagnostic* unreadable(const Chain& chain) {
    for (std::size_t i = 0; i < chain.entries.size(); ++i) {
        if (chain.entries[i].failure && takes_part(chain, i)) {
            return &*chain.entries[i].failure;
        }
    }
    return nullptr;
}

Result<Size> parse_size(const std::string& text) {
    Size out;
    const char* end = text.data() + text.size();
    const auto [after_w, w_error] = std::from_chars(text.data(), end, out.w);
    if (w_error == std::errc() && after_w != end && (*after_w == 'x' || *after_w == 'X')) {
        const auto [after_h, h_error] = std::from_chars(after_w + 1, end, out.h);
        if (h_error == std::errc() && after_h == end && !out.empty() && out.w <= 16384 && out.h <= 16384) {
            return out;
        }
    }
    return diagnose(Code::usage, fmt::format("\"{}\" is not a size like 1920x1080 (1 to 16384 each)", text));
}

} // namespace senga
