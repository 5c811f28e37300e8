// Where files go: opening, dropping, the playlist, recent files and going on where one left off.
#include "fixtures.h"

using namespace senga;
using namespace senga::test;

namespace {

// A film of 1000 s that was opened just now.
State opened_film(const std::string& path = "/films/a.mkv", Library library = {}) {
    State state = chain_state();
    state.library = std::move(library);
    state.player.duration_s = 1000.0;
    CHECK(apply(state, PlayerEvent{event::FileStarted{path}}, 0.0).empty());
    CHECK(apply(state, PlayerEvent{event::FileLoaded{}}, 0.0).empty());
    CHECK(apply(state, PlayerEvent{event::NumberChanged{&PlayerState::duration_s, 1000.0}}, 0.0).empty());
    return state;
}

Effects plays_at(State& state, double time_s, double now_s) {
    return apply(state, PlayerEvent{event::NumberChanged{&PlayerState::time_s, time_s}}, now_s);
}

Library left_at(const std::string& path, double time_s) {
    Library library;
    library.recent = {{"/films/other.mkv", "Other", 10.0, 500.0}, {path, "A", time_s, 1000.0}};
    return library;
}

const Effect save_recent = effect::Save{LibraryPart::recent};

} // namespace

TEST_CASE("opening replaces and plays, appending leaves the film alone") {
    State state = playing_state();
    state.player.paused = true;
    CHECK(
        player_commands(state, command::OpenFiles{{"/b.mkv", "/a.mkv"}}) ==
        std::vector<Argv>{{"loadfile", "/b.mkv", "replace"}, {"loadfile", "/a.mkv", "append"}, {"set", "pause", "no"}});
    CHECK_FALSE(state.player.paused);
    state.player.paused = true;
    CHECK(player_commands(state, command::OpenFiles{{"/c.mkv", "/d.mkv"}, OpenMode::append}) ==
          std::vector<Argv>{{"loadfile", "/c.mkv", "append-play"}, {"loadfile", "/d.mkv", "append"}});
    CHECK(state.player.paused);
    CHECK(player_commands(state, command::OpenFiles{}).empty());
}

TEST_CASE("a subtitle goes to the film that plays, or the user is told") {
    State state = playing_state();
    CHECK(player_commands(state, command::AddSubtitle{"/s.ass"}) == std::vector<Argv>{{"sub-add", "/s.ass", "select"}});
    state.player.opened = false;
    CHECK(player_commands(state, command::AddSubtitle{"/s.ass"}).empty());
    REQUIRE_FALSE(state.view.toasts.empty());
}

TEST_CASE("dropped files find their way") {
    State state = playing_state();
    const Effects effects = reduce(state, command::DropFiles{{"/x.GLSL", "/t.srt", "/y.hook"}}, 0.0);
    CHECK(effects == Effects{effect::LoadShaderFile{"/x.GLSL"}, effect::LoadShaderFile{"/y.hook"},
                             effect::PlayerCommand{{"sub-add", "/t.srt", "select"}}});
}

TEST_CASE("a subtitle dropped with its film waits until that film is loaded") {
    State state = playing_state();
    CHECK(player_commands(state, command::DropFiles{{"/ep 10.mkv", "/ep 2.ass", "/ep 2.mkv"}}) ==
          std::vector<Argv>{
              {"loadfile", "/ep 2.mkv", "replace"}, {"loadfile", "/ep 10.mkv", "append"}, {"set", "pause", "no"}});
    CHECK(apply(state, PlayerEvent{event::FileEnded{}}, 0.0).empty()); // the one that played
    CHECK(apply(state, PlayerEvent{event::FileStarted{"/ep 2.mkv"}}, 0.0).empty());
    CHECK(argvs(apply(state, PlayerEvent{event::FileLoaded{}}, 0.0)) ==
          std::vector<Argv>{{"sub-add", "/ep 2.ass", "select"}});
    CHECK(apply(state, PlayerEvent{event::FileLoaded{}}, 0.0).empty()); // once only
}

TEST_CASE("a subtitle dropped with appended films goes to the one that plays") {
    State state = playing_state();
    CHECK(player_commands(state, command::DropFiles{{"/n.mkv", "/s.ass"}, OpenMode::append}) ==
          std::vector<Argv>{{"loadfile", "/n.mkv", "append-play"}, {"sub-add", "/s.ass", "select"}});
}

TEST_CASE("paths are made whole, so that they mean the same tomorrow; addresses stay") {
    State state;
    const auto opened = [&](const std::string& path) {
        return player_commands(state, command::OpenFiles{{path}}).front()[1];
    };
    CHECK(opened("/films/./a.mkv") == "/films/a.mkv");
    CHECK(opened("/films/link/../a.mkv") == "/films/link/../a.mkv"); // what .. is depends on the link
    CHECK(opened("https://example.org/a.mkv") == "https://example.org/a.mkv");
    CHECK(opened("-") == "-");
    CHECK(opened("a.mkv").front() == '/');
    CHECK(opened("a.mkv").ends_with("/a.mkv"));
}

