// What the command palette offers: every action of the table that can be carried out at once, and what there is at the
// moment: passes, presets, shaders to add, exhibits for A and B, tracks, chapters, recent files. And how typed letters
// find it. Drawing is the panel's matter. Pure functions, any thread.
#pragma once

#include "app/state/command.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace senga {

struct PaletteEntry {
    std::string id;      // "playback.pause", "preset:default": unique
    std::string label;   // in the viewer's language
    std::string english; // the same in English, found as well
    std::string keys;    // "Space / p"; empty: none
    bool enabled = true;
    Command command;
};

std::vector<PaletteEntry> palette_entries(const State& state);

// How well a query fits. What kind of fit it is goes before how good a one.
struct Fit {
    enum class Kind {
        letters, // scattered, in this order
        parts,   // every word of the query is a part of a word
        words,   // every word of the query begins a word
        run,     // the whole query as it stands, inside a word
        phrase,  // likewise, from the beginning of a word
    } kind = Kind::letters;
    double score = 0.0;
    bool operator==(const Fit&) const = default;
    bool operator<(const Fit& other) const { return kind != other.kind ? kind < other.kind : score < other.score; }
    bool operator>(const Fit& other) const { return other < *this; }
};

// The query's letters occur in the label in this order, those of ASCII whatever their case; spaces part words, which
// may come in any order. Beginnings of words and runs of letters count more, short labels too. nullopt: it does not
// fit. An empty query fits everything equally.
std::optional<Fit> match(std::string_view query, std::string_view label);
// The better of the label's and the English label's; a piece of the id counts for more than scattered letters.
std::optional<Fit> match(std::string_view query, const PaletteEntry& entry);
// Whether the text holds every word of the query as it stands: for lists that are read rather than chosen from.
bool has_words_of(std::string_view text, std::string_view query);
// Those that fit: what can be done before what cannot, best first, of one kind of fit actions before tracks, files and
// the like; otherwise in their order.
std::vector<PaletteEntry> matching(std::vector<PaletteEntry> entries, std::string_view query);

} // namespace senga
