// Sides makes the pictures of A and B: whatever each of them shows (the original, the chain, a preset, a texture of the
// chain, another film), from the same frame and at the same size. It keeps a Slot for each different chain, so that
// changing sides runs and compiles nothing that is there already. It does not draw: see Compositor.
// Belongs to the thread of the GL context; borrows the Runner.
#pragma once

#include "app/session/chain_loader.h"
#include "app/session/reference.h"
#include "app/state/state.h"
#include "renderer/compare/compositor.h"
#include "renderer/engine/slot.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace senga {

struct SidesOptions {
    Shelf shelf;
    ChainLoaderOptions::Thread thread = ChainLoaderOptions::Thread::own; // presets of a side are read there
    std::function<void()> on_change;                                     // something is there that update() would take
};

class Sides {
public:
    Sides(Runner& runner, SidesOptions options);

    // Takes the chain, the equaliser and the wishes for A and B over.
    void sync(const State& state);

    // The picture of that side; no texture while there is none. Runs only what has changed. Errors are returned once.
    Result<Exposure> expose(Side side, const Frame& frame, Size size);

    // What a step of the chain writes, by name, run for the purpose. Errors: pass_unknown (there is none of that name),
    // and those of running.
    struct Texture {
        std::shared_ptr<const gl::Texture> texture;
        int components = 4;
    };
    Result<Texture> texture(const TextureName& name, const Frame& frame, Size size);

    // The slot of the chain as the viewer arranged it: its plan, progress and costs are what the panels show.
    Slot& chain() { return chain_; }

    // Asks for the programs such frames will need; the plain picture's first, and waited for.
    void anticipate(const FrameFormat& format, Size size);

    // Something has been read, decoded or compiled meanwhile that expose() would use. `time_s` is the film's.
    bool update(double time_s);
    bool impatient() const;
    // What could not be read, once.
    std::vector<Diagnostic> take_errors();

private:
    struct PresetSide { // a chain of its own
        Slot slot;
        Chain chain;
        bool loaded = false;
        std::uint64_t revision = 0;
    };
    Chain with_equaliser(Chain chain) const;
    struct ReferenceSide { // another file, through the scalers alone
        Slot slot;
        std::unique_ptr<Reference> film;
        Frame frame; // the last that came
    };
    Slot* slot_for(const Exhibit& exhibit);
    bool wanted(Exhibit::Kind kind, const std::string& name) const;
    void sync_presets();
    void sync_references(const State& state);
    void take_presets();

    Runner* runner_;
    SidesOptions options_;
    Slot chain_;
    Slot original_;
    Slot second_; // the chain once more, where both sides show a texture of it
    std::map<std::string, PresetSide, std::less<>> presets_;       // by key
    std::map<std::string, ReferenceSide, std::less<>> references_; // by path
    ChainLoader loader_;
    std::array<Exhibit, 2> exhibits_;
    std::vector<Diagnostic> errors_;

    // What the slots were given.
    ChainEntry equaliser_;
    Scaling scaling_;
    std::uint64_t chain_revision_ = 0;
    std::uint64_t equaliser_revision_ = 0;
    std::uint64_t next_revision_ = 0;
    bool synced_ = false;
};

} // namespace senga
