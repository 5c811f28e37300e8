// Letters in memory: their height, their width, and that they are letters.
#include "app/offline/text_raster.h"
#include "renderer/base/utf8.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

using namespace senga;

namespace {

int sum(const Coverage& letters) {
    return std::accumulate(letters.samples.begin(), letters.samples.end(), 0);
}

// First and last row with anything in it.
std::pair<int, int> rows(const Coverage& letters) {
    std::pair<int, int> out{letters.size.h, -1};
    for (int y = 0; y < letters.size.h; ++y) {
        for (int x = 0; x < letters.size.w; ++x) {
            if (letters.samples[static_cast<std::size_t>(y * letters.size.w + x)] > 32) {
                out.first = std::min(out.first, y);
                out.second = y;
            }
        }
    }
    return out;
}

} // namespace

TEST_CASE("text raster: as high as asked for, as wide as it says, and nothing for blanks") {
    for (const int height : {8, 16, 24, 48}) {
        CAPTURE(height);
        TextRaster raster(height);
        const Coverage letters = raster.draw("Hxg 0:01:23.456");
        CHECK(letters.size == Size{raster.width_px("Hxg 0:01:23.456"), height});
        CHECK(letters.samples.size() == static_cast<std::size_t>(letters.size.w * letters.size.h));
        CHECK(sum(letters) > 0);
        CHECK(sum(raster.draw("   ")) == 0);
        CHECK(raster.draw("   ").size.w > 0);
        CHECK(raster.draw("").size == Size{0, height});
    }
}

TEST_CASE("text raster: letters have the shapes that letters have") {
    TextRaster raster(40);
    // By the Latin alphabet: g reaches below the line on which H and x stand, and x is lower than H.
    const auto [h_top, h_bottom] = rows(raster.draw("H"));
    const auto [x_top, x_bottom] = rows(raster.draw("x"));
    const auto [g_top, g_bottom] = rows(raster.draw("g"));
    CHECK(x_top > h_top + 2);
    CHECK(std::abs(x_bottom - h_bottom) <= 1);
    CHECK(g_bottom > h_bottom + 2);
    CHECK(h_bottom - h_top > 40 / 2);
    // A full block of a bar: "|" is one upright stroke, equal in all of its middle rows.
    const Coverage bar = raster.draw("|");
    const auto [top, bottom] = rows(bar);
    for (int y = top + 2; y < bottom - 2; ++y) {
        for (int x = 0; x < bar.size.w; ++x) {
            CHECK(bar.samples[static_cast<std::size_t>(y * bar.size.w + x)] ==
                  bar.samples[static_cast<std::size_t>((top + 2) * bar.size.w + x)]);
        }
    }
    CHECK(*std::max_element(bar.samples.begin(), bar.samples.end()) > 128);
}

TEST_CASE("text raster: what lies lowest and what lies highest is there at every height") {
    for (int height = 8; height <= 64; ++height) {
        CAPTURE(height);
        TextRaster raster(height);
        // An underscore lies below the feet of the capitals, an accent above their heads.
        const auto [plain_top, plain_bottom] = rows(raster.draw("E"));
        const auto [line_top, line_bottom] = rows(raster.draw("_"));
        CHECK(line_top >= plain_bottom);
        CHECK(line_bottom >= line_top);
        const auto [accent_top, accent_bottom] = rows(raster.draw("\xC3\x89"));
        CHECK(accent_bottom == plain_bottom);
        CHECK(accent_top < plain_top);
    }
}

TEST_CASE("text raster: digits are equally wide, twice the text is twice as wide") {
    TextRaster raster(20);
    for (char digit = '0'; digit <= '9'; ++digit) {
        CHECK(raster.width_px(std::string(8, digit)) == raster.width_px("00000000"));
    }
    // Widths are rounded up once each.
    CHECK(std::abs(raster.width_px("WordWord") - 2 * raster.width_px("Word")) <= 1);
}

TEST_CASE("text raster: characters of other scripts, and bytes that are none") {
    TextRaster raster(24);
    const Coverage cjk = raster.draw("\xE8\x91\xAC\xE9\x80\x81"); // two ideographs
    CHECK(cjk.size.w > 24);
    CHECK(sum(cjk) > 0);
    // Two different characters, not twice the mark for one that is missing.
    CHECK(sum(raster.draw("\xE8\x91\xAC")) != sum(raster.draw("\xE9\x80\x81")));
    CHECK(raster.draw("a\xFF\xFE").size.w > raster.draw("a").size.w);
    CHECK(raster.draw("\xF0\x9F\x98\x80").size.w > 0); // beyond what ImGui holds
}

TEST_CASE("text raster: what is too wide is cut at a character and says so") {
    TextRaster raster(16);
    const std::string text = "A rather long name of a film \xE8\x91\xAC\xE9\x80\x81 720p";
    CHECK(raster.fitted(text, 100'000) == text);
    for (const int most : {200, 120, 60, 30}) {
        CAPTURE(most);
        const std::string cut = raster.fitted(text, most);
        CHECK(raster.width_px(cut) <= most);
        CHECK(cut.ends_with("\xE2\x80\xA6"));
        CHECK(is_utf8(cut));
        CHECK(text.starts_with(cut.substr(0, cut.size() - 3)));
        // One character more would not have fitted.
        const std::string_view rest = std::string_view(text).substr(cut.size() - 3);
        const std::string more =
            std::string(text.substr(0, cut.size() - 3)).append(rest.substr(0, utf8_character_bytes(rest))) +
            "\xE2\x80\xA6";
        CHECK(raster.width_px(more) > most);
    }
}
