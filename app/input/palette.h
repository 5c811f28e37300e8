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

// How well the query fits: its letters occur in the label in this order, those of ASCII whatever their case; spaces
// part words, which may come in any order. Beginnings of words and runs of letters count more, short labels too.
// nullopt: it does not fit. An empty query fits everything equally.
std::optional<double> match(std::string_view query, std::string_view label);
// The better of the label's, the English label's and the id's.
std::optional<double> match(std::string_view query, const PaletteEntry& entry);
// Those that fit, best first, what can be done before what cannot; otherwise in their order.
std::vector<PaletteEntry> matching(std::vector<PaletteEntry> entries, std::string_view query);

} // namespace senga
