// Sorts out what was dropped on the window: shaders go into the chain, subtitles to the film, the rest is played.
// Decides by the names alone; no I/O. Pure functions, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace senga {

struct Dropped {
    std::vector<std::string> shaders;   // .glsl .hook
    std::vector<std::string> subtitles; // .srt .ass .ssa .sub .idx .sup .vtt; the .sub of an .idx is left out
    std::vector<std::string> media;     // folders and everything else
};

// Each list in natural order.
Dropped sort_dropped(const std::vector<std::string>& paths);

// As people count: "ep 2" before "ep 10", upper and lower case alike; a strict order over distinct strings.
bool natural_less(std::string_view a, std::string_view b);

} // namespace senga
