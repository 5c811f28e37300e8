// What lies on the picture: divider, metrics, probe, toasts, and that at every size and scale nothing overlaps.
#include "app/state/geometry.h"
#include "dock_ui.h"

#include <algorithm>
#include <string>

using namespace senga;
using namespace senga::test;

namespace {

void resize(State& state, ImVec2 display, double scale = 1.0) {
    state.view.window_px = {static_cast<int>(display.x), static_cast<int>(display.y)};
    state.view.ui_scale = scale;
}

// Presses at one point and moves to another; what the movement asked for.
std::vector<Command> drag(HeadlessUi& ui, const State& state, ImVec2 from, ImVec2 to) {
    std::vector<Command> commands;
    ui.move(from.x, from.y);
    ui.frame(state);
    ui.button(ImGuiMouseButton_Left, true);
    ui.frame(state);
    ui.move(to.x, to.y);
    HeadlessUi::collect(commands, ui.frame(state));
    ui.button(ImGuiMouseButton_Left, false);
    ui.frame(state);
    return commands;
}

State probing() {
    State state = playing_state();
    state.view.panel_visible = false;
    state.view.probe_visible = true;
    state.view.probe.inside = true;
    state.view.probe.x = 640;
    state.view.probe.y = 360;
    state.view.probe.source = {235.0, 128.0, 16.0};
    state.view.probe.a = {255.0, 127.5, 0.0};
    state.view.probe.b = {254.0, 128.5, 0.04};
    return state;
}

} // namespace

TEST_CASE("a horizontal divider is dragged up and down, in shares of the visible picture") {
    const ImVec2 display{1280.0F, 1000.0F}; // a 16:9 picture from line 140 to 860
    HeadlessUi ui(display);
    State state = playing_state();
    resize(state, display);
    state.view.panel_visible = false;
    state.view.compare = Compare::wipe;
    state.view.divider = {Divider::Line::horizontal, 0.5};
    ui.settle(state);
    const std::vector<Command> commands = drag(ui, state, {300.0F, 500.0F}, {320.0F, 320.0F});
    REQUIRE(commands.size() == 1);
    CHECK(std::get<command::SetDivider>(commands[0]).position == doctest::Approx((320.0 - 140.0) / 720.0));
}

TEST_CASE("a double click takes the divider to the middle, and the divider takes the mouse") {
    HeadlessUi ui;
    State state = playing_state();
    resize(state, {1280.0F, 720.0F});
    state.view.panel_visible = false;
    state.view.compare = Compare::wipe;
    state.view.divider.position = 0.25;
    ui.settle(state);
    ui.move(320.0F, 300.0F);
    ui.frame(state);
    CHECK(ImGui::GetIO().WantCaptureMouse); // so nobody pans
    std::vector<Command> commands;
    for (const bool down : {true, false, true, false}) {
        ui.button(ImGuiMouseButton_Left, down);
        HeadlessUi::collect(commands, ui.frame(state));
    }
    REQUIRE(first<command::SetDivider>(commands) != nullptr);
    CHECK(first<command::SetDivider>(commands)->position == 0.5);
    ui.move(600.0F, 300.0F);
    ui.frame(state);
    ui.frame(state);
    CHECK_FALSE(ImGui::GetIO().WantCaptureMouse);
}

TEST_CASE("metrics: shown on demand, with words for equal pictures") {
    HeadlessUi ui;
    State state = playing_state();
    ui.settle(state);
    CHECK_FALSE(window_drawn("Metrics"));
    state.view.metrics_visible = true;
    CHECK(ui.text_of(draw_comparison, state).find("measuring") != std::string::npos);
    state.view.metrics = {true, 42.345, 0.98765, 12.34, {3.0, 4.0}};
    const std::string text = ui.text_of(draw_comparison, state);
    CHECK(text.find("42.3") != std::string::npos);
    CHECK(text.find("0.987") != std::string::npos);
    CHECK(text.find("12.3") != std::string::npos);
    state.view.metrics.psnr_db = std::numeric_limits<double>::infinity();
    CHECK(ui.text_of(draw_comparison, state).find("identical") != std::string::npos);
}

