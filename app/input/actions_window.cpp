// The action table: panels, the window, the program.
#include "app/input/action_builder.h"
#include "app/input/bindings.h"

#include <algorithm>
#include <cmath>

namespace senga {
namespace {

using namespace command;

// To the next quarter up or down.
ChangeSettings scaled(const State& state, double quarters) {
    Settings settings = state.library.settings;
    const double present = state.view.ui_scale * 4.0;
    const double next = quarters > 0.0 ? std::floor(present) + quarters : std::ceil(present) + quarters;
    settings.ui_scale = std::clamp(next / 4.0, 1.0, 3.0);
    return {settings};
}

void add_panels(ActionBuilder& table) {
    table.subject(Text::subject_panel).help(Text::help_panel);
    table.add("window.panel", Text::action_panel, {"Tab", "Delete"}, TogglePanel{});
    table.add("window.information", Text::action_information_line, {"i", "O"}, ToggleInformation{});
    table.when(when::file_open).add("window.progress", Text::action_progress, {"o", "P"}, KeepControls{});
    table.when(when::always);
    table.add("window.palette", Text::action_palette, {"Ctrl+Shift+P"}, ToggleOverlay{Overlay::palette});
    table.add("window.keys", Text::action_keys, {"?", "F1"}, ToggleOverlay{Overlay::keys});

    table.help(Text::help_tabs).when(when::always);
    // Shows it; where it is seen already, hides the panels.
    const auto left = [&](const char* id, Text label, const char* key, LeftTab tab) {
        table.derive(id, label, {key}, [tab](const State& state) -> Command {
            if (state.view.left_visible() && state.view.left == tab) {
                return TogglePanel{};
            }
            return ShowLeft{tab};
        });
    };
    left("window.passes", Text::action_tab_passes, "F2", LeftTab::passes);
    left("window.compare", Text::action_tab_compare, "F3", LeftTab::compare);
    left("window.picture", Text::action_tab_picture, "F4", LeftTab::picture);
    left("window.settings", Text::action_tab_settings, "F5", LeftTab::settings);
    table.add("window.cost", Text::action_tab_cost, {"F6", "I"}, ToggleRight{RightTab::cost});
    table.add("window.textures", Text::action_tab_textures, {"F7"}, ToggleRight{RightTab::textures});
    table.add("window.playlist", Text::action_tab_playlist, {"F8"}, ToggleRight{RightTab::playlist});
    table.add("window.details", Text::action_tab_information, {"F9", "Ctrl+I"}, ToggleRight{RightTab::information});
}

void add_window(ActionBuilder& table) {
    table.subject(Text::subject_window).help(Text::help_window);
    table.add("window.fullscreen", Text::action_fullscreen, {"f", "F11", "DoubleClick"}, ToggleFullscreen{});
    table.when(when::something_to_leave);
    table.add("window.leave-fullscreen", Text::action_leave_fullscreen, {"Esc"}, LeaveFullscreen{});
    table.when(when::always).add("window.on-top", Text::action_on_top, {"T"}, ToggleOnTop{});
    table.when(when::windowed_picture);
    table.add("window.half-size", Text::action_half_size, {"Alt+0"}, ScaleWindow{0.5});
    table.add("window.normal-size", Text::action_normal_size, {"Alt+1"}, ScaleWindow{1.0});
    table.add("window.double-size", Text::action_double_size, {"Alt+2"}, ScaleWindow{2.0});

    table.help(Text::help_program).when(when::always);
    table.add("window.quit", Text::action_quit, {"q", "Q", "Ctrl+W", "Power"}, Quit{});
    table.when(when::scale_below_most).repeats();
    table.derive("window.larger-text", Text::action_larger_text, {"Ctrl+Alt++"},
                 [](const State& state) { return scaled(state, 1.0); });
    table.when(when::scale_above_least).repeats();
    table.derive("window.smaller-text", Text::action_smaller_text, {"Ctrl+Alt+-"},
                 [](const State& state) { return scaled(state, -1.0); });
    table.alone().when(when::always);
    table.derive("window.language", Text::action_language, {}, [](const State& state) {
        Settings settings = state.library.settings;
        settings.language = state.view.language == Language::english ? Language::chinese : Language::english;
        return ChangeSettings{settings};
    });
    table.when(when::own_keys);
    table.derive("window.reset-keys", Text::action_reset_keys, {},
                 [](const State& state) { return reset_keys(state); });
}

} // namespace

void add_window_actions(ActionBuilder& table) {
    add_panels(table);
    add_window(table);
}

} // namespace senga
