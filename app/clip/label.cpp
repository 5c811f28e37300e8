#include "app/clip/label.h"

#include "app/panel/fonts.h"
#include "renderer/base/utf8.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string_view>

namespace senga {
namespace {

constexpr double plate_opacity = 0.65; // white on it over white: a contrast of 7 to 1
constexpr double padding_x = 0.45;     // of the text's height, as are the next two
constexpr double padding_y = 0.16;
constexpr double corner_radius = 0.22;
constexpr ImWchar dot = '.';

using Line = std::vector<ImWchar>;

// Beyond ImWchar, which has 16 bits here: U+FFFD.
Line code_points(const std::string& text) {
    const std::string clean = made_utf8(text);
    Line out;
    const char* at = clean.data();
    const char* const end = at + clean.size();
    while (at != end) {
        const std::size_t bytes = utf8_character_bytes(std::string_view(at, static_cast<std::size_t>(end - at)));
        // The lead byte's own bits, then six of each byte that follows (RFC 3629).
        std::uint32_t code = static_cast<unsigned char>(*at) & (bytes == 1 ? 0x7FU : 0xFFU >> (bytes + 1));
        for (std::size_t i = 1; i < bytes; ++i) {
            code = code << 6U | (static_cast<unsigned char>(at[i]) & 0x3FU);
        }
        at += bytes;
        const bool control = code < 0x20 || code == 0x7F;
        out.push_back(control                                      ? ImWchar{' '}
                      : code > std::numeric_limits<ImWchar>::max() ? ImWchar{0xFFFD}
                                                                   : static_cast<ImWchar>(code));
    }
    return out;
}

// Kana tell Japanese; characters without them are given Chinese shapes.
Language language_of(const Line& text) {
    const bool kana =
        std::any_of(text.begin(), text.end(), [](ImWchar code) { return code >= 0x3040 && code <= 0x30FF; });
    return kana ? Language::english : Language::chinese;
}

double width_of(const ImFont& font, const Line& text) {
    double out = 0.0;
    for (const ImWchar code : text) {
        out += static_cast<double>(font.GetCharAdvance(code));
    }
    return out;
}

// Cut so that it fits, with dots for what is missing; empty where not even those fit.
Line fitted(const ImFont& font, Line text, double most_px) {
    if (width_of(font, text) <= most_px) {
        return text;
    }
    while (!text.empty()) {
        text.pop_back();
        Line cut = text;
        cut.insert(cut.end(), 3, dot);
        if (width_of(font, cut) <= most_px) {
            return cut;
        }
    }
    return text;
}

// Coverage of a picture by glyphs, 0..1.
struct Ink {
    Size size;
    std::vector<float> coverage;
};

// One channel of 8 bits, as ImGui keeps its glyphs.
struct Atlas {
    const unsigned char* texels = nullptr;
    Size size;
    double at(int x, int y) const {
        const int inside_x = std::clamp(x, 0, size.w - 1);
        const int inside_y = std::clamp(y, 0, size.h - 1);
        return texels[static_cast<std::size_t>(inside_y) * static_cast<std::size_t>(size.w) +
                      static_cast<std::size_t>(inside_x)] /
               255.0;
    }
    // Between the four nearest; texel n is centred at n + 0.5.
    double between(double x, double y) const {
        const double left = std::floor(x - 0.5);
        const double top = std::floor(y - 0.5);
        const double right_share = x - 0.5 - left;
        const double low_share = y - 0.5 - top;
        const int x0 = static_cast<int>(left);
        const int y0 = static_cast<int>(top);
        return std::lerp(std::lerp(at(x0, y0), at(x0 + 1, y0), right_share),
                         std::lerp(at(x0, y0 + 1), at(x0 + 1, y0 + 1), right_share), low_share);
    }
};

// The glyph's rectangle of the atlas, laid on the picture with its line's top left corner at (x, y).
void add_glyph(Ink& ink, const Atlas& atlas, const ImFontGlyph& glyph, double x, double y) {
    const double x0 = x + static_cast<double>(glyph.X0);
    const double y0 = y + static_cast<double>(glyph.Y0);
    const double w = static_cast<double>(glyph.X1) - static_cast<double>(glyph.X0);
    const double h = static_cast<double>(glyph.Y1) - static_cast<double>(glyph.Y0);
    if (w <= 0.0 || h <= 0.0) {
        return;
    }
    const double u0 = static_cast<double>(glyph.U0) * atlas.size.w;
    const double v0 = static_cast<double>(glyph.V0) * atlas.size.h;
    const double per_px_x = (static_cast<double>(glyph.U1) * atlas.size.w - u0) / w;
    const double per_px_y = (static_cast<double>(glyph.V1) * atlas.size.h - v0) / h;
    const auto first = [](double from) { return std::max(0, static_cast<int>(std::floor(from))); };
    const int end_x = std::min(ink.size.w, static_cast<int>(std::ceil(x0 + w)));
    const int end_y = std::min(ink.size.h, static_cast<int>(std::ceil(y0 + h)));
    for (int py = first(y0); py < end_y; ++py) {
        for (int px = first(x0); px < end_x; ++px) {
            const double value = atlas.between(u0 + (px + 0.5 - x0) * per_px_x, v0 + (py + 0.5 - y0) * per_px_y);
            float& covered = ink.coverage[static_cast<std::size_t>(py) * static_cast<std::size_t>(ink.size.w) +
                                          static_cast<std::size_t>(px)];
            covered = std::max(covered, static_cast<float>(value));
        }
    }
}

// How much of the pixel a plate of that size with round corners covers, by the distance of its middle from the edge.
double plate_coverage(int x, int y, Size size, double radius) {
    const double from_middle_x = std::abs(x + 0.5 - size.w / 2.0) - (size.w / 2.0 - radius);
    const double from_middle_y = std::abs(y + 0.5 - size.h / 2.0) - (size.h / 2.0 - radius);
    const double outside = std::hypot(std::max(from_middle_x, 0.0), std::max(from_middle_y, 0.0)) - radius;
    return std::clamp(0.5 - outside, 0.0, 1.0);
}

LabelPicture on_plate(const Ink& ink, double radius) {
    LabelPicture out{.size = ink.size, .rgba = {}};
    out.rgba.reserve(ink.coverage.size() * 4);
    const auto code = [](double value) { return static_cast<std::uint8_t>(std::lround(value * 255.0)); };
    for (int y = 0; y < ink.size.h; ++y) {
        for (int x = 0; x < ink.size.w; ++x) {
            const double text =
                static_cast<double>(ink.coverage[static_cast<std::size_t>(y) * static_cast<std::size_t>(ink.size.w) +
                                                 static_cast<std::size_t>(x)]);
            const double plate = plate_opacity * plate_coverage(x, y, ink.size, radius);
            out.rgba.insert(out.rgba.end(), 3, code(text)); // white, premultiplied
            out.rgba.push_back(code(text + plate * (1.0 - text)));
        }
    }
    return out;
}

} // namespace

double label_text_px(int picture_height_px) {
    return std::max(11.0, std::round(picture_height_px / 26.0));
}

LabelMaker::LabelMaker() : fonts_(std::make_unique<FontBook>()) {}
LabelMaker::~LabelMaker() = default;
LabelMaker::LabelMaker(LabelMaker&&) noexcept = default;
LabelMaker& LabelMaker::operator=(LabelMaker&&) noexcept = default;

LabelPicture LabelMaker::make(const std::string& text, const LabelStyle& style) {
    Line wanted = code_points(text);
    if (wanted.empty()) {
        return {};
    }
    Line glyphs = wanted;
    glyphs.insert(glyphs.end(), {dot, ImWchar{' '}, ImWchar{0xFFFD}});
    std::sort(glyphs.begin(), glyphs.end());
    glyphs.erase(std::unique(glyphs.begin(), glyphs.end()), glyphs.end());
    ImFontAtlas atlas;
    fonts_->fill(atlas, {.glyphs = glyphs, .size_px = style.text_px, .language = language_of(glyphs)});
    const ImFont& font = *atlas.Fonts[0];
    const auto margin_x = static_cast<int>(std::lround(padding_x * style.text_px));
    const auto margin_y = static_cast<int>(std::lround(padding_y * style.text_px));
    const Line line = fitted(font, std::move(wanted), style.most_width_px - 2.0 * margin_x);
    if (line.empty()) {
        return {};
    }
    Ink ink{.size = {static_cast<int>(std::ceil(width_of(font, line))) + 2 * margin_x,
                     static_cast<int>(std::ceil(static_cast<double>(font.FontSize))) + 2 * margin_y},
            .coverage = {}};
    ink.coverage.resize(static_cast<std::size_t>(ink.size.w) * static_cast<std::size_t>(ink.size.h), 0.0F);
    Atlas texels;
    unsigned char* bytes = nullptr;
    atlas.GetTexDataAsAlpha8(&bytes, &texels.size.w, &texels.size.h);
    texels.texels = bytes;
    double pen = margin_x;
    for (const ImWchar code : line) {
        const ImFontGlyph* glyph = font.FindGlyph(code);
        if (glyph != nullptr && glyph->Visible != 0) {
            add_glyph(ink, texels, *glyph, pen, margin_y);
        }
        pen += static_cast<double>(font.GetCharAdvance(code));
    }
    return on_plate(ink, corner_radius * style.text_px);
}

} // namespace senga
