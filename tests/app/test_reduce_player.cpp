// What the reducer asks of mpv. The commands are mpv 0.35's, from its manual ("List of input commands").
#include "fixtures.h"

#include <cmath>

using namespace senga;
using namespace senga::test;

TEST_CASE("pause is mpv's, and shown at once") {
    State state = playing_state();
    CHECK(player_commands(state, command::TogglePause{}) == std::vector<Argv>{{"cycle", "pause"}});
    CHECK(state.player.paused);
    CHECK(player_commands(state, command::TogglePause{}) == std::vector<Argv>{{"cycle", "pause"}});
    CHECK_FALSE(state.player.paused);
}

TEST_CASE("at the end, play starts again") {
    State state = playing_state();
    state.player.ended = true;
    state.player.paused = true;
    CHECK(player_commands(state, command::TogglePause{}) ==
          std::vector<Argv>{{"seek", "0", "absolute+exact"}, {"set", "pause", "no"}});
    CHECK_FALSE(state.player.ended);
    CHECK_FALSE(state.player.paused);
}

TEST_CASE("what was stopped is played again, and where it was left is its own affair") {
    State state = playing_state();
    state.player.playlist.entries = {{"/a", "", 7}, {"/b", "", 8}, {"/c", "", 9}};
    state.player.playlist.position = 1;
    state.player.entry = 8;
    CHECK(player_commands(state, command::Stop{}) == std::vector<Argv>{{"stop", "keep-playlist"}});
    state.player.ended = true; // it stood at its end
    state.player.paused = true;
    const auto play = [&](int index) {
        return std::vector<Argv>{{"playlist-play-index", std::to_string(index)}, {"set", "pause", "no"}};
    };
    // Before mpv says that nothing plays any more, and after.
    CHECK(player_commands(state, command::TogglePause{}) == play(1));
    state.player.playlist.position = -1;
    CHECK(player_commands(state, command::TogglePause{}) == play(1));
    CHECK_FALSE(state.player.paused);
    // The entry may have moved meanwhile, or be gone.
    CHECK(player_commands(state, command::MoveEntry{1, 2}).size() == 1);
    CHECK(player_commands(state, command::TogglePause{}) == play(2));
    CHECK(player_commands(state, command::RemoveEntry{2}).size() == 1);
    CHECK(player_commands(state, command::TogglePause{}) == play(0));
    // With nothing in the list it is the pause that the next file begins with.
    state.player.ended = false; // mpv says so once the file is closed
    state.player.playlist.entries.clear();
    CHECK(player_commands(state, command::TogglePause{}) == std::vector<Argv>{{"cycle", "pause"}});
}

TEST_CASE("opening something else after a stop leaves nothing to be played again") {
    State state = playing_state();
    state.player.playlist.entries = {{"/a", "", 7}};
    CHECK(player_commands(state, command::Stop{}).size() == 1);
    CHECK(player_commands(state, command::OpenFiles{{"/z"}}).size() == 2);
    CHECK(player_commands(state, command::TogglePause{}) == std::vector<Argv>{{"cycle", "pause"}});
}

TEST_CASE("previous and next go on from the entry that was stopped or could not be played") {
    State state = playing_state();
    Playlist list{.entries = {{"/a", "", 7}, {"/b", "", 8}, {"/c", "", 9}}, .position = 1};
    happened(state, PlayerEvent{event::PlaylistChanged{list}});
    happened(state, PlayerEvent{event::FileStarted{"/c", 9}});
    const Effects said =
        apply(state, PlayerEvent{event::FileEnded{diagnose(Code::player_open, "cannot be played", {"/c", 0})}}, 0.0);
    CHECK(said == Effects{effect::Complain{diagnose(Code::player_open, "cannot be played", {"/c", 0})}});
    list.position = -1;
    happened(state, PlayerEvent{event::PlaylistChanged{list}});
    happened(state, PlayerEvent{event::FlagChanged{&PlayerState::idle, true}});
    const auto steps = [&](Direction direction) { return player_commands(state, command::PlaylistStep{direction}); };
    CHECK(steps(Direction::back) == std::vector<Argv>{{"playlist-play-index", "1"}});
    CHECK(steps(Direction::forward).empty());
    CHECK(player_commands(state, command::TogglePause{}).front() == Argv{"playlist-play-index", "2"});
    happened(state, PlayerEvent{event::FileStarted{"/a", 7}});
    happened(state, PlayerEvent{event::FlagChanged{&PlayerState::idle, true}});
    CHECK(steps(Direction::back).empty());
    CHECK(steps(Direction::forward) == std::vector<Argv>{{"playlist-play-index", "1"}});
    state.player.idle = false; // mpv knows best while something plays
    CHECK(steps(Direction::back) == std::vector<Argv>{{"playlist-prev"}});
}

