#include "app/panel/parts.h"

#include <algorithm>

namespace senga {

void tooltip(const std::string& text) {
    if (!ImGui::IsItemHovered() || text.empty()) {
        return;
    }
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(ImGui::GetFontSize() * 28.0F);
    text_plain(text);
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
}

void text_plain(std::string_view text) {
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
}

void text_wrapped(const ImVec4& colour, const std::string& text) {
    ImGui::PushStyleColor(ImGuiCol_Text, colour);
    ImGui::PushTextWrapPos(0.0F);
    text_plain(text);
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
}

std::string fitting(const std::string& text, float width_px) {
    if (text_width(text) <= width_px) {
        return text;
    }
    const char* begin = text.data();
    const char* cut = nullptr;
    ImGui::GetFont()->CalcTextSizeA(ImGui::GetFontSize(), std::max(width_px - text_width("..."), 1.0F), 0.0F, begin,
                                    begin + text.size(), &cut);
    return text.substr(0, static_cast<std::size_t>(cut - begin)) + "...";
}

void text_cut(const std::string& text, float width_px) {
    const std::string shown = fitting(text, width_px);
    text_plain(shown);
    if (shown.size() != text.size()) {
        tooltip(text);
    }
}

bool begin_combo(const char* id, const std::string& shown, ImGuiComboFlags flags) {
    const float arrow = ImGui::GetFrameHeight();
    const float room = ImGui::CalcItemWidth() - arrow - 2.0F * ImGui::GetStyle().FramePadding.x;
    return ImGui::BeginCombo(id, fitting(shown, room).c_str(), flags);
}

float text_width(std::string_view text) {
    return ImGui::CalcTextSize(text.data(), text.data() + text.size()).x;
}

void same_line_at(float x) {
    ImGui::SameLine();
    ImGui::SetCursorPosX(x);
}

float information_line_height(const Canvas& canvas) {
    const bool there =
        canvas.state.view.left_visible() && canvas.state.view.information_visible && canvas.state.player.opened;
    return there ? ImGui::GetTextLineHeight() + canvas.px(10.0) : 0.0F;
}

float controls_height(const Canvas& canvas) {
    return canvas.px(18.0 + 2.0 * 6.0) + ImGui::GetStyle().ItemSpacing.y + ImGui::GetFrameHeight();
}

FreeArea free_area(const Canvas& canvas) {
    const bool docks = canvas.state.view.panel_visible;
    FreeArea area;
    area.left = docks ? passes_right(canvas) : 0.0F;
    area.right = docks ? std::min(free_right(canvas), canvas.window().x) : canvas.window().x;
    area.bottom = canvas.window().y - information_line_height(canvas) - controls_height(canvas) - canvas.px(8.0);
    return area;
}

} // namespace senga
