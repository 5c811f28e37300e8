#include "renderer/export/mpv_variants.h"

#include "renderer/language/glsl_text.h"
#include "renderer/language/words.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

namespace senga::mpv {
namespace {

constexpr std::size_t mpv_tokens = 32;
constexpr std::size_t most_conditions = 3; // of one pass: eight cases at most

bool names(const Expression& expression, const std::string& parameter) {
    return std::any_of(expression.tokens.begin(), expression.tokens.end(), [&](const Token& token) {
        return token.kind == Token::Kind::parameter && token.name == parameter;
    });
}

bool uses(const PassBlock& pass, const std::string& parameter) {
    return mentions(pass.body, parameter) || names(pass.when, parameter) || names(pass.width, parameter) ||
           names(pass.height, parameter);
}

// Whether a pass makes the picture larger or smaller, before it is scaled.
bool resizes(const Chain& chain, const Choices& choices) {
    for (std::size_t e = 0; e < choices.size(); ++e) {
        for (std::size_t b = 0; b < choices[e].size(); ++b) {
            const PassBlock& pass = chain.entries[e].shader->passes[b];
            const auto& hooks = choices[e][b].hooks;
            const bool moves = std::any_of(hooks.begin(), hooks.end(), [&](Stage stage) {
                const bool replaces = pass.save.empty() || pass.save == stage_name(stage);
                return replaces && stage != Stage::chroma && stage_resizable(stage);
            });
            if (choices[e][b].kept && moves && !(pass.width.empty() && pass.height.empty())) {
                return true;
            }
        }
    }
    return false;
}

// What a condition of a preset knows; see source_lookup().
bool is_film(std::string_view name) {
    constexpr auto film = std::to_array<std::string_view>({"NATIVE", "LUMA", "MAIN", "RGB", "NATIVE_CROPPED"});
    return std::find(film.begin(), film.end(), name) != film.end();
}

bool is_truth(Token::Kind kind) {
    return kind == Token::Kind::greater || kind == Token::Kind::less || kind == Token::Kind::equal ||
           kind == Token::Kind::negate;
}

constexpr std::string_view always = "1";
constexpr std::string_view never = "0";

// The condition of a preset in words that mpv's WHEN knows at every stage, as 1 or 0. nullopt: there are none.
std::optional<std::string> translated(const Expression& condition, bool film_size_kept) {
    if (condition.empty()) {
        return std::string(always);
    }
    const auto words = split_words(condition.text);
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Token& token = condition.tokens[i];
        const bool size = token.kind == Token::Kind::width || token.kind == Token::Kind::height;
        const bool film = size && is_film(token.name);
        if (size && (token.name == "CHROMA" || (film && !film_size_kept))) {
            return std::nullopt;
        }
        if (token.kind == Token::Kind::parameter || (size && !film && token.name != "OUTPUT")) {
            return std::string(never); // nobody knows the name, so the condition never holds
        }
        out += i == 0 ? "" : " ";
        out += !film                              ? std::string(words[i])
               : token.kind == Token::Kind::width ? "NATIVE_CROPPED.w"
                                                  : "NATIVE_CROPPED.h";
    }
    return is_truth(condition.tokens.back().kind) ? out : out + " ! !";
}

// A condition that matters to the pass.
struct Condition {
    std::string text;
    const ParameterValues* values;
};

// Walks the conditions from the last, which wins, to the first.
class Cases {
public:
    Cases(std::vector<Condition> conditions, std::set<std::string, std::less<>> open)
        : conditions_(std::move(conditions)), open_(std::move(open)) {}

    std::vector<Variant> run(ParameterValues base) {
        walk(conditions_.size(), open_, std::move(base), "");
        return std::move(out_);
    }

private:
    void walk(std::size_t left, const std::set<std::string, std::less<>>& open, ParameterValues values,
              const std::string& when);

