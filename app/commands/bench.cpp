// senga bench: what the chain costs, alone and against mpv.
#include "app/bench/against_mpv.h"
#include "app/bench/gpu_clock.h"
#include "app/bench/measure_chain.h"
#include "app/bench/report.h"
#include "app/bench/sweep.h"
#include "app/bench/window_bench.h"
#include "app/commands/bench_quality.h"
#include "app/commands/chain_options.h"
#include "app/commands/command.h"
#include "app/commands/number_rules.h"
#include "app/commands/progress_line.h"
#include "app/commands/shelf.h"
#include "renderer/measure/grid.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

namespace senga {
namespace {

// Beyond these a software renderer takes minutes for a frame.
constexpr int software_sweep_lines = 2160;
constexpr int sweep_lines = 4320;
constexpr int sweep_frames = 10;

struct BenchOptions {
    ChainOptions chain;
    QualityOptions quality;
    std::string input;
    std::string size;
    std::string start = "10%";
    int frames = 30;
    int warm_up = 3;
    std::string against;
    bool window = false;
    bool sweep = false;
    std::optional<int> sweep_limit;
    double time_limit_s = 180.0;
    bool json = false;
};

// What all measurements share.
struct Ground {
    Offline offline;
    FrameRing ring;
    LoadedChain loaded;
    Size size;
};

Result<Ground> prepare(const BenchOptions& options, const CLI::App& command) {
    Result<LoadedChain> loaded = load(options.chain, command, default_shelf());
    if (!loaded) {
        return loaded.error();
    }
    if (const Diagnostic* failure = unreadable(loaded->chain)) {
        return *failure;
    }
    warn(loaded->notes);
    const Result<Size> size = options.size.empty() ? Result<Size>(Size{}) : parse_size(options.size);
    if (!size) {
        return size.error();
    }
    Result<Offline> offline = Offline::create();
    if (!offline) {
        return offline.error();
    }
    Result<FrameRing> ring = FrameRing::read({.path = options.input, .start = options.start});
    if (!ring) {
        return ring.error();
    }
    warn(ring->notes());
    const Size fitting = fit_size(ring->format(), {1920, 1080});
    const Size shown = size->empty() ? fitting : *size;
    const Result<Plan> planned = plan(loaded->chain, ring->format(), stored_size(ring->format(), shown));
    const Outcome whole = planned ? check_reports(*planned, loaded->chain) : Outcome(planned.error());
    if (!whole) {
        return whole.error();
    }
    return Ground{
        .offline = *std::move(offline), .ring = *std::move(ring), .loaded = *std::move(loaded), .size = shown};
}

BenchResult described(const BenchOptions& options, const Ground& ground) {
    BenchResult out{.input = options.input,
                    .input_format = grid_text(ground.ring.format()),
                    .input_size = ground.ring.format().size,
                    .distinct_frames = ground.ring.size(),
                    .start_s = ground.ring.at(0).raw.pts_s,
                    .chain_name = ground.loaded.chain.name,
                    .output = ground.size,
                    .driver = ground.offline.driver(),
                    .frames = options.frames,
                    .warm_up = options.warm_up};
    if (out.driver.software()) {
        out.notes.emplace_back("the processor draws, so these figures say nothing of a graphics card; its timers of "
                               "single steps are rough");
    }
    return out;
}

// What the comparisons find goes into the result; why one cannot be made, into its notes.
Outcome compare(const BenchOptions& options, Ground& ground, ChainBench& bench, const Pace& pace, BenchResult& out) {
    const Chain chain = bench.marked_chain();
    Result<MpvChain> exported = mpv_chain(chain, ground.ring.format(), ground.size);
    if (!exported) {
        out.notes.push_back("mpv cannot run this chain: " + exported.error().text);
        return Done{};
    }
    const Contest contest{.offline = ground.offline,
                          .ring = ground.ring,
                          .path = options.input,
                          .chain = chain,
                          .size = ground.size,
                          .mpv = *std::move(exported),
                          .frames = options.frames,
                          .warm_up = options.warm_up};
    if (pace.end() != Pace::End::none) {
        return Done{};
    }
    const Result<Agreement> agreement = check_pictures(contest);
    if (!agreement) {
        return agreement.error();
    }
    if (!options.against.empty()) {
        Result<AgainstTimes> times = measure_against_mpv(contest, bench, pace);
        if (!times) {
            return times.error();
        }
        out.against = *std::move(times);
        out.against->agreement = *agreement;
    }
    if (options.window && pace.end() == Pace::End::none) {
        Result<WindowTimes> times = measure_window(contest, pace);
        if (!times) {
            return times.error();
        }
        out.window = *std::move(times);
        out.window->agreement = *agreement;
    }
    return Done{};
}

Outcome sweep(const BenchOptions& options, Ground& ground, const Pace& pace, BenchResult& out) {
    const int most = out.driver.software() ? software_sweep_lines : sweep_lines;
    Result<SweepTimes> times = measure_sweep(
        ground.offline, ground.ring, ground.loaded.chain,
        {.most_lines = options.sweep_limit.value_or(most), .frames = std::min(options.frames, sweep_frames)}, pace);
    if (!times) {
        return times.error();
    }
    if (!options.sweep_limit && most < sweep_lines) {
        times->notes.push_back(
            fmt::format("ends at {} lines because the processor draws; --sweep-limit {} goes on", most, sweep_lines));
    }
    out.sweep = *std::move(times);
    return Done{};
}

// Everything that was asked for. The bench of the chain is gone before the sweep, which takes memory of its own.
Outcome measure(const BenchOptions& options, Ground& ground, const Pace& pace, BenchResult& out) {
    {
        Result<ChainBench> bench = diagnose(Code::gl_internal, "the chain was not prepared");
        const double prepare_ms = gpu_ms([&] {
            bench =
                ChainBench::create(ground.offline, ground.ring, {.chain = ground.loaded.chain, .size = ground.size});
        });
        if (!bench) {
            return bench.error();
        }
        if (!bench->failures().empty()) {
            return bench->failures().front().diagnostic;
        }
        Result<ChainTimes> times =
            measure_chain(*bench, ground.loaded.chain, {.frames = options.frames, .warm_up = options.warm_up}, pace);
        if (!times) {
            return times.error();
        }
        out.times = *std::move(times);
        out.times.prepare_ms = prepare_ms;
        const bool wanted = !options.against.empty() || options.window;
        if (const Outcome compared = wanted ? compare(options, ground, *bench, pace, out) : Done{}; !compared) {
            return compared;
        }
    }
    return options.sweep ? sweep(options, ground, pace, out) : Outcome(Done{});
}

std::string ending(const Pace& pace, double limit_s) {
    switch (pace.end()) {
    case Pace::End::interrupted:
        return "interrupted: these figures are of what was measured until then";
    case Pace::End::out_of_time:
        return fmt::format("the time limit of {} s was reached: some is measured with fewer frames, or not at all; "
                           "--time-limit 0 has none",
                           limit_s);
    case Pace::End::none:
        break;
    }
    return "";
}

// Options of one kind of measuring would be passed over in the other. Errors: usage.
Outcome check_kind(const BenchOptions& options, const CLI::App& command) {
    const bool quality = !options.quality.folder.empty();
    if (quality && !options.input.empty()) {
        return diagnose(
            Code::usage,
            fmt::format("--quality measures the stills of its folder; leave {} out, or name no folder", options.input));
    }
    for (const CLI::Option* option : command.get_options()) {
        const bool of_quality = option->get_group() == quality_group;
        const bool of_both = option->get_name() == "--json" || option->get_name() == "--help" ||
                             option->get_name() == "input" || option->get_name() == "--quality";
        if (option->count() > 0 && !of_both && of_quality != quality) {
            return diagnose(Code::usage, quality ? fmt::format("{} is for measuring speed; --quality has no such thing",
                                                               option->get_name())
                                                 : fmt::format("{} is for --quality FOLDER", option->get_name()));
        }
    }
    return Done{};
}

Exit run_bench(const BenchOptions& options, const CLI::App& command) {
    if (const Outcome sensible = check_kind(options, command); !sensible) {
        return fail(sensible.error());
    }
    if (!options.quality.folder.empty()) {
        return run_quality(options.quality);
    }
    if (options.input.empty()) {
        return fail(diagnose(Code::usage, "senga bench needs a film or an image to measure with"));
    }
    Result<Ground> ground = prepare(options, command);
    if (!ground) {
        return fail(ground.error());
    }
    ProgressLine line;
    std::int64_t asked = 0;
    const Pace pace({.limit_s = options.time_limit_s, .on_sample = [&] { line.show({.frames = asked++}); }});
    BenchResult result = described(options, *ground);
    const Outcome measured = measure(options, *ground, pace, result);
    line.clear();
    if (!measured) {
        return fail(measured.error());
    }
    if (std::string end = ending(pace, options.time_limit_s); !end.empty()) {
        result.notes.push_back(std::move(end));
    }
    const std::string report = options.json ? bench_json(result) : bench_table(result);
    std::fputs(report.c_str(), stdout);
    return pace.end() == Pace::End::interrupted ? Exit::bad_input : Exit::done;
}

void declare_measuring(CLI::App& command, BenchOptions& options) {
    command.add_option("--frames", options.frames, "how many frames are measured, of each kind")
        ->type_name("N")
        ->check(whole_number(1, 100000))
        ->capture_default_str();
    command.add_option("--warm-up", options.warm_up, "how many frames run before the clock does")
        ->type_name("N")
        ->check(whole_number(0, 1000))
        ->capture_default_str();
    command
        .add_option("--time-limit", options.time_limit_s,
                    "seconds after which measuring ends with what there is; 0: no limit")
        ->type_name("SECONDS")
        ->check(number(0.0, 1e6))
        ->capture_default_str();
    command
        .add_option("--against", options.against,
                    "another player that runs the same chain, exported, at the same size, frame by frame by turns; "
                    "prints the ratio of the times: mpv")
        ->type_name("PLAYER")
        ->check(CLI::IsMember({"mpv"}));
    command.add_flag("--window", options.window,
                     "the whole frame of a window, subtitles included, against mpv in a window of the same size");
    CLI::Option* sweep = command.add_flag(
        "--sweep", options.sweep, "how the cost grows with the size of the output: 480 to 4320 lines, 10 frames each");
    command
        .add_option("--sweep-limit", options.sweep_limit,
                    "the most lines of it; unless given 4320, or 2160 where the processor draws")
        ->type_name("LINES")
        ->check(whole_number(480, 4320))
        ->needs(sweep);
}

} // namespace

void declare_bench(CLI::App& app, Run& run) {
    auto options = std::make_shared<BenchOptions>();
    CLI::App* command = app.add_subcommand(
        "bench", "measure what a chain costs: milliseconds per frame, by step, in memory, against mpv, by size");
    command->add_option("input", options->input, "a film or an image; a few frames of it are decoded beforehand");
    command->add_option("--size", options->size, "size of the output; unless given, what fits into 1920x1080")
        ->type_name("WxH");
    command->add_option("--start", options->start, "where the frames are taken from: seconds, H:MM:SS or a percentage")
        ->type_name("TIME")
        ->capture_default_str();
    declare_measuring(*command, *options);
    command->add_flag("--json", options->json, "everything as JSON on standard output (see below)");
    declare(*command, options->chain);
    declare(*command, options->quality);
    command->footer("Each frame is timed from an idle GPU to an idle GPU (glFinish), decoding outside of the clock.\n" +
                    bench_schema_text());
    command->callback([options, command, &run] { run = [options, command] { return run_bench(*options, *command); }; });
}

} // namespace senga
