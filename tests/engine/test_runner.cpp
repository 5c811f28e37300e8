// Running plans: what is compiled and allocated, parameters of all types, textures of a file's own, alpha, precision,
// and frames that do not fit.
#include "tests/engine/engine_fixture.h"
#include "tests/engine/synthetic.h"

#include <array>
#include <cmath>
#include <cstring>
#include <set>

using namespace senga;
using namespace senga::test;

namespace {

std::string output_pass(const std::string& body, const std::string& directives = "") {
    return "//!HOOK OUTPUT\n//!BIND HOOKED\n" + directives + "//!DESC x\n" + body;
}

// The diagnostic of the one file that cannot be prepared.
Diagnostic refused(Runner& runner, const std::shared_ptr<const ShaderFile>& file) {
    Result<Plan> planned = plan(chain_of({entry_of(file)}), rgb_format({8, 8}), {8, 8});
    REQUIRE(planned.ok());
    const auto preparation = runner.prepare(std::make_shared<const Plan>(*planned));
    REQUIRE(preparation.ok());
    REQUIRE(preparation->failures.size() == 1);
    return preparation->failures[0].diagnostic;
}

} // namespace

TEST_CASE("runner: in steady state nothing is compiled and nothing allocated") {
    const Gl gl;
    Runner runner;
    Chain chain = chain_of({entry_of(shipped("deband/deband")), entry_of(shipped("classic/luma")),
                            entry_of(shipped("classic/push")), entry_of(shipped("classic/gradient")),
                            entry_of(shipped("classic/push-grad"))});
    const FrameFormat format = ycbcr_format({65, 37});
    const Frame frame =
        planar_frame(format, channels(noise_picture(65, 37, 1), 1), channels(noise_picture(33, 19, 2), 2));
    run(runner, chain, frame, {97, 55});
    run(runner, chain, frame, {97, 55});
    const Runner::Counters before = runner.counters();
    const std::size_t bytes = runner.pool().bytes();
    CHECK(before.compiles > 5);
    for (int i = 0; i < 20; ++i) {
        chain.entries[2].values["push_strength"] = 0.05 * i; // a slider
        run(runner, chain, frame, {97, 55});
    }
    CHECK(runner.counters().compiles == before.compiles);
    CHECK(runner.counters().allocations == before.allocations);
    CHECK(runner.counters().runs == before.runs + 20);
    CHECK(runner.pool().bytes() == bytes);
    // Another size compiles nothing either.
    run(runner, chain, frame, {130, 74});
    CHECK(runner.counters().compiles == before.compiles);
    // And what only the old size needed is freed after a while.
    for (int i = 0; i < 20; ++i) {
        run(runner, chain, frame, {33, 19});
    }
    CHECK(runner.pool().bytes() < bytes);
}

TEST_CASE("runner: a target that somebody still holds is not drawn into") {
    const Gl gl;
    Runner runner = single_runner();
    const Frame first = rgb_frame(noise_picture(9, 7, 1));
    const Frame second = rgb_frame(noise_picture(9, 7, 2));
    Result<Plan> planned = plan({}, first.format, {18, 14});
    const auto preparation = runner.prepare(std::make_shared<const Plan>(*planned));
    REQUIRE(preparation.ok());
    const Result<RunOutput> a = runner.run(preparation->prepared, first);
    REQUIRE(a.ok());
    const Image before = read(a->picture->texture);
    const Result<RunOutput> b = runner.run(preparation->prepared, second);
    REQUIRE(b.ok());
    CHECK(mismatches(read(a->picture->texture), before) == 0);
    CHECK(mismatches(read(b->picture->texture), before) > 0);
}

