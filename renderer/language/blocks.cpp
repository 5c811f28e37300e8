#include "renderer/language/blocks.h"

#include "renderer/language/words.h"

#include <array>
#include <optional>

namespace senga {
namespace {

constexpr std::string_view magic = "//!";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
// A file whose remarks are worth more than this is no shader; the rest goes unreported.
constexpr std::size_t stray_lines_kept = 32;
// 16 HOOK, 16 BIND and a dozen others are what a block can mean; far above that it is no shader.
constexpr std::size_t directives_per_block = 256;

struct Known {
    std::string_view word;
    unsigned kinds; // bits of BlockKind in which the word may stand
    bool opens = false;
};

constexpr unsigned in(BlockKind kind) {
    return 1U << static_cast<unsigned>(kind);
}

constexpr unsigned in_pass = in(BlockKind::pass);
constexpr unsigned in_texture = in(BlockKind::texture);
constexpr unsigned in_parameter = in(BlockKind::parameter);
constexpr unsigned in_buffer = in(BlockKind::buffer);

constexpr auto known_directives = std::to_array<Known>({
    {"HOOK", in_pass},
    {"BIND", in_pass},
    {"SAVE", in_pass},
    {"DESC", in_pass | in_parameter},
    {"OFFSET", in_pass},
    {"WIDTH", in_pass},
    {"HEIGHT", in_pass},
    {"WHEN", in_pass},
    {"COMPONENTS", in_pass},
    {"COMPUTE", in_pass},
    {"TEXTURE", in_texture, true},
    {"SIZE", in_texture},
    {"FORMAT", in_texture},
    {"FILTER", in_texture},
    {"BORDER", in_texture},
    {"STORAGE", in_texture | in_buffer},
    {"PARAM", in_parameter, true},
    {"TYPE", in_parameter},
    {"MINIMUM", in_parameter},
    {"MAXIMUM", in_parameter},
    {"BUFFER", in_buffer, true},
    {"VAR", in_buffer},
});

const Known* find_known(std::string_view word) {
    for (const Known& known : known_directives) {
        if (known.word == word) {
            return &known;
        }
    }
    return nullptr;
}

BlockKind kind_opened_by(const Known& known) {
    for (const BlockKind kind : {BlockKind::texture, BlockKind::parameter, BlockKind::buffer}) {
        if (known.opens && known.kinds == in(kind)) {
            return kind;
        }
    }
    return BlockKind::pass;
}

// A line as a directive, or nullopt where it does not begin with "//!".
std::optional<Directive> read_directive(std::string_view line, int number) {
    std::string_view rest = trim(line);
    if (!rest.starts_with(magic)) {
        return std::nullopt;
    }
    rest.remove_prefix(magic.size());
    std::size_t length = 0;
    while (length < rest.size() && !is_space(rest[length])) {
        ++length;
    }
    const bool known = find_known(rest.substr(0, length)) != nullptr;
    return Directive{.word = known ? rest.substr(0, length) : std::string_view(),
                     .value = trim(rest.substr(length)),
                     .line = line,
                     .number = number};
}

class Splitter {
public:
    Splitter(std::string_view text, std::string_view name, const Limits& limits)
        : text_(text), name_(name), limits_(limits) {}

    Result<SourceText> run();

private:
    std::optional<Diagnostic> read_line(std::string_view line, std::size_t begin);
    std::optional<Diagnostic> take(const Directive& directive, std::size_t begin);
    bool opens_block(const Known& known) const;
    std::optional<Diagnostic> open_block(BlockKind kind, const Directive& directive, std::size_t begin);
    // Ends the header or the current block's body before the byte `end`.
    void close(std::size_t end);
    void note_stray(int line);

