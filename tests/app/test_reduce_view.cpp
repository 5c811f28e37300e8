// What the reducer does to the window, the panels, the settings and the keys.
#include "fixtures.h"

using namespace senga;
using namespace senga::test;

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

TEST_CASE("tabs open the panel; the right dock closes at its own tab") {
    State state = playing_state();
    state.view.panel_visible = false;
    quietly(state, command::ShowLeft{LeftTab::settings});
    CHECK(state.view.left == LeftTab::settings);
    CHECK(state.view.panel_visible);
    quietly(state, command::ToggleRight{RightTab::cost});
    CHECK(state.view.right == RightTab::cost);
    CHECK(state.view.cost_visible());
    quietly(state, command::ToggleRight{RightTab::playlist});
    CHECK(state.view.right == RightTab::playlist);
    quietly(state, command::TogglePanel{});
    quietly(state, command::ToggleRight{RightTab::playlist}); // hidden: show it rather than close it unseen
    CHECK(state.view.right == RightTab::playlist);
    CHECK(state.view.panel_visible);
    quietly(state, command::ToggleRight{RightTab::playlist});
    CHECK_FALSE(state.view.right);
}

TEST_CASE("while the panels are hidden, the right dock comes alone and goes alone") {
    State state = playing_state();
    quietly(state, command::TogglePanel{});
    quietly(state, command::ToggleRight{RightTab::playlist});
    CHECK(state.view.panel_visible);
    CHECK_FALSE(state.view.left_visible());
    quietly(state, command::ToggleRight{RightTab::cost}); // still alone
    CHECK(state.view.right == RightTab::cost);
    CHECK_FALSE(state.view.left_visible());
    quietly(state, command::ToggleRight{RightTab::cost});
    CHECK_FALSE(state.view.panel_visible);
    quietly(state, command::TogglePanel{}); // all of it again
    CHECK(state.view.left_visible());
    for (const Command& asks_for_left :
         {Command(command::ShowLeft{LeftTab::compare}), Command(command::ToggleInformation{})}) {
        State alone = playing_state();
        quietly(alone, command::TogglePanel{});
        quietly(alone, command::ToggleRight{RightTab::playlist});
        quietly(alone, asks_for_left);
        CHECK(alone.view.left_visible());
        CHECK(alone.view.information_visible);
        CHECK(alone.view.right == RightTab::playlist);
    }
}

TEST_CASE("one overlay at a time, with a fresh query") {
    State state = playing_state();
    quietly(state, command::ToggleOverlay{Overlay::palette});
    quietly(state, command::SetQuery{"wipe"});
    CHECK(state.view.query == "wipe");
    quietly(state, command::ToggleOverlay{Overlay::keys});
    CHECK(state.view.overlay == Overlay::keys);
    CHECK(state.view.query.empty());
    quietly(state, command::ToggleOverlay{Overlay::keys});
    CHECK(state.view.overlay == Overlay::none);
}

TEST_CASE("Esc goes back one step at a time") {
    State state = playing_state();
    state.view.fullscreen = true;
    state.view.overlay = Overlay::keys;
    state.view.capture = "playback.pause";
    quietly(state, command::LeaveFullscreen{});
    CHECK_FALSE(state.view.capture);
    CHECK(state.view.overlay == Overlay::keys);
    quietly(state, command::LeaveFullscreen{});
    CHECK(state.view.overlay == Overlay::none);
    CHECK(state.view.fullscreen);
    CHECK(reduce(state, command::LeaveFullscreen{}, 0.0) == Effects{effect::SetFullscreen{Switch::off}});
}

