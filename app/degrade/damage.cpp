#include "app/degrade/damage.h"

#include "renderer/base/overloaded.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

namespace senga {
namespace {

std::string operation_names() {
    std::string out;
    for (const DamageOperation& operation : damage_operations()) {
        out += fmt::format("{}{}", out.empty() ? "" : ", ", operation.name);
    }
    return out;
}

std::string parameter_names(const DamageOperation& operation) {
    std::string out;
    for (const DamageParameter& parameter : operation.parameters) {
        out += fmt::format("{}{}", out.empty() ? "" : ", ", parameter.name);
    }
    return out;
}

// Takes what lies before `separator` (or all) off the front of `text`.
std::string_view next_part(std::string_view& text, char separator) {
    const std::size_t at = text.find(separator);
    const std::string_view part = text.substr(0, at);
    text = at == std::string_view::npos ? std::string_view{} : text.substr(at + 1);
    return part;
}

// --- values ----------------------------------------------------------------------------------------------------------

std::optional<double> number_from(std::string_view text, const DamageParameter& parameter) {
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool good = error == std::errc() && end == text.data() + text.size() && std::isfinite(value) &&
                      value >= parameter.least && value <= parameter.most;
    const bool whole = parameter.kind != ParameterKind::whole || value == std::floor(value);
    return good && whole ? std::optional(value) : std::nullopt;
}

std::optional<Size> size_from(std::string_view text) {
    constexpr int largest_px = 16384;
    const auto side = [](std::string_view part) {
        int px = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), px);
        return error == std::errc() && end == part.data() + part.size() && px <= largest_px ? px : 0;
    };
    const Size out{side(next_part(text, 'x')), side(text)};
    return out.empty() ? std::nullopt : std::optional(out);
}

std::optional<DamageValues::Value> word_from(std::string_view text, const DamageParameter& parameter) {
    std::string_view left = parameter.words;
    while (!left.empty()) {
        std::string_view word = next_part(left, ',');
        word.remove_prefix(word.starts_with(' ') ? 1 : 0);
        if (word == text) {
            return DamageValues::Value(std::string(word));
        }
    }
    return std::nullopt;
}

std::optional<DamageValues::Value> list_from(std::string_view text, const DamageParameter& parameter) {
    std::vector<double> out;
    const bool more = !text.empty();
    // An empty text is an empty list; a slash at the end lacks a number.
    for (bool ended = !more; !ended;) {
        ended = text.find('/') == std::string_view::npos;
        const std::optional<double> value = number_from(next_part(text, '/'), parameter);
        if (!value) {
            return std::nullopt;
        }
        out.push_back(*value);
    }
    return DamageValues::Value(std::move(out));
}

std::optional<DamageValues::Value> value_from(std::string_view text, const DamageParameter& parameter) {
    switch (parameter.kind) {
    case ParameterKind::number:
    case ParameterKind::whole:
        if (const std::optional<double> value = number_from(text, parameter)) {
            return DamageValues::Value(*value);
        }
        return std::nullopt;
    case ParameterKind::word:
        return word_from(text, parameter);
    case ParameterKind::size:
        if (const std::optional<Size> size = size_from(text); size || text.empty()) {
            return DamageValues::Value(size);
        }
        return std::nullopt;
    case ParameterKind::list:
        return list_from(text, parameter);
    }
    return std::nullopt;
}

DamageValues initial_values(const DamageOperation& operation) {
    DamageValues out;
    for (const DamageParameter& parameter : operation.parameters) {
        const std::optional<DamageValues::Value> value = value_from(parameter.initial, parameter);
        assert(value);
        out.set(parameter.name, *value);
    }
    return out;
}

// --- parsing ---------------------------------------------------------------------------------------------------------

Diagnostic bad_parameter(const DamageOperation& operation, std::string_view name) {
    if (operation.parameters.empty()) {
        return diagnose(Code::usage, fmt::format("{} takes no parameters", operation.name));
    }
    return diagnose(Code::usage, fmt::format("{} has no parameter \"{}\"; it has {}", operation.name, name,
                                             parameter_names(operation)));
}

Outcome set_parameter(Damage& damage, std::string_view assignment) {
    std::string_view text = assignment;
    const std::string_view name = next_part(text, '=');
    for (const DamageParameter& parameter : damage.operation->parameters) {
        if (parameter.name != name) {
            continue;
        }
        const bool given = assignment.size() > name.size();
        const std::optional<DamageValues::Value> value = given ? value_from(text, parameter) : std::nullopt;
        if (!value) {
            return diagnose(Code::usage, fmt::format("{}: {} is {}, not \"{}\"", damage.operation->name, name,
                                                     range_text(parameter), text));
        }
        damage.values.set(name, *value);
        return Done{};
    }
    return bad_parameter(*damage.operation, name);
}

} // namespace

const DamageValues::Value& DamageValues::at(std::string_view name) const {
    const auto found = values_.find(name);
    assert(found != values_.end());
    return found->second;
}

Result<Damage> damage_from_text(std::string_view text) {
    const std::string_view name = next_part(text, ':');
    for (const DamageOperation& operation : damage_operations()) {
        if (operation.name != name) {
            continue;
        }
        Damage out{.operation = &operation, .values = initial_values(operation)};
        while (!text.empty()) {
            if (const Outcome set = set_parameter(out, next_part(text, ',')); !set) {
                return set.error();
            }
        }
        return out;
    }
    return diagnose(Code::usage, fmt::format("there is no damage \"{}\"; choose one of {}", name, operation_names()));
}

std::string range_text(const DamageParameter& parameter) {
    switch (parameter.kind) {
    case ParameterKind::number:
        return fmt::format("{:g} to {:g}", parameter.least, parameter.most);
    case ParameterKind::whole:
        return fmt::format("{:.0f} to {:.0f}, whole", parameter.least, parameter.most);
    case ParameterKind::word:
        return parameter.words;
    case ParameterKind::size:
        return "WxH, 1 to 16384 each";
    case ParameterKind::list:
        return fmt::format("{:g} to {:g} with slashes between them", parameter.least, parameter.most);
    }
    return {};
}

std::string to_text(const DamageValues::Value& value) {
    return std::visit(
        Overloaded{[](double number) { return fmt::format("{}", number); },
                   [](const std::string& word) { return word; },
                   [](const std::optional<Size>& size) { return size ? fmt::format("{}x{}", size->w, size->h) : ""; },
                   [](const std::vector<double>& list) { return fmt::format("{}", fmt::join(list, "/")); }},
        value);
}

std::string to_text(const Damage& damage) {
    std::string out(damage.operation->name);
    char before = ':';
    for (const DamageParameter& parameter : damage.operation->parameters) {
        const std::string value = to_text(damage.values.at(parameter.name));
        if (!value.empty()) {
            out += fmt::format("{}{}={}", std::exchange(before, ','), parameter.name, value);
        }
    }
    return out;
}

std::string damage_help() {
    std::string out;
    for (const DamageOperation& operation : damage_operations()) {
        out += fmt::format("{:<11} {}\n", operation.name, operation.help);
        for (const DamageParameter& parameter : operation.parameters) {
            out += fmt::format("  {:<12} {}", parameter.name, parameter.help);
            out += fmt::format(" ({}; {})\n", range_text(parameter),
                               parameter.initial.empty() ? "unset" : parameter.initial);
        }
    }
    return out;
}

} // namespace senga
