// Cuts the text of a user shader into blocks: runs of //! lines and the text behind them. It knows the directives'
// names and to which kind of block each belongs, not what their values mean: the parser does, and bake() rewrites the
// text by the same cuts. The views point into the text given. Pure functions, any thread; safe on arbitrary bytes.
#pragma once

#include "renderer/base/limits.h"
#include "renderer/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace senga {

enum class BlockKind { pass, texture, parameter, buffer };

struct Directive {
    std::string_view word;  // "HOOK"; empty where the line names no known directive
    std::string_view value; // trimmed rest of the line
    std::string_view line;  // the whole line, without its end
    int number = 0;         // of the line, from 1
};

struct SourceBlock {
    BlockKind kind = BlockKind::pass;
    std::vector<Directive> directives; // never empty
    std::string_view body;             // up to the next block, with its line ends
    int body_line = 0;

    int line() const { return directives.front().number; }
};

struct SourceText {
    std::string_view header; // before the first directive
    std::vector<SourceBlock> blocks;
    // Lines of the header or of a body in which "//!" stands without naming a directive. We read them as comments;
    // mpv takes each for a directive and refuses the file.
    std::vector<int> stray_lines;
};

// `name` is what diagnostics call the file. Errors: shader_limit (too long a line, too many blocks or //! lines).
Result<SourceText> split_blocks(std::string_view text, std::string_view name, const Limits& limits);

// `text` with every "//!" turned into the plain comment "// !", which no player takes for a directive.
std::string without_magic(std::string_view text);

} // namespace senga
