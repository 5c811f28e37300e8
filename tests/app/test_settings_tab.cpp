// Settings, rules, playlist and information: what their widgets ask for and what they tell.
#include "app/panel/information_rows.h"
#include "fixtures.h"
#include "headless_ui.h"

#include <algorithm>
#include <string>

using namespace senga;
using namespace senga::test;

namespace {

// What every click on a raster over the part asks for; popups that open are clicked through as well.
std::vector<Command> click_all(HeadlessUi& ui, const State& state) {
    std::vector<Command> all;
    for (float y = 6.0F; y < ImGui::GetIO().DisplaySize.y; y += 9.0F) {
        for (float x = 22.0F; x < 350.0F; x += 18.0F) {
            HeadlessUi::collect(all, ui.click(state, x, y));
            if (ImGui::GetCurrentContext()->OpenPopupStack.empty()) {
                continue;
            }
            const ImRect popup = ImGui::GetCurrentContext()->OpenPopupStack[0].Window->Rect();
            for (float at = popup.Min.y + 6.0F; at < popup.Max.y; at += 9.0F) {
                if (ImGui::GetCurrentContext()->OpenPopupStack.empty()) {
                    ui.click(state, x, y);
                }
                HeadlessUi::collect(all, ui.click(state, popup.Min.x + 20.0F, at));
            }
            while (!ImGui::GetCurrentContext()->OpenPopupStack.empty()) {
                ui.click(state, ImGui::GetIO().DisplaySize.x - 3.0F, 3.0F);
            }
        }
    }
    return all;
}

} // namespace

TEST_CASE("settings: every widget changes its own setting") {
    HeadlessUi ui({1280.0F, 900.0F});
    State state = playing_state();
    state.library.rules.clear();
    ui.show_only(draw_settings);
    ui.settle(state);
    const Settings before = state.library.settings;
    bool chinese = false;
    bool twice = false;
    bool resume = false;
    bool folders = false;
    bool dim = false;
    const std::vector<Command> all = click_all(ui, state);
    for (const Command& command : all) {
        if (const auto* change = std::get_if<command::ChangeSettings>(&command)) {
            chinese = chinese || change->settings.language == Language::chinese;
            twice = twice || change->settings.ui_scale == 2.0;
            resume = resume || change->settings.resume != before.resume;
            folders = folders || change->settings.remember_folders != before.remember_folders;
            dim = dim || change->settings.dim_while_dragging != before.dim_while_dragging;
        }
    }
    CHECK(chinese);
    CHECK(twice);
    CHECK(resume);
    CHECK(folders);
    CHECK(dim);
    const auto* keys = first<command::ToggleOverlay>(all);
    REQUIRE(keys != nullptr);
    CHECK(keys->overlay == Overlay::keys);
    const auto* rules = first<command::SetRules>(all);
    REQUIRE(rules != nullptr);
    CHECK(rules->rules.size() == 1); // added to none
}

TEST_CASE("settings: a hint where Chinese is chosen and no font has it") {
    HeadlessUi ui;
    State state;
    state.view.language = Language::chinese;
    CHECK(ui.text_of(draw_settings, state).find("fonts-noto-cjk") == std::string::npos);
    state.view.fonts_lack_chinese = true;
    CHECK(ui.text_of(draw_settings, state).find("fonts-noto-cjk") != std::string::npos);
}

TEST_CASE("rules: switched, unfolded and edited") {
    HeadlessUi ui({1280.0F, 900.0F});
    State state = playing_state();
    Rule rule;
    rule.name = "tall";
    rule.preset = "sample";
    state.library.rules = {rule};
    ui.show_only(draw_rules);
    ui.settle(state);
    bool off = false;
    for (const Command& command : click_all(ui, state)) {
        if (const auto* set = std::get_if<command::SetRules>(&command)) {
            off = off || (set->rules.size() == 1 && !set->rules[0].enabled);
        }
    }
    CHECK(off);

    // A click on the name unfolds it; then each field takes a range, and one button takes the rule away.
    const ImGuiWindow* part = ImGui::FindWindowByName("Part");
    REQUIRE(part != nullptr);
    const float folded = part->ContentSize.y;
    for (float y = 6.0F; y < 300.0F && part->ContentSize.y <= folded + 50.0F; y += 8.0F) {
        ui.click(state, 100.0F, y);
        ui.settle(state);
    }
    REQUIRE(part->ContentSize.y > folded + 50.0F);
    bool typed = false;
    bool removed = false;
    const float below = 12.0F + folded - ImGui::GetFrameHeightWithSpacing();
    for (float y = below; y < part->ContentSize.y + 12.0F; y += 8.0F) {
        ui.click(state, 240.0F, y);
        const std::vector<Command> commands = ui.type(state, ">=720");
        if (const auto* set = first<command::SetRules>(commands)) {
            typed = typed || (set->rules.size() == 1 && set->rules[0].source_lines.least == 720.0);
        }
        for (const float x : {30.0F, 120.0F, 200.0F, 260.0F}) {
            const std::vector<Command> clicked = ui.click(state, x, y);
            const auto* set = first<command::SetRules>(clicked);
            removed = removed || (set != nullptr && set->rules.empty());
        }
    }
    CHECK(typed);
    CHECK(removed);
}

