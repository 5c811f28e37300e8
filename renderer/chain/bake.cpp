#include "renderer/chain/bake.h"

#include "renderer/language/blocks.h"
#include "renderer/language/glsl_text.h"
#include "renderer/language/words.h"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_map>

namespace senga {
namespace {

// How the body of a pass treats a name.
struct Use {
    // Declares it anew, as a local variable, a function's parameter or a member, or defines it as a macro. A #define of
    // ours would break such text: "float f(float 0.3)".
    bool declared = false;
};

using Uses = std::unordered_map<std::string_view, Use>;

// Whether a name behind this word is a declaration ("float x", "define x") and no use ("return x").
bool may_declare(std::string_view word) {
    constexpr auto uses = std::to_array<std::string_view>(
        {"return", "else", "case", "if", "elif", "defined", "ifdef", "ifndef", "undef"});
    return std::find(uses.begin(), uses.end(), word) == uses.end();
}

Uses identifiers(std::string_view body) {
    Uses uses;
    GlslWords words(body);
    while (const auto word = words.next()) {
        Use& use = uses[word->text];
        use.declared = use.declared || word->last == '.' || (!word->before.empty() && may_declare(word->before));
    }
    return uses;
}

// The body of bake(): one file on its way into text.
class Baker {
public:
    Baker(const ShaderFile& shader, const ParameterValues& values) : shader_(shader), values_(values) {}

    std::string run();

private:
    void write_pass(const SourceBlock& block, const PassBlock& pass);
    void write_directive(const Directive& directive, const PassBlock& pass);
    void write_binds(const PassBlock& pass);
    void write_defines(const PassBlock& pass);
    void write_texture(const SourceBlock& block);
    void write_buffer(const SourceBlock& block);
    void write_line(std::string_view word, std::string_view value);
    void end_line();

    const PassBlock* find_pass(int line) const;
    double value_of(const Parameter& parameter) const;
    std::string definition(const Parameter& parameter, const Use& use) const;
    std::string rewritten(const Expression& expression) const;
    std::string rewritten_name(const std::string& name) const;

