// LiveSession is a Session with a texture for a window, on a software GL context, and a clock that only limits: turn()
// is one turn of the program's main loop, settle() goes on until nothing moves. For tests of everything between the
// State and the pixels. It owns its context, which every call makes current; one at a time.
#pragma once

#include "app/commands/shelf.h"
#include "app/session/session.h"
#include "renderer/engine/texture_pool.h"
#include "renderer/gl/context.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace senga::test {

inline const std::string demo_film = SENGA_SOURCE_DIR "/assets/demo.mkv";

double clock_s();

// A folder of its own for files made on the spot; gone with the object.
class Workshop {
public:
    Workshop();
    ~Workshop();
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }
    // Runs ffmpeg with these arguments and the file as its output; it must succeed.
    std::string make(const std::string& name, const std::string& ffmpeg_arguments) const;
    // Folders in the name are made.
    std::string write(const std::string& name, const std::string& text) const;
    // A shader of one pass at OUTPUT that returns `expression` of the colour `c`, under shaders/; its id is `name`.
    std::string write_pass(const std::string& name, const std::string& expression) const;
    // A preset of that one pass, of the same key.
    void write_preset(const std::string& name, const std::string& expression) const;

private:
    std::filesystem::path path_;
};

// The bytes a command writes to its standard output; it must succeed.
std::vector<std::uint8_t> output_of(const std::string& command);

// Pixels in memory, R, G, B, A of each, top row first, codes / 255.
struct Pixels {
    Size size;
    std::vector<float> rgba;

    using Colour = std::array<float, 3>;
    Colour at(int x, int y) const;
    // The same in codes.
    int code(int x, int y, int channel) const;
    Pixels part(const Rect& rect) const;
};
// Pixels of the size for which that is not the colour.
int wrong(const Pixels& pixels, const std::function<Pixels::Colour(int x, int y)>& expected);
// The largest difference of two colour samples, in codes.
double largest_difference(const Pixels& a, const Pixels& b);

struct LiveOptions {
    std::string preset = "classic-1080p";
    Size window{480, 270};
    std::vector<MpvOption> player{{"audio", "no"}, {"hwdec", "no"}};
    // The viewer's own: shaders, presets, config, state and pictures are folders in it. Null: there is nothing and
    // nothing is remembered.
    const Workshop* home = nullptr;
    ChainState::Choice choice = ChainState::Choice::by_hand;
    std::function<void(SessionOptions&)> change; // last word
};

class LiveSession {
public:
    explicit LiveSession(const LiveOptions& options = {});
    ~LiveSession();

    // True: something was drawn.
    bool turn();
    // Draws whether or not anything has changed, as the window does after every input.
    void draw();
    // False: it has not come about within the patience. Correctness depends on no time.
    bool until(const std::function<bool()>& done, double patience_s = 60.0);
    // Until nothing has moved for a while.
    void settle();
    // The same for what needs neither the player nor a thread: at once.
    void still();
    // Open, still, without subtitles.
    void open_paused(const std::string& film);
    void wish(const Command& command) { session().dispatch(command, clock_s()); }
    void wish(const std::vector<Command>& commands);
    // What the window shows after it.
    Pixels after(const Command& command);
    void move_mouse(double x, double y);
    void resize(Size window);

    Session& session();
    const State& state() const { return session_->state(); }
    Runner::Counters counters() const { return session_->engine_counters(); }
    Size window() const { return window_; }
    // R, G, B, A of every pixel, top row first.
    std::vector<float> pixels();
    Pixels shot() { return {window_, pixels()}; }
    // The picture's part of it.
    std::vector<float> picture();

private:
    gl::OffscreenContext context_;
    std::unique_ptr<Session> session_;
    std::unique_ptr<TexturePool> targets_;
    std::shared_ptr<Target> screen_;
    Size window_;
};

// Where the tests' shaders and presets are: the viewer's, if there is one, before those of the tree.
Shelf shelf_of(const Workshop* home);
// Of the shelf; its scalers replaced where given.
Chain chain_of_preset(const Shelf& shelf, const std::string& key, const std::optional<Scaling>& scaling = {});
// No passes.
Chain plain_chain(const Scaling& scaling);

struct OfflineWish {
    std::int64_t frame = 0;
    OutputDepth depth = OutputDepth::eight;
};
// A film's frame, or an image, through the offline path: what `senga frame` writes.
Pixels offline_shot(const std::string& film, const Chain& chain, Size size, const OfflineWish& wish = {});
inline std::vector<float> offline_pixels(const std::string& film, const Chain& chain, Size size) {
    return offline_shot(film, chain, size).rgba;
}
// What the texture of that name holds then, unclamped.
Pixels offline_texture(const std::string& film, const Chain& chain, Size size, const TextureName& name);

// Colour samples that are not equal; both of one size.
int differing(const std::vector<float>& a, const std::vector<float>& b);
inline int differing(const Pixels& a, const Pixels& b) {
    return differing(a.rgba, b.rgba);
}
// Of the colour samples.
float mean(const std::vector<float>& rgba);
inline float mean(const Pixels& pixels) {
    return mean(pixels.rgba);
}

} // namespace senga::test
