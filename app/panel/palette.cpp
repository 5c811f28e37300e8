// The command palette: everything that can be done, found by a few letters. Up and Down choose, Enter or a click does
// it; a mouse that moves chooses as well, one that rests does not. Which line is chosen is kept by ImGui, beside the
// scroll position.
#include "app/input/palette.h"

#include "app/panel/choice.h"
#include "app/panel/overlay.h"
#include "app/panel/parts.h"
#include "app/panel/style.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace senga {
namespace {

void carry_out(const Canvas& canvas, const PaletteEntry& entry) {
    if (entry.enabled) {
        canvas.emit(command::ToggleOverlay{Overlay::palette}); // first: the command may open another one
        canvas.emit(entry.command);
    }
}

struct Line {
    const PaletteEntry& entry;
    std::size_t index = 0; // among those that fit
    bool chosen = false;
    bool scroll_here = false;
};

// Whether the mouse moved onto it.
bool draw_line(const Canvas& canvas, const Line& line) {
    const PaletteEntry& entry = line.entry;
    ImGui::PushID(entry.id.c_str());
    const float begin = ImGui::GetCursorPosX();
    const float width = ImGui::GetContentRegionAvail().x;
    const float keys_px = entry.keys.empty() ? 0.0F : std::min(text_width(entry.keys), width / 2.0F);
    ImGui::PushStyleColor(ImGuiCol_HeaderHovered, ImGui::GetColorU32(line.chosen ? ImGuiCol_Header : ImGuiCol_PopupBg,
                                                                     line.chosen ? 1.0F : 0.0F));
    if (ImGui::Selectable("##line", line.chosen, ImGuiSelectableFlags_None, {width, ImGui::GetTextLineHeight()})) {
        carry_out(canvas, entry);
    }
    ImGui::PopStyleColor();
    const ImVec2 moved = ImGui::GetIO().MouseDelta;
    const bool reached = ImGui::IsItemHovered() && (moved.x != 0.0F || moved.y != 0.0F);
    canvas.mark("palette." + std::to_string(line.index));
    if (line.scroll_here) {
        ImGui::SetScrollHereY(0.5F);
    }
    same_line_at(begin);
    ImGui::PushStyleColor(ImGuiCol_Text, entry.enabled ? theme::text : theme::dim);
    text_cut(entry.label, std::max(width - keys_px - canvas.px(16.0), 1.0F));
    ImGui::PopStyleColor();
    if (keys_px > 0.0F) {
        same_line_at(begin + width - keys_px);
        ImGui::PushStyleColor(ImGuiCol_Text, theme::dim);
        text_cut(entry.keys, keys_px + 1.0F);
        ImGui::PopStyleColor();
    }
    ImGui::PopID();
    return reached;
}

} // namespace

void draw_palette(const Canvas& canvas) {
    const std::string& query = canvas.state.view.query;
    OverlayWindow window(canvas, "Palette", {});
    window.query(Text::palette_hint, OverlayWindow::Focus::always);
    const std::vector<PaletteEntry> entries = matching(palette_entries(canvas.state), query);
    ImGui::BeginChild("lines");
    Choice choice(query, entries.size());
    const bool moved = choice.move();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const bool chosen = i == choice.get();
        if (draw_line(canvas, {entries[i], i, chosen, chosen && moved})) {
            choice.set(i);
        }
    }
    if (entries.empty()) {
        text_wrapped(theme::dim, canvas.tr(Text::palette_nothing));
    } else if (pressed(ImGuiKey_Enter) || pressed(ImGuiKey_KeyPadEnter)) {
        carry_out(canvas, entries[choice.get()]);
    }
    ImGui::EndChild();
}

} // namespace senga
