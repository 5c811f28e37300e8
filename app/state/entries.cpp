#include "app/state/entries.h"

#include <algorithm>

namespace senga {

std::size_t occurrence(const Chain& chain, std::size_t entry) {
    const auto& entries = chain.entries;
    return static_cast<std::size_t>(
        std::count_if(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(entry),
                      [&](const ChainEntry& other) { return other.id == entries[entry].id; }));
}

const ChainEntry* find_entry(const Chain& chain, std::string_view id, std::size_t occurrence) {
    for (const ChainEntry& candidate : chain.entries) {
        if (candidate.id == id && occurrence-- == 0) {
            return &candidate;
        }
    }
    return nullptr;
}

const ChainEntry* as_loaded(const ChainState& chain, std::size_t entry) {
    return chain.loaded ? find_entry(*chain.loaded, chain.chain.entries[entry].id, occurrence(chain.chain, entry))
                        : nullptr;
}

} // namespace senga
