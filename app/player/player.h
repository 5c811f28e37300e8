// Player plays files with libmpv and yields, on the GPU, what the rest of the program needs: the Frame due now, and the
// layer of subtitles at window size. One mpv render per frame gives both (image_carrier.h). It knows no chain and draws
// nothing on the screen.
// Main thread, which is the render thread; the GL context it was created in must be current in every call.
#pragma once

#include "app/player/call_watch.h"
#include "app/player/image_carrier.h"
#include "app/player/mpv_client.h"
#include "renderer/engine/frame.h"
#include "renderer/engine/texture_pool.h"

#include <mpv/render_gl.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace senga {

// What libmpv needs of the window system: how to find GL functions, and the display for hardware decoding interop.
struct RenderInterface {
    void* (*get_proc_address)(void* context, const char* name) = nullptr;
    void* x11_display = nullptr;
    void* wayland_display = nullptr;
};

struct PlayerOptions {
    MpvClientOptions client; // its on_wakeup is also called when a picture may be due
    RenderInterface render;
};

// What a call of Player::update changed.
struct PlayerUpdate {
    bool frame = false;     // another frame, or the same with another number: show it and call shown()
    bool subtitles = false; // the layer was drawn anew
};

class Player {
public:
    // Errors: player_start, file_unwritable (the carrier's file).
    static Result<Player> create(PlayerOptions options);
    ~Player();
    Player(Player&&) noexcept;
    Player& operator=(Player&&) noexcept;

    MpvClient& client();
    // Events of mpv and of the pictures: FormatChanged and FrameShown come from here.
    std::vector<PlayerEvent> poll();

    // Takes the picture that is due, if one is, and draws the subtitle layer for a window of this size. Never waits for
    // a picture's time.
    PlayerUpdate update(Size window);
    // The same while the window is hidden: consumes the picture without rendering, so that playback goes on.
    void skip();
    // Tell mpv that the last frame has been shown (after the swap).
    void shown();

    const Frame& frame() const;
    // Premultiplied, over the whole window; null while there are none.
    const gl::Texture* subtitles() const;

    // For the tests.
    struct Counters {
        std::uint64_t renders = 0; // calls of mpv_render_context_render
        std::uint64_t frames = 0;  // different frames seen
    };
    Counters counters() const;

private:
    class Impl;
    explicit Player(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace senga
