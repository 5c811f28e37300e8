// A DamageStage damages a film, frame after frame: frames go in in their order and come out in the same order, one for
// one, some of them later. It reads and writes no file. Owned and used by one thread.
#pragma once

#include "app/degrade/film_frame.h"
#include "renderer/base/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace senga {

// Where a stage stands. Its noise is a function of this, the frame's number and the place in the picture.
struct StagePlace {
    std::uint64_t seed = 0;
    std::size_t position = 0; // among the operations, from 0
    Rational fps;             // of the film; 0 where unknown and for stills
};

class DamageStage {
public:
    virtual ~DamageStage() = default;
    // Appends to `out` what is ready.
    virtual Outcome take(FilmFrame frame, std::vector<FilmFrame>& out) = 0;
    // No frame follows; appends the rest.
    virtual Outcome end(std::vector<FilmFrame>& /*out*/) { return Done{}; }
};
using StagePtr = std::unique_ptr<DamageStage>;

// For operations that look at one frame alone.
class FrameStage : public DamageStage {
public:
    explicit FrameStage(std::function<Outcome(FilmFrame&)> change) : change_(std::move(change)) {}
    Outcome take(FilmFrame frame, std::vector<FilmFrame>& out) override {
        frame.coded.reset();
        Outcome changed = change_(frame);
        out.push_back(std::move(frame));
        return changed;
    }

private:
    std::function<Outcome(FilmFrame&)> change_;
};

} // namespace senga
