// Painter takes decoded frames through the chains of a render and hands out encoder frames, in order, some frames
// later, so that the GPU and the reading back overlap. A frame that no pass touches and that has the output's size and
// format goes through as it is, code for code. What passes remember from frame to frame ends where the chain changes.
// Shaders read the frame's number in the input as `frame`, so that a part gives the pictures that the whole gives.
// Belongs to one thread, which gets a GL context of its own once something is to be drawn; owns it.
#pragma once

#include "app/offline/offline.h"
#include "app/render/output_format.h"
#include "app/render/segments.h"
#include "renderer/engine/download.h"
#include "renderer/engine/history.h"
#include "renderer/engine/runner.h"
#include "renderer/engine/texture_pool.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace senga {

struct PaintSettings {
    // Pictures are R'G'B', dithered as single frames are; each has the size of its own source by `wish`.
    enum class Kind { film, pictures } kind = Kind::film;
    FrameFormat output; // the frames handed out; of pictures the size does not count
    OutputWish wish;
    DownloadDither dither = DownloadDither::blue_noise;
};

class Painter {
public:
    Painter(Segments segments, const PaintSettings& settings);

    // Compiles all chains for such frames. Errors: plan_input, shader_compile and the like (a chain that does not run
    // whole is refused), and those of Offline::create.
    Outcome prepare(const FrameFormat& source);
    // What passes say that do not run though they are wanted, and the planner's warnings; once each.
    const std::vector<Diagnostic>& notes() const { return notes_; }
    // Whether a chain remembers something from frame to frame.
    bool remembers() const;

    // Queues the frame. While full() take() comes first.
    Outcome put(RawFrame frame);
    // The oldest frame; nothing where there is none or it is not done and nobody may wait.
    std::optional<RawFrame> take(Wait wait);

    bool full() const { return pending_.size() >= capacity; }
    bool empty() const { return pending_.empty(); }

private:
    static constexpr std::size_t capacity = 3;

    struct Prepared {
        std::shared_ptr<const Plan> plan;
        Runner::Preparation work;
        bool untouched = false; // frames go through; nothing was compiled
        std::unique_ptr<History> history = std::make_unique<History>();
    };
    struct Pending {
        std::optional<RawFrame> ready; // untouched; else it is under way on the GPU
        std::int64_t index = 0;
        double pts_s = 0.0;
    };
    // What needs the GPU, in order of need.
    struct Gpu {
        Offline offline;
        PictureDownloader downloader;
        TexturePool targets;
    };
    Outcome open_gpu();
    Result<Size> output_size(const FrameFormat& source) const;
    Outcome prepare(std::size_t index, const FrameFormat& source);
    Outcome check(const Plan& plan, const Chain& chain);
    void note(Diagnostic diagnostic);
    bool goes_through(const Plan& plan, const FrameFormat& source) const;
    Outcome compile(Prepared& prepared);
    Result<std::shared_ptr<const Target>> draw(std::size_t chain, const RawFrame& frame);
    Result<std::shared_ptr<const Target>> compose(const Target& picture, const FrameFormat& source, Size size);

    Segments segments_;
    PaintSettings settings_;
    std::unique_ptr<Gpu> gpu_;       // null while nothing is to be drawn
    std::vector<Prepared> prepared_; // by chain
    std::optional<std::size_t> current_;
    std::deque<Pending> pending_;
    std::vector<Diagnostic> notes_;
};

} // namespace senga
