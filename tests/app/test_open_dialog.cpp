// The overlay that opens files, as a window: typing, arrows, Tab, Enter, Backspace, clicks and buttons.
#include "app/state/browse.h"
#include "dock_ui.h"

#include <string>

using namespace senga;
using namespace senga::test;

namespace {

using Kind = BrowseEntry::Kind;

State opening() {
    State state = playing_state();
    static_cast<void>(reduce(state, command::ToggleOverlay{Overlay::opening}, 0.0));
    happened(state, ChainEvent{event::FolderListed{
                        "/films/",
                        "/films",
                        {{"Art", Kind::folder}, {"ep 1.mkv", Kind::playable}, {"ep 2.mkv", Kind::playable}},
                        {}}});
    return state;
}

// Reduces what was asked for, as the program does.
std::vector<Command> live(State& state, std::vector<Command> commands) {
    for (const Command& command : commands) {
        static_cast<void>(reduce(state, command, 0.0));
    }
    return commands;
}

void settle(DockUi& ui, State& state) {
    for (int i = 0; i < 4; ++i) {
        live(state, ui.frame(state));
    }
}

} // namespace

TEST_CASE("opening: the field has the keyboard, behind the folder's name, and keys act on the entries") {
    DockUi ui;
    State state = opening();
    settle(ui, state);
    CHECK(ImGui::GetIO().WantTextInput);
    live(state, ui.type(state, "ep"));
    CHECK(state.view.query == "/films/ep");
    live(state, ui.press(state, ImGuiKey_DownArrow));
    const std::vector<Command> done = ui.press(state, ImGuiKey_Enter);
    CHECK(among<command::OpenBrowsed>(done).name == "ep 2.mkv");
    CHECK(among<command::OpenBrowsed>(done).mode == OpenMode::replace);
}

TEST_CASE("opening: a folder that is entered stands in the field, and one types on behind it") {
    DockUi ui;
    State state = opening();
    settle(ui, state);
    ImGui::GetIO().KeysDown[ImGuiKey_Enter] = true;
    live(state, ui.frame(state)); // Art, the first
    ImGui::GetIO().KeysDown[ImGuiKey_Enter] = false;
    CHECK(state.view.query == "/films/Art/");
    for (int i = 0; i < 4; ++i) {
        live(state, ui.frame(state));
        CHECK(ImGui::GetIO().WantTextInput); // or a letter would be a key of the action table
    }
    live(state, ui.type(state, "x"));
    CHECK(state.view.query == "/films/Art/x");
    live(state, ui.press(state, ImGuiKey_Backspace));
    CHECK(state.view.query == "/films/Art/");
    settle(ui, state);
    live(state, ui.press(state, ImGuiKey_Backspace)); // the folder
    CHECK(state.view.query == "/films/");
    settle(ui, state);
    live(state, ui.type(state, "y"));
    CHECK(state.view.query == "/films/y");
}

TEST_CASE("opening: Tab completes, Ctrl+Enter adds") {
    DockUi ui;
    State state = opening();
    settle(ui, state);
    live(state, ui.type(state, "e"));
    live(state, ui.press(state, ImGuiKey_Tab));
    CHECK(state.view.query == "/films/ep ");
    settle(ui, state);
    CHECK(ImGui::GetIO().WantTextInput);
    live(state, ui.type(state, "2"));
    CHECK(state.view.query == "/films/ep 2");
    ImGui::GetIO().KeyCtrl = true;
    const auto added = among<command::OpenBrowsed>(ui.press(state, ImGuiKey_Enter));
    ImGui::GetIO().KeyCtrl = false;
    CHECK(added.name == "ep 2.mkv");
    CHECK(added.mode == OpenMode::append);
}

TEST_CASE("opening: a click chooses, two open; buttons do the same") {
    DockUi ui;
    State state = opening();
    settle(ui, state);
    CHECK(ui.click_on(state, "open.row.2").empty());
    CHECK(among<command::OpenBrowsed>(ui.click_on(state, "open.do")).name == "ep 2.mkv");
    CHECK(among<command::OpenBrowsed>(ui.click_on(state, "open.append")).mode == OpenMode::append);
    only<command::BrowseUp>(ui.click_on(state, "open.up"));
    CHECK(only<command::ToggleOverlay>(ui.click_on(state, "open.close")).overlay == Overlay::opening);
    const Landmark row = ui.find(state, "open.row.1");
    ui.move(row.x + 20.0F, row.y + row.h / 2.0F);
    std::vector<Command> all;
    for (const bool down : {false, true, false, true, false, false}) {
        ui.button(ImGuiMouseButton_Left, down);
        HeadlessUi::collect(all, ui.frame(state));
    }
    CHECK(among<command::OpenBrowsed>(all).name == "ep 1.mkv");
}

TEST_CASE("opening: Esc closes it, and what went wrong is told in it") {
    DockUi ui;
    State state = opening();
    settle(ui, state);
    CHECK(first<command::ToggleOverlay>(ui.press(state, ImGuiKey_Escape)) != nullptr);
    CHECK_FALSE(ui.sees(state, "open.failure"));
    state.browse.failure = diagnose(Code::file_unreadable, "Permission denied", {.file = "/closed"});
    CHECK(ui.sees(state, "open.failure"));
    const std::string text = ui.text_of(draw_open, state);
    CHECK(contains(text, "Permission denied"));
    CHECK(contains(text, "/closed"));
}

TEST_CASE("opening: thousands of entries, small windows, both languages") {
    for (const Language language : {Language::english, Language::chinese}) {
        DockUi ui({640.0F, 360.0F});
        State state = opening();
        state.view.language = language;
        for (int i = 3; i < 5000; ++i) {
            state.browse.entries.push_back({"ep " + std::to_string(i) + ".mkv", Kind::playable});
        }
        ui.use_fonts(state);
        settle(ui, state);
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
