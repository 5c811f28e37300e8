// A Slot whose programs are compiled on a thread: each new frame is shown at once through what is ready, whatever is
// being compiled meanwhile. The compiler stands at a gate, so that no clock decides.
#include "renderer/engine/slot.h"

#include "tests/engine/compile_gate.h"
#include "tests/engine/engine_fixture.h"

#include <fmt/format.h>

#include <functional>
#include <string>

using namespace senga;
using namespace senga::test;

namespace {

constexpr Size small{16, 8}; // powers of two: positions are exact, and so is what is sampled there

// Of multiples of 1/256: halves, and sums of 1/1024 and larger, are exact in 32-bit floats. Differs for each id.
Frame frame_of(std::uint64_t id) {
    Image out(small.w, small.h, 3);
    for (std::size_t i = 0; i < out.values.size(); ++i) {
        out.values[i] = static_cast<float>((i * 7 + id * 31) % 256) / 256.0F;
    }
    return rgb_frame(out, id);
}

float source_at(std::uint64_t id, int x, int y, int channel) {
    const auto index = static_cast<std::uint64_t>((y * small.w + x) * 3 + channel);
    return static_cast<float>((index * 7 + id * 31) % 256) / 256.0F;
}

std::string pass_at(const std::string& stage, const std::string& expression) {
    return "//!HOOK " + stage + "\n//!BIND HOOKED\n//!DESC x\nvec4 hook() {\n    return " + expression + ";\n}\n";
}

ChainEntry half() {
    return entry_of(parsed(pass_at("OUTPUT", "HOOKED_texOff(0) * 0.5"), "half.glsl"));
}

// `passes` passes, each of which adds another number: as many programs. Their sum is sum_of(passes).
ChainEntry long_file(int passes, const std::string& name = "long.glsl") {
    std::string text;
    for (int i = 1; i <= passes; ++i) {
        text += pass_at(i % 2 == 0 ? "MAIN" : "OUTPUT",
                        fmt::format("HOOKED_texOff(0) + vec4(vec3({:.10f}), 0.0)", i / 1024.0));
    }
    return entry_of(parsed(text, name));
}

float sum_of(int passes) {
    return static_cast<float>(passes * (passes + 1) / 2) / 1024.0F;
}

using Formula = std::function<float(float)>;
const Formula plain = [](float v) { return v; };
const Formula halved = [](float v) { return v * 0.5F; };
Formula plus(float sum) {
    return [sum](float v) { return v + sum; };
}

// Samples that are not `formula` of the frame; nearest neighbours where the picture is a multiple of its size.
int wrong(const Picture& picture, std::uint64_t id, const Formula& formula) {
    REQUIRE(picture.target != nullptr);
    CHECK(picture.frame_id == id);
    const Image shown = read(picture.target->texture);
    const int times = shown.w / small.w;
    int out = 0;
    for (int y = 0; y < shown.h; ++y) {
        for (int x = 0; x < shown.w; ++x) {
            for (int channel = 0; channel < 3; ++channel) {
                out += shown.at(x, y, channel) == formula(source_at(id, x / times, y / times, channel)) ? 0 : 1;
            }
        }
    }
    return out;
}

Scaling nearest() {
    Scaling out;
    out.up = Kernel::nearest;
    return out;
}

// A slot whose compiler stands at a gate.
struct Bench {
    Gl gl;
    CompileGate gate;
    Runner runner{{.precision = RunnerOptions::Precision::single, .compiler = gate.options()}};
    Slot slot{runner};
    Doorman doorman{gate};
    std::uint64_t frame = 0;
    std::uint64_t revision = 0;

