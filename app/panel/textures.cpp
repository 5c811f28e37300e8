// The tab "Textures": what the steps of the chain write and read, each with its size, format and memory. A click shows
// one as B; the button at its end saves it.
#include "app/panel/cost.h"
#include "app/panel/style.h"
#include "app/panel/widgets.h"

#include "app/state/text.h"

#include <fmt/format.h>

#include <cstddef>
#include <string>

namespace senga {
namespace {

Exhibit exhibit_of(const CostState::Texture& texture) {
    return {Exhibit::Kind::texture, texture.name, texture.occurrence};
}

void draw_menu(const Canvas& canvas, const CostState::Texture& texture) {
    if (!ImGui::BeginPopupContextItem("menu")) {
        return;
    }
    if (ImGui::MenuItem(canvas.tr(Text::texture_show_a))) {
        canvas.emit(command::SetExhibit{Side::a, exhibit_of(texture)});
    }
    canvas.mark("menu.show-a");
    if (ImGui::MenuItem(canvas.tr(Text::texture_show_b))) {
        canvas.emit(command::SetExhibit{Side::b, exhibit_of(texture)});
    }
    canvas.mark("menu.show-b");
    if (ImGui::MenuItem(canvas.tr(Text::texture_save))) {
        canvas.emit(command::SaveTexture{texture.name, texture.occurrence});
    }
    canvas.mark("menu.save");
    ImGui::EndPopup();
}

// The whole row is one surface, but for the button at its end.
void draw_name(const Canvas& canvas, const CostState::Texture& texture) {
    const ViewState& view = canvas.state.view;
    const Exhibit exhibit = exhibit_of(texture);
    const bool is_a = texture.viewable && view.a == exhibit;
    const bool is_b = texture.viewable && view.b == exhibit;
    if (texture.viewable) {
        const ImVec2 begin = ImGui::GetCursorPos();
        if (ImGui::Selectable("##row", is_b,
                              ImGuiSelectableFlags_SpanAllColumns | ImGuiSelectableFlags_AllowItemOverlap,
                              {0.0F, ImGui::GetFrameHeight()})) {
            canvas.emit(command::SetExhibit{Side::b, exhibit});
        }
        canvas.mark(fmt::format("texture.{}.{}", texture.name, texture.occurrence));
        draw_menu(canvas, texture);
        ImGui::SetCursorPos(begin);
    }
    ImGui::AlignTextToFramePadding();
    std::string name = is_a   ? std::string(canvas.tr(Text::ab_a)) + ": "
                       : is_b ? canvas.tr(Text::ab_b) + std::string(": ")
                              : "";
    name += texture_title(view.language, canvas.state.chain, texture.name);
    name += texture.occurrence > 0 ? fmt::format(" #{}", texture.occurrence + 1) : "";
    ImGui::PushStyleColor(ImGuiCol_Text, is_a || is_b ? theme::accent : texture.viewable ? theme::text : theme::dim);
    text_cut(name, ImGui::GetContentRegionAvail().x);
    ImGui::PopStyleColor();
}

void draw_row(const Canvas& canvas, const CostState::Texture& texture, int index) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    ImGui::PushID(index);
    draw_name(canvas, texture);
    for (const std::string& cell :
         {fmt::format("{}x{}", texture.size.w, texture.size.h), texture.format, mebibytes_text(texture.bytes)}) {
        ImGui::TableNextColumn();
        ImGui::AlignTextToFramePadding();
        text_right(cell);
    }
    ImGui::TableNextColumn();
    if (texture.viewable) {
        if (symbol_button(canvas, "##save", Symbol::save)) {
            canvas.emit(command::SaveTexture{texture.name, texture.occurrence});
        }
        canvas.mark(fmt::format("texture.{}.{}.save", texture.name, texture.occurrence));
        help(canvas, Text::texture_save);
    }
    ImGui::PopID();
}

void draw_header(const Canvas& canvas) {
    const auto column = [&](Text name, double width_pt) {
        ImGui::TableSetupColumn(canvas.tr(name), ImGuiTableColumnFlags_WidthFixed, canvas.px(width_pt));
    };
    ImGui::TableSetupColumn(canvas.tr(Text::texture_name), ImGuiTableColumnFlags_WidthStretch);
    column(Text::texture_size, 80.0);
    column(Text::texture_format, 56.0);
    column(Text::texture_memory, 66.0);
    ImGui::TableSetupColumn("##save", ImGuiTableColumnFlags_WidthFixed, ImGui::GetFrameHeight());
    ImGui::PushStyleColor(ImGuiCol_Text, theme::dim);
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    text_plain(canvas.tr(Text::texture_name));
    for (const Text name : {Text::texture_size, Text::texture_format, Text::texture_memory}) {
        ImGui::TableNextColumn();
        text_right(canvas.tr(name));
    }
    ImGui::PopStyleColor();
}

} // namespace

void draw_textures(const Canvas& canvas) {
    const CostState& cost = canvas.state.chain.cost;
    if (cost.textures.empty()) {
        text_wrapped(theme::dim, canvas.tr(Text::texture_waiting));
        return;
    }
    if (canvas.state.view.b.kind == Exhibit::Kind::texture) {
        if (ImGui::Button(canvas.tr(Text::texture_back))) {
            canvas.emit(command::SetExhibit{Side::b, {Exhibit::Kind::chain, "", 0}});
        }
        canvas.mark("texture.back");
    } else {
        text_wrapped(theme::dim, canvas.tr(Text::texture_hint));
    }
    constexpr ImGuiTableFlags flags = ImGuiTableFlags_SizingFixedFit | ImGuiTableFlags_NoSavedSettings;
    if (ImGui::BeginTable("textures", 5, flags)) {
        draw_header(canvas);
        ImGuiListClipper clipper; // a chain of hundreds of steps: only the rows in sight are made
        clipper.Begin(static_cast<int>(cost.textures.size()));
        while (clipper.Step()) {
            for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
                draw_row(canvas, cost.textures[static_cast<std::size_t>(i)], i);
            }
        }
        ImGui::EndTable();
    }
    draw_memory(canvas);
}

} // namespace senga
