// Command is what is wanted: by a key, a click or a dropped file. It says what, not how; reduce() decides.
// It is not an event: what happened outside arrives as an Event (event.h).
// Plain data, any thread.
#pragma once

#include "app/input/keymap.h"
#include "app/state/state.h"

#include <cstddef>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace senga {

enum class Switch { off, on };
// keyframes: fast, lands near; exact: lands on the frame.
enum class Precision { keyframes, exact };
enum class OpenMode { replace, append };
enum class Direction { back, forward };

namespace command {

// --- the chain; `entry` counts from 0
struct TogglePass {
    std::size_t entry = 0;
};
struct ToggleChain {};
struct SetParameter {
    std::size_t entry = 0;
    std::string name;
    double value = 0.0;
};
struct ResetParameter {
    std::size_t entry = 0;
    std::string name;
};
struct ResetPass { // all its parameters
    std::size_t entry = 0;
};
struct MovePass {
    std::size_t entry = 0;
    Direction direction = Direction::forward; // back: earlier in the chain
};
struct MovePassTo {
    std::size_t entry = 0;
    std::size_t to = 0; // the place it has afterwards
};
struct SoloPass { // only the passes marked so take part; nothing is saved of it
    std::size_t entry = 0;
};
struct MutePass { // set aside, whatever its switch says; nothing is saved of it
    std::size_t entry = 0;
};
struct DuplicatePass {
    std::size_t entry = 0;
};
struct OpenSource { // of a pass, in the system's editor
    std::size_t entry = 0;
};
struct ToggleShader { // every pass of that shader; what a pass's own key does
    std::string id;
};
struct RemovePass {
    std::size_t entry = 0;
};
struct AddShader {
    std::string path; // or id
};
struct LoadPreset {
    std::string key;
};
struct StepPreset {
    Direction direction = Direction::forward;
};
struct LoadPresetNumber { // counts from 0, in the order of the list
    std::size_t index = 0;
};
struct SwapPresets {};  // the present one and the one before
struct RevertPreset {}; // as it was loaded
struct UndoChain {};    // the last change, the loading of a preset included
struct RedoChain {};
struct SavePreset {}; // over the viewer's own; a shipped one is saved under its name among the viewer's
struct SavePresetAs {
    std::string name;
};
struct DeletePreset { // the viewer's own only
    std::string key;
};
struct CopyChain {}; // as a preset's text, to the clipboard
struct PasteChain {};
struct SetExport { // what the Export dialog holds
    ExportWish wish;
};
struct ExportChain {};      // as that says
struct CopyExportFolder {}; // of the last export, to the clipboard
struct SetScaling {
    Scaling scaling;
};
struct SetEqualiser {
    std::string name;
    double value = 0.0;
};
struct ChangeEqualiser {
    std::string name;
    double delta = 0.0;
};
struct ResetEqualiser {};
struct SaveTexture { // as a PNG file; a name of the plan, as in Exhibit
    std::string name;
    int occurrence = 0;
};
struct SetRules {
    std::vector<Rule> rules;
};

// --- the view
struct SetPeek {
    Switch to = Switch::on;
};
struct ToggleCompare { // to that way of comparing, or back to B alone
    Compare compare = Compare::wipe;
};
struct SetExhibit {
    Side side = Side::b;
    Exhibit exhibit;
};
struct SwapSides {};
struct SetDivider {
    double position = 0.5;
};
struct MoveDivider {
    double delta = 0.0;
};
struct TurnDivider {}; // vertical, horizontal
struct SetDifference {
    Difference difference;
};
struct CycleDifference {}; // absolute, with sign, luma
struct SetBlinkPeriod {
    double seconds = 0.5;
};
struct ZoomBy { // steps of the ladder, at the pointer
    int steps = 1;
};
struct SetZoom {
    std::optional<double> factor; // none: as large as fits
};
struct PanBy { // the picture moves with it
    double dx_px = 0.0;
    double dy_px = 0.0;
};
struct ResetView {}; // zoom and place
struct ToggleProbe {};
struct ToggleMagnifier {};
struct ToggleGrid {};
struct ToggleMetrics {};
struct TakeScreenshot {
    // shown: what the window shows, without panels; sides: A, B and that, of the same frame.
    enum class What { shown, sides } what = What::shown;
};

// --- the window
struct TogglePanel {};
struct ToggleInformation {};
struct ShowLeft {
    LeftTab tab = LeftTab::passes;
};
struct ToggleRight { // opens it at that tab, or closes it there
    RightTab tab = RightTab::cost;
};
struct ToggleOverlay {
    Overlay overlay = Overlay::palette;
};
struct SetQuery {
    std::string text;
};
struct SetDimmed {
    Switch to = Switch::on;
};
struct CopyToast { // what that toast offers to the clipboard; from 0, oldest first
    std::size_t index = 0;
};
struct ToggleOnTop {};
struct ScaleWindow { // to that multiple of the film's size
    double factor = 1.0;
};
struct ChangeSettings {
    Settings settings;
};
struct CaptureKey { // the next key becomes one of the target's; none: no longer
    std::optional<std::string> target;
};
struct SetKeys { // what bind_key(), unbind_key() and reset_keys() of app/input/bindings.h make; ends a capture
    Keymap keys;
    std::string said; // a toast about it; may be empty
};
struct ToggleFullscreen {};
struct LeaveFullscreen {};
struct KeepControls {}; // the pointer rests on them: do not hide
struct Quit {};

// --- playback
struct TogglePause {};
struct SeekBy {
    double seconds = 0.0;
    Precision precision = Precision::keyframes;
};
struct SeekTo {
    double time_s = 0.0;
    Precision precision = Precision::exact;
};
struct SeekChapter {
    Direction direction = Direction::forward;
};
struct StepFrame {
    Direction direction = Direction::forward;
};
struct SeekLine { // to another line of the subtitles, or with them
    Direction direction = Direction::forward;
};
struct RevertSeek { // back to where the last jump began, or to the mark
    enum class What { revert, mark } what = What::revert;
};
struct ChangeSpeed {
    double factor = 1.0;
};
struct SetSpeed {
    double factor = 1.0;
};
struct ResetSpeed {};
struct ToggleLoopAB {}; // sets A, then B, then clears both
struct ToggleLoopFile {};
struct ToggleDeinterlace {};
struct PlaylistStep {
    Direction direction = Direction::forward;
};
struct PlayEntry { // of the playlist, from 0
    std::size_t index = 0;
};
struct RemoveEntry {
    std::size_t index = 0;
};
struct MoveEntry {
    std::size_t index = 0;
    std::size_t to = 0; // the place it has afterwards
};
struct ShufflePlaylist {};
struct ClearPlaylist {}; // but for what plays
struct Stop {};
struct CycleAspect {};
struct SetAspect {
    std::string aspect; // "16:9"; empty: the file's own
};
struct Rotate {                               // by a quarter turn
    Direction direction = Direction::forward; // clockwise
};
struct ChangePanscan {
    double delta = 0.0;
};
struct CycleEdition {};
struct ToggleHwdec {};

// --- sound, tracks and subtitles
struct ChangeVolume {
    double delta = 0.0; // percent
};
struct SetVolume {
    double percent = 100.0;
};
struct ToggleMute {};
struct ShiftAudio {
    double seconds = 0.0;
};
struct CycleTrack {
    TrackKind kind = TrackKind::subtitle;
    Direction direction = Direction::forward;
};
struct SelectTrack {
    TrackKind kind = TrackKind::subtitle;
    int id = 0; // 0: none
};
struct ToggleSubtitles {};
struct ShiftSubtitles {
    double seconds = 0.0;
};
struct StepLine { // shifts the subtitles' timing so that another line is shown now
    Direction direction = Direction::forward;
};
struct MoveSubtitles {
    double percent = 0.0; // of the height, positive is down
};
struct ScaleSubtitles {
    double delta = 0.0;
};
struct ToggleSubtitleStyle {}; // the file's own, or plain
struct ForwardKey {            // a key we do not use, to mpv
    std::string key;           // mpv's name for it
    Switch to = Switch::on;    // down, up
};

// --- files
struct OpenFiles { // in this order
    std::vector<std::string> paths;
    OpenMode mode = OpenMode::replace;
    std::string start; // of the first: seconds, H:MM:SS or 25%; empty: where it was left
};
struct OpenRecent { // of Library::recent, from 0
    std::size_t index = 0;
};
struct ClearRecent {};
struct AddSubtitle {
    std::string path;
};
// In the overlay that opens files: an entry of the folder it shows, or with an empty name what is typed. A folder is
// entered, or added whole; anything else is opened like what is dropped on the window.
struct OpenBrowsed {
    std::string name;
    OpenMode mode = OpenMode::replace;
};
struct CompleteBrowsed {}; // what is typed there, as far as the folder's entries agree
struct BrowseUp {};        // to the folder above
struct DropFiles {         // of any kind, in any order; folders too
    std::vector<std::string> paths;
    OpenMode mode = OpenMode::replace;
};

} // namespace command

