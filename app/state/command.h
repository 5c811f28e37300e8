// Command is what is wanted: by a key, a click or a dropped file. It says what, not how; reduce() decides.
// It is not an event: what happened outside arrives as an Event (event.h).
// Plain data, any thread.
#pragma once

#include "app/state/state.h"

#include <cstddef>
#include <string>
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
struct RemovePass {
    std::size_t entry = 0;
};
struct AddShader {
    std::string path;
};
struct LoadPreset {
    std::string key;
};
struct StepPreset {
    Direction direction = Direction::forward;
};

// --- the view
struct SetPeek {
    Switch to = Switch::on;
};
struct ToggleOriginal {};
struct ToggleWipe {};
struct SetWipe {
    double position = 0.5;
};
struct MoveWipe {
    double delta = 0.0;
};
struct TogglePanel {};
struct ToggleInformation {};
struct ToggleCost {};
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
struct ChangeSpeed {
    double factor = 1.0;
};
struct ResetSpeed {};
struct ToggleLoopAB {}; // sets A, then B, then clears both
struct ToggleLoopFile {};
struct ToggleDeinterlace {};
struct PlaylistStep {
    Direction direction = Direction::forward;
};

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
struct MoveSubtitles {
    double percent = 0.0; // of the height, positive is down
};
struct ScaleSubtitles {
    double delta = 0.0;
};

// --- files
struct OpenFiles { // in this order
    std::vector<std::string> paths;
    OpenMode mode = OpenMode::replace;
};
struct AddSubtitle {
    std::string path;
};
struct DropFiles { // of any kind, in any order; folders too
    std::vector<std::string> paths;
    OpenMode mode = OpenMode::replace;
};

} // namespace command

using Command =
    std::variant<command::TogglePass, command::ToggleChain, command::SetParameter, command::ResetParameter,
                 command::ResetPass, command::MovePass, command::RemovePass, command::AddShader, command::LoadPreset,
                 command::StepPreset, command::SetPeek, command::ToggleOriginal, command::ToggleWipe, command::SetWipe,
                 command::MoveWipe, command::TogglePanel, command::ToggleInformation, command::ToggleCost,
                 command::ToggleFullscreen, command::LeaveFullscreen, command::KeepControls, command::Quit,
                 command::TogglePause, command::SeekBy, command::SeekTo, command::SeekChapter, command::StepFrame,
                 command::ChangeSpeed, command::ResetSpeed, command::ToggleLoopAB, command::ToggleLoopFile,
                 command::ToggleDeinterlace, command::PlaylistStep, command::ChangeVolume, command::SetVolume,
                 command::ToggleMute, command::ShiftAudio, command::CycleTrack, command::SelectTrack,
                 command::ToggleSubtitles, command::ShiftSubtitles, command::MoveSubtitles, command::ScaleSubtitles,
                 command::OpenFiles, command::AddSubtitle, command::DropFiles>;

} // namespace senga
