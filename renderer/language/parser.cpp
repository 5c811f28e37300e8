#include "renderer/language/parser.h"

#include "renderer/language/block_readers.h"
#include "renderer/language/blocks.h"
#include "renderer/language/prelude.h"
#include "renderer/language/words.h"

#include <unordered_map>
#include <utility>

// Where vo=gpu and libplacebo differ, the choices are made beside the code they concern:
//   FILTER's default                                  read_texture.cpp
//   hex data over several lines                       hex_data.h
//   MAIN and MAINPRESUB, linearize(), labels of ENUM  prelude.cpp
//   arrays of one element in a BUFFER                 read_buffer.cpp
//   SAVE HOOKED, COMPONENTS 0                         read_pass.cpp
//   blank lines between directives, stray "//!"       blocks.cpp
//   the exactness of "=", half-read numbers           expression.cpp
// Both refuse a file for one unknown directive; we ignore the line with a note, as the next version of either may add
// one that we need not know to run the rest.
namespace senga {
namespace {

constexpr std::size_t notes_kept = 64;

std::string_view block_word(BlockKind kind) {
    switch (kind) {
    case BlockKind::texture:
        return "a TEXTURE block";
    case BlockKind::parameter:
        return "a PARAM block";
    case BlockKind::buffer:
        return "a BUFFER block";
    case BlockKind::pass:
        break;
    }
    return "a pass";
}

// Reads all blocks of one file into a ShaderFile.
class FileReader {
public:
    FileReader(std::string_view text, std::string_view name, const Limits& limits)
        : text_(text), reading_{.name = name, .limits = limits, .notes = {}} {}

    Result<ShaderFile> run();

private:
    std::optional<Diagnostic> add(const SourceBlock& block);
    std::optional<Diagnostic> add_pass(const SourceBlock& block);
    std::optional<Diagnostic> add_texture(const SourceBlock& block);
    std::optional<Diagnostic> add_parameter(const SourceBlock& block);
    std::optional<Diagnostic> add_buffer(const SourceBlock& block);
    // Remembers a name; the error says where it stood first.
    std::optional<Diagnostic> claim(const std::string& name, int line);
    std::optional<Diagnostic> check_variables() const;
    std::optional<Diagnostic> over_limit(std::size_t count, std::size_t limit, const char* what, int line) const;

