#include "app/state/rules.h"

#include "app/i18n/texts.h"
#include "renderer/base/ascii.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace senga {
namespace {

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<double> read_number(std::string_view text) {
    text = trimmed(text);
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

bool same(char a, char b) {
    return ascii_lower(a) == ascii_lower(b);
}

bool same(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return same(x, y); });
}

// How many bytes the character at the front takes in UTF-8: what a ? stands for.
std::size_t character(std::string_view text) {
    std::size_t end = 1;
    while (end < text.size() && (text[end] & 0xC0) == 0x80) {
        ++end;
    }
    return end;
}

// * is any text, ? any one character, the rest itself but for case. Goes back to the last * only, so it takes at most
// pattern times text steps.
bool matches(std::string_view pattern, std::string_view text) {
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t star_text = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            star_text = t;
        } else if (p < pattern.size() && pattern[p] == '?') {
            ++p;
            t += character(text.substr(t));
        } else if (p < pattern.size() && same(pattern[p], text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            star_text += character(text.substr(star_text));
            t = star_text;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') {
        ++p;
    }
    return p == pattern.size();
}

struct PathParts {
    std::string_view folder; // without a slash at its end
    std::string_view file;
};

PathParts split(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos) {
        return {"", path};
    }
    return {path.substr(0, std::max<std::size_t>(slash, 1)), path.substr(slash + 1)};
}

// What is unknown satisfies no bound.
bool within(const Bounds& bounds, double value, bool known) {
    return bounds.unbounded() || (known && bounds.holds(value));
}

} // namespace

Result<Bounds> bounds_from_text(std::string_view text) {
    const std::string_view whole = trimmed(text);
    const auto wrong = [&] {
        return diagnose(Code::preset_value,
                        fmt::format("\"{}\" is no range of numbers; write one as >=720, <=1, 1.5..3 "
                                    "or 24, or nothing for any",
                                    whole));
    };
    if (whole.empty()) {
        return Bounds{};
    }
    Bounds out;
    if (whole.starts_with(">=")) {
        out.least = read_number(whole.substr(2));
    } else if (whole.starts_with("<=")) {
        out.most = read_number(whole.substr(2));
    } else if (const std::size_t dots = whole.find(".."); dots != std::string_view::npos) {
        out.least = read_number(whole.substr(0, dots));
        out.most = read_number(whole.substr(dots + 2));
        if (!out.least || !out.most || *out.least > *out.most) {
            return wrong();
        }
    } else {
        out.least = out.most = read_number(whole);
    }
    return out.unbounded() ? Result<Bounds>(wrong()) : Result<Bounds>(out);
}

std::string to_text(const Bounds& bounds) {
    if (bounds.least && bounds.most) {
        return *bounds.least == *bounds.most ? fmt::format("{}", *bounds.least)
                                             : fmt::format("{}..{}", *bounds.least, *bounds.most);
    }
    if (bounds.least) {
        return fmt::format(">={}", *bounds.least);
    }
    return bounds.most ? fmt::format("<={}", *bounds.most) : "";
}

bool holds(const Rule& rule, const RuleFacts& facts) {
    const bool source = !facts.source.empty();
    const bool display = !facts.display.empty();
    const double scale = source && display ? static_cast<double>(facts.display.h) / facts.source.h : 0.0;
    const PathParts parts = split(facts.path);
    return within(rule.source_lines, facts.source.h, source) && within(rule.display_lines, facts.display.h, display) &&
           within(rule.scale, scale, source && display) && within(rule.fps, facts.fps, facts.fps > 0.0) &&
           (rule.codec.empty() || same(rule.codec, facts.codec)) &&
           (rule.file.empty() || matches(rule.file, parts.file)) &&
           (rule.folder.empty() || matches(rule.folder, parts.folder));
}

std::optional<std::string> choose_preset(const std::vector<Rule>& rules, const RuleFacts& facts) {
    for (const Rule& rule : rules) {
        if (rule.enabled && !rule.preset.empty() && holds(rule, facts)) {
            return rule.preset;
        }
    }
    return std::nullopt;
}

std::vector<Rule> initial_rules() {
    Rule rule;
    rule.name = "Off where nothing is enlarged";
    rule.preset = "off";
    rule.enabled = false;
    rule.scale.most = 1.0;
    return {rule};
}

} // namespace senga
