#include "app/panel/fonts.h"

#include <fontconfig/fontconfig.h>
#include <stb/stb_truetype.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace senga {
namespace {

constexpr double font_pt = 16.0;
constexpr double own_font_pt = 13.0; // ImGui's bitmap font is sharp at multiples of this
constexpr int most_files = 6;        // of which one atlas is made

using Glyphs = std::vector<ImWchar>;

struct FontFile {
    std::string path;
    int index = 0; // of the font within a collection
    bool operator==(const FontFile&) const = default;
};

struct FcFree {
    void operator()(FcConfig* config) const { FcConfigDestroy(config); }
    void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
    void operator()(FcFontSet* set) const { FcFontSetDestroy(set); }
};
template<class T>
using Fc = std::unique_ptr<T, FcFree>;

bool is_true(const FcPattern* pattern, const char* property) {
    FcBool value = FcFalse;
    return FcPatternGetBool(pattern, property, 0, &value) == FcResultMatch && value == FcTrue;
}

// What ImGui's rasteriser reads: outlines, of one weight.
bool usable(const FcPattern* pattern) {
    FcChar8* format = nullptr;
    if (FcPatternGetString(pattern, FC_FONTFORMAT, 0, &format) != FcResultMatch || is_true(pattern, FC_VARIABLE)) {
        return false;
    }
    const std::string_view name(reinterpret_cast<const char*>(format));
    return name == "TrueType" || name == "CFF";
}

std::vector<unsigned char> read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// A font in memory that is known to be readable.
struct OpenFont {
    std::vector<unsigned char> data;
    stbtt_fontinfo info{};

    static std::optional<OpenFont> open(const FontFile& file) {
        OpenFont font;
        font.data = read_file(file.path);
        if (font.data.size() < 12) {
            return std::nullopt;
        }
        const int offset = stbtt_GetFontOffsetForIndex(font.data.data(), file.index);
        if (offset < 0 || stbtt_InitFont(&font.info, font.data.data(), offset) == 0) {
            return std::nullopt;
        }
        return font;
    }
    Glyphs covered(const Glyphs& wanted) const {
        Glyphs found;
        std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(found),
                     [&](ImWchar code) { return stbtt_FindGlyphIndex(&info, code) != 0; });
        return found;
    }
};

bool any_between(const Glyphs& glyphs, unsigned int first, unsigned int last) {
    return std::any_of(glyphs.begin(), glyphs.end(), [&](ImWchar code) { return code >= first && code <= last; });
}

// Whose shapes these glyphs are to have: the same character looks differently in Chinese and in Japanese.
const char* language_of(Language language, const Glyphs& glyphs) {
    if (any_between(glyphs, 0xAC00, 0xD7A3)) {
        return "ko";
    }
    const bool kana = any_between(glyphs, 0x3040, 0x30FF);
    if (language == Language::chinese) {
        return "zh-cn";
    }
    return kana || any_between(glyphs, 0x3400, 0x9FFF) ? "ja" : "en";
}

// As ImGui takes them: pairs of first and last, closed by 0.
std::vector<ImWchar> ranges_of(Glyphs glyphs) {
    std::sort(glyphs.begin(), glyphs.end());
    std::vector<ImWchar> ranges;
    for (const ImWchar code : glyphs) {
        if (!ranges.empty() && ranges.back() + 1 == code) {
            ranges.back() = code;
        } else {
            ranges.push_back(code);
            ranges.push_back(code);
        }
    }
    ranges.push_back(0);
    return ranges;
}

Glyphs without(const Glyphs& all, const Glyphs& some) {
    std::vector<bool> gone(std::size_t{std::numeric_limits<ImWchar>::max()} + 1, false);
    for (const ImWchar code : some) {
        gone[code] = true;
    }
    Glyphs rest;
    std::copy_if(all.begin(), all.end(), std::back_inserter(rest), [&](ImWchar code) { return !gone[code]; });
    return rest;
}

struct Layer {
    OpenFont font;
    std::vector<ImWchar> ranges;
};

void add_layer(ImFontAtlas& atlas, const Layer& layer, int index, float size_px) {
    ImFontConfig config;
    config.MergeMode = !atlas.Fonts.empty();
    config.FontNo = index;
    // Few western glyphs, many of the others: the latter sit on whole pixels, which keeps them sharp and the atlas
    // small.
    config.OversampleH = config.MergeMode ? 1 : 2;
    config.OversampleV = 1;
    config.PixelSnapH = config.MergeMode;
    config.FontDataOwnedByAtlas = false;
    // ImGui takes the bytes as its own, but does not change what it does not own.
    atlas.AddFontFromMemoryTTF(const_cast<unsigned char*>(layer.font.data.data()),
                               static_cast<int>(layer.font.data.size()), size_px, &config, layer.ranges.data());
}

// Gives those of 0 to 9 that are there the width of the widest of them, each in the middle of it.
void even_digits(ImFont& font) {
    float widest = 0.0F;
    for (ImWchar digit = '0'; digit <= '9'; ++digit) {
        const ImFontGlyph* glyph = font.FindGlyphNoFallback(digit);
        widest = glyph != nullptr ? std::max(widest, glyph->AdvanceX) : widest;
    }
    for (ImFontGlyph& glyph : font.Glyphs) {
        if (glyph.Codepoint >= '0' && glyph.Codepoint <= '9' && glyph.AdvanceX < widest) {
            const float shift = std::floor((widest - glyph.AdvanceX) / 2.0F);
            glyph.X0 += shift;
            glyph.X1 += shift;
            glyph.AdvanceX = widest;
            font.IndexAdvanceX[static_cast<int>(glyph.Codepoint)] = widest;
        }
    }
}

} // namespace

