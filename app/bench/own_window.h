// OwnWindow is the program's own window without the window: a Session that plays a film, frame by frame, into a
// texture, with nobody's settings and without the panel. It times what the window's loop does for a frame.
// Belongs to the thread of the GL context that was current when it was made, and must die before it.
#pragma once

#include "app/session/session.h"
#include "renderer/base/result.h"
#include "renderer/engine/texture_pool.h"

#include <memory>
#include <string>

namespace senga {

struct OwnWindowSetup {
    std::string path;
    double start_s = 0.0;
    Chain chain;
    Size size;
};

class OwnWindow {
public:
    // Opens the film, paused, and draws its first frame. Errors: player_start, player_open, gl_framebuffer.
    static Result<OwnWindow> open(const OwnWindowSetup& setup);

    // Plays on to the next frame and times the turn that shows it: libmpv's carrier with the subtitles, the chain,
    // composing. Waiting for the frame is not in it. Errors: player_open (no frame comes).
    Result<double> next_frame_ms();

    const gl::Texture& target() const { return target_->texture; }
    // The title, else the language, else the number of the subtitles on show; empty where there are none.
    std::string subtitles() const;
    Runner::Counters counters() const { return session_->engine_counters(); }

private:
    OwnWindow() = default;
    enum class Turn { nothing, drawn, new_frame };
    struct TimedTurn {
        Turn turn = Turn::nothing;
        double ms = 0.0;
    };
    TimedTurn turn();
    void settle();

    std::unique_ptr<Target> target_;
    std::unique_ptr<Session> session_;
};

} // namespace senga
