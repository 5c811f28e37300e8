// A Session, the player without its window: what it shows equals the offline path, and looking around costs nothing.
#include "app/commands/offline.h"
#include "app/commands/shelf.h"
#include "app/media/png_file.h"
#include "app/session/session.h"
#include "renderer/engine/texture_pool.h"
#include "renderer/gl/context.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <unistd.h>

using namespace senga;

namespace {

constexpr Size window{480, 270};
const std::string demo = SENGA_SOURCE_DIR "/assets/demo.mkv";

double now_s() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// A folder for files made on the spot.
struct Folder {
    std::filesystem::path path = std::filesystem::temp_directory_path() / ("senga-session-" + std::to_string(getpid()));
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
    std::string make(const std::string& name, const std::string& ffmpeg_arguments) const {
        const std::string file = (path / name).string();
        REQUIRE(std::system(("ffmpeg -v error -y " + ffmpeg_arguments + " " + file).c_str()) == 0);
        return file;
    }
    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(path / name) << text;
        return (path / name).string();
    }
};

struct Stage {
    gl::OffscreenContext context;
    std::unique_ptr<Session> session;
    TexturePool targets;
    std::shared_ptr<Target> screen;

    explicit Stage(const std::string& preset, gl::OffscreenContext made) : context(std::move(made)) {
        SessionOptions options;
        options.shelf = default_shelf();
        options.preset = preset;
        options.chain = load_chain(options.shelf, *load_preset(options.shelf, preset));
        options.window_px = window;
        options.player.client.extra = {{"audio", "no"}, {"hwdec", "no"}};
        options.player.render.get_proc_address = [](void*, const char* name) {
            return gl::OffscreenContext::get_proc_address(name);
        };
        Result<Session> made_session = Session::create(std::move(options));
        REQUIRE(made_session.ok());
        session = std::make_unique<Session>(*std::move(made_session));
        screen = *targets.acquire({.size = window, .format = gl::Format::rgba8});
    }

    bool turn() {
        const bool changed = session->update(now_s());
        if (changed) {
            session->draw(screen->framebuffer.id(), window, RowOrder::top_first, now_s());
            session->shown();
        }
        return changed;
    }
    // Correctness depends on no time: the limit only ends a test that hangs.
    bool until(const std::function<bool()>& done, double patience_s = 60.0) {
        const double end = now_s() + patience_s;
        while (!done()) {
            if (now_s() > end) {
                return false;
            }
            turn();
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        return true;
    }
    // Until nothing has moved for a while.
    void settle() {
        for (int quiet = 0; quiet < 60;) {
            quiet = turn() ? 0 : quiet + 1;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }
    void open_paused(const std::string& file) {
        session->dispatch(command::OpenFiles{{file}, OpenMode::replace}, now_s());
        session->dispatch(command::TogglePause{}, now_s());
        REQUIRE(until([&] { return session->state().player.opened && session->state().player.format.has_value(); }));
        session->dispatch(command::ToggleSubtitles{}, now_s());
        settle();
    }
    std::vector<float> pixels() const { return screen->texture.read(); }
    const State& state() const { return session->state(); }
};

std::unique_ptr<Stage> stage(const std::string& preset) {
    Result<gl::OffscreenContext> context = gl::OffscreenContext::create();
    REQUIRE(context.ok());
    return std::make_unique<Stage>(preset, *std::move(context));
}

std::vector<float> offline_pixels(const std::string& file, const Chain& chain, Size size) {
    Result<VideoReader> reader = VideoReader::open(file);
    REQUIRE(reader.ok());
    const Result<RawFrame> frame = reader->frame_at_index(0);
    REQUIRE(frame.ok());
    Result<Offline> offline = Offline::create();
    REQUIRE(offline.ok());
    offline->set_chain(chain);
    const Result<OfflineImage> image = offline->show(*frame, size, OutputDepth::eight);
    REQUIRE(image.ok());
    return image->rgba;
}

int differing(const std::vector<float>& a, const std::vector<float>& b) {
    REQUIRE(a.size() == b.size());
    int count = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        count += i % 4 != 3 && a[i] != b[i] ? 1 : 0;
    }
    return count;
}

float mean(const std::vector<float>& rgba) {
    double sum = 0;
    for (std::size_t i = 0; i < rgba.size(); ++i) {
        sum += i % 4 != 3 ? rgba[i] : 0.0F;
    }
    return static_cast<float>(sum / static_cast<double>(rgba.size() / 4 * 3));
}

} // namespace

