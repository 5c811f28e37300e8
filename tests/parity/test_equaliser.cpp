// The equaliser against mpv's own: the same values as its options, and no shader.
#include "renderer/language/parser.h"
#include "tests/parity/bench.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <string>
#include <vector>

using namespace senga;
using namespace senga::parity;

namespace {

using Values = std::map<std::string, int>; // mpv takes whole numbers

std::string text_of(const Values& values) {
    std::string out;
    for (const auto& [name, value] : values) {
        out += fmt::format("{}{} {:+}", out.empty() ? "" : ", ", name, value);
    }
    return out;
}

Chain equaliser(const Bench& bench, const Values& values) {
    Chain out = bench.chain_of({"colour/equaliser"});
    for (const auto& [name, value] : values) {
        REQUIRE(out.entries[0].shader->find_parameter(name) != nullptr);
        out.entries[0].values[name] = value;
    }
    return out;
}

struct Drawn {
    Comparison comparison;
    FloatImage ours;
    FloatImage mpvs;
    std::size_t passes = 0; // of ours that ran
};

Drawn draw(Bench& bench, const std::string& input_name, const Values& values, Size size) {
    const Input& input = bench.inputs().get(input_name);
    const Chain chain = equaliser(bench, values);
    Result<EngineResult> ours = bench.engine().picture(input.frame, chain, size);
    REQUIRE(ours.ok());
    MpvRequest request{.path = input.path, .start_s = input.start_s, .scaling = chain.scaling, .size = size};
    for (const auto& [name, value] : values) {
        request.options.emplace_back(name, std::to_string(value));
    }
    Result<FloatImage> mpvs = bench.reference().picture(request);
    REQUIRE_MESSAGE(mpvs.ok(), (mpvs.ok() ? std::string() : to_string(mpvs.error())));
    Drawn out{.comparison = compare(ours->image, *mpvs)};
    for (const PassReport& report : ours->plan->reports) {
        out.passes += report.status == PassStatus::runs ? 1U : 0U;
    }
    fmt::print("{:<60} {:<15} {:>4}x{:<4}  {}\n", text_of(values), input_name, size.w, size.h, to_text(out.comparison));
    std::fflush(stdout);
    out.ours = std::move(ours->image);
    out.mpvs = *std::move(mpvs);
    return out;
}

// The largest difference there may be, in steps of 1/255, where a picture is looked up `beside_px` beside each pixel's
// centre, on each axis: as much of the neighbour is mixed in. The largest step between two pixels is 1 for luma, times
// contrast, and less than 2 more for chroma (R is Y' + 1.6 Cr at most, B is Y' + 1.9 Cb, each from -0.5 to 0.5), times
// saturation and sqrt 2 where hue mixes the two.
// Gamma then takes d to at most d^p for p <= 1, where the curve is vertical at black, and to p d beyond.
double bound(const Values& values, double beside_px) {
    const auto percent = [&](const char* name) {
        const auto found = values.find(name);
        return found == values.end() ? 0.0 : found->second / 100.0;
    };
    const double chroma = 2.0 * (1.0 + percent("saturation")) * std::numbers::sqrt2;
    const double linear = 2.0 * beside_px * (1.0 + percent("contrast")) * (1.0 + chroma);
    const double power = std::pow(8.0, -percent("gamma"));
    return 255.0 * (power < 1.0 ? std::pow(linear, power) : power * linear);
}

constexpr double mpvs_lookup_px = 1e-4;
// A filtered lookup at a coordinate of up to 640, in floats.
const double own_lookup_px = 640.0 * std::exp2(-24);

void check(Bench& bench, const std::string& input, const Values& values, std::size_t passes) {
    CAPTURE(input);
    const std::string what = text_of(values);
    CAPTURE(what);
    const Drawn drawn = draw(bench, input, values, bench.inputs().get(input).frame.format.size);
    CHECK(drawn.passes == passes);
    CHECK(drawn.comparison.max < bound(values, mpvs_lookup_px));
    CHECK(drawn.comparison.mean < 0.02);
}

// BT.709's Y'CbCr of R'G'B', turned and back, in double precision.
std::array<double, 3> expected_rgb(const std::array<double, 3>& rgb, double saturation, double hue) {
    const double luma = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    const double cb = (rgb[2] - luma) / 1.8556;
    const double cr = (rgb[0] - luma) / 1.5748;
    const double turn = std::numbers::pi * hue / 100.0;
    const double gain = 1.0 + saturation / 100.0;
    const double turned_cb = gain * (std::cos(turn) * cb + std::sin(turn) * cr);
    const double turned_cr = gain * (std::cos(turn) * cr - std::sin(turn) * cb);
    return {luma + 1.5748 * turned_cr, luma - (0.0722 * 1.8556 * turned_cb + 0.2126 * 1.5748 * turned_cr) / 0.7152,
            luma + 1.8556 * turned_cb};
}

} // namespace

TEST_CASE("the equaliser's values do what mpv's do") {
    Bench bench;
    struct Row {
        Values values;
        std::size_t passes;
    };
    // Saturation and hue take the pixel that tells Y'CbCr from R'G'B' and a pass.
    const std::vector<Row> rows{
        {{{"brightness", 20}}, 1},
        {{{"contrast", -60}}, 1},
        {{{"contrast", 40}, {"brightness", -35}}, 1},
        {{{"saturation", 60}}, 2},
        {{{"saturation", -100}}, 2},
        {{{"hue", 30}}, 2},
        {{{"hue", -75}}, 2},
        {{{"gamma", 40}}, 1},
        {{{"gamma", -50}}, 1},
        {{{"brightness", 12}, {"contrast", 25}, {"saturation", 40}, {"gamma", 30}, {"hue", -20}}, 4},
    };
    for (const char* input : {"420 eyes", "420 bt601", "420 full range", "444 10 bit full"}) {
        for (const Row& row : rows) {
            check(bench, input, row.values, row.passes);
        }
    }
    for (const char* input : {"444 credits", "420 10 bit", "422 lines"}) {
        check(bench, input, rows.back().values, rows.back().passes);
        check(bench, input, rows[4].values, rows[4].passes);
    }
}