    std::vector<Condition> conditions_;
    std::set<std::string, std::less<>> open_;
    std::vector<Variant> out_;
};

void Cases::walk(std::size_t left, const std::set<std::string, std::less<>>& open, ParameterValues values,
                 const std::string& when) {
    if (left == 0 || open.empty()) {
        out_.push_back({std::move(values), when});
        return;
    }
    const Condition& condition = conditions_[left - 1];
    ParameterValues held = values;
    std::set<std::string, std::less<>> still_open = open;
    for (const auto& [name, value] : *condition.values) {
        if (still_open.erase(name) != 0) {
            held[name] = value;
        }
    }
    if (still_open.size() == open.size()) { // later conditions decide all that this one would
        walk(left - 1, open, std::move(values), when);
        return;
    }
    if (condition.text == always) {
        walk(left - 1, still_open, std::move(held), when);
        return;
    }
    walk(left - 1, open, std::move(values), both_hold(when, condition.text + " !"));
    walk(left - 1, still_open, std::move(held), both_hold(when, condition.text));
}

ParameterValues values_at(const ChainEntry& entry, const Lookup& lookup) {
    ParameterValues out;
    for (const Parameter& parameter : entry.shader->parameters) {
        out[parameter.name] = effective_value(entry, parameter, lookup);
    }
    return out;
}

// The parameters the pass uses whose values depend on a condition.
std::set<std::string, std::less<>> open_parameters(const ChainEntry& entry, const PassBlock& pass) {
    std::set<std::string, std::less<>> out;
    for (const ConditionalValues& conditional : entry.conditional) {
        for (const auto& [name, value] : conditional.values) {
            const bool known = entry.shader->find_parameter(name) != nullptr && !entry.values.contains(name);
            if (known && uses(pass, name)) {
                out.insert(name);
            }
        }
    }
    return out;
}

// Whether a WHEN is more than mpv reads. A negative value of a parameter takes three words: "0 2 -".
bool too_long(const Expression& own, const std::vector<Variant>& variants) {
    std::size_t length = own.tokens.size();
    for (const Token& token : own.tokens) {
        length += token.kind == Token::Kind::parameter ? 2 : 0;
    }
    return std::any_of(variants.begin(), variants.end(), [length](const Variant& variant) {
        const std::size_t words = split_words(variant.when).size();
        return words + length + (length == 0 ? 0 : 1) > mpv_tokens;
    });
}

} // namespace

std::string both_hold(const std::string& a, const std::string& b) {
    if (a.empty() || b.empty()) {
        return a + b;
    }
    return a + " " + b + " *";
}

Variants variants_of(const Chain& chain, const Choices& choices, std::size_t entry, std::size_t block,
                     const Lookup& lookup) {
    const ChainEntry& owner = chain.entries[entry];
    const PassBlock& pass = owner.shader->passes[block];
    const Variant fixed{values_at(owner, lookup), ""};
    const std::set<std::string, std::less<>> open = open_parameters(owner, pass);
    if (open.empty()) {
        return {.all = {fixed}, .conditional = {}, .approximation = ""};
    }
    const auto approximate = [&](const char* why) {
        return Variants{.all = {fixed}, .conditional = {}, .approximation = why};
    };
    const bool film_size_kept = !resizes(chain, choices);
    std::vector<Condition> conditions;
    for (const ConditionalValues& conditional : owner.conditional) {
        const bool matters = std::any_of(conditional.values.begin(), conditional.values.end(),
                                         [&](const auto& value) { return open.contains(value.first); });
        if (!matters) {
            continue;
        }
        const auto text = translated(conditional.when, film_size_kept);
        const auto now = evaluate(conditional.when, lookup);
        if (!text || (now && now->leftover > 0)) {
            return approximate("a condition of the preset asks for what mpv cannot tell a pass");
        }
        if (*text != never) {
            conditions.push_back({*text, &conditional.values});
        }
    }
    const auto real = std::count_if(conditions.begin(), conditions.end(),
                                    [](const Condition& condition) { return condition.text != always; });
    if (static_cast<std::size_t>(real) > most_conditions) {
        return approximate("more than three conditions of the preset set its values");
    }
    ChainEntry bare = owner;
    bare.conditional.clear();
    auto cases = Cases(std::move(conditions), open).run(values_at(bare, lookup));
    if (too_long(pass.when, cases)) {
        return approximate("its condition and the preset's together are longer than mpv reads");
    }
    // What holds always is no case of its own.
    return {.all = std::move(cases),
            .conditional = real == 0 ? std::set<std::string, std::less<>>() : open,
            .approximation = ""};
}

} // namespace senga::mpv
