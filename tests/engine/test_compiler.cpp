// The Compiler: what submit() promises at once, what the thread does meanwhile, and what becomes of it at the end.
#include "renderer/engine/compiler.h"

#include "renderer/gl/framebuffer.h"
#include "tests/engine/compile_gate.h"
#include "tests/engine/engine_fixture.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace senga;
using namespace senga::test;

namespace {

using State = Compilation::State;

// Writes `value` everywhere.
ProgramText constant(float value) {
    return {.source = fmt::format(
                "layout(location = 0) out vec4 colour;\nvoid main() {{\n    colour = vec4({:.8f});\n}}\n", value),
            .file = "constant.glsl",
            .rehearsal = {.target = gl::Format::rgba32f}};
}

// Writes x + 16 * y of the pixel.
ProgramText compute_ramp() {
    return {.kind = gl::ProgramKind::compute,
            .source = "layout(local_size_x = 4, local_size_y = 4) in;\n"
                      "layout(rgba32f, binding = 0) writeonly uniform image2D target;\n"
                      "void main() {\n"
                      "    ivec2 at = ivec2(gl_GlobalInvocationID.xy);\n"
                      "    imageStore(target, at, vec4(float(at.x) + 16.0 * float(at.y)));\n"
                      "}\n",
            .file = "ramp.glsl",
            .rehearsal = {.images = {{.size = {1, 1}, .format = gl::Format::rgba32f}}}};
}

// Adds the textures `first` and `second`, which lie on units 0 and 1.
ProgramText sum() {
    return {.source = "uniform sampler2D first;\nuniform sampler2D second;\nlayout(location = 0) out vec4 colour;\n"
                      "void main() {\n    ivec2 at = ivec2(gl_FragCoord.xy);\n"
                      "    colour = texelFetch(first, at, 0) + 2.0 * texelFetch(second, at, 0);\n}\n",
            .file = "sum.glsl",
            .samplers = {"first", "second"},
            .rehearsal = {.sampled = {{.size = {1, 1}, .format = gl::Format::rgba32f},
                                      {.size = {1, 1}, .format = gl::Format::rgba32f}},
                          .target = gl::Format::rgba32f}};
}

ProgramText broken() {
    return {.source = "#line 7\nlayout(location = 0) out vec4 colour;\nvoid main() {\n    colour = no_such_name;\n}\n",
            .file = "broken.glsl"};
}

constexpr Size canvas{8, 4};
constexpr auto long_ago = Compiler::Clock::time_point::min();
constexpr auto far_off = Compiler::Clock::time_point::max();

// The first use in this context is a rehearsal, as the engine does it.
const gl::Program& warmed(Compiler& compiler, const std::shared_ptr<Compilation>& compilation) {
    REQUIRE(compilation->state() == State::ready);
    REQUIRE(compiler.warm(compilation, far_off));
    return *compilation->program();
}

using Textures = std::vector<std::shared_ptr<const gl::Texture>>;

std::vector<float> drawn(const gl::Program& program, const Textures& textures = {}) {
    const gl::Texture texture({.size = canvas, .format = gl::Format::rgba32f});
    const Result<gl::Framebuffer> framebuffer = gl::Framebuffer::for_texture(texture);
    REQUIRE(framebuffer.ok());
    const gl::FullscreenTriangle triangle;
    framebuffer->bind();
    for (std::size_t i = 0; i < textures.size(); ++i) {
        textures[i]->bind(static_cast<int>(i));
    }
    glDisable(GL_BLEND);
    program.use();
    triangle.draw();
    glUseProgram(0);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    return texture.read();
}

std::vector<float> dispatched(const gl::Program& program) {
    const gl::Texture texture({.size = canvas, .format = gl::Format::rgba32f});
    texture.bind_image(0, gl::Texture::Access::write);
    program.use();
    glDispatchCompute(2, 1, 1);
    glMemoryBarrier(GL_TEXTURE_UPDATE_BARRIER_BIT);
    glUseProgram(0);
    return texture.read();
}

std::shared_ptr<const gl::Texture> filled(float value) {
    Image image(canvas.w, canvas.h, 4);
    std::fill(image.values.begin(), image.values.end(), value);
    return texture_of(image, gl::Format::rgba32f);
}

// A context and a compiler with a gate, which is open first.
struct Bench {
    Gl gl;
    CompileGate gate;
    Compiler compiler{gate.options()};
    Doorman doorman{gate};
};

} // namespace

TEST_SUITE_BEGIN("threads");

