#include "app/panel/style.h"

namespace senga {
namespace {

ImVec4 mix(ImVec4 a, ImVec4 b, float t) {
    return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, a.z + (b.z - a.z) * t, a.w + (b.w - a.w) * t};
}

ImVec4 faint(ImVec4 value, float opacity) {
    value.w = opacity;
    return value;
}

void set_colours(ImGuiStyle& style) {
    const ImVec4 field{0.17F, 0.18F, 0.21F, 1.0F};
    const ImVec4 field_hot{0.22F, 0.24F, 0.28F, 1.0F};
    ImVec4* c = style.Colors;
    c[ImGuiCol_Text] = theme::text;
    c[ImGuiCol_TextDisabled] = theme::dim;
    c[ImGuiCol_WindowBg] = theme::ground;
    c[ImGuiCol_PopupBg] = faint(theme::ground, 0.98F);
    c[ImGuiCol_Border] = {1.0F, 1.0F, 1.0F, 0.07F};
    c[ImGuiCol_Separator] = {1.0F, 1.0F, 1.0F, 0.09F};
    c[ImGuiCol_FrameBg] = field;
    c[ImGuiCol_FrameBgHovered] = field_hot;
    c[ImGuiCol_FrameBgActive] = mix(field_hot, theme::accent, 0.15F);
    c[ImGuiCol_TitleBg] = theme::ground;
    c[ImGuiCol_TitleBgActive] = theme::ground;
    c[ImGuiCol_CheckMark] = theme::accent;
    c[ImGuiCol_SliderGrab] = mix(field_hot, theme::accent, 0.8F);
    c[ImGuiCol_SliderGrabActive] = theme::accent;
    c[ImGuiCol_Button] = field;
    c[ImGuiCol_ButtonHovered] = field_hot;
    c[ImGuiCol_ButtonActive] = mix(field_hot, theme::accent, 0.3F);
    c[ImGuiCol_Header] = faint(theme::accent, 0.16F);
    c[ImGuiCol_HeaderHovered] = faint(theme::accent, 0.24F);
    c[ImGuiCol_HeaderActive] = faint(theme::accent, 0.32F);
    c[ImGuiCol_ScrollbarBg] = {0.0F, 0.0F, 0.0F, 0.0F};
    c[ImGuiCol_ScrollbarGrab] = {1.0F, 1.0F, 1.0F, 0.14F};
    c[ImGuiCol_ScrollbarGrabHovered] = {1.0F, 1.0F, 1.0F, 0.22F};
    c[ImGuiCol_ScrollbarGrabActive] = {1.0F, 1.0F, 1.0F, 0.30F};
    c[ImGuiCol_TextSelectedBg] = faint(theme::accent, 0.35F);
    c[ImGuiCol_NavHighlight] = theme::accent;
}

} // namespace

void apply_style(double ui_scale) {
    ImGuiStyle style;
    style.WindowPadding = {12.0F, 12.0F};
    style.FramePadding = {8.0F, 4.0F};
    style.ItemSpacing = {8.0F, 6.0F};
    style.ItemInnerSpacing = {6.0F, 4.0F};
    style.IndentSpacing = 22.0F;
    style.ScrollbarSize = 10.0F;
    style.GrabMinSize = 10.0F;
    style.WindowRounding = 8.0F;
    style.PopupRounding = 6.0F;
    style.FrameRounding = 4.0F;
    style.GrabRounding = 4.0F;
    style.ScrollbarRounding = 5.0F;
    style.WindowBorderSize = 1.0F;
    style.FrameBorderSize = 0.0F;
    set_colours(style);
    style.ScaleAllSizes(static_cast<float>(ui_scale));
    ImGui::GetStyle() = style;
}

} // namespace senga