TEST_CASE("runner: parameters of every type are uniforms, changed without a compile") {
    const Gl gl;
    Runner runner = single_runner();
    const auto file = parsed(
        "//!PARAM real\n//!TYPE float\n//!MINIMUM -100\n//!MAXIMUM 100\n0.5\n\n"
        "//!PARAM whole\n//!TYPE int\n//!MINIMUM -100\n//!MAXIMUM 100\n-3\n\n"
        "//!PARAM natural\n//!TYPE uint\n//!MINIMUM 0\n//!MAXIMUM 4294967295\n7\n\n"
        "//!PARAM moving\n//!TYPE DYNAMIC float\n1.5\n\n"
        "//!PARAM choice\n//!TYPE ENUM int\nFIRST\nSECOND\nTHIRD\n\n" +
        output_pass("vec4 hook() { return vec4(real, float(whole), float(natural >> 8u), 1.0); }\n") +
        "//!HOOK OUTPUT\n//!BIND HOOKED\n//!SAVE REST\n//!DESC rest\n"
        "vec4 hook() { return vec4(moving, choice == THIRD ? 3.0 : choice == SECOND ? 2.0 : 1.0, 0.0, 1.0); }\n");
    const Frame frame = rgb_frame(Image(1, 1, 3));
    const Wanted rest = [](const PassReport& r) { return r.saves == "REST"; };
    const Ran initial = run(runner, chain_of({entry_of(file)}), frame, {1, 1}, rest);
    CHECK(initial.picture.at(0, 0, 0) == 0.5F);
    CHECK(initial.picture.at(0, 0, 1) == -3.0F);
    CHECK(initial.picture.at(0, 0, 2) == 0.0F);
    CHECK(initial.kept.at(0, 0, 0) == 1.5F);
    CHECK(initial.kept.at(0, 0, 1) == 1.0F);
    const std::uint64_t compiles = runner.counters().compiles;
    const Ran changed = run(
        runner,
        chain_of({entry_of(
            file, {{"real", -2.25}, {"whole", 41.0}, {"natural", 4294967295.0}, {"moving", 8.0}, {"choice", 2.0}})}),
        frame, {1, 1}, rest);
    CHECK(changed.picture.at(0, 0, 0) == -2.25F);
    CHECK(changed.picture.at(0, 0, 1) == 41.0F);
    CHECK(changed.picture.at(0, 0, 2) == 16777215.0F); // 2^32 - 1 shifted down: every bit arrived
    CHECK(changed.kept.at(0, 0, 0) == 8.0F);
    CHECK(changed.kept.at(0, 0, 1) == 3.0F);
    CHECK(runner.counters().compiles == compiles);
}

TEST_CASE("runner: DEFINE and CONSTANT parameters are part of the text and compile anew") {
    const Gl gl;
    Runner runner = single_runner();
    const auto file =
        parsed("//!PARAM MODE\n//!TYPE DEFINE\n//!MINIMUM 0\n//!MAXIMUM 3\n1\n\n"
               "//!PARAM SIZE\n//!TYPE CONSTANT int\n//!MINIMUM 1\n//!MAXIMUM 9\n2\n\n" +
               output_pass("#if MODE == 2\nconst float mode = 20.0;\n#else\nconst float mode = 10.0;\n#endif\n"
                           "vec4 hook() { float a[SIZE]; return vec4(mode, float(a.length()), 0.0, 1.0); }\n"));
    const Frame frame = rgb_frame(Image(1, 1, 3));
    const Image initial = run(runner, chain_of({entry_of(file)}), frame, {1, 1}).picture;
    CHECK(initial.at(0, 0, 0) == 10.0F);
    CHECK(initial.at(0, 0, 1) == 2.0F);
    const std::uint64_t compiles = runner.counters().compiles;
    const Image changed =
        run(runner, chain_of({entry_of(file, {{"MODE", 2.0}, {"SIZE", 5.0}})}), frame, {1, 1}).picture;
    CHECK(changed.at(0, 0, 0) == 20.0F);
    CHECK(changed.at(0, 0, 1) == 5.0F);
    CHECK(runner.counters().compiles > compiles);
}

