// The docks: their tabs, and that they neither lie over anything nor cut what they say, at the sizes and scales people
// have, in both languages.
#include "app/i18n/shipped.h"
#include "app/state/visibility.h"
#include "dock_ui.h"

#include <filesystem>
#include <initializer_list>

using namespace senga;
using namespace senga::test;

namespace {

constexpr std::initializer_list<LeftTab> left_tabs{LeftTab::passes, LeftTab::compare, LeftTab::picture,
                                                   LeftTab::settings};
constexpr std::initializer_list<RightTab> right_tabs{RightTab::cost, RightTab::textures, RightTab::information,
                                                     RightTab::playlist};

// Style and letters as they are at that scale. The size of a letter is 16 points.
void scale_to(State& state, double scale) {
    state.view.ui_scale = scale;
    apply_style(scale);
    ImGui::GetIO().FontGlobalScale = static_cast<float>(16.0 * scale / 13.0);
}

// A font that has both languages' letters, so that widths are those of real words.
bool load_real_font(double scale) {
    const char* file = "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc";
    if (!std::filesystem::exists(file)) {
        return false;
    }
    ImFontGlyphRangesBuilder letters;
    letters.AddRanges(ImGui::GetIO().Fonts->GetGlyphRangesDefault());
    for (std::size_t i = 0; i < text_count(); ++i) {
        letters.AddText(tr(Language::chinese, static_cast<Text>(i)));
    }
    letters.AddText(shipped_letters().c_str());
    ImVector<ImWchar> ranges;
    letters.BuildRanges(&ranges);
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    atlas.AddFontFromFileTTF(file, static_cast<float>(16.0 * scale), nullptr, ranges.Data);
    unsigned char* pixels = nullptr;
    int width = 0;
    int height = 0;
    atlas.GetTexDataAsRGBA32(&pixels, &width, &height);
    ImGui::GetIO().FontGlobalScale = 1.0F;
    return true;
}

State full_state() {
    State state = planned_state();
    state.view.last_mouse_move_s = 1e9; // the controls too
    state.view.metrics_visible = true;
    CostState& cost = state.chain.cost;
    for (std::size_t i = 0; i < 60; ++i) {
        cost.steps.push_back(
            {.entry = i / 20, .name = "step", .last_ms = 0.1, .average_ms = 0.1, .peak_ms = 0.1, .samples = 3});
        cost.textures.push_back({"GUIDE", static_cast<int>(i), {1280, 720}, "rgba16f", 7372800});
    }
    cost.pool_bytes = 1UL << 28;
    return state;
}

const ImGuiWindow* contents_of(const char* dock) {
    const ImGuiWindow* parent = ImGui::FindWindowByName(dock);
    for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
        if (window->ParentWindow == parent && window->Active && (window->Flags & ImGuiWindowFlags_ChildWindow) != 0) {
            return window;
        }
    }
    return nullptr;
}

void check_clear(ImVec2 display) {
    const ImRect screen{{0.0F, 0.0F}, display};
    const ImRect left = window_rect("Left");
    const ImRect right = window_rect("Right");
    CHECK(screen.Contains(left));
    CHECK(screen.Contains(right));
    CHECK_FALSE(left.Overlaps(right));
    for (const char* other : {"Controls", "Information"}) {
        CAPTURE(other);
        REQUIRE(window_drawn(other));
        CHECK_FALSE(left.Overlaps(window_rect(other)));
        CHECK_FALSE(right.Overlaps(window_rect(other)));
    }
}

} // namespace

TEST_CASE("a click on a tab opens it") {
    DockUi ui;
    State state = full_state();
    state.view.right = RightTab::cost;
    const char* lefts[] = {"tab.passes", "tab.compare", "tab.picture", "tab.settings"};
    for (const LeftTab tab : left_tabs) {
        CHECK(only<command::ShowLeft>(ui.click_on(state, lefts[static_cast<std::size_t>(tab)])).tab == tab);
    }
    const char* rights[] = {"tab.cost", "tab.textures", "tab.information", "tab.playlist"};
    for (const RightTab tab : right_tabs) {
        const auto commands = ui.click_on(state, rights[static_cast<std::size_t>(tab)]);
        if (tab == RightTab::cost) {
            CHECK(commands.empty()); // it is open
        } else {
            CHECK(only<command::ToggleRight>(commands).tab == tab);
        }
    }
    CHECK(only<command::ToggleRight>(ui.click_on(state, "dock.close")).tab == RightTab::cost);
    CHECK(only<command::ToggleRight>(ui.click_on(state, "cost")).tab == RightTab::cost);
}

