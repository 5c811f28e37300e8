// TextRaster draws one line of text into memory: how much of each pixel the letters cover. It knows no colours, no
// picture and no GL. The fonts are the system's, as in the window: also for Chinese, Japanese and Korean; letters stand
// side by side, nothing is shaped or turned. Texts are UTF-8; control characters are spaces, what no font has is a
// question mark.
// One thread. Owns its fonts.
#pragma once

#include "app/panel/fonts.h"
#include "renderer/picture/size.h"

#include <imgui/imgui.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace senga {

struct Coverage {
    Size size;                         // height_px() high
    std::vector<std::uint8_t> samples; // rows from the top; 0: nothing, 255: all of the pixel
};

class TextRaster {
public:
    // From the top of the highest letters to the bottom of the lowest; 1 to 512.
    explicit TextRaster(int height_px) : height_px_(height_px) {}

    int height_px() const { return height_px_; }
    int width_px(std::string_view text);
    Coverage draw(std::string_view text);
    // The text itself, or the longest beginning of it that is no wider, with "…" at its end; empty where
    // there is no room for that.
    std::string fitted(std::string_view text, int most_px);

private:
    const ImFont& font_for(const std::vector<unsigned int>& characters);

    int height_px_;
    FontBook book_;
    ImFontAtlas atlas_;
    FontBook::Request loaded_; // what the atlas was filled with
};

} // namespace senga
