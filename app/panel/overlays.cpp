// What lies over the picture without belonging to it: the toasts and the information line.
#include "app/panel/parts.h"
#include "app/panel/style.h"
#include "app/state/text.h"

#include <algorithm>

namespace senga {
namespace {

constexpr ImGuiWindowFlags untouchable = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing |
                                         ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoInputs;

ImVec4 severity_colour(Severity severity) {
    switch (severity) {
    case Severity::note:
        return theme::text;
    case Severity::warning:
        return theme::warn;
    case Severity::error:
        break;
    }
    return theme::bad;
}

} // namespace

void draw_toasts(const Canvas& canvas) {
    const ViewState& view = canvas.state.view;
    if (view.toasts.empty()) {
        return;
    }
    const FreeArea free = free_area(canvas);
    const float margin = canvas.px(14.0);
    const float width = std::clamp(free.width() - 2.0F * margin, canvas.px(160.0), canvas.px(520.0));
    const float top = overlay_top(canvas) + metrics_height(canvas);
    ImGui::SetNextWindowPos({free.right - margin, top}, ImGuiCond_Always, {1.0F, 0.0F});
    ImGui::SetNextWindowSizeConstraints({0.0F, 0.0F}, {width, canvas.window().y});
    if (ImGui::Begin("Toasts", nullptr, untouchable | ImGuiWindowFlags_AlwaysAutoResize)) {
        for (const Toast& toast : view.toasts) {
            ImGui::PushStyleColor(ImGuiCol_Text, severity_colour(toast.severity));
            ImGui::PushTextWrapPos(width - ImGui::GetStyle().WindowPadding.x);
            text_plain(toast.text);
            ImGui::PopTextWrapPos();
            ImGui::PopStyleColor();
        }
    }
    ImGui::End();
}

void draw_information_line(const Canvas& canvas) {
    const std::string line = information_line(canvas.state);
    const float height = information_line_height(canvas);
    if (line.empty() || height <= 0.0F) {
        return;
    }
    ImGui::SetNextWindowPos({0.0F, canvas.window().y - height});
    ImGui::SetNextWindowSize({canvas.window().x, height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1.0F, 1.0F}); // it is lower than ImGui's least height
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {canvas.px(14.0), canvas.px(5.0)});
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                       ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing |
                                       ImGuiWindowFlags_NoNav;
    if (ImGui::Begin("Information", nullptr, flags)) {
        ImGui::PushStyleColor(ImGuiCol_Text, theme::dim);
        text_cut(line, ImGui::GetContentRegionAvail().x);
        ImGui::PopStyleColor();
    }
    ImGui::End();
    ImGui::PopStyleVar(4);
}

} // namespace senga
