// Events are what happened outside: in the player, in the loader of chains, to the window. apply() takes them into
// State. Single values of the player arrive as a member of PlayerState and its new value, so that the player's table of
// observed properties is one line each:  {"time-pos", &PlayerState::time_s}.
// Plain data, any thread.
#pragma once

#include "app/state/state.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace senga::event {

// --- the player. A property that became unavailable arrives with its default value.
struct NumberChanged {
    double PlayerState::*field = nullptr;
    double value = 0.0;
};
struct CountChanged {
    int PlayerState::*field = nullptr;
    int value = 0;
};
struct FlagChanged {
    bool PlayerState::*field = nullptr;
    bool value = false;
};
struct TextChanged {
    std::string PlayerState::*field = nullptr;
    std::string value;
};
struct FileStarted { // loading begins; what is known of the last file is void
    std::string path;
    std::int64_t entry = 0; // of the playlist, by its id
};
struct FileLoaded {};              // what is known of it follows
struct FileEnded {                 // and is closed; reaching the end with keep-open is FlagChanged{ended}
    std::optional<Diagnostic> why; // set where it failed
};
struct TracksChanged {
    std::vector<Track> tracks;
};
struct ChaptersChanged {
    std::vector<Chapter> chapters;
};
struct PlaylistChanged {
    Playlist playlist;
};
struct LoopChanged { // the A-B loop
    std::optional<double> a_s;
    std::optional<double> b_s;
};
struct FormatChanged { // of the frames that are shown from now on
    std::optional<FrameFormat> format;
    std::string pixel_format;
    bool hdr = false;
};
struct FrameShown {
    std::uint64_t frame_id = 0;
};
struct Reported { // something to tell the user; playback goes on
    Diagnostic diagnostic;
};

// --- the chain
struct PresetsListed {
    std::vector<PresetName> presets;
};
struct ShadersListed { // ids of those on the shelf
    std::vector<std::string> shaders;
};
struct ShadersNamed { // id to what the file calls itself
    std::map<std::string, std::string, std::less<>> labels;
};
struct EqualiserLoaded {
    ChainEntry entry;
};
struct PresetSaved { // answers effect::SavePreset
    std::string key;
    std::string name;
};
struct ChainLoaded { // answers effect::LoadPresetFile
    std::string preset;
    Chain chain;
    std::vector<Diagnostic> notes;
};
struct ShaderLoaded { // answers effect::LoadShaderFile; a failed one is kept in the chain with its reason
    ChainEntry entry;
};
struct ShaderReloaded { // its file has changed; a broken one comes with its failure and no shader
    ChainEntry entry;
};
struct Planned {
    std::uint64_t revision = 0; // of the chain that was planned; another than the present one is ignored
    std::shared_ptr<const Plan> plan;
};
struct CompileProgressed {
    CompileState compile;
};
struct Measured {
    CostState cost;
};
struct EntryFailed { // the driver refused it; `id` guards against a chain that changed meanwhile
    std::size_t entry = 0;
    std::string id;
    Diagnostic why;
};
struct EqualiserFailed { // the driver refused that one
    Diagnostic why;
};

struct Probed {
    ProbeState probe;
};
struct MetricsMeasured {
    MetricsState metrics;
};
struct PictureSaved { // answers effect::Screenshot and effect::SaveTexture
    std::string path;
};

struct Exported { // answers effect::ExportChain
    Result<ExportReport> outcome;
};

struct FolderListed { // answers effect::ListFolder
    std::string asked;
    std::string path; // the same, whole
    std::vector<BrowseEntry> entries;
    std::optional<Diagnostic> failure;
};

// --- what is remembered
struct LibraryLoaded { // once, at the start
    Library library;
};

// --- the window
struct WindowResized {
    Size window_px;
    double display_scale = 1.0;
};
struct DisplayChanged {
    double refresh_hz = 0.0; // 0: not known
};
struct ClipboardRead { // answers effect::ReadClipboard
    std::string text;
};
struct FontsLoaded {
    bool chinese = true; // there are glyphs for it
};
struct FullscreenChanged {
    bool fullscreen = false;
};
struct MouseMoved {
    Point position_px;
};

} // namespace senga::event

namespace senga {

using PlayerEvent =
    std::variant<event::NumberChanged, event::CountChanged, event::FlagChanged, event::TextChanged, event::FileStarted,
                 event::FileLoaded, event::FileEnded, event::TracksChanged, event::ChaptersChanged,
                 event::PlaylistChanged, event::LoopChanged, event::FormatChanged, event::FrameShown, event::Reported>;
using ChainEvent = std::variant<event::PresetsListed, event::ShadersListed, event::ShadersNamed, event::EqualiserLoaded,
                                event::PresetSaved, event::ChainLoaded, event::ShaderLoaded, event::ShaderReloaded,
                                event::Planned, event::CompileProgressed, event::Measured, event::EntryFailed,
                                event::EqualiserFailed, event::Probed, event::MetricsMeasured, event::PictureSaved,
                                event::Exported, event::FolderListed, event::LibraryLoaded>;
using WindowEvent = std::variant<event::WindowResized, event::DisplayChanged, event::FullscreenChanged,
                                 event::MouseMoved, event::ClipboardRead, event::FontsLoaded>;

} // namespace senga
