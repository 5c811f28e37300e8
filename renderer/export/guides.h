// The READMEs that lie beside exported pixel shaders: where the files go, how they are switched on, in which order, and
// what else to set. UTF-8; with a BOM and CRLF where Windows' own editor has to read Chinese. Pure functions, any
// thread.
#pragma once

#include "renderer/export/pixel_set.h"

#include <string>
#include <vector>

namespace senga {

// What the README of any target is called: the stem tells those of several chains in one folder apart.
std::string guide_name(std::string_view stem);

struct GuideFiles {
    std::vector<std::string> before; // names as the player lists them, in order
    std::vector<std::string> after;
};
// By the names of the result's files: those in `folder`.
GuideFiles guide_files(const PixelSet& set, std::string_view folder);

// Chinese, then English.
std::string potplayer_guide(const PixelSet& set, const ExportSetup& setup);
// English; `steps` are the player's own, one to a line. The order and the notes follow.
std::string plain_guide(const PixelSet& set, std::string_view player, const std::vector<std::string>& steps,
                        const GuideFiles& files);

} // namespace senga
