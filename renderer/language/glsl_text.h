// Reads GLSL without understanding it: its identifiers outside comments, and its preprocessor lines. For what has to
// know which names a pass's body uses (bake, the prelude) and which of its lines must stand elsewhere (BodySplit). It
// is no parser: it expands no macro and evaluates no condition. The views point into the text given. Pure functions
// over borrowed text, any thread; safe on arbitrary bytes.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace senga {

struct GlslWord {
    std::string_view text;   // the identifier
    std::string_view before; // the identifier in front of it, if nothing but white space of the same line lies between
    char last = ' ';         // the last character in front that is no white space
    std::size_t end = 0;     // behind it in the text
};

// The identifiers of a text, one after the other; those in comments and the letters of numbers are none.
class GlslWords {
public:
    explicit GlslWords(std::string_view text) : text_(text) {}

    std::optional<GlslWord> next();

private:
    std::string_view text_;
    std::size_t at_ = 0;
    std::string_view before_;
    char last_ = ' ';
};

// The text with its identifiers renamed, those in comments and members (".b") left alone.
using GlslNames = std::map<std::string, std::string, std::less<>>;
std::string renamed_identifiers(std::string_view text, const GlslNames& names);

// Whether `word` stands in the text as an identifier.
bool mentions(std::string_view text, std::string_view word);

// A line that begins with '#', with the lines that a backslash or an open comment continues it on.
struct PreprocessorLine {
    std::string_view text;     // without its last line end
    std::string_view word;     // "extension", "ifdef", ...; empty for a lone '#'
    std::string_view argument; // the identifier behind the word, such as the macro of a #define; may be empty
    std::size_t begin = 0;     // in the text
    std::size_t end = 0;       // behind the last line end
    int number = 0;            // of the first line, from 0
};

// All of them, those inside comments left out.
std::vector<PreprocessorLine> preprocessor_lines(std::string_view text);

// The text, as long as it was and with the same line ends, with spaces where comments and the given lines stood.
std::string code_only(std::string_view text, const std::vector<PreprocessorLine>& lines);

} // namespace senga
