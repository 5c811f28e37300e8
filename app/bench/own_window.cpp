#include "app/bench/own_window.h"

#include "app/bench/gpu_clock.h"
#include "app/bench/target.h"
#include "app/commands/shelf.h"
#include "app/window/clock.h"
#include "renderer/gl/context.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <thread>
#include <utility>

namespace senga {
namespace {

constexpr double patience_s = 60.0;

SessionOptions session_options(const OwnWindowSetup& setup) {
    SessionOptions out;
    out.shelf = default_shelf();
    out.preset = "";
    out.chain = {.chain = setup.chain, .notes = {}};
    out.window_px = setup.size;
    out.now_s = clock_s();
    out.player.client.extra = {
        {"audio", "no"},
        {"hwdec", "no"},
        {"gpu-hwdec-interop", "no"},
        {"loop-file", "inf"},
        {"untimed", "yes"},
        {"framedrop", "no"},
        {"sid", "1"},
        // Until the player knows the tracks it has mpv draw into a small target, where libass has been seen to abort.
        {"sub-visibility", "no"},
    };
    out.player.render.get_proc_address = [](void*, const char* name) {
        return gl::OffscreenContext::get_proc_address(name);
    };
    return out;
}

void pause_a_little() {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
}

} // namespace

OwnWindow::TimedTurn OwnWindow::turn() {
    const auto frames = [&] { return session_->player_counters().frames; };
    const std::uint64_t before = frames();
    Turn what = Turn::nothing;
    const double ms = gpu_ms([&] {
        if (session_->update(clock_s())) {
            session_->draw(target_->framebuffer.id(), target_->texture.size(), RowOrder::top_first, clock_s());
            what = Turn::drawn;
        }
    });
    if (what == Turn::drawn) {
        session_->shown();
    }
    return {frames() != before ? Turn::new_frame : what, ms};
}

// Whatever belongs to opening a film is over once nothing has moved for a while.
void OwnWindow::settle() {
    const double end = clock_s() + patience_s;
    for (int quiet = 0; quiet < 50 && clock_s() < end; pause_a_little()) {
        quiet = turn().turn == Turn::nothing ? quiet + 1 : 0;
        const PlayerState& player = session_->state().player;
        if (!player.opened || !player.format_known || session_->player_counters().frames == 0) {
            quiet = 0;
        }
    }
}

Result<OwnWindow> OwnWindow::open(const OwnWindowSetup& setup) {
    OwnWindow out;
    Result<Target> target = new_target({.size = setup.size, .format = gl::Format::rgba8});
    if (!target) {
        return target.error();
    }
    out.target_ = std::make_unique<Target>(*std::move(target));
    Result<Session> session = Session::create(session_options(setup));
    if (!session) {
        return session.error();
    }
    out.session_ = std::make_unique<Session>(*std::move(session));
    out.session_->dispatch(command::OpenFiles{{setup.path}, OpenMode::replace, fmt::format("{:.6f}", setup.start_s)},
                           clock_s());
    out.session_->dispatch(command::TogglePause{}, clock_s());
    out.settle();
    if (!out.subtitles().empty() && !out.session_->state().player.subtitles_visible) {
        out.session_->dispatch(command::ToggleSubtitles{}, clock_s());
        out.settle();
    }
    return out.session_->player_counters().frames > 0
               ? Result<OwnWindow>(std::move(out))
               : diagnose(Code::player_open, "the player shows no frame within a minute", {.file = setup.path});
}

// It is played, as mpv's window is: of a frame that stands still mpv keeps a copy, which costs it another picture.
Result<double> OwnWindow::next_frame_ms() {
    session_->dispatch(command::TogglePause{}, clock_s());
    wait_for_quiet();
    std::optional<double> ms;
    for (const double end = clock_s() + patience_s; !ms && clock_s() < end;) {
        const TimedTurn timed = turn();
        if (timed.turn == Turn::new_frame) {
            ms = timed.ms;
        } else {
            pause_a_little();
        }
    }
    session_->dispatch(command::TogglePause{}, clock_s());
    return ms ? Result<double>(*ms) : diagnose(Code::player_open, "the player shows no further frame within a minute");
}

std::string OwnWindow::subtitles() const {
    for (const Track& track : session_->state().player.tracks) {
        if (track.kind == TrackKind::subtitle && track.selected) {
            return !track.title.empty() ? track.title : !track.lang.empty() ? track.lang : fmt::format("{}", track.id);
        }
    }
    return "";
}

} // namespace senga