    const ShaderFile& shader_;
    const ParameterValues& values_;
    std::string out_;
};

std::string Baker::run() {
    // The text was parsed once, so nothing in it exceeds what it was allowed then.
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
    Limits unlimited;
    unlimited.line_bytes = most;
    unlimited.passes = most / 4;
    const auto source = split_blocks(shader_.text, shader_.name, unlimited);
    if (!source) {
        return shader_.text; // cannot be, but a text as it was beats none
    }
    out_ = without_magic(source->header);
    for (const SourceBlock& block : source->blocks) {
        end_line();
        if (block.kind == BlockKind::texture) {
            write_texture(block);
        } else if (block.kind == BlockKind::buffer) {
            write_buffer(block);
        } else if (const PassBlock* const pass = find_pass(block.line())) {
            write_pass(block, *pass);
        }
    }
    return std::move(out_);
}

const PassBlock* Baker::find_pass(int line) const {
    for (const PassBlock& pass : shader_.passes) {
        if (pass.line == line) {
            return &pass;
        }
    }
    return nullptr;
}

void Baker::end_line() {
    if (!out_.empty() && out_.back() != '\n') {
        out_ += '\n';
    }
}

void Baker::write_line(std::string_view word, std::string_view value) {
    out_ += "//!";
    out_ += word;
    if (!value.empty()) {
        out_ += ' ';
        out_ += value;
    }
    out_ += '\n';
}

void Baker::write_pass(const SourceBlock& block, const PassBlock& pass) {
    bool binds_written = false;
    for (std::size_t i = 0; i < block.directives.size(); ++i) {
        const Directive& directive = block.directives[i];
        if (directive.word == "BIND") {
            if (!binds_written) {
                write_binds(pass);
                binds_written = true;
            }
            continue;
        }
        // Of a repeated line the last counts; of two sizes mpv would write the second over the first and keep its tail.
        const auto again = [&](const Directive& later) { return later.word == directive.word; };
        const bool repeatable = directive.word == "HOOK" || directive.word == "OFFSET";
        if (!repeatable &&
            std::any_of(block.directives.begin() + static_cast<std::ptrdiff_t>(i) + 1, block.directives.end(), again)) {
            continue;
        }
        write_directive(directive, pass);
    }
    write_defines(pass);
    out_ += without_magic(pass.body);
}

void Baker::write_directive(const Directive& directive, const PassBlock& pass) {
    if (directive.word == "WIDTH") {
        write_line(directive.word, rewritten(pass.width));
    } else if (directive.word == "HEIGHT") {
        write_line(directive.word, rewritten(pass.height));
    } else if (directive.word == "WHEN") {
        write_line(directive.word, rewritten(pass.when));
    } else if (directive.word == "SAVE" && directive.value == "HOOKED") {
        // The default, which vo=gpu would not understand when written out.
    } else if (!directive.word.empty()) {
        // Unknown lines are left out: mpv refuses the file for one.
        write_line(directive.word, directive.value);
    }
}

// HOOKED first, the TEXTUREs last. vo=gpu skips a pass whose saved texture is missing, but aborts the whole process
// where it has bound a TEXTURE of the file before it finds out.
void Baker::write_binds(const PassBlock& pass) {
    const auto rank = [this](const Binding& binding) {
        if (binding.name == "HOOKED") {
            return 0;
        }
        return shader_.find_texture(binding.name) == nullptr ? 1 : 2;
    };
    std::vector<Binding> binds = pass.binds;
    std::stable_sort(binds.begin(), binds.end(), [&](const Binding& a, const Binding& b) { return rank(a) < rank(b); });
    for (const Binding& binding : binds) {
        write_line("BIND", binding.name);
    }
}

double Baker::value_of(const Parameter& parameter) const {
    const auto at = values_.find(parameter.name);
    return sanitised(parameter, at == values_.end() ? parameter.initial : at->second);
}

std::string Baker::definition(const Parameter& parameter, const Use& use) const {
    std::string literal = glsl_literal(parameter, value_of(parameter));
    // A parameter that the program sees as a variable obeys the scopes of GLSL, a macro does not. Where the body makes
    // its own thing of the name, a constant keeps the meaning. TYPE DEFINE is a macro everywhere.
    if (use.declared && parameter.binding != Parameter::Binding::define) {
        const char* const type = parameter.type == Parameter::Type::real      ? "float"
                                 : parameter.type == Parameter::Type::integer ? "int"
                                                                              : "uint";
        return std::string("const ") + type + " " + parameter.name + " = " + literal + ";\n";
    }
    if (literal.front() == '-') {
        literal = "(" + literal + ")"; // so that "x-NAME" stays a subtraction for every preprocessor
    }
    return "#define " + parameter.name + " " + literal + "\n";
}

void Baker::write_defines(const PassBlock& pass) {
    const Uses uses = identifiers(pass.body);
    for (const Parameter& parameter : shader_.parameters) {
        const auto at = uses.find(parameter.name);
        if (at != uses.end()) {
            out_ += definition(parameter, at->second);
        }
        // libplacebo offers the labels of an ENUM as macros of their numbers.
        for (std::size_t i = 0; i < parameter.labels.size(); ++i) {
            const std::string& label = parameter.labels[i];
            const auto label_use = uses.find(label);
            if (label_use != uses.end() && shader_.find_parameter(label) == nullptr) {
                out_ += "#define " + label + " " + std::to_string(i) + "\n";
            }
        }
    }
}

// A block of data as it stands, with its digits on one line: vo=gpu reads no more than one.
void Baker::write_texture(const SourceBlock& block) {
    for (const Directive& directive : block.directives) {
        if (!directive.word.empty()) {
            write_line(directive.word, directive.value);
        }
    }
    const std::size_t before = out_.size();
    for (const char c : block.body) {
        if (!is_space(c)) {
            out_ += c;
        }
    }
    out_ += out_.size() == before ? "\n" : "\n\n";
}

// vo=gpu has no buffers and refuses such a file; libplacebo reads the block as it stands.
void Baker::write_buffer(const SourceBlock& block) {
    for (const Directive& directive : block.directives) {
        if (!directive.word.empty()) {
            write_line(directive.word, directive.value);
        }
    }
    out_ += block.body;
}

std::string Baker::rewritten_name(const std::string& name) const {
    if (const Parameter* const parameter = shader_.find_parameter(name)) {
        const float value = static_cast<float>(value_of(*parameter));
        return value < 0.0F ? "0 " + shortest(-value) + " -" : shortest(value + 0.0F);
    }
    for (const Parameter& parameter : shader_.parameters) {
        const auto at = std::find(parameter.labels.begin(), parameter.labels.end(), name);
        if (at != parameter.labels.end()) {
            return std::to_string(at - parameter.labels.begin());
        }
    }
    // Nobody knows the name, so the pass cannot run. mpv refuses the whole file for a bare name, but skips the pass for
    // a texture that does not exist.
    return "no_parameter_" + name + ".w";
}

std::string Baker::rewritten(const Expression& expression) const {
    const auto words = split_words(expression.text);
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        text += i == 0 ? "" : " ";
        const bool named = expression.tokens[i].kind == Token::Kind::parameter;
        text += named ? rewritten_name(expression.tokens[i].name) : std::string(words[i]);
    }
    return text;
}

} // namespace

std::string bake(const ShaderFile& shader, const ParameterValues& values) {
    return Baker(shader, values).run();
}

} // namespace senga
