// The controls at the lower edge: what each of them asks for, found by trying every place, and that they neither
// overlap nor are cut however narrow the window is.
#include "dock_ui.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

using namespace senga;
using namespace senga::test;

namespace {

State with_controls() {
    State state = playing_state();
    state.view.last_mouse_move_s = 1e9;
    state.view.panel_visible = false;
    return state;
}

// The middle of the row below the seek bar.
float row_y() {
    return window_rect("Controls").Max.y - 6.0F - ImGui::GetFrameHeight() / 2.0F;
}

// What is under the pointer on each pixel of the row: widths by id, and whether an id comes back after another one.
struct Row {
    std::map<ImGuiID, float> widths;
    std::map<ImGuiID, float> begins;
    bool torn = false;
};

Row scan(HeadlessUi& ui, const State& state) {
    Row row;
    ImGuiID last = 0;
    const ImRect rect = window_rect("Controls");
    for (float x = rect.Min.x; x < rect.Max.x; x += 1.0F) {
        ui.move(x, row_y());
        ui.frame(state);
        const ImGuiID id = ImGui::GetCurrentContext()->HoveredId;
        if (id != 0 && id != last) {
            row.torn = row.torn || row.widths.contains(id);
            row.begins.emplace(id, x);
        }
        if (id != 0) {
            row.widths[id] += 1.0F;
        }
        last = id;
    }
    return row;
}

// Opens the menu at x and clicks on each of its lines in turn.
void try_menu(HeadlessUi& ui, const State& state, float x, std::vector<Command>& all) {
    ui.click(state, x, row_y());
    if (ImGui::GetCurrentContext()->OpenPopupStack.empty()) {
        return;
    }
    const ImRect menu = ImGui::GetCurrentContext()->OpenPopupStack[0].Window->Rect();
    for (float y = menu.Min.y + 6.0F; y < menu.Max.y; y += 9.0F) {
        for (const float share : {0.1F, 0.36F, 0.55F, 0.87F, 0.95F}) {
            if (ImGui::GetCurrentContext()->OpenPopupStack.empty()) {
                ui.click(state, x, row_y());
            }
            HeadlessUi::collect(all, ui.click(state, menu.Min.x + share * menu.GetWidth(), y));
        }
    }
    while (!ImGui::GetCurrentContext()->OpenPopupStack.empty()) {
        ui.click(state, 5.0F, 5.0F);
    }
}

} // namespace

TEST_CASE("controls: every button asks for what it shows, every menu for its lines") {
    HeadlessUi ui;
    const State state = with_controls();
    ui.settle(state);
    std::vector<Command> all;
    for (const auto& [id, begin] : scan(ui, state).begins) {
        HeadlessUi::collect(all, ui.click(state, begin + 8.0F, row_y()));
        while (!ImGui::GetCurrentContext()->OpenPopupStack.empty()) {
            ui.click(state, 5.0F, 5.0F);
        }
        try_menu(ui, state, begin + 8.0F, all);
    }
    CHECK(first<command::TogglePause>(all) != nullptr);
    CHECK(first<command::PlaylistStep>(all) != nullptr);
    CHECK(first<command::Stop>(all) != nullptr);
    CHECK(first<command::ToggleMute>(all) != nullptr);
    CHECK(first<command::SetVolume>(all) != nullptr);
    CHECK(first<command::ToggleLoopAB>(all) != nullptr);
    CHECK(first<command::ToggleFullscreen>(all) != nullptr);
    CHECK(first<command::ToggleDeinterlace>(all) != nullptr);
    CHECK(first<command::ToggleHwdec>(all) != nullptr);
    CHECK(first<command::ToggleSubtitles>(all) != nullptr);
    CHECK(first<command::ToggleSubtitleStyle>(all) != nullptr);
    CHECK(first<command::ShiftAudio>(all) != nullptr);
    CHECK(first<command::ShiftSubtitles>(all) != nullptr);
    CHECK(first<command::MoveSubtitles>(all) != nullptr);
    CHECK(first<command::ScaleSubtitles>(all) != nullptr);
    CHECK(first<command::Rotate>(all) != nullptr);
    CHECK(first<command::SwapSides>(all) != nullptr);
    const auto* list = first<command::ToggleRight>(all);
    REQUIRE(list != nullptr);
    CHECK(list->tab == RightTab::playlist);

    std::set<double> speeds;
    std::set<std::pair<TrackKind, int>> tracks;
    std::set<std::string> aspects;
    std::set<Compare> modes;
    std::set<command::TakeScreenshot::What> pictures;
    for (const Command& command : all) {
        if (const auto* speed = std::get_if<command::SetSpeed>(&command)) {
            speeds.insert(speed->factor);
        } else if (const auto* track = std::get_if<command::SelectTrack>(&command)) {
            tracks.insert({track->kind, track->id});
        } else if (const auto* aspect = std::get_if<command::SetAspect>(&command)) {
            aspects.insert(aspect->aspect);
        } else if (const auto* mode = std::get_if<command::ToggleCompare>(&command)) {
            modes.insert(mode->compare);
        } else if (const auto* picture = std::get_if<command::TakeScreenshot>(&command)) {
            pictures.insert(picture->what);
        }
    }
    CHECK(speeds == std::set<double>{0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 3.0, 4.0});
    const std::set<std::pair<TrackKind, int>> every_track{
        {TrackKind::video, 0}, {TrackKind::video, 1},    {TrackKind::audio, 0},    {TrackKind::audio, 1},
        {TrackKind::audio, 2}, {TrackKind::subtitle, 0}, {TrackKind::subtitle, 1}, {TrackKind::subtitle, 2}};
    CHECK(tracks == every_track);
    CHECK(aspects.contains(""));
    CHECK(aspects.contains("16:9"));
    // B alone is what is shown; choosing it again asks for nothing.
    CHECK(modes ==
          std::set<Compare>{Compare::a, Compare::wipe, Compare::side_by_side, Compare::difference, Compare::blink});
    CHECK(pictures.size() == 2);
}

