// The tab "Information": the film, its decoder, what the chain makes of it, the pace, the sound.
#include "app/panel/information_rows.h"
#include "app/panel/parts.h"
#include "app/panel/style.h"
#include "app/panel/widgets.h"

#include <algorithm>

namespace senga {
namespace {

void draw_row(const InformationRow& row, float name_px) {
    if (row.value.empty()) {
        ImGui::Spacing();
        text_plain(row.name);
        return;
    }
    const float begin = ImGui::GetCursorPosX();
    ImGui::PushStyleColor(ImGuiCol_Text, theme::dim);
    text_cut(row.name, name_px);
    ImGui::PopStyleColor();
    same_line_at(begin + name_px + ImGui::GetStyle().ItemSpacing.x);
    ImGui::PushTextWrapPos(0.0F);
    text_plain(row.value);
    ImGui::PopTextWrapPos();
}

} // namespace

void draw_information(const Canvas& canvas) {
    const std::vector<InformationRow> rows = information_rows(canvas.state);
    if (rows.empty()) {
        text_wrapped(theme::dim, canvas.tr(Text::info_nothing));
        return;
    }
    if (ImGui::Button(canvas.tr(Text::info_copy))) {
        ImGui::SetClipboardText(to_text(rows).c_str());
    }
    canvas.mark("information.copy");
    float name_px = 0.0F;
    for (const InformationRow& row : rows) {
        name_px = row.value.empty() ? name_px : std::max(name_px, text_width(row.name));
    }
    name_px = std::min(name_px, ImGui::GetContentRegionAvail().x * 0.45F);
    for (const InformationRow& row : rows) {
        draw_row(row, name_px);
    }
}

} // namespace senga
