#include "app/input/actions.h"

#include "app/input/action_builder.h"

#include <algorithm>

namespace senga {
namespace {

using namespace command;

void add_playback(ActionBuilder& table) {
    table.when(file_open);
    table.add("playback.pause", "Play or pause", {"Space", "p", "RightClick", "PlayPause"}, TogglePause{});
    table.help("One frame back / forward").repeats();
    table.add("playback.frame-back", "One frame back", {","}, StepFrame{Direction::back});
    table.add("playback.frame-forward", "One frame forward", {"."}, StepFrame{Direction::forward});
    table.help("Slower / faster by a tenth").repeats();
    table.add("playback.slower", "Slower", {"["}, ChangeSpeed{1.0 / 1.1});
    table.add("playback.faster", "Faster", {"]"}, ChangeSpeed{1.1});
    table.help("Half / double / normal speed");
    table.add("playback.half-speed", "Half speed", {"{"}, ChangeSpeed{0.5});
    table.add("playback.double-speed", "Double speed", {"}"}, ChangeSpeed{2.0});
    table.add("playback.normal-speed", "Normal speed", {"="}, ResetSpeed{});
    table.help("Loop: set A, set B, off / repeat this file");
    table.add("playback.loop-ab", "Loop: set A, set B, off", {"l"}, ToggleLoopAB{});
    table.add("playback.loop-file", "Repeat this file", {"L"}, ToggleLoopFile{});
}

void add_seeking(ActionBuilder& table) {
    table.when(file_open).help("5 seconds back / forward").repeats();
    table.add("seek.back-5", "5 seconds back", {"Left"}, SeekBy{-5.0});
    table.add("seek.forward-5", "5 seconds forward", {"Right"}, SeekBy{5.0});
    table.help("1 minute back / forward").repeats();
    table.add("seek.back-60", "1 minute back", {"Down"}, SeekBy{-60.0});
    table.add("seek.forward-60", "1 minute forward", {"Up"}, SeekBy{60.0});
    table.help("Exactly 1 second back / forward").repeats();
    table.add("seek.back-1", "Exactly 1 second back", {"Shift+Left"}, SeekBy{-1.0, Precision::exact});
    table.add("seek.forward-1", "Exactly 1 second forward", {"Shift+Right"}, SeekBy{1.0, Precision::exact});
    table.alone();
    table.add("seek.start", "To the start", {"Home"}, SeekTo{0.0});
    table.when(has_chapters).help("Chapter back / forward");
    table.add("seek.chapter-back", "Previous chapter", {"PageDown"}, SeekChapter{Direction::back});
    table.add("seek.chapter-forward", "Next chapter", {"PageUp"}, SeekChapter{Direction::forward});
    table.when(has_playlist).help("Previous / next file");
    table.add("playlist.previous", "Previous file", {"<", "PreviousTrack"}, PlaylistStep{Direction::back});
    table.add("playlist.next", "Next file", {">", "NextTrack"}, PlaylistStep{Direction::forward});
}

void add_chain(ActionBuilder& table) {
    for (std::size_t i = 0; i < 9; ++i) {
        const std::string number = std::to_string(i + 1);
        table.when([i](const State& state) { return i < state.chain.chain.entries.size(); });
        table.help("Switch pass 1-9 on and off");
        table.add("chain.toggle-pass-" + number, "Switch pass " + number, {number}, TogglePass{i});
    }
    table.when(always);
    table.add("chain.toggle", "Switch the whole chain on and off", {"Ctrl+Alt+P"}, ToggleChain{});
    table.when(has_presets).help("Previous / next preset");
    table.add("chain.previous-preset", "Previous preset", {"Ctrl+PageUp"}, StepPreset{Direction::back});
    table.add("chain.next-preset", "Next preset", {"Ctrl+PageDown"}, StepPreset{Direction::forward});
}

void add_compare(ActionBuilder& table) {
    table.when(always);
    table.hold("compare.peek", "While held: the original", {"Backspace"}, SetPeek{Switch::on}, SetPeek{Switch::off});
    table.add("compare.original", "Original or processed", {"Shift+Backspace"}, ToggleOriginal{});
    table.add("compare.wipe", "Wipe: original left, processed right", {"v"}, ToggleWipe{});
    table.when(wiping).help("Move the wipe").repeats();
    table.add("compare.wipe-left", "Move the wipe to the left", {"Ctrl+Left"}, MoveWipe{-0.02});
    table.add("compare.wipe-right", "Move the wipe to the right", {"Ctrl+Right"}, MoveWipe{0.02});
}

void add_window(ActionBuilder& table) {
    table.when(always).help("Show or hide the panel / the information line");
    table.add("window.panel", "Show or hide the panel", {"Tab"}, TogglePanel{});
    table.add("window.information", "Show or hide the information line", {"i"}, ToggleInformation{});
    table.alone();
    table.add("window.cost", "Show or hide what each pass costs", {"I"}, ToggleCost{});
    table.help("Fullscreen / leave it");
    table.add("window.fullscreen", "Fullscreen", {"f", "F11", "DoubleClick"}, ToggleFullscreen{});
    table.when(fullscreen).help("Fullscreen / leave it");
    table.add("window.leave-fullscreen", "Leave fullscreen", {"Esc"}, LeaveFullscreen{});
    table.when(always);
    table.add("window.quit", "Quit", {"q"}, Quit{});
}

void add_sound(ActionBuilder& table) {
    table.when(always).help("Quieter / louder").repeats();
    table.add("audio.quieter", "Quieter", {"/", "WheelDown"}, ChangeVolume{-5.0});
    table.add("audio.louder", "Louder", {"*", "WheelUp"}, ChangeVolume{5.0});
    table.alone();
    table.add("audio.mute", "Mute", {"m"}, ToggleMute{});
    table.when(file_open);
    table.add("audio.next-track", "Next audio track", {"#"}, CycleTrack{TrackKind::audio, Direction::forward});
    table.help("Audio earlier / later by 0.1 s").repeats();
    table.add("audio.earlier", "Audio 0.1 s earlier", {"Ctrl+-"}, ShiftAudio{-0.1});
    table.add("audio.later", "Audio 0.1 s later", {"Ctrl++"}, ShiftAudio{0.1});
}

void add_subtitles(ActionBuilder& table) {
    table.when(file_open).help("Next / previous subtitle track");
    table.add("subtitle.next-track", "Next subtitle track", {"j"}, CycleTrack{TrackKind::subtitle, Direction::forward});
    table.add("subtitle.previous-track", "Previous subtitle track", {"J"},
              CycleTrack{TrackKind::subtitle, Direction::back});
    table.alone();
    table.add("subtitle.toggle", "Show or hide the subtitles", {"V"}, ToggleSubtitles{});
    table.help("Subtitles earlier / later by 0.1 s").repeats();
    table.add("subtitle.earlier", "Subtitles 0.1 s earlier", {"z"}, ShiftSubtitles{-0.1});
    table.add("subtitle.later", "Subtitles 0.1 s later", {"x"}, ShiftSubtitles{0.1});
    table.help("Subtitles up / down").repeats();
    table.add("subtitle.up", "Subtitles up", {"r"}, MoveSubtitles{-1.0});
    table.add("subtitle.down", "Subtitles down", {"t"}, MoveSubtitles{1.0});
    table.help("Subtitles smaller / larger").repeats();
    table.add("subtitle.smaller", "Subtitles smaller", {"F"}, ScaleSubtitles{-0.1});
    table.add("subtitle.larger", "Subtitles larger", {"G"}, ScaleSubtitles{0.1});
}

void add_video(ActionBuilder& table) {
    table.when(file_open);
    table.add("video.next-track", "Next video track", {"_"}, CycleTrack{TrackKind::video, Direction::forward});
    table.add("video.deinterlace", "Deinterlace", {"d"}, ToggleDeinterlace{});
}

std::vector<Action> build_table() {
    ActionBuilder table;
    add_chain(table);
    add_compare(table);
    add_playback(table);
    add_seeking(table);
    add_sound(table);
    add_subtitles(table);
    add_video(table);
    add_window(table);
    return std::move(table).take();
}

} // namespace

const std::vector<Action>& actions() {
    static const std::vector<Action> table = build_table();
    return table;
}

const Action* find_action(std::string_view id) {
    const auto& table = actions();
    const auto found = std::find_if(table.begin(), table.end(), [&](const Action& action) { return action.id == id; });
    return found != table.end() ? &*found : nullptr;
}

const Action* find_action(const KeyChord& chord) {
    const auto& table = actions();
    const auto found = std::find_if(table.begin(), table.end(), [&](const Action& action) {
        return std::find(action.keys.begin(), action.keys.end(), chord) != action.keys.end();
    });
    return found != table.end() ? &*found : nullptr;
}

} // namespace senga