TEST_CASE("runner: a TEXTURE block arrives texel by texel, with its filter and border") {
    const Gl gl;
    Runner runner = single_runner();
    const Frame frame = rgb_frame(Image(4, 2, 3));
    const auto picture = [&](const std::string& block, const std::string& expression) {
        const auto file =
            parsed(block + "//!HOOK OUTPUT\n//!BIND HOOKED\n//!BIND TABLE\n//!DESC x\nvec4 hook() { return " +
                   expression + "; }\n");
        return run(runner, chain_of({entry_of(file)}), frame, {4, 2}).picture;
    };
    const std::string exact = "texelFetch(TABLE, ivec2(gl_FragCoord.xy) % textureSize(TABLE, 0), 0)";

    const std::vector<std::uint8_t> bytes{0, 51, 102, 255, 153, 204, 255, 255};
    const Image eight = picture("//!TEXTURE TABLE\n//!SIZE 2 1\n//!FORMAT rgba8\n" + hex(bytes), exact);
    CHECK(eight.at(0, 0, 1) == doctest::Approx(51.0 / 255).epsilon(1e-6));
    CHECK(eight.at(1, 0, 0) == doctest::Approx(153.0 / 255).epsilon(1e-6));
    CHECK(eight.at(2, 1, 2) == doctest::Approx(102.0 / 255).epsilon(1e-6));

    const std::vector<float> floats{0.1F, -2.5F, 1e-3F, 100.0F};
    const Image real = picture("//!TEXTURE TABLE\n//!SIZE 4 1\n//!FORMAT r32f\n" + hex(floats),
                               "vec4(" + exact + ".r, 0.0, 0.0, 1.0)");
    for (int x = 0; x < 4; ++x) {
        CHECK(real.at(x, 1, 0) == floats[static_cast<std::size_t>(x)]);
    }
    // Half floats are written as 32-bit ones in the file.
    const Image half = picture("//!TEXTURE TABLE\n//!SIZE 4 1\n//!FORMAT r16f\n" + hex(floats),
                               "vec4(" + exact + ".r, 0.0, 0.0, 1.0)");
    for (int x = 0; x < 4; ++x) {
        CHECK(half.at(x, 0, 0) ==
              doctest::Approx(static_cast<double>(floats[static_cast<std::size_t>(x)])).epsilon(1.0 / 1024));
    }

    const std::string pair = "//!SIZE 2 1\n//!FORMAT r32f\n";
    const std::string data = hex(std::vector<float>{1.0F, 3.0F});
    const std::string middle = "vec4(texture(TABLE, vec2(0.5, 0.5)).r, texture(TABLE, vec2(1.25, 0.5)).r, "
                               "texture(TABLE, vec2(0.3, 0.5)).r, 1.0)";
    const Image linear = picture("//!TEXTURE TABLE\n" + pair + "//!FILTER LINEAR\n//!BORDER REPEAT\n" + data, middle);
    CHECK(linear.at(0, 0, 0) == doctest::Approx(2.0).epsilon(1e-5));
    CHECK(linear.at(0, 0, 1) == doctest::Approx(1.0).epsilon(1e-5)); // 1.25 is 0.25 again: the first texel's centre
    const Image nearest = picture("//!TEXTURE TABLE\n" + pair + "//!FILTER NEAREST\n//!BORDER CLAMP\n" + data, middle);
    CHECK(nearest.at(0, 0, 1) == 3.0F);
    CHECK(nearest.at(0, 0, 2) == 1.0F);
}

TEST_CASE("runner: what the graphics card cannot do is refused with file and line before anything is compiled") {
    const Gl gl;
    Runner runner = single_runner();
    // OpenGL 4.3 promises 1024 threads in a group and few drivers do more; none does a million.
    const Diagnostic compute = refused(
        runner, parsed("//!HOOK OUTPUT\n//!BIND HOOKED\n//!COMPUTE 1024 1024\n//!DESC x\nvoid hook() {}\n", "c.glsl"));
    CHECK(compute.code == Code::shader_unsupported);
    CHECK(compute.place == Place{"c.glsl", 1});
    CHECK(compute.text.find("1048576 threads") != std::string::npos);
    // It is refused, not compiled: what is compiled is the engine's own step that sets alpha to 1 behind it.
    CHECK(runner.counters().compiles == 1);
}

