// BrowseState is what the overlay that opens files knows of the folder it shows; what is typed there is
// ViewState::query. Which of the entries are shown, and what the typed text means, is browse.h's matter.
// Plain data; see state.h for who writes it.
#pragma once

#include "renderer/base/diagnostic.h"

#include <optional>
#include <string>
#include <vector>

namespace senga {

struct BrowseEntry {
    enum class Kind {
        folder,
        playable, // by its name; subtitles and shaders too
        other,
    };
    std::string name;
    Kind kind = Kind::playable;
    bool operator==(const BrowseEntry&) const = default;
};

struct BrowseState {
    std::string folder; // as it was typed, with the slash at its end; empty: none was asked for
    std::string path;   // the same, whole, without it; empty while it is being read or where it cannot be
    std::vector<BrowseEntry> entries;
    bool reading = false;
    // What is typed is to be opened as soon as the folder is known.
    enum class Pending { none, open, append } pending = Pending::none;
    std::optional<Diagnostic> failure;
};

} // namespace senga
