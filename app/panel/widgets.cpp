#include "app/panel/widgets.h"

#include "app/input/bindings.h"
#include "app/panel/style.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace senga {
namespace {

void paint_arrow(ImDrawList* draw, ImVec2 c, float r, ImU32 colour, float direction) {
    draw->AddTriangleFilled({c.x - direction * r * 0.5F, c.y - r * 0.8F}, {c.x + direction * r * 0.7F, c.y},
                            {c.x - direction * r * 0.5F, c.y + r * 0.8F}, colour);
}

void paint_cross(ImDrawList* draw, ImVec2 c, float r, ImU32 colour, float line) {
    draw->AddLine({c.x - r * 0.7F, c.y - r * 0.7F}, {c.x + r * 0.7F, c.y + r * 0.7F}, colour, line);
    draw->AddLine({c.x - r * 0.7F, c.y + r * 0.7F}, {c.x + r * 0.7F, c.y - r * 0.7F}, colour, line);
}

void paint_save(ImDrawList* draw, ImVec2 c, float r, ImU32 colour, float line) {
    draw->AddLine({c.x, c.y - r * 0.9F}, {c.x, c.y + r * 0.1F}, colour, line);
    draw->AddTriangleFilled({c.x - r * 0.5F, c.y - r * 0.1F}, {c.x + r * 0.5F, c.y - r * 0.1F}, {c.x, c.y + r * 0.45F},
                            colour);
    draw->AddLine({c.x - r * 0.8F, c.y + r * 0.85F}, {c.x + r * 0.8F, c.y + r * 0.85F}, colour, line);
}

void paint_symbol(ImDrawList* draw, ImVec2 c, float r, ImU32 colour, Symbol symbol) {
    const float line = std::max(r * 0.25F, 1.0F);
    switch (symbol) {
    case Symbol::previous:
        return paint_arrow(draw, c, r, colour, -1.0F);
    case Symbol::next:
        return paint_arrow(draw, c, r, colour, 1.0F);
    case Symbol::close:
        return paint_cross(draw, c, r, colour, line);
    case Symbol::add:
        draw->AddLine({c.x - r * 0.9F, c.y}, {c.x + r * 0.9F, c.y}, colour, line);
        draw->AddLine({c.x, c.y - r * 0.9F}, {c.x, c.y + r * 0.9F}, colour, line);
        return;
    case Symbol::menu:
        for (const float step : {-0.65F, 0.0F, 0.65F}) {
            draw->AddLine({c.x - r * 0.85F, c.y + step * r}, {c.x + r * 0.85F, c.y + step * r}, colour, line);
        }
        return;
    case Symbol::save:
        return paint_save(draw, c, r, colour, line);
    }
}

} // namespace

ImU32 ink(const ImVec4& colour, float opacity) {
    return theme::colour(colour, opacity * ImGui::GetStyle().Alpha);
}

void text_dim(const std::string& text) {
    ImGui::PushStyleColor(ImGuiCol_Text, theme::dim);
    text_cut(text, ImGui::GetContentRegionAvail().x);
    ImGui::PopStyleColor();
}

void text_right(const std::string& text) {
    const float room = ImGui::GetContentRegionAvail().x - text_width(text);
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(room, 0.0F));
    text_plain(text);
}

void heading(const Canvas& canvas, Text text) {
    ImGui::Spacing();
    ImGui::Separator();
    text_dim(canvas.tr(text));
}

std::string with_keys(const Canvas& canvas, Text text, std::string_view action) {
    std::string result = canvas.tr(text);
    const std::string keys = action.empty() ? "" : keys_text(canvas.state.library.keys, action);
    return keys.empty() ? result : result + " (" + keys + ")";
}

std::string keys_line(const Canvas& canvas, std::string_view less, std::string_view more) {
    const Keymap& keymap = canvas.state.library.keys;
    const std::string down = keys_text(keymap, less);
    const std::string up = keys_text(keymap, more);
    if (down.empty() && up.empty()) {
        return "";
    }
    return "\n" + canvas.format(Text::parameter_keys, down.empty() || up.empty() ? down + up : down + ", " + up);
}

void help(const Canvas& canvas, Text text, std::string_view action) {
    if (ImGui::IsItemHovered()) {
        tooltip(with_keys(canvas, text, action));
    }
}

float button_width(const char* label) {
    return ImGui::CalcTextSize(label, nullptr, true).x + 2.0F * ImGui::GetStyle().FramePadding.x;
}

