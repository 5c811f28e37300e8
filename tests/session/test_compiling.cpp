// A chain of fifty passes is loaded while a film plays, with a compiler that was made slow: every frame of the film is
// shown all the same, through the old chain until the new one is ready.
#include "tests/session/live_session.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

using namespace senga;
using senga::test::clock_s;
using senga::test::demo_film;
using senga::test::LiveSession;

namespace {

constexpr Size window{320, 180};
constexpr int passes = 50;

// Fifty programs, whose last one makes the picture green, as nothing else does.
struct LongFile {
    std::filesystem::path path = std::filesystem::temp_directory_path() / fmt::format("senga-fifty-{}.glsl", getpid());
    LongFile() {
        std::ofstream out(path);
        for (int i = 1; i <= passes; ++i) {
            const std::string value =
                i == passes ? "vec4(0.0, 1.0, 0.0, 1.0)" : fmt::format("HOOKED_texOff(0) + {:.8f}", i / 65536.0);
            out << "//!HOOK OUTPUT\n//!BIND HOOKED\n//!DESC " << i << "\nvec4 hook() {\n    return " << value
                << ";\n}\n";
        }
    }
    ~LongFile() { std::filesystem::remove(path); }
    LongFile(const LongFile&) = delete;
    LongFile& operator=(const LongFile&) = delete;
};

// A session in which a film plays, and what each of its turns did.
struct Cinema {
    LiveSession live;
    int frames = 0;            // turns in which the film brought another frame
    int missed = 0;            // of those, turns that did not run the chain on it
    std::uint64_t skipped = 0; // frames that no turn saw: those the machine was too slow for

    explicit Cinema(const CompilerOptions& compiler)
        : live({.preset = "off",
                .window = window,
                .player = {{"audio", "no"}, {"hwdec", "no"}, {"loop-file", "inf"}},
                .change = [&](SessionOptions& options) { options.compiler = compiler; }}) {}

    void turn() {
        const std::uint64_t frames_before = live.session().player_counters().frames;
        const std::uint64_t runs_before = live.session().engine_counters().runs;
        live.turn();
        const std::uint64_t brought = live.session().player_counters().frames - frames_before;
        if (brought > 0) {
            ++frames;
            skipped += brought - 1;
            missed += live.session().engine_counters().runs == runs_before ? 1 : 0;
        }
    }
    template<class Done>
    bool until(const Done& done) {
        const double end = clock_s() + 120.0; // only ends a test that hangs
        while (!done()) {
            if (clock_s() > end) {
                return false;
            }
            turn();
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        return true;
    }
    bool ready() const {
        const CompileState& compile = live.state().chain.compile;
        return compile.total >= passes && compile.done == compile.total;
    }
    bool green() {
        const std::vector<float> pixels = live.pixels();
        const auto middle = static_cast<std::size_t>((window.h / 2 * window.w + window.w / 2) * 4);
        return pixels[middle] == 0.0F && pixels[middle + 1] == 1.0F && pixels[middle + 2] == 0.0F;
    }
};

} // namespace

TEST_CASE("no frame is missed while a chain of fifty passes is compiled, however slowly") {
    const LongFile file;
    const std::thread::id here = std::this_thread::get_id();
    std::atomic<int> made_here = 0;
    Cinema cinema({.thread = CompilerOptions::Thread::background, .before_each = [&] {
                       made_here += std::this_thread::get_id() == here ? 1 : 0;
                       std::this_thread::sleep_for(std::chrono::milliseconds(20));
                   }});
    cinema.live.session().dispatch(command::OpenFiles{{demo_film}, OpenMode::replace}, clock_s());
    REQUIRE(cinema.until([&] { return cinema.frames >= 10 && cinema.live.state().player.format.has_value(); }));
    const std::uint64_t compiles = cinema.live.session().engine_counters().compiles;
    cinema.frames = 0;
    cinema.missed = 0;

    cinema.live.session().dispatch(command::AddShader{file.path.string()}, clock_s());
    bool early = false; // the new picture before its programs were there
    std::size_t steps = 0;
    std::size_t done = 0;
    REQUIRE(cinema.until([&] {
        const CompileState& compile = cinema.live.state().chain.compile;
        if (compile.total >= passes && !cinema.ready()) {
            early = early || cinema.green();
            steps += compile.done > done ? 1 : 0;
            done = compile.done;
        }
        return cinema.ready();
    }));
    CHECK(cinema.live.session().engine_counters().compiles >= compiles + passes);
    CHECK(made_here == 0);
    CHECK_FALSE(early);
    CHECK(steps > 1); // the progress was to be seen
    // Fifty times 20 ms are at least a second, in which the film went on.
    CHECK(cinema.frames >= 10);
    CHECK(cinema.missed == 0);
    MESSAGE(cinema.frames, " frames shown meanwhile, ", cinema.missed, " missed");
    const int before = cinema.frames;
    REQUIRE(cinema.until([&] { return cinema.frames > before; }));
    CHECK(cinema.green());
    CHECK(cinema.missed == 0);
}
