#include "app/offline/text_raster.h"

#include "renderer/base/utf8.h"

#include <imgui/imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace senga {
namespace {

constexpr std::string_view ellipsis = "\xE2\x80\xA6";

// Its characters; bytes that belong to none are U+FFFD.
std::vector<unsigned int> characters_of(std::string_view text) {
    const std::string whole = made_utf8(text);
    std::vector<unsigned int> out;
    const char* at = whole.data();
    const char* const end = at + whole.size();
    while (at < end) {
        unsigned int code = 0;
        at += std::max(ImTextCharFromUtf8(&code, at, end), 1);
        const bool control = code < 0x20 || code == 0x7F;
        out.push_back(control ? ' ' : code);
    }
    return out;
}

// Kana tell Japanese; characters without them are given Chinese shapes.
Language language_of(const std::vector<unsigned int>& text) {
    const bool kana =
        std::any_of(text.begin(), text.end(), [](unsigned int code) { return code >= 0x3040 && code <= 0x30FF; });
    return kana ? Language::english : Language::chinese;
}

const ImFontGlyph* glyph_of(const ImFont& font, unsigned int code) {
    const ImFontGlyph* glyph =
        code <= IM_UNICODE_CODEPOINT_MAX ? font.FindGlyphNoFallback(static_cast<ImWchar>(code)) : nullptr;
    return glyph != nullptr ? glyph : font.FindGlyph('?');
}

// The atlas as the graphics card would sample it: texels are centred at halves, neighbours mixed by distance.
struct Atlas {
    const unsigned char* texels = nullptr;
    int w = 0;
    int h = 0;

    float at(int x, int y) const {
        return texels[static_cast<std::size_t>(std::clamp(y, 0, h - 1)) * static_cast<std::size_t>(w) +
                      static_cast<std::size_t>(std::clamp(x, 0, w - 1))];
    }
    float mixed(float x, float y) const {
        const float left = std::floor(x - 0.5F);
        const float top = std::floor(y - 0.5F);
        const float right_share = x - 0.5F - left;
        const float bottom_share = y - 0.5F - top;
        const int i = static_cast<int>(left);
        const int j = static_cast<int>(top);
        const float upper = at(i, j) * (1 - right_share) + at(i + 1, j) * right_share;
        const float lower = at(i, j + 1) * (1 - right_share) + at(i + 1, j + 1) * right_share;
        return upper * (1 - bottom_share) + lower * bottom_share;
    }
};

// Where letters touch, the larger share counts.
void paint(const ImFontGlyph& glyph, float pen_px, const Atlas& atlas, Coverage& out) {
    const float left = pen_px + glyph.X0;
    const float width = glyph.X1 - glyph.X0;
    const float height = glyph.Y1 - glyph.Y0;
    if (!glyph.Visible || width <= 0.0F || height <= 0.0F) {
        return;
    }
    const auto first = [](float edge) { return std::max(static_cast<int>(std::floor(edge)), 0); };
    const int right = std::min(static_cast<int>(std::ceil(left + width)), out.size.w);
    const int bottom = std::min(static_cast<int>(std::ceil(glyph.Y1)), out.size.h);
    for (int y = first(glyph.Y0); y < bottom; ++y) {
        for (int x = first(left); x < right; ++x) {
            const float across = (static_cast<float>(x) + 0.5F - left) / width;
            const float down = (static_cast<float>(y) + 0.5F - glyph.Y0) / height;
            if (across < 0.0F || across > 1.0F || down < 0.0F || down > 1.0F) {
                continue;
            }
            const float share = atlas.mixed((glyph.U0 + (glyph.U1 - glyph.U0) * across) * static_cast<float>(atlas.w),
                                            (glyph.V0 + (glyph.V1 - glyph.V0) * down) * static_cast<float>(atlas.h));
            std::uint8_t& sample = out.samples[static_cast<std::size_t>(y) * static_cast<std::size_t>(out.size.w) +
                                               static_cast<std::size_t>(x)];
            sample = std::max(sample, static_cast<std::uint8_t>(std::lround(share)));
        }
    }
}

} // namespace

const ImFont& TextRaster::font_for(const std::vector<unsigned int>& characters) {
    const bool first = atlas_.Fonts.empty();
    std::vector<ImWchar> glyphs = first ? std::vector<ImWchar>{' ', '?', 0x2026} : loaded_.glyphs;
    for (const unsigned int code : characters) {
        if (code <= IM_UNICODE_CODEPOINT_MAX) {
            glyphs.push_back(static_cast<ImWchar>(code));
        }
    }
    std::sort(glyphs.begin(), glyphs.end());
    glyphs.erase(std::unique(glyphs.begin(), glyphs.end()), glyphs.end());
    const Language language = language_of(characters);
    if (first || glyphs != loaded_.glyphs || language != loaded_.language) {
        // ImGui rounds the ascent up by as much as a pixel, which moves all letters down.
        loaded_ = {.glyphs = std::move(glyphs),
                   .size_px = static_cast<double>(std::max(height_px_ - 1, 1)),
                   .language = language};
        book_.fill(atlas_, loaded_);
    }
    return *atlas_.Fonts[0];
}

int TextRaster::width_px(std::string_view text) {
    const std::vector<unsigned int> characters = characters_of(text);
    const ImFont& font = font_for(characters);
    float width = 0.0F;
    for (const unsigned int code : characters) {
        width += glyph_of(font, code)->AdvanceX;
    }
    return static_cast<int>(std::ceil(width));
}

Coverage TextRaster::draw(std::string_view text) {
    Coverage out{.size = {width_px(text), height_px_}, .samples = {}};
    out.samples.assign(static_cast<std::size_t>(out.size.w) * static_cast<std::size_t>(out.size.h), 0);
    const std::vector<unsigned int> characters = characters_of(text);
    const ImFont& font = font_for(characters);
    Atlas atlas;
    unsigned char* texels = nullptr;
    atlas_.GetTexDataAsAlpha8(&texels, &atlas.w, &atlas.h);
    atlas.texels = texels;
    float pen_px = 0.0F;
    for (const unsigned int code : characters) {
        const ImFontGlyph& glyph = *glyph_of(font, code);
        paint(glyph, pen_px, atlas, out);
        pen_px += glyph.AdvanceX;
    }
    return out;
}

std::string TextRaster::fitted(std::string_view text, int most_px) {
    std::string out(text);
    std::string_view kept = text;
    while (!kept.empty() && width_px(out) > most_px) {
        kept = utf8_prefix(kept, kept.size() - 1);
        out = std::string(kept).append(ellipsis);
    }
    return width_px(out) > most_px ? std::string() : out;
}

} // namespace senga
