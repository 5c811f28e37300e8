// ChainBench runs one chain at one size again and again, each time on another frame, as a player does: the same Slot
// and Runner, forced to run by a new frame id. It times single pieces of work; how often, and what is made of the
// numbers, is its callers' affair.
// Belongs to the thread of the GL context of its Offline; Offline and ring must outlive it.
#pragma once

#include "app/bench/bench_result.h"
#include "app/bench/frame_ring.h"
#include "app/bench/pace.h"
#include "app/offline/offline.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace senga {

// What is timed.
enum class Work {
    chain,  // the chain alone, on a frame that lies on the GPU
    drawn,  // and its picture drawn into a target, upright and dithered, as a window is
    frame,  // the frame's samples brought to the GPU, chain, drawn
    upload, // the samples brought to the GPU, nothing else
};

class ChainBench {
public:
    struct Setup {
        Chain chain;
        Size size; // of the target, upright
        RunnerOptions::Precision precision = RunnerOptions::Precision::half;
        OutputDepth depth = OutputDepth::eight; // of the target: eight or sixteen
    };
    // Plans, compiles and draws once. Errors: those of Slot::show, gl_framebuffer, gl_out_of_memory. A shader that does
    // not compile is none: failures() has it and the rest runs.
    static Result<ChainBench> create(Offline& offline, const FrameRing& ring, Setup setup);

    // Times one piece of work with the ring's next frame, in milliseconds. Errors: those of Slot::show.
    Result<double> time_ms(Work work);
    // The same without a clock, with the frame of that number.
    Outcome perform(Work work, std::size_t index);

    const Plan& plan() const { return *slot_->plan(); }
    const std::vector<Slot::Failure>& failures() const { return slot_->failures(); }
    // The chain with those marked, for whoever exports it.
    Chain marked_chain() const;
    Runner::Counters counters() const { return runner_->counters(); }
    // What Work::drawn and Work::frame draw into.
    const gl::Texture& target() const { return target_->texture; }

    // The steps by the GPU's own timers, a few frames' worth; what the pace allows. Errors: those of Slot::show.
    Result<std::vector<StepTime>> time_steps(int frames, const Pace& pace);
    MemoryUse memory() const;

private:
    ChainBench() = default;

    Offline* offline_ = nullptr;
    const FrameRing* ring_ = nullptr;
    Setup setup_;
    std::unique_ptr<Runner> runner_;
    std::unique_ptr<Slot> slot_;
    std::unique_ptr<Target> target_;
    std::uint64_t last_id_ = 0;
    std::size_t next_ = 0;
};

} // namespace senga
