// Degrading: a still or a film goes through the damage, frame by frame, into a new file. Memory holds the few frames
// that codecs keep back, whatever the length. It prints nothing. One thread; decoding and encoding use several.
#pragma once

#include "app/degrade/damage.h"
#include "app/media/video_writer.h"
#include "app/offline/interruption.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace senga {

struct DegradeRequest {
    std::string input;
    std::string output;          // of a still a .png, of a film what VideoWriter writes
    std::vector<Damage> damages; // in the order they are done
    std::uint64_t seed = 0;
    std::optional<int> bit_depth; // of the output; the source's, of a still 8 or 16
    Existing existing = Existing::keep;
    // Of films:
    std::string codec = "ffv1";
    std::optional<double> crf;
    std::string encoder_preset;
    double start_s = 0.0;
    std::optional<std::int64_t> frames; // at most
};

struct DegradeReport {
    MediaKind kind = MediaKind::video;
    FrameFormat source; // of the first frame
    FrameFormat written;
    std::int64_t first_frame = 0; // its number in the source
    std::int64_t frames = 0;
    bool stopped = false;          // before its end, as was asked; the film is a whole file
    std::vector<Diagnostic> notes; // of reading and writing
};

struct DegradeProgress {
    std::int64_t frames = 0; // written
    std::optional<std::int64_t> expected;
    std::int64_t bytes = 0;
};
using OnDegradeProgress = std::function<Onward(const DegradeProgress&)>;

// Errors: usage, and those of reading, of codecs and of writing. After an error in a film what was written stays.
Result<DegradeReport> degrade(const DegradeRequest& request, const OnDegradeProgress& on_progress);

// The stages of several operations, one after the other.
class DamageChain {
public:
    struct Options {
        std::uint64_t seed = 0;
        Rational fps; // 0 where unknown and for stills
    };
    DamageChain(const std::vector<Damage>& damages, const Options& options);

    // Appends to `out` the frames that are ready, in the order they came.
    Outcome take(FilmFrame frame, std::vector<FilmFrame>& out) { return pass_on(0, std::move(frame), out); }
    // No frame follows; appends the rest.
    Outcome end(std::vector<FilmFrame>& out);

private:
    Outcome pass_on(std::size_t stage, FilmFrame frame, std::vector<FilmFrame>& out);

    std::vector<StagePtr> stages_;
};

// One frame that stands alone. Errors: those of the operations.
Result<FilmFrame> degraded_still(FilmFrame frame, const std::vector<Damage>& damages, std::uint64_t seed);

} // namespace senga
