#include "tests/session/live_session.h"

#include "app/offline/offline.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>
#include <unistd.h>

namespace senga::test {
namespace {

gl::OffscreenContext new_context() {
    Result<gl::OffscreenContext> context = gl::OffscreenContext::create();
    REQUIRE(context.ok());
    return *std::move(context);
}

// The film's frame and a chain, ready to be looked at.
struct OfflineBench {
    OfflineBench(const std::string& film, const Chain& chain, std::int64_t index) {
        Result<VideoReader> reader = VideoReader::open(film);
        REQUIRE(reader.ok());
        Result<RawFrame> read = reader->frame_at_index(index);
        REQUIRE(read.ok());
        frame = *std::move(read);
        Result<Offline> made = Offline::create();
        REQUIRE(made.ok());
        offline.emplace(*std::move(made));
        offline->set_chain(chain);
    }
    RawFrame frame;
    std::optional<Offline> offline;
};

} // namespace

double clock_s() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Workshop::Workshop() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("senga-session-" + std::to_string(getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(path_);
}

Workshop::~Workshop() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string Workshop::make(const std::string& name, const std::string& ffmpeg_arguments) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    const std::string command = "ffmpeg -nostdin -v error -y " + ffmpeg_arguments + " '" + file.string() + "'";
    REQUIRE_MESSAGE(std::system(command.c_str()) == 0, command);
    return file.string();
}

std::string Workshop::write(const std::string& name, const std::string& text) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
    return file.string();
}

std::string Workshop::write_pass(const std::string& name, const std::string& expression) const {
    return write("shaders/" + name + ".glsl", "//!HOOK OUTPUT\n//!BIND HOOKED\n//!DESC " + name +
                                                  "\nvec4 hook() {\n    vec4 c = HOOKED_texOff(0);\n    return " +
                                                  expression + ";\n}\n");
}

void Workshop::write_preset(const std::string& name, const std::string& expression) const {
    write_pass(name, expression);
    write("presets/" + name + ".toml", "name = \"" + name + "\"\n[[pass]]\nshader = \"" + name + "\"\n");
}

std::vector<std::uint8_t> output_of(const std::string& command) {
    std::vector<std::uint8_t> out;
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::vector<std::uint8_t> piece(1U << 16);
    for (std::size_t got = 1; got > 0;) {
        got = std::fread(piece.data(), 1, piece.size(), pipe);
        out.insert(out.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(got));
    }
    REQUIRE_MESSAGE(pclose(pipe) == 0, command);
    return out;
}

Pixels::Colour Pixels::at(int x, int y) const {
    REQUIRE((x >= 0 && y >= 0 && x < size.w && y < size.h));
    const std::size_t first =
        4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(size.w) + static_cast<std::size_t>(x));
    return {rgba[first], rgba[first + 1], rgba[first + 2]};
}

int Pixels::code(int x, int y, int channel) const {
    return static_cast<int>(std::lround(at(x, y)[static_cast<std::size_t>(channel)] * 255.0F));
}

Pixels Pixels::part(const Rect& rect) const {
    Pixels out{rect.size(), {}};
    for (int y = rect.y; y < rect.y + rect.h; ++y) {
        const auto row = rgba.begin() + 4 * (static_cast<std::ptrdiff_t>(y) * size.w + rect.x);
        out.rgba.insert(out.rgba.end(), row, row + 4 * static_cast<std::ptrdiff_t>(rect.w));
    }
    return out;
}

int wrong(const Pixels& pixels, const std::function<Pixels::Colour(int x, int y)>& expected) {
    int count = 0;
    for (int y = 0; y < pixels.size.h; ++y) {
        for (int x = 0; x < pixels.size.w; ++x) {
            count += pixels.at(x, y) != expected(x, y) ? 1 : 0;
        }
    }
    return count;
}

double largest_difference(const Pixels& a, const Pixels& b) {
    REQUIRE(a.size == b.size);
    REQUIRE(a.rgba.size() == b.rgba.size());
    float largest = 0.0F;
    for (std::size_t i = 0; i < a.rgba.size(); ++i) {
        if (i % 4 != 3) {
            largest = std::max(largest, std::abs(a.rgba[i] - b.rgba[i]));
        }
    }
    return 255.0 * static_cast<double>(largest);
}

Shelf shelf_of(const Workshop* home) {
    Shelf out{.shader_folders = {SENGA_SOURCE_DIR "/shaders"}, .preset_folders = {SENGA_SOURCE_DIR "/presets"}};
    if (home != nullptr) {
        out.own_presets = home->path() / "presets";
        out.shader_folders.insert(out.shader_folders.begin(), home->path() / "shaders");
        out.preset_folders.insert(out.preset_folders.begin(), out.own_presets);
    }
    return out;
}

Chain chain_of_preset(const Shelf& shelf, const std::string& key, const std::optional<Scaling>& scaling) {
    const Result<Preset> preset = load_preset(shelf, key);
    REQUIRE_MESSAGE(preset.ok(), key);
    Chain out = load_chain(shelf, *preset).chain;
    out.scaling = scaling.value_or(out.scaling);
    return out;
}

