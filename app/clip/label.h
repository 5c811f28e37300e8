// A label is a line of text on a dark plate, as a picture: what says in a clip which side is which. White on a plate
// that lets a third of the picture through can be read on any background. Drawn on the CPU; the letters are
// TextRaster's. Free functions, any thread.
#pragma once

#include "renderer/picture/size.h"

#include <cstdint>
#include <string>
#include <vector>

namespace senga {

// R, G, B, A of 8 bits, premultiplied, rows from the top.
struct LabelPicture {
    Size size;
    std::vector<std::uint8_t> rgba;
};

struct LabelStyle {
    int text_px = 24;      // height of a line of text
    int most_width_px = 0; // longer texts end in "…"
};

// For a picture so many pixels high: a line of text takes a 26th of it, 11 pixels at least.
int label_text_px(int picture_height_px);

// Nothing where the text is empty or the width holds no letter.
LabelPicture make_label(const std::string& text, const LabelStyle& style);

} // namespace senga
