// ChainHistory is what "undo" goes back to: the chains as the viewer arranged them, oldest first, the present one among
// them. Loading a preset by hand is such a change too, so that what it took away can be brought back. What is of the
// moment (mute, solo, the chain's own switch, failures) is not in it. Plain data; see state.h for who writes it.
// Pure functions, main thread.
#pragma once

#include "renderer/chain/chain.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace senga {

struct ChainState;

struct ChainMoment {
    Chain chain;
    std::string preset;                  // as in ChainState
    std::shared_ptr<const Chain> loaded; // likewise
    std::string topic;                   // changes of one topic in quick succession are one: a slider that is dragged
    double time_s = 0.0;                 // of the last of them
};

struct ChainHistory {
    std::vector<ChainMoment> moments; // the present is the one at `at`; empty until something has changed
    std::size_t at = 0;
    bool can_undo() const { return at > 0; }
    bool can_redo() const { return at + 1 < moments.size(); }
};

// Whether saving the chain would make another preset than the one it was loaded from; true where there is none.
bool differs_from_loaded(const ChainState& chain);

// Before the first change: what there is is what can be gone back to. Later on it does nothing.
void begin_history(ChainState& chain);
// After every change: what there is now is the latest; what had been undone is gone. An empty topic stands alone.
struct ChainChange {
    std::string topic;
    double now_s = 0.0;
};
void remember_change(ChainState& chain, const ChainChange& change);
// After a load by itself: nobody wants to go back behind it.
void restart_history(ChainState& chain);
// After saving: moments of that preset are compared with what is saved now.
void remember_saved(ChainState& chain);

// One change back or forth; the chain's revision grows. False: there is none.
enum class HistoryStep { undo, redo };
bool step_history(ChainState& chain, HistoryStep step);

} // namespace senga
