// Session is a running player without its window: it keeps the State, feeds it from libmpv, carries out what the
// reducer asks for, and draws A and B into whatever framebuffer it is given. The window puts events in and swaps.
// Main thread; the GL context it was created in must be current in every call.
#pragma once

#include "app/player/player.h"
#include "app/session/composing.h"
#include "app/session/disk.h"
#include "app/session/inspection.h"
#include "app/session/sides.h"
#include "app/state/reducer.h"
#include "renderer/base/result.h"
#include "renderer/chain/preset.h"
#include "renderer/compare/compositor.h"

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
    // Chosen by the command line: rules leave it alone.
    ChainState::Choice choice = ChainState::Choice::by_hand;
    Size window_px{1280, 720};
    double display_scale = 1.0;
    double now_s = 0.0;                    // the program's clock at the start
    Language language = Language::english; // where the settings name none
    OutputDepth depth = OutputDepth::eight;
    StoreOptions store;            // without folders nothing is remembered
    std::string screenshot_folder; // where the settings name none
    std::string export_folder;     // likewise
    // Where files are parsed and programs compiled: with a thread in the background the film goes on meanwhile.
    CompilerOptions compiler; // its on_change is set to the player's on_wakeup
};

class Session {
public:
    // Errors: player_start, gl_internal, file_unwritable.
    static Result<Session> create(SessionOptions options);

    const State& state() const { return *state_; }

    // What is wanted, and what happened to the window. Effects for the player and the disk are carried out at once;
    // those for the window wait in take_window_effects().
    void dispatch(const Command& command, double now_s);
    void dispatch(const WindowEvent& event, double now_s);
    std::vector<WindowEffect> take_window_effects();

    // One turn: events of the player, time, the picture that is due. True: what draw() shows has changed.
    enum class Visibility { shown, hidden };
    bool update(double now_s, Visibility visibility = Visibility::shown);

    // Draws the present picture; runs the chain only if frame, chain or size have changed.
    void draw(std::uint32_t framebuffer, Size target, RowOrder rows, double now_s);
    // After the swap that showed it.
    void shown();

    // Whether update() has more to do at once: programs that are compiled but not yet ready for use.
    bool impatient() const { return sides_->impatient() || inspection_->waiting(); }

    // Where the picture lies in a window of that size, zoom and all; empty without a picture.
    Rect picture_rect(Size window) const;

    // Chain runs, compiles and allocations so far, for the tests.
    Runner::Counters engine_counters() const { return runner_->counters(); }
    Player::Counters player_counters() const { return player_->counters(); }

private:
    Session() = default;
    void start();
    void happened(const ChainEvent& event, double now_s);
    void carry_out(const Effects& effects, double now_s);
    void carry_out(const Effect& effect, double now_s);
    void take_news(double now_s);
    // Compiles what every film needs, and begins with the chain, before one opens.
    void warm_up();
    Exposure expose(Side side, double now_s);
    void expose_sides(Composition& what, double now_s);
    void inspect(const Composition& what, double now_s);
    Size stored_size(Size window) const; // of the picture as the frame lies in memory, unturned
    void publish_plan(double now_s);
    void publish_progress(double now_s);
    void publish_cost(double now_s);
    bool cost_wanted() const;
    bool cost_due(double now_s) const;
    void take_screenshots(const Composition& shown, Size target, double now_s);
    void save_texture(const effect::SaveTexture& wanted, double now_s);
    std::string picture_name(const std::string& what) const;
    const std::string& picture_folder() const;
    void tell(const Diagnostic& diagnostic, double now_s);

    SessionOptions options_;
    // In order of need: each lives by those above it.
    std::unique_ptr<Player> player_;
    std::unique_ptr<Runner> runner_;
    std::unique_ptr<Compositor> compositor_;
    std::unique_ptr<Sides> sides_;
    std::unique_ptr<Inspection> inspection_;
    std::unique_ptr<TexturePool> photographs_;
    std::unique_ptr<Disk> disk_;
    std::unique_ptr<State> state_;

    std::vector<WindowEffect> window_effects_;
    std::vector<effect::Screenshot> screenshots_; // to be taken with the next picture
    std::set<std::string> told_;                  // errors of drawing that were shown already
    double cost_published_s_ = -1e9;
    Look drawn_;
    std::uint64_t watched_revision_ = 0;
};

} // namespace senga
