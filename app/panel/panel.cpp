#include "app/panel/panel.h"

#include "app/panel/export_dialog.h"
#include "app/panel/parts.h"
#include "app/state/visibility.h"

#include <imgui/imgui.h>
#include <imgui/imgui_internal.h>

namespace senga {
namespace {

constexpr float dimmed_opacity = 0.15F; // so that one still finds the mouse's way

void draw_all(const Canvas& canvas) {
    const State& state = canvas.state;
    draw_comparison(canvas); // lowest: panels lie over the divider
    if (!state.player.opened) {
        draw_welcome(canvas);
    }
    if (state.view.left_visible()) {
        draw_left(canvas);
        if (state.view.information_visible) {
            draw_information_line(canvas);
        }
    }
    if (state.view.panel_visible) {
        draw_right(canvas);
    }
    if (controls_visible(state, canvas.now_s)) {
        draw_controls(canvas);
    }
    draw_probe(canvas);
    draw_toasts(canvas);
    switch (state.view.overlay) {
    case Overlay::palette:
        draw_palette(canvas);
        break;
    case Overlay::keys:
        draw_keys(canvas);
        break;
    case Overlay::exporting:
        draw_export(canvas);
        break;
    case Overlay::opening:
        draw_open(canvas);
        break;
    case Overlay::none:
        break;
    }
}

} // namespace

std::vector<Command> draw_panel(const State& state, double now_s, Landmarks* landmarks) {
    std::vector<Command> commands;
    if (landmarks != nullptr) {
        landmarks->clear();
    }
    if (!overlay_visible(state, now_s)) {
        return commands;
    }
    const float opacity = state.view.dimmed ? dimmed_opacity : 1.0F;
    ImGui::PushStyleVar(ImGuiStyleVar_Alpha, ImGui::GetStyle().Alpha * opacity);
    draw_all(Canvas{state, now_s, commands, landmarks});
    ImGui::PopStyleVar();
    return commands;
}

bool menu_open() {
    return ImGui::IsPopupOpen(static_cast<const char*>(nullptr),
                              ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
}

void close_menus() {
    if (menu_open()) {
        ImGui::ClosePopupToLevel(0, true);
    }
}

} // namespace senga
