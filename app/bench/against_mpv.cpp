#include "app/bench/against_mpv.h"

#include "app/bench/gpu_clock.h"
#include "app/bench/target.h"
#include "app/bench/zeroed_memory.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace senga {
namespace {

double start_of(const FrameRing& ring) {
    return ring.info().kind == MediaKind::video ? ring.at(0).raw.pts_s : 0.0;
}

Result<MpvScreen> open_screen(const Contest& contest, const MpvSettings& more) {
    MpvScreenSetup setup{.path = contest.path,
                         .start_s = start_of(contest.ring),
                         .shader = contest.mpv.shader,
                         .settings = contest.mpv.settings};
    setup.settings.insert(setup.settings.end(), more.begin(), more.end());
    return MpvScreen::open(setup);
}

Result<std::vector<float>> our_picture(const Contest& contest, const Chain& chain) {
    const Result<ChainBench> bench = ChainBench::create(contest.offline, contest.ring,
                                                        {.chain = chain,
                                                         .size = contest.size,
                                                         .precision = RunnerOptions::Precision::single,
                                                         .depth = OutputDepth::sixteen});
    return bench ? Result<std::vector<float>>(bench->target().read()) : Result<std::vector<float>>(bench.error());
}

Result<std::vector<float>> mpv_picture(const Contest& contest) {
    Result<Target> target = new_target({.size = contest.size, .format = gl::Format::rgba32f});
    if (!target) {
        return target.error();
    }
    const ZeroedMemory zeroed;
    Result<MpvScreen> screen = open_screen(contest, {{"fbo-format", "rgba32f"}, {"dither-depth", "no"}});
    if (!screen) {
        return screen.error();
    }
    const Outcome drawn = screen->draw(*target);
    return drawn ? Result<std::vector<float>>(target->texture.read()) : Result<std::vector<float>>(drawn.error());
}

// Both still and warm.
Result<MpvScreen> warm_screen(const Contest& contest, const Target& target) {
    const ZeroedMemory zeroed;
    Result<MpvScreen> screen = open_screen(contest, {});
    if (!screen) {
        return screen;
    }
    for (int i = 0; i <= contest.warm_up; ++i) {
        if (const Outcome again = i > 0 ? screen->redo() : Outcome(Done{}); !again) {
            return again.error();
        }
        if (const Outcome drawn = screen->draw(target); !drawn) {
            return drawn.error();
        }
        screen->shown();
    }
    return screen;
}

struct Samples {
    std::vector<double> ours;
    std::vector<double> mpv;
    std::vector<double> mpv_copy;
};

Result<double> time_mpv(MpvScreen& screen, const Target& target) {
    wait_for_quiet();
    Outcome drawn = Done{};
    const double ms = gpu_ms([&] { drawn = screen.draw(target); });
    screen.shown();
    return drawn ? Result<double>(ms) : Result<double>(drawn.error());
}

Result<double> time_ours(ChainBench& ours, Work work) {
    wait_for_quiet();
    return ours.time_ms(work);
}

// The number goes where it belongs.
Outcome keep(std::vector<double>& samples, const Result<double>& ms) {
    if (!ms) {
        return ms.error();
    }
    samples.push_back(*ms);
    return Done{};
}

// The frame lies on the GPU.
Result<Samples> measure_redraws(const Contest& contest, ChainBench& ours, MpvScreen& screen, const Target& target,
                                const Pace& pace) {
    Samples out;
    for (int i = 0; i < contest.frames && pace.go_on(); ++i) {
        Outcome done = keep(out.ours, time_ours(ours, Work::drawn));
        done = done ? screen.redo() : done;
        done = done ? keep(out.mpv, time_mpv(screen, target)) : done;
        done = done ? keep(out.mpv_copy, time_mpv(screen, target)) : done;
        if (!done) {
            return done.error();
        }
    }
    return out;
}

// Every frame is a new one.
Result<Samples> measure_frames(const Contest& contest, ChainBench& ours, MpvScreen& screen, const Target& target,
                               const Pace& pace) {
    Samples out;
    for (int i = 0; i < contest.frames && pace.go_on(); ++i) {
        Outcome done = keep(out.ours, time_ours(ours, Work::frame));
        done = done ? screen.advance() : done;
        done = done ? keep(out.mpv, time_mpv(screen, target)) : done;
        done = done ? screen.hold() : done;
        if (!done) {
            return done.error();
        }
    }
    return out;
}

bool any_pass_runs(const Plan& plan) {
    return std::any_of(plan.reports.begin(), plan.reports.end(),
                       [](const PassReport& report) { return report.status == PassStatus::runs; });
}

} // namespace

Result<Agreement> check_pictures(const Contest& contest) {
    const Result<std::vector<float>> ours = our_picture(contest, contest.chain);
    if (!ours) {
        return ours.error();
    }
    const Result<std::vector<float>> plain = our_picture(contest, original_of(contest.chain));
    if (!plain) {
        return plain.error();
    }
    const Result<std::vector<float>> mpvs = mpv_picture(contest);
    if (!mpvs) {
        return mpvs.error();
    }
    const Result<Plan> planned =
        plan(contest.chain, contest.ring.format(), stored_size(contest.ring.format(), contest.size));
    const Passes passes = planned && any_pass_runs(*planned) ? Passes::some : Passes::none;
    return judge(distance_of(*ours, *mpvs), distance_of(*ours, *plain), passes);
}

Result<AgainstTimes> measure_against_mpv(const Contest& contest, ChainBench& ours, const Pace& pace) {
    const Result<Target> target = new_target({.size = contest.size, .format = gl::Format::rgba8});
    if (!target) {
        return target.error();
    }
    Result<MpvScreen> screen = warm_screen(contest, *target);
    if (!screen) {
        return screen.error();
    }
    const Result<Samples> redraws = measure_redraws(contest, ours, *screen, *target, pace);
    if (!redraws) {
        return redraws.error();
    }
    AgainstTimes out{.mpv_version = screen->version(),
                     .ours = statistics_of(redraws->ours),
                     .mpv_redraw = statistics_of(redraws->mpv),
                     .mpv_copy = statistics_of(redraws->mpv_copy),
                     .notes = contest.mpv.notes};
    if (contest.ring.info().kind == MediaKind::video && contest.ring.size() > 1) {
        const Result<Samples> frames = measure_frames(contest, ours, *screen, *target, pace);
        if (!frames) {
            return frames.error();
        }
        out.ours_frame = statistics_of(frames->ours);
        out.mpv_frame = statistics_of(frames->mpv);
    } else {
        out.notes.emplace_back("a still has one frame only: nothing is said of bringing new ones to the GPU");
    }
    if (const std::string& complaints = screen->complaints(); !complaints.empty()) {
        out.notes.push_back("libmpv warns: " + complaints);
    }
    return out;
}

} // namespace senga
