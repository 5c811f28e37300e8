// A whole render: from an input to a film or to pictures, as a RenderJob says. It decides what the job leaves open,
// goes on where one was broken off, and leaves a playable output whatever happens.
// On the calling thread, which gets a GL context; it prints nothing.
#pragma once

#include "app/media/video_writer.h"
#include "app/render/frame_source.h"
#include "app/render/output_format.h"
#include "app/render/segments.h"
#include "renderer/engine/download.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace senga {

struct RenderJob {
    std::string input; // as given; opened as `source`
    std::string output;
    Segments segments;
    SourcePart part;
    OutputWish wish;
    std::string codec = "x264";
    std::optional<double> crf;
    std::string encoder_preset;
    DownloadDither dither = DownloadDither::blue_noise;
    enum class Existing { keep, replace, go_on } existing = Existing::keep;
    std::string part_text; // of --start, --end, --frames and --range as given, to tell one job from another
};

struct RenderProgress {
    std::int64_t frames = 0; // done in this run
    std::optional<std::int64_t> expected;
    std::int64_t bytes = 0;
};

struct RenderWatch {
    std::function<bool()> asked_to_stop;
    std::function<void(const RenderProgress&)> progress;
    // What is worth a word, as soon as it is known.
    std::function<void(const std::vector<Diagnostic>&)> notes;
};

struct RenderReport {
    enum class End {
        whole,
        complete_before, // there was nothing to do
        stopped,         // the user asked; --resume goes on
        failed,          // `error` says why; what was written stays
    } end = End::whole;
    std::optional<Diagnostic> error;
    bool resumable = false;       // of stopped and failed
    bool pictures = false;        // not a film
    std::int64_t frames = 0;      // in the output
    std::int64_t frames_kept = 0; // of these, from before
    std::int64_t bytes = 0;
    double seconds = 0.0; // of film
    FrameFormat format;
    std::string codec; // "png" for pictures
};

// Errors: what is wrong before anything is written; later ones stand in the report.
Result<RenderReport> render(FrameSource source, const RenderJob& job, const RenderWatch& watch);

} // namespace senga
