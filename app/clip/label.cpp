#include "app/clip/label.h"

#include "app/offline/text_raster.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace senga {
namespace {

constexpr double plate_opacity = 0.65; // white on it over white: a contrast of 7 to 1
constexpr double padding_x = 0.45;     // of the text's height, as are the next two
constexpr double padding_y = 0.16;
constexpr double corner_radius = 0.22;

// How much of the pixel a plate of that size with round corners covers, by the distance of its middle from the edge.
double plate_coverage(int x, int y, Size size, double radius) {
    const double from_middle_x = std::abs(x + 0.5 - size.w / 2.0) - (size.w / 2.0 - radius);
    const double from_middle_y = std::abs(y + 0.5 - size.h / 2.0) - (size.h / 2.0 - radius);
    const double outside = std::hypot(std::max(from_middle_x, 0.0), std::max(from_middle_y, 0.0)) - radius;
    return std::clamp(0.5 - outside, 0.0, 1.0);
}

LabelPicture on_plate(const Coverage& letters, Size margin, double radius) {
    LabelPicture out{.size = {letters.size.w + 2 * margin.w, letters.size.h + 2 * margin.h}, .rgba = {}};
    out.rgba.reserve(static_cast<std::size_t>(out.size.w) * static_cast<std::size_t>(out.size.h) * 4);
    const auto text_at = [&](int x, int y) {
        const bool inside = x >= 0 && y >= 0 && x < letters.size.w && y < letters.size.h;
        return inside ? letters.samples[static_cast<std::size_t>(y) * static_cast<std::size_t>(letters.size.w) +
                                        static_cast<std::size_t>(x)]
                      : std::uint8_t{0};
    };
    for (int y = 0; y < out.size.h; ++y) {
        for (int x = 0; x < out.size.w; ++x) {
            const std::uint8_t text = text_at(x - margin.w, y - margin.h);
            const double plate = plate_opacity * plate_coverage(x, y, out.size, radius);
            out.rgba.insert(out.rgba.end(), 3, text); // white, premultiplied
            out.rgba.push_back(static_cast<std::uint8_t>(std::lround(text + plate * (255.0 - text))));
        }
    }
    return out;
}

} // namespace

int label_text_px(int picture_height_px) {
    return std::max(11, static_cast<int>(std::lround(picture_height_px / 26.0)));
}

LabelPicture make_label(const std::string& text, const LabelStyle& style) {
    const Size margin{static_cast<int>(std::lround(padding_x * style.text_px)),
                      static_cast<int>(std::lround(padding_y * style.text_px))};
    TextRaster raster(style.text_px);
    const std::string line = raster.fitted(text, style.most_width_px - 2 * margin.w);
    return line.empty() ? LabelPicture{} : on_plate(raster.draw(line), margin, corner_radius * style.text_px);
}

} // namespace senga