    std::string_view text_;
    Reading reading_;
    ShaderFile file_;
    std::unordered_map<std::string, int> first_lines_; // of textures', buffers' and parameters' names
};

Result<ShaderFile> FileReader::run() {
    const Limits& limits = reading_.limits;
    if (text_.size() > limits.file_bytes) {
        return reading_.error(Code::shader_limit, 0,
                              "the file is larger than " + std::to_string(limits.file_bytes) + " bytes");
    }
    auto source = split_blocks(text_, reading_.name, limits);
    if (!source) {
        return source.error();
    }
    for (const int line : source->stray_lines) {
        reading_.note(diagnose(Code::shader_directive_unknown,
                               "\"//!\" names no directive here and is read as a comment; mpv refuses the file for it, "
                               "so write \"// !\"",
                               {std::string(reading_.name), line}));
    }
    for (const SourceBlock& block : source->blocks) {
        if (auto error = add(block)) {
            return *std::move(error);
        }
    }
    if (auto error = check_variables()) {
        return *std::move(error);
    }
    if (file_.passes.empty()) {
        return reading_.error(
            Code::shader_empty, 0,
            "the file holds no pass: a user shader needs at least one //!HOOK line and GLSL behind it");
    }
    file_.name = reading_.name;
    file_.header = source->header;
    file_.text = text_;
    file_.notes = std::move(reading_.notes);
    return std::move(file_);
}

std::optional<Diagnostic> FileReader::add(const SourceBlock& block) {
    switch (block.kind) {
    case BlockKind::texture:
        return add_texture(block);
    case BlockKind::parameter:
        return add_parameter(block);
    case BlockKind::buffer:
        return add_buffer(block);
    case BlockKind::pass:
        break;
    }
    return add_pass(block);
}

std::optional<Diagnostic> FileReader::over_limit(std::size_t count, std::size_t limit, const char* what,
                                                 int line) const {
    if (count < limit) {
        return std::nullopt;
    }
    return reading_.error(Code::shader_limit, line,
                          "the file holds more than " + std::to_string(limit) + " " + what + "; split it");
}

std::optional<Diagnostic> FileReader::claim(const std::string& name, int line) {
    if (is_prelude_name(name)) {
        return reading_.error(Code::shader_duplicate, line,
                              in_quotes(name) + " is a name that every pass has already; take another one");
    }
    const auto [at, fresh] = first_lines_.emplace(name, line);
    if (fresh) {
        return std::nullopt;
    }
    return reading_.error(Code::shader_duplicate, line,
                          in_quotes(name) + " is defined in line " + std::to_string(at->second) +
                              " already; rename one of the two");
}

std::optional<Diagnostic> FileReader::add_pass(const SourceBlock& block) {
    if (auto error = over_limit(file_.passes.size(), reading_.limits.passes, "passes", block.line())) {
        return error;
    }
    auto pass = read_pass(block, reading_);
    if (!pass) {
        return pass.error();
    }
    if (*pass) {
        file_.passes.push_back(**std::move(pass));
    }
    return std::nullopt;
}

std::optional<Diagnostic> FileReader::add_texture(const SourceBlock& block) {
    if (auto error = over_limit(file_.textures.size(), reading_.limits.textures, "textures", block.line())) {
        return error;
    }
    auto texture = read_texture(block, reading_);
    if (!texture) {
        return texture.error();
    }
    if (auto error = claim(texture->name, texture->line)) {
        return error;
    }
    file_.textures.push_back(*std::move(texture));
    return std::nullopt;
}

std::optional<Diagnostic> FileReader::add_buffer(const SourceBlock& block) {
    if (auto error = over_limit(file_.buffers.size(), reading_.limits.textures, "buffers", block.line())) {
        return error;
    }
    auto buffer = read_buffer(block, reading_);
    if (!buffer) {
        return buffer.error();
    }
    if (auto error = claim(buffer->name, buffer->line)) {
        return error;
    }
    file_.buffers.push_back(*std::move(buffer));
    return std::nullopt;
}

// A buffer's variables are names of every pass that binds it. Two buffers may have variables of the same name, as long
// as no pass binds both; what that pass must not have is known to the driver.
std::optional<Diagnostic> FileReader::check_variables() const {
    for (const BufferBlock& buffer : file_.buffers) {
        for (const BufferBlock::Variable& variable : buffer.variables) {
            if (file_.find_parameter(variable.name) != nullptr || is_prelude_name(variable.name)) {
                return reading_.error(Code::shader_duplicate, buffer.line,
                                      "the variable " + in_quotes(variable.name) + " of BUFFER " + buffer.name +
                                          " is called like something that every pass has already; rename it");
            }
        }
    }
    return std::nullopt;
}

std::optional<Diagnostic> FileReader::add_parameter(const SourceBlock& block) {
    if (auto error = over_limit(file_.parameters.size(), reading_.limits.parameters, "parameters", block.line())) {
        return error;
    }
    auto parameter = read_parameter(block, reading_);
    if (!parameter) {
        return parameter.error();
    }
    if (auto error = claim(parameter->name, parameter->line)) {
        return error;
    }
    file_.parameters.push_back(*std::move(parameter));
    return std::nullopt;
}

} // namespace

Diagnostic Reading::error(Code code, int line, std::string text) const {
    return diagnose(code, std::move(text), {std::string(name), line});
}

void Reading::note(Diagnostic diagnostic) {
    if (notes.size() < notes_kept) {
        notes.push_back(std::move(diagnostic));
    }
}

Result<std::string> read_name(const Directive& directive, const Reading& reading) {
    if (directive.value.size() > reading.limits.name_bytes) {
        return reading.error(Code::shader_limit, directive.number,
                             "the name " + in_quotes(directive.value) + " is longer than " +
                                 std::to_string(reading.limits.name_bytes) + " bytes");
    }
    if (!is_identifier(directive.value)) {
        return reading.error(Code::shader_value, directive.number,
                             std::string(directive.word) + " needs one name of letters, digits and _, not " +
                                 in_quotes(directive.value));
    }
    return std::string(directive.value);
}

std::optional<Diagnostic> refuse_misplaced(const Directive& directive, BlockKind kind, Reading& reading) {
    if (!directive.word.empty()) {
        return reading.error(Code::shader_directive, directive.number,
                             std::string(directive.word) + " does not belong into " + std::string(block_word(kind)));
    }
    reading.note(diagnose(Code::shader_directive_unknown,
                          "the line " + in_quotes(trim(directive.line)) + " is unknown and ignored",
                          {std::string(reading.name), directive.number}));
    return std::nullopt;
}

Result<ShaderFile> parse_shader(std::string_view text, std::string_view name, const Limits& limits) {
    return FileReader(text, name, limits).run();
}

} // namespace senga