// Finds and opens fonts of the system.
class FontBook::Finder {
public:
    Finder() : config_(FcInitLoadConfigAndFonts()) {}

    struct Found {
        FontFile file;
        OpenFont font;
        Glyphs covered;
    };
    // The first sans-serif font, as the system prefers them for that language, that has any of the glyphs.
    std::optional<Found> find(const char* language, const Glyphs& glyphs) const {
        const Fc<FcFontSet> fonts = sorted(language);
        for (int i = 0; fonts && i < fonts->nfont; ++i) {
            const FcPattern* pattern = fonts->fonts[i];
            if (!usable(pattern) || !covers_any(pattern, glyphs)) {
                continue;
            }
            const FontFile file = file_of(pattern);
            std::optional<OpenFont> font = OpenFont::open(file);
            if (!font) {
                continue;
            }
            Glyphs covered = font->covered(glyphs);
            if (!covered.empty()) {
                return Found{file, std::move(*font), std::move(covered)};
            }
        }
        return std::nullopt;
    }

private:
    Fc<FcFontSet> sorted(const char* language) const {
        if (!config_) {
            return nullptr;
        }
        const Fc<FcPattern> wanted(FcPatternCreate());
        FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>("sans-serif"));
        FcPatternAddString(wanted.get(), FC_LANG, reinterpret_cast<const FcChar8*>(language));
        FcPatternAddBool(wanted.get(), FC_SCALABLE, FcTrue);
        FcConfigSubstitute(config_.get(), wanted.get(), FcMatchPattern);
        FcDefaultSubstitute(wanted.get());
        FcResult result = FcResultNoMatch;
        return Fc<FcFontSet>(FcFontSort(config_.get(), wanted.get(), FcFalse, nullptr, &result));
    }
    static bool covers_any(const FcPattern* pattern, const Glyphs& glyphs) {
        FcCharSet* set = nullptr;
        return FcPatternGetCharSet(pattern, FC_CHARSET, 0, &set) == FcResultMatch &&
               std::any_of(glyphs.begin(), glyphs.end(), [&](ImWchar code) { return FcCharSetHasChar(set, code); });
    }
    static FontFile file_of(const FcPattern* pattern) {
        FontFile file;
        FcChar8* path = nullptr;
        if (FcPatternGetString(pattern, FC_FILE, 0, &path) == FcResultMatch) {
            file.path = reinterpret_cast<const char*>(path);
        }
        int index = 0;
        if (FcPatternGetInteger(pattern, FC_INDEX, 0, &index) == FcResultMatch) {
            file.index = index & 0xFFFF; // above: an instance of a variable font
        }
        return file;
    }

    Fc<FcConfig> config_;
};

FontBook::FontBook() : finder_(std::make_unique<Finder>()) {}
FontBook::~FontBook() = default;

bool FontBook::update(ImFontAtlas& atlas, const State& state) {
    const Glyphs glyphs = needed_glyphs(state);
    const bool same = scale_ == state.view.ui_scale && language_ == state.view.language;
    if (same && std::all_of(glyphs.begin(), glyphs.end(), [&](ImWchar code) { return loaded_[code]; })) {
        return false;
    }
    scale_ = state.view.ui_scale;
    language_ = state.view.language;
    loaded_.assign(std::size_t{std::numeric_limits<ImWchar>::max()} + 1, false);
    for (const ImWchar code : glyphs) {
        loaded_[code] = true;
    }
    Request request{.glyphs = glyphs, .size_px = font_pt * scale_, .language = language_};
    fill(atlas, request);
    for (std::size_t fewer = glyphs.size(); atlas.TexHeight > most_px && fewer > 256;) {
        fewer -= fewer / 4;
        request.glyphs.resize(fewer);
        fill(atlas, request);
    }
    return true;
}

void FontBook::fill(ImFontAtlas& atlas, const Request& request) {
    const Glyphs& glyphs = request.glyphs;
    atlas.Clear();
    atlas.TexGlyphPadding = 1;
    const auto size_px = static_cast<float>(std::round(request.size_px));
    std::vector<Layer> layers;
    layers.reserve(most_files); // ImGui keeps pointers into them until it has built the atlas
    Glyphs missing = glyphs;
    for (int i = 0; i < most_files && !missing.empty(); ++i) {
        std::optional<Finder::Found> found =
            finder_->find(i == 0 ? "en" : language_of(request.language, missing), missing);
        if (!found) {
            break;
        }
        missing = without(missing, found->covered);
        layers.push_back({std::move(found->font), ranges_of(std::move(found->covered))});
        add_layer(atlas, layers.back(), found->file.index, size_px);
    }
    if (atlas.Fonts.empty() || !atlas.Build()) {
        atlas.Clear();
        ImFontConfig own;
        own.SizePixels = static_cast<float>(own_font_pt * std::max(1.0, std::round(request.size_px / font_pt)));
        atlas.AddFontDefault(&own);
        atlas.Build();
        missing = glyphs;
    }
    even_digits(*atlas.Fonts[0]);
    // Nothing of the files is needed any more. ImGui would otherwise keep pointers to them.
    atlas.ClearInputData();
    const auto chinese = [](ImWchar code) { return code >= 0x4E00 && code <= 0x9FFF; };
    const auto lacking = std::count_if(missing.begin(), missing.end(), chinese);
    const auto wanted = std::count_if(glyphs.begin(), glyphs.end(), chinese);
    has_chinese_ = lacking * 10 <= wanted; // a rare character more or less is no matter
}

} // namespace senga