TEST_CASE("the probe tells codes, A, B and what they differ by") {
    HeadlessUi ui;
    State state = probing();
    ui.settle(state);
    const std::string text = ui.text_of(draw_probe, state);
    for (const char* word : {"640, 360", "235", "128", "255.0", "127.5", "254.0", "128.5", "-1.0", "+1.0", "Cb"}) {
        CAPTURE(word);
        CHECK(text.find(word) != std::string::npos);
    }
    state.view.probe.source_rgb = true;
    CHECK(ui.text_of(draw_probe, state).find("Cb") == std::string::npos);
}

TEST_CASE("the probe keeps inside the window and off the pointer") {
    for (const bool lens : {false, true}) {
        for (const ImVec2 at : {ImVec2{2.0F, 2.0F}, ImVec2{1278.0F, 2.0F}, ImVec2{2.0F, 718.0F},
                                ImVec2{1278.0F, 718.0F}, ImVec2{640.0F, 360.0F}}) {
            HeadlessUi ui;
            State state = probing();
            state.view.magnifier_visible = lens;
            state.view.mouse_px = {at.x, at.y};
            ui.settle(state);
            const ImRect box = window_rect("Probe");
            CHECK(box.Min.x >= 0.0F);
            CHECK(box.Min.y >= 0.0F);
            CHECK(box.Max.x <= 1280.0F);
            CHECK(box.Max.y <= 720.0F);
            const float reach = lens ? 90.0F : 0.0F;
            const bool beside_lens = box.Min.y >= at.y + reach || box.Max.y <= at.y - reach;
            CHECK_FALSE(box.Contains(at));
            CHECK(beside_lens);
            const ImGuiWindow* window = ImGui::FindWindowByName("Probe");
            CHECK(nothing_cut(*window));
            CHECK(window->ContentSize.y + 2.0F * window->WindowPadding.y <= window->Size.y + 1.0F);
        }
    }
}

TEST_CASE("no two windows overlap, at any size, scale and language") {
    struct Screen {
        ImVec2 display;
        double scale;
    };
    for (const Screen& screen :
         {Screen{{1280.0F, 720.0F}, 1.0}, Screen{{1920.0F, 1080.0F}, 1.0}, Screen{{1920.0F, 1080.0F}, 1.5},
          Screen{{3840.0F, 2160.0F}, 2.0}, Screen{{3840.0F, 2160.0F}, 3.0}, Screen{{640.0F, 360.0F}, 1.0}}) {
        for (const Language language : {Language::english, Language::chinese}) {
            CAPTURE(screen.display.x);
            CAPTURE(screen.scale);
            HeadlessUi ui(screen.display, screen.scale);
            State state = planned_state();
            resize(state, screen.display, screen.scale);
            state.view.language = language;
            state.view.last_mouse_move_s = 1e9;
            state.view.metrics_visible = true;
            state.view.metrics = {true, 42.34, 0.98765, 12.34, {3.0, 4.0}};
            state.view.toasts = {{"", "A message of middling length that may have to be wrapped", Severity::note, 1e9}};
            ui.use_fonts(state);
            ui.settle(state);
            ui.settle(state);
            std::vector<const ImGuiWindow*> windows;
            for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
                const bool root = window->ParentWindow == nullptr && window->Active && !window->Hidden;
                if (root && std::string(window->Name).rfind("##", 0) != 0 &&
                    std::string(window->Name).rfind("Debug", 0) != 0) {
                    windows.push_back(window);
                }
            }
            CHECK(windows.size() >= 4);
            for (std::size_t i = 0; i < windows.size(); ++i) {
                CAPTURE(std::string(windows[i]->Name));
                CHECK(windows[i]->Pos.x >= 0.0F);
                CHECK(windows[i]->Rect().Max.x <= screen.display.x);
                CHECK(windows[i]->Rect().Max.y <= screen.display.y);
                for (std::size_t j = 0; j < i; ++j) {
                    CAPTURE(std::string(windows[j]->Name));
                    CHECK_FALSE(windows[i]->Rect().Overlaps(windows[j]->Rect()));
                }
            }
        }
    }
}

