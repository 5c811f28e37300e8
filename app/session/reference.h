// Reference is a second file shown beside the film: an image, or a film at the same time as the player's. It reads and
// decodes on a thread of its own and hands out Frames; what they go through is the caller's matter. It is no player: it
// has no clock, no sound and no hardware decoding, and follows whatever time it is asked for.
// The newest wish wins: where decoding is slower than the film, frames are left out and nothing queues up.
// Everything but the thread inside belongs to the thread of the GL context. The destructor waits for the frame that is
// being read.
#pragma once

#include "app/media/video_reader.h"
#include "renderer/base/background.h"
#include "renderer/engine/frame.h"
#include "renderer/engine/upload.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace senga {

struct ReferenceOptions {
    std::function<void()> on_change; // called on the thread inside when take() or take_error() has something
};

class Reference {
public:
    explicit Reference(ReferenceOptions options = {});
    ~Reference();
    Reference(const Reference&) = delete;
    Reference& operator=(const Reference&) = delete;

    // From now on this file, a path or a URL; empty: none. What is still to come of the last one is dropped.
    void open(std::string location);

    // Wishes for the frame that a player shows at `time_s`, in seconds from the file's start: the last that begins no
    // later than half a frame after it. An image is always the same one; behind a film's end its last frame stays.
    void request(double time_s);

    // A frame that has come since the last call and differs from the one before; valid until the next call that
    // returns one. Its id differs from that of every other frame of every Reference.
    std::optional<Frame> take();
    // Why there is none: the file cannot be opened, read or uploaded. Each reason once.
    std::optional<Diagnostic> take_error();

    // Whether nothing asked for is still being read. For tests, and for whoever has nothing else to wait for.
    bool idle() const;
    // Frames of this file decoded so far, those passed over included: what following has cost.
    std::int64_t decoded_frames() const;

private:
    class Reading;
    std::shared_ptr<Reading> reading_; // shared with the jobs of the thread
    PlaneUploader uploader_;
    std::optional<Diagnostic> upload_error_;
    Background thread_; // last: its jobs use the above
};

} // namespace senga
