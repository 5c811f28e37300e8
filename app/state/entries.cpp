#include "app/state/entries.h"

#include <algorithm>

namespace senga {

std::size_t occurrence(const Chain& chain, std::size_t entry) {
    const auto& entries = chain.entries;
    return static_cast<std::size_t>(
        std::count_if(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(entry),
                      [&](const ChainEntry& other) { return other.id == entries[entry].id; }));
}

const ChainEntry* as_loaded(const ChainState& chain, std::size_t entry) {
    if (!chain.loaded) {
        return nullptr;
    }
    std::size_t before = occurrence(chain.chain, entry);
    for (const ChainEntry& candidate : chain.loaded->entries) {
        if (candidate.id == chain.chain.entries[entry].id && before-- == 0) {
            return &candidate;
        }
    }
    return nullptr;
}

} // namespace senga
