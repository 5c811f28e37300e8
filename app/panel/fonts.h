// FontBook keeps ImGui's font atlas filled with the glyphs that are needed and no others: the texts of the catalogue in
// the viewer's language and whatever State shows (titles, tracks, paths, presets). The files are the system's, found
// through fontconfig: a font for the interface first, then, for what it lacks, one for the language, and so on. A new
// code point or another scale fills the atlas anew. Digits are made equally wide, so that numbers do not dance.
// update() changes ImGui's fonts: outside a frame, main thread. One per window.
#pragma once

#include "app/state/state.h"

#include <imgui/imgui.h>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace senga {

// Code points that State wants to show, each once, the most important first. Those beyond ImWchar are left out.
std::vector<ImWchar> needed_glyphs(const State& state);

class FontBook {
public:
    FontBook();
    ~FontBook();
    FontBook(const FontBook&) = delete;
    FontBook& operator=(const FontBook&) = delete;

    // Whether the atlas was filled anew, so that its texture must be made anew as well. The first call always does.
    bool update(ImFontAtlas& atlas, const State& state);
    struct Request {
        std::vector<ImWchar> glyphs; // each once, the most important first
        double size_px = 16.0;       // height of a line
        Language language = Language::english;
    };
    // Fills an atlas of the caller's, whatever update() has done; what no font of the system has is left out.
    void fill(ImFontAtlas& atlas, const Request& request);
    // Whether the fonts of the system have the glyphs that Chinese texts need.
    bool has_chinese() const { return has_chinese_; }

    // No side of the atlas is larger: what every graphics card can do.
    static constexpr int most_px = 4096;

private:
    class Finder;
    std::unique_ptr<Finder> finder_;
    std::vector<bool> loaded_; // by code point: was in the atlas or looked for in vain
    double scale_ = 0.0;
    Language language_ = Language::english;
    bool has_chinese_ = true;
};

} // namespace senga
