// Plain pictures, without any pass: planes to R'G'B' and the scalers, ours against libmpv's; and a pass at each of the
// stages that the main scaler has.
#include "renderer/language/parser.h"
#include "tests/parity/bench.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace senga;
using namespace senga::parity;

namespace {

Chain plain(const KernelChoice& kernel) {
    Chain out;
    out.scaling = {.up = kernel, .down = kernel, .chroma = kernel};
    return out;
}

KernelChoice choice(const std::string& text) {
    const Result<KernelChoice> out = kernel_choice_from_text(text);
    REQUIRE_MESSAGE(out.ok(), text);
    return *out;
}

// mpv's "nearest" is a separable kernel of two taps whose table of 64 rows is interpolated: within 1/126 of a border it
// blends both pixels, and on the border it divides 0 by 0. Only positions that keep away from borders compare: a
// picture doubled, not its chroma, which lies a quarter of a sample further.
bool comparable(Kernel kernel) {
    return kernel != Kernel::nearest;
}

// A pass that makes the picture darker at one stage.
ChainEntry darker_at(const std::string& stage, const std::string& body) {
    Result<ShaderFile> file =
        parse_shader("//!HOOK " + stage + "\n//!BIND HOOKED\n//!DESC darker\n" + body, "darker.glsl");
    REQUIRE(file.ok());
    ChainEntry out;
    out.id = out.label = "darker";
    out.shader = std::make_shared<const ShaderFile>(*std::move(file));
    return out;
}

// Odd sizes of an even source: no position falls on a sample. There both engines' last bits decide which samples are
// left and right of it, and with a kernel that does not end at 0, or with anti-ringing, that is seen.
constexpr Size odd_up{877, 493};
constexpr Size odd_down{389, 217};

const std::string darker = "vec4 hook() { return vec4(HOOKED_texOff(0).rgb * 0.9 + 0.01, 1.0); }\n";

} // namespace

TEST_CASE("every kernel enlarges R'G'B' and chroma as libmpv's") {
    Bench bench;
    const Input& rgb = bench.inputs().get("rgb lines");
    const Input& wires = bench.inputs().get("420 wires");
    bench.check({.what = "kernel nearest, doubled",
                 .input = &rgb,
                 .chain = plain(Kernel::nearest),
                 .size = scaled(rgb.frame.format.size, 2.0)});
    for (const Kernel kernel : all_kernels()) {
        if (!comparable(kernel)) {
            continue;
        }
        const std::string what = "kernel " + std::string(kernel_name(kernel));
        bench.check({.what = what, .input = &rgb, .chain = plain(kernel), .size = {877, 493}});
        bench.check(
            {.what = what, .input = &wires, .chain = plain(kernel), .size = scaled(wires.frame.format.size, 2.0)});
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
        // A widened polar kernel ends, in mpv, where its weight is not small: for a sample right there the last bit
        // decides.
        bench.check({.what = what,
                     .input = &input,
                     .chain = chain,
                     .size = {401, 227},
                     .kind = is_polar(kernel) ? Kind::comparing : Kind::smooth});
        chain.scaling.downscale = Scaling::Downscale::plain;
        bench.check({.what = what + ", not widened", .input = &input, .chain = chain, .size = {401, 227}});
    }
    // One axis grows, the other shrinks; and a kernel that wants more than the 64 taps there are. The polar ones' limit
    // of 16 pixels is not compared: for so much work mpv gathers texels at their very centres, where the last bit
    // decides which four it gets.
    bench.check({.what = "one axis shrinks", .input = &input, .chain = plain(Kernel::spline36), .size = {801, 203}});
    bench.check({.what = "one axis is kept", .input = &input, .chain = plain(Kernel::spline36), .size = {640, 203}});
    bench.check({.what = "a sixteenth", .input = &input, .chain = plain(Kernel::lanczos), .size = {40, 23}});
}

TEST_CASE("kernels with numbers of one's own scale as libmpv's") {
    Bench bench;
    const Input& input = bench.inputs().get("rgb eyes");
    for (const char* text : {"bcspline:b=0.2,c=0.7", "bicubic:b=-0.3,c=0.9", "bicubic:c=0.25", "mitchell:b=0.1",
                             "hermite", "lanczos:radius=4", "lanczos:radius=2,blur=0.9", "gaussian:radius=3",
                             "spline36:blur=1.2", "catmull-rom:blur=0.8", "ewa_lanczos:radius=4",
                             "ewa_lanczossharp:blur=0.9", "haasnsoft:radius=2.5", "ewa_robidoux:b=0.2,c=0.4"}) {
        const KernelChoice kernel = choice(text);
        const Kind down = is_polar(kernel.kernel) ? Kind::comparing : Kind::smooth;
        bench.check({.what = text, .input = &input, .chain = plain(kernel), .size = odd_up});
        bench.check({.what = text, .input = &input, .chain = plain(kernel), .size = odd_down, .kind = down});
    }
    const Input& wires = bench.inputs().get("420 wires");
    for (const char* text : {"bcspline:b=0.2,c=0.7", "lanczos:radius=4", "ewa_lanczossharp:blur=0.9"}) {
        bench.check({.what = text, .input = &wires, .chain = plain(choice(text)), .size = {657, 371}});
    }
}