    std::string_view text_;
    std::string_view name_;
    const Limits& limits_;
    SourceText out_;
    bool in_body_ = false;       // text other than blank lines stands behind the directives
    std::size_t body_begin_ = 0; // of the header at first
    int number_ = 0;
};

Result<SourceText> Splitter::run() {
    std::size_t begin = text_.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    body_begin_ = begin;
    while (begin < text_.size()) {
        std::string_view rest = text_.substr(begin);
        const std::string_view line = take_line(rest);
        ++number_;
        if (auto error = read_line(line, begin)) {
            return *std::move(error);
        }
        begin = text_.size() - rest.size();
    }
    close(text_.size());
    return std::move(out_);
}

std::optional<Diagnostic> Splitter::read_line(std::string_view line, std::size_t begin) {
    if (line.size() > limits_.line_bytes) {
        return diagnose(Code::shader_limit,
                        "this line is longer than " + std::to_string(limits_.line_bytes) + " bytes; split the file",
                        {std::string(name_), number_});
    }
    const bool text_mode = in_body_ || out_.blocks.empty();
    const auto directive = read_directive(line, number_);
    if (directive && !(text_mode && directive->word.empty())) {
        return take(*directive, begin);
    }
    if (line.find(magic) != std::string_view::npos) {
        note_stray(number_);
    }
    // Blank lines between directives end nothing here. mpv ends the block there and compiles an empty pass, which no
    // author can want.
    in_body_ = in_body_ || !trim(line).empty();
    return std::nullopt;
}

std::optional<Diagnostic> Splitter::take(const Directive& directive, std::size_t begin) {
    const Known* const known = find_known(directive.word);
    if (known != nullptr && opens_block(*known)) {
        if (auto error = open_block(kind_opened_by(*known), directive, begin)) {
            return error;
        }
    } else if (out_.blocks.back().directives.size() == directives_per_block) {
        return diagnose(Code::shader_limit,
                        "this block has more than " + std::to_string(directives_per_block) + " //! lines",
                        {std::string(name_), number_});
    } else {
        out_.blocks.back().directives.push_back(directive);
    }
    const std::size_t next = begin + directive.line.size();
    // Behind the line and its end, which take_line() has cut off.
    const std::size_t newline = text_.find('\n', next);
    body_begin_ = newline == std::string_view::npos ? text_.size() : newline + 1;
    out_.blocks.back().body_line = number_ + 1;
    return std::nullopt;
}

bool Splitter::opens_block(const Known& known) const {
    if (out_.blocks.empty() || in_body_ || known.opens) {
        return true;
    }
    // HOOK behind the directives of a PARAM that has no value: the PARAM is at fault, and is told so.
    const BlockKind kind = out_.blocks.back().kind;
    return kind != BlockKind::pass && (known.kinds & in(kind)) == 0;
}

std::optional<Diagnostic> Splitter::open_block(BlockKind kind, const Directive& directive, std::size_t begin) {
    close(begin);
    // Buffers are as many as textures at most.
    if (out_.blocks.size() >= limits_.passes + 2 * limits_.textures + limits_.parameters) {
        return diagnose(Code::shader_limit,
                        "the file holds more than " + std::to_string(out_.blocks.size()) + " blocks; split it",
                        {std::string(name_), number_});
    }
    out_.blocks.push_back({.kind = kind, .directives = {directive}, .body = {}});
    in_body_ = false;
    return std::nullopt;
}

void Splitter::close(std::size_t end) {
    const std::string_view part = text_.substr(body_begin_, end - body_begin_);
    if (out_.blocks.empty()) {
        out_.header = part;
    } else {
        out_.blocks.back().body = part;
    }
}

void Splitter::note_stray(int line) {
    if (out_.stray_lines.size() < stray_lines_kept) {
        out_.stray_lines.push_back(line);
    }
}

} // namespace

Result<SourceText> split_blocks(std::string_view text, std::string_view name, const Limits& limits) {
    return Splitter(text, name, limits).run();
}

std::string without_magic(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (true) {
        const std::size_t at = text.find(magic);
        out += text.substr(0, at);
        if (at == std::string_view::npos) {
            return out;
        }
        out += "// !";
        text.remove_prefix(at + magic.size());
    }
}

} // namespace senga
