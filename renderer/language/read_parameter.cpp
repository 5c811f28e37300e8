#include "renderer/language/block_readers.h"
#include "renderer/language/words.h"

#include <cmath>
#include <limits>
#include <utility>

namespace senga {
namespace {

class ParameterReader {
public:
    ParameterReader(const SourceBlock& block, Reading& reading) : block_(block), reading_(reading) {}

    Result<Parameter> run();

private:
    using Fault = std::optional<Diagnostic>;

    Fault read(const Directive& directive);
    Fault read_type(const Directive& directive);
    Fault read_labels();
    Fault read_initial();
    void settle_define();
    Fault read_bound(const Directive& directive, std::optional<double>& out);
    std::optional<double> number(std::string_view text) const;
    const char* number_kind() const;
    Diagnostic fault(int line, std::string text) const;

    const SourceBlock& block_;
    Reading& reading_;
    Parameter parameter_;
    // Bounds may stand before the TYPE that says how to read them.
    std::optional<Directive> minimum_;
    std::optional<Directive> maximum_;
    bool typed_ = false;
    bool enumerated_ = false;
};

Result<Parameter> ParameterReader::run() {
    parameter_.line = block_.line();
    for (const Directive& directive : block_.directives) {
        if (auto wrong = read(directive)) {
            return *std::move(wrong);
        }
    }
    if (!typed_) {
        return fault(block_.line(), "has no TYPE line; add //!TYPE float, int, uint or DEFINE");
    }
    if (trim(block_.body).empty()) {
        return fault(block_.line(), enumerated_ ? "has no labels; write one per line behind its //! lines"
                                                : "has no default value; write it in the line behind its //! lines");
    }
    if (auto wrong = enumerated_ ? read_labels() : read_initial()) {
        return *std::move(wrong);
    }
    return std::move(parameter_);
}

Diagnostic ParameterReader::fault(int line, std::string text) const {
    return reading_.error(Code::shader_parameter, line, "PARAM " + parameter_.name + " " + std::move(text));
}

ParameterReader::Fault ParameterReader::read(const Directive& directive) {
    if (directive.word == "PARAM") {
        auto name = read_name(directive, reading_);
        if (!name) {
            return name.error();
        }
        parameter_.name = *std::move(name);
        return std::nullopt;
    }
    if (directive.word == "DESC") {
        parameter_.desc = directive.value;
        return std::nullopt;
    }
    if (directive.word == "TYPE") {
        return read_type(directive);
    }
    if (directive.word == "MINIMUM") {
        minimum_ = directive;
        return std::nullopt;
    }
    if (directive.word == "MAXIMUM") {
        maximum_ = directive;
        return std::nullopt;
    }
    return refuse_misplaced(directive, BlockKind::parameter, reading_);
}

// [ENUM] ( DEFINE | [DYNAMIC | CONSTANT] ( float | int | uint ) )
ParameterReader::Fault ParameterReader::read_type(const Directive& directive) {
    auto words = split_words(directive.value);
    const auto eat = [&words](std::string_view word) {
        const bool found = !words.empty() && words.front() == word;
        if (found) {
            words.erase(words.begin());
        }
        return found;
    };
    typed_ = true;
    enumerated_ = eat("ENUM");
    parameter_.binding = Parameter::Binding::uniform;
    if (eat("DEFINE")) {
        parameter_.binding = Parameter::Binding::define;
        parameter_.type = Parameter::Type::integer;
        return words.empty() ? std::nullopt
                             : std::optional(fault(directive.number, "has words behind TYPE DEFINE; it takes none"));
    }
    if (eat("DYNAMIC")) {
        parameter_.binding = Parameter::Binding::dynamic;
    } else if (eat("CONSTANT")) {
        parameter_.binding = Parameter::Binding::constant;
    }
    if (eat("float")) {
        parameter_.type = Parameter::Type::real;
    } else if (eat("int")) {
        parameter_.type = Parameter::Type::integer;
    } else if (eat("uint")) {
        parameter_.type = Parameter::Type::natural;
    } else {
        words.assign(1, "unknown");
    }
    if (!words.empty()) {
        return fault(directive.number, "has the unknown type " + in_quotes(directive.value) +
                                           "; there are float, int, uint and DEFINE, with DYNAMIC, CONSTANT or ENUM "
                                           "before them");
    }
    if (enumerated_ && parameter_.type != Parameter::Type::integer) {
        return fault(directive.number, "is an ENUM and must be of type int or DEFINE");
    }
    return std::nullopt;
}

// libplacebo: the body holds one label per line, value i means the i-th, and the first is the default. MINIMUM and
// MAXIMUM mean nothing here.
ParameterReader::Fault ParameterReader::read_labels() {
    std::string_view rest = block_.body;
    while (!rest.empty()) {
        const std::string_view label = trim(take_line(rest));
        if (label.empty()) {
            continue;
        }
        if (label.size() > reading_.limits.name_bytes || parameter_.labels.size() >= reading_.limits.parameters) {
            return reading_.error(Code::shader_limit, block_.body_line,
                                  "PARAM " + parameter_.name + " has too many or too long labels");
        }
        parameter_.labels.emplace_back(label);
    }
    parameter_.minimum = 0.0;
    parameter_.maximum = static_cast<double>(parameter_.labels.size() - 1);
    parameter_.initial = 0.0;
    return std::nullopt;
}

std::optional<double> ParameterReader::number(std::string_view text) const {
    if (parameter_.type == Parameter::Type::real) {
        // What a float of the GPU cannot hold is no value.
        return parse_float(text) ? parse_real(text) : std::nullopt;
    }
    // "0.0" as the bound of an int is common in the wild.
    const auto value = parse_real(text);
    const bool natural = parameter_.type == Parameter::Type::natural;
    const double least = natural ? 0.0 : std::numeric_limits<int>::min();
    const double most = natural ? std::numeric_limits<unsigned>::max() : std::numeric_limits<int>::max();
    const bool fits = value && *value == std::trunc(*value) && *value >= least && *value <= most;
    return fits ? value : std::nullopt;
}

const char* ParameterReader::number_kind() const {
    switch (parameter_.type) {
    case Parameter::Type::integer:
        return "a whole number";
    case Parameter::Type::natural:
        return "a whole number not below 0";
    case Parameter::Type::real:
        break;
    }
    return "a number";
}

ParameterReader::Fault ParameterReader::read_bound(const Directive& directive, std::optional<double>& out) {
    out = number(directive.value);
    return out ? std::nullopt
               : std::optional(fault(directive.number, std::string(directive.word) + " must be " + number_kind() +
                                                           ", not " + in_quotes(directive.value)));
}

// libplacebo holds a DEFINE as an int and reads "0.8" as 0. Community shaders write fractions all the same and mean
// them; a macro can hold one, so ours does.
void ParameterReader::settle_define() {
    const auto fractional = [](std::string_view text) { return parse_real(text) && !parse_integer(text); };
    if (parameter_.binding == Parameter::Binding::define &&
        (fractional(trim(block_.body)) || (minimum_ && fractional(minimum_->value)) ||
         (maximum_ && fractional(maximum_->value)))) {
        parameter_.type = Parameter::Type::real;
    }
}

ParameterReader::Fault ParameterReader::read_initial() {
    settle_define();
    if (minimum_) {
        if (auto wrong = read_bound(*minimum_, parameter_.minimum)) {
            return wrong;
        }
    }
    if (maximum_) {
        if (auto wrong = read_bound(*maximum_, parameter_.maximum)) {
            return wrong;
        }
    }
    const std::string_view text = trim(block_.body);
    const auto value = number(text);
    if (!value) {
        return fault(block_.body_line, std::string("needs ") + number_kind() +
                                           " and nothing else as its default value, not " + in_quotes(text));
    }
    parameter_.initial = *value;
    if (parameter_.minimum && parameter_.maximum && *parameter_.minimum > *parameter_.maximum) {
        return fault(minimum_->number, "has a MINIMUM above its MAXIMUM");
    }
    if ((parameter_.minimum && *value < *parameter_.minimum) || (parameter_.maximum && *value > *parameter_.maximum)) {
        return fault(block_.body_line, "has the default value " + shortest(*value) + " outside its own range");
    }
    return std::nullopt;
}

} // namespace

Result<Parameter> read_parameter(const SourceBlock& block, Reading& reading) {
    return ParameterReader(block, reading).run();
}

} // namespace senga
