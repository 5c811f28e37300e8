// A Slot keeps the picture until the frame, the chain or the size changes, and a file that does not compile takes
// nobody down with it.
#include "renderer/engine/slot.h"

#include "tests/engine/engine_fixture.h"
#include "tests/engine/synthetic.h"

using namespace senga;
using namespace senga::test;

namespace {

std::shared_ptr<const ShaderFile> output_shader(const std::string& expression, const std::string& name = "x.glsl") {
    return parsed("//!HOOK OUTPUT\n//!BIND HOOKED\n//!DESC x\nvec4 hook() {\n    return " + expression + ";\n}\n",
                  name);
}

Image shown(Slot& slot, const Frame& frame, Size size) {
    const Result<Picture> picture = slot.show(frame, size);
    REQUIRE_MESSAGE(picture.ok(), to_string(picture.error()));
    CHECK(picture->size == size);
    CHECK(picture->frame_id == frame.id);
    return read(picture->target->texture);
}

} // namespace

TEST_CASE("slot: the chain runs once for each frame, revision and size") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    Slot slot(runner);
    const Frame first = rgb_frame(noise_picture(16, 9, 1), 1);
    const Frame second = rgb_frame(noise_picture(16, 9, 2), 2);
    slot.set_chain(chain_of({entry_of(output_shader("HOOKED_texOff(0) * 0.5"))}), 1);
    const auto runs = [&] { return runner.counters().runs; };
    for (int i = 0; i < 5; ++i) {
        shown(slot, first, {32, 18});
    }
    CHECK(runs() == 1);
    shown(slot, second, {32, 18});
    CHECK(runs() == 2);
    for (int i = 0; i < 5; ++i) {
        shown(slot, second, {48, 27});
    }
    CHECK(runs() == 3);
    slot.set_chain(chain_of({entry_of(output_shader("HOOKED_texOff(0) * 0.25"))}), 2);
    shown(slot, second, {48, 27});
    shown(slot, second, {48, 27});
    CHECK(runs() == 4);
    // The same revision is the same chain: it is not even looked at.
    slot.set_chain({}, 2);
    shown(slot, second, {48, 27});
    CHECK(runs() == 4);
    const std::uint64_t compiles = runner.counters().compiles;
    shown(slot, first, {48, 27});
    CHECK(runs() == 5);
    CHECK(runner.counters().compiles == compiles);
}

TEST_CASE("slot: the same picture with another number is run again only where a pass reads the number") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    Frame frame = rgb_frame(noise_picture(16, 9, 1), 1);
    const auto runs_of = [&](const std::string& expression) {
        Slot slot(runner);
        slot.set_chain(chain_of({entry_of(output_shader(expression))}), 1);
        frame.number = 7;
        const Image seven = shown(slot, frame, {16, 9});
        const std::uint64_t before = runner.counters().runs;
        shown(slot, frame, {16, 9});
        CHECK(runner.counters().runs == before);
        frame.number = 8;
        const Image eight = shown(slot, frame, {16, 9});
        frame.number = 7;
        CHECK(mismatches(shown(slot, frame, {16, 9}), seven) == 0); // of the frame, not of how often it was shown
        const std::uint64_t runs = runner.counters().runs - before;
        CHECK((mismatches(eight, seven) > 0) == (runs > 0));
        return runs;
    };
    CHECK(runs_of("HOOKED_texOff(0) * 0.5") == 0);
    CHECK(runs_of("HOOKED_texOff(0) * 0.5 + float(frame) * 0.01") == 2);
    CHECK(runs_of("HOOKED_texOff(0) * random") == 2);
}

TEST_CASE("slot: two slots share the runner's programs") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    Slot a(runner);
    Slot b(runner);
    const Chain chain = chain_of({entry_of(output_shader("HOOKED_texOff(0) * 0.5"))});
    a.set_chain(chain, 1);
    b.set_chain(original_of(chain), 1);
    const Image source = noise_picture(16, 9, 1);
    const Frame frame = rgb_frame(source, 1);
    const Image processed = shown(a, frame, {16, 9});
    const Image original = shown(b, frame, {16, 9});
    CHECK(mismatches(channels(original, 3), source) == 0);
    CHECK(processed.at(3, 3, 1) == source.at(3, 3, 1) * 0.5F);
    const std::uint64_t compiles = runner.counters().compiles;
    b.set_chain(chain, 2);
    CHECK(mismatches(shown(b, frame, {16, 9}), processed) == 0);
    CHECK(runner.counters().compiles == compiles);
}

