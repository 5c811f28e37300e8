// The comparison must find what it is there for: each test plants a fault and expects a failure.
#include "tests/parity/bench.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace senga;
using namespace senga::parity;

namespace {

FloatImage ramp(Size size) {
    FloatImage out{.size = size};
    for (int y = 0; y < size.h; ++y) {
        for (int x = 0; x < size.w; ++x) {
            const auto value = static_cast<float>(x + y) / static_cast<float>(size.w + size.h);
            out.rgb.insert(out.rgb.end(), {value, 1.0F - value, 0.5F});
        }
    }
    return out;
}

// The picture moved by half a pixel to the left: the mean of each pixel and its right neighbour.
FloatImage half_a_pixel_off(const FloatImage& image) {
    FloatImage out = image;
    for (int y = 0; y < image.size.h; ++y) {
        for (int x = 0; x + 1 < image.size.w; ++x) {
            for (int channel = 0; channel < 3; ++channel) {
                const std::size_t i = (static_cast<std::size_t>(y) * image.size.w + x) * 3 + channel;
                out.rgb[i] = (image.at(x, y, channel) + image.at(x + 1, y, channel)) / 2.0F;
            }
        }
    }
    return out;
}

void set_value(Chain& chain, const std::string& parameter, double value) {
    for (ChainEntry& entry : chain.entries) {
        if (entry.shader->find_parameter(parameter) != nullptr) {
            entry.values[parameter] = value;
            return;
        }
    }
    FAIL("no shader of the chain has the parameter ", parameter);
}

double value_of(const Chain& chain, const std::string& parameter) {
    for (const ChainEntry& entry : chain.entries) {
        if (const Parameter* found = entry.shader->find_parameter(parameter)) {
            return found->initial;
        }
    }
    return 0.0;
}

} // namespace

TEST_CASE("compare counts what it says") {
    const FloatImage a = ramp({40, 25});
    CHECK(within(compare(a, a), Kind::smooth));

    FloatImage b = a;
    b.rgb[0] += 2.0F / 255.0F; // red of one pixel of 1000, so 3000 channels
    const Comparison one = compare(a, b);
    CHECK(one.max == doctest::Approx(2.0).epsilon(1e-4));
    CHECK(one.mean == doctest::Approx(2.0 / 3000).epsilon(1e-4));
    CHECK(one.over == 1);
    CHECK(one.pixels == 1000);
    CHECK_FALSE(within(one, Kind::smooth));
    CHECK(within(one, Kind::comparing)); // 0.1 % exactly
    b.rgb[3] += 2.0F / 255.0F;
    CHECK_FALSE(within(compare(a, b), Kind::comparing)); // 0.2 %

    // Everything off by a fifth of a step: nothing is over 1, but the mean tells.
    FloatImage c = a;
    for (float& value : c.rgb) {
        value += 0.2F / 255.0F;
    }
    CHECK_FALSE(within(compare(a, c), Kind::smooth));
    CHECK_FALSE(within(compare(a, c), Kind::comparing));
}

TEST_CASE("no number, another size and an empty picture are failures") {
    const FloatImage a = ramp({40, 25});
    FloatImage b = a;
    b.rgb[7] = std::numeric_limits<float>::quiet_NaN();
    CHECK_FALSE(within(compare(a, b), Kind::comparing));
    CHECK_FALSE(within(compare(b, b), Kind::comparing));
    CHECK_FALSE(within(compare(a, ramp({25, 40})), Kind::comparing));
    CHECK_FALSE(within(compare(FloatImage{}, FloatImage{}), Kind::comparing));
}

// A strength that is 1 % off moves few pixels by more than 1/255: at 1 % of a difference, only those that move by 100.
// So it is looked for where both engines begin with the same bits and the bound is that of arithmetic.
TEST_CASE("a strength changed by 1 % fails") {
    Bench bench;
    const Input& input = bench.inputs().get("rgb lines");
    const Chain ours = bench.chain_of({"classic/luma", "classic/push", "classic/gradient", "classic/push-grad"});
    const auto fails_with = [&](const char* parameter, double initial) {
        Chain changed = ours;
        set_value(changed, parameter, initial * 0.99);
        const Case one{.what = std::string("fault: 1 % of ") + parameter,
                       .input = &input,
                       .chain = ours,
                       .size = {960, 540},
                       .kind = Kind::same_input};
        CHECK_FALSE(within(bench.run_behind_scaler(one, changed).comparison, one.kind));
    };
    fails_with("grad_strength", 1.0);
    fails_with("push_strength", value_of(ours, "push_strength"));
}

