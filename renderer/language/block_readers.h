// One reader per kind of block: from the //! lines and the text behind them to the plain data of shader_file.h.
// Internal to the parser; what is checked across blocks (doubled names, limits of the file) stands in parser.cpp. Pure
// functions but for the notes they append, any thread.
#pragma once

#include "renderer/language/blocks.h"
#include "renderer/language/shader_file.h"

#include <optional>
#include <string>

namespace senga {

// What all readers share while one file is read.
struct Reading {
    std::string_view name; // of the file
    const Limits& limits;
    std::vector<Diagnostic> notes;

    Diagnostic error(Code code, int line, std::string text) const;
    // Keeps the note unless there are already more than anyone would read.
    void note(Diagnostic diagnostic);
};

// The value of a line that must hold one GLSL name. Errors: shader_value, shader_limit.
Result<std::string> read_name(const Directive& directive, const Reading& reading);

// A line that names no directive, or one of another kind of block.
std::optional<Diagnostic> refuse_misplaced(const Directive& directive, BlockKind kind, Reading& reading);

// nullopt: the pass hooks nothing, which mpv ignores too; a note says so.
Result<std::optional<PassBlock>> read_pass(const SourceBlock& block, Reading& reading);
Result<TextureBlock> read_texture(const SourceBlock& block, Reading& reading);
Result<BufferBlock> read_buffer(const SourceBlock& block, Reading& reading);
Result<Parameter> read_parameter(const SourceBlock& block, Reading& reading);

} // namespace senga
