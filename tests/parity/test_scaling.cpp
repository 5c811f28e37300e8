// Plain pictures, without any pass: planes to R'G'B' and the scalers, ours against libmpv's.
#include "tests/parity/bench.h"

#include <doctest/doctest.h>

using namespace senga;
using namespace senga::parity;

namespace {

Chain plain(Kernel kernel) {
    Chain out;
    out.scaling = {.up = kernel, .down = kernel, .chroma = kernel};
    return out;
}

// mpv's "nearest" is a separable kernel of two taps whose table of 64 rows is interpolated: within 1/126 of a border it
// blends both pixels, and on the border it divides 0 by 0. Only positions that keep away from borders compare: a
// picture doubled, not its chroma, which lies a quarter of a sample further.
bool comparable(Kernel kernel) {
    return kernel != Kernel::nearest;
}

} // namespace

TEST_CASE("every kernel scales R'G'B' and chroma as libmpv's") {
    Bench bench;
    for (const Kernel kernel : all_kernels()) {
        for (const char* name : {"rgb lines", "420 wires"}) {
            const Input& input = bench.inputs().get(name);
            const std::string what = "kernel " + std::string(kernel_name(kernel));
            if (comparable(kernel) || input.frame.format.layout == Layout::rgb) {
                bench.check({.what = what,
                             .input = &input,
                             .chain = plain(kernel),
                             .size = scaled(input.frame.format.size, 2.0)});
            }
            if (comparable(kernel)) {
                bench.check({.what = what, .input = &input, .chain = plain(kernel), .size = {1001, 563}});
            }
        }
    }
}

TEST_CASE("every kernel shrinks as libmpv's, widened and plain") {
    Bench bench;
    const Input& input = bench.inputs().get("rgb eyes");
    for (const Kernel kernel : all_kernels()) {
        if (!comparable(kernel)) {
            continue;
        }
        Chain chain = plain(kernel);
        const std::string what = "shrinking, " + std::string(kernel_name(kernel));
        bench.check({.what = what, .input = &input, .chain = chain, .size = {401, 227}});
        chain.scaling.downscale = Scaling::Downscale::plain;
        bench.check({.what = what + ", not widened", .input = &input, .chain = chain, .size = {401, 227}});
    }
    // One axis grows, the other shrinks; and a kernel that wants more than the 64 taps there are.
    bench.check({.what = "one axis shrinks", .input = &input, .chain = plain(Kernel::spline36), .size = {801, 203}});
    bench.check({.what = "one axis is kept", .input = &input, .chain = plain(Kernel::spline36), .size = {640, 203}});
    bench.check({.what = "a sixteenth", .input = &input, .chain = plain(Kernel::lanczos), .size = {40, 23}});
}

TEST_CASE("every kind of input gives libmpv's picture at every kind of size") {
    Bench bench;
    for (const auto& names : {rgb_inputs(), ycbcr_inputs()}) {
        for (const std::string& name : names) {
            const Input& input = bench.inputs().get(name);
            const Size size = input.frame.format.size;
            const Chain chain = plain(Kernel::spline36);
            bench.check({.what = "plain, 1:1", .input = &input, .chain = chain, .size = size});
            bench.check({.what = "plain, odd", .input = &input, .chain = chain, .size = {1001, 563}});
            if (size.w > 860) {
                continue; // large sources have shown what is theirs: the real file, decoded
            }
            bench.check({.what = "plain, 1.37x", .input = &input, .chain = chain, .size = scaled(size, 1.37)});
            bench.check({.what = "plain, 0.6x", .input = &input, .chain = chain, .size = scaled(size, 0.6)});
        }
    }
}
