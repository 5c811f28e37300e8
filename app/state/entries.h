// An entry of the chain and the one it came from: the preset as it was loaded keeps its own list, and passes that stand
// twice are told apart by their order. Pure functions, any thread.
#pragma once

#include "app/state/chain_state.h"

#include <cstddef>
#include <string_view>

namespace senga {

// How many entries before this one have its id: with the id a name that stays when passes are moved.
std::size_t occurrence(const Chain& chain, std::size_t entry);
// The n-th entry of that id, from 0; null: there are fewer.
const ChainEntry* find_entry(const Chain& chain, std::string_view id, std::size_t occurrence);
// The entry as the preset had it; null: the preset has none.
const ChainEntry* as_loaded(const ChainState& chain, std::size_t entry);

} // namespace senga
