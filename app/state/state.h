// State is everything the program knows to be true: what plays, how it is shown, what the chain is. Plain data: no GL,
// no mpv, no SDL, no ImGui. Nobody writes it but reduce() and apply() (reducer.h); panels and the action table read it.
// Ownership: one State, on the main thread; the plan inside is shared and immutable. Times called *_s are seconds;
// those compared with `now_s` come from one monotonic clock that the program chooses.
#pragma once

#include "renderer/base/diagnostic.h"
#include "renderer/chain/chain.h"
#include "renderer/chain/plan.h"
#include "renderer/picture/frame_format.h"

#include <cstdint>
#include <memory>
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
    std::string title; // empty: the path is all we know
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
    std::vector<std::string> pending_subtitles; // dropped together with the file; added once it is loaded
    bool subtitle_undecided = false;            // loaded, but nobody has chosen a subtitle track yet

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
    double audio_delay_s = 0.0;

    // --- the picture
    std::optional<FrameFormat> format;
    std::string pixel_format; // mpv's name: "yuv420p10"
    bool hdr = false;         // the picture comes tone-mapped from mpv
    std::string hwdec;        // the decoder interop in use; empty: software
    double fps = 0.0;
    std::uint64_t frame_id = 0;

    // --- what went wrong with the pace
    int dropped_decoder = 0;
    int dropped_output = 0;
    int mistimed = 0;
    int delayed = 0;
};

// What the window shows: with the passes, without, or both, divided by a vertical line; left of it is the original.
enum class Compare { processed, original, wipe };

struct Toast {
    std::string topic; // a new toast replaces one of the same topic; empty: never replaced
    std::string text;
    Severity severity = Severity::note;
    double expires_s = 0.0;
};

struct Point {
    double x = 0.0;
    double y = 0.0;
};

struct ViewState {
    Compare compare = Compare::processed;
    double wipe = 0.5; // where the line stands, 0..1 of the picture's width
    bool peek = false; // the key that shows the original is held
    bool fullscreen = false;
    bool panel_visible = true;
    bool information_visible = true;
    bool cost_visible = false;
    bool cursor_hidden = false; // set by tick()
    Size window_px{1280, 720};
    double ui_scale = 1.0;
    Point mouse_px; // where it last moved noticeably
    double last_mouse_move_s = -1e9;
    std::vector<Toast> toasts;   // oldest first
    std::vector<Diagnostic> log; // every message so far, oldest first, bounded
};

struct PresetName {
    std::string key;  // what a preset is loaded by
    std::string name; // for people
    bool operator==(const PresetName&) const = default;
};

// What the chain costs: measured only while somebody looks.
struct CostState {
    struct Step {
        std::optional<std::size_t> entry; // of the chain; none for the engine's own steps
        std::string name;
        double last_ms = 0.0;
        double average_ms = 0.0;
        double peak_ms = 0.0;
        int samples = 0; // 0: no figure has arrived yet
    };
    struct Texture {
        std::string name;
        Size size;
        std::string format;
        std::size_t bytes = 0;
    };
    std::vector<Step> steps;       // in order of execution
    std::vector<Texture> textures; // of the plan; those that are not needed at once share memory
    std::size_t pool_bytes = 0;    // what the render targets really take
    std::string renderer;          // the graphics card, as its driver calls it
    bool software = false;         // the CPU draws: times are the processor's
};

// How far the programs of the chain are; until all are there, the last chain that was ready is on show.
struct CompileState {
    std::size_t done = 0;
    std::size_t total = 0;
    bool complete() const { return done == total; }
};

struct ChainState {
    Chain chain;
    std::uint64_t revision = 0;          // counts changes of `chain`; pictures are cached by it
    std::string preset;                  // key
    bool modified = false;               // differs from the preset as loaded
    std::shared_ptr<const Chain> loaded; // the preset as loaded: what "reset" goes back to; may be null
    std::shared_ptr<const Plan> plan;    // of this or an earlier revision with the same entries; may be null
    CompileState compile;
    CostState cost;
    std::vector<Diagnostic> diagnostics; // of loading and planning
    std::vector<PresetName> presets;     // all there are
};

struct State {
    PlayerState player;
    ViewState view;
    ChainState chain;
    bool quit = false;
};

// What is to be shown now, the held key considered.
Compare shown(const ViewState& view);

} // namespace senga
