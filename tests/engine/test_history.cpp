// What a chain remembers from frame to frame, and when it forgets: each Slot for itself, after a jump of the film, and
// when other passes run; not when a slider moves, a window changes or another chain is still being compiled.
#include "renderer/engine/slot.h"

#include "tests/engine/compile_gate.h"
#include "tests/engine/engine_fixture.h"

#include <cstdint>
#include <memory>
#include <string>

using namespace senga;
using namespace senga::test;

namespace {

constexpr Size size{8, 4};

// Adds how many frames it has seen, in 64ths, this one included; `weight` times that.
std::shared_ptr<const ShaderFile> counter(const std::string& name = "counter.glsl") {
    return parsed(
        "//!PARAM weight\n//!TYPE float\n1.0\n\n"
        "//!BUFFER SEEN\n//!VAR uint frames\n//!STORAGE\n\n"
        "//!HOOK OUTPUT\n//!BIND HOOKED\n//!BIND SEEN\n//!SAVE NONE\n//!WIDTH 1\n//!HEIGHT 1\n//!COMPUTE 1 1\n"
        "void hook() {\n    frames += 1u;\n}\n"
        "//!HOOK OUTPUT\n//!BIND HOOKED\n//!BIND SEEN\n"
        "vec4 hook() {\n    return HOOKED_texOff(0) + weight * vec4(vec3(float(frames)) / 64.0, 0.0);\n}\n",
        name);
}

// Shows the frame before the one it is given, black at first.
std::shared_ptr<const ShaderFile> delay() {
    return parsed("//!TEXTURE LAST\n//!SIZE 8 4\n//!FORMAT rgba32f\n//!STORAGE\n\n"
                  "//!HOOK OUTPUT\n//!BIND HOOKED\n//!BIND LAST\n"
                  "vec4 hook() {\n    ivec2 at = ivec2(gl_FragCoord.xy);\n    vec4 last = imageLoad(LAST, at);\n"
                  "    imageStore(LAST, at, HOOKED_texOff(0));\n    return last;\n}\n",
                  "delay.glsl");
}

std::shared_ptr<const ShaderFile> identity() {
    return parsed("//!HOOK OUTPUT\n//!BIND HOOKED\nvec4 hook() {\n    return HOOKED_texOff(0);\n}\n", "identity.glsl");
}

std::shared_ptr<const ShaderFile> scaled_by(float factor) {
    return parsed("//!HOOK OUTPUT\n//!BIND HOOKED\nvec4 hook() {\n    return HOOKED_texOff(0) * " +
                      std::to_string(factor) + ";\n}\n",
                  "scaled.glsl");
}

// A film of even pictures: the value of frame n is n / 256.
struct Film {
    explicit Film(Runner& runner) : slot(runner) {}
    Slot slot;
    std::uint64_t revision = 0;

    void set(std::vector<ChainEntry> entries) {
        Scaling scaling;
        scaling.up = Kernel::nearest; // exact
        slot.set_chain(chain_of(std::move(entries), scaling), ++revision);
    }
    // The value of the picture, which is even as well.
    float show(int number, std::uint64_t sequence = 1, Size window = size) {
        Image image(size.w, size.h, 3);
        for (float& value : image.values) {
            value = static_cast<float>(number) / 256.0F;
        }
        Frame frame = rgb_frame(image, static_cast<std::uint64_t>(number));
        frame.sequence = sequence;
        const Result<Picture> picture = slot.show(frame, window);
        INFO((picture.ok() ? std::string() : to_string(picture.error())));
        REQUIRE(picture.ok());
        CHECK(slot.failures().empty());
        const Image out = read(picture->target->texture);
        for (int i = 0; i < out.w * out.h; ++i) {
            CHECK(out.at(i % out.w, i / out.w, 1) == out.at(0, 0, 1));
        }
        return out.at(0, 0, 1);
    }
};

float counted(int number, int seen, float weight = 1.0F) {
    return static_cast<float>(number) / 256.0F + weight * static_cast<float>(seen) / 64.0F;
}

} // namespace

TEST_CASE("history: buffers count frame by frame, and begin anew after a jump") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    Film film(runner);
    film.set({entry_of(counter())});
    for (int i = 1; i <= 4; ++i) {
        CHECK(film.show(i) == counted(i, i));
    }
    CHECK(film.show(4) == counted(4, 4)); // the same frame is not a new one
    CHECK(film.show(5, 2) == counted(5, 1));
    CHECK(film.show(6, 2) == counted(6, 2));
    // Backwards in number, but the same sequence: the film says that it follows.
    CHECK(film.show(3, 2) == counted(3, 3));
    CHECK(film.show(7, 1) == counted(7, 1));
}

