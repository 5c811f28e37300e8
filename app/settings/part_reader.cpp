#include "app/settings/part_reader.h"

#include "renderer/language/words.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace senga {
namespace {

// A file in which everything is wrong need not say so line by line.
constexpr std::size_t notes_kept = 64;

} // namespace

void PartReader::note(Code code, int line, std::string text) {
    if (notes_.size() < notes_kept) {
        notes_.push_back(diagnose(code, std::move(text), {place_name_, line}));
    }
}

std::vector<Diagnostic> PartReader::take() && {
    std::stable_sort(notes_.begin(), notes_.end(),
                     [](const Diagnostic& a, const Diagnostic& b) { return a.place.line < b.place.line; });
    return std::move(notes_);
}

void PartReader::wrong(const toml::node& node, std::string text) {
    note(Code::settings_value, line_of(node), std::move(text));
}

void PartReader::unknown(const toml::key& key, const std::string& owner) {
    note(Code::settings_key_unknown, line_of(key),
         owner + "the key " + in_quotes(key.str()) + " is unknown and ignored");
}

void PartReader::mistyped(const toml::node& node, const std::string& what, const char* expected) {
    wrong(node, what + " must be " + expected + ", not " + std::string(type_name(node)) + "; it is ignored");
}

PartReader::Read PartReader::text(const toml::node& node, const std::string& what, std::string& out) {
    if (auto value = node.value_exact<std::string>()) {
        out = *std::move(value);
        return Read::set;
    }
    mistyped(node, what, "a text in quotation marks");
    return Read::left;
}

PartReader::Read PartReader::toggle(const toml::node& node, const std::string& what, bool& out) {
    if (const auto value = node.value_exact<bool>()) {
        out = *value;
        return Read::set;
    }
    mistyped(node, what, "true or false");
    return Read::left;
}

PartReader::Read PartReader::number(const toml::node& node, const std::string& what, double& out) {
    const auto value = node.is_number() ? node.value<double>() : std::nullopt;
    if (value && std::isfinite(*value)) {
        out = *value;
        return Read::set;
    }
    mistyped(node, what, "a finite number");
    return Read::left;
}

const toml::table* PartReader::table(const toml::node& node, const std::string& what) {
    const toml::table* const out = node.as_table();
    if (out == nullptr) {
        mistyped(node, what, "a table");
    }
    return out;
}

const toml::array* PartReader::list(const toml::node& node, const std::string& what) {
    const toml::array* const out = node.as_array();
    if (out == nullptr) {
        mistyped(node, what, "a list");
    }
    return out;
}

} // namespace senga
