// The debander against the scalar reference.
//
// Tolerance. Inputs are codes of 8 or 10 bits, whose differences keep away from the thresholds. A criterion is
// 3 (1 - d / limit) with d right to 4 roundings of numbers below 1, 2.4e-7; at a limit of 1.2 / 255 that makes 1.5e-4
// of the criterion, which is at least 0.03 where it is not 0: 5e-3 relative. Four of them to the power of 0.1: 2e-3
// relative, of a shift by at most 1.2 / 255: 1e-5. So one pass may differ by 1e-5. The second round works on the result
// of the first, whose samples are no codes any more: there a criterion may be 0 on one side and a rounding above it on
// the other, and the tenth root turns that into a visible share of the shift. A pixel is that near to one of its four
// limits (1e-5 of a range of one code) with a probability of 4e-5: at most one in a thousand may be off, by no more
// than the threshold.
#include "tests/engine/engine_fixture.h"
#include "tests/engine/synthetic.h"
#include "tests/reference/deband_reference.h"

#include <cmath>

using namespace senga;
using namespace senga::test;
using reference::DebandOptions;

namespace {

constexpr double tolerance = 1e-5;
constexpr double allowed_share = 1e-3;

ParameterValues values_of(const DebandOptions& options) {
    return {{"deband_range", options.range},   {"deband_luma", options.luma},   {"deband_chroma", options.chroma},
            {"deband_spread", options.spread}, {"deband_curve", options.curve}, {"deband_detail", options.detail},
            {"deband_grain", options.grain}};
}

// Chroma of its own, from the luma's shape: what matters is that it differs.
Image chroma_codes(const Image& rgb, int w, int h) {
    Image out(w, h, 2);
    for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) {
            const float shape = rgb.clamped(x * rgb.w / w, y * rgb.h / h, 2);
            out.at(x, y, 0) = std::round(100.0F + 20.0F * shape) / 255.0F;
            out.at(x, y, 1) = std::round(140.0F - 9.0F * shape) / 255.0F;
        }
    }
    return out;
}

struct Case {
    Frame frame;
    Image luma;
    Image chroma;
};

Case case_of(const Image& rgb, int bit_depth) {
    Case out;
    FrameFormat format = ycbcr_format({rgb.w, rgb.h});
    format.bit_depth = bit_depth;
    const Size small = chroma_size(format);
    out.luma = luma_codes(rgb, bit_depth);
    out.chroma = chroma_codes(rgb, small.w, small.h);
    out.frame = planar_frame(format, out.luma, out.chroma);
    return out;
}

Wanted last_at(Stage stage) {
    return [stage](const PassReport& r) { return r.stage == stage && r.desc == "Deband: smooth gradients"; };
}

void check_close(const Image& found, const Image& expected, double threshold_codes) {
    const Difference apart = difference(found, expected, tolerance);
    CHECK(apart.nan == 0);
    CHECK(apart.over <= allowed_share * static_cast<double>(expected.values.size()));
    CHECK(apart.largest <= threshold_codes / 255.0);
}

} // namespace

TEST_CASE("deband: the detail mask equals the reference") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    const Chain chain = chain_of({entry_of(shipped("deband/deband"))});
    for (const Synthetic& each : synthetic_pictures()) {
        CAPTURE(each.name);
        const Case it = case_of(each.rgb, 8);
        const Ran ran = run(runner, chain, it.frame, it.frame.format.size,
                            [](const PassReport& r) { return r.saves == "DEBAND_ALLOW"; });
        // Codes are whole: the range is exact to 255 * 2^-24 * 2, and half a code takes it from 1 to 0.
        CHECK(difference(ran.kept, reference::deband_allow(it.luma, {})).largest < 1e-4);
    }
}

TEST_CASE("deband: luma and chroma equal the reference, 8 and 10 bits") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    const DebandOptions usual;
    const DebandOptions strong{
        .range = 15.0F, .luma = 3.3F, .chroma = 2.3F, .spread = 3.0F, .curve = 2.2F, .detail = 6.4F, .grain = 0.0F};
    int changed = 0;
    for (const Synthetic& each : synthetic_pictures()) {
        for (const DebandOptions& options : {usual, strong}) {
            for (const int bit_depth : {8, 10}) {
                if (each.rgb.w > 800 && bit_depth == 10) {
                    continue;
                }
                CAPTURE(each.name);
                CAPTURE(bit_depth);
                const Case it = case_of(each.rgb, bit_depth);
                const Chain chain = chain_of({entry_of(shipped("deband/deband"), values_of(options))});
                const Ran luma = run(runner, chain, it.frame, it.frame.format.size, last_at(Stage::luma));
                const Image expected = reference::deband_luma(it.luma, options);
                check_close(luma.kept, expected, static_cast<double>(options.luma));
                changed += difference(expected, it.luma, 1e-4).over > 0 ? 1 : 0;
                const Ran chroma = run(runner, chain, it.frame, it.frame.format.size, last_at(Stage::chroma));
                check_close(chroma.kept, reference::deband_chroma(it.chroma, it.luma, options),
                            static_cast<double>(options.chroma));
            }
        }
    }
    CHECK(changed > 40); // the pictures exercise the filter at all
}

TEST_CASE("deband: a flat area without grain stays as it is, bit by bit") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    Image rgb(33, 21, 3);
    std::fill(rgb.values.begin(), rgb.values.end(), 0.37F);
    const Case it = case_of(rgb, 8);
    const Chain chain = chain_of({entry_of(shipped("deband/deband"), {{"deband_grain", 0.0}})});
    CHECK(mismatches(run(runner, chain, it.frame, {33, 21}, last_at(Stage::luma)).kept, it.luma) == 0);
    CHECK(mismatches(run(runner, chain, it.frame, {33, 21}, last_at(Stage::chroma)).kept, it.chroma) == 0);
}

TEST_CASE("deband: steps of one code become a gradient") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    Image rgb(96, 32, 3);
    for (int y = 0; y < rgb.h; ++y) {
        for (int x = 0; x < rgb.w; ++x) {
            rgb.at(x, y) = (80.0F + std::floor(static_cast<float>(x) / 24.0F)) / 219.0F;
        }
    }
    const Case it = case_of(rgb, 8);
    const Chain chain = chain_of({entry_of(shipped("deband/deband"), {{"deband_grain", 0.0}})});
    const Image found = run(runner, chain, it.frame, {96, 32}, last_at(Stage::luma)).kept;
    int between = 0; // values that no 8-bit code has
    for (const float value : found.values) {
        const float codes = value * 255.0F;
        between += std::fabs(codes - std::round(codes)) > 0.05F ? 1 : 0;
    }
    CHECK(between > 96 * 32 / 4);
}