    void set(std::vector<ChainEntry> entries, const Scaling& scaling = nearest()) {
        slot.set_chain(chain_of(std::move(entries), scaling), ++revision);
    }
    Picture show(Size size = small) { return shown(frame_of(++frame), size); }
    Picture shown(const Frame& now, Size size = small) {
        const Result<Picture> picture = slot.show(now, size);
        INFO((picture.ok() ? std::string() : to_string(picture.error())));
        REQUIRE(picture.ok());
        return *picture;
    }
    // Through the open gate until the chain is ready.
    void finish(Size size = small) {
        gate.open();
        for (int round = 0; round < 1000; ++round) {
            show(size);
            if (slot.progress().complete() && slot.progress().total > 0) {
                return;
            }
            runner.wait();
        }
        FAIL("the chain never became ready");
    }
    // Programs that are there are rehearsed one or a few at a time: as many calls as it takes, the gate as it is.
    void rehearse(Size size = small) {
        for (int round = 0; round < 1000 && !slot.progress().complete(); ++round) {
            show(size);
        }
        CHECK(slot.progress().complete());
    }
    // A new frame, which must be there at once, but possibly for the window before this one.
    void expect_some_size(const Formula& formula, Size size) {
        const Picture picture = show(size);
        CHECK(wrong(picture, frame, formula) == 0);
    }
    // A new frame, which must be there at once as `formula` makes it, with one run of one chain.
    void expect(const Formula& formula, Size size = small) {
        const std::uint64_t runs = runner.counters().runs;
        const Picture picture = show(size);
        CHECK(picture.size == size);
        CHECK(wrong(picture, frame, formula) == 0);
        CHECK(runner.counters().runs == runs + 1);
    }
};

} // namespace

TEST_SUITE_BEGIN("threads");

TEST_CASE("slot while compiling: the old chain shows every frame until the last program of the new one is there") {
    constexpr int passes = 50;
    Bench bench;
    bench.set({half()});
    bench.finish();
    bench.gate.close();
    bench.set({long_file(passes)});
    const std::uint64_t compiles = bench.runner.counters().compiles;
    for (int i = 0; i < 5; ++i) {
        bench.expect(halved);
    }
    CHECK(bench.runner.counters().compiles == compiles);
    REQUIRE(bench.slot.progress().total >= passes);
    CHECK(bench.slot.progress().total - bench.slot.progress().done == passes);
    CHECK_FALSE(bench.slot.progressed());

    for (int made = 1; made <= passes; ++made) {
        CAPTURE(made);
        REQUIRE(bench.gate.let(1));
        CHECK(bench.runner.counters().compiles == compiles + static_cast<std::uint64_t>(made));
        const std::size_t done = bench.slot.progress().done;
        CHECK(bench.slot.progressed());
        CHECK(bench.slot.progress().done == done + 1);
        bench.expect(made < passes ? halved : plus(sum_of(passes)));
        CHECK_FALSE(bench.slot.progressed());
    }
    CHECK(bench.slot.progress().complete());
    CHECK_FALSE(bench.gate.made_here());
    // The same frame again is the same picture, without a run.
    const std::uint64_t runs = bench.runner.counters().runs;
    CHECK(wrong(bench.shown(frame_of(bench.frame)), bench.frame, plus(sum_of(passes))) == 0);
    CHECK(bench.runner.counters().runs == runs);
}

TEST_CASE("slot while compiling: a paused film changes to the new chain when it is ready, and runs nothing before") {
    Bench bench;
    bench.set({half()});
    bench.finish();
    bench.gate.close();
    bench.set({long_file(3)});
    const Frame still = frame_of(bench.frame);
    const std::uint64_t runs = bench.runner.counters().runs;
    for (int made = 0; made < 3; ++made) {
        CHECK(wrong(bench.shown(still), bench.frame, halved) == 0);
        CHECK(wrong(bench.shown(still), bench.frame, halved) == 0);
        REQUIRE(bench.gate.let(1));
    }
    CHECK(bench.runner.counters().runs == runs);
    CHECK(wrong(bench.shown(still), bench.frame, plus(sum_of(3))) == 0);
    CHECK(bench.runner.counters().runs == runs + 1);
}

