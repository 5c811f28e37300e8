// The clips of senga compare: their options (--wipe, --side-by-side, --still and how they look) and what runs them.
// Numbers are none of its business. Main thread.
#pragma once

#include "app/clip/clip_maker.h"
#include "app/commands/chain_options.h"
#include "app/commands/command.h"

#include <memory>
#include <string>

namespace senga {

struct ClipOptions {
    ChainOptions chain;
    std::string wipe;
    std::string side_by_side;
    std::string still;
    bool force = false; // declared by the command, whose other files it is for as well
    std::optional<double> duration_s;
    std::optional<double> position;
    SlideOptions slide;
    std::string pause_at;
    std::optional<double> pause_every;
    bool freeze = false;
    bool no_slide_back = false;
    std::optional<int> line_px;
    std::string line = "vertical";
    std::optional<std::string> label_a;
    std::optional<std::string> label_b;
    bool no_labels = false;
    std::string size;
    std::string fps;
    int depth = 8;
    std::string codec = "x264";
    std::optional<double> crf;
    std::string encoder_preset;
    std::string pixel_format;
    bool no_sound = false;

    // Set by declare(): the groups of the command line, to see what was given.
    CLI::App* clip_group = nullptr;
    CLI::App* chain_group = nullptr;
};

void declare(CLI::App& command, ClipOptions& options);

bool wants_clip(const ClipOptions& options);

// Where no clip is wanted: usage, if an option was given that only clips have, or `b` is empty.
Outcome check_without_clip(const ClipOptions& options, const std::string& b);

// Prints what was written to stderr. `source.b` is empty where the chain makes B.
Exit run_clips(const ClipOptions& options, const ClipSourceOptions& source);

} // namespace senga
