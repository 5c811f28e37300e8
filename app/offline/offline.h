// Offline shows frames without a window: from a file through a chain to samples in memory. It is the window's path with
// VideoReader in place of the player: the same Slot, the same Compositor, the same pixels.
// Owns its GL context; one thread.
#pragma once

#include "app/media/video_reader.h"
#include "app/session/raw_planes.h"
#include "renderer/base/result.h"
#include "renderer/compare/compositor.h"
#include "renderer/engine/slot.h"
#include "renderer/engine/upload.h"
#include "renderer/gl/context.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace senga {

// Errors: that of the first pass that failed, of those that the plan reports. One that is off, skipped or lacks its
// input is none.
Outcome check_reports(const Plan& plan, const Chain& chain);

struct OfflineImage {
    Size size;
    std::vector<float> rgba; // top row first; codes / (2^depth - 1)
};

// The size a Slot draws at: pictures are drawn as stored, and one that lies on its side is as wide as it will be high.
Size stored_size(const FrameFormat& format, Size upright);

class Offline {
public:
    // Errors: gl_no_context, gl_too_old, gl_internal.
    static Result<Offline> create();

    // From the next picture on. What passes remember of earlier frames is forgotten: it is as if there had been none.
    // Programs that are compiled stay so.
    void set_chain(const Chain& chain);

    // Whether every pass of the chain that would run on such frames at that size does compile: what is written is not
    // to be the original under the chain's name. Its programs stay compiled. Errors: those of the pass, with file and
    // line; plan_input.
    Outcome check_chain(const Chain& chain, const FrameFormat& format, Size size);

    // The frame as it stands in a window of `size` (its own aspect, rotation applied), dithered to `depth`.
    // Passes that failed stand in plan().
    Result<OfflineImage> show(const RawFrame& frame, Size size, OutputDepth depth);
    // What texture `index` of the plan holds, unclamped.
    Result<OfflineImage> intermediate(const RawFrame& frame, Size size, int index);

    std::shared_ptr<const Plan> plan() const { return slot_->plan(); }
    const gl::DriverInfo& driver() const { return context_->driver(); }

    // The parts, for those who keep pictures on the GPU. A Frame is valid until the next upload().
    Result<Frame> upload(const RawFrame& frame);
    Runner& runner() { return *runner_; } // for Slots of their own
    Compositor& compositor() { return *compositor_; }

private:
    Offline() = default;

    // In order of need: everything below lives in the context.
    std::unique_ptr<gl::OffscreenContext> context_;
    std::unique_ptr<Runner> runner_;
    std::unique_ptr<Slot> slot_;
    std::unique_ptr<Compositor> compositor_;
    std::unique_ptr<PlaneUploader> uploader_;
    std::unique_ptr<TexturePool> targets_;
    std::uint64_t revision_ = 0;
    std::uint64_t frames_ = 0;
};

} // namespace senga