TEST_CASE("slot while compiling: sliders move at once, definitions when they are compiled") {
    const auto file = parsed("//!PARAM gain\n//!TYPE float\n0.5\n\n"
                             "//!PARAM shift\n//!TYPE DEFINE\n0\n\n" +
                                 pass_at("OUTPUT", "vec4(HOOKED_texOff(0).rgb * gain + float(shift), 1.0)"),
                             "slider.glsl");
    Bench bench;
    bench.set({entry_of(file)});
    bench.finish();
    bench.gate.close();
    const std::uint64_t compiles = bench.runner.counters().compiles;
    for (const double gain : {0.25, 2.0, 0.125}) {
        bench.set({entry_of(file, {{"gain", gain}})});
        bench.expect([gain](float v) { return v * static_cast<float>(gain); });
    }
    bench.set({entry_of(file, {{"gain", 2.0}, {"shift", 1.0}})});
    const Formula before = [](float v) { return v * 0.125F; };
    bench.expect(before);
    bench.expect(before);
    // The slider moves on while the definition is being compiled; what is on show is still the old chain.
    bench.set({entry_of(file, {{"gain", 4.0}, {"shift", 1.0}})});
    bench.expect(before);
    CHECK(bench.runner.counters().compiles == compiles);
    REQUIRE(bench.gate.let(1));
    bench.expect([](float v) { return v * 4.0F + 1.0F; });
    CHECK(bench.runner.counters().compiles == compiles + 1);
    // Back to a definition that was there: at once.
    bench.gate.close();
    bench.set({entry_of(file, {{"gain", 4.0}, {"shift", 0.0}})});
    bench.expect([](float v) { return v * 4.0F; });
    CHECK(bench.runner.counters().compiles == compiles + 1);
}

TEST_CASE("slot while compiling: another window gets its picture at once where its scaler is known") {
    constexpr Size large{32, 16};
    Bench bench;
    bench.set({half()});
    bench.finish(large);
    bench.finish(small);
    bench.gate.close();
    bench.set({long_file(4)});
    bench.expect(halved, small);
    bench.expect(halved, large);
    bench.expect(halved, small);
    bench.expect(halved, large);
    REQUIRE(bench.gate.let(4));
    bench.rehearse(large);
    bench.expect(plus(sum_of(4)), large);
    bench.expect(plus(sum_of(4)), small);
    // The chain on show, in a window it has not seen yet: what it needs is there.
    bench.expect(plus(sum_of(4)), {64, 32});
}

TEST_CASE("slot while compiling: another window whose scaler must be compiled first misses no frame either") {
    constexpr Size large{32, 16};
    Bench bench;
    bench.set({half()});
    bench.finish();
    bench.gate.close();
    // Of the new size or the old one, but of the new frame.
    bench.expect_some_size(halved, large);
    bench.expect_some_size(halved, large);
    bench.set({long_file(2)});
    bench.expect_some_size(halved, large);
    bench.gate.open();
    bench.finish(large);
    bench.expect(plus(sum_of(2)), large);
}

TEST_CASE("slot while compiling: another window for which the chain needs more programs does not show the plain one") {
    constexpr Size large{32, 16};
    const auto file = parsed(pass_at("OUTPUT", "HOOKED_texOff(0) * 0.5") +
                                 pass_at("OUTPUT\n//!WHEN OUTPUT.w 20 >", "HOOKED_texOff(0) + vec4(vec3(0.25), 0.0)"),
                             "grows.glsl");
    Bench bench;
    bench.set({half()});
    bench.finish(large); // the scaler is known
    bench.set({entry_of(file)});
    bench.finish(small);
    bench.expect(halved);
    bench.gate.close();
    // Of the new frame, as the chain makes it for the window it knows.
    bench.expect_some_size(halved, large);
    bench.expect_some_size(halved, large);
    REQUIRE(bench.gate.let(1));
    bench.rehearse(large);
    bench.expect([](float v) { return v * 0.5F + 0.25F; }, large);
}

TEST_CASE("slot while compiling: a file that fails is left out of the new chain, and says where") {
    const auto bad = parsed("// one line before\n" + pass_at("OUTPUT", "no_such_name"), "bad.glsl");
    Bench bench;
    bench.set({half()});
    bench.finish();
    bench.gate.close();
    bench.set({long_file(2), entry_of(bad), half()});
    bench.expect(halved);
    CHECK(bench.slot.failures().empty());
    REQUIRE(bench.gate.let(2));
    bench.expect(halved);
    REQUIRE(bench.gate.let(1)); // the bad one
    CHECK(bench.slot.progressed());
    bench.expect([](float v) { return (v + sum_of(2)) * 0.5F; });
    REQUIRE(bench.slot.failures().size() == 1);
    const Slot::Failure& failure = bench.slot.failures().front();
    CHECK(failure.file == bad);
    CHECK(failure.diagnostic.code == Code::shader_compile);
    CHECK(failure.diagnostic.place.file == "bad.glsl");
    CHECK(failure.diagnostic.place.line == 6);
    CHECK(entry_status(*bench.slot.plan(), 1).status == PassStatus::failed);
    CHECK(entry_status(*bench.slot.plan(), 0).status == PassStatus::runs);
    // It is not compiled again, not with another frame and not beside another file.
    const std::uint64_t compiles = bench.runner.counters().compiles;
    bench.set({entry_of(bad), half()});
    bench.expect(halved);
    CHECK(bench.runner.counters().compiles == compiles);
    CHECK(bench.slot.failures().size() == 1);
    bench.gl.forget_messages();
}

