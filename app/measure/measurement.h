// A Measurement is what `senga compare` finds: two files, the grid they were brought to, a number per frame and metric.
// measure() makes it, streaming: pictures are dropped once measured, only numbers stay. It prints nothing.
// One thread; decoding uses several.
#pragma once

#include "app/measure/frame_pairs.h"
#include "app/measure/vmaf.h"
#include "app/offline/interruption.h"
#include "renderer/measure/grid.h"
#include "renderer/measure/measurer.h"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace senga {

// What is done where the files' sizes or formats differ.
struct GridChoice {
    enum class Kind {
        none,   // an error
        of_a,   // B is brought to A's
        of_b,   // A to B's
        size,   // both to `size`, stored as A is
        stored, // codes are compared as they are, whatever matrix, range and siting say
    } kind = Kind::none;
    Size size;
    KernelChoice kernel = Kernel::catmull_rom; // separable; also brings chroma to luma's size for RGB
};

struct MeasureRequest {
    std::string a; // the reference
    std::string b; // what is judged
    PairOptions pairs;
    GridChoice grid;
    std::set<Metric> metrics;
    std::set<VmafMetric> vmaf;
};

struct MeasuredFrame {
    std::int64_t index_a = 0;
    std::int64_t index_b = 0;
    double time_a_s = 0.0;
    double time_b_s = 0.0;
};

struct Measurement {
    FrameFormat format_a; // of the first frames
    FrameFormat format_b;
    Grid grid;
    bool converted_a = false; // any of its frames
    bool converted_b = false;
    std::vector<MeasuredFrame> frames; // at least one
    std::vector<Series> series;        // one value per frame
    std::vector<std::string> notes;    // what the reader of the numbers should know
    std::vector<Diagnostic> warnings;  // of reading
    bool interrupted = false;          // whoever watched asked to stop: the numbers are of the frames until then
};

// `expected` is unknown where the containers do not tell.
struct MeasureProgress {
    std::int64_t pairs = 0;
    std::optional<std::int64_t> expected;
    double time_a_s = 0.0;
};
// Called after each pair; says whether there is to be another one.
using OnProgress = std::function<Onward(const MeasureProgress&)>;

// Whether the files meet on the request's grid, as far as their first frames tell: for whoever has long work to do
// before measuring. Errors: those of measure().
Outcome check_grid(const MeasureRequest& request);

// Errors: usage (the grids differ and nothing is chosen), those of reading, of FFmpeg's filter, plan_input.
Result<Measurement> measure(const MeasureRequest& request, const OnProgress& on_progress);

} // namespace senga