TEST_CASE("a strength of the grain changed by 1 % shows") {
    Bench bench;
    const Input& input = bench.inputs().get("420 eyes");
    // Passes at the planes: their output is compared before any scaling, at 1:1, where both engines agree best.
    Chain ours = bench.chain_of({"deband/deband"});
    set_value(ours, "deband_grain", 4.0);
    Chain changed = ours;
    set_value(changed, "deband_grain", 3.96);
    const Size size = input.frame.format.size;
    const Comparison good =
        bench.run({.what = "before the fault, grain", .input = &input, .chain = ours, .size = size}).comparison;
    const Comparison bad =
        bench.run_against({.what = "fault: 1 % of deband_grain", .input = &input, .chain = ours, .size = size}, changed)
            .comparison;
    // Grain evenly spread over +-4 codes is 2 on average where it acts, 1 % of it 0.02; both engines agree to 0.0001.
    CHECK(good.mean < 0.001);
    CHECK(bad.mean > 2.0 * good.mean);
}

TEST_CASE("half a pixel fails") {
    Bench bench;
    const Input& input = bench.inputs().get("rgb eyes");
    const CaseResult result = bench.run({.what = "before the fault", .input = &input, .size = {960, 540}});
    CHECK(within(result.comparison, Kind::smooth));
    CHECK_FALSE(within(compare(half_a_pixel_off(result.ours), result.mpvs), Kind::smooth));
    CHECK_FALSE(within(compare(half_a_pixel_off(result.ours), result.mpvs), Kind::comparing));
}

TEST_CASE("a swapped matrix, range or siting, and another kernel fail") {
    Bench bench;
    const Input& good = bench.inputs().get("420 eyes");
    Case one{.what = "before the faults", .input = &good, .size = {960, 540}};
    CHECK(within(bench.run(one).comparison, Kind::smooth));

    const auto fails_with = [&](const char* what, auto change) {
        Input bad = good; // the frame as ours reads it; mpv still reads the file
        change(bad.frame.format);
        CHECK_FALSE(within(bench.run({.what = what, .input = &bad, .size = one.size}).comparison, Kind::smooth));
    };
    fails_with("fault: BT.601 for BT.709", [](FrameFormat& format) { format.matrix = Matrix::bt601; });
    fails_with("fault: full for limited", [](FrameFormat& format) { format.range = Range::full; });
    fails_with("fault: siting centre for left", [](FrameFormat& format) { format.siting = Siting::center; });

    Chain other;
    other.scaling.up = Kernel::lanczos;
    CHECK_FALSE(within(
        bench.run_against({.what = "fault: lanczos for spline36", .input = &good, .size = one.size}, other).comparison,
        Kind::smooth));
}

TEST_CASE("the reference refuses a shader that mpv does not take") {
    Bench bench;
    const Input& input = bench.inputs().get("rgb eyes");
    const auto with = [&](const char* shader) {
        return bench.reference().picture({.path = input.path, .shaders = {shader}, .size = {320, 180}});
    };
    CHECK(with("//!HOOK OUTPUT\n//!BIND HOOKED\nvec4 hook() { return HOOKED_tex(HOOKED_pos); }\n").ok());
    CHECK_FALSE(with("//!HOOK OUTPUT\n//!BIND HOOKED\nvec4 hook() { return nothing; }\n").ok());
    CHECK_FALSE(
        with("//!PARAM x\n//!TYPE float\n1.0\n//!HOOK OUTPUT\n//!BIND HOOKED\nvec4 hook() { return vec4(x); }\n").ok());
    // A picture that is no number anywhere is not taken for one.
    CHECK_FALSE(
        with("//!HOOK OUTPUT\n//!BIND HOOKED\nvec4 hook() { return vec4(intBitsToFloat(0x7fc00000)); }\n").ok());
    CHECK_FALSE(bench.reference().picture({.path = input.path + ".none", .size = {320, 180}}).ok());
}
