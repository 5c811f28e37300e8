// What lies directly on the picture: the divider of the wipe and its labels, the toasts, the information line, and what
// an empty window says.
#include "app/panel/parts.h"
#include "app/panel/style.h"
#include "app/state/text.h"

#include <algorithm>
#include <cmath>

namespace senga {
namespace {

constexpr ImGuiWindowFlags bare_window = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing |
                                         ImGuiWindowFlags_NoNav;
constexpr ImGuiWindowFlags untouchable = bare_window | ImGuiWindowFlags_NoInputs;

// Text on a dark plate, so that it reads on any picture.
void label(const Canvas& canvas, ImVec2 at, const char* text) {
    ImDrawList* draw = ImGui::GetBackgroundDrawList();
    const ImVec2 size = ImGui::CalcTextSize(text);
    const ImVec2 pad{canvas.px(8.0), canvas.px(4.0)};
    draw->AddRectFilled(at, {at.x + size.x + 2.0F * pad.x, at.y + size.y + 2.0F * pad.y},
                        theme::colour(theme::ground, 0.75F), canvas.px(4.0));
    draw->AddText({at.x + pad.x, at.y + pad.y}, theme::colour(theme::text), text);
}

float label_width(const Canvas& canvas, const char* text) {
    return ImGui::CalcTextSize(text).x + 2.0F * canvas.px(8.0);
}

Rect picture_rect(const Canvas& canvas) {
    const Size window{static_cast<int>(canvas.window().x), static_cast<int>(canvas.window().y)};
    const std::optional<FrameFormat>& format = canvas.state.player.format;
    if (!format || format->size.empty() || window.empty()) {
        return {0, 0, window.w, window.h};
    }
    return fit_rect(*format, window);
}

// A strip around the divider takes the mouse; the window itself is invisible.
void drag_divider(const Canvas& canvas, const Rect& picture, float x) {
    const float reach = canvas.px(9.0);
    ImGui::SetNextWindowPos({x - reach, static_cast<float>(picture.y)});
    ImGui::SetNextWindowSize({2.0F * reach, static_cast<float>(std::max(picture.h, 1))});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0.0F, 0.0F});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1.0F, 1.0F});
    const bool open = ImGui::Begin(
        "Divider", nullptr, bare_window | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoBringToFrontOnFocus);
    ImGui::PopStyleVar(2);
    if (open) {
        ImGui::InvisibleButton("##divider", {2.0F * reach, static_cast<float>(std::max(picture.h, 1))});
        if (ImGui::IsItemHovered() || ImGui::IsItemActive()) {
            ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
        }
        if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
            canvas.commands.push_back(command::SetWipe{0.5});
        } else if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 0.0F) && picture.w > 0) {
            canvas.commands.push_back(
                command::SetWipe{(static_cast<double>(ImGui::GetIO().MousePos.x) - picture.x) / picture.w});
            canvas.commands.push_back(command::KeepControls{});
        }
    }
    ImGui::End();
}

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

void draw_comparison(const Canvas& canvas) {
    const Compare mode = shown(canvas.state.view);
    if (mode == Compare::processed || !canvas.state.player.opened) {
        return;
    }
    const Rect picture = picture_rect(canvas);
    const auto top = static_cast<float>(picture.y) + canvas.px(12.0);
    const float right = std::min(static_cast<float>(picture.x + picture.w), free_right(canvas)) - canvas.px(12.0);
    if (mode == Compare::original) {
        label(canvas, {right - label_width(canvas, "Original"), top}, "Original");
        return;
    }
    const auto x = std::round(static_cast<float>(picture.x + canvas.state.view.wipe * picture.w));
    ImDrawList* draw = ImGui::GetBackgroundDrawList();
    const auto y0 = static_cast<float>(picture.y);
    const auto y1 = static_cast<float>(picture.y + picture.h);
    // The line itself is the compositor's, exact to the column; here is only the handle.
    const ImVec2 middle{x, (y0 + y1) / 2.0F};
    const float radius = canvas.px(9.0);
    draw->AddCircleFilled(middle, radius, theme::colour(theme::ground, 0.85F));
    draw->AddCircle(middle, radius, theme::colour(theme::text, 0.85F), 0, canvas.px(1.5));
    const float arm = canvas.px(4.0);
    const float gap = canvas.px(1.5);
    for (const float side : {-1.0F, 1.0F}) {
        draw->AddTriangleFilled({x + side * (gap + arm), middle.y}, {x + side * gap, middle.y - side * arm},
                                {x + side * gap, middle.y + side * arm}, theme::colour(theme::text));
    }
    label(canvas, {x - canvas.px(8.0) - label_width(canvas, "Original"), top}, "Original");
    label(canvas, {x + canvas.px(8.0), top}, "Processed");
    drag_divider(canvas, picture, x);
}

void draw_toasts(const Canvas& canvas) {
    if (canvas.state.view.toasts.empty()) {
        return;
    }
    const float margin = canvas.px(14.0);
    const float right = free_right(canvas);
    const float left = right < canvas.window().x ? passes_right(canvas) : 0.0F; // between the two windows
    const float width = std::clamp(right - left - 2.0F * margin, canvas.px(160.0), canvas.px(520.0));
    const bool labelled = shown(canvas.state.view) != Compare::processed;
    const float top = labelled ? margin + ImGui::GetTextLineHeight() + canvas.px(20.0) : margin; // below the labels
    ImGui::SetNextWindowPos({right - margin, top}, ImGuiCond_Always, {1.0F, 0.0F});
    ImGui::SetNextWindowSizeConstraints({0.0F, 0.0F}, {std::max(width, 1.0F), canvas.window().y});
    if (ImGui::Begin("Toasts", nullptr, untouchable | ImGuiWindowFlags_AlwaysAutoResize)) {
        for (const Toast& toast : canvas.state.view.toasts) {
            ImGui::PushStyleColor(ImGuiCol_Text, severity_colour(toast.severity));
            ImGui::PushTextWrapPos(width - 2.0F * margin);
            ImGui::TextUnformatted(toast.text.data(), toast.text.data() + toast.text.size());
            ImGui::PopTextWrapPos();
            ImGui::PopStyleColor();
        }
    }
    ImGui::End();
}

void draw_information(const Canvas& canvas) {
    const std::string line = information_line(canvas.state);
    if (line.empty()) {
        return;
    }
    const float height = ImGui::GetTextLineHeight() + canvas.px(10.0);
    ImGui::SetNextWindowPos({0.0F, canvas.window().y - height});
    ImGui::SetNextWindowSize({canvas.window().x, height});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {canvas.px(14.0), canvas.px(5.0)});
    if (ImGui::Begin("Information", nullptr, bare_window)) {
        ImGui::PushStyleColor(ImGuiCol_Text, theme::dim);
        text_cut(line, ImGui::GetContentRegionAvail().x);
        ImGui::PopStyleColor();
    }
    ImGui::End();
    ImGui::PopStyleVar(3);
}

void draw_welcome(const Canvas& canvas) {
    const char* text = canvas.state.player.idle ? "Drop a video here" : "Opening ...";
    const ImVec2 size = ImGui::CalcTextSize(text);
    const ImVec2 at{(canvas.window().x - size.x) / 2.0F, (canvas.window().y - size.y) / 2.0F};
    ImGui::GetBackgroundDrawList()->AddText(at, theme::colour(theme::dim), text);
}

} // namespace senga