TEST_CASE("the window and the offline path give the same pixels") {
    const Folder folder;
    // Lossless, so that both decoders must agree; one clip for each way a plane can lie.
    struct Kind {
        const char* name;
        const char* format;
        const char* more;
    };
    for (const Kind kind :
         {Kind{"420", "yuv420p", ""}, Kind{"422p10", "yuv422p10le", ""}, Kind{"444", "yuv444p", ""},
          Kind{"rgb", "gbrp", ""}, Kind{"gray", "gray", ""}, Kind{"full", "yuv420p", "-color_range pc"}}) {
        const std::string name = kind.name;
        CAPTURE(name);
        const std::string file =
            folder.make(std::string(kind.name) + ".mkv",
                        std::string("-f lavfi -i testsrc2=size=319x181:rate=25:duration=0.2 -c:v ffv1 -pix_fmt ") +
                            kind.format + " " + kind.more);
        auto live = stage("default");
        live->open_paused(file);
        const std::vector<float> offline =
            offline_pixels(file, live->state().chain.chain, live->session->picture_rect(window).size());
        // The picture's part of the window: 319x181 in 480x270 is 476x270.
        const Rect rect = live->session->picture_rect(window);
        const std::vector<float> all = [&] {
            live->context.make_current();
            return live->pixels();
        }();
        std::vector<float> part;
        for (int y = rect.y; y < rect.y + rect.h; ++y) {
            const auto row = all.begin() + 4 * (static_cast<std::ptrdiff_t>(y) * window.w + rect.x);
            part.insert(part.end(), row, row + 4 * static_cast<std::ptrdiff_t>(rect.w));
        }
        CHECK(differing(part, offline) == 0);
    }
}

TEST_CASE("looking around runs nothing and compiles nothing") {
    auto live = stage("classic-1080p");
    live->open_paused(demo);
    Session& session = *live->session;
    // Both pictures once.
    session.dispatch(command::ToggleWipe{}, now_s());
    live->settle();
    const Runner::Counters before = session.engine_counters();
    const std::vector<float> divided = live->pixels();

    session.dispatch(command::SetPeek{Switch::on}, now_s());
    live->settle();
    const std::vector<float> original = live->pixels();
    session.dispatch(command::SetPeek{Switch::off}, now_s());
    for (const double at : {0.0, 0.3, 1.0, 0.5}) {
        session.dispatch(command::SetWipe{at}, now_s());
        live->settle();
    }
    session.dispatch(command::TogglePanel{}, now_s());
    live->settle();
    CHECK(differing(live->pixels(), divided) == 0);
    session.dispatch(command::ToggleWipe{}, now_s());
    live->settle();
    CHECK(differing(live->pixels(), original) > 1000);

    const Runner::Counters after = session.engine_counters();
    CHECK(after.runs == before.runs);
    CHECK(after.compiles == before.compiles);
    CHECK(after.allocations == before.allocations);

    // Switching a pass runs the chain once, and the original not at all; its programs are there already.
    session.dispatch(command::TogglePass{0}, now_s());
    session.dispatch(command::TogglePass{0}, now_s());
    live->settle();
    CHECK(session.engine_counters().runs == before.runs + 1);
    CHECK(session.engine_counters().compiles == before.compiles);
    CHECK(differing(live->pixels(), original) > 1000);
}

TEST_CASE("a parameter moves the picture without a compile") {
    auto live = stage("classic-1080p");
    live->open_paused(demo);
    Session& session = *live->session;
    const Runner::Counters before = session.engine_counters();
    const std::vector<float> strong = live->pixels();
    session.dispatch(command::SetParameter{3, "grad_strength", 0.1}, now_s());
    live->settle();
    CHECK(session.engine_counters().compiles == before.compiles);
    CHECK(differing(live->pixels(), strong) > 1000);
    session.dispatch(command::SetParameter{3, "grad_strength", 0.7}, now_s());
    live->settle();
    CHECK(differing(live->pixels(), strong) == 0);
}

