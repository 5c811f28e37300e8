// The fonts of the system that runs the tests: every glyph of both languages is there at every scale, in an atlas that
// any graphics card takes, and it is made anew only when it must be.
#include "app/panel/fonts.h"
#include "fixtures.h"

#include <imgui/imgui.h>

#include <algorithm>
#include <cmath>

using namespace senga;
using namespace senga::test;

namespace {

std::size_t missing(const ImFontAtlas& atlas, const std::vector<ImWchar>& glyphs) {
    const ImFont* font = atlas.Fonts[0];
    return static_cast<std::size_t>(std::count_if(
        glyphs.begin(), glyphs.end(), [&](ImWchar code) { return font->FindGlyphNoFallback(code) == nullptr; }));
}

bool needs(const State& state, unsigned int code) {
    const std::vector<ImWchar> glyphs = needed_glyphs(state);
    return std::find(glyphs.begin(), glyphs.end(), code) != glyphs.end();
}

} // namespace

TEST_CASE("fonts: every text of both languages, at every scale") {
    for (const Language language : {Language::english, Language::chinese}) {
        for (const double scale : {1.0, 1.5, 2.0, 3.0}) {
            CAPTURE(scale);
            ImFontAtlas atlas;
            FontBook book;
            State state;
            state.view.language = language;
            state.view.ui_scale = scale;
            REQUIRE(book.update(atlas, state));
            CHECK(book.has_chinese());
            CHECK(missing(atlas, needed_glyphs(state)) == 0);
            CHECK(atlas.TexWidth <= FontBook::most_px);
            CHECK(atlas.TexHeight <= FontBook::most_px);
            CHECK(atlas.Fonts[0]->FontSize == static_cast<float>(std::round(16.0 * scale)));
        }
    }
}

TEST_CASE("fonts: filled anew for a new glyph, a scale and a language, and for nothing else") {
    ImFontAtlas atlas;
    FontBook book;
    State state;
    REQUIRE(book.update(atlas, state));
    CHECK_FALSE(book.update(atlas, state));
    state.player.title = "Only ASCII";
    CHECK_FALSE(book.update(atlas, state));
    state.player.title = "\xE8\x91\xAC\xE9\x80\x81\xE3\x81\xAE"; // U+846C U+9001 U+306E
    CHECK(book.update(atlas, state));
    CHECK(atlas.Fonts[0]->FindGlyphNoFallback(0x846C) != nullptr);
    CHECK(atlas.Fonts[0]->FindGlyphNoFallback(0x306E) != nullptr);
    CHECK_FALSE(book.update(atlas, state));
    state.view.ui_scale = 1.25;
    CHECK(book.update(atlas, state));
    state.view.language = Language::chinese;
    CHECK(book.update(atlas, state));
    // What no font has is looked for once.
    state.player.title = "\xEE\x80\x80"; // U+E000, for private use
    book.update(atlas, state);
    CHECK_FALSE(book.update(atlas, state));
}

TEST_CASE("fonts: the glyphs come from all that is shown") {
    State state = playing_state();
    CHECK(needs(state, 'A'));
    CHECK_FALSE(needs(state, 0x846C));
    State titled = state;
    titled.player.tracks[0].title = "\xE8\x91\xAC";
    CHECK(needs(titled, 0x846C));
    State listed = state;
    listed.player.playlist.entries[1].path = "/films/\xE8\x91\xAC.mkv";
    CHECK(needs(listed, 0x846C));
    State named = state;
    named.chain.presets[0].name = "\xE8\x91\xAC";
    CHECK(needs(named, 0x846C));
    State recent = state;
    recent.library.recent = {{"/\xE8\x91\xAC.mkv", "", 0.0, 0.0}};
    CHECK(needs(recent, 0x846C));
    CHECK(needs(state, 0x4E2D)); // the language's own name, in the other language too
    // Beyond 16 bits, or no UTF-8 at all: left out, not misread.
    state.player.title = "\xF0\x9F\x98\x80 \xFF\xFE";
    CHECK_FALSE(needs(state, 0xF600));
}

TEST_CASE("fonts: digits are equally wide") {
    ImFontAtlas atlas;
    FontBook book;
    REQUIRE(book.update(atlas, State{}));
    for (ImWchar digit = '1'; digit <= '9'; ++digit) {
        CHECK(atlas.Fonts[0]->GetCharAdvance(digit) == atlas.Fonts[0]->GetCharAdvance('0'));
    }
}

TEST_CASE("fonts: more glyphs than fit are not all taken") {
    ImFontAtlas atlas;
    FontBook book;
    State state;
    state.view.ui_scale = 3.0;
    for (unsigned int code = 0x4E00; code < 0x9FA5; ++code) {
        state.player.title += static_cast<char>(0xE0 | (code >> 12U));
        state.player.title += static_cast<char>(0x80 | ((code >> 6U) & 0x3FU));
        state.player.title += static_cast<char>(0x80 | (code & 0x3FU));
    }
    REQUIRE(book.update(atlas, state));
    CHECK(atlas.TexHeight <= FontBook::most_px);
    CHECK(missing(atlas, needed_glyphs(State{})) == 0); // the interface comes first
}
