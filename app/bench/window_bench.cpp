#include "app/bench/window_bench.h"

#include "app/bench/gpu_clock.h"
#include "app/bench/own_window.h"
#include "app/bench/target.h"
#include "app/bench/zeroed_memory.h"

#include <fmt/format.h>

namespace senga {
namespace {

Result<MpvScreen> mpv_window(const Contest& contest) {
    MpvScreenSetup setup{.path = contest.path,
                         .start_s = contest.ring.at(0).raw.pts_s,
                         .shader = contest.mpv.shader,
                         .settings = contest.mpv.settings};
    setup.settings.insert(setup.settings.end(), {{"keepaspect", "yes"}, {"sid", "1"}, {"sub-auto", "fuzzy"}});
    return MpvScreen::open(setup);
}

// The frame drawn is the next one; what comes first is left out of the clock.
Result<double> mpv_frame_ms(MpvScreen& screen, const Target& target) {
    Outcome done = screen.advance();
    wait_for_quiet();
    double ms = 0.0;
    if (done) {
        ms = gpu_ms([&] { done = screen.draw(target); });
        screen.shown();
    }
    done = done ? screen.hold() : done;
    return done ? Result<double>(ms) : Result<double>(done.error());
}

} // namespace

Result<WindowTimes> measure_window(const Contest& contest, const Pace& pace) {
    if (contest.ring.info().kind != MediaKind::video || contest.ring.size() < 2) {
        return diagnose(Code::usage, "--window needs a film of several frames; this is a still",
                        {.file = contest.path});
    }
    const Result<Target> target = new_target({.size = contest.size, .format = gl::Format::rgba8});
    if (!target) {
        return target.error();
    }
    Result<OwnWindow> ours = OwnWindow::open(
        {.path = contest.path, .start_s = contest.ring.at(0).raw.pts_s, .chain = contest.chain, .size = contest.size});
    if (!ours) {
        return ours.error();
    }
    auto zeroed = std::make_unique<ZeroedMemory>();
    Result<MpvScreen> mpv = mpv_window(contest);
    if (!mpv) {
        return mpv.error();
    }
    if (const Outcome drawn = mpv->draw(*target); !drawn) {
        return drawn.error();
    }
    mpv->shown();
    zeroed.reset();
    WindowTimes out{.psnr_db = distance_of(ours->target().read(), target->texture.read()).psnr_db,
                    .subtitles = ours->subtitles(),
                    .notes = contest.mpv.notes};
    if (const std::string mpvs = mpv->subtitles(); mpvs.empty() != out.subtitles.empty()) {
        out.notes.push_back(fmt::format("subtitles differ: \"{}\" here, \"{}\" in mpv", out.subtitles, mpvs));
    }
    std::vector<double> our_ms;
    std::vector<double> mpv_ms;
    for (int i = 0; i < contest.warm_up + contest.frames && pace.go_on(); ++i) {
        wait_for_quiet();
        const Result<double> own = ours->next_frame_ms();
        const Result<double> other = own ? mpv_frame_ms(*mpv, *target) : own;
        if (!other) {
            return other.error();
        }
        if (i >= contest.warm_up) {
            our_ms.push_back(*own);
            mpv_ms.push_back(*other);
        }
    }
    out.ours = statistics_of(our_ms);
    out.mpv = statistics_of(mpv_ms);
    if (const std::string& complaints = mpv->complaints(); !complaints.empty()) {
        out.notes.push_back("libmpv warns: " + complaints);
    }
    return out;
}

} // namespace senga
