// A label is a line of text on a dark plate, as a picture: what says in a clip which side is which. White on a plate
// that lets a third of the picture through can be read on any background. Drawn on the CPU with the system's fonts;
// texts are set glyph by glyph from left to right, without shaping.
// LabelMaker keeps fontconfig's data; one thread.
#pragma once

#include "renderer/picture/size.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace senga {

// R, G, B, A of 8 bits, premultiplied, rows from the top.
struct LabelPicture {
    Size size;
    std::vector<std::uint8_t> rgba;
};

struct LabelStyle {
    double text_px = 24.0; // height of a line of text
    int most_width_px = 0; // longer texts end in "..."
};

// For a picture so many pixels high: a line of text takes a 26th of it, 11 pixels at least.
double label_text_px(int picture_height_px);

class FontBook;

class LabelMaker {
public:
    LabelMaker();
    ~LabelMaker();
    LabelMaker(LabelMaker&&) noexcept;
    LabelMaker& operator=(LabelMaker&&) noexcept;

    // What is no UTF-8 becomes U+FFFD; control characters become spaces. Nothing where the text is empty or the width
    // holds no glyph.
    LabelPicture make(const std::string& text, const LabelStyle& style);

private:
    std::unique_ptr<FontBook> fonts_;
};

} // namespace senga