TEST_CASE("playlist: a click plays, the cross removes, dragging moves") {
    HeadlessUi ui;
    State state = playing_state();
    state.library.recent = {{"/films/old.mkv", "", 60.0, 1440.0}};
    ui.show_only(draw_playlist);
    ui.settle(state);
    const std::vector<Command> all = click_all(ui, state);
    CHECK(first<command::ShufflePlaylist>(all) != nullptr);
    CHECK(first<command::ClearPlaylist>(all) != nullptr);
    CHECK(first<command::OpenRecent>(all) != nullptr);
    CHECK(first<command::ClearRecent>(all) != nullptr);
    std::vector<std::size_t> played;
    std::vector<std::size_t> removed;
    for (const Command& command : all) {
        if (const auto* play = std::get_if<command::PlayEntry>(&command)) {
            played.push_back(play->index);
        } else if (const auto* remove = std::get_if<command::RemoveEntry>(&command)) {
            removed.push_back(remove->index);
        }
    }
    for (const std::size_t index : {0U, 1U}) {
        CHECK(std::count(played.begin(), played.end(), index) > 0);
        CHECK(std::count(removed.begin(), removed.end(), index) > 0);
    }

    // From the first row to the second: rows are a frame's height and a gap apart, below the buttons.
    const float row = ImGui::GetFrameHeightWithSpacing();
    const float y = 12.0F + row + row / 2.0F;
    ui.move(100.0F, y);
    ui.frame(state);
    ui.button(ImGuiMouseButton_Left, true);
    ui.frame(state);
    std::vector<Command> dragged;
    for (float step = 0.0F; step <= row; step += 4.0F) {
        ui.move(100.0F, y + step);
        HeadlessUi::collect(dragged, ui.frame(state));
    }
    ui.button(ImGuiMouseButton_Left, false);
    HeadlessUi::collect(dragged, ui.frame(state));
    HeadlessUi::collect(dragged, ui.frame(state));
    const auto* moved = first<command::MoveEntry>(dragged);
    REQUIRE(moved != nullptr);
    CHECK(moved->index == 0);
    CHECK(moved->to == 1);
}

TEST_CASE("information: what is known is told, what is not is left out") {
    State state = planned_state();
    state.player.hwdec = "vaapi";
    state.player.fps = 23.976;
    state.player.dropped_output = 3;
    state.player.dropped_decoder = 5;
    state.player.sync_s = -0.0123;
    const auto value = [&](Text name) -> std::string {
        for (const InformationRow& row : information_rows(state)) {
            if (row.name == tr(state.view.language, name) && !row.value.empty()) {
                return row.value;
            }
        }
        return "";
    };
    CHECK(value(Text::info_file) == "/films/Episode 01.mkv");
    CHECK(value(Text::info_decoder).find("vaapi") != std::string::npos);
    CHECK(value(Text::info_fps) == "23.976 fps");
    CHECK(value(Text::info_dropped) == "3 shown late, 5 by the decoder");
    CHECK(value(Text::info_sync) == "-12.3 ms");
    CHECK(value(Text::info_passes) == "1 run, 2 do not");
    CHECK(value(Text::info_bitrate).empty());
    CHECK(value(Text::info_cache).empty());
    const State nothing_open;
    CHECK(information_rows(nothing_open).empty());

    HeadlessUi ui;
    ui.show_only(draw_information);
    ui.settle(state);
    ImGui::SetClipboardText("");
    std::string copied;
    for (float y = 6.0F; y < 80.0F && copied.empty(); y += 6.0F) {
        ui.click(state, 30.0F, y);
        copied = ImGui::GetClipboardText();
    }
    CHECK(copied == to_text(information_rows(state)));
}
