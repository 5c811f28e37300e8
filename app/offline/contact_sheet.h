// A contact sheet: pictures of equal size in a grid, each with a line of text under it, and a few lines on top. It
// makes no pictures and scales none; text never lies on a picture.
//
//     gap, head (text only), then row by row: tiles of one moment beside each other, gap, the next moment; stamp; gap
//
// Plain data and functions without state, any thread.
#pragma once

#include "app/offline/codes.h"
#include "renderer/base/result.h"

#include <string>
#include <vector>

namespace senga {

struct SheetShape {
    int columns = 4; // moments beside each other
    int rows = 4;
    int parts = 1; // pictures of each moment, beside each other: 2 for before and after
    int gap_px = 8;
    int text_px = 16; // height of a line; 0: no text at all
    int head_lines = 0;
};

// All in pixels from the sheet's top left corner.
struct SheetLayout {
    Size size;
    std::vector<Rect> head;   // by line
    std::vector<Rect> tiles;  // by moment and part: moment * parts + part
    std::vector<Rect> stamps; // of each tile; empty where there is no text
};

// Rows that no moment reaches are left out. The parts of a moment stand a quarter of a gap apart. A stamp begins a
// quarter of a line below its tile. Width: gap + columns * (parts * tile.w + (parts - 1) * (gap / 4) + gap).
// Errors: usage, where a side would measure more than most_sheet_px.
Result<SheetLayout> lay_out(const SheetShape& shape, Size tile, int moments);

constexpr int most_sheet_px = 32768;

struct SheetTile {
    Codes picture;
    std::string stamp;
};

// `tiles` by moment and part; all of one depth. The first picture's size is every tile's: others stand in the middle of
// theirs, cut where they are larger. Errors: usage (no tile), and those of lay_out().
Result<Codes> draw_sheet(const SheetShape& shape, const std::vector<std::string>& head,
                         const std::vector<SheetTile>& tiles);

} // namespace senga