TEST_CASE("anti-ringing of separable kernels is libmpv's") {
    Bench bench;
    const Input& rgb = bench.inputs().get("rgb lines");
    for (const char* text : {"lanczos:antiring=0.5", "spline36:antiring=0.8", "spline64:antiring=1",
                             "catmull-rom:antiring=0.8", "bicubic:antiring=0.8"}) {
        for (const Size size : {odd_up, odd_down}) {
            bench.check({.what = text, .input = &rgb, .chain = plain(choice(text)), .size = size});
        }
    }
    // Chroma is read at its own samples, where kernels that interpolate give those, whatever bounds them.
    const Input& wires = bench.inputs().get("420 wires");
    for (const char* text : {"lanczos:antiring=0.5", "spline36:antiring=0.8"}) {
        bench.check({.what = text, .input = &wires, .chain = plain(choice(text)), .size = {657, 371}});
        bench.check({.what = text, .input = &wires, .chain = plain(choice(text)), .size = {289, 163}});
    }
}

TEST_CASE("scaling in linear and in sigmoid light is libmpv's") {
    Bench bench;
    // Near black a step of light is coded with a slope without bound: 1e-6 of light, which is what positions off by
    // 1e-5 pixels make of a bright neighbour, are 0.8/255. A few pixels in a million may be farther off than 1/255.
    const auto check = [&](Case one) {
        one.kind = Kind::comparing;
        const CaseResult result = bench.run(one);
        INFO(one.what, " on ", one.input->name, ": ", to_text(result.comparison));
        CHECK(within(result.comparison, one.kind));
        CHECK(result.comparison.mean < 0.005);
        CHECK(result.comparison.share_over() < 2e-5);
    };
    for (const char* name : {"rgb lines", "420 wires", "xvid"}) {
        const Input& input = bench.inputs().get(name);
        const Size size = input.frame.format.size;
        for (const Kernel kernel : {Kernel::spline36, Kernel::ewa_lanczossharp}) {
            Chain chain = plain(kernel);
            const std::string of = std::string(", ") + std::string(kernel_name(kernel));
            chain.scaling.down_light = DownLight::linear;
            for (const UpLight light : {UpLight::linear, UpLight::sigmoid}) {
                chain.scaling.up_light = light;
                check({.what = "light " + std::string(light_name(light)) + of,
                       .input = &input,
                       .chain = chain,
                       .size = scaled(size, 1.37)});
            }
            check({.what = "down in light" + of, .input = &input, .chain = chain, .size = scaled(size, 0.6)});
            check({.what = "light, 1:1" + of, .input = &input, .chain = chain, .size = size});
        }
        Chain bent = plain(Kernel::lanczos);
        bent.scaling.up_light = UpLight::sigmoid;
        bent.scaling.sigmoid = {.centre = 0.6, .slope = 9.25};
        check({.what = "another sigmoid", .input = &input, .chain = bent, .size = scaled(size, 2.0)});
    }
}

TEST_CASE("a pass at each stage of the main scaler gives libmpv's picture") {
    Bench bench;
    const Input& input = bench.inputs().get("420 wires");
    struct Way {
        const char* name;
        UpLight up;
        DownLight down;
        double factor;
        std::vector<const char*> stages;
    };
    for (const Way& way :
         {Way{"sigmoid",
              UpLight::sigmoid,
              DownLight::gamma,
              1.37,
              {"LINEAR", "SIGMOID", "PREKERNEL", "POSTKERNEL", "SCALED", "OUTPUT"}},
          {"linear", UpLight::linear, DownLight::gamma, 1.37, {"LINEAR", "PREKERNEL", "POSTKERNEL", "SCALED"}},
          {"gamma", UpLight::gamma, DownLight::gamma, 1.37, {"PREKERNEL", "POSTKERNEL", "SCALED"}},
          {"down, linear", UpLight::sigmoid, DownLight::linear, 0.6, {"LINEAR", "PREKERNEL", "POSTKERNEL", "SCALED"}},
          {"1:1", UpLight::sigmoid, DownLight::linear, 1.0, {"PREKERNEL", "POSTKERNEL", "SCALED", "OUTPUT"}}}) {
        for (const char* stage : way.stages) {
            Chain chain = plain(Kernel::spline36);
            chain.scaling.up_light = way.up;
            chain.scaling.down_light = way.down;
            chain.entries.push_back(darker_at(stage, darker));
            const Case one{.what = std::string(stage) + ", " + way.name,
                           .input = &input,
                           .chain = chain,
                           .size = scaled(input.frame.format.size, way.factor)};
            const CaseResult result = bench.run(one);
            CHECK(within(result.comparison, one.kind));
            CHECK(result.plan->reports.front().status == PassStatus::runs);
        }
    }
    // All at once, and the stages' pictures bound later on.
    Chain chain = plain(Kernel::spline36);
    chain.scaling.up_light = UpLight::sigmoid;
    for (const char* stage : {"LINEAR", "SIGMOID", "PREKERNEL", "POSTKERNEL", "SCALED"}) {
        chain.entries.push_back(darker_at(stage, darker));
    }
    chain.entries.push_back(
        darker_at("OUTPUT", "//!BIND LINEAR\n//!BIND SIGMOID\nvec4 hook() { return vec4((HOOKED_texOff(0).rgb + "
                            "LINEAR_tex(LINEAR_pos).rgb + SIGMOID_tex(SIGMOID_pos).rgb) / 3.0, 1.0); }\n"));
    bench.check({.what = "every stage", .input = &input, .chain = chain, .size = scaled({480, 270}, 1.37)});
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
