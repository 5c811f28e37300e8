// Where things lie on a sheet, by formula, and that pictures arrive there untouched.
#include "app/offline/contact_sheet.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace senga;

namespace {

// Each picture of other codes, none of them the paper's.
Codes picture(Size size, int depth, int seed) {
    Codes out{.size = size, .depth = depth, .samples = {}};
    const int levels = depth == 16 ? 65535 : 255;
    for (int i = 0; i < size.w * size.h * 3; ++i) {
        out.samples.push_back(static_cast<std::uint16_t>(levels - (i * 7 + seed * 31) % 128));
    }
    return out;
}

std::uint16_t at(const Codes& codes, int x, int y, int channel) {
    return codes.samples[static_cast<std::size_t>((y * codes.size.w + x) * 3 + channel)];
}

bool lies_at(const Codes& small, const Codes& large, int x, int y) {
    for (int j = 0; j < small.size.h; ++j) {
        for (int i = 0; i < small.size.w * 3; ++i) {
            if (at(small, i / 3, j, i % 3) != at(large, x + i / 3, y + j, i % 3)) {
                return false;
            }
        }
    }
    return true;
}

bool inside(const Rect& rect, int x, int y) {
    return x >= rect.x && x < rect.x + rect.w && y >= rect.y && y < rect.y + rect.h;
}

} // namespace

TEST_CASE("contact sheet: sizes and places by formula") {
    // A line of 16 takes 16 + 16/4 = 20; its letters stand in the lower 16.
    const SheetShape shape{.columns = 3, .rows = 2, .parts = 1, .gap_px = 8, .text_px = 16, .head_lines = 2};
    const Result<SheetLayout> layout = lay_out(shape, {100, 50}, 5);
    REQUIRE(layout.ok());
    CHECK(layout->size == Size{8 + 3 * (100 + 8), 8 + (2 * 20 + 8) + 2 * (50 + 20 + 8)});
    REQUIRE(layout->tiles.size() == 5);
    REQUIRE(layout->stamps.size() == 5);
    CHECK(layout->head == std::vector<Rect>{{8, 8, 316, 16}, {8, 28, 316, 16}});
    CHECK(layout->tiles[0] == Rect{8, 56, 100, 50});
    CHECK(layout->stamps[0] == Rect{8, 56 + 50 + 4, 100, 16});
    CHECK(layout->tiles[2] == Rect{8 + 2 * 108, 56, 100, 50});
    CHECK(layout->tiles[4] == Rect{8 + 108, 56 + 78, 100, 50});
}

TEST_CASE("contact sheet: the parts of a moment stand closer together; rows nobody fills are left out") {
    const SheetShape shape{.columns = 2, .rows = 9, .parts = 2, .gap_px = 8, .text_px = 0, .head_lines = 3};
    const Result<SheetLayout> layout = lay_out(shape, {10, 6}, 3);
    REQUIRE(layout.ok());
    CHECK(layout->size == Size{8 + 2 * (2 * 10 + 2 + 8), 8 + 2 * (6 + 8)});
    CHECK(layout->head.empty());
    CHECK(layout->stamps.empty());
    REQUIRE(layout->tiles.size() == 6);
    CHECK(layout->tiles[1] == Rect{8 + 12, 8, 10, 6});
    CHECK(layout->tiles[2] == Rect{8 + 30, 8, 10, 6});
    CHECK(layout->tiles[4] == Rect{8, 8 + 14, 10, 6});
    const Result<SheetLayout> tight = lay_out({.columns = 2, .rows = 1, .gap_px = 0, .text_px = 0}, {10, 6}, 2);
    REQUIRE(tight.ok());
    CHECK(tight->size == Size{20, 6});
}

TEST_CASE("contact sheet: one that is too large is refused") {
    CHECK(lay_out({.columns = 100, .rows = 1}, {16384, 10}, 1).error().code == Code::usage);
    CHECK(lay_out({.columns = 1, .rows = 100}, {10, 16384}, 100).error().code == Code::usage);
    CHECK(lay_out({.columns = 1, .rows = 100}, {10, 16384}, 1).ok());
    CHECK_FALSE(draw_sheet({}, {}, {}).ok());
}

TEST_CASE("contact sheet: every tile is its picture, text lies in its strips alone, the rest is one colour") {
    for (const int depth : {8, 16}) {
        CAPTURE(depth);
        const SheetShape shape{.columns = 2, .rows = 2, .parts = 1, .gap_px = 6, .text_px = 12};
        std::vector<SheetTile> tiles;
        for (int i = 0; i < 3; ++i) {
            tiles.push_back({picture({61, 33}, depth, i), "gjpqy|MW 0:00:01.234 \xE8\x91\xAC long enough to be cut"});
        }
        const std::vector<std::string> head{"Film gjpq|", "720p"};
        const Result<Codes> sheet = draw_sheet(shape, head, tiles);
        REQUIRE(sheet.ok());
        SheetShape whole = shape;
        whole.head_lines = 2;
        const Result<SheetLayout> layout = lay_out(whole, {61, 33}, 3);
        REQUIRE(layout.ok());
        CHECK(sheet->size == layout->size);
        CHECK(sheet->depth == depth);
        std::vector<Rect> used;
        for (std::size_t i = 0; i < tiles.size(); ++i) {
            CHECK(lies_at(tiles[i].picture, *sheet, layout->tiles[i].x, layout->tiles[i].y));
            used.push_back(layout->tiles[i]);
        }
        const std::uint16_t paper = at(*sheet, 0, 0, 0);
        for (const std::vector<Rect>* strips : {&layout->head, &layout->stamps}) {
            for (const Rect& strip : *strips) {
                int inked = 0;
                for (int y = strip.y; y < strip.y + strip.h; ++y) {
                    for (int x = strip.x; x < strip.x + strip.w; ++x) {
                        inked += at(*sheet, x, y, 1) != paper;
                    }
                }
                CHECK(inked > 20); // there is text in it
                used.push_back(strip);
            }
        }
        int stray = 0;
        for (int y = 0; y < sheet->size.h; ++y) {
            for (int x = 0; x < sheet->size.w; ++x) {
                const bool spoken_for =
                    std::any_of(used.begin(), used.end(), [&](const Rect& rect) { return inside(rect, x, y); });
                stray += !spoken_for && at(*sheet, x, y, 0) != paper;
            }
        }
        CHECK(stray == 0);
    }
}

TEST_CASE("contact sheet: a picture of another size stands in the middle of its tile, cut where it is larger") {
    const Codes small = picture({6, 4}, 8, 1);
    const Codes large = picture({14, 12}, 8, 2);
    const Result<Codes> sheet = draw_sheet({.columns = 3, .rows = 1, .gap_px = 0, .text_px = 0}, {},
                                           {{picture({10, 8}, 8, 0), ""}, {small, ""}, {large, ""}});
    REQUIRE(sheet.ok());
    CHECK(sheet->size == Size{30, 8});
    CHECK(lies_at(small, *sheet, 10 + 2, 2));
    CHECK(at(*sheet, 10, 0, 0) == at(*sheet, 19, 7, 0)); // paper around it
    for (int y = 0; y < 8; ++y) {
        for (int x = 0; x < 10; ++x) {
            CHECK(at(*sheet, 20 + x, y, 2) == at(large, x + 2, y + 2, 2));
        }
    }
}
