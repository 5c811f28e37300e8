// The quality report: clean stills are damaged in named ways, restored with presets and scalers, and measured against
// themselves. measure_quality() makes the numbers, still by still in constant memory; it prints nothing.
// One thread; owns an engine while it runs.
#pragma once

#include "app/degrade/damage.h"
#include "app/offline/interruption.h"
#include "renderer/chain/chain.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace senga {

// A way to damage a still: operations under the name they have in the table.
struct Degradation {
    std::string name;
    std::vector<Damage> damages; // none: the still as it is
};

// "box 1/2", "catmull-rom 1/2", "box 1/2, 4:2:0, H.264" and "bands": what upscalers and debanding are commonly
// measured on.
std::vector<Degradation> default_degradations();

// What restores: a preset's chain, or a scaler without any pass.
struct Restorer {
    enum class Kind { preset, scaler } kind = Kind::preset;
    std::string name;
    Chain chain;
};

struct QualityRequest {
    std::vector<std::string> stills; // paths
    std::vector<Degradation> degradations;
    std::vector<Restorer> restorers;
    std::uint64_t seed = 1;
    int border_px = 8; // left out of the measurement on every side: edges are repeated, which no scaler can help
};

struct QualityNumbers {
    double psnr_db = 0.0; // of R'G'B'; infinite where equal
    double ssim = 0.0;    // of Y' by BT.709's weights
    double ms_ssim = 0.0;
};

// A still's number under one degradation and one restorer.
struct QualityCell {
    std::size_t still = 0; // indices into the request
    std::size_t degradation = 0;
    std::size_t restorer = 0;
    QualityNumbers numbers;
};

struct QualityReport {
    QualityRequest request;
    std::vector<QualityCell> cells; // one for each still, degradation and restorer, unless interrupted
    std::vector<Diagnostic> notes;  // passes that failed, each once
    std::string renderer;           // the graphics driver's name
    bool interrupted = false;       // whoever watched asked to stop: cells that come later are missing
};

struct QualityProgress {
    std::int64_t done = 0;
    std::int64_t all = 0;
};
using OnQualityProgress = std::function<Onward(const QualityProgress&)>;

// `on_progress` is called after each cell and says whether there is to be another one.
// Errors: those of reading, of the operations and of the engine; plan_input (a still too small to be measured).
Result<QualityReport> measure_quality(const QualityRequest& request, const OnQualityProgress& on_progress);

// The mean over the stills that were measured of each number, PSNR in dB; nothing where there is none.
std::optional<QualityNumbers> mean_numbers(const QualityReport& report, std::size_t degradation, std::size_t restorer);

} // namespace senga
