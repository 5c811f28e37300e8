// What `senga bench` finds out: plain data, filled in by those who measure and told by report.h. Times are in
// milliseconds of wall time unless said otherwise. Any thread.
#pragma once

#include "app/bench/agreement.h"
#include "app/bench/statistics.h"
#include "renderer/chain/plan.h"
#include "renderer/engine/runner.h"
#include "renderer/gl/context.h"

#include <optional>
#include <string>
#include <vector>

namespace senga {

struct StepTime {
    std::string name;   // what made the step's texture
    std::string shader; // id of its file; empty: one of the engine's own steps
    Size size;
    double average_ms = 0.0; // by the GPU's timers
    int samples = 0;
};

struct MemoryUse {
    std::size_t pool_bytes = 0; // all render targets that the chain shares
    std::vector<TextureUse> textures;
};

struct BenchPass {
    std::string shader; // id of its file
    PassReport report;
};

// One chain, one size, nobody else.
struct ChainTimes {
    Statistics chain;
    Statistics upload;
    std::vector<StepTime> steps;
    std::vector<BenchPass> passes;
    MemoryUse memory;
    double prepare_ms = 0.0;   // planning, compiling and the first picture
    Runner::Counters in_clock; // chain runs, compiles and allocations while `chain` was measured
};

// Ours and mpv's, one after the other by turns. Each pair of statistics is of the same work.
struct AgainstTimes {
    std::string mpv_version;
    Agreement agreement;
    Statistics ours;       // chain and drawing into an 8-bit target; the frame lies on the GPU
    Statistics mpv_redraw; // the same in mpv, and a copy of the whole target, which mpv makes of a still picture
    Statistics mpv_copy;   // that copy alone
    Statistics ours_frame; // the same of a new frame: samples to the GPU, chain, drawing
    Statistics mpv_frame;
    std::vector<std::string> notes;
};

// A window's whole frame: ours is the session's turn (libmpv's carrier and subtitles, chain, composing).
struct WindowTimes {
    Agreement agreement;   // of the chain alone
    double psnr_db = 0.0;  // of the first frame in both windows, 8 bits, dithered
    std::string subtitles; // the track that both show; empty: none
    Statistics ours;
    Statistics mpv;
    std::vector<std::string> notes;
};

struct SweepRow {
    Size size;
    Statistics chain;
    std::size_t pool_bytes = 0;
};
struct SweepTimes {
    std::vector<SweepRow> rows;
    std::vector<std::string> notes; // why it ends where it does
};

struct BenchResult {
    std::string input;
    std::string input_format; // "1280x720 4:2:0, 8 bits"
    Size input_size;
    std::size_t distinct_frames = 0;
    double start_s = 0.0;
    std::string chain_name;
    Size output;
    gl::DriverInfo driver;
    int frames = 0; // asked for
    int warm_up = 0;
    ChainTimes times;
    std::optional<AgainstTimes> against;
    std::optional<WindowTimes> window;
    std::optional<SweepTimes> sweep;
    std::vector<std::string> notes;
};

// Milliseconds that mpv takes for what `ours` times: its redraw without the copy. Empty without samples.
std::optional<double> mpv_median_ms(const AgainstTimes& times);
// Ours over mpv's, medians. Empty where either has no sample or the pictures do not agree: then the two did not do the
// same work.
std::optional<double> ratio_of(const AgainstTimes& times);
std::optional<double> frame_ratio_of(const AgainstTimes& times);
std::optional<double> ratio_of(const WindowTimes& times);
// Milliseconds for a million pixels of the target.
double ms_per_megapixel(const SweepRow& row);

} // namespace senga