TEST_CASE("a start that was given holds for one file, and nothing is resumed") {
    State state;
    state.library = left_at("/films/a.mkv", 300.0);
    CHECK(player_commands(state, command::OpenFiles{{"/films/a.mkv"}, OpenMode::replace, "25%"}) ==
          std::vector<Argv>{{"set", "start", "25%"}, {"loadfile", "/films/a.mkv", "replace"}, {"set", "pause", "no"}});
    happened(state, PlayerEvent{event::FileStarted{"/films/a.mkv"}});
    CHECK(argvs(apply(state, PlayerEvent{event::FileLoaded{}}, 0.0)) == std::vector<Argv>{{"set", "start", "none"}});
    happened(state, PlayerEvent{event::FileStarted{"/films/other.mkv"}});
    CHECK(argvs(apply(state, PlayerEvent{event::FileLoaded{}}, 0.0)) ==
          std::vector<Argv>{{"seek", "10.000", "absolute+exact"}});
}

TEST_CASE("a film goes on where it was left, and says so") {
    State state;
    state.library = left_at("/films/a.mkv", 300.0);
    happened(state, PlayerEvent{event::FileStarted{"/films/a.mkv"}});
    CHECK(argvs(apply(state, PlayerEvent{event::FileLoaded{}}, 0.0)) ==
          std::vector<Argv>{{"seek", "300.000", "absolute+exact"}});
    CHECK(toasted(state, "Resumed at 5:00; seek to the start to begin anew"));
    REQUIRE(state.library.recent.size() == 2); // merged, not listed twice
    CHECK(state.library.recent[0].path == "/films/a.mkv");
    CHECK(state.library.recent[1].path == "/films/other.mkv");
}

TEST_CASE("resuming can be switched off; the place is remembered all the same") {
    Library library = left_at("/films/a.mkv", 300.0);
    library.settings.resume = false;
    State state = opened_film("/films/a.mkv", library);
    CHECK(plays_at(state, 400.0, 1.0) == Effects{save_recent});
    CHECK(state.library.recent[0].time_s == 400.0);
}

TEST_CASE("the place is saved every ten seconds, at the end of the file, and when quitting") {
    State state = opened_film();
    CHECK(plays_at(state, 100.0, 1.0) == Effects{save_recent});
    CHECK(plays_at(state, 105.0, 6.0).empty());
    CHECK(plays_at(state, 109.9, 10.9).empty());
    CHECK(plays_at(state, 110.0, 11.0) == Effects{save_recent});
    CHECK(plays_at(state, 111.0, 12.0).empty());
    CHECK(reduce(state, command::Quit{}, 12.5) == Effects{save_recent});
    CHECK(reduce(state, command::Quit{}, 12.6).empty()); // nothing new
    CHECK(plays_at(state, 112.0, 13.0).empty());
    CHECK(apply(state, PlayerEvent{event::FileEnded{}}, 13.5) == Effects{save_recent});
    CHECK(state.library.recent[0].time_s == 112.0);
}

TEST_CASE("closing a file does not lose its place: mpv's clock is 0 then") {
    State state = opened_film();
    CHECK(plays_at(state, 500.0, 1.0) == Effects{save_recent});
    CHECK(reduce(state, command::Stop{}, 2.0) == Effects{effect::PlayerCommand{{"stop", "keep-playlist"}}});
    CHECK(plays_at(state, 0.0, 2.1).empty());
    CHECK(apply(state, PlayerEvent{event::NumberChanged{&PlayerState::duration_s, 0.0}}, 2.1).empty());
    CHECK(apply(state, PlayerEvent{event::FileEnded{}}, 2.2).empty());
    CHECK(state.library.recent[0].time_s == 500.0);
    CHECK(state.library.recent[0].duration_s == 1000.0);
}