TEST_CASE("runner: alpha is 1 whatever a pass leaves there") {
    const Gl gl;
    Runner runner = single_runner();
    const Frame frame = rgb_frame(noise_picture(9, 5, 3));
    const std::string garbage = "vec4 hook() { return vec4(HOOKED_texOff(0).rgb, 0.25 * gl_FragCoord.x - 3.0); }\n";
    const std::string stored = "void hook() { ivec2 at = ivec2(gl_GlobalInvocationID); imageStore(out_image, at, "
                               "vec4(HOOKED_texOff(0).rgb, 0.75)); }\n";
    for (const char* stage : {"RGB", "MAIN", "SCALED", "OUTPUT"}) {
        for (const char* components :
             {"", "//!COMPONENTS 4\n", "//!COMPONENTS 3\n", "//!COMPUTE 4 4\n", "//!COMPUTE 4 4\n//!COMPONENTS 3\n"}) {
            for (const Size output : {Size{9, 5}, {20, 10}}) {
                CAPTURE(stage);
                CAPTURE(components);
                const auto file =
                    parsed(std::string("//!HOOK ") + stage + "\n//!BIND HOOKED\n" + components + "//!DESC x\n" +
                           (std::string_view(components).starts_with("//!COMPUTE") ? stored : garbage));
                const Image found = run(runner, chain_of({entry_of(file)}), frame, output).picture;
                int wrong = 0;
                for (std::size_t i = 3; i < found.values.size(); i += 4) {
                    wrong += found.values[i] == 1.0F ? 0 : 1;
                }
                CHECK(wrong == 0);
            }
        }
    }
}

TEST_CASE("runner: fewer components leave 0 behind, and the guide's size is its own") {
    const Gl gl;
    Runner runner = single_runner();
    const auto file =
        parsed("//!HOOK OUTPUT\n//!BIND HOOKED\n//!SAVE ONE\n//!COMPONENTS 1\n//!WIDTH 5\n//!HEIGHT 3\n//!DESC one\n"
               "vec4 hook() { return vec4(0.5, 0.6, 0.7, 0.8); }\n"
               "//!HOOK OUTPUT\n//!BIND HOOKED\n//!BIND ONE\n//!DESC two\nvec4 hook() { return "
               "vec4(ONE_tex(ONE_pos).rgb, 1.0) + vec4(0.0, 0.0, ONE_size.x, 0.0); }\n");
    const Image found = run(runner, chain_of({entry_of(file)}), rgb_frame(noise_picture(11, 7, 4)), {11, 7}).picture;
    CHECK(found.at(3, 3, 0) == 0.5F);
    CHECK(found.at(3, 3, 1) == 0.0F);
    CHECK(found.at(3, 3, 2) == 5.0F);
}

TEST_CASE("runner: ALIGN and OFFSET move what HOOKED_pos reads") {
    const Gl gl;
    Runner runner = single_runner();
    // Chroma counts its columns; 4:2:0 left. ALIGN reads a quarter of a sample further right.
    const FrameFormat format = [] {
        FrameFormat out = ycbcr_format({16, 4});
        out.siting = Siting::left;
        return out;
    }();
    Image chroma(8, 2, 2);
    for (int y = 0; y < 2; ++y) {
        for (int x = 0; x < 8; ++x) {
            chroma.at(x, y) = static_cast<float>(x) / 16.0F;
        }
    }
    const Frame frame = planar_frame(format, Image(16, 4, 1), chroma);
    const auto file = parsed("//!HOOK CHROMA\n//!BIND HOOKED\n//!OFFSET ALIGN\n//!DESC aligned\nvec4 hook() { return "
                             "HOOKED_tex(HOOKED_pos); }\n");
    const Image found = run(runner, chain_of({entry_of(file)}), frame, {16, 4}, [](const PassReport& r) {
                            return r.desc == "aligned";
                        }).kept;
    for (int x = 1; x < 7; ++x) {
        CHECK(found.at(x, 0) == doctest::Approx((x + 0.25) / 16.0).epsilon(1e-5));
    }
    // A doubler that claims to lie half a pixel to the left is put right by the scaler: the picture is as without it.
    const std::string doubler =
        "//!HOOK MAIN\n//!BIND HOOKED\n//!WIDTH HOOKED.w 2 *\n//!HEIGHT HOOKED.h 2 *\n//!OFFSET -0.5 -0.5\n//!DESC d\n"
        "vec4 hook() { return HOOKED_tex(HOOKED_pos + 0.25 * HOOKED_pt); }\n";
    Image ramp(20, 20, 3);
    for (int y = 0; y < 20; ++y) {
        for (int x = 0; x < 20; ++x) {
            ramp.at(x, y, 0) = static_cast<float>(x) / 20.0F;
            ramp.at(x, y, 1) = static_cast<float>(y) / 20.0F;
        }
    }
    const Scaling bilinear{.up = Kernel::bilinear, .down = Kernel::bilinear};
    const Image with = run(runner, chain_of({entry_of(parsed(doubler))}, bilinear), rgb_frame(ramp), {60, 60}).picture;
    for (int i = 12; i < 48; ++i) {
        CHECK(with.at(i, 30, 0) == doctest::Approx(((i + 0.5) / 3 - 0.5) / 20).epsilon(1e-4));
        CHECK(with.at(30, i, 1) == doctest::Approx(((i + 0.5) / 3 - 0.5) / 20).epsilon(1e-4));
    }
}