bool lit_button(const char* label, Switch state, ImVec2 size) {
    const bool lit = state == Switch::on;
    if (lit) {
        ImVec4 ground = theme::accent;
        ground.w = 0.30F;
        ImGui::PushStyleColor(ImGuiCol_Button, ground);
        ground.w = 0.42F;
        ImGui::PushStyleColor(ImGuiCol_ButtonHovered, ground);
    }
    const bool pressed = ImGui::Button(label, size);
    if (lit) {
        ImGui::PopStyleColor(2);
    }
    return pressed;
}

bool symbol_button(const Canvas& canvas, const char* id, Symbol symbol) {
    const float edge = ImGui::GetFrameHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::InvisibleButton(id, {edge, edge});
    const bool hovered = ImGui::IsItemHovered();
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (hovered) {
        draw->AddRectFilled(at, {at.x + edge, at.y + edge}, ink(theme::text, 0.10F), canvas.px(4.0));
    }
    paint_symbol(draw, {at.x + edge / 2.0F, at.y + edge / 2.0F}, edge * 0.26F,
                 ink(hovered ? theme::accent : theme::text), symbol);
    return pressed;
}

void Flow::place(float width_px) {
    if (!first_) {
        ImGui::SameLine();
        if (ImGui::GetContentRegionAvail().x < width_px) {
            ImGui::NewLine();
        }
    }
    first_ = false;
}

void label_beside(const Canvas& canvas, const std::string& label) {
    const float column = std::min(canvas.px(112.0), ImGui::GetContentRegionAvail().x * 0.4F);
    const float begin = ImGui::GetCursorPosX();
    ImGui::AlignTextToFramePadding();
    text_cut(label, column - canvas.px(6.0));
    ImGui::SameLine();
    ImGui::SetCursorPosX(begin + column);
    ImGui::SetNextItemWidth(-1.0F);
}

DragRow::DragRow(const Canvas& canvas, const char* id) : canvas_(canvas) {
    ImGui::PushID(id);
    dragged_ = ImGui::GetID("dragged");
    lifted_ = canvas.state.view.dimmed && ImGui::GetStateStorage()->GetBool(dragged_);
    if (lifted_) {
        ImGui::PushStyleVar(ImGuiStyleVar_Alpha, 1.0F);
    }
}

DragRow::~DragRow() {
    if (lifted_) {
        ImGui::PopStyleVar();
    }
    ImGui::PopID();
}

void DragRow::watch() {
    const bool typing = ImGui::GetIO().KeyCtrl; // Ctrl+click opens a text field
    if (ImGui::IsItemActivated() && canvas_.state.library.settings.dim_while_dragging && !typing) {
        canvas_.emit(command::SetDimmed{Switch::on});
    }
    if (ImGui::IsItemDeactivated() && canvas_.state.view.dimmed) {
        canvas_.emit(command::SetDimmed{Switch::off});
    }
    ImGui::GetStateStorage()->SetBool(dragged_, ImGui::IsItemActive());
}

Slid slide(const Canvas& canvas, const Slide& wanted) {
    DragRow row(canvas, wanted.id);
    label_beside(canvas, canvas.tr(wanted.label));
    double value = std::isfinite(wanted.value) ? std::clamp(wanted.value, wanted.least, wanted.most) : wanted.initial;
    bool changed = ImGui::SliderScalar("##value", ImGuiDataType_Double, &value, &wanted.least, &wanted.most,
                                       wanted.format, ImGuiSliderFlags_AlwaysClamp | wanted.flags);
    canvas.mark(std::string("slide.") + (wanted.mark[0] != 0 ? wanted.mark : wanted.id));
    row.watch();
    if (ImGui::IsItemClicked(ImGuiMouseButton_Right)) {
        value = wanted.initial;
        changed = true;
    }
    if (!ImGui::IsItemActive() && ImGui::IsItemHovered()) {
        tooltip(canvas.tr(Text::parameter_help_slider) + keys_line(canvas, wanted.less, wanted.more));
    }
    return {changed, value};
}

Typed type_query(const Canvas& canvas, Text hint) {
    std::array<char, 4096> text{};
    const std::string& present = canvas.state.view.query;
    present.copy(text.data(), text.size() - 1);
    if (ImGui::IsWindowAppearing()) {
        ImGui::SetKeyboardFocusHere();
    }
    ImGui::SetNextItemWidth(-1.0F);
    const bool entered = ImGui::InputTextWithHint("##query", canvas.tr(hint), text.data(), text.size(),
                                                  ImGuiInputTextFlags_EnterReturnsTrue);
    if (present != text.data()) {
        canvas.emit(command::SetQuery{text.data()});
    }
    return entered ? Typed::entered : Typed::nothing;
}

} // namespace senga