TEST_CASE("a toast is whole in the first frame that shows it, and a click copies what it offers") {
    DockUi ui;
    State state = planned_state();
    state.view.toasts = {{"", "short", Severity::note, 1e9}};
    ui.look(state);
    state.view.toasts.push_back({"", "one\ntwo longer than the first one\nthree", Severity::note, 1e9, "paths"});
    ui.frame(state);
    const ImGuiWindow* window = ImGui::FindWindowByName("Toasts");
    REQUIRE(window != nullptr);
    const ImVec2 needed{window->DC.CursorMaxPos.x - window->Pos.x, window->DC.CursorMaxPos.y - window->Pos.y};
    CHECK(needed.x + window->WindowPadding.x <= window->Size.x + 1.0F);
    CHECK(needed.y + window->WindowPadding.y <= window->Size.y + 1.0F);
    CHECK_FALSE(ui.sees(state, "toast.0"));
    CHECK(only<command::CopyToast>(ui.click_on(state, "toast.1")).index == 1);
}

TEST_CASE("the label below a horizontal wipe lies above the controls and the information line") {
    HeadlessUi ui;
    State state = playing_state();
    resize(state, {1280.0F, 720.0F});
    state.view.compare = Compare::wipe;
    state.view.divider = {Divider::Line::horizontal, 0.5};
    state.view.labels_since_s = 0.0; // now
    ui.settle(state);
    ui.settle(state);
    const float line = window_rect("Information").Min.y;
    float lowest = 0.0F;
    for (const ImDrawVert& vertex : ImGui::GetBackgroundDrawList()->VtxBuffer) {
        lowest = std::max(lowest, vertex.pos.y);
    }
    CHECK(lowest > 400.0F); // there is one
    CHECK(lowest <= line);
}

TEST_CASE("an empty window offers to open files") {
    DockUi ui;
    const State state;
    CHECK(only<command::ToggleOverlay>(ui.click_on(state, "welcome.open")).overlay == Overlay::opening);
}

TEST_CASE("recent files stand in the middle of an empty window, like its headings") {
    HeadlessUi ui;
    State state;
    state.library.recent = {{"/films/one.mkv", "A film", 0.0, 1440.0}};
    ui.settle(state);
    ui.settle(state);
    // Letters of the list's line: as much room left of them as right of them.
    const ImGuiWindow* window = ImGui::FindWindowByName("Welcome");
    REQUIRE(window != nullptr);
    const float middle = (window->Rect().Min.x + window->Rect().Max.x) / 2.0F;
    float least = 1e9F;
    float most = 0.0F;
    for (const ImDrawVert& vertex : window->DrawList->VtxBuffer) {
        least = std::min(least, vertex.pos.x);
        most = std::max(most, vertex.pos.x);
    }
    CHECK((least + most) / 2.0F == doctest::Approx(middle).epsilon(0.01));
}

TEST_CASE("an empty window tells what to do and offers recent files") {
    HeadlessUi ui;
    State state;
    state.library.recent = {{"/films/one.mkv", "", 600.0, 1440.0}, {"/films/two.mkv", "Two", 0.0, 1440.0}};
    ui.settle(state);
    ui.settle(state);
    const std::string text = ui.text_of(draw_welcome, state);
    CHECK(text.find("Drop a video here") != std::string::npos);
    CHECK(text.find("one.mkv") != std::string::npos);
    CHECK(text.find("14:00") != std::string::npos); // of 24 minutes 10 are seen
    CHECK(text.find("Two") != std::string::npos);
    command::OpenRecent open{7};
    REQUIRE(click_until(ui, state, "Welcome", open));
    CHECK(open.index == 0);
}
