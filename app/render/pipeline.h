// The pipeline of a render: one thread reads, the caller's draws, one encodes, with a few frames between them. Memory
// does not grow with the film. Whatever ends it first (the input's end, an error, the user), frames drawn so far are
// written and all threads are joined before it returns. The sink is not finished here.
// Call it on the thread of the Painter's GL context. It owns nothing of what it is given.
#pragma once

#include "app/render/frame_sink.h"
#include "app/render/frame_source.h"
#include "app/render/painter.h"

#include <cstdint>
#include <functional>
#include <optional>

namespace senga {

struct PipelineState {
    std::int64_t frames = 0; // written
    std::int64_t bytes = 0;  // of the output so far
};

struct Pipeline {
    FrameSource& source;
    Painter& painter;
    FrameSink& sink;
    // Both are called on the caller's thread, several times a second.
    std::function<bool()> asked_to_stop;
    std::function<void(const PipelineState&)> progress;
};

struct PipelineEnd {
    bool stopped = false;            // because the user asked
    std::optional<Diagnostic> error; // the first
};

PipelineEnd run(const Pipeline& pipeline);

} // namespace senga
