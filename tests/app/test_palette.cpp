// The command palette and the key help as windows: what typing, arrows, Enter, Esc and clicks ask for. What is found
// and which keys there are is tested elsewhere, without widgets.
#include "app/input/bindings.h"
#include "app/input/palette.h"
#include "dock_ui.h"

#include <algorithm>
#include <string>

using namespace senga;
using namespace senga::test;

namespace {

State with_overlay(Overlay overlay) {
    State state = playing_state();
    state.view.overlay = overlay;
    return state;
}

// Reduces what the frame asked for, as the program does.
std::vector<Command> live(State& state, std::vector<Command> commands) {
    for (const Command& command : commands) {
        static_cast<void>(reduce(state, command, 0.0));
    }
    return commands;
}

} // namespace

TEST_CASE("the palette takes the keyboard at once, and what is typed is the query") {
    HeadlessUi ui;
    State state = with_overlay(Overlay::palette);
    ui.settle(state);
    ui.settle(state);
    CHECK(ImGui::GetIO().WantTextInput);
    const std::vector<Command> typed = live(state, ui.type(state, "mute"));
    REQUIRE(first<command::SetQuery>(typed) != nullptr);
    CHECK(first<command::SetQuery>(typed)->text == "mute");
    ui.settle(state);
    const std::vector<Command> done = ui.press(state, ImGuiKey_Enter);
    CHECK(first<command::ToggleMute>(done) != nullptr);
    const auto* closed = first<command::ToggleOverlay>(done);
    REQUIRE(closed != nullptr);
    CHECK(closed->overlay == Overlay::palette);
    CHECK(std::holds_alternative<command::ToggleOverlay>(done.front())); // closed before the command opens another one
}

TEST_CASE("arrows choose the line that Enter carries out") {
    HeadlessUi ui;
    State state = with_overlay(Overlay::palette);
    state.view.query = "preset:"; // several that fit
    const std::vector<PaletteEntry> found = matching(palette_entries(state), state.view.query);
    REQUIRE(found.size() >= 2);
    REQUIRE(found[1].enabled);
    ui.settle(state);
    ui.press(state, ImGuiKey_DownArrow);
    std::vector<Command> done = ui.press(state, ImGuiKey_Enter);
    REQUIRE(done.size() == 2);
    CHECK(done[1].index() == found[1].command.index());
    if (const auto* load = std::get_if<command::LoadPreset>(&found[1].command)) {
        CHECK(std::get<command::LoadPreset>(done[1]).key == load->key);
    }
}

TEST_CASE("Esc and a click beside the box close an overlay") {
    for (const Overlay overlay : {Overlay::palette, Overlay::keys}) {
        HeadlessUi ui;
        const State state = with_overlay(overlay);
        ui.settle(state);
        const std::vector<Command> by_key = ui.press(state, ImGuiKey_Escape);
        REQUIRE(first<command::ToggleOverlay>(by_key) != nullptr);
        CHECK(first<command::ToggleOverlay>(by_key)->overlay == overlay);
        const std::vector<Command> by_click = ui.click(state, 4.0F, 4.0F);
        REQUIRE(first<command::ToggleOverlay>(by_click) != nullptr);
        CHECK(ui.click(state, 640.0F, 600.0F).size() <= 1); // in the box: not that
    }
}

TEST_CASE("the key help lists actions with their keys and finds them by either") {
    HeadlessUi ui;
    State state = with_overlay(Overlay::keys);
    ui.settle(state);
    const std::string all = ui.text_of(draw_keys, state);
    CHECK(all.find(tr(Language::english, Text::action_mute)) != std::string::npos);
    CHECK(all.find(tr(Language::english, Text::subject_compare)) != std::string::npos);
    state.view.query = "mute";
    const std::string some = ui.text_of(draw_keys, state);
    CHECK(some.find(tr(Language::english, Text::action_mute)) != std::string::npos);
    CHECK(some.find(tr(Language::english, Text::action_quit)) == std::string::npos);
    state.view.query = "zzzzqqq";
    CHECK(ui.text_of(draw_keys, state).find(tr(Language::english, Text::keys_nothing)) != std::string::npos);
}

TEST_CASE("the key help finds words and not scattered letters") {
    HeadlessUi ui;
    State state = with_overlay(Overlay::keys);
    state.view.query = "wipe";
    ui.settle(state);
    const std::string text = ui.text_of(draw_keys, state);
    CHECK(contains(text, tr(Language::english, Text::action_wipe)));
    for (const Text other : {Text::action_tab_passes, Text::action_tab_picture, Text::action_preset_off}) {
        CHECK_FALSE(contains(text, tr(Language::english, other)));
    }
}

TEST_CASE("a key is added, taken away and brought back by clicks") {
    DockUi ui;
    State state = with_overlay(Overlay::keys);
    state.view.query = "audio.mute";
    CHECK(only<command::CaptureKey>(ui.click_on(state, "keys.audio.mute.add")).target == "audio.mute");
    // On its name a click does nothing; the cross beside it takes the key away.
    const Landmark cross = ui.find(state, "keys.audio.mute.m.remove");
    CHECK(ui.click(state, cross.x - 4.0F, cross.y + cross.h / 2.0F).empty());
    const auto without = only<command::SetKeys>(ui.click_on(state, "keys.audio.mute.m.remove"));
    CHECK(effective_keys(without.keys, "audio.mute") == std::vector<KeyChord>{*parse_chord("Mute")});
    CHECK_FALSE(ui.sees(state, "keys.audio.mute.reset"));
    state.library.keys = without.keys;
    const auto again = only<command::SetKeys>(ui.click_on(state, "keys.audio.mute.reset"));
    CHECK(again.keys.own.empty());
    state.view.capture = "audio.mute";
    ui.move(4.0F, 4.0F); // off the key and its tooltip
    ui.settle(state);
    CHECK(ui.text_of(draw_keys, state).find(tr(Language::english, Text::keys_waiting)) != std::string::npos);
}

TEST_CASE("a key that several actions claim is told") {
    HeadlessUi ui;
    State state = with_overlay(Overlay::keys);
    state.library.keys.own["audio.mute"] = {*parse_chord("f")}; // fullscreen's
    ui.settle(state);
    const std::vector<Clash> clashes = find_clashes(state.library.keys);
    REQUIRE(clashes.size() == 1);
    const std::string text = ui.text_of(draw_keys, state);
    CHECK(text.find(clash_text(Language::english, clashes[0]).substr(0, 12)) != std::string::npos);
}

TEST_CASE("overlays fit small windows") {
    for (const Overlay overlay : {Overlay::palette, Overlay::keys}) {
        for (const Language language : {Language::english, Language::chinese}) {
            HeadlessUi ui({640.0F, 360.0F});
            State state = with_overlay(overlay);
            state.view.language = language;
            ui.use_fonts(state);
            ui.settle(state);
            for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
                if (window->Active && window->ParentWindow != nullptr) {
                    CAPTURE(std::string(window->Name));
                    CHECK(nothing_cut(*window));
                    CHECK(window->Rect().Max.x <= 640.0F);
                    CHECK(window->Rect().Max.y <= 360.0F);
                }
            }
        }
    }
}
