// What is wanted of files, the playlist and what was played lately.
#include "app/state/command_reducer.h"
#include "app/state/drop.h"
#include "app/state/present_entry.h"
#include "app/state/viewing.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <system_error>
#include <utility>

namespace senga {
namespace {

// Whole, so that it means the same in another session. Asks the system for the working folder and for nothing else.
std::string whole_path(const std::string& path) {
    if (path.empty() || path == "-" || path.find("://") != std::string::npos) {
        return path;
    }
    std::error_code error;
    const std::filesystem::path absolute = std::filesystem::absolute(path, error);
    if (error) {
        return path;
    }
    // "a/.." is not always nothing: a may be a link.
    const bool climbs = std::find(absolute.begin(), absolute.end(), "..") != absolute.end();
    return climbs ? absolute.string() : absolute.lexically_normal().string();
}

} // namespace

void CommandReducer::operator()(const command::OpenFiles& wanted) {
    if (wanted.paths.empty()) {
        return;
    }
    const bool append = wanted.mode == OpenMode::append;
    if (!append) {
        save_place(state_, effects_, now_s_);
        state_.player.start_given = !wanted.start.empty();
        if (state_.player.idle) {
            state_.player.playlist = {}; // nothing of it is played again; mpv says what is in the new one
        }
        if (!wanted.start.empty()) {
            player({"set", "start", wanted.start}); // taken back once the file is loaded
        }
    }
    for (std::size_t i = 0; i < wanted.paths.size(); ++i) {
        const char* first = append ? "append-play" : "replace";
        player({"loadfile", whole_path(wanted.paths[i]), i == 0 ? first : "append"});
    }
    if (append) {
        toast("playlist", Text::toast_playlist_added, wanted.paths.size());
    } else {
        state_.player.pending_subtitles.clear();
        run_on();
    }
}

// Who opens a file wants to see it run.
void CommandReducer::run_on() {
    state_.player.paused = false;
    player({"set", "pause", "no"});
}

void CommandReducer::operator()(const command::OpenRecent& wanted) {
    const std::vector<RecentFile>& recent = state_.library.recent;
    if (wanted.index < recent.size()) {
        (*this)(command::OpenFiles{{recent[wanted.index].path}});
    }
}

void CommandReducer::operator()(const command::ClearRecent&) {
    if (!state_.library.recent.empty()) {
        state_.library.recent.clear();
        state_.player.place_unsaved = true;
        save_place(state_, effects_, now_s_);
        toast("recent", Text::toast_recent_cleared);
    }
}

void CommandReducer::operator()(const command::AddSubtitle& wanted) {
    if (!state_.player.opened) {
        toast("subtitle", Text::toast_subtitle_needs_video, wanted.path);
        return;
    }
    state_.player.subtitle_undecided = false;
    player({"sub-add", wanted.path, "select"});
}

void CommandReducer::operator()(const command::DropFiles& wanted) {
    const Dropped dropped = sort_dropped(wanted.paths);
    for (const std::string& shader : dropped.shaders) {
        (*this)(command::AddShader{shader});
    }
    (*this)(command::OpenFiles{dropped.media, wanted.mode});
    if (!dropped.media.empty() && wanted.mode == OpenMode::replace) {
        // mpv would give them to the file that is being left.
        state_.player.pending_subtitles = dropped.subtitles;
        return;
    }
    for (const std::string& subtitle : dropped.subtitles) {
        (*this)(command::AddSubtitle{subtitle});
    }
}

void CommandReducer::operator()(const command::PlaylistStep& wanted) {
    const bool forward = wanted.direction == Direction::forward;
    if (!state_.player.idle) {
        player({forward ? "playlist-next" : "playlist-prev"});
        return;
    }
    // mpv knows of no next one while nothing plays.
    if (const auto index = forward ? later_entry(state_.player) : earlier_entry(state_.player)) {
        player({"playlist-play-index", std::to_string(*index)});
    }
}

void CommandReducer::operator()(const command::PlayEntry& wanted) {
    if (wanted.index < state_.player.playlist.entries.size()) {
        player({"playlist-play-index", std::to_string(wanted.index)});
        run_on();
    }
}

void CommandReducer::operator()(const command::RemoveEntry& wanted) {
    Playlist& playlist = state_.player.playlist;
    if (wanted.index >= playlist.entries.size()) {
        return;
    }
    const auto index = static_cast<int>(wanted.index);
    playlist.entries.erase(playlist.entries.begin() + index);
    if (playlist.position == index) {
        playlist.position = -1; // mpv says what plays instead
    } else if (playlist.position > index) {
        --playlist.position;
    }
    player({"playlist-remove", std::to_string(index)});
}

void CommandReducer::operator()(const command::MoveEntry& wanted) {
    Playlist& playlist = state_.player.playlist;
    const std::size_t count = playlist.entries.size();
    if (wanted.index >= count || wanted.to >= count || wanted.index == wanted.to) {
        return;
    }
    const auto from = static_cast<int>(wanted.index);
    const auto to = static_cast<int>(wanted.to);
    const auto first = playlist.entries.begin();
    if (from < to) {
        std::rotate(first + from, first + from + 1, first + to + 1);
    } else {
        std::rotate(first + to, first + from, first + from + 1);
    }
    int& position = playlist.position;
    if (position == from) {
        position = to;
    } else if (from < position && position <= to) {
        --position;
    } else if (to <= position && position < from) {
        ++position;
    }
    // mpv's second number is the entry before which it goes, counted before the move.
    player({"playlist-move", std::to_string(from), std::to_string(from < to ? to + 1 : to)});
}

void CommandReducer::operator()(const command::ShufflePlaylist&) {
    player({"playlist-shuffle"});
    toast("playlist", Text::toast_playlist_shuffled);
}

void CommandReducer::operator()(const command::ClearPlaylist&) {
    player({"playlist-clear"});
    toast("playlist", Text::toast_playlist_cleared);
}

void CommandReducer::operator()(const command::Stop&) {
    save_place(state_, effects_, now_s_);
    state_.player.idle = true;
    player({"stop", "keep-playlist"});
}

} // namespace senga
