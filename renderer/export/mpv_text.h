// Writes a chain as mpv user shaders: whole, and each entry as a file of its own, in both flavours; and says of every
// pass what became of it. What the player is told beside them (profile, keys) is not written here.
// Pure functions, any thread.
#pragma once

#include "renderer/export/export.h"

#include <string>
#include <vector>

namespace senga::mpv {

// One entry of the chain that has passes left.
struct EntryFile {
    std::size_t entry = 0;
    std::string label; // one line, for people
    std::string name;  // of its file: "01-luma.glsl"
    std::string text;
    // What it needs of other entries, as numbers into Shaders::entries: of each group one at least has to be on.
    std::vector<std::vector<std::size_t>> needs;
};

struct Shaders {
    std::string title; // of the chain, one line
    std::string stem;
    std::string universal; // empty: no pass is left
    std::string parameters;
    std::vector<EntryFile> entries;
    std::vector<ExportedPass> passes; // files: not filled in
    std::vector<std::string> notes;
};

// Errors: export_nothing where passes take part and none of them can be written.
Result<Shaders> write_shaders(const Chain& chain, const ExportSetup& setup);

// Text that stays within one line and is no directive, for comments and titles: control characters become spaces.
std::string one_line(std::string_view text);

} // namespace senga::mpv