TEST_CASE("slot: a file that does not compile is left out, says why, and the rest runs") {
    Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    Slot slot(runner);
    const Image source = noise_picture(16, 9, 1);
    const Frame frame = rgb_frame(source, 1);
    const ChainEntry half = entry_of(output_shader("HOOKED_texOff(0) * 0.5", "half.glsl"));
    const ChainEntry broken = entry_of(output_shader("no_such_function()", "broken.glsl"));
    const ChainEntry worse = entry_of(output_shader("vec2(1.0)", "worse.glsl"));
    const ChainEntry plus = entry_of(output_shader("HOOKED_texOff(0) + 0.125", "plus.glsl"));
    slot.set_chain(chain_of({half, plus}), 1);
    const Image without = shown(slot, frame, {16, 9});
    slot.set_chain(chain_of({broken, half, worse, plus}), 2);
    CHECK(mismatches(shown(slot, frame, {16, 9}), without) == 0);
    const Plan& it = *slot.plan();
    CHECK(entry_status(it, 0).status == PassStatus::failed);
    CHECK(entry_status(it, 0).reason.find("broken.glsl:5") != std::string::npos);
    CHECK(entry_status(it, 1).status == PassStatus::runs);
    CHECK(entry_status(it, 2).status == PassStatus::failed);
    CHECK(entry_status(it, 2).reason.find("worse.glsl:5") != std::string::npos);
    CHECK(entry_status(it, 3).status == PassStatus::runs);
    // It is not tried again in each frame or at each size, only when the file is loaded anew.
    const std::uint64_t compiles = runner.counters().compiles;
    shown(slot, rgb_frame(source, 2), {16, 9});
    shown(slot, rgb_frame(source, 3), {32, 18});
    slot.set_chain(chain_of({half, broken, plus}), 3);
    shown(slot, frame, {16, 9});
    CHECK(runner.counters().compiles <= compiles + 2); // the scaler's two programs at 32x18
    slot.set_chain(chain_of({half, entry_of(output_shader("HOOKED_texOff(0)", "broken.glsl")), plus}), 4);
    CHECK(mismatches(shown(slot, frame, {16, 9}), without) == 0);
    CHECK(entry_status(*slot.plan(), 1).status == PassStatus::runs);
    gl.forget_messages(); // the driver reports its compile errors there as well
}

TEST_CASE("slot: after an error the last good picture stays and the error is told") {
    const Gl gl;
    Runner runner;
    Slot slot(runner);
    slot.set_chain({}, 1);
    const Frame frame = rgb_frame(noise_picture(16, 9, 1), 1);
    const Image before = shown(slot, frame, {16, 9});
    Frame empty = frame;
    empty.id = 2;
    empty.rgb.reset();
    const Result<Picture> refused = slot.show(empty, {16, 9});
    REQUIRE(!refused.ok());
    CHECK(refused.error().code == Code::plan_input);
    const Result<Picture> impossible = slot.show(frame, {0, 9});
    REQUIRE(!impossible.ok());
    CHECK(impossible.error().code == Code::plan_input);
    CHECK(mismatches(shown(slot, frame, {16, 9}), before) == 0);
    CHECK(runner.counters().runs == 1);
}

TEST_CASE("slot: an intermediate is what the pass wrote, and leaves the shown picture alone") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    Slot slot(runner);
    const Image source = noise_picture(16, 9, 1);
    const Frame frame = rgb_frame(source, 1);
    slot.set_chain(chain_of({entry_of(output_shader("HOOKED_texOff(0) * 0.5")),
                             entry_of(output_shader("HOOKED_texOff(0) + 1.0"))}),
                   1);
    const Image picture = shown(slot, frame, {16, 9});
    const Result<std::shared_ptr<const Target>> target =
        slot.intermediate(frame, {16, 9}, slot.plan()->reports[0].texture);
    REQUIRE(target.ok());
    REQUIRE(*target != nullptr);
    CHECK(read((*target)->texture).at(5, 5, 0) == source.at(5, 5, 0) * 0.5F);
    const std::uint64_t runs = runner.counters().runs;
    CHECK(mismatches(shown(slot, frame, {16, 9}), picture) == 0);
    CHECK(runner.counters().runs == runs);
}

TEST_CASE("slot: a change of format in between is planned anew") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    Slot slot(runner);
    slot.set_chain({}, 1);
    shown(slot, rgb_frame(noise_picture(16, 9, 1), 1), {32, 18});
    const FrameFormat format = ycbcr_format({20, 10});
    const Frame planar =
        planar_frame(format, channels(noise_picture(20, 10, 2), 1), channels(noise_picture(10, 5, 3), 2), 2);
    shown(slot, planar, {32, 18});
    CHECK(slot.plan()->format == format);
    // The same samples with another meaning: another matrix, another picture.
    Frame other = planar;
    other.id = 3;
    other.format.matrix = Matrix::bt601;
    const Image a = shown(slot, planar, {32, 18});
    const Image b = shown(slot, other, {32, 18});
    CHECK(mismatches(a, b) > 0);
}