TEST_CASE("a recent file has its own title and duration, which come after it is loaded and while it is paused") {
    State state = opened_film();
    happened(state, PlayerEvent{event::TextChanged{&PlayerState::title, "A"}});
    static_cast<void>(apply(state, PlayerEvent{event::FileEnded{}}, 1.0));
    happened(state, PlayerEvent{event::TextChanged{&PlayerState::title, "b.mkv"}}); // mpv is ahead
    happened(state, PlayerEvent{event::FileStarted{"/films/b.mkv"}});
    happened(state, PlayerEvent{event::FileLoaded{}});
    REQUIRE(state.library.recent.size() == 2);
    CHECK(state.library.recent[0] == RecentFile{"/films/b.mkv", "", 0.0, 0.0});
    happened(state, PlayerEvent{event::TextChanged{&PlayerState::title, "B"}});
    happened(state, PlayerEvent{event::NumberChanged{&PlayerState::duration_s, 60.0}});
    happened(state, PlayerEvent{event::NumberChanged{&PlayerState::time_s, 0.0}});
    CHECK(state.library.recent[0] == RecentFile{"/films/b.mkv", "B", 0.0, 60.0});
    CHECK(state.library.recent[1] == RecentFile{"/films/a.mkv", "A", 0.0, 1000.0});
    CHECK(reduce(state, command::Quit{}, 2.0) == Effects{save_recent});
    // Opened again it is not renamed by what mpv says of a closed file.
    happened(state, PlayerEvent{event::TextChanged{&PlayerState::title, ""}});
    happened(state, PlayerEvent{event::NumberChanged{&PlayerState::duration_s, 0.0}});
    CHECK(state.library.recent[0] == RecentFile{"/films/b.mkv", "B", 0.0, 60.0});
}

TEST_CASE("beginnings, ends and clips are not worth a place") {
    State state = opened_film();
    const auto place = [&](double time_s) {
        static_cast<void>(plays_at(state, time_s, 0.0));
        return state.library.recent[0].time_s;
    };
    CHECK(place(4.9) == 0.0);
    CHECK(place(5.1) == 5.1);
    CHECK(place(949.0) == 949.0);
    CHECK(place(951.0) == 0.0); // the last 5 % of 1000 s
    CHECK(apply(state, PlayerEvent{event::NumberChanged{&PlayerState::duration_s, 119.0}}, 0.0).empty());
    CHECK(place(60.0) == 0.0);
}

TEST_CASE("recent files are bounded, opened by number and forgotten on request") {
    State state;
    for (int i = 0; i < 205; ++i) {
        state.library.recent.push_back({"/films/" + std::to_string(i), "", 0.0, 0.0});
    }
    CHECK(player_commands(state, command::OpenRecent{3}).front() == Argv{"loadfile", "/films/3", "replace"});
    CHECK(reduce(state, command::OpenRecent{205}, 0.0).empty());
    happened(state, PlayerEvent{event::FileStarted{"/films/new"}});
    happened(state, PlayerEvent{event::FileLoaded{}});
    CHECK(state.library.recent.size() == 200);
    CHECK(state.library.recent[0].path == "/films/new");
    CHECK(reduce(state, command::ClearRecent{}, 0.0) == Effects{save_recent});
    CHECK(state.library.recent.empty());
    CHECK(reduce(state, command::ClearRecent{}, 0.0).empty());
}

TEST_CASE("the playlist's entries are played, removed and moved as mpv counts them") {
    State state = playing_state();
    Playlist& playlist = state.player.playlist;
    playlist.entries = {{"a", ""}, {"b", ""}, {"c", ""}, {"d", ""}};
    playlist.position = 1; // b
    const auto order = [&] {
        std::string names;
        for (const PlaylistEntry& entry : playlist.entries) {
            names += entry.path;
        }
        return names;
    };
    CHECK(player_commands(state, command::PlayEntry{2}) ==
          std::vector<Argv>{{"playlist-play-index", "2"}, {"set", "pause", "no"}});
    CHECK(player_commands(state, command::PlayEntry{4}).empty());
    // mpv's manual: the entry takes the place of the second index as counted before the move.
    CHECK(player_commands(state, command::MoveEntry{0, 2}) == std::vector<Argv>{{"playlist-move", "0", "3"}});
    CHECK(order() == "bcad");
    CHECK(playlist.position == 0);
    CHECK(player_commands(state, command::MoveEntry{3, 0}) == std::vector<Argv>{{"playlist-move", "3", "0"}});
    CHECK(order() == "dbca");
    CHECK(playlist.position == 1);
    CHECK(player_commands(state, command::MoveEntry{1, 3}) == std::vector<Argv>{{"playlist-move", "1", "4"}});
    CHECK(order() == "dcab");
    CHECK(playlist.position == 3);
    CHECK(player_commands(state, command::MoveEntry{1, 1}).empty());
    CHECK(player_commands(state, command::MoveEntry{1, 4}).empty());
    CHECK(player_commands(state, command::RemoveEntry{0}) == std::vector<Argv>{{"playlist-remove", "0"}});
    CHECK(playlist.position == 2);
    CHECK(player_commands(state, command::RemoveEntry{2}).size() == 1);
    CHECK(playlist.position == -1); // what played is gone; mpv will say what plays now
    CHECK(player_commands(state, command::RemoveEntry{9}).empty());
    CHECK(player_commands(state, command::ShufflePlaylist{}) == std::vector<Argv>{{"playlist-shuffle"}});
    CHECK(player_commands(state, command::ClearPlaylist{}) == std::vector<Argv>{{"playlist-clear"}});
}
