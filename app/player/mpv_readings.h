// What mpv's compound properties say, in the words of PlayerState: tracks, chapters, playlist, aspect, sound. What mpv
// leaves out has the member's initial value. Pure functions over a NodeView, which must still be alive.
#pragma once

#include "app/player/mpv_node.h"
#include "app/state/player_state.h"

#include <string>
#include <vector>

namespace senga {

std::vector<Track> read_tracks(const NodeView& list);
// The size the container says of the video track that plays, in pixels; empty where it says nothing.
Size read_container_size(const NodeView& track_list);
std::vector<Chapter> read_chapters(const NodeView& list);
Playlist read_playlist(const NodeView& list);
// What the viewer set instead of the file's own: "16:9". mpv has a number, -1 for the file's and 0 for square pixels.
std::string aspect_name(double aspect);
// "48000 Hz stereo float"
std::string audio_name(const NodeView& params);

} // namespace senga
