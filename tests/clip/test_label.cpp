// Labels as pictures: as high as the text asks, as wide as the text needs, readable, and cut where there is no room.
#include "app/clip/label.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace senga;

namespace {

// How many pixels are at least half text.
int ink(const LabelPicture& label) {
    int out = 0;
    for (std::size_t i = 0; i < label.rgba.size(); i += 4) {
        out += label.rgba[i] >= 128 ? 1 : 0;
    }
    return out;
}

const std::string chinese = "\xE5\x8E\x9F\xE5\xA7\x8B\xE7\x94\xBB\xE9\x9D\xA2"; // four characters

} // namespace

TEST_CASE("label: white text on a plate, premultiplied, with round corners") {
    const LabelPicture label = make_label("Original", {.text_px = 28, .most_width_px = 600});
    REQUIRE(label.rgba.size() == static_cast<std::size_t>(label.size.w) * label.size.h * 4);
    CHECK(label.rgba[3] == 0); // outside the corner
    int wrong = 0;
    int whitest = 0;
    for (std::size_t i = 0; i < label.rgba.size(); i += 4) {
        const bool grey = label.rgba[i] == label.rgba[i + 1] && label.rgba[i] == label.rgba[i + 2];
        wrong += grey && label.rgba[i] <= label.rgba[i + 3] ? 0 : 1;
        whitest = std::max<int>(whitest, label.rgba[i]);
    }
    CHECK(wrong == 0);
    CHECK(whitest > 240);
    // The plate behind it: its middle row's first columns inside the padding are no text.
    const std::size_t middle = static_cast<std::size_t>(label.size.h / 2) * label.size.w * 4;
    const int plate = label.rgba[middle + 4 * 4 + 3];
    CHECK(label.rgba[middle + 4 * 4] == 0);
    // WCAG 2.1: text is readable from a contrast of 4.5 on; white over the plate over white, by sRGB's curve.
    const double behind = 1.0 - plate / 255.0;
    const double luminance = std::pow((behind + 0.055) / 1.055, 2.4);
    CHECK(1.05 / (luminance + 0.05) > 4.5);
}

TEST_CASE("label: Chinese has glyphs of its own, four times as wide as one") {
    const LabelStyle style{.text_px = 32, .most_width_px = 1000};
    const LabelPicture four = make_label(chinese, style);
    const LabelPicture one = make_label(chinese.substr(0, 3), style);
    const LabelPicture lost = make_label("\xFF\xFE\xFD\xFC", style);
    REQUIRE(four.size.h == one.size.h);
    // Each character is as wide as the line is high, within what fonts differ by; three more make the difference.
    const double each = (four.size.w - one.size.w) / 3.0;
    CHECK(each > 0.75 * 32);
    CHECK(each < 1.1 * 32);
    CHECK(ink(four) > 3 * ink(one) / 2);
    CHECK(four.rgba != lost.rgba); // no row of replacement marks
    CHECK(lost.size.w > 0);
}

TEST_CASE("label: a digit is as wide as digits are, also where the text has one of them only") {
    const LabelStyle style{.text_px = 40, .most_width_px = 1000};
    const double each = (make_label("1111", style).size.w - make_label("1", style).size.w) / 3.0;
    // Between a third and four fifths of the line's height in any font for text.
    CHECK(each > 40 / 3.0);
    CHECK(each < 40 * 0.8);
}

TEST_CASE("label: texts differ in pixels, sizes follow the picture") {
    const LabelStyle style{.text_px = 24, .most_width_px = 500};
    CHECK(make_label("A", style).rgba != make_label("B", style).rgba);
    const LabelPicture small = make_label("Anime", {.text_px = label_text_px(720), .most_width_px = 5000});
    const LabelPicture large = make_label("Anime", {.text_px = label_text_px(1440), .most_width_px = 5000});
    // Twice, to the rounding of each margin and advance.
    CHECK(std::abs(large.size.h - 2 * small.size.h) <= 4);
    CHECK(std::abs(large.size.w - 2 * small.size.w) <= 2 * 5 + 4);
    CHECK(label_text_px(90) >= 11);
}

TEST_CASE("label: too long a text is cut, too little room or no text is no label") {
    const std::string text(300, 'm');
    const LabelPicture cut = make_label(text, {.text_px = 20, .most_width_px = 200});
    CHECK(cut.size.w <= 200);
    CHECK(cut.size.w > 150);
    CHECK(make_label("Original", {.text_px = 20, .most_width_px = 20}).size.empty());
    CHECK(make_label("", {.text_px = 20, .most_width_px = 200}).size.empty());
    const LabelPicture tabbed = make_label("a\tb\n", {.text_px = 20, .most_width_px = 200});
    CHECK(tabbed.rgba == make_label("a b ", {.text_px = 20, .most_width_px = 200}).rgba);
}