TEST_CASE("the right dock is there only while it is open") {
    DockUi ui;
    State state = full_state();
    state.view.right.reset();
    ui.look(state);
    CHECK(window_drawn("Left"));
    CHECK_FALSE(window_drawn("Right"));
    std::vector<Command> ignored;
    const Canvas closed{state, 0.0, ignored};
    CHECK(free_right(closed) == 1280.0F);
    state.view.right = RightTab::textures;
    ui.look(state);
    CHECK(window_drawn("Right"));
    CHECK(free_right(closed) == window_rect("Right").Min.x);
    CHECK(passes_right(closed) == window_rect("Left").Max.x);
}

TEST_CASE("docks, controls and the information line never lie over each other") {
    for (const ImVec2 display : {ImVec2{1280.0F, 720.0F}, ImVec2{1920.0F, 1080.0F}, ImVec2{3840.0F, 2160.0F}}) {
        for (const double scale : {1.0, 2.0, 3.0}) {
            DockUi ui(display);
            State state = full_state();
            scale_to(state, scale);
            for (const Language language : {Language::english, Language::chinese}) {
                state.view.language = language;
                for (const RightTab right : right_tabs) {
                    for (const LeftTab left : left_tabs) {
                        CAPTURE(display.x);
                        CAPTURE(scale);
                        state.view.left = left;
                        state.view.right = right;
                        ui.look(state);
                        check_clear(display);
                    }
                }
            }
        }
    }
}

TEST_CASE("a dock's inner edge is dragged to another width, which is kept within bounds") {
    for (const double scale : {1.0, 1.5, 2.0}) {
        CAPTURE(scale);
        DockUi ui({3840.0F, 2160.0F});
        State state = full_state();
        scale_to(state, scale);
        state.view.display_scale = scale; // what a change of the settings goes back to
        state.view.right = RightTab::information;
        const auto px = [&](double points) { return static_cast<float>(points * scale); };
        const auto drag_to = [&](const char* edge, float x) {
            const Landmark at = ui.find(state, edge);
            bool saved = false;
            for (const Command& command : ui.drag(state, edge, {x, at.y + at.h / 2.0F})) {
                REQUIRE(std::holds_alternative<command::ChangeSettings>(command));
                saved = saves(reduce(state, command, 0.0), LibraryPart::settings) || saved;
            }
            CHECK(saved);
        };
        ui.look(state);
        CHECK(window_rect("Left").GetWidth() == px(340.0));
        // The edge's middle is 3 points beside the dock, which begins 12 points from the window's edge.
        drag_to("LeftEdge", px(12.0 + 500.0 + 3.0));
        CHECK(state.library.settings.left_dock_pt == 500.0);
        ui.look(state);
        CHECK(window_rect("Left").GetWidth() == px(500.0));
        drag_to("LeftEdge", px(20.0));
        CHECK(state.library.settings.left_dock_pt == Settings::least_dock_pt);
        drag_to("LeftEdge", px(1800.0));
        CHECK(state.library.settings.left_dock_pt == Settings::most_dock_pt);
        drag_to("RightEdge", 3840.0F - px(12.0 + 450.0 + 3.0));
        CHECK(state.library.settings.right_dock_pt == 450.0);
        // Twice in a row: as made.
        const Landmark edge = ui.find(state, "RightEdge");
        ui.move(edge.x + edge.w / 2.0F, edge.y + edge.h / 2.0F);
        std::vector<Command> all;
        for (const bool down : {true, false, true, false}) {
            ui.button(ImGuiMouseButton_Left, down);
            HeadlessUi::collect(all, ui.frame(state));
        }
        CHECK(among<command::ChangeSettings>(all).settings.right_dock_pt == Settings{}.right_dock_pt);
    }
}

