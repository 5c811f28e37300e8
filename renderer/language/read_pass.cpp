#include "renderer/language/block_readers.h"
#include "renderer/language/words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace senga {
namespace {

class PassReader {
public:
    PassReader(const SourceBlock& block, Reading& reading) : block_(block), reading_(reading) {}

    Result<std::optional<PassBlock>> run();

private:
    using Fault = std::optional<Diagnostic>;

    Fault read(const Directive& directive);
    Fault read_hook(const Directive& directive);
    Fault read_bind(const Directive& directive);
    Fault read_save(const Directive& directive);
    Fault read_offset(const Directive& directive);
    Fault read_components(const Directive& directive);
    Fault read_compute(const Directive& directive);
    Fault read_expression(const Directive& directive, Expression& out);
    Fault too_many(const Directive& directive, std::size_t limit) const;
    Fault wrong_value(const Directive& directive, const char* expected) const;

    const SourceBlock& block_;
    Reading& reading_;
    PassBlock pass_;
};

Result<std::optional<PassBlock>> PassReader::run() {
    for (const Directive& directive : block_.directives) {
        if (auto fault = read(directive)) {
            return *std::move(fault);
        }
    }
    if (pass_.hooks.empty()) {
        reading_.note(diagnose(Code::shader_no_hook, "these lines hook no stage and are ignored; add a //!HOOK line",
                               {std::string(reading_.name), block_.line()}));
        return std::optional<PassBlock>();
    }
    if (trim(block_.body).empty()) {
        return reading_.error(Code::shader_empty, block_.line(),
                              "this pass has no GLSL; write a function vec4 hook() behind its //! lines");
    }
    pass_.body = block_.body;
    pass_.line = block_.line();
    pass_.body_line = block_.body_line;
    return std::optional(std::move(pass_));
}

PassReader::Fault PassReader::read(const Directive& directive) {
    using Read = Fault (PassReader::*)(const Directive&);
    static constexpr auto readers = std::to_array<std::pair<std::string_view, Read>>({
        {"HOOK", &PassReader::read_hook},
        {"BIND", &PassReader::read_bind},
        {"SAVE", &PassReader::read_save},
        {"OFFSET", &PassReader::read_offset},
        {"COMPONENTS", &PassReader::read_components},
        {"COMPUTE", &PassReader::read_compute},
    });
    for (const auto& [word, reader] : readers) {
        if (directive.word == word) {
            return (this->*reader)(directive);
        }
    }
    if (directive.word == "DESC") {
        pass_.desc = directive.value;
        return std::nullopt;
    }
    // A repeated line replaces the earlier one, as in both players.
    if (directive.word == "WIDTH") {
        return read_expression(directive, pass_.width);
    }
    if (directive.word == "HEIGHT") {
        return read_expression(directive, pass_.height);
    }
    if (directive.word == "WHEN") {
        return read_expression(directive, pass_.when);
    }
    return refuse_misplaced(directive, BlockKind::pass, reading_);
}

PassReader::Fault PassReader::too_many(const Directive& directive, std::size_t limit) const {
    return reading_.error(Code::shader_limit, directive.number,
                          "a pass has at most " + std::to_string(limit) + " " + std::string(directive.word) + " lines");
}

PassReader::Fault PassReader::wrong_value(const Directive& directive, const char* expected) const {
    return reading_.error(Code::shader_value, directive.number,
                          std::string(directive.word) + " needs " + expected + ", not " + in_quotes(directive.value));
}

PassReader::Fault PassReader::read_hook(const Directive& directive) {
    const auto stage = stage_from_name(directive.value);
    if (!stage) {
        return reading_.error(Code::shader_stage, directive.number,
                              in_quotes(directive.value) +
                                  " is no stage; there are LUMA, CHROMA, RGB, NATIVE, MAIN, LINEAR, PREKERNEL, "
                                  "POSTKERNEL, SCALED, OUTPUT and some rarer ones");
    }
    if (std::find(pass_.hooks.begin(), pass_.hooks.end(), *stage) != pass_.hooks.end()) {
        return std::nullopt; // running twice on one stage is what nobody means
    }
    if (pass_.hooks.size() >= reading_.limits.hooks_per_pass) {
        return too_many(directive, reading_.limits.hooks_per_pass);
    }
    pass_.hooks.push_back(*stage);
    return std::nullopt;
}

PassReader::Fault PassReader::read_bind(const Directive& directive) {
    auto name = read_name(directive, reading_);
    if (!name) {
        return name.error();
    }
    // A texture bound twice would define its macros twice; the second line adds nothing.
    const auto same = [&](const Binding& binding) { return binding.name == *name; };
    if (std::any_of(pass_.binds.begin(), pass_.binds.end(), same)) {
        return std::nullopt;
    }
    if (pass_.binds.size() >= reading_.limits.binds_per_pass) {
        return too_many(directive, reading_.limits.binds_per_pass);
    }
    pass_.binds.push_back({.name = *std::move(name), .line = directive.number});
    return std::nullopt;
}

PassReader::Fault PassReader::read_save(const Directive& directive) {
    auto name = read_name(directive, reading_);
    if (!name) {
        return name.error();
    }
    // libplacebo's reading: SAVE HOOKED replaces the hooked texture. In vo=gpu the output would go where no pass can
    // bind it, which no author can want.
    pass_.save = *name == "HOOKED" ? std::string() : *std::move(name);
    return std::nullopt;
}

PassReader::Fault PassReader::read_offset(const Directive& directive) {
    if (directive.value == "ALIGN") {
        pass_.offset.align = true;
        return std::nullopt;
    }
    const auto words = split_words(directive.value);
    const auto x = words.size() == 2 ? parse_float(words[0]) : std::nullopt;
    const auto y = words.size() == 2 ? parse_float(words[1]) : std::nullopt;
    if (!x || !y) {
        return wrong_value(directive, "two numbers or ALIGN");
    }
    pass_.offset.x = *x;
    pass_.offset.y = *y;
    return std::nullopt;
}

PassReader::Fault PassReader::read_components(const Directive& directive) {
    const auto count = parse_integer(directive.value);
    // 0 is what both players start from: as many as the hooked texture has.
    if (!count || *count < 0 || *count > 4) {
        return wrong_value(directive, "a number from 1 to 4");
    }
    pass_.components = static_cast<int>(*count);
    return std::nullopt;
}

PassReader::Fault PassReader::read_compute(const Directive& directive) {
    const auto words = split_words(directive.value);
    if (words.size() != 2 && words.size() != 4) {
        return wrong_value(directive, "two numbers (block width, height) or four (and threads per block)");
    }
    std::array<int, 4> values{};
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto value = parse_integer(words[i]);
        if (!value || *value < 1 || *value > reading_.limits.texture_edge_px) {
            return wrong_value(directive, "positive whole numbers");
        }
        values[i] = static_cast<int>(*value);
    }
    pass_.compute =
        ComputeBlock{.block_w = values[0], .block_h = values[1], .threads_w = values[2], .threads_h = values[3]};
    return std::nullopt;
}

PassReader::Fault PassReader::read_expression(const Directive& directive, Expression& out) {
    auto parsed = parse_expression(directive.value, {std::string(reading_.name), directive.number}, reading_.limits);
    if (!parsed) {
        Diagnostic fault = parsed.error();
        fault.text = std::string(directive.word) + ": " + fault.text;
        return fault;
    }
    out = *std::move(parsed);
    return std::nullopt;
}

} // namespace

Result<std::optional<PassBlock>> read_pass(const SourceBlock& block, Reading& reading) {
    return PassReader(block, reading).run();
}

} // namespace senga
