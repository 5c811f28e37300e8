#include "app/offline/contact_sheet.h"

#include "app/offline/text_raster.h"

#include <fmt/format.h>

#include <algorithm>

namespace senga {
namespace {

// 8-bit codes of all three channels.
constexpr int paper = 0x18;
constexpr int ink = 0xE0;

int line_px(const SheetShape& shape) {
    return shape.text_px + shape.text_px / 4;
}

std::uint16_t code_of(int eight_bit, int depth) {
    return static_cast<std::uint16_t>(depth == 16 ? eight_bit * 257 : eight_bit);
}

std::size_t index_of(const Codes& codes, int x, int y) {
    return (static_cast<std::size_t>(y) * static_cast<std::size_t>(codes.size.w) + static_cast<std::size_t>(x)) * 3;
}

// In the middle of the place, cut at its edges.
void paste(const Codes& picture, const Rect& place, Codes& sheet) {
    const int w = std::min(picture.size.w, place.w);
    const int h = std::min(picture.size.h, place.h);
    for (int y = 0; y < h; ++y) {
        const std::size_t from = index_of(picture, (picture.size.w - w) / 2, (picture.size.h - h) / 2 + y);
        const std::size_t to = index_of(sheet, place.x + (place.w - w) / 2, place.y + (place.h - h) / 2 + y);
        std::copy_n(picture.samples.begin() + static_cast<std::ptrdiff_t>(from), w * 3,
                    sheet.samples.begin() + static_cast<std::ptrdiff_t>(to));
    }
}

void write_line(TextRaster& raster, const std::string& text, const Rect& place, Codes& sheet) {
    const Coverage letters = raster.draw(raster.fitted(text, place.w));
    const int from = code_of(paper, sheet.depth);
    const int to = code_of(ink, sheet.depth);
    for (int y = 0; y < std::min(letters.size.h, place.h); ++y) {
        for (int x = 0; x < std::min(letters.size.w, place.w); ++x) {
            const int share = letters.samples[static_cast<std::size_t>(y) * static_cast<std::size_t>(letters.size.w) +
                                              static_cast<std::size_t>(x)];
            const auto code = static_cast<std::uint16_t>(from + ((to - from) * share + 127) / 255);
            std::fill_n(sheet.samples.begin() + static_cast<std::ptrdiff_t>(index_of(sheet, place.x + x, place.y + y)),
                        3, code);
        }
    }
}

} // namespace

Result<SheetLayout> lay_out(const SheetShape& shape, Size tile, int moments) {
    SheetLayout out;
    const int gap = shape.gap_px;
    const int line = line_px(shape);
    const int between = gap / 4;
    const int moment_w = shape.parts * tile.w + (shape.parts - 1) * between;
    const int rows = std::min(shape.rows, (moments + shape.columns - 1) / shape.columns);
    const int head_lines = shape.text_px > 0 ? shape.head_lines : 0;
    const int head_h = head_lines > 0 ? head_lines * line + gap : 0;
    const int cell_h = tile.h + (shape.text_px > 0 ? line : 0);
    out.size = {gap + shape.columns * (moment_w + gap), gap + head_h + rows * (cell_h + gap)};
    if (out.size.w > most_sheet_px || out.size.h > most_sheet_px) {
        return diagnose(Code::usage,
                        fmt::format("the sheet would be {}x{} pixels, and {} is the most; take fewer tiles (--sheet) "
                                    "or smaller ones (--tile-width)",
                                    out.size.w, out.size.h, most_sheet_px));
    }
    for (int i = 0; i < head_lines; ++i) {
        out.head.push_back({gap, gap + i * line, out.size.w - 2 * gap, shape.text_px});
    }
    for (int moment = 0; moment < std::min(moments, rows * shape.columns); ++moment) {
        for (int part = 0; part < shape.parts; ++part) {
            const int x = gap + moment % shape.columns * (moment_w + gap) + part * (tile.w + between);
            const int y = gap + head_h + moment / shape.columns * (cell_h + gap);
            out.tiles.push_back({x, y, tile.w, tile.h});
            if (shape.text_px > 0) {
                out.stamps.push_back({x, y + tile.h + line - shape.text_px, tile.w, shape.text_px});
            }
        }
    }
    return out;
}

Result<Codes> draw_sheet(const SheetShape& shape, const std::vector<std::string>& head,
                         const std::vector<SheetTile>& tiles) {
    if (tiles.empty()) {
        return diagnose(Code::usage, "there is no picture for the sheet");
    }
    SheetShape drawn = shape;
    drawn.head_lines = static_cast<int>(head.size());
    const Result<SheetLayout> layout =
        lay_out(drawn, tiles.front().picture.size, static_cast<int>(tiles.size()) / shape.parts);
    if (!layout) {
        return layout.error();
    }
    const int depth = tiles.front().picture.depth;
    Codes out{.size = layout->size, .depth = depth, .samples = {}};
    out.samples.assign(index_of(out, 0, layout->size.h), code_of(paper, depth));
    for (std::size_t i = 0; i < layout->tiles.size(); ++i) {
        paste(tiles[i].picture, layout->tiles[i], out);
    }
    if (shape.text_px > 0) {
        TextRaster raster(shape.text_px);
        for (std::size_t i = 0; i < layout->head.size(); ++i) {
            write_line(raster, head[i], layout->head[i], out);
        }
        for (std::size_t i = 0; i < layout->stamps.size(); ++i) {
            write_line(raster, tiles[i].stamp, layout->stamps[i], out);
        }
    }
    return out;
}

} // namespace senga
