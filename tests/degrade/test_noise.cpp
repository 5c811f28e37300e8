// Noise, grain, dust and scratches: what they are as statistics, and that they are the same every time.
#include "tests/degrade/frames.h"

#include <algorithm>
#include <set>

using namespace senga;
using namespace senga::test;

namespace {

struct Moments {
    double mean = 0.0;
    double deviation = 0.0;
    double next = 0.0; // correlation with the pixel to the right
};

Moments moments(const FloatPlane& plane) {
    const auto count = static_cast<double>(plane.samples.size());
    Moments out;
    for (const float value : plane.samples) {
        out.mean += static_cast<double>(value) / count;
    }
    double squares = 0.0;
    double products = 0.0;
    for (int y = 0; y < plane.size.h; ++y) {
        for (int x = 0; x < plane.size.w; ++x) {
            const double a = static_cast<double>(plane.row(y)[x]) - out.mean;
            squares += a * a;
            products += x + 1 < plane.size.w ? a * (static_cast<double>(plane.row(y)[x + 1]) - out.mean) : 0.0;
        }
    }
    out.deviation = std::sqrt(squares / count);
    out.next = products / squares * plane.size.w / (plane.size.w - 1);
    return out;
}

// In codes of 8 bits, around the grey it was added to.
FloatPlane codes(const FilmFrame& frame, const std::function<double(double, double, double)>& of_rgb) {
    FloatPlane out = float_plane(frame.format.size);
    for (std::size_t i = 0; i < out.samples.size(); ++i) {
        out.samples[i] = static_cast<float>(255.0 * of_rgb(static_cast<double>(frame.rgb[0].samples[i]),
                                                           static_cast<double>(frame.rgb[1].samples[i]),
                                                           static_cast<double>(frame.rgb[2].samples[i])));
    }
    return out;
}

double luma(double r, double g, double b) {
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

constexpr Size large{256, 256};
constexpr double samples = 65536.0;
// Five deviations of the estimate from so many independent samples: no seed in two millions is beyond.
const double mean_bound = 5.0 / std::sqrt(samples);            // in deviations
const double deviation_bound = 5.0 / std::sqrt(2.0 * samples); // relative; of a normal distribution
const double correlation_bound = 5.0 / std::sqrt(samples);

} // namespace

TEST_CASE("the hash is SplitMix64, as its authors' reference numbers have it") {
    CHECK(hashed(0, 1) == 0xe220a8397b1dcdafu);
    CHECK(hashed(0, 2) == 0x6e789e6aa1b965f4u);
    CHECK(hashed(0, 3) == 0x06c45d188009454fu);
    CHECK(hashed(1234567, 1) == 6457827717110365317u);
    CHECK(hashed(1234567, 2) == 3203168211198807973u);
    CHECK(key_of({1, 2}) != key_of({2, 1}));
    CHECK(key_of({0}) != key_of({0, 0}));
}

TEST_CASE("white noise has the deviations asked for, in brightness and in colour apart, and no memory") {
    const FilmFrame source = grey(large, 0.5);
    const FilmFrame bright = damaged(source, {"noise:sigma=6,chroma=0"});
    const FilmFrame colour = damaged(source, {"noise:sigma=0,chroma=4"});
    const Moments y = moments(codes(bright, luma));
    CHECK(std::abs(y.mean - 127.5) < 6.0 * mean_bound);
    CHECK(std::abs(y.deviation / 6.0 - 1.0) < deviation_bound);
    CHECK(std::abs(y.next) < correlation_bound);
    // Brightness alone: grey stays grey.
    CHECK(std::abs(at(bright, 0, 5, 5) - at(bright, 2, 5, 5)) < 1e-6);
    CHECK(moments(codes(colour, luma)).deviation < 1e-3);
    for (const Moments& c :
         {moments(codes(colour, [](double r, double g, double b) { return (b - luma(r, g, b)) / 1.8556; })),
          moments(codes(colour, [](double r, double g, double b) { return (r - luma(r, g, b)) / 1.5748; }))}) {
        CHECK(std::abs(c.mean) < 4.0 * mean_bound);
        CHECK(std::abs(c.deviation / 4.0 - 1.0) < deviation_bound);
        CHECK(std::abs(c.next) < correlation_bound);
    }
}

TEST_CASE("grain is as large as asked for, strongest in the middle, of one colour or three") {
    const double size = 0.8;
    // White noise blurred by a Gaussian: the correlation of neighbours is that of the weights with themselves.
    double squares = 0.0;
    double products = 0.0;
    for (int x = -4; x <= 4; ++x) {
        const double weight = std::exp(-x * x / (2.0 * size * size));
        squares += weight * weight;
        products += x < 4 ? weight * std::exp(-(x + 1) * (x + 1) / (2.0 * size * size)) : 0.0;
    }
    const FilmFrame middle = damaged(grey(large, 0.5), {"grain:sigma=8,size=0.8,colour=0"});
    const Moments found = moments(codes(middle, [](double r, double, double) { return r; }));
    // Neighbours are alike, so there are fewer independent samples: by sum r^2 over all shifts = 2 pi size^2 = 4.0.
    const double fewer = 2.0;
    CHECK(std::abs(found.deviation / 8.0 - 1.0) < fewer * deviation_bound);
    CHECK(std::abs(found.next - products / squares) < fewer * correlation_bound);
    CHECK(middle.rgb[0].samples == middle.rgb[1].samples);

    // 1 - m (1 - 4 y (1 - y)): at 0.1 with m = 1 there is 0.36 of it, in black none.
    const Moments dark = moments(codes(damaged(grey(large, 0.1), {"grain:sigma=8,midtones=1,colour=0"}),
                                       [](double r, double, double) { return r; }));
    CHECK(std::abs(dark.deviation / (8.0 * 0.36) - 1.0) < fewer * deviation_bound + 1e-4);
    CHECK(same_bits(damaged(grey({32, 32}, 0.0), {"grain:midtones=1"}), grey({32, 32}, 0.0)));

    // Own grain in each channel: differences have the deviation of two independent ones.
    const Moments apart = moments(codes(damaged(grey(large, 0.5), {"grain:sigma=8,size=0.8,colour=1"}),
                                        [](double r, double g, double) { return r - g; }));
    CHECK(std::abs(apart.deviation / (8.0 * std::sqrt(2.0)) - 1.0) < fewer * deviation_bound);
}

TEST_CASE("a seed gives the same bits again, another one others; frames differ unless a pattern is held") {
    FilmFrame first = grey({64, 48}, 0.5);
    FilmFrame second = first;
    second.index = 1;
    for (const std::string text : {"noise", "grain", "dust:count=30", "scratches:count=3"}) {
        CAPTURE(text);
        CHECK(same_bits(damaged(first, {text}, 7), damaged(first, {text}, 7)));
        CHECK(!same_bits(damaged(first, {text}, 7), damaged(first, {text}, 8)));
        // Where it stands among others counts too.
        CHECK(!same_bits(damaged(first, {text}, 7), damaged(first, {"tint", text}, 7)));
    }
    for (const std::string text : {"noise", "grain", "dust:count=30"}) {
        CHECK(!same_bits(damaged(first, {text}), damaged(second, {text})));
    }
    CHECK(same_bits(damaged(first, {"noise:hold=2"}), damaged(second, {"noise:hold=2"})));
    CHECK(same_bits(damaged(first, {"grain:hold=0"}), damaged(second, {"grain:hold=0"})));
    // Twice the same operation is not the same noise twice: deviations add as squares.
    const Moments twice =
        moments(codes(damaged(grey(large, 0.5), {"noise:sigma=3,chroma=0", "noise:sigma=4,chroma=0"}), luma));
    CHECK(std::abs(twice.deviation / 5.0 - 1.0) < deviation_bound);
}

TEST_CASE("the order counts: noise that is shrunk by 2 is halved") {
    const FilmFrame source = grey({512, 512}, 0.5);
    const Moments before = moments(codes(damaged(source, {"noise:sigma=6,chroma=0", "downscale"}), luma));
    const Moments after = moments(codes(damaged(source, {"downscale", "noise:sigma=6,chroma=0"}), luma));
    CHECK(std::abs(before.deviation / 3.0 - 1.0) < deviation_bound);
    CHECK(std::abs(after.deviation / 6.0 - 1.0) < deviation_bound);
}

TEST_CASE("dust is dark and bright spots that cover about as much as their number and size say") {
    const FilmFrame source = grey({400, 300}, 0.5);
    CHECK(same_bits(damaged(source, {"dust:count=0"}), source));
    const FilmFrame dusty = damaged(source, {"dust:count=100,size=3,opacity=1,bright=0.5"});
    double dark = 0.0;
    double bright = 0.0;
    for (const float value : dusty.rgb[0].samples) {
        CHECK((value >= 0.03F && value <= 0.97F));
        dark += value < 0.5F ? 1.0 : 0.0;
        bright += value > 0.5F ? 1.0 : 0.0;
    }
    // Ellipses of radii 3 (0.5..1.5) and 0.25..1 of that: the mean area is pi 9 (1 + 1/12) 0.625 = 19.1; touched pixels
    // are more, those of an edge a pixel wide around. A hundred of them deviate by some tenth.
    CHECK(dark + bright > 100 * 19.1 * 0.7);
    CHECK(dark + bright < 100 * (19.1 + 2 * 3.1416 * 3 * 1.2) * 1.4);
    CHECK(dark > 0.2 * (dark + bright));
    CHECK(bright > 0.2 * (dark + bright));
    const FilmFrame only_dark = damaged(source, {"dust:count=100,bright=0"});
    CHECK(std::all_of(only_dark.rgb[1].samples.begin(), only_dark.rgb[1].samples.end(),
                      [](float v) { return v <= 0.5F; }));
}

TEST_CASE("a scratch runs from top to bottom, stays for its life and drifts by what it may") {
    const auto touched = [](std::int64_t index, const std::string& text) {
        FilmFrame source = grey({200, 40}, 0.5);
        source.index = index;
        const FilmFrame out = damaged(source, {text});
        std::set<int> columns;
        for (int x = 0; x < 200; ++x) {
            for (int y = 0; y < 40; ++y) {
                if (at(out, 0, x, y) != 0.5) {
                    columns.insert(x);
                    CHECK(at(out, 0, x, 0) != 0.5);
                    CHECK(at(out, 0, x, 39) != 0.5);
                }
            }
        }
        return columns;
    };
    const std::string still = "scratches:count=1,life=10,drift=0,width=2";
    std::set<std::set<int>> places;
    int changes = 0;
    for (std::int64_t i = 0; i < 30; ++i) {
        const std::set<int> here = touched(i, still);
        CHECK(!here.empty());
        CHECK(*here.rbegin() - *here.begin() <= 2); // two pixels lie across three columns
        places.insert(here);
        changes += i > 0 && here != touched(i - 1, still) ? 1 : 0;
    }
    // 30 frames hold three lives, cut anywhere: three or four scratches.
    CHECK(changes >= 2);
    CHECK(changes <= 3);
    CHECK(places.size() >= 2);
    // It moves by at most half a pixel a frame, so its first column by at most one.
    const std::string drifting = "scratches:count=1,life=1000,drift=0.5,width=1";
    for (std::int64_t i = 1; i < 20; ++i) {
        const std::set<int> before = touched(i - 1, drifting);
        const std::set<int> here = touched(i, drifting);
        if (!before.empty() && !here.empty()) { // it may have left the picture
            CHECK(std::abs(*here.begin() - *before.begin()) <= 1);
        }
    }
    CHECK(touched(0, "scratches:count=0").empty());
}