TEST_CASE("the window: on top, and as large as a multiple of the film") {
    State state = playing_state(); // 1280x720
    CHECK(reduce(state, command::ToggleOnTop{}, 0.0) == Effects{effect::SetOnTop{Switch::on}});
    CHECK(reduce(state, command::ToggleOnTop{}, 0.0) == Effects{effect::SetOnTop{Switch::off}});
    CHECK(reduce(state, command::ScaleWindow{0.5}, 0.0) == Effects{effect::ResizeWindow{{640, 360}}});
    state.player.format->rotation_deg = 90;
    CHECK(reduce(state, command::ScaleWindow{2.0}, 0.0) == Effects{effect::ResizeWindow{{1440, 2560}}});
    state.view.fullscreen = true; // a window that fills the screen has no size of its own
    CHECK(reduce(state, command::ScaleWindow{1.0}, 0.0) ==
          Effects{effect::SetFullscreen{Switch::off}, effect::ResizeWindow{{720, 1280}}});
    CHECK(reduce(state, command::ScaleWindow{-1.0}, 0.0).empty());
    state.player.format.reset();
    CHECK(reduce(state, command::ScaleWindow{1.0}, 0.0).empty());
}

TEST_CASE("settings take effect at once and are saved once") {
    State state = playing_state();
    happened(state, WindowEvent{event::WindowResized{{1280, 720}, 1.5}});
    Settings settings;
    settings.language = Language::chinese;
    settings.ui_scale = 2.0;
    CHECK(reduce(state, command::ChangeSettings{settings}, 0.0) == Effects{effect::Save{LibraryPart::settings}});
    CHECK(state.view.language == Language::chinese);
    CHECK(state.view.ui_scale == 2.0);
    quietly(state, command::ChangeSettings{settings});
    happened(state, WindowEvent{event::WindowResized{{1280, 720}, 1.25}});
    CHECK(state.view.ui_scale == 2.0); // chosen: the display has no say
    CHECK(reduce(state, command::ChangeSettings{}, 0.0).size() == 1);
    CHECK(state.view.language == Language::english); // the system's
    CHECK(state.view.ui_scale == 1.25);
}

TEST_CASE("the language follows the system until it is chosen") {
    State state;
    state.view.system_language = Language::chinese;
    happened(state, ChainEvent{event::LibraryLoaded{}});
    CHECK(state.view.language == Language::chinese);
    Library library;
    library.settings.language = Language::english;
    happened(state, ChainEvent{event::LibraryLoaded{library}});
    CHECK(state.view.language == Language::english);
}

TEST_CASE("dimming is the viewer's choice") {
    State state = playing_state();
    quietly(state, command::SetDimmed{Switch::on});
    CHECK(state.view.dimmed);
    Settings settings;
    settings.dim_while_dragging = false;
    CHECK(reduce(state, command::ChangeSettings{settings}, 0.0).size() == 1);
    CHECK_FALSE(state.view.dimmed);
    quietly(state, command::SetDimmed{Switch::on});
    CHECK_FALSE(state.view.dimmed);
}

TEST_CASE("keys are asked for, changed and saved") {
    State state = playing_state();
    quietly(state, command::CaptureKey{"playback.pause"});
    CHECK(state.view.capture == "playback.pause");
    Keymap keys;
    keys.own["playback.pause"] = {*parse_chord("Ctrl+L")};
    CHECK(reduce(state, command::SetKeys{keys, "Ctrl+L: Pause"}, 0.0) == Effects{effect::Save{LibraryPart::keys}});
    CHECK_FALSE(state.view.capture);
    CHECK(state.library.keys == keys);
    CHECK(toasted(state, "Ctrl+L: Pause"));
    quietly(state, command::CaptureKey{"playback.pause"});
    quietly(state, command::SetKeys{keys, ""}); // the same: nothing to save
    CHECK_FALSE(state.view.capture);
    quietly(state, command::CaptureKey{"playback.pause"});
    quietly(state, command::CaptureKey{});
    CHECK_FALSE(state.view.capture);
}

TEST_CASE("a key that is not ours goes to mpv") {
    State state = playing_state();
    CHECK(player_commands(state, command::ForwardKey{"F9", Switch::on}) == std::vector<Argv>{{"keydown", "F9"}});
    CHECK(player_commands(state, command::ForwardKey{"F9", Switch::off}) == std::vector<Argv>{{"keyup", "F9"}});
}