using AnyCommand = std::variant<
    command::TogglePass, command::ToggleChain, command::SetParameter, command::ResetParameter, command::ResetPass,
    command::MovePass, command::MovePassTo, command::SoloPass, command::MutePass, command::DuplicatePass,
    command::OpenSource, command::ToggleShader, command::RemovePass, command::AddShader, command::LoadPreset,
    command::StepPreset, command::LoadPresetNumber, command::SwapPresets, command::RevertPreset, command::UndoChain,
    command::RedoChain, command::SavePreset, command::SavePresetAs, command::DeletePreset, command::CopyChain,
    command::PasteChain, command::SetExport, command::ExportChain, command::CopyExportFolder, command::SetScaling,
    command::SetEqualiser, command::ChangeEqualiser, command::ResetEqualiser, command::SaveTexture, command::SetRules,
    command::SetPeek, command::ToggleCompare, command::SetExhibit, command::SwapSides, command::SetDivider,
    command::MoveDivider, command::TurnDivider, command::SetDifference, command::CycleDifference,
    command::SetBlinkPeriod, command::ZoomBy, command::SetZoom, command::PanBy, command::ResetView,
    command::ToggleProbe, command::ToggleMagnifier, command::ToggleGrid, command::ToggleMetrics,
    command::TakeScreenshot, command::TogglePanel, command::ToggleInformation, command::ShowLeft, command::ToggleRight,
    command::ToggleOverlay, command::SetQuery, command::SetDimmed, command::CopyToast, command::ToggleOnTop,
    command::ScaleWindow, command::ChangeSettings, command::CaptureKey, command::SetKeys, command::ToggleFullscreen,
    command::LeaveFullscreen, command::KeepControls, command::Quit, command::TogglePause, command::SeekBy,
    command::SeekTo, command::SeekChapter, command::StepFrame, command::SeekLine, command::RevertSeek,
    command::ChangeSpeed, command::SetSpeed, command::ResetSpeed, command::ToggleLoopAB, command::ToggleLoopFile,
    command::ToggleDeinterlace, command::PlaylistStep, command::PlayEntry, command::RemoveEntry, command::MoveEntry,
    command::ShufflePlaylist, command::ClearPlaylist, command::Stop, command::CycleAspect, command::SetAspect,
    command::Rotate, command::ChangePanscan, command::CycleEdition, command::ToggleHwdec, command::ChangeVolume,
    command::SetVolume, command::ToggleMute, command::ShiftAudio, command::CycleTrack, command::SelectTrack,
    command::ToggleSubtitles, command::ShiftSubtitles, command::StepLine, command::MoveSubtitles,
    command::ScaleSubtitles, command::ToggleSubtitleStyle, command::ForwardKey, command::OpenFiles, command::OpenRecent,
    command::ClearRecent, command::AddSubtitle, command::OpenBrowsed, command::CompleteBrowsed, command::BrowseUp,
    command::DropFiles>;

// One of them; std::visit, std::get_if and their kin take it as it is. It is more than an alias because a variant of so
// many kinds costs seconds in every file that makes or drops one: what it is made, copied and destroyed by stands in
// command.cpp, once.
struct Command : AnyCommand {
    template<class Kind>
    requires(!std::is_base_of_v<AnyCommand, Kind>) Command(Kind kind)
        : AnyCommand(std::in_place_type<Kind>, std::move(kind)) {}
    Command(const Command& other);
    Command(Command&& other) noexcept;
    Command& operator=(const Command& other);
    Command& operator=(Command&& other) noexcept;
    ~Command();
};

} // namespace senga