TEST_CASE("slot while compiling: each file that fails is told once, with its own name") {
    const std::string text = pass_at("OUTPUT", "no_such_name") + pass_at("OUTPUT", "no_other_name");
    const auto one = parsed(text, "one.glsl");
    const auto two = parsed(text, "two.glsl");
    Bench bench;
    bench.set({entry_of(one), entry_of(two), half()});
    bench.finish();
    bench.expect(halved);
    CHECK(bench.slot.failures().size() == 2);
    for (const Slot::Failure& failure : bench.slot.failures()) {
        CHECK((failure.file == one || failure.file == two));
        CHECK(failure.diagnostic.place.file == failure.file->name);
    }
    bench.gl.forget_messages();
}

TEST_CASE(
    "slot while compiling: going back to the old chain is at once, and what was asked for is not compiled any more") {
    Bench bench;
    const ChainEntry old = half();
    bench.set({old});
    bench.finish();
    bench.gate.close();
    const std::uint64_t compiles = bench.runner.counters().compiles;
    bench.set({long_file(20)});
    bench.expect(halved);
    REQUIRE(bench.gate.await_visitor()); // one of them is under way already
    bench.set({old});
    bench.expect(halved);
    CHECK(bench.slot.progress().complete());
    bench.gate.open();
    bench.runner.wait();
    CHECK(bench.runner.counters().compiles == compiles + 1);
    bench.expect(halved);
}

TEST_CASE("slot while compiling: several chains in a row, of which only the last is wanted") {
    Bench bench;
    bench.set({half()});
    bench.finish();
    bench.gate.close();
    for (int passes = 10; passes < 15; ++passes) {
        bench.set({long_file(passes)});
        bench.expect(halved);
    }
    bench.gate.open();
    bench.finish();
    bench.expect(plus(sum_of(14)));
}

TEST_CASE("slot while compiling: a film that begins with nothing compiled shows the plain picture first") {
    constexpr int passes = 30;
    Bench bench;
    bench.gate.close();
    bench.set({long_file(passes)});
    const Picture first = bench.show();
    CHECK(first.target == nullptr); // nothing can be drawn yet; but nobody waits
    REQUIRE(bench.gate.await_visitor());
    // The few programs of the engine's own must not stand behind those of the chain.
    int made = 0;
    while (bench.show().target == nullptr && made < passes) {
        REQUIRE(bench.gate.let(1));
        ++made;
    }
    CHECK(made < 5);
    bench.expect(plain);
    bench.gate.open();
    bench.finish();
    bench.expect(plus(sum_of(passes)));
}

TEST_CASE("slot while compiling: programs asked for in advance are not waited for") {
    Bench bench;
    bench.set({half()});
    CHECK(bench.slot.anticipate(frame_of(1).format, small).ok());
    bench.runner.wait();
    bench.gate.close();
    const std::uint64_t compiles = bench.runner.counters().compiles;
    bench.rehearse();
    bench.expect(halved);
    CHECK(bench.runner.counters().compiles == compiles);
}

TEST_CASE("slot while compiling: an intermediate says to try again until the chain is ready") {
    Bench bench;
    bench.set({half()});
    bench.finish();
    bench.gate.close();
    bench.set({long_file(2)});
    bench.expect(halved);
    const Frame frame = frame_of(bench.frame);
    const auto refused = bench.slot.intermediate(frame, small, bench.slot.plan()->picture);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == Code::gl_internal);
    bench.expect(halved);
    REQUIRE(bench.gate.let(2));
    bench.rehearse();
    const auto picture = bench.slot.intermediate(frame_of(bench.frame), small, bench.slot.plan()->picture);
    REQUIRE(picture.ok());
    CHECK(read((*picture)->texture).at(3, 3, 1) == source_at(bench.frame, 3, 3, 1) + sum_of(2));
}

TEST_SUITE_END();
