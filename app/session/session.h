// Session is a running player without its window: it keeps the State, feeds it from libmpv, carries out what the
// reducer asks for, and draws pictures A and B into whatever framebuffer it is given. The window puts events in and
// swaps. Main thread; the GL context it was created in must be current in every call.
#pragma once

#include "app/player/player.h"
#include "app/session/chain_loader.h"
#include "app/state/reducer.h"
#include "renderer/base/result.h"
#include "renderer/chain/preset.h"
#include "renderer/compare/compositor.h"
#include "renderer/engine/slot.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace senga {

struct SessionOptions {
    PlayerOptions player;
    Shelf shelf;
    std::string preset = "default"; // key of what `chain` was loaded from; may be empty
    LoadedChain chain;              // what to start with
    Size window_px{1280, 720};
    double ui_scale = 1.0;
    OutputDepth depth = OutputDepth::eight;
    // Where files are parsed and programs compiled: with a thread in the background the film goes on meanwhile.
    CompilerOptions compiler; // its on_change is set to the player's on_wakeup
};

class Session {
public:
    // Errors: player_start, gl_internal, file_unwritable.
    static Result<Session> create(SessionOptions options);

    const State& state() const { return *state_; }

    // What is wanted, and what happened to the window. Effects for the player and the loader are carried out at once;
    // those for the window wait in take_window_effects().
    void dispatch(const Command& command, double now_s);
    void dispatch(const WindowEvent& event, double now_s);
    std::vector<effect::SetFullscreen> take_window_effects();

    // One turn: events of the player, time, the picture that is due. True: what draw() shows has changed.
    enum class Visibility { shown, hidden };
    bool update(double now_s, Visibility visibility = Visibility::shown);

    // Draws the present picture; runs the chain only if frame, chain or size have changed.
    void draw(std::uint32_t framebuffer, Size target, RowOrder rows, double now_s);
    // After the swap that showed it.
    void shown();

    // Whether update() has more to do at once: programs that are compiled but not yet ready for use.
    bool impatient() const { return processed_->impatient() || original_->impatient(); }

    // Where the picture lies in a window of that size; empty without a picture.
    Rect picture_rect(Size window) const;

    // Chain runs, compiles and allocations so far, for the tests.
    Runner::Counters engine_counters() const { return runner_->counters(); }
    Player::Counters player_counters() const { return player_->counters(); }

private:
    Session() = default;
    void carry_out(const Effects& effects, double now_s);
    void carry_out(const Effect& effect, double now_s);
    void take_loaded(double now_s);
    const gl::Texture* picture(Slot& slot, Rect rect, double now_s);
    // Compiles what every film needs, and begins with the chain, before one opens.
    void warm_up();
    void publish_plan(double now_s);
    void publish_progress(double now_s);
    bool cost_wanted() const;
    bool cost_due(double now_s) const;
    void publish_cost(double now_s);
    void sync_chains();

    SessionOptions options_;
    // In order of need: each lives by those above it.
    std::unique_ptr<Player> player_;
    std::unique_ptr<Runner> runner_;
    std::unique_ptr<Slot> processed_;
    std::unique_ptr<Slot> original_;
    std::unique_ptr<Compositor> compositor_;
    std::unique_ptr<State> state_;
    std::unique_ptr<ChainLoader> loader_;

    std::vector<effect::SetFullscreen> window_effects_;
    std::set<std::string> told_; // errors of drawing that were shown already
    Scaling original_scaling_;
    std::uint64_t original_revision_ = 0;
    std::uint64_t drawn_revision_ = 0;
    double cost_published_s_ = -1e9;
    Compare drawn_compare_ = Compare::processed;
    double drawn_wipe_ = 0.5;
    Size drawn_size_;
};

} // namespace senga