namespace {

const ImGuiWindow* open_menu() {
    const auto& stack = ImGui::GetCurrentContext()->OpenPopupStack;
    return stack.empty() ? nullptr : stack[0].Window;
}

} // namespace

TEST_CASE("controls: a menu stands above the bar and within the window, and one click changes to another") {
    for (const ImVec2 display : {ImVec2{1280.0F, 720.0F}, ImVec2{700.0F, 400.0F}}) {
        DockUi ui(display);
        const State state = with_controls();
        const float bar = (ui.look(state), window_rect("Controls").Min.y);
        ImGuiID last = 0;
        for (const char* button : {"video", "audio", "subtitles", "aspect", "compare", "speed"}) {
            CAPTURE(button);
            if (!ui.sees(state, button)) {
                continue; // the window is narrow
            }
            CHECK(ui.click_on(state, button).empty());
            const ImGuiWindow* menu = open_menu();
            REQUIRE(menu != nullptr);
            CHECK(menu->ID != last); // not the one before
            last = menu->ID;
            CHECK(menu->Rect().Max.y <= bar);
            CHECK(menu->Rect().Min.y >= 0.0F);
            CHECK(menu->Rect().Min.x >= 0.0F);
            CHECK(menu->Rect().Max.x <= display.x);
        }
        CHECK(last != 0);
        ui.click_on(state, "compare");
        REQUIRE(open_menu() != nullptr);
        ui.click_on(state, "compare"); // its own button closes it
        CHECK(open_menu() == nullptr);
        ui.click_on(state, "compare");
        only<command::TogglePause>(ui.click_on(state, "play")); // one click for that too
        CHECK(open_menu() == nullptr);
    }
}

TEST_CASE("controls: nothing overlaps and nothing is cut, however narrow the window") {
    for (const Language language : {Language::english, Language::chinese}) {
        State state = with_controls();
        state.view.language = language;
        state.player.duration_s = 7265.0;
        state.player.buffering = true;
        std::size_t fewest = 0;
        for (const float width : {320.0F, 480.0F, 640.0F, 960.0F, 1920.0F}) {
            CAPTURE(width);
            HeadlessUi ui({width, 360.0F});
            ui.use_fonts(state);
            ui.settle(state);
            const ImGuiWindow* window = ImGui::FindWindowByName("Controls");
            REQUIRE(window != nullptr);
            CHECK(nothing_cut(*window));
            CHECK(window->ContentSize.y + 2.0F * 6.0F <= window->Size.y + 1.0F);
            const Row row = scan(ui, state);
            CHECK_FALSE(row.torn);
            for (const auto& [id, px] : row.widths) {
                CHECK(px >= ImGui::GetFrameHeight() - 1.0F); // the narrowest is a square
            }
            CHECK(row.widths.size() >= std::max<std::size_t>(fewest, 2)); // play and fullscreen at least
            fewest = row.widths.size();
        }
        CHECK(fewest == 16); // all of them where there is room
    }
}

TEST_CASE("controls: the time does not push its neighbours about") {
    HeadlessUi ui;
    State state = with_controls();
    state.player.duration_s = 7265.0;
    ui.use_fonts(state);
    std::vector<std::map<ImGuiID, float>> places;
    for (const double time_s : {1.0, 71.0, 3671.0, 7264.0}) {
        state.player.time_s = time_s;
        ui.settle(state);
        places.push_back(scan(ui, state).begins);
    }
    CHECK(places[1] == places[0]);
    CHECK(places[2] == places[0]);
    CHECK(places[3] == places[0]);
}

TEST_CASE("controls: the wheel over the volume changes it") {
    HeadlessUi ui;
    const State state = with_controls();
    ui.settle(state);
    int louder = 0;
    int quieter = 0;
    const ImRect rect = window_rect("Controls");
    for (float x = rect.Min.x; x < rect.Max.x; x += 12.0F) {
        for (const float wheel : {1.0F, -1.0F}) {
            ui.move(x, row_y());
            ui.frame(state);
            ImGui::GetIO().MouseWheel = wheel;
            const std::vector<Command> commands = ui.frame(state);
            if (const auto* change = first<command::ChangeVolume>(commands)) {
                CHECK((change->delta > 0.0) == (wheel > 0.0F));
                (wheel > 0.0F ? louder : quieter) += 1;
            }
        }
    }
    CHECK(louder >= 8); // the speaker and the slider: 24 + 96 px
    CHECK(louder <= 12);
    CHECK(quieter == louder);
}

TEST_CASE("controls: the ends of the A-B loop are marked") {
    HeadlessUi ui;
    State state = with_controls();
    ui.settle(state);
    const std::size_t without = visible_vertices();
    state.player.loop_a_s = 30.0;
    ui.settle(state);
    const std::size_t begun = visible_vertices();
    CHECK(begun > without);
    state.player.loop_b_s = 60.0;
    ui.settle(state);
    CHECK(visible_vertices() > begun);
}
