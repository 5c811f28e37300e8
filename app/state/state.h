// State is everything the program knows to be true: what plays, how it is shown, what the chain is, what is remembered.
// Plain data: no GL, no mpv, no SDL, no ImGui. Nobody writes it but reduce() and apply() (reducer.h); panels and the
// action table read it.
// Ownership: one State, on the main thread; the plan inside is shared and immutable. Times called *_s are seconds;
// those compared with `now_s` come from one monotonic clock that the program chooses.
#pragma once

#include "app/state/browse_state.h"
#include "app/state/chain_state.h"
#include "app/state/export_state.h"
#include "app/state/library.h"
#include "app/state/player_state.h"
#include "app/state/view_state.h"

namespace senga {

struct State {
    PlayerState player;
    ViewState view;
    ChainState chain;
    ExportState exporting;
    BrowseState browse;
    Library library;
    bool quit = false;
};

// What is to be shown now: the held key and the blinking considered, so never `blink`.
Compare shown(const ViewState& view, double now_s);

} // namespace senga
