#include "renderer/base/diagnostic.h"

#include <array>
#include <utility>

namespace senga {
namespace {

struct Row {
    std::string_view name;
    Severity severity;
    std::string_view meaning;
};

constexpr auto table = std::to_array<Row>({
#define SENGA_X(code, severity, meaning) {#code, Severity::severity, meaning},
    SENGA_DIAGNOSTICS(SENGA_X)
#undef SENGA_X
});

const Row& row(Code code) {
    return table.at(static_cast<std::size_t>(code));
}

std::string_view severity_name(Severity severity) {
    switch (severity) {
    case Severity::note:
        return "note";
    case Severity::warning:
        return "warning";
    case Severity::error:
        break;
    }
    return "error";
}

} // namespace

std::string_view code_name(Code code) {
    return row(code).name;
}

std::string_view code_meaning(Code code) {
    return row(code).meaning;
}

Severity code_severity(Code code) {
    return row(code).severity;
}

Diagnostic diagnose(Code code, std::string text, Place place) {
    return {.code = code, .severity = code_severity(code), .place = std::move(place), .text = std::move(text)};
}

std::string to_string(const Diagnostic& diagnostic) {
    std::string out;
    if (!diagnostic.place.file.empty()) {
        out += diagnostic.place.file;
        if (diagnostic.place.line > 0) {
            out += ":" + std::to_string(diagnostic.place.line);
        }
        out += ": ";
    }
    out += severity_name(diagnostic.severity);
    out += ": " + diagnostic.text + " [";
    out += code_name(diagnostic.code);
    out += "]";
    return out;
}

} // namespace senga
