// The Library as texts, one per LibraryPart, in TOML: what settings.toml, keys.toml, rules.toml, folders.toml and
// recent.toml hold. No text makes reading fail as a whole but one that is no TOML: a single wrong value is reported
// with its line and left out. Texts are stable: what is read from one writes the same one again. The files themselves
// are Store's matter. Pure functions, any thread.
//
//     # settings.toml            # keys.toml                          # rules.toml
//     language = "zh"            [keys]                               [[rule]]
//     ui_scale = 1.5             "playback.pause" = ["Space", "p"]    name = "Off where nothing is enlarged"
//     resume = true              [passes]                             preset = "off"
//                                "classic/luma" = ["Ctrl+L"]          scale = "<=1"
#pragma once

#include "app/state/library.h"
#include "renderer/base/diagnostic.h"

#include <string>
#include <string_view>
#include <vector>

namespace senga {

// Reads one part into `library`; what the text does not mention has its default. `place_name` is what diagnostics call
// the text. Codes: settings_syntax (the part is as it was), settings_value, settings_key_unknown, action_unknown.
std::vector<Diagnostic> read_part(LibraryPart part, std::string_view text, std::string_view place_name,
                                  Library& library);

// TOML with a comment at its head that explains it.
std::string part_text(LibraryPart part, const Library& library);

// Whether writing the part anew would lose something that stands in the text these notes are of.
bool loses_text(const std::vector<Diagnostic>& notes);

} // namespace senga