Chain plain_chain(const Scaling& scaling) {
    Chain out;
    out.scaling = scaling;
    return out;
}

LiveSession::LiveSession(const LiveOptions& options)
    : context_(new_context()), targets_(std::make_unique<TexturePool>()), window_(options.window) {
    SessionOptions wish;
    wish.shelf = shelf_of(options.home);
    wish.preset = options.preset;
    wish.chain.chain = chain_of_preset(wish.shelf, options.preset);
    wish.choice = options.choice;
    wish.window_px = options.window;
    if (options.home != nullptr) {
        wish.store = {.config_folder = options.home->path() / "config",
                      .state_folder = options.home->path() / "state",
                      .on_fault = {}};
        wish.screenshot_folder = *options.home / "pictures";
    }
    wish.player.client.extra = options.player;
    wish.player.render.get_proc_address = [](void*, const char* name) {
        return gl::OffscreenContext::get_proc_address(name);
    };
    if (options.change) {
        options.change(wish);
    }
    Result<Session> session = Session::create(std::move(wish));
    REQUIRE(session.ok());
    session_ = std::make_unique<Session>(*std::move(session));
    screen_ = *targets_->acquire({.size = window_, .format = gl::Format::rgba8});
}

LiveSession::~LiveSession() {
    context_.make_current();
    session_.reset();
    screen_.reset();
    targets_.reset();
}

Session& LiveSession::session() {
    context_.make_current();
    return *session_;
}

bool LiveSession::turn() {
    const bool changed = session().update(clock_s());
    if (changed) {
        draw();
        session_->shown();
    }
    return changed;
}

void LiveSession::draw() {
    session().draw(screen_->framebuffer.id(), window_, RowOrder::top_first, clock_s());
}

bool LiveSession::until(const std::function<bool()>& done, double patience_s) {
    const double end = clock_s() + patience_s;
    while (!done()) {
        if (clock_s() > end) {
            return false;
        }
        turn();
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
}

void LiveSession::settle() {
    for (int quiet = 0; quiet < 60;) {
        quiet = turn() ? 0 : quiet + 1;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

void LiveSession::still() {
    constexpr int most_turns = 100; // what blinks is never still
    for (int i = 0, quiet = 0; i < most_turns && quiet < 2; ++i) {
        quiet = turn() ? 0 : quiet + 1;
    }
}

void LiveSession::wish(const std::vector<Command>& commands) {
    for (const Command& command : commands) {
        wish(command);
    }
}

Pixels LiveSession::after(const Command& command) {
    wish(command);
    still();
    return shot();
}

void LiveSession::open_paused(const std::string& film) {
    wish(command::OpenFiles{{film}, OpenMode::replace});
    wish(command::TogglePause{});
    REQUIRE(until([&] {
        const PlayerState& player = state().player;
        return player.path == film && player.opened && player.format_known;
    }));
    if (state().player.subtitles_visible) {
        wish(command::ToggleSubtitles{});
    }
    settle();
}

void LiveSession::move_mouse(double x, double y) {
    session().dispatch(WindowEvent(event::MouseMoved{{x, y}}), clock_s());
    draw();
}

void LiveSession::resize(Size window) {
    context_.make_current();
    window_ = window;
    screen_ = *targets_->acquire({.size = window_, .format = gl::Format::rgba8});
    session_->dispatch(WindowEvent(event::WindowResized{window, 1.0}), clock_s());
}

std::vector<float> LiveSession::pixels() {
    context_.make_current();
    return screen_->texture.read();
}

std::vector<float> LiveSession::picture() {
    return shot().part(session_->picture_rect(window_)).rgba;
}

Pixels offline_shot(const std::string& film, const Chain& chain, Size size, const OfflineWish& wish) {
    OfflineBench bench(film, chain, wish.frame);
    Result<OfflineImage> image = bench.offline->show(bench.frame, size, wish.depth);
    REQUIRE(image.ok());
    return {image->size, std::move(image->rgba)};
}

Pixels offline_texture(const std::string& film, const Chain& chain, Size size, const TextureName& name) {
    OfflineBench bench(film, chain, 0);
    REQUIRE(bench.offline->show(bench.frame, size, OutputDepth::eight).ok());
    const int index = find_texture(*bench.offline->plan(), name.name, name.occurrence);
    REQUIRE(index >= 0);
    Result<OfflineImage> image = bench.offline->intermediate(bench.frame, size, index);
    REQUIRE(image.ok());
    return {image->size, std::move(image->rgba)};
}

int differing(const std::vector<float>& a, const std::vector<float>& b) {
    REQUIRE(a.size() == b.size());
    int count = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        count += i % 4 != 3 && std::abs(a[i] - b[i]) > 1e-6F ? 1 : 0; // reading may differ in the last digit
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

} // namespace senga::test
