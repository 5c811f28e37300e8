// The action table: playback, seeking, files, sound and subtitles.
#include "app/input/action_builder.h"

namespace senga {
namespace {

using namespace command;
using Context = Action::Context;

void add_playback(ActionBuilder& table) {
    table.subject(Text::subject_playback).when(when::playable).help(Text::help_pause);
    table.add("playback.pause", Text::action_pause, {"Space", "p", "RightClick", "PlayPause", "Pause"}, TogglePause{});
    table.when(when::playing_or_loading).add("playback.stop", Text::action_stop, {"Ctrl+.", "Stop"}, Stop{});
    table.when(when::picture).help(Text::help_frame_step).repeats();
    table.add("playback.frame-back", Text::action_frame_back, {","}, StepFrame{Direction::back});
    table.add("playback.frame-forward", Text::action_frame_forward, {"."}, StepFrame{Direction::forward});
    table.when(when::file_open).help(Text::help_speed).repeats();
    table.add("playback.slower", Text::action_slower, {"["}, ChangeSpeed{1.0 / 1.1});
    table.add("playback.faster", Text::action_faster, {"]"}, ChangeSpeed{1.1});
    table.once();
    table.add("playback.half-speed", Text::action_half_speed, {"{"}, ChangeSpeed{0.5});
    table.add("playback.double-speed", Text::action_double_speed, {"}"}, ChangeSpeed{2.0});
    table.when(when::other_speed).add("playback.normal-speed", Text::action_normal_speed, {"="}, ResetSpeed{});
    table.when(when::file_open).help(Text::help_loop);
    table.add("playback.loop-ab", Text::action_loop_ab, {"l"}, ToggleLoopAB{});
    table.add("playback.loop-file", Text::action_loop_file, {"L"}, ToggleLoopFile{});
}

void add_seeking(ActionBuilder& table) {
    table.subject(Text::subject_seek).when(when::file_open).help(Text::help_seek).repeats();
    table.add("seek.back-5", Text::action_back_5, {"Left"}, SeekBy{-5.0});
    table.add("seek.forward-5", Text::action_forward_5, {"Right"}, SeekBy{5.0});
    table.add("seek.back-60", Text::action_back_60, {"Down", "Rewind"}, SeekBy{-60.0});
    table.add("seek.forward-60", Text::action_forward_60, {"Up", "FastForward"}, SeekBy{60.0});
    table.add("seek.back-600", Text::action_back_600, {"Shift+PageDown"}, SeekBy{-600.0});
    table.add("seek.forward-600", Text::action_forward_600, {"Shift+PageUp"}, SeekBy{600.0});
    table.help(Text::help_seek_exactly);
    table.add("seek.back-1", Text::action_exactly_back_1, {"Shift+Left"}, SeekBy{-1.0, Precision::exact});
    table.add("seek.forward-1", Text::action_exactly_forward_1, {"Shift+Right"}, SeekBy{1.0, Precision::exact});
    table.add("seek.exactly-back-5", Text::action_exactly_back_5, {"Shift+Down"}, SeekBy{-5.0, Precision::exact});
    table.add("seek.exactly-forward-5", Text::action_exactly_forward_5, {"Shift+Up"}, SeekBy{5.0, Precision::exact});
    table.when(when::chapters).help(Text::help_places);
    table.add("seek.chapter-back", Text::action_chapter_back, {"PageDown", "!"}, SeekChapter{Direction::back});
    table.add("seek.chapter-forward", Text::action_chapter_forward, {"PageUp", "@"}, SeekChapter{Direction::forward});
    table.when(when::file_open).add("seek.start", Text::action_start, {"Home"}, SeekTo{0.0});
    table.add("seek.revert", Text::action_revert_seek, {"Ctrl+Backspace"}, RevertSeek{RevertSeek::What::revert});
    table.add("seek.mark", Text::action_mark_seek, {"Ctrl+Shift+Backspace"}, RevertSeek{RevertSeek::What::mark});
}

void add_files(ActionBuilder& table) {
    table.subject(Text::subject_playlist);
    table.add("file.open", Text::action_open, {"Ctrl+O"}, ToggleOverlay{Overlay::opening});
    table.help(Text::help_playlist).when(when::earlier_file);
    table.add("playlist.previous", Text::action_previous_file, {"<", "MouseBack", "PreviousTrack"},
              PlaylistStep{Direction::back});
    table.when(when::later_file);
    table.add("playlist.next", Text::action_next_file, {">", "Enter", "MouseForward", "NextTrack"},
              PlaylistStep{Direction::forward});
    table.alone().when(when::several_files);
    table.add("playlist.shuffle", Text::action_shuffle_playlist, {}, ShufflePlaylist{});
    table.add("playlist.clear", Text::action_clear_playlist, {}, ClearPlaylist{});
    table.when(when::recent_files).add("playlist.clear-recent", Text::action_clear_recent, {}, ClearRecent{});
}

void add_sound(ActionBuilder& table) {
    table.subject(Text::subject_audio).help(Text::help_volume).repeats();
    table.add("audio.quieter", Text::action_quieter, {"/", "Shift+WheelDown", "WheelLeft", "VolumeDown"},
              ChangeVolume{-5.0});
    table.add("audio.louder", Text::action_louder, {"*", "Shift+WheelUp", "WheelRight", "VolumeUp"}, ChangeVolume{5.0});
    table.once().add("audio.mute", Text::action_mute, {"m", "Mute"}, ToggleMute{});
    table.when(when::track(TrackKind::audio));
    table.add("audio.next-track", Text::action_next_audio, {"#"}, CycleTrack{TrackKind::audio, Direction::forward});
    table.when(when::selected_track(TrackKind::audio)).repeats();
    table.add("audio.earlier", Text::action_audio_earlier, {"Ctrl+-"}, ShiftAudio{-0.1});
    table.add("audio.later", Text::action_audio_later, {"Ctrl++"}, ShiftAudio{0.1});
}

void add_subtitles(ActionBuilder& table) {
    table.subject(Text::subject_subtitle).help(Text::help_subtitles).when(when::track(TrackKind::subtitle));
    table.add("subtitle.next-track", Text::action_next_subtitle, {"j"},
              CycleTrack{TrackKind::subtitle, Direction::forward});
    table.add("subtitle.previous-track", Text::action_previous_subtitle, {"J"},
              CycleTrack{TrackKind::subtitle, Direction::back});
    table.when(when::selected_track(TrackKind::subtitle));
    table.add("subtitle.toggle", Text::action_subtitles, {"V", "Alt+V"}, ToggleSubtitles{});
    table.add("subtitle.style", Text::action_subtitle_style, {"u"}, ToggleSubtitleStyle{});
    table.help(Text::help_subtitle_place).repeats();
    table.add("subtitle.earlier", Text::action_subtitle_earlier, {"z"}, ShiftSubtitles{-0.1});
    table.add("subtitle.later", Text::action_subtitle_later, {"x", "Z"}, ShiftSubtitles{0.1});
    table.add("subtitle.up", Text::action_subtitle_up, {"r"}, MoveSubtitles{-1.0});
    table.add("subtitle.down", Text::action_subtitle_down, {"t", "R"}, MoveSubtitles{1.0});
    table.add("subtitle.smaller", Text::action_subtitle_smaller, {"F"}, ScaleSubtitles{-0.1});
    table.add("subtitle.larger", Text::action_subtitle_larger, {"G"}, ScaleSubtitles{0.1});
    const auto not_wiping = [](const State& state) { return state.view.compare != Compare::wipe; };
    table.help(Text::help_lines).when(when::both(when::selected_track(TrackKind::subtitle), not_wiping));
    table.within(Context::not_wiping).repeats();
    table.add("subtitle.line-back", Text::action_line_back, {"Ctrl+Left"}, SeekLine{Direction::back});
    table.add("subtitle.line-forward", Text::action_line_forward, {"Ctrl+Right"}, SeekLine{Direction::forward});
    table.when(when::selected_track(TrackKind::subtitle));
    table.add("subtitle.step-line-back", Text::action_step_line_back, {"Ctrl+Shift+Left"}, StepLine{Direction::back});
    table.add("subtitle.step-line-forward", Text::action_step_line_forward, {"Ctrl+Shift+Right"},
              StepLine{Direction::forward});
}

} // namespace

void add_playback_actions(ActionBuilder& table) {
    add_playback(table);
    add_seeking(table);
    add_files(table);
    add_sound(table);
    add_subtitles(table);
}

} // namespace senga
