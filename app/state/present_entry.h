// Where one is in the playlist, also while nothing plays: play, previous and next go on from there.
// Pure functions, any thread.
#pragma once

#include "app/state/player_state.h"

#include <cstddef>
#include <optional>

namespace senga {

// The entry that plays; while none does, the one that was stopped or could not be played. nullopt: it is gone, or there
// was none.
std::optional<std::size_t> present_entry(const PlayerState& player);
// The one before it and the one after it, where there is one.
std::optional<std::size_t> earlier_entry(const PlayerState& player);
std::optional<std::size_t> later_entry(const PlayerState& player);

} // namespace senga
