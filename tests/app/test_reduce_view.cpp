// What the reducer does to the window, and where files go.
#include "fixtures.h"

#include <cmath>

using namespace senga;
using namespace senga::test;

TEST_CASE("the held key shows the original without forgetting the mode, and the chain stays untouched") {
    State state = playing_state();
    quietly(state, command::ToggleWipe{});
    CHECK(shown(state.view) == Compare::wipe);
    quietly(state, command::SetPeek{Switch::on});
    CHECK(shown(state.view) == Compare::original);
    quietly(state, command::SetPeek{Switch::off});
    CHECK(shown(state.view) == Compare::wipe);
    quietly(state, command::ToggleOriginal{});
    CHECK(shown(state.view) == Compare::original);
    quietly(state, command::ToggleOriginal{});
    CHECK(shown(state.view) == Compare::processed);
    CHECK(state.chain.revision == 10);
}

TEST_CASE("the divider stays on the picture") {
    State state = playing_state();
    quietly(state, command::SetWipe{0.25});
    CHECK(state.view.wipe == 0.25);
    quietly(state, command::MoveWipe{-0.5});
    CHECK(state.view.wipe == 0.0);
    quietly(state, command::SetWipe{7.0});
    CHECK(state.view.wipe == 1.0);
    quietly(state, command::SetWipe{std::nan("")});
    CHECK(state.view.wipe == 0.5);
}

TEST_CASE("fullscreen is asked of the window; leaving when not in it asks nothing") {
    State state = playing_state();
    quietly(state, command::LeaveFullscreen{});
    CHECK(reduce(state, command::ToggleFullscreen{}, 0.0) == Effects{effect::SetFullscreen{Switch::on}});
    CHECK(state.view.fullscreen);
    CHECK(reduce(state, command::LeaveFullscreen{}, 0.0) == Effects{effect::SetFullscreen{Switch::off}});
    CHECK_FALSE(state.view.fullscreen);
}

TEST_CASE("panel, information line, quit") {
    State state = playing_state();
    quietly(state, command::TogglePanel{});
    CHECK_FALSE(state.view.panel_visible);
    quietly(state, command::ToggleInformation{});
    CHECK_FALSE(state.view.information_visible);
    quietly(state, command::ToggleInformation{});
    CHECK(state.view.information_visible);
    CHECK(state.view.panel_visible); // who asks for the line gets to see it
    quietly(state, command::KeepControls{}, 12.5);
    CHECK(state.view.last_mouse_move_s == 12.5);
    CHECK_FALSE(state.quit);
    quietly(state, command::Quit{});
    CHECK(state.quit);
}

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