TEST_CASE("seeking states how exact it is") {
    State state = playing_state();
    CHECK(player_commands(state, command::SeekBy{-5.0}) == std::vector<Argv>{{"seek", "-5", "relative+keyframes"}});
    CHECK(player_commands(state, command::SeekBy{1.0, Precision::exact}) ==
          std::vector<Argv>{{"seek", "1", "relative+exact"}});
    CHECK(player_commands(state, command::SeekTo{61.25}) == std::vector<Argv>{{"seek", "61.250", "absolute+exact"}});
    CHECK(state.player.time_s == 61.25);
    CHECK(player_commands(state, command::SeekTo{-3.0, Precision::keyframes}) ==
          std::vector<Argv>{{"seek", "0.000", "absolute+keyframes"}});
}

TEST_CASE("chapters: forward to the next, back to the start of this one, then to the one before") {
    State state = playing_state(); // 5 s into chapter 1
    CHECK(player_commands(state, command::SeekChapter{Direction::forward}) ==
          std::vector<Argv>{{"set", "chapter", "2"}});
    CHECK(state.player.time_s == 60.0);
    CHECK(toasted(state, "Chapter 3/3: Part B"));
    CHECK(player_commands(state, command::SeekChapter{Direction::forward}).empty());
    CHECK(toasted(state, "No further chapter"));

    state.player.time_s = 20.0;
    CHECK(player_commands(state, command::SeekChapter{Direction::back}) == std::vector<Argv>{{"set", "chapter", "1"}});
    CHECK(player_commands(state, command::SeekChapter{Direction::back}) == std::vector<Argv>{{"set", "chapter", "0"}});
    CHECK(player_commands(state, command::SeekChapter{Direction::back}) == std::vector<Argv>{{"set", "chapter", "0"}});
}

TEST_CASE("chapters: before the first one, forward is the first") {
    State state = playing_state();
    state.player.chapters = {{30.0, ""}};
    CHECK(player_commands(state, command::SeekChapter{Direction::forward}) ==
          std::vector<Argv>{{"set", "chapter", "0"}});
    state.player.chapters.clear();
    CHECK(player_commands(state, command::SeekChapter{Direction::forward}).empty());
    CHECK(toasted(state, "No chapters"));
}

TEST_CASE("frame steps pause") {
    State state = playing_state();
    CHECK(player_commands(state, command::StepFrame{Direction::forward}) == std::vector<Argv>{{"frame-step"}});
    CHECK(state.player.paused);
    CHECK(player_commands(state, command::StepFrame{Direction::back}) == std::vector<Argv>{{"frame-back-step"}});
}

TEST_CASE("speed multiplies, stays within mpv's bounds and resets") {
    State state = playing_state();
    CHECK(player_commands(state, command::ChangeSpeed{1.1}) == std::vector<Argv>{{"multiply", "speed", "1.1"}});
    CHECK(state.player.speed == 1.1);
    CHECK(toasted(state, "Speed 1.10x"));
    CHECK_FALSE(player_commands(state, command::ChangeSpeed{1e9}).empty());
    CHECK(state.player.speed == 100.0);
    CHECK(player_commands(state, command::ResetSpeed{}) == std::vector<Argv>{{"set", "speed", "1"}});
    CHECK(state.player.speed == 1.0);
}

TEST_CASE("volume adds up, is bounded and names itself once") {
    State state = playing_state();
    CHECK(player_commands(state, command::ChangeVolume{-5.0}) == std::vector<Argv>{{"add", "volume", "-5"}});
    CHECK(player_commands(state, command::ChangeVolume{-5.0}).size() == 1);
    CHECK(state.player.volume == 90.0);
    REQUIRE(state.view.toasts.size() == 1);
    CHECK(state.view.toasts[0].text == "Volume 90 %");
    CHECK_FALSE(player_commands(state, command::ChangeVolume{500.0}).empty());
    CHECK(state.player.volume == 130.0);
    CHECK(player_commands(state, command::SetVolume{42.0}) == std::vector<Argv>{{"set", "volume", "42.0"}});
    CHECK(player_commands(state, command::SetVolume{std::nan("")}).empty());
    CHECK(state.player.volume == 42.0);
    CHECK(player_commands(state, command::ToggleMute{}) == std::vector<Argv>{{"set", "mute", "yes"}});
    CHECK(player_commands(state, command::ToggleMute{}) == std::vector<Argv>{{"set", "mute", "no"}});
}

