#include "app/panel/panel.h"

#include "app/panel/parts.h"
#include "app/state/visibility.h"

#include <algorithm>
#include <cstddef>

namespace senga {

std::vector<Command> draw_panel(const State& state, double now_s) {
    std::vector<Command> commands;
    if (!overlay_visible(state, now_s)) {
        return commands;
    }
    const Canvas canvas{state, now_s, commands};
    draw_comparison(canvas); // lowest: panels lie over the divider
    if (!state.player.opened) {
        draw_welcome(canvas);
    }
    if (state.view.panel_visible) {
        draw_passes(canvas);
        if (state.view.cost_visible) {
            draw_cost(canvas);
        }
        if (state.view.information_visible) {
            draw_information(canvas);
        }
    }
    if (controls_visible(state, now_s)) {
        draw_controls(canvas);
    }
    draw_toasts(canvas);
    return commands;
}

void tooltip(const std::string& text) {
    if (!ImGui::IsItemHovered() || text.empty()) {
        return;
    }
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(ImGui::GetFontSize() * 28.0F);
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
}

void text_wrapped(const ImVec4& colour, const std::string& text) {
    ImGui::PushStyleColor(ImGuiCol_Text, colour);
    ImGui::PushTextWrapPos(0.0F);
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
}

void text_cut(const std::string& text, float width_px) {
    const char* begin = text.data();
    const char* end = begin + text.size();
    if (ImGui::CalcTextSize(begin, end).x <= width_px) {
        ImGui::TextUnformatted(begin, end);
        return;
    }
    const float dots_px = ImGui::CalcTextSize("...").x;
    const char* cut = nullptr;
    ImGui::GetFont()->CalcTextSizeA(ImGui::GetFontSize(), std::max(width_px - dots_px, 1.0F), 0.0F, begin, end, &cut);
    const std::string shortened = text.substr(0, static_cast<std::size_t>(cut - begin)) + "...";
    ImGui::TextUnformatted(shortened.data(), shortened.data() + shortened.size());
    tooltip(text);
}

} // namespace senga
