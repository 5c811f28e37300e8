// ClipSource hands out what a clip shows, moment by moment: a frame of A and the frame of B that belongs to it. B is
// another file, or A itself where the two sides differ by their chains. It converts and draws nothing.
// Owned and used by one thread; decoding itself uses several.
#pragma once

#include "app/measure/frame_pairs.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace senga {

struct ClipSourceOptions {
    std::string a;
    std::string b; // empty: the frames of A
    double start_s = 0.0;
    std::optional<double> offset_s;          // B's time minus A's, as in PairOptions
    std::optional<std::int64_t> most_frames; // all there are
};

class ClipSource {
public:
    // Errors: those of VideoReader::open.
    static Result<ClipSource> open(const ClipSourceOptions& options);

    // Nothing behind the last one. A still has one frame. Errors: those of reading; media_end where there is none.
    Result<std::optional<FramePair>> next();

    const MediaInfo& info_a() const;
    const MediaInfo& info_b() const;
    bool one_file() const { return std::holds_alternative<Single>(files_); }
    // Of what has no partner, once next() has returned nothing.
    std::vector<std::string> leftovers() const;
    std::vector<Diagnostic> diagnostics() const;

private:
    struct Single {
        VideoReader reader;
        double start_s = 0.0;
        std::optional<std::int64_t> frames_left;
        bool begun = false;
    };
    explicit ClipSource(Single file) : files_(std::move(file)) {}
    explicit ClipSource(FramePairs files) : files_(std::move(files)) {}
    static Result<std::optional<FramePair>> next_of(Single& file);

    std::variant<Single, FramePairs> files_;
};

} // namespace senga