TEST_CASE("subtitle tracks go round through none") {
    State state = playing_state();
    const command::CycleTrack next{TrackKind::subtitle, Direction::forward};
    CHECK(player_commands(state, next) == std::vector<Argv>{{"set", "sid", "2"}});
    CHECK(toasted(state, "Subtitles 2: ger"));
    CHECK(player_commands(state, next) == std::vector<Argv>{{"set", "sid", "no"}});
    CHECK(player_commands(state, next) == std::vector<Argv>{{"set", "sid", "1"}});
    const command::CycleTrack previous{TrackKind::subtitle, Direction::back};
    CHECK(player_commands(state, previous) == std::vector<Argv>{{"set", "sid", "no"}});
    CHECK(player_commands(state, previous) == std::vector<Argv>{{"set", "sid", "2"}});
}

TEST_CASE("audio and video tracks go round without none") {
    State state = playing_state();
    const command::CycleTrack next{TrackKind::audio, Direction::forward};
    CHECK(player_commands(state, next) == std::vector<Argv>{{"set", "aid", "2"}});
    CHECK(player_commands(state, next) == std::vector<Argv>{{"set", "aid", "1"}});
    CHECK(player_commands(state, command::CycleTrack{TrackKind::video, Direction::forward}).empty());
    CHECK(toasted(state, "Video: there is no other track"));
    state.player.tracks.clear();
    CHECK(player_commands(state, next).empty());
    CHECK(player_commands(state, command::CycleTrack{TrackKind::subtitle, Direction::back}).empty());
}

TEST_CASE("choosing a subtitle track shows hidden subtitles") {
    State state = playing_state();
    CHECK(player_commands(state, command::ToggleSubtitles{}) == std::vector<Argv>{{"set", "sub-visibility", "no"}});
    CHECK(player_commands(state, command::SelectTrack{TrackKind::subtitle, 2}) ==
          std::vector<Argv>{{"set", "sid", "2"}, {"set", "sub-visibility", "yes"}});
    CHECK(state.player.subtitles_visible);
    CHECK(player_commands(state, command::SelectTrack{TrackKind::subtitle, 77}) ==
          std::vector<Argv>{{"set", "sid", "no"}});
}

TEST_CASE("subtitle and audio adjustments are relative and sum without noise") {
    State state = playing_state();
    CHECK(player_commands(state, command::ShiftSubtitles{0.1}) == std::vector<Argv>{{"add", "sub-delay", "0.1"}});
    quietly(state, command::SetPeek{Switch::off});
    CHECK(player_commands(state, command::ShiftSubtitles{0.1}).size() == 1);
    CHECK(player_commands(state, command::ShiftSubtitles{0.1}).size() == 1);
    CHECK(toasted(state, "Subtitle delay +0.3 s")); // 0.1 + 0.1 + 0.1 is not 0.3 in binary
    CHECK(player_commands(state, command::ShiftAudio{-0.1}) == std::vector<Argv>{{"add", "audio-delay", "-0.1"}});
    CHECK(toasted(state, "Audio delay -0.1 s"));
    CHECK(player_commands(state, command::MoveSubtitles{-1.0}) == std::vector<Argv>{{"add", "sub-pos", "-1"}});
    CHECK(toasted(state, "Subtitle position 99 %"));
    CHECK(player_commands(state, command::ScaleSubtitles{0.1}) == std::vector<Argv>{{"add", "sub-scale", "0.1"}});
    CHECK(toasted(state, "Subtitle size 110 %"));
}

TEST_CASE("the A-B loop sets A, then B, then clears") {
    State state = playing_state();
    CHECK(player_commands(state, command::ToggleLoopAB{}) == std::vector<Argv>{{"ab-loop"}});
    CHECK(toasted(state, "Loop from 0:20"));
    state.player.time_s = 25.0;
    CHECK(player_commands(state, command::ToggleLoopAB{}).size() == 1);
    CHECK(toasted(state, "Loop 0:20 to 0:25"));
    CHECK(player_commands(state, command::ToggleLoopAB{}).size() == 1);
    CHECK_FALSE(state.player.loop_a_s);
    CHECK_FALSE(state.player.loop_b_s);
}