TEST_CASE("compiler: submit returns at once, and the program is ready once it has been made") {
    Bench bench;
    REQUIRE(bench.compiler.background());
    bench.gate.close();
    const auto half = bench.compiler.submit(constant(0.5F));
    const auto third = bench.compiler.submit(constant(0.25F));
    REQUIRE(bench.gate.await_visitor()); // the first one is at the gate, and submit() is back
    CHECK(half->state() == State::waiting);
    CHECK(third->state() == State::waiting);
    CHECK(bench.compiler.counters().compiled == 0);
    REQUIRE(bench.gate.let(1));
    CHECK(half->state() == State::ready);
    CHECK(third->state() == State::waiting);
    CHECK(bench.compiler.counters().compiled == 1);
    REQUIRE(bench.gate.let(1));
    CHECK(third->state() == State::ready);
    CHECK(bench.gate.changes() == 2);
    CHECK_FALSE(bench.gate.made_here());
    CHECK(drawn(warmed(bench.compiler, half)) == std::vector<float>(4 * 8 * 4, 0.5F));
    CHECK(drawn(warmed(bench.compiler, third)) == std::vector<float>(4 * 8 * 4, 0.25F));
}

TEST_CASE("compiler: programs of the thread work in the caller's context, with samplers and as compute") {
    Bench bench;
    const auto ramp = bench.compiler.submit(compute_ramp());
    const auto added = bench.compiler.submit(sum());
    bench.compiler.wait();
    REQUIRE(ramp->state() == State::ready);
    REQUIRE(added->state() == State::ready);
    const std::vector<float> picture = dispatched(warmed(bench.compiler, ramp));
    for (int y = 0; y < canvas.h; ++y) {
        for (int x = 0; x < canvas.w; ++x) {
            CHECK(picture[static_cast<std::size_t>(4 * (y * canvas.w + x))] == static_cast<float>(x + 16 * y));
        }
    }
    const gl::Program& program = warmed(bench.compiler, added);
    CHECK(drawn(program, {filled(0.125F), filled(4.0F)}) == std::vector<float>(4 * 8 * 4, 8.125F));
}

TEST_CASE("compiler: the same text is the same compilation, another kind or text is not") {
    Bench bench;
    bench.gate.close();
    const auto one = bench.compiler.submit(constant(0.5F));
    CHECK(bench.compiler.submit(constant(0.5F)) == one);
    CHECK(bench.compiler.submit(constant(0.75F)) != one);
    bench.gate.open();
    bench.compiler.wait();
    CHECK(bench.compiler.submit(constant(0.5F)) == one);
    // 0.75 was held by nobody when its turn came.
    CHECK(bench.compiler.counters().compiled == 1);
}

TEST_CASE("compiler: what has been used once is kept when nobody holds it") {
    Bench bench;
    auto used = bench.compiler.submit(constant(0.5F));
    bench.compiler.wait();
    CHECK(bench.compiler.warm(used, far_off));
    const Compilation* there = used.get();
    used.reset();
    CHECK(bench.compiler.submit(constant(0.5F)).get() == there);
    CHECK(bench.compiler.counters().compiled == 1);
}

TEST_CASE("compiler: what nobody holds any more is never made") {
    Bench bench;
    bench.gate.close();
    const auto at_the_gate = bench.compiler.submit(constant(0.5F));
    std::vector<std::shared_ptr<Compilation>> dropped;
    for (int i = 0; i < 10; ++i) {
        dropped.push_back(bench.compiler.submit(constant(static_cast<float>(i))));
    }
    const auto last = bench.compiler.submit(constant(0.75F));
    REQUIRE(bench.gate.await_visitor());
    dropped.clear();
    bench.gate.open();
    bench.compiler.wait();
    CHECK(bench.compiler.counters().compiled == 2);
    CHECK(bench.gate.made() == 2);
    CHECK(bench.gate.changes() == 12); // whoever waits is woken all the same
    CHECK(last->state() == State::ready);
    // Asked for again, it is made.
    const auto again = bench.compiler.submit(constant(3.0F));
    bench.compiler.wait();
    REQUIRE(again->state() == State::ready);
    CHECK(drawn(warmed(bench.compiler, again)).front() == 3.0F);
}

TEST_CASE("compiler: one that is dropped while it is being made does no harm") {
    Bench bench;
    bench.gate.close();
    auto dropped = bench.compiler.submit(constant(0.5F));
    REQUIRE(bench.gate.await_visitor());
    dropped.reset();
    // Asked for again while it is under way, it is the one under way.
    const auto again = bench.compiler.submit(constant(0.5F));
    bench.gate.open();
    bench.compiler.wait();
    CHECK(bench.compiler.counters().compiled == 1);
    REQUIRE(again->state() == State::ready);
    CHECK(drawn(warmed(bench.compiler, again)).front() == 0.5F);
    bench.gate.close();
    auto gone = bench.compiler.submit(constant(0.25F));
    REQUIRE(bench.gate.await_visitor());
    gone.reset();
    bench.gate.open();
    bench.compiler.wait();
    CHECK(drawn(warmed(bench.compiler, again)).front() == 0.5F);
}

