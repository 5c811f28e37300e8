// The program cache on disk: what it hands back, and that nothing which may become of a file does more harm than a
// compile. Binaries of the driver are needed only in the second part, which its own entry in ctest runs with Mesa's
// disk cache on: without it llvmpipe offers none.
#include "renderer/engine/program_cache.h"

#include "renderer/engine/slot.h"
#include "renderer/gl/framebuffer.h"
#include "tests/engine/compile_gate.h"
#include "tests/engine/engine_fixture.h"

#include <fmt/format.h>
#include <glad/gl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

using namespace senga;
using namespace senga::test;

namespace {

namespace fs = std::filesystem;

const gl::DriverInfo driver{.vendor = "Vendor", .renderer = "Renderer", .version = "4.6 of today"};
const std::string source = "void main() {\n}\n";
constexpr auto fragment = gl::ProgramKind::fragment;

struct Folder {
    fs::path path = fs::temp_directory_path() / fmt::format("senga-cache-{}", getpid());
    Folder() { fs::remove_all(path); }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::vector<fs::path> files() const {
        std::vector<fs::path> out;
        std::error_code none;
        for (fs::directory_iterator at(path, none), end; !none && at != end; at.increment(none)) {
            out.push_back(at->path());
        }
        std::sort(out.begin(), out.end());
        return out;
    }
};

std::string content(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    REQUIRE(in.good());
    return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

gl::ProgramBinary binary_of(std::size_t bytes, int seed = 1) {
    gl::ProgramBinary out{.format = 0x875F};
    for (std::size_t i = 0; i < bytes; ++i) {
        out.data.push_back(static_cast<std::byte>((i * 37 + static_cast<std::size_t>(seed)) % 256));
    }
    return out;
}

bool same(const std::optional<gl::ProgramBinary>& a, const gl::ProgramBinary& b) {
    return a && a->format == b.format && a->data == b.data;
}

// One way in which a file may be damaged.
struct Damage {
    std::string what;
    std::function<void(const fs::path&)> act;
};

// Every 40th of the file and each byte of its first 44: what a header may be.
std::vector<Damage> damages(const fs::path& path) {
    const std::string whole = content(path);
    std::vector<Damage> out;
    std::vector<std::size_t> positions;
    for (std::size_t i = 0; i < std::min<std::size_t>(44, whole.size()); ++i) {
        positions.push_back(i);
    }
    for (std::size_t i = 0; i < 40; ++i) {
        positions.push_back(whole.size() * i / 40);
    }
    positions.push_back(whole.size() - 1);
    for (const std::size_t at : positions) {
        out.push_back({fmt::format("byte {} turned over", at), [whole, at](const fs::path& file) {
                           std::string bytes = whole;
                           bytes[at] = static_cast<char>(~bytes[at]);
                           write(file, bytes);
                       }});
    }
    for (const std::size_t length : {std::size_t{0}, std::size_t{1}, std::size_t{8}, std::size_t{39}, std::size_t{40},
                                     whole.size() / 2, whole.size() - 1}) {
        out.push_back({fmt::format("cut to {} bytes", length),
                       [whole, length](const fs::path& file) { write(file, whole.substr(0, length)); }});
    }
    out.push_back({"a byte too many", [whole](const fs::path& file) { write(file, whole + "x"); }});
    out.push_back({"zeros", [whole](const fs::path& file) { write(file, std::string(whole.size(), '\0')); }});
    out.push_back({"a folder in its place", [](const fs::path& file) {
                       fs::remove(file);
                       fs::create_directory(file);
                   }});
    return out;
}

} // namespace

TEST_CASE("program cache: what was stored comes back, to the same text, kind and driver alone") {
    const Folder folder;
    const ProgramCache cache({.folder = folder.path / "made" / "when needed"}, driver);
    CHECK_FALSE(cache.load(fragment, source));
    cache.store(fragment, source, binary_of(1000));
    CHECK(same(cache.load(fragment, source), binary_of(1000)));
    CHECK_FALSE(cache.load(gl::ProgramKind::compute, source));
    CHECK_FALSE(cache.load(fragment, source + " "));
    cache.store(gl::ProgramKind::compute, source, binary_of(10, 2));
    CHECK(same(cache.load(gl::ProgramKind::compute, source), binary_of(10, 2)));
    CHECK(same(cache.load(fragment, source), binary_of(1000)));
    cache.store(fragment, source, binary_of(900, 3));
    CHECK(same(cache.load(fragment, source), binary_of(900, 3)));
    cache.forget(fragment, source);
    CHECK_FALSE(cache.load(fragment, source));
    CHECK_FALSE(fs::exists(cache.file_of(fragment, source)));
    cache.forget(fragment, source);

    for (const gl::DriverInfo& other :
         {gl::DriverInfo{.vendor = "V", .renderer = driver.renderer, .version = driver.version},
          gl::DriverInfo{.vendor = driver.vendor, .renderer = "R", .version = driver.version},
          gl::DriverInfo{.vendor = driver.vendor, .renderer = driver.renderer, .version = "4"}}) {
        const ProgramCache another({.folder = folder.path / "made" / "when needed"}, other);
        CHECK_FALSE(another.load(gl::ProgramKind::compute, source));
    }
    CHECK(same(cache.load(gl::ProgramKind::compute, source), binary_of(10, 2)));
}

TEST_CASE("program cache: a file of another program under this one's name is not taken, and goes") {
    const Folder folder;
    const ProgramCache cache({.folder = folder.path}, driver);
    const ProgramCache other({.folder = folder.path},
                             {.vendor = driver.vendor, .renderer = driver.renderer, .version = "4.6 of yesterday"});
    other.store(fragment, source, binary_of(100));
    const fs::path place = cache.file_of(fragment, source);
    fs::copy_file(other.file_of(fragment, source), place);
    CHECK_FALSE(cache.load(fragment, source));
    CHECK_FALSE(fs::exists(place));
    CHECK(same(other.load(fragment, source), binary_of(100)));
    // A text of the same length as the one that lies there.
    cache.store(fragment, "void main() { int a; }", binary_of(100));
    fs::copy_file(cache.file_of(fragment, "void main() { int a; }"), cache.file_of(fragment, "void main() { int b; }"));
    CHECK_FALSE(cache.load(fragment, "void main() { int b; }"));
}

TEST_CASE("program cache: nothing damaged is handed out, and the file is made anew") {
    const Folder folder;
    const ProgramCache cache({.folder = folder.path}, driver);
    const gl::ProgramBinary binary = binary_of(1000);
    cache.store(fragment, source, binary);
    const fs::path file = cache.file_of(fragment, source);
    for (const Damage& damage : damages(file)) {
        CAPTURE(damage.what);
        damage.act(file);
        CHECK_FALSE(cache.load(fragment, source));
        cache.store(fragment, source, binary);
        CHECK(same(cache.load(fragment, source), binary));
        CHECK(folder.files() == std::vector<fs::path>{file});
    }
}

TEST_CASE("program cache: where nothing can be written nothing happens") {
    const Folder folder;
    fs::create_directories(folder.path);
    write(folder.path / "file", "not a folder");
    for (const fs::path& place : {folder.path / "file", folder.path / "file" / "below", fs::path("/proc/senga")}) {
        CAPTURE(place.string());
        const ProgramCache cache({.folder = place}, driver);
        cache.store(fragment, source, binary_of(100));
        CHECK_FALSE(cache.load(fragment, source));
        cache.forget(fragment, source);
    }
    CHECK(content(folder.path / "file") == "not a folder");
    // A folder with something in it where the file should be.
    const ProgramCache cache({.folder = folder.path}, driver);
    const fs::path file = cache.file_of(fragment, source);
    fs::create_directories(file / "more");
    CHECK_FALSE(cache.load(fragment, source));
    cache.store(fragment, source, binary_of(100));
    CHECK_FALSE(cache.load(fragment, source));
    CHECK(fs::exists(file / "more"));
    CHECK(folder.files().size() == 2); // and nothing half written beside it
    // No folder at all.
    const ProgramCache none({}, driver);
    none.store(fragment, source, binary_of(100));
    CHECK_FALSE(none.load(fragment, source));
}

TEST_CASE("program cache: the limit takes those that were used longest ago") {
    const Folder folder;
    const auto text = [](int i) { return fmt::format("{}{}", source, i); };
    {
        const ProgramCache cache({.folder = folder.path}, driver);
        for (int i = 0; i < 6; ++i) {
            cache.store(fragment, text(i), binary_of(1000));
            const auto age = std::chrono::hours(10 - i);
            fs::last_write_time(cache.file_of(fragment, text(i)), fs::file_time_type::clock::now() - age);
        }
        CHECK(cache.load(fragment, text(1))); // used just now: no longer among the oldest
    }
    write(folder.path / "notes.txt", std::string(100000, 'x')); // not ours
    const std::uintmax_t each = fs::file_size(ProgramCache({.folder = folder.path}, driver).file_of(fragment, text(0)));
    const ProgramCache limited({.folder = folder.path, .limit_bytes = 3 * each}, driver);
    std::vector<int> left;
    for (int i = 0; i < 6; ++i) {
        if (limited.load(fragment, text(i))) {
            left.push_back(i);
        }
    }
    CHECK(left == std::vector<int>{1, 4, 5});
    CHECK(fs::exists(folder.path / "notes.txt"));
}

// From here on with binaries of the driver: `--no-skip` and an environment in which there are some.
TEST_SUITE_BEGIN("program binaries" * doctest::skip());

namespace {

constexpr Size size{16, 8};

Frame ramp() {
    Image out(size.w, size.h, 3);
    for (std::size_t i = 0; i < out.values.size(); ++i) {
        out.values[i] = static_cast<float>(i % 256) / 256.0F;
    }
    return rgb_frame(out, 1);
}

Chain chain() {
    std::string text =
        "//!HOOK OUTPUT\n//!BIND HOOKED\nvec4 hook() {\n    return HOOKED_texOff(0) * 0.5;\n}\n"
        "//!HOOK OUTPUT\n//!BIND HOOKED\n//!COMPUTE 8 8\nvoid hook() {\n"
        "    imageStore(out_image, ivec2(gl_GlobalInvocationID.xy), vec4(HOOKED_texOff(0).rgb + 0.25, 1.0));\n}\n";
    return chain_of({entry_of(parsed(text, "cached.glsl"))});
}

// What a player that has just been started draws, and what it took. The picture must be right.
Runner::Counters started(const CompilerOptions& options) {
    Gl gl;
    Runner::Counters out;
    {
        Runner runner({.precision = RunnerOptions::Precision::single, .compiler = options});
        Slot slot(runner);
        slot.set_chain(chain(), 1);
        const Frame frame = ramp();
        Result<Picture> picture = slot.show(frame, size);
        for (int i = 0; i < 100 && picture.ok() && !slot.progress().complete(); ++i) {
            runner.wait();
            picture = slot.show(frame, size);
        }
        REQUIRE(picture.ok());
        REQUIRE(picture->target != nullptr);
        const Image shown = read(picture->target->texture);
        int wrong = 0;
        for (std::size_t i = 0; i < shown.values.size(); ++i) {
            const std::size_t pixel = i / 4;
            const float expected =
                i % 4 == 3 ? 1.0F : static_cast<float>((pixel * 3 + i % 4) % 256) / 256.0F * 0.5F + 0.25F;
            wrong += shown.values[i] == expected ? 0 : 1;
        }
        CHECK(wrong == 0);
        out = runner.counters();
    }
    gl.forget_messages(); // a driver may say that a binary is not one of its own
    return out;
}

Runner::Counters started(const fs::path& folder, CompilerOptions::Thread thread) {
    return started({.thread = thread, .cache = folder});
}

} // namespace

TEST_CASE("program binaries: the second start loads what the first one compiled") {
    const Folder folder;
    for (const auto thread : {CompilerOptions::Thread::own, CompilerOptions::Thread::background}) {
        fs::remove_all(folder.path);
        const Runner::Counters first = started(folder.path, thread);
        REQUIRE_MESSAGE(!folder.files().empty(), "the driver offers no binaries: is Mesa's disk cache on?");
        CHECK(first.compiles >= 2); // one for each pass
        CHECK(first.loads == 0);
        CHECK(folder.files().size() == first.compiles);
        const Runner::Counters second = started(folder.path, thread);
        CHECK(second.compiles == 0);
        CHECK(second.loads == first.compiles);
    }
}

TEST_CASE("program binaries: whatever became of the files, the picture is right and they are made anew") {
    const Folder folder;
    const Runner::Counters first = started(folder.path, CompilerOptions::Thread::background);
    const std::vector<fs::path> files = folder.files();
    REQUIRE(files.size() == first.compiles);
    // All files at once: as many different damages as there are programs, so that few starts are needed.
    std::vector<std::vector<Damage>> all;
    for (const fs::path& file : files) {
        all.push_back(damages(file));
    }
    for (std::size_t i = 0; i < all.front().size(); i += files.size()) {
        for (std::size_t f = 0; f < files.size(); ++f) {
            const Damage& damage = all[f][std::min(i + f, all[f].size() - 1)];
            CAPTURE(damage.what);
            damage.act(files[f]);
        }
        CAPTURE(i);
        const Runner::Counters after = started(folder.path, CompilerOptions::Thread::background);
        CHECK(after.compiles == first.compiles);
        CHECK(after.loads == 0);
        CHECK(folder.files() == files);
    }
    CHECK(started(folder.path, CompilerOptions::Thread::background).loads == first.compiles);
}

TEST_CASE("program binaries: whole files with a content the driver refuses are made anew") {
    const Folder folder;
    const Runner::Counters first = started(folder.path, CompilerOptions::Thread::own);
    REQUIRE(first.compiles > 0);
    gl::DriverInfo here;
    {
        const Gl gl;
        here = gl.driver();
    }
    const ProgramCache cache({.folder = folder.path}, here);
    const std::string text = "layout(location = 0) out vec4 colour;\nvoid main() {\n    colour = vec4(0.5);\n}\n";
    for (const std::size_t bytes : {std::size_t{1}, std::size_t{16}, std::size_t{5000}}) {
        cache.store(fragment, text, binary_of(bytes)); // a whole file, with nonsense in it
        Gl gl;
        Compiler compiler({.cache = folder.path});
        const auto program = compiler.submit({.source = text, .file = "half.glsl"});
        CHECK(program->state() == Compilation::State::ready);
        CHECK(compiler.counters().compiled == 1);
        CHECK(compiler.counters().loaded == 0);
        Compiler again({.cache = folder.path});
        CHECK(again.submit({.source = text, .file = "half.glsl"})->state() == Compilation::State::ready);
        CHECK(again.counters().loaded == 1);
        gl.forget_messages();
    }
}

TEST_CASE("program binaries: a folder that cannot be written costs compiles and nothing else") {
    const Folder folder;
    fs::create_directories(folder.path);
    write(folder.path / "file", "not a folder");
    const Runner::Counters one = started(folder.path / "file", CompilerOptions::Thread::background);
    CHECK(one.compiles > 0);
    CHECK(one.loads == 0);
    CHECK(content(folder.path / "file") == "not a folder");
    fs::create_directories(folder.path / "closed");
    started(folder.path / "closed", CompilerOptions::Thread::background);
    fs::permissions(folder.path / "closed", fs::perms::owner_read | fs::perms::owner_exec);
    CHECK(started(folder.path / "closed", CompilerOptions::Thread::background).loads == one.compiles);
    fs::permissions(folder.path / "closed", fs::perms::owner_all);
    // A folder that cannot be deleted where one of the files was.
    fs::create_directories(folder.path / "odd");
    started(folder.path / "odd", CompilerOptions::Thread::background);
    std::vector<fs::path> files;
    for (const auto& file : fs::directory_iterator(folder.path / "odd")) {
        files.push_back(file.path());
    }
    REQUIRE_FALSE(files.empty());
    fs::remove(files.front());
    fs::create_directories(files.front() / "more");
    const Runner::Counters odd = started(folder.path / "odd", CompilerOptions::Thread::background);
    CHECK(odd.compiles == 1);
    CHECK(odd.loads == one.compiles - 1);
}

TEST_SUITE_END();