TEST_CASE("a wide dock leaves the picture room in a small window") {
    DockUi ui({800.0F, 600.0F});
    State state = full_state();
    state.view.right.reset();
    ui.drag(state, "LeftEdge", {790.0F, 100.0F});
    const Landmark edge = ui.find(state, "LeftEdge");
    std::vector<Command> all = ui.drag(state, "LeftEdge", {790.0F, edge.y + edge.h / 2.0F});
    CHECK(among<command::ChangeSettings>(all).settings.left_dock_pt == 480.0); // three fifths
}

TEST_CASE("a dock's width does not depend on what it shows") {
    DockUi ui;
    State state = full_state();
    state.view.right = RightTab::cost;
    ui.look(state);
    const float left = window_rect("Left").GetWidth();
    const float right = window_rect("Right").GetWidth();
    CHECK(left == 340.0F);
    for (const LeftTab tab : left_tabs) {
        state.view.left = tab;
        ui.look(state);
        CHECK(window_rect("Left").GetWidth() == left);
    }
    for (const RightTab tab : right_tabs) {
        state.view.right = tab;
        ui.look(state);
        CHECK(window_rect("Right").GetWidth() == right);
    }
}

TEST_CASE("a dock is as small as its contents, and scrolls where there is no room for them") {
    State state = full_state();
    state.view.right = RightTab::cost;
    {
        DockUi ui({1280.0F, 3000.0F});
        ui.look(state);
        const ImGuiWindow* contents = contents_of("Right");
        REQUIRE(contents != nullptr);
        CHECK(contents->ScrollMax.y == 0.0F);
        CHECK(window_rect("Right").GetHeight() < 2500.0F);
        // It follows when there is less to show.
        const float before = window_rect("Right").GetHeight();
        state.chain.cost.steps.resize(3);
        ui.look(state);
        CHECK(window_rect("Right").GetHeight() < before);
    }
    state = full_state();
    state.view.right = RightTab::cost;
    DockUi ui;
    ui.look(state);
    const ImGuiWindow* contents = contents_of("Right");
    REQUIRE(contents != nullptr);
    CHECK(contents->ScrollMax.y > 0.0F);
    const ImVec2 middle = window_rect("Right").GetCenter();
    ui.move(middle.x, middle.y);
    for (int i = 0; i < 100; ++i) {
        ImGui::GetIO().MouseWheel = -5.0F;
        CHECK(ui.frame(state).empty());
    }
    CHECK(contents->Scroll.y == contents->ScrollMax.y);
    CHECK(ui.sees(state, "tab.cost")); // tabs stay where they are
}

TEST_CASE("words have room in the docks, in both languages") {
    struct Screen {
        ImVec2 size;
        double scale;
    };
    for (const Screen& screen :
         {Screen{{1280.0F, 720.0F}, 1.0}, Screen{{1920.0F, 1080.0F}, 1.5}, Screen{{3840.0F, 2160.0F}, 3.0}}) {
        DockUi ui(screen.size);
        State state = full_state();
        scale_to(state, screen.scale);
        if (!load_real_font(screen.scale)) {
            MESSAGE("skipped: fonts-wqy-microhei is not installed");
            return;
        }
        for (const Language language : {Language::english, Language::chinese}) {
            state.view.language = language;
            for (const Compare mode : {Compare::wipe, Compare::difference, Compare::blink}) {
                state.view.compare = mode;
                for (std::size_t i = 0; i < 4; ++i) {
                    state.view.left = static_cast<LeftTab>(i);
                    state.view.right = static_cast<RightTab>(i);
                    CAPTURE(screen.scale);
                    CAPTURE(static_cast<int>(language));
                    CAPTURE(i);
                    ui.look(state);
                    for (const char* dock : {"Left", "Right"}) {
                        CAPTURE(dock);
                        const ImGuiWindow* contents = contents_of(dock);
                        REQUIRE(contents != nullptr);
                        CHECK(contents->ContentSize.x <= contents->WorkRect.GetWidth() + 1.0F);
                    }
                    CHECK_FALSE(contains(ui.text_of(draw_left, state), "..."));
                }
            }
            // All tabs of a dock stand on one line.
            const Landmarks& marks = ui.look(state);
            CHECK(marks.at("tab.passes").y == marks.at("tab.settings").y);
            CHECK(marks.at("tab.cost").y == marks.at("tab.playlist").y);
        }
    }
}

