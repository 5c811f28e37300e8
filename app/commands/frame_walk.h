// FrameWalk goes through a film from its beginning to its end and stops at the frames that were chosen: each is given
// once, in the film's order, whatever order they were named in. It never goes back; gaps are passed over by the reader,
// which seeks where the numbering bears it.
// Borrows the reader. One thread.
#pragma once

#include "app/commands/frame_choice.h"
#include "app/media/video_reader.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace senga {

class FrameWalk {
public:
    FrameWalk(VideoReader& reader, FrameChoice choice) : reader_(&reader), choice_(std::move(choice)) {}

    // Nothing behind the last one. Errors: those of reading; media_end for a frame or a time that was named and does
    // not exist (ranges without an end and steps end with the film).
    Result<std::optional<RawFrame>> next();

    // How many of the times named a frame that had been given already.
    std::int64_t repeated() const { return repeated_; }

private:
    using Step = Result<std::optional<RawFrame>>;
    Step next(const FramesByNumber& choice);
    Step next(const FramesByTime& choice);
    Step next(const FramesByStep& choice);

    VideoReader* reader_;
    FrameChoice choice_;
    std::size_t place_ = 0;  // among the ranges or times
    std::int64_t given_ = 0; // frames
    std::int64_t last_ = -1; // index of the frame given last
    std::int64_t repeated_ = 0;
};

} // namespace senga
