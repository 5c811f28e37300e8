#include "renderer/chain/preset.h"

#include "renderer/chain/toml_node.h"
#include "renderer/chain/toml_text.h"
#include "renderer/language/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <utility>

namespace senga {
namespace {

// A preset is written by hand; far above this it is none.
constexpr std::size_t preset_bytes = 1U << 20;
constexpr std::size_t notes_kept = 64;

using Fault = std::optional<Diagnostic>;

// From TOML's tree to a Preset.
class PresetReader {
public:
    PresetReader(std::string_view place_name, const Limits& limits) : place_name_(place_name), limits_(limits) {}

    Result<Preset> read(const toml::table& root);

private:
    Fault read_text(const toml::node& node, const std::string& what, std::string& out) const;
    Fault read_scaling(const toml::node& node);
    Fault read_scaling_key(std::string_view key, const toml::node& value, Scaling& out);
    Fault read_kernel(const toml::node& node, const std::string& what, KernelChoice& out) const;
    Fault read_shape_number(const toml::node& node, const std::string& what, double& out) const;
    template<class Choice>
    Fault read_choice(const toml::node& node, const std::string& what, const char* choices,
                      std::optional<Choice> (*choice_from)(std::string_view), Choice& out) const;
    Fault read_passes(const toml::node& node);
    Fault read_pass(const toml::table& table, PresetPass& out);
    Fault read_numbers(const toml::table& table, const std::string& owner, ParameterValues& out) const;
    Fault read_number(const toml::node& node, std::string_view name, const std::string& owner,
                      ParameterValues& out) const;
    Fault read_conditions(const toml::node& node, const std::string& owner, PresetPass& out) const;
    Fault read_condition(const toml::table& table, const std::string& owner, ConditionalValues& out) const;

    Diagnostic wrong(const toml::node& node, std::string text) const;
    // "... must be a number, not a text"
    Diagnostic mistyped(const toml::node& node, const std::string& what, const char* expected) const;
    void note_unknown(const toml::key& key, const std::string& owner);

