// Bench holds both engines, the inputs and the shipped shaders and presets, and compares the two engines' pictures of
// one frame. Each comparison prints one line. It decides nothing about what is compared: the tests do.
// One thread.
#pragma once

#include "renderer/chain/preset.h"
#include "tests/parity/compare.h"
#include "tests/parity/engine_picture.h"
#include "tests/parity/inputs.h"
#include "tests/parity/mpv_reference.h"

#include <string>
#include <vector>

namespace senga::parity {

struct Case {
    std::string what; // for people
    const Input* input = nullptr;
    Chain chain;
    Size size;
    Kind kind = Kind::smooth;
};

// How both engines got on with one case.
struct CaseResult {
    Comparison comparison;
    FloatImage ours;
    FloatImage mpvs;
    std::shared_ptr<const Plan> plan; // of ours
};

class Bench {
public:
    // Fails the running test where either engine cannot start.
    Bench();

    // Draws with both, prints the line. Fails the running test where either engine cannot.
    CaseResult run(const Case& one);
    // The same with another chain for mpv: to see whether a difference is found.
    CaseResult run_against(const Case& one, const Chain& mpv_chain);
    // Our passes behind the scaler on mpv's own scaled picture, so that both begin with the same bits; what runs before
    // it is left to mpv, and what mpv makes is taken before it draws it. The chain's entries that hook nothing but
    // OUTPUT are those behind. kind is same_input.
    CaseResult run_behind_scaler(const Case& one, const Chain& mpv_chain);
    // Runs it and checks its bound.
    void check(const Case& one);
    void check_behind_scaler(const Case& one);

    Inputs& inputs() { return inputs_; }
    const Shelf& shelf() const { return shelf_; }
    MpvReference& reference() { return reference_; }
    EnginePicture& engine() { return engine_; }

    // A chain of shipped shaders by id; fails the running test where one does not load.
    Chain chain_of(const std::vector<std::string>& shaders) const;

private:
    FloatImage draw_with_mpv(const Case& one, const Chain& chain, MpvRequest::Take take);
    CaseResult report(const Case& one, EngineResult ours, FloatImage mpvs) const;

    Inputs inputs_;
    Shelf shelf_;
    MpvReference reference_;
    EnginePicture engine_;
};

// The texts that make mpv run what `chain` runs: enabled entries, baked with the values they have at this size.
std::vector<std::string> baked(const Chain& chain, const FrameFormat& format, Size output);

// The size scaled by `factor`, rounded.
Size scaled(Size size, double factor);

} // namespace senga::parity
