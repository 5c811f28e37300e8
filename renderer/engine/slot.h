// Slot shows frames through one chain: it plans, prepares, runs, and keeps the picture until the frame, the chain or
// the size changes. The window has one for the processed and one for the original picture; they share a Runner. A file
// whose pass does not compile is marked failed and the rest of the chain runs; the mark lasts as long as the file.
// Belongs to the thread of the GL context.
#pragma once

#include "renderer/engine/runner.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace senga {

struct Picture {
    std::shared_ptr<const Target> target; // null: nothing to show
    Size size;
    std::uint64_t frame_id = 0;
};

class Slot {
public:
    explicit Slot(Runner& runner) : runner_(&runner) {}

    // `revision` differs whenever anything in the chain does.
    void set_chain(Chain chain, std::uint64_t revision);

    // The picture of `frame` at `size`. Runs the chain only if frame, chain or size differ from the last call. On an
    // error the last good picture stays and the error is returned once.
    Result<Picture> show(const Frame& frame, Size size);

    // The plan of the last show(), null before it.
    const std::shared_ptr<const Plan>& plan() const { return prepared_.plan; }
    struct Failure {
        std::shared_ptr<const ShaderFile> file; // held, so that its address stays its own
        Diagnostic diagnostic;
    };
    // The files of the chain that did not compile.
    const std::vector<Failure>& failures() const { return failures_; }
    // The last output of texture `index` of the plan, run afresh. For looking into the chain, not for playing.
    Result<std::shared_ptr<const Target>> intermediate(const Frame& frame, Size size, int index);

private:
    Outcome prepare(const FrameFormat& format, Size size);

    Runner* runner_;
    Chain chain_;
    std::uint64_t revision_ = 0;
    std::vector<Failure> failures_;

    PreparedPlan prepared_;
    std::uint64_t prepared_revision_ = 0;
    Picture picture_;
    std::uint64_t picture_revision_ = 0;
    std::uint32_t frames_shown_ = 0;
};

} // namespace senga