TEST_CASE("a bad shader takes nothing else down") {
    const Folder folder;
    auto live = stage("classic-1080p");
    live->open_paused(demo);
    Session& session = *live->session;
    const std::vector<float> good = live->pixels();

    const std::string broken = folder.write(
        "broken.glsl", "//!HOOK OUTPUT\n//!BIND HOOKED\n//!DESC Broken\nvec4 hook() {\n    return nonsense;\n}\n");
    session.dispatch(command::AddShader{broken}, now_s());
    live->settle();
    CHECK(differing(live->pixels(), good) == 0);
    REQUIRE(live->state().chain.chain.entries.size() == 5);
    REQUIRE(live->state().chain.chain.entries[4].failure.has_value());
    CHECK(live->state().chain.chain.entries[4].failure->code == Code::shader_compile);
    CHECK(live->state().chain.chain.entries[4].failure->place.line == 5);

    session.dispatch(
        command::AddShader{folder.write("unread.glsl", "//!HOOK NOWHERE\nvec4 hook() { return vec4(0.0); }\n")},
        now_s());
    session.dispatch(command::AddShader{"/no/such.glsl"}, now_s());
    live->settle();
    CHECK(differing(live->pixels(), good) == 0);
    CHECK(live->state().chain.chain.entries[5].failure->code == Code::shader_stage);
    CHECK(live->state().chain.chain.entries[6].failure->code == Code::file_missing);

    // One that works still does.
    session.dispatch(
        command::AddShader{folder.write(
            "invert.glsl", "//!HOOK OUTPUT\n//!BIND HOOKED\nvec4 hook() {\n    vec4 c = HOOKED_tex(HOOKED_pos);\n"
                           "    return vec4(1.0 - c.rgb, 0.25);\n}\n")},
        now_s());
    live->settle();
    const std::vector<float> inverted = live->pixels();
    CHECK(std::abs(mean(inverted) - (1.0F - mean(good))) < 0.01F);
}

TEST_CASE("a missing file is reported and the next one plays") {
    auto live = stage("off");
    live->session->dispatch(command::OpenFiles{{"/no/such/film.mkv"}, OpenMode::replace}, now_s());
    REQUIRE(live->until([&] { return !live->state().view.log.empty(); }));
    CHECK(live->state().view.log.back().severity == Severity::error);
    live->open_paused(demo);
    CHECK(mean(live->pixels()) > 0.05F);
}

TEST_CASE("HDR enters as mpv's finished picture") {
    const Folder folder;
    const std::string file =
        folder.make("hdr.mkv", "-f lavfi -i testsrc2=size=320x180:rate=25:duration=0.4 -pix_fmt yuv420p10le -c:v ffv1 "
                               "-color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc");
    auto live = stage("off");
    live->session->dispatch(command::OpenFiles{{file}, OpenMode::replace}, now_s());
    REQUIRE(live->until([&] { return live->state().player.hdr; }));
    live->settle();
    CHECK(live->state().player.format->layout == Layout::rgb);
    CHECK(live->state().player.format->size == Size{320, 180});
    CHECK(mean(live->pixels()) > 0.02F);
    // And back to planes with the next file.
    live->open_paused(demo);
    CHECK_FALSE(live->state().player.hdr);
    CHECK(live->state().player.format->layout == Layout::ycbcr);
}

TEST_CASE("a video lying on its side stands upright") {
    const Folder folder;
    // Left half white, right half black, to be turned by 90 degrees clockwise: white comes to lie above.
    const std::string flat = folder.make("flat.mp4", "-f lavfi -i color=white:size=160x320:rate=25:duration=0.4 -vf "
                                                     "pad=320:320:0:0:black -c:v libx264 -qp 0 -pix_fmt yuv420p");
    const std::string turned = folder.make("turned.mp4", "-i " + flat + " -c copy -metadata:s:v:0 rotate=270");
    auto live = stage("off");
    live->open_paused(turned);
    const int degrees = live->state().player.format->rotation_deg;
    REQUIRE(degrees % 180 == 90);
    const std::vector<float> pixels = live->pixels();
    const auto at = [&](int x, int y) { return pixels[static_cast<std::size_t>((y * window.w + x) * 4)]; };
    const float above = at(window.w / 2, window.h / 4);
    const float below = at(window.w / 2, window.h * 3 / 4);
    // FFmpeg's own upright picture is the judge.
    const std::string upright = folder.make("upright.png", "-i " + turned + " -frames:v 1");
    Result<Rgb16Image> judge = read_png(upright);
    REQUIRE(judge.ok());
    const Size size = judge->size;
    const auto judged = [&](int y) {
        return judge->samples[static_cast<std::size_t>((y * size.w + size.w / 2) * 3)] / 65535.0F;
    };
    CHECK(std::abs(above - judged(size.h / 4)) < 0.02F);
    CHECK(std::abs(below - judged(size.h * 3 / 4)) < 0.02F);
    CHECK(std::abs(above - below) > 0.5F);
}
