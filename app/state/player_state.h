// PlayerState is what plays and how: mpv's side of the State. Plain data; see state.h for who writes it.
#pragma once

#include "renderer/picture/frame_format.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace senga {

enum class TrackKind { video, audio, subtitle };

struct Track {
    int id = 0; // mpv's number within the kind, from 1
    TrackKind kind = TrackKind::video;
    std::string title;
    std::string lang;
    std::string codec;
    bool selected = false;
    bool external = false; // from a file of its own
    bool albumart = false; // a cover, not a film
    bool operator==(const Track&) const = default;
};

struct Chapter {
    double time_s = 0.0;
    std::string title;
    bool operator==(const Chapter&) const = default;
};

struct PlaylistEntry {
    std::string path;
    std::string title;   // empty: the path is all we know
    std::int64_t id = 0; // mpv's: it stays when entries move
    bool operator==(const PlaylistEntry&) const = default;
};

struct Playlist {
    std::vector<PlaylistEntry> entries;
    int position = -1; // of the entry that plays; -1: none
    bool operator==(const Playlist&) const = default;
};

struct PlayerState {
    // --- the file
    bool opened = false; // a file is loaded and plays, is paused, or stands at its end
    bool idle = true;    // nothing is loaded and nothing is being loaded
    std::string path;
    std::string title;
    double duration_s = 0.0; // 0: unknown
    std::vector<Track> tracks;
    std::vector<Chapter> chapters;
    Playlist playlist;
    std::int64_t entry = 0;                     // of the playlist, by its id: what plays or was tried last; 0: none
    std::vector<std::string> pending_subtitles; // dropped together with the file; added once it is loaded
    bool subtitle_undecided = false;            // loaded, but nobody has chosen a subtitle track yet
    bool start_given = false;                   // the viewer said where the next file begins
    bool format_known = false;                  // `format` is this file's, not still the last one's

    // --- playback
    bool paused = false;
    bool ended = false;
    bool buffering = false;
    double time_s = 0.0;
    double speed = 1.0;
    double volume = 100.0; // percent
    bool muted = false;
    bool loop_file = false;
    std::optional<double> loop_a_s;
    std::optional<double> loop_b_s;
    bool deinterlace = false;
    bool subtitles_visible = true;
    double subtitle_delay_s = 0.0;
    double subtitle_position = 100.0; // percent of the height, 100 is the bottom
    double subtitle_scale = 1.0;
    bool subtitles_plain = false; // styled as set here, not as the file says
    double audio_delay_s = 0.0;

    // --- the picture
    std::optional<FrameFormat> format;
    std::string pixel_format; // mpv's name: "yuv420p10"
    bool hdr = false;         // the picture comes tone-mapped from mpv
    std::string hwdec;        // the decoder interop in use; empty: software
    double fps = 0.0;         // as the container says
    std::string aspect;       // what the viewer set instead of the file's: "16:9"; empty: the file's
    int rotation_deg = 0;     // what the viewer added, clockwise: 0, 90, 180, 270
    double panscan = 0.0;     // 0: the whole picture, 1: no bars
    std::uint64_t frame_id = 0;

    // --- what went wrong with the pace
    int dropped_decoder = 0;
    int dropped_output = 0;
    int mistimed = 0;
    int delayed = 0;

    // --- where the film is left, for the next time: Library::recent, whose first entry it is
    bool place_unsaved = false;
    double place_saved_s = -1e9;

    // --- for the information view; empty or 0 where mpv does not say
    std::string file_format;
    std::string video_codec;
    std::string audio_codec;
    std::string audio_output;
    double video_bitrate = 0.0; // bits per second
    double audio_bitrate = 0.0;
    double sync_s = 0.0;       // audio ahead of the picture
    double measured_fps = 0.0; // of the pictures that come
    int cache_s = 0;           // that much is read ahead
};

} // namespace senga
