#include "renderer/language/file_constants.h"

#include "renderer/language/glsl_text.h"
#include "renderer/language/words.h"

#include <algorithm>
#include <vector>

namespace senga {
namespace {

using Names = std::unordered_set<std::string_view>;

constexpr std::string_view const_word = "const";
// Macros of macros of macros are rare; a longer chain than this is left as it is.
constexpr int macro_rounds = 8;

bool mentions_any(std::string_view text, const Names& names) {
    GlslWords words(text);
    while (const auto word = words.next()) {
        if (names.contains(word->text)) {
            return true;
        }
    }
    return false;
}

// Adds the macros whose text depends on a name in `names`.
void follow_macros(const std::vector<PreprocessorLine>& lines, Names& names) {
    for (int round = 0; round < macro_rounds; ++round) {
        const std::size_t before = names.size();
        for (const PreprocessorLine& line : lines) {
            if (line.word != "define" || line.argument.empty() || names.contains(line.argument)) {
                continue;
            }
            const auto behind_name = line.argument.data() + line.argument.size() - line.text.data();
            if (mentions_any(line.text.substr(static_cast<std::size_t>(behind_name)), names)) {
                names.insert(line.argument);
            }
        }
        if (names.size() == before) {
            return;
        }
    }
}

// Adds what the declaration declares: the words in front of '='.
void follow_declaration(std::string_view declaration, Names& names) {
    GlslWords words(declaration);
    while (const auto word = words.next()) {
        std::string_view rest = trim(declaration.substr(word->end));
        if (rest.starts_with('[')) {
            rest = trim(rest.substr(std::min(rest.find(']'), rest.size() - 1) + 1));
        }
        if (rest.starts_with('=') && !rest.starts_with("==")) {
            names.insert(word->text);
        }
    }
}

// Where the declaration that begins at `at` ends: behind its ';', whatever brackets stand before it.
std::size_t behind_declaration(std::string_view code, std::size_t at) {
    return std::min(code.find(';', at), code.size() - 1) + 1;
}

bool is_const(std::string_view code, std::size_t at) {
    const std::size_t end = at + const_word.size();
    return code.substr(at, const_word.size()) == const_word && (at == 0 || !is_identifier_part(code[at - 1])) &&
           (end == code.size() || !is_identifier_part(code[end]));
}

} // namespace

std::string with_loose_constants(std::string_view body, Names changing) {
    std::string out(body);
    if (changing.empty() || body.find(const_word) == std::string_view::npos) {
        return out;
    }
    const std::vector<PreprocessorLine> lines = preprocessor_lines(body);
    const std::string code = code_only(body, lines);
    follow_macros(lines, changing);
    int depth = 0;
    for (std::size_t at = 0; at < code.size(); ++at) {
        const char c = code[at];
        if (c == '{' || c == '(') {
            ++depth;
        } else if (c == '}' || c == ')') {
            --depth;
        } else if (depth == 0 && c == const_word.front() && is_const(code, at)) {
            const std::size_t end = behind_declaration(code, at);
            const std::string_view declaration = body.substr(at, end - at);
            const std::size_t value = std::min(declaration.find('='), declaration.size());
            if (mentions_any(declaration.substr(value), changing)) {
                out.replace(at, const_word.size(), const_word.size(), ' ');
                follow_declaration(declaration, changing);
                follow_macros(lines, changing);
            }
            at = end - 1;
        }
    }
    return out;
}

} // namespace senga
