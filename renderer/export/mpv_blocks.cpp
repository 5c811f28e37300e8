#include "renderer/export/mpv_blocks.h"

#include "renderer/chain/bake.h"
#include "renderer/language/blocks.h"
#include "renderer/language/glsl_text.h"
#include "renderer/language/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace senga::mpv {
namespace {

std::string parameter_type(const Parameter& parameter) {
    std::string out = parameter.labels.empty() ? "" : "ENUM ";
    switch (parameter.binding) {
    case Parameter::Binding::define:
        return out + "DEFINE";
    case Parameter::Binding::dynamic:
        out += "DYNAMIC ";
        break;
    case Parameter::Binding::constant:
        out += "CONSTANT ";
        break;
    case Parameter::Binding::uniform:
        break;
    }
    return out + std::string(glsl_type(parameter));
}

// Without a minus in front of zero and without a letter behind whole numbers, which libplacebo does not read.
std::string plain_number(const Parameter& parameter, double value) {
    return parameter.type == Parameter::Type::real ? shortest(static_cast<float>(value) + 0.0F)
                                                   : fmt::format("{:.0f}", value + 0.0);
}

// TYPE stands before the bounds, which are read by it.
std::string parameter_block(const Parameter& parameter, double value) {
    std::string out = fmt::format("//!PARAM {}\n", parameter.name);
    if (!parameter.desc.empty()) {
        out += fmt::format("//!DESC {}\n", parameter.desc);
    }
    out += fmt::format("//!TYPE {}\n", parameter_type(parameter));
    if (!parameter.labels.empty()) {
        return out + fmt::format("{}\n\n", fmt::join(parameter.labels, "\n"));
    }
    if (parameter.minimum) {
        out += fmt::format("//!MINIMUM {}\n", plain_number(parameter, *parameter.minimum));
    }
    if (parameter.maximum) {
        out += fmt::format("//!MAXIMUM {}\n", plain_number(parameter, *parameter.maximum));
    }
    return out + fmt::format("{}\n\n", plain_number(parameter, value));
}

// Writes the blocks of one entry. What stays a PARAM is taken out of the copy that bake() turns into numbers.
class Writer {
public:
    explicit Writer(const BlocksRequest& request)
        : request_(request),
          entry_(request.chain->entries[request.entry]),
          choices_((*request.choices)[request.entry]),
          file_(*entry_.shader) {}

    Blocks run();

private:
    void gather_variants();
    void keep_parameters();
    void write_brought(const SourceText& source);
    void write_pass(const SourceBlock& block, std::size_t pass, const Variant& variant);
    void write_functions(const PassBlock& pass);
    bool binds(const std::string& name) const;
    const SourceBlock* find_pass(const SourceText& source, std::size_t pass) const;