TEST_CASE("while a slider is dragged everything but its row is dimmed") {
    DockUi ui({1280.0F, 1600.0F});
    State state = planned_state();
    ui.click_on(state, "pass.0.name");
    const Landmark slider = ui.find(state, "pass.0.parameter.strength");
    ui.move(slider.x + slider.w * 0.25F, slider.y + slider.h / 2.0F);
    ui.frame(state);
    ui.button(ImGuiMouseButton_Left, true);
    std::vector<Command> commands;
    HeadlessUi::collect(commands, ui.frame(state));
    CHECK(among<command::SetDimmed>(commands).to == Switch::on);
    CHECK(among<command::SetParameter>(commands).name == "strength");
    for (const Command& command : commands) {
        quietly(state, command);
    }
    CHECK(state.view.dimmed);
    const auto strongest = [&] { // the opacity of the strongest colour within the left dock and the row's lines
        int row = 0;
        int others = 0;
        for (const ImDrawList* list : {contents_of("Left")->DrawList}) {
            for (const ImDrawVert& vertex : list->VtxBuffer) {
                const int opacity = static_cast<int>(vertex.col >> IM_COL32_A_SHIFT);
                const bool inside = vertex.pos.y >= slider.y - 20.0F && vertex.pos.y <= slider.y + slider.h;
                (inside ? row : others) = std::max(inside ? row : others, opacity);
            }
        }
        return std::pair{row, others};
    };
    commands.clear();
    HeadlessUi::collect(commands, ui.frame(state));
    CHECK(commands.empty());
    const auto [row, others] = strongest();
    CHECK(row == 255);
    CHECK(others <= 39); // 15 % of 255
    ui.button(ImGuiMouseButton_Left, false);
    HeadlessUi::collect(commands, ui.frame(state));
    CHECK(only<command::SetDimmed>(commands).to == Switch::off);

    // Switched off in the settings it does not happen.
    state.view.dimmed = false;
    state.library.settings.dim_while_dragging = false;
    ui.frame(state);
    ui.button(ImGuiMouseButton_Left, true);
    commands.clear();
    HeadlessUi::collect(commands, ui.frame(state));
    ui.button(ImGuiMouseButton_Left, false);
    HeadlessUi::collect(commands, ui.frame(state));
    for (const Command& command : commands) {
        CHECK_FALSE(std::holds_alternative<command::SetDimmed>(command));
    }
}

TEST_CASE("a slider that goes away while it is held leaves nothing dimmed") {
    DockUi ui;
    State state = planned_state();
    state.view.dimmed = true;
    CHECK(only<command::SetDimmed>(ui.frame(state)).to == Switch::off);
}

TEST_CASE("the preset and the master switch stay while the passes below them scroll") {
    DockUi ui({1280.0F, 400.0F});
    State state = planned_state();
    for (int i = 0; i < 30; ++i) {
        state.chain.chain.entries.push_back(sample_entry("more " + std::to_string(i)));
    }
    const Landmark preset = ui.find(state, "preset.list");
    const Landmark master = ui.find(state, "chain.switch");
    const Landmark pass = ui.find(state, "pass.0.switch");
    ui.move(pass.x + 40.0F, pass.y + 30.0F);
    ui.frame(state);
    ImGui::GetIO().MouseWheel = -100.0F;
    ui.frame(state);
    ImGui::GetIO().MouseWheel = 0.0F;
    CHECK(ui.find(state, "preset.list") == preset);
    CHECK(ui.find(state, "chain.switch") == master);
    CHECK_FALSE(ui.sees(state, "pass.0.switch"));
    CHECK(ui.sees(state, "pass.32.switch"));
}
