#include "app/panel/overlay.h"

#include "app/panel/style.h"

#include <imgui/imgui_stdlib.h>

#include <algorithm>
#include <string>

namespace senga {
namespace {

constexpr float veil_opacity = 0.45F;

ImVec2 middle_of(ImVec2 outer, ImVec2 inner) {
    return {std::max((outer.x - inner.x) / 2.0F, 0.0F), std::max((outer.y - inner.y) / 2.0F, 0.0F)};
}

} // namespace

OverlayWindow::OverlayWindow(const Canvas& canvas, const char* name, Box box) : canvas_(canvas) {
    const ImVec2 window = canvas.window();
    const float margin = canvas.px(16.0);
    const ImVec2 size{std::clamp(canvas.px(box.width), 1.0F, std::max(window.x - 2.0F * margin, 1.0F)),
                      std::clamp(canvas.px(box.height), 1.0F, std::max(window.y - 2.0F * margin, 1.0F))};
    ImGui::SetNextWindowPos({0.0F, 0.0F});
    ImGui::SetNextWindowSize(window);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0.0F, 0.0F});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0F);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, {0.0F, 0.0F, 0.0F, veil_opacity});
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                       ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                                       ImGuiWindowFlags_NoScrollWithMouse;
    ImGui::Begin(name, nullptr, flags);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);

    if (ImGui::IsWindowHovered() && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
        canvas.emit(command::ToggleOverlay{canvas.state.view.overlay});
    }
    ImGui::SetCursorPos(middle_of(window, size));
    ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, canvas.px(8.0));
    ImGui::PushStyleColor(ImGuiCol_ChildBg, {theme::ground.x, theme::ground.y, theme::ground.z, 0.98F});
    ImGui::BeginChild("box", size, true, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
}

OverlayWindow::~OverlayWindow() {
    ImGui::EndChild();
    ImGui::End();
}

void OverlayWindow::query(Text hint, Focus focus) {
    const ViewState& view = canvas_.state.view;
    // Keys go to the text and not to the action table while one types: then Esc is ours to see.
    const bool typing = ImGui::GetIO().WantTextInput;
    if (typing && !view.capture && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false)) {
        canvas_.emit(command::ToggleOverlay{view.overlay});
        return;
    }
    const bool idle = focus == Focus::always && !ImGui::IsAnyItemActive();
    if (!view.capture && (ImGui::IsWindowAppearing() || idle)) {
        ImGui::SetKeyboardFocusHere();
    }
    std::string text = view.query;
    ImGui::SetNextItemWidth(-1.0F);
    if (ImGui::InputTextWithHint("##query", canvas_.tr(hint), &text)) {
        canvas_.emit(command::SetQuery{text});
    }
}

} // namespace senga