    const BlocksRequest& request_;
    const ChainEntry& entry_;
    const std::vector<PassChoice>& choices_;
    ShaderFile file_;
    std::vector<Variants> variants_;
    Blocks out_;
};

SourceText split(const std::string& text, const ShaderFile& file) {
    Limits limits;
    limits.line_bytes = std::numeric_limits<std::size_t>::max();
    limits.passes = std::numeric_limits<std::size_t>::max() / 4;
    auto source = split_blocks(text, file.name, limits);
    return source ? *std::move(source) : SourceText{};
}

void Writer::gather_variants() {
    variants_.resize(choices_.size());
    for (std::size_t pass = 0; pass < choices_.size(); ++pass) {
        if (choices_[pass].kept) {
            variants_[pass] = variants_of(*request_.chain, *request_.choices, request_.entry, pass, request_.lookup);
        }
    }
}

// Values that depend on a condition, and an ENUM's that is not its first, have no form as PARAM.
void Writer::keep_parameters() {
    std::vector<Parameter> fixed;
    for (const Parameter& parameter : entry_.shader->parameters) {
        const bool depends = std::any_of(variants_.begin(), variants_.end(), [&](const Variants& variants) {
            return variants.conditional.contains(parameter.name);
        });
        const double value = effective_value(entry_, parameter, request_.lookup);
        if (depends || (!parameter.labels.empty() && value != 0.0)) {
            fixed.push_back(parameter);
        } else {
            out_.brought.push_back(parameter_block(parameter, value));
        }
    }
    const auto is_fixed = [&](const std::string& name) {
        return std::any_of(fixed.begin(), fixed.end(), [&](const Parameter& parameter) {
            const auto& labels = parameter.labels;
            return parameter.name == name || std::find(labels.begin(), labels.end(), name) != labels.end();
        });
    };
    for (PassBlock& pass : file_.passes) {
        for (Expression* expression : {&pass.when, &pass.width, &pass.height}) {
            for (Token& token : expression->tokens) {
                // A word that is no parameter is written down as it stands.
                const bool stays = token.kind == Token::Kind::parameter && !is_fixed(token.name);
                token.kind = stays ? Token::Kind::number : token.kind;
            }
        }
    }
    file_.parameters = std::move(fixed);
}

bool Writer::binds(const std::string& name) const {
    for (std::size_t i = 0; i < choices_.size(); ++i) {
        const auto& all = file_.passes[i].binds;
        if (choices_[i].kept &&
            std::any_of(all.begin(), all.end(), [&](const Binding& binding) { return binding.name == name; })) {
            return true;
        }
    }
    return false;
}

void Writer::write_brought(const SourceText& source) {
    for (const SourceBlock& block : source.blocks) {
        const bool brought = block.kind == BlockKind::texture || block.kind == BlockKind::buffer;
        const auto named = std::find_if(block.directives.begin(), block.directives.end(), [](const Directive& line) {
            return line.word == "TEXTURE" || line.word == "BUFFER";
        });
        if (!brought || named == block.directives.end() || !binds(std::string(named->value))) {
            continue;
        }
        std::string text;
        for (const Directive& directive : block.directives) {
            text += std::string(directive.line) + "\n";
        }
        text += std::string(block.body);
        text += text.back() == '\n' ? "" : "\n";
        out_.brought.push_back(std::move(text));
    }
}

const SourceBlock* Writer::find_pass(const SourceText& source, std::size_t pass) const {
    for (const SourceBlock& block : source.blocks) {
        if (block.kind == BlockKind::pass && pass-- == 0) {
            return &block;
        }
    }
    return nullptr;
}

void Writer::write_functions(const PassBlock& pass) {
    for (const std::string& name : missing_functions(pass)) {
        const std::string text =
            name == "linearize" ? to_linear_glsl(request_.transfer, name) : from_linear_glsl(request_.transfer, name);
        // libplacebo has the function as a macro.
        out_.passes += fmt::format("#ifndef {}\n{}#endif\n", name, text);
    }
}

void Writer::write_pass(const SourceBlock& block, std::size_t pass, const Variant& variant) {
    std::string when;
    for (const Directive& directive : block.directives) {
        const auto& hooks = choices_[pass].hooks;
        if (directive.word == "HOOK" &&
            std::none_of(hooks.begin(), hooks.end(), [&](Stage s) { return stage_name(s) == directive.value; })) {
            continue;
        }
        if (directive.word == "WHEN") {
            when = directive.value;
        } else {
            out_.passes += std::string(directive.line) + "\n";
        }
    }
    when = both_hold(when, variant.when);
    out_.passes += when.empty() ? "" : "//!WHEN " + when + "\n";
    write_functions(file_.passes[pass]);
    out_.passes += std::string(block.body);
    out_.passes += out_.passes.back() == '\n' ? "" : "\n";
}

Blocks Writer::run() {
    gather_variants();
    if (request_.flavour == Flavour::parameters) {
        keep_parameters();
    }
    bool brought = false;
    for (std::size_t pass = 0; pass < choices_.size(); ++pass) {
        for (const Variant& variant : variants_[pass].all) {
            const std::string text = bake(file_, variant.values);
            const SourceText source = split(text, file_);
            if (!brought) {
                write_brought(source);
                brought = true;
            }
            if (const SourceBlock* const block = find_pass(source, pass)) {
                write_pass(*block, pass, variant);
            }
        }
    }
    return std::move(out_);
}

} // namespace

Blocks blocks_of(const BlocksRequest& request) {
    return Writer(request).run();
}

std::vector<std::string> missing_functions(const PassBlock& pass) {
    std::vector<std::string> out;
    for (const char* name : {"linearize", "delinearize"}) {
        bool used = false;
        bool own = false;
        GlslWords words(pass.body);
        while (const auto word = words.next()) {
            used = used || word->text == name;
            own = own || (word->text == name && (word->before == "vec4" || word->before == "define"));
        }
        if (used && !own) {
            out.emplace_back(name);
        }
    }
    return out;
}

} // namespace senga::mpv