TEST_CASE("brightness, contrast and gamma of R'G'B' are mpv's") {
    Bench bench;
    check(bench, "rgb eyes", {{"brightness", 20}, {"contrast", -30}}, 1);
    check(bench, "rgb eyes", {{"gamma", -40}, {"contrast", 20}}, 2);
    check(bench, "rgb credits", {{"brightness", -15}, {"gamma", 25}}, 2);
}

// mpv does nothing there; the standard's formula says what is to come out.
TEST_CASE("saturation and hue of R'G'B' are turned through BT.709") {
    Bench bench;
    const Input& input = bench.inputs().get("rgb eyes");
    const Size size = input.frame.format.size;
    const Result<EngineResult> plain = bench.engine().picture(input.frame, Chain{}, size);
    REQUIRE(plain.ok());
    for (const Values& values : {Values{{"saturation", 60}}, Values{{"saturation", -100}}, Values{{"hue", 25}},
                                 Values{{"saturation", -40}, {"hue", -70}}}) {
        const Result<EngineResult> ours = bench.engine().picture(input.frame, equaliser(bench, values), size);
        REQUIRE(ours.ok());
        const auto value = [&](const char* name) { return values.contains(name) ? values.at(name) : 0; };
        double worst = 0.0;
        for (int y = 0; y < size.h; ++y) {
            for (int x = 0; x < size.w; ++x) {
                const std::array<double, 3> wanted =
                    expected_rgb({plain->image.at(x, y, 0), plain->image.at(x, y, 1), plain->image.at(x, y, 2)},
                                 value("saturation"), value("hue"));
                for (int channel = 0; channel < 3; ++channel) {
                    worst = std::max(worst, std::abs(wanted[static_cast<std::size_t>(channel)] -
                                                     static_cast<double>(ours->image.at(x, y, channel))));
                }
            }
        }
        fmt::print("{:<60} R'G'B' by the formula  max {:.2e}\n", text_of(values), worst);
        CHECK(worst < bound(values, own_lookup_px) / 255.0);
    }
}

// mpv's own gamma comes before every shader at OUTPUT. The shader here turns black into white, which gamma does not
// survive unchanged, and enlarges no difference.
TEST_CASE("an equaliser that leads comes before the passes of the same stage, as mpv's does") {
    const std::string negative = "//!HOOK OUTPUT\n//!BIND HOOKED\n//!DESC negative\n"
                                 "vec4 hook() { vec4 c = HOOKED_texOff(0); return vec4(1.0 - c.rgb, c.a); }\n";
    Bench bench;
    const Input& input = bench.inputs().get("420 eyes");
    const Size size = input.frame.format.size;
    const Values values{{"gamma", 40}};
    const Result<ShaderFile> parsed = parse_shader(negative, "negative");
    REQUIRE(parsed.ok());
    Chain chain;
    chain.entries.push_back({.id = "negative", .shader = std::make_shared<const ShaderFile>(*parsed)});
    chain.entries.push_back(equaliser(bench, values).entries[0]);
    MpvRequest request{.path = input.path, .start_s = input.start_s, .shaders = {negative}, .size = size};
    request.options.emplace_back("gamma", "40");
    const Result<FloatImage> mpvs = bench.reference().picture(request);
    REQUIRE(mpvs.ok());
    const Result<EngineResult> behind = bench.engine().picture(input.frame, chain, size);
    REQUIRE(behind.ok());
    CHECK(compare(behind->image, *mpvs).max > 2.0 * bound(values, mpvs_lookup_px));
    chain.entries[1].leads = true;
    const Result<EngineResult> leading = bench.engine().picture(input.frame, chain, size);
    REQUIRE(leading.ok());
    CHECK(compare(leading->image, *mpvs).max < bound(values, mpvs_lookup_px));
}

TEST_CASE("an equaliser at 0 runs nothing and asks for nothing") {
    Bench bench;
    for (const char* name : {"420 eyes", "rgb eyes"}) {
        const Input& input = bench.inputs().get(name);
        const Size size = scaled(input.frame.format.size, 1.5);
        const Result<EngineResult> with = bench.engine().picture(input.frame, equaliser(bench, {}), size);
        const Result<EngineResult> without = bench.engine().picture(input.frame, Chain{}, size);
        REQUIRE(with.ok());
        REQUIRE(without.ok());
        CHECK(with->plan->steps.size() == without->plan->steps.size());
        CHECK(with->image.rgb == without->image.rgb);
    }
}

// The bound is good for something: one step of 100 less is found.
TEST_CASE("an equaliser off by one differs") {
    Bench bench;
    const Input& input = bench.inputs().get("420 eyes");
    const Size size = input.frame.format.size;
    const Values values{{"brightness", 12}, {"contrast", 25}, {"saturation", 40}, {"hue", -20}, {"gamma", -30}};
    const Drawn drawn = draw(bench, "420 eyes", values, size);
    REQUIRE(drawn.comparison.max < bound(values, mpvs_lookup_px));
    for (const auto& [name, value] : values) {
        CAPTURE(name);
        Values other = values;
        other[name] = value - 1;
        const Result<EngineResult> ours = bench.engine().picture(input.frame, equaliser(bench, other), size);
        REQUIRE(ours.ok());
        CHECK(compare(ours->image, drawn.mpvs).max > 2.0 * bound(values, mpvs_lookup_px));
    }
}
