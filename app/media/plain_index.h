// Gives a finished file of the .mp4 family one plain index, at its front: written in fragments it survives a process
// that dies, but tells no length, and uploads, editors and browsers want the index first. Nothing is coded anew.
// Internal to app/media. A free function without state, any thread; it holds an index in memory, never the film.
#pragma once

#include "app/media/ffmpeg.h"
#include "renderer/base/result.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace senga::ff {

// A picture of the film as a whole, which has no place in fragments.
struct Cover {
    ParametersPtr codec;
    PacketPtr picture;
};

// What is to be in the film and is not in its fragments.
struct Unfragmented {
    std::vector<Cover> covers;
    // How long lines of text last, by stream and time in its time base: in fragments FFmpeg lets each last to the next.
    std::map<std::pair<int, std::int64_t>, std::int64_t> line_ticks;
};

// `muxer` is FFmpeg's: "mp4" or "mov". The new file takes the place of the old one when it is whole. Errors:
// file_unwritable, media_unreadable; the old one is there then as it was.
Outcome make_plain_index(const std::string& path, const char* muxer, const Unfragmented& more);

} // namespace senga::ff