TEST_CASE("history: storage textures hold the last frame, and are black after a jump") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    Film film(runner);
    film.set({entry_of(delay())});
    CHECK(film.show(10) == 0.0F);
    CHECK(film.show(20) == 10.0F / 256.0F);
    CHECK(film.show(30) == 20.0F / 256.0F);
    CHECK(film.show(40, 2) == 0.0F);
    CHECK(film.show(50, 2) == 40.0F / 256.0F);
}

TEST_CASE("history: each slot has its own, also of the same file") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    Film a(runner);
    Film b(runner);
    const auto file = counter();
    a.set({entry_of(file)});
    b.set({entry_of(file)});
    CHECK(a.show(1) == counted(1, 1));
    CHECK(a.show(2) == counted(2, 2));
    CHECK(b.show(3) == counted(3, 1));
    CHECK(a.show(4) == counted(4, 3));
    CHECK(b.show(5, 9) == counted(5, 1)); // a jump of one is none of the other
    CHECK(a.show(6) == counted(6, 4));
    // Nor do two files of one chain share theirs, whatever their blocks are called.
    a.set({entry_of(counter()), entry_of(counter())});
    CHECK(a.show(7) == counted(7, 2));
    CHECK(a.show(8) == counted(8, 4));
}

TEST_CASE("history: a slider and another window forget nothing") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    Film film(runner);
    const auto file = counter();
    film.set({entry_of(file)});
    CHECK(film.show(1) == counted(1, 1));
    film.set({entry_of(file, {{"weight", 2.0}})});
    CHECK(film.show(2) == counted(2, 2, 2.0F));
    film.set({entry_of(file, {{"weight", 0.5}})});
    CHECK(film.show(3) == counted(3, 3, 0.5F));
    CHECK(film.show(4, 1, {size.w * 2, size.h * 2}) == counted(4, 4, 0.5F));
    CHECK(film.show(5) == counted(5, 5, 0.5F));
}

TEST_CASE("history: other passes begin anew") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    Film film(runner);
    const ChainEntry remembers = entry_of(counter());
    ChainEntry off = remembers;
    off.enabled = false;
    film.set({remembers});
    CHECK(film.show(1) == counted(1, 1));
    CHECK(film.show(2) == counted(2, 2));
    film.set({remembers, entry_of(identity())});
    CHECK(film.show(3) == counted(3, 1));
    CHECK(film.show(4) == counted(4, 2));
    film.set({remembers, entry_of(scaled_by(0.5F))});
    CHECK(film.show(5) == counted(5, 1) * 0.5F);
    // Switched off and on again: it has missed frames.
    film.set({off});
    CHECK(film.show(6) == 6.0F / 256.0F);
    film.set({remembers});
    CHECK(film.show(7) == counted(7, 1));
    // Loaded anew, it is another file.
    film.set({entry_of(counter())});
    CHECK(film.show(8) == counted(8, 1));
}

TEST_SUITE_BEGIN("threads");

TEST_CASE("history: goes on while another chain is being compiled, and begins anew with that") {
    const Gl gl;
    CompileGate gate;
    Runner runner({.precision = RunnerOptions::Precision::single, .compiler = gate.options()});
    const Doorman doorman(gate);
    Film film(runner);
    const auto file = counter();
    film.set({entry_of(file)});
    // Ready before the first frame, so that no frame goes by without being counted.
    for (int i = 0; i < 100 && !(film.slot.progress().total > 0 && film.slot.progress().complete()); ++i) {
        REQUIRE(film.slot.anticipate(rgb_format(size), size).ok());
        runner.wait();
    }
    CHECK(film.show(1) == counted(1, 1));
    CHECK(film.show(2) == counted(2, 2));
    gate.close();
    film.set({entry_of(file), entry_of(scaled_by(0.25F)), entry_of(scaled_by(2.0F))});
    CHECK(film.show(3) == counted(3, 3));
    REQUIRE(gate.let(1));
    CHECK(film.show(4) == counted(4, 4));
    CHECK(film.show(5, 2) == counted(5, 1)); // a jump meanwhile
    REQUIRE(gate.let(1));
    // Its rehearsals leave no trace: the first frame it shows is the first it counts.
    float found = film.show(6, 2);
    int number = 6;
    for (int i = 0; i < 100 && !film.slot.progress().complete(); ++i) {
        found = film.show(++number, 2);
    }
    CHECK(found == counted(number, 1) * 0.5F);
    ++number;
    CHECK(film.show(number, 2) == counted(number, 2) * 0.5F);
}

TEST_SUITE_END();
