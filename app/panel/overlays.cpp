// What lies over the picture without belonging to it: the toasts and the information line.
#include "app/panel/parts.h"
#include "app/panel/style.h"
#include "app/state/text.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

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

// A surface over the toast that takes a click; the toasts themselves let the mouse through to the picture.
void offer_copy(const Canvas& canvas, std::size_t index, ImVec2 at, ImVec2 size) {
    const std::string mark = "toast." + std::to_string(index);
    ImGui::SetNextWindowPos(at);
    ImGui::SetNextWindowSize(size);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0.0F, 0.0F});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1.0F, 1.0F});
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                       ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing |
                                       ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground;
    if (ImGui::Begin(("##" + mark).c_str(), nullptr, flags)) {
        if (ImGui::InvisibleButton("##copy", size)) {
            canvas.emit(command::CopyToast{index});
        }
        canvas.mark(mark);
        if (ImGui::IsItemHovered()) {
            ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
            tooltip(canvas.tr(Text::toast_copy));
        }
    }
    ImGui::End();
    ImGui::PopStyleVar(3);
}

} // namespace

// Texts are measured first: a window that fits itself to its contents is a frame late, and cuts what is new.
void draw_toasts(const Canvas& canvas) {
    const ViewState& view = canvas.state.view;
    if (view.toasts.empty()) {
        return;
    }
    const FreeArea free = free_area(canvas);
    const float margin = canvas.px(14.0);
    const ImVec2 pad = ImGui::GetStyle().WindowPadding;
    const float spacing = ImGui::GetStyle().ItemSpacing.y;
    const float most = std::clamp(free.width() - 2.0F * margin, canvas.px(160.0), canvas.px(520.0));
    const float wrap = most - 2.0F * pad.x;
    ImVec2 inner{1.0F, -spacing};
    std::vector<ImVec2> sizes;
    for (const Toast& toast : view.toasts) {
        const char* text = toast.text.data();
        sizes.push_back(ImGui::CalcTextSize(text, text + toast.text.size(), false, wrap));
        inner.x = std::max(inner.x, std::ceil(sizes.back().x));
        inner.y += sizes.back().y + spacing;
    }
    const ImVec2 size{inner.x + 2.0F * pad.x, std::min(inner.y + 2.0F * pad.y, canvas.window().y)};
    const ImVec2 at{std::floor(free.right - margin - size.x), overlay_top(canvas) + metrics_height(canvas)};
    ImGui::SetNextWindowPos(at);
    ImGui::SetNextWindowSize(size);
    if (ImGui::Begin("Toasts", nullptr, untouchable)) {
        for (const Toast& toast : view.toasts) {
            ImGui::PushStyleColor(ImGuiCol_Text, severity_colour(toast.severity));
            ImGui::PushTextWrapPos(pad.x + wrap);
            text_plain(toast.text);
            ImGui::PopTextWrapPos();
            ImGui::PopStyleColor();
        }
    }
    ImGui::End();
    float y = at.y + pad.y;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (view.toasts[i].copies) {
            offer_copy(canvas, i, {at.x + pad.x, y}, {inner.x, sizes[i].y});
        }
        y += sizes[i].y + spacing;
    }
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
