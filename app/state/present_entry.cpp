#include "app/state/present_entry.h"

#include <algorithm>

namespace senga {

std::optional<std::size_t> present_entry(const PlayerState& player) {
    const Playlist& playlist = player.playlist;
    if (playlist.position >= 0) {
        return static_cast<std::size_t>(playlist.position);
    }
    const auto last = std::find_if(playlist.entries.begin(), playlist.entries.end(),
                                   [&](const PlaylistEntry& entry) { return entry.id == player.entry; });
    if (player.entry == 0 || last == playlist.entries.end()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(last - playlist.entries.begin());
}

std::optional<std::size_t> earlier_entry(const PlayerState& player) {
    const std::optional<std::size_t> present = present_entry(player);
    return present && *present > 0 ? std::optional(*present - 1) : std::nullopt;
}

std::optional<std::size_t> later_entry(const PlayerState& player) {
    const std::optional<std::size_t> present = present_entry(player);
    return present && *present + 1 < player.playlist.entries.size() ? std::optional(*present + 1) : std::nullopt;
}

} // namespace senga