TEST_CASE("compiler: a failure carries the driver's message with file and line, and the next program is made") {
    Bench bench;
    const auto bad = bench.compiler.submit(broken());
    const auto good = bench.compiler.submit(constant(0.5F));
    bench.compiler.wait();
    REQUIRE(bad->state() == State::failed);
    CHECK(bad->error().code == Code::shader_compile);
    CHECK(bad->error().place.file == "broken.glsl");
    CHECK(bad->error().place.line == 9);
    CHECK(bad->error().text.find("no_such_name") != std::string::npos);
    CHECK(good->state() == State::ready);
    CHECK(bench.gate.changes() == 2);
    bench.gl.forget_messages();
}

TEST_CASE("compiler: the first use in the caller's context waits until there is time for it") {
    Bench bench;
    const auto one = bench.compiler.submit(constant(0.5F));
    bench.compiler.wait();
    REQUIRE(one->state() == State::ready);
    CHECK_FALSE(bench.compiler.warm(one, long_ago));
    CHECK_FALSE(bench.compiler.warm(one, long_ago));
    CHECK(bench.compiler.warm(one, far_off));
    CHECK(bench.compiler.warm(one, long_ago)); // once is enough
}

TEST_CASE("compiler: the end waits for the program under way alone, and programs outlive it") {
    const Gl gl;
    CompileGate gate;
    std::vector<std::shared_ptr<Compilation>> wanted;
    std::thread opener;
    {
        Compiler compiler(gate.options());
        const Doorman doorman(gate);
        gate.close();
        for (int i = 0; i < 20; ++i) {
            wanted.push_back(compiler.submit(constant(static_cast<float>(i))));
        }
        REQUIRE(gate.await_visitor());
        opener = std::thread([&] { gate.open(); }); // before or after the end begins
    }
    opener.join();
    REQUIRE(wanted.front()->state() == State::ready);
    CHECK(drawn(*wanted.front()->program()).front() == 0.0F);
    // How many more were begun is a matter of luck; none is half made.
    int ready = 0;
    for (const auto& one : wanted) {
        CHECK(one->state() != State::failed);
        ready += one->state() == State::ready ? 1 : 0;
    }
    CHECK(ready == gate.made());
}

TEST_CASE("compiler: the state alone says that a program or its error is whole") {
    // No gate, no wait(): nothing else puts the two threads in order, and the thread sanitizer looks at what is left.
    Gl gl;
    Compiler compiler({.thread = CompilerOptions::Thread::background});
    const auto good = compiler.submit(constant(0.5F));
    const auto bad = compiler.submit(broken());
    while (good->state() == State::waiting || bad->state() == State::waiting) {
        std::this_thread::yield();
    }
    REQUIRE(bad->state() == State::failed);
    CHECK(bad->error().place.line == 9);
    CHECK(drawn(warmed(compiler, good)).front() == 0.5F);
    gl.forget_messages();
}

TEST_CASE("compiler: an end with nothing begun, and an end with an idle thread") {
    const Gl gl;
    for (int i = 0; i < 10; ++i) {
        Compiler compiler({.thread = CompilerOptions::Thread::background});
        const auto held = compiler.submit(constant(0.5F));
        if (i % 2 == 0) {
            compiler.wait();
            CHECK(held->state() == State::ready);
        }
    }
}

TEST_SUITE_END();

TEST_CASE("compiler: without a thread of its own submit compiles") {
    Gl gl;
    std::vector<std::thread::id> threads;
    Compiler compiler({.before_each = [&] { threads.push_back(std::this_thread::get_id()); }});
    CHECK_FALSE(compiler.background());
    const auto one = compiler.submit(constant(0.5F));
    REQUIRE(one->state() == State::ready);
    CHECK(compiler.warm(one, long_ago));
    CHECK(drawn(*one->program()).front() == 0.5F);
    const auto ramp = compiler.submit(compute_ramp());
    REQUIRE(ramp->state() == State::ready);
    CHECK(dispatched(warmed(compiler, ramp))[4 * 9] == 17.0F);
    const auto bad = compiler.submit(broken());
    REQUIRE(bad->state() == State::failed);
    CHECK(bad->error().place.line == 9);
    CHECK(threads == std::vector<std::thread::id>(3, std::this_thread::get_id()));
    CHECK(compiler.counters().compiled == 3);
    CHECK(compiler.counters().loaded == 0);
    gl.forget_messages();
}

TEST_CASE("compiler: where no context is current the programs are compiled here") {
    // What the system cannot offer is a null pointer, and nothing worse.
    CHECK(gl::WorkerContext::shared_with_current() == nullptr);
}