TEST_CASE("runner: frame is the frame's number, random differs from frame to frame and is the same for the same") {
    const Gl gl;
    Runner runner = single_runner();
    const auto file = parsed(output_pass("vec4 hook() { return vec4(float(frame), random, 0.0, 1.0); }\n"));
    Result<Plan> planned = plan(chain_of({entry_of(file)}), rgb_format({1, 1}), {1, 1});
    const auto preparation = runner.prepare(std::make_shared<const Plan>(*planned));
    REQUIRE(preparation.ok());
    Frame frame = rgb_frame(Image(1, 1, 3));
    std::set<float> seen;
    for (const std::uint32_t number : {0U, 1U, 2U, 3U, 1000U}) {
        frame.number = number;
        std::array<float, 2> randoms{};
        for (float& random : randoms) {
            const Result<RunOutput> output = runner.run(preparation->prepared, frame);
            REQUIRE(output.ok());
            const Image found = read(output->picture->texture);
            CHECK(found.at(0, 0, 0) == static_cast<float>(number));
            random = found.at(0, 0, 1);
        }
        CHECK(randoms[0] == randoms[1]);
        CHECK(randoms[0] >= 0.0F);
        CHECK(randoms[0] <= 1.0F);
        seen.insert(randoms[0]);
    }
    CHECK(seen.size() == 5);
}

TEST_CASE("runner: half precision differs from single by its roundings only") {
    const Gl gl;
    Runner half;
    Runner single = single_runner();
    CHECK(half.format_for(4) == gl::Format::rgba16f);
    CHECK(half.format_for(1) == gl::Format::r16f);
    CHECK(single.format_for(3) == gl::Format::rgba32f);
    CHECK(single.format_for(2) == gl::Format::rg32f);
    const Frame frame = rgb_frame(noise_picture(24, 18, 5));
    const Image a = run(half, {}, frame, {37, 29}).picture;
    const Image b = run(single, {}, frame, {37, 29}).picture;
    const Difference apart = difference(a, b);
    // Two stores, each off by up to 2^-10 of values below 2, and the first enters with the weights of one axis (1.3).
    CHECK(apart.largest < (1.0 + 1.3) * 2.0 / 1024.0);
    CHECK(apart.largest > 0.0);
}

TEST_CASE("runner: a frame without a plane of the plan is refused") {
    const Gl gl;
    Runner runner = single_runner();
    Result<Plan> planned = plan({}, ycbcr_format({16, 8}), {16, 8});
    const auto preparation = runner.prepare(std::make_shared<const Plan>(*planned));
    REQUIRE(preparation.ok());
    const auto refused_by = [&](const Frame& frame) {
        const Result<RunOutput> output = runner.run(preparation->prepared, frame);
        REQUIRE(!output.ok());
        CHECK(output.error().code == Code::plan_input);
    };
    refused_by({});
    refused_by(rgb_frame(Image(16, 8, 3)));
    refused_by(planar_frame(ycbcr_format({16, 8}), Image(16, 8, 1), Image(9, 4, 2)));
    FrameFormat gray = ycbcr_format({16, 8});
    gray.layout = Layout::gray;
    refused_by(planar_frame(gray, Image(16, 8, 1), Image()));
}
