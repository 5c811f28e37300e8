#include "app/render/pipeline.h"

#include "renderer/base/bounded_queue.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <utility>

namespace senga {
namespace {

// Enough that nobody waits for a frame that is late, few enough that pictures of 8K fit into memory.
constexpr std::size_t frames_between = 3;
constexpr std::chrono::milliseconds patience{50};

using Frames = BoundedQueue<RawFrame>;

// What the threads share besides the queues.
class Shared {
public:
    // The first error counts.
    void fail(const Diagnostic& error) {
        const std::lock_guard lock(mutex_);
        if (!error_) {
            error_ = error;
        }
    }
    std::optional<Diagnostic> error() const {
        const std::lock_guard lock(mutex_);
        return error_;
    }
    void tell(const WriterFigures& figures) {
        frames_ = figures.frames;
        bytes_ = figures.bytes;
    }
    PipelineState state() const { return {frames_, bytes_}; }

private:
    mutable std::mutex mutex_;
    std::optional<Diagnostic> error_;
    std::atomic<std::int64_t> frames_ = 0;
    std::atomic<std::int64_t> bytes_ = 0;
};

void read_all(FrameSource& source, Frames& decoded, Shared& shared) {
    while (true) {
        Result<std::optional<RawFrame>> frame = source.next();
        if (!frame) {
            shared.fail(frame.error());
            break;
        }
        if (!*frame || !decoded.push(**std::move(frame))) {
            break;
        }
    }
    decoded.close(); // what was read before an error is still drawn
}

void write_all(FrameSink& sink, Frames& drawn, Frames& decoded, Shared& shared) {
    while (const std::optional<RawFrame> frame = drawn.pop()) {
        if (const Outcome written = sink.write(*frame); !written) {
            shared.fail(written.error());
            drawn.cancel();
            decoded.cancel();
            return;
        }
        shared.tell(sink.figures());
    }
}

// Hands on what is done; waits for room if there is none. False: nobody takes it any more.
bool hand_on(Painter& painter, Frames& drawn, Wait wait) {
    while (!painter.empty()) {
        std::optional<RawFrame> frame = painter.take(wait);
        if (!frame) {
            return true;
        }
        if (!drawn.push(*std::move(frame))) {
            return false;
        }
        if (wait == Wait::until_done && !painter.full()) {
            wait = Wait::never;
        }
    }
    return true;
}

// True: the user asked to stop.
bool draw_all(const Pipeline& pipeline, Frames& decoded, Frames& drawn, Shared& shared) {
    while (true) {
        pipeline.progress(shared.state());
        if (pipeline.asked_to_stop()) {
            decoded.cancel();
            return true;
        }
        std::optional<RawFrame> frame = decoded.pop_within(patience);
        if (!frame) {
            if (decoded.finished()) {
                return false;
            }
            if (!hand_on(pipeline.painter, drawn, Wait::never)) {
                return false;
            }
            continue;
        }
        if (const Outcome put = pipeline.painter.put(*std::move(frame)); !put) {
            shared.fail(put.error());
            decoded.cancel();
            return false;
        }
        const Wait wait = pipeline.painter.full() ? Wait::until_done : Wait::never;
        if (!hand_on(pipeline.painter, drawn, wait)) {
            return false;
        }
    }
}

} // namespace

PipelineEnd run(const Pipeline& pipeline) {
    Frames decoded(frames_between);
    Frames drawn(frames_between);
    Shared shared;
    shared.tell(pipeline.sink.figures());
    std::thread reader([&] { read_all(pipeline.source, decoded, shared); });
    std::thread writer([&] { write_all(pipeline.sink, drawn, decoded, shared); });
    const bool stopped = draw_all(pipeline, decoded, drawn, shared);
    while (!pipeline.painter.empty()) {
        std::optional<RawFrame> frame = pipeline.painter.take(Wait::until_done);
        if (!frame || !drawn.push(*std::move(frame))) {
            break;
        }
    }
    drawn.close();
    decoded.cancel();
    writer.join();
    reader.join();
    pipeline.progress(shared.state());
    return {stopped, shared.error()};
}

} // namespace senga