    std::string_view place_name_;
    const Limits& limits_;
    Preset out_;
};

Diagnostic PresetReader::wrong(const toml::node& node, std::string text) const {
    return diagnose(Code::preset_value, std::move(text), {std::string(place_name_), line_of(node)});
}

Diagnostic PresetReader::mistyped(const toml::node& node, const std::string& what, const char* expected) const {
    return wrong(node, what + " must be " + expected + ", not " + std::string(type_name(node)));
}

void PresetReader::note_unknown(const toml::key& key, const std::string& owner) {
    if (out_.notes.size() < notes_kept) {
        out_.notes.push_back(diagnose(Code::preset_key_unknown,
                                      owner + "the key " + in_quotes(key.str()) + " is unknown and ignored",
                                      {std::string(place_name_), line_of(key)}));
    }
}

Result<Preset> PresetReader::read(const toml::table& root) {
    out_.key = std::filesystem::path(place_name_).stem().string();
    out_.name = out_.key;
    for (const auto& [key, node] : root) {
        Fault fault;
        if (key == "name") {
            fault = read_text(node, "name", out_.name);
        } else if (key == "description") {
            fault = read_text(node, "description", out_.description);
        } else if (key == "scaling") {
            fault = read_scaling(node);
        } else if (key == "pass") {
            fault = read_passes(node);
        } else {
            note_unknown(key, "");
        }
        if (fault) {
            return *std::move(fault);
        }
    }
    return std::move(out_);
}

Fault PresetReader::read_text(const toml::node& node, const std::string& what, std::string& out) const {
    const auto text = node.value_exact<std::string>();
    if (!text) {
        return mistyped(node, what, "a text in quotation marks");
    }
    out = *text;
    return std::nullopt;
}

Fault PresetReader::read_kernel(const toml::node& node, const std::string& what, KernelChoice& out) const {
    std::string text;
    if (auto fault = read_text(node, what, text)) {
        return fault;
    }
    const Result<KernelChoice> choice = kernel_choice_from_text(text);
    if (!choice) {
        return wrong(node, what + ": " + choice.error().text);
    }
    out = *choice;
    return std::nullopt;
}

template<class Choice>
Fault PresetReader::read_choice(const toml::node& node, const std::string& what, const char* choices,
                                std::optional<Choice> (*choice_from)(std::string_view), Choice& out) const {
    std::string name;
    if (auto fault = read_text(node, what, name)) {
        return fault;
    }
    const std::optional<Choice> choice = choice_from(name);
    if (!choice) {
        return wrong(node, what + " must be " + choices + ", not " + in_quotes(name));
    }
    out = *choice;
    return std::nullopt;
}

Fault PresetReader::read_shape_number(const toml::node& node, const std::string& what, double& out) const {
    const auto value = node.is_number() ? node.value<double>() : std::nullopt;
    if (!value) {
        return mistyped(node, what, "a number");
    }
    out = *value;
    if (const Outcome good = check(out_.scaling.sigmoid); !good) {
        return wrong(node, what + ": " + good.error().text);
    }
    return std::nullopt;
}

Fault PresetReader::read_scaling_key(std::string_view key, const toml::node& value, Scaling& out) {
    const std::string what = "scaling: " + std::string(key);
    if (key == "up" || key == "down" || key == "chroma") {
        return read_kernel(value, what, key == "up" ? out.up : key == "down" ? out.down : out.chroma);
    }
    if (key == "downscale") {
        return read_choice(value, what, "\"widened\" or \"plain\"", downscale_from_name, out.downscale);
    }
    if (key == "up_light") {
        return read_choice(value, what, "\"gamma\", \"linear\" or \"sigmoid\"", up_light_from_name, out.up_light);
    }
    if (key == "down_light") {
        return read_choice(value, what, "\"gamma\" or \"linear\"", down_light_from_name, out.down_light);
    }
    return read_shape_number(value, what, key == "sigmoid_centre" ? out.sigmoid.centre : out.sigmoid.slope);
}

Fault PresetReader::read_scaling(const toml::node& node) {
    constexpr auto known = std::to_array<std::string_view>(
        {"up", "down", "chroma", "downscale", "up_light", "down_light", "sigmoid_centre", "sigmoid_slope"});
    const toml::table* const table = node.as_table();
    if (table == nullptr) {
        return mistyped(node, "scaling", "a table, written [scaling]");
    }
    for (const auto& [key, value] : *table) {
        if (std::find(known.begin(), known.end(), key.str()) == known.end()) {
            note_unknown(key, "scaling: ");
        } else if (auto fault = read_scaling_key(key.str(), value, out_.scaling)) {
            return fault;
        }
    }
    return std::nullopt;
}

Fault PresetReader::read_passes(const toml::node& node) {
    const toml::array* const array = node.as_array();
    if (array == nullptr) {
        return mistyped(node, "pass", "a list of tables, each written [[pass]]");
    }
    if (array->size() > limits_.passes) {
        return wrong(node, "the preset has more than " + std::to_string(limits_.passes) + " passes");
    }
    for (const toml::node& element : *array) {
        const toml::table* const table = element.as_table();
        if (table == nullptr) {
            return mistyped(element, "pass", "a table, written [[pass]]");
        }
        PresetPass pass;
        if (auto fault = read_pass(*table, pass)) {
            return fault;
        }
        out_.passes.push_back(std::move(pass));
    }
    return std::nullopt;
}

Fault PresetReader::read_pass(const toml::table& table, PresetPass& out) {
    const std::string owner = "pass " + std::to_string(out_.passes.size() + 1) + ": ";
    out.line = line_of(table);
    for (const auto& [key, node] : table) {
        Fault fault;
        if (key == "shader") {
            fault = read_text(node, owner + "shader", out.shader);
        } else if (key == "enabled") {
            const auto enabled = node.value_exact<bool>();
            fault = enabled ? Fault() : mistyped(node, owner + "enabled", "true or false");
            out.enabled = enabled.value_or(true);
        } else if (key == "parameters") {
            const toml::table* const parameters = node.as_table();
            fault = parameters == nullptr
                        ? Fault(mistyped(node, owner + "parameters", "a table, written [pass.parameters]"))
                        : read_numbers(*parameters, owner, out.parameters);
        } else if (key == "when") {
            fault = read_conditions(node, owner, out);
        } else {
            note_unknown(key, owner);
        }
        if (fault) {
            return fault;
        }
    }
    if (trim(out.shader).empty()) {
        return wrong(table, owner + "names no shader; write shader = \"folder/name\"");
    }
    return std::nullopt;
}

Fault PresetReader::read_number(const toml::node& node, std::string_view name, const std::string& owner,
                                ParameterValues& out) const {
    const auto value = node.is_number() ? node.value<double>() : std::nullopt;
    const std::string what = owner + "parameter " + std::string(name);
    if (!value) {
        return mistyped(node, what, "a number");
    }
    if (!std::isfinite(*value)) {
        return wrong(node, what + " must be a finite number");
    }
    if (name.size() > limits_.name_bytes || out.size() >= limits_.parameters) {
        return wrong(node, owner + "too many parameters, or one with too long a name");
    }
    out.insert_or_assign(std::string(name), *value);
    return std::nullopt;
}

Fault PresetReader::read_numbers(const toml::table& table, const std::string& owner, ParameterValues& out) const {
    for (const auto& [key, node] : table) {
        if (auto fault = read_number(node, key.str(), owner, out)) {
            return fault;
        }
    }
    return std::nullopt;
}

Fault PresetReader::read_conditions(const toml::node& node, const std::string& owner, PresetPass& out) const {
    const toml::array* const array = node.as_array();
    if (array == nullptr) {
        return mistyped(node, owner + "when", "a list of tables, each written [[pass.when]]");
    }
    if (array->size() > limits_.parameters) {
        return wrong(node, owner + "has more than " + std::to_string(limits_.parameters) + " conditions");
    }
    for (const toml::node& element : *array) {
        const toml::table* const table = element.as_table();
        if (table == nullptr) {
            return mistyped(element, owner + "when", "a table, written [[pass.when]]");
        }
        ConditionalValues conditional;
        if (auto fault = read_condition(*table, owner, conditional)) {
            return fault;
        }
        out.conditional.push_back(std::move(conditional));
    }
    return std::nullopt;
}

Fault PresetReader::read_condition(const toml::table& table, const std::string& owner, ConditionalValues& out) const {
    for (const auto& [key, node] : table) {
        Fault fault;
        if (key == "condition") {
            std::string text;
            fault = read_text(node, owner + "condition", text);
            auto parsed = parse_expression(fault ? "1" : text, {std::string(place_name_), line_of(node)}, limits_);
            if (!parsed) {
                fault = parsed.error();
                fault->text = owner + "condition: " + fault->text;
            } else {
                out.when = *std::move(parsed);
            }
        } else {
            fault = read_number(node, key.str(), owner, out.values);
        }
        if (fault) {
            return fault;
        }
    }
    if (out.when.empty()) {
        return wrong(table, owner + "a [[pass.when]] has no condition; write condition = \"OUTPUT.h 1080 >\"");
    }
    return std::nullopt;
}

// --- text -----------------------------------------------------------------------------------------------------------

void write_values(std::string& out, const ParameterValues& values) {
    for (const auto& [name, value] : values) {
        out += toml_key(name) + " = " + toml_number(value) + "\n";
    }
}

void write_scaling(std::string& out, const Scaling& scaling) {
    out += "\n[scaling]\nup = " + toml_string(to_text(scaling.up)) + "\ndown = " + toml_string(to_text(scaling.down)) +
           "\nchroma = " + toml_string(to_text(scaling.chroma)) +
           "\ndownscale = " + toml_string(downscale_name(scaling.downscale)) +
           "\nup_light = " + toml_string(light_name(scaling.up_light)) +
           "\ndown_light = " + toml_string(light_name(scaling.down_light)) + "\n";
    if (scaling.sigmoid != SigmoidShape()) {
        out += "sigmoid_centre = " + toml_number(scaling.sigmoid.centre) +
               "\nsigmoid_slope = " + toml_number(scaling.sigmoid.slope) + "\n";
    }
}

void write_pass(std::string& out, const PresetPass& pass) {
    out += "\n[[pass]]\nshader = " + toml_string(pass.shader) + "\n";
    if (!pass.enabled) {
        out += "enabled = false\n";
    }
    if (!pass.parameters.empty()) {
        out += "[pass.parameters]\n";
        write_values(out, pass.parameters);
    }
    for (const ConditionalValues& conditional : pass.conditional) {
        out += "[[pass.when]]\ncondition = " + toml_string(conditional.when.text) + "\n";
        write_values(out, conditional.values);
    }
}

} // namespace

Result<Preset> preset_from_text(std::string_view text, std::string_view place_name, const Limits& limits) {
    const std::size_t most = std::min(preset_bytes, limits.file_bytes);
    if (text.size() > most) {
        return diagnose(Code::file_too_large, "a preset has at most " + std::to_string(most) + " bytes",
                        {std::string(place_name), 0});
    }
    const Result<toml::table> root = parse_toml(text, place_name, Code::preset_syntax);
    return root ? PresetReader(place_name, limits).read(*root) : root.error();
}

std::string to_text(const Preset& preset) {
    std::string out = "name = " + toml_string(preset.name) + "\n";
    if (!preset.description.empty()) {
        out += "description = " + toml_string(preset.description) + "\n";
    }
    if (preset.scaling != Scaling()) {
        write_scaling(out, preset.scaling);
    }
    for (const PresetPass& pass : preset.passes) {
        write_pass(out, pass);
    }
    return out;
}

// --- a chain as a preset
// ----------------------------------------------------------------------------------------------

namespace {

// An entry that was loaded by a path from the working folder is found from no other one.
std::string lasting_id(const ChainEntry& entry) {
    std::error_code error;
    const std::filesystem::path absolute = std::filesystem::absolute(entry.id, error);
    return entry.path != entry.id || error ? entry.id : absolute.lexically_normal().string();
}

// Takes `values` in as ones that always hold: they beat all that was said of the same names before.
void always(const ParameterValues& values, PresetPass& out) {
    for (const auto& [name, value] : values) {
        for (ConditionalValues& conditional : out.conditional) {
            conditional.values.erase(name);
        }
        out.parameters.insert_or_assign(name, value);
    }
}

PresetPass pass_of(const ChainEntry& entry) {
    PresetPass out;
    out.shader = lasting_id(entry);
    out.enabled = entry.enabled;
    for (const ConditionalValues& conditional : entry.conditional) {
        if (conditional.when.empty()) {
            always(conditional.values, out);
        } else {
            out.conditional.push_back(conditional);
        }
    }
    always(entry.values, out);
    std::erase_if(out.conditional, [](const ConditionalValues& conditional) { return conditional.values.empty(); });
    return out;
}

} // namespace

Preset preset_of(const Chain& chain) {
    Preset out;
    out.name = chain.name;
    out.description = chain.description;
    out.scaling = chain.scaling;
    for (const ChainEntry& entry : chain.entries) {
        out.passes.push_back(pass_of(entry));
    }
    return out;
}

} // namespace senga
