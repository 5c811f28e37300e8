// FramePairs walks through two files in step by their timestamps: each frame of A with the frame of B that is on the
// screen at that moment. It holds two frames of B and one of A, whatever the length, and converts nothing.
// Owned and used by one thread; decoding itself uses several.
#pragma once

#include "app/media/video_reader.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace senga {

struct PairOptions {
    double start_s = 0.0; // of A: the first frame is the one shown then
    // B's time minus A's. Unset: whatever lets the first frames meet, since files with and without sound begin their
    // pictures at different times.
    std::optional<double> offset_s;
    std::int64_t every = 1;                 // each nth frame of A
    std::optional<std::int64_t> most_pairs; // all there are
};

struct FramePair {
    std::shared_ptr<const RawFrame> a;
    std::shared_ptr<const RawFrame> b;
};

class FramePairs {
public:
    // Errors: those of VideoReader::open.
    static Result<FramePairs> open(const std::string& a, const std::string& b, const PairOptions& options);

    // Nothing behind the last pair: at the end of the shorter file, or where there are as many as asked for. A
    // timestamp of B may lie up to a quarter of a frame behind A's and counts as the same moment: containers round.
    // Errors: those of reading; media_end where there is no pair at all.
    Result<std::optional<FramePair>> next();

    // Once next() has returned nothing: what of either file has no partner, and an offset that was not asked for, in
    // sentences. Empty where they begin and end together.
    std::vector<std::string> leftovers() const;

    const MediaInfo& info_a() const { return a_.info(); }
    const MediaInfo& info_b() const { return b_.info(); }
    // The first frames' formats are in MediaInfo; what reading found strange is here.
    std::vector<Diagnostic> diagnostics() const;

private:
    FramePairs(VideoReader a, VideoReader b, const PairOptions& options);

    using Shared = std::shared_ptr<const RawFrame>;
    Outcome align();
    Outcome step_a();
    Outcome step_b(double time_s);
    Result<Shared> read_b();
    bool b_is_over(double time_s) const;

    VideoReader a_;
    VideoReader b_;
    PairOptions options_;
    double offset_s_ = 0.0;
    double tolerance_s_ = 0.0;
    double interval_a_s_ = 0.0; // 0: unknown, or a still
    double interval_b_s_ = 0.0;

    Shared frame_a_; // none behind the last
    Shared frame_b_; // what is on the screen; none before the first
    Shared ahead_b_; // the one after; none behind the last
    std::int64_t pairs_ = 0;
    std::int64_t before_b_ = 0; // frames of A passed over because B had not begun
    double time_s_ = 0.0;       // of the latest pair, in A
    enum class End { none, a, b, enough } end_ = End::none;
};

} // namespace senga