TEST_CASE("switches of the player") {
    State state = playing_state();
    CHECK(player_commands(state, command::ToggleLoopFile{}) == std::vector<Argv>{{"set", "loop-file", "inf"}});
    CHECK(player_commands(state, command::ToggleLoopFile{}) == std::vector<Argv>{{"set", "loop-file", "no"}});
    CHECK(player_commands(state, command::ToggleDeinterlace{}) == std::vector<Argv>{{"set", "deinterlace", "yes"}});
    CHECK(player_commands(state, command::PlaylistStep{Direction::forward}) == std::vector<Argv>{{"playlist-next"}});
    CHECK(player_commands(state, command::PlaylistStep{Direction::back}) == std::vector<Argv>{{"playlist-prev"}});
}

TEST_CASE("speed can be set, within mpv's bounds") {
    State state = playing_state();
    CHECK(player_commands(state, command::SetSpeed{1.5}) == std::vector<Argv>{{"set", "speed", "1.5"}});
    CHECK(player_commands(state, command::SetSpeed{0.0}) == std::vector<Argv>{{"set", "speed", "0.01"}});
    CHECK(player_commands(state, command::SetSpeed{std::nan("")}).empty());
}

TEST_CASE("lines of the subtitles: to seek to and to shift by") {
    State state = playing_state();
    CHECK(player_commands(state, command::SeekLine{Direction::forward}) == std::vector<Argv>{{"sub-seek", "1"}});
    CHECK(player_commands(state, command::SeekLine{Direction::back}) == std::vector<Argv>{{"sub-seek", "-1"}});
    CHECK(player_commands(state, command::StepLine{Direction::back}) == std::vector<Argv>{{"sub-step", "-1"}});
    CHECK(player_commands(state, command::RevertSeek{}) == std::vector<Argv>{{"revert-seek"}});
}

TEST_CASE("aspects go round and end at the file's own") {
    State state = playing_state();
    for (const char* aspect : {"16:9", "4:3", "2.35:1", "-1"}) {
        CHECK(player_commands(state, command::CycleAspect{}) ==
              std::vector<Argv>{{"set", "video-aspect-override", aspect}});
    }
    CHECK(state.player.aspect.empty());
    CHECK(player_commands(state, command::SetAspect{"1.85:1"}).size() == 1);
    CHECK(state.player.aspect == "1.85:1");
    CHECK(player_commands(state, command::CycleAspect{}) == // one of none of these: begin anew
          std::vector<Argv>{{"set", "video-aspect-override", "-1"}});
}

TEST_CASE("four quarter turns are none") {
    State state = playing_state();
    for (const char* angle : {"90", "180", "270", "0"}) {
        CHECK(player_commands(state, command::Rotate{}) == std::vector<Argv>{{"set", "video-rotate", angle}});
    }
    CHECK(player_commands(state, command::Rotate{Direction::back}) ==
          std::vector<Argv>{{"set", "video-rotate", "270"}});
}

TEST_CASE("panscan is ours, between the whole picture and no bars") {
    State state = playing_state();
    quietly(state, command::ChangePanscan{0.4});
    quietly(state, command::ChangePanscan{0.4});
    CHECK(state.player.panscan == doctest::Approx(0.8));
    quietly(state, command::ChangePanscan{0.4});
    CHECK(state.player.panscan == 1.0);
    quietly(state, command::ChangePanscan{-9.0});
    CHECK(state.player.panscan == 0.0);
    quietly(state, command::ChangePanscan{std::nan("")});
    CHECK(state.player.panscan == 0.0);
}

TEST_CASE("decoder, edition and the style of subtitles") {
    State state = playing_state();
    CHECK(player_commands(state, command::ToggleHwdec{}) == std::vector<Argv>{{"set", "hwdec", "auto-safe"}});
    state.player.hwdec = "vaapi"; // mpv's report
    CHECK(player_commands(state, command::ToggleHwdec{}) == std::vector<Argv>{{"set", "hwdec", "no"}});
    CHECK(player_commands(state, command::CycleEdition{}) == std::vector<Argv>{{"cycle", "edition"}});
    CHECK(player_commands(state, command::ToggleSubtitleStyle{}) ==
          std::vector<Argv>{{"set", "sub-ass-override", "force"}});
    CHECK(player_commands(state, command::ToggleSubtitleStyle{}) ==
          std::vector<Argv>{{"set", "sub-ass-override", "yes"}});
}

TEST_CASE("toasts speak the viewer's language") {
    State state = playing_state();
    state.view.language = Language::chinese;
    CHECK(player_commands(state, command::ChangeVolume{-5.0}).size() == 1);
    CHECK(toasted(state, "音量 95 %"));
    CHECK(player_commands(state, command::SelectTrack{TrackKind::audio, 2}).size() == 1);
    CHECK(toasted(state, "音轨 2: eng"));
}
