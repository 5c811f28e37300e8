#include "app/panel/presets.h"

#include "app/panel/style.h"
#include "app/panel/widgets.h"

#include "app/i18n/shipped.h"
#include "app/state/text.h"

#include <algorithm>
#include <string>

namespace senga {
namespace {

// The preset of the chain, if it is on the list.
const PresetName* present(const ChainState& chain) {
    const auto found = std::find_if(chain.presets.begin(), chain.presets.end(),
                                    [&](const PresetName& preset) { return preset.key == chain.preset; });
    return found != chain.presets.end() ? &*found : nullptr;
}

std::string shown_name(const Canvas& canvas) {
    const ChainState& chain = canvas.state.chain;
    std::string name = chain_title(canvas.state.view.language, chain);
    name = name.empty() ? canvas.tr(Text::preset_none) : name;
    return chain.modified ? name + " *" : name;
}

void draw_choice(const Canvas& canvas, const PresetName& preset) {
    ImGui::PushID(preset.key.c_str());
    if (ImGui::Selectable("##choice", preset.key == canvas.state.chain.preset)) {
        canvas.emit(command::LoadPreset{preset.key});
    }
    canvas.mark("preset.choice." + preset.key);
    ImGui::SameLine(0.0F, 0.0F);
    text_plain(preset_title(canvas.state.view.language, canvas.state.chain, preset.key));
    if (preset.own) {
        ImGui::SameLine();
        text_dim(canvas.tr(Text::preset_own));
    }
    ImGui::PopID();
}

void draw_list(const Canvas& canvas, float width) {
    const ChainState& chain = canvas.state.chain;
    ImGui::SetNextItemWidth(width);
    ImGui::PushStyleColor(ImGuiCol_Text, chain.modified ? theme::warn : theme::text);
    const bool open = begin_combo("##preset", shown_name(canvas), ImGuiComboFlags_HeightLarge);
    ImGui::PopStyleColor();
    if (!open) {
        canvas.mark("preset.list");
    }
    if (open) {
        for (const PresetName& preset : chain.presets) {
            draw_choice(canvas, preset);
        }
        ImGui::EndCombo();
    } else if (ImGui::IsItemHovered()) {
        const std::string said = shipped_text(canvas.state.view.language, chain.chain.description);
        tooltip(shown_name(canvas) + "\n" + (said.empty() ? said : said + "\n") +
                canvas.tr(chain.modified ? Text::preset_modified : Text::preset_choose));
    }
}

enum class Dialogue { none, save_as, remove };

Dialogue draw_menu(const Canvas& canvas) {
    const ChainState& chain = canvas.state.chain;
    const PresetName* preset = present(chain);
    const auto item = [&](Text text, const char* mark, bool possible) {
        const bool chosen = ImGui::MenuItem(canvas.tr(text), nullptr, false, possible);
        canvas.mark(std::string("menu.") + mark);
        return chosen;
    };
    Dialogue wanted = Dialogue::none;
    if (item(Text::preset_save_as, "save-as", true)) {
        wanted = Dialogue::save_as;
    }
    if (item(Text::preset_revert, "revert", chain.modified && chain.loaded)) {
        canvas.emit(command::RevertPreset{});
    }
    if (item(Text::preset_swap, "swap", !chain.last_preset.empty())) {
        canvas.emit(command::SwapPresets{});
    }
    if (item(Text::preset_delete, "delete", preset != nullptr && preset->own)) {
        wanted = Dialogue::remove;
    }
    ImGui::Separator();
    if (item(Text::preset_copy, "copy", true)) {
        canvas.emit(command::CopyChain{});
    }
    if (item(Text::preset_paste, "paste", true)) {
        canvas.emit(command::PasteChain{});
    }
    ImGui::Separator();
    if (item(Text::preset_export, "export", !chain.chain.entries.empty())) {
        canvas.emit(command::ToggleOverlay{Overlay::exporting});
    }
    return wanted;
}

void draw_save_as(const Canvas& canvas) {
    ImGui::SetNextWindowSizeConstraints({canvas.px(260.0), 0.0F}, {canvas.px(420.0), canvas.px(400.0)});
    if (!ImGui::BeginPopup("save as")) {
        return;
    }
    const Typed typed = type_query(canvas, Text::preset_save_as_hint);
    const std::string& name = canvas.state.view.query;
    const bool blank = name.find_first_not_of(' ') == std::string::npos;
    ImGui::BeginDisabled(blank);
    const bool pressed = ImGui::Button(canvas.tr(Text::preset_save_do));
    canvas.mark("dialogue.save");
    ImGui::EndDisabled();
    if (!blank && (pressed || typed == Typed::entered)) {
        canvas.emit(command::SavePresetAs{name});
        ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
}

void draw_delete(const Canvas& canvas) {
    if (!ImGui::BeginPopup("delete")) {
        return;
    }
    const ChainState& chain = canvas.state.chain;
    const std::string question =
        canvas.format(Text::preset_delete_sure, preset_title(canvas.state.view.language, chain, chain.preset));
    text_plain(question);
    if (ImGui::Button(canvas.tr(Text::preset_delete))) {
        canvas.emit(command::DeletePreset{chain.preset});
        ImGui::CloseCurrentPopup();
    }
    canvas.mark("dialogue.delete");
    ImGui::EndPopup();
}

} // namespace

void draw_presets(const Canvas& canvas) {
    const ChainState& chain = canvas.state.chain;
    const float gap = canvas.px(2.0);
    const float edge = ImGui::GetFrameHeight() + gap;
    draw_list(canvas, std::max(ImGui::GetContentRegionAvail().x - 4.0F * edge, canvas.px(40.0)));
    ImGui::SameLine(0.0F, gap);
    if (symbol_button(canvas, "##previous", Symbol::previous)) {
        canvas.emit(command::StepPreset{Direction::back});
    }
    canvas.mark("preset.previous");
    help(canvas, Text::preset_previous, "chain.previous-preset");
    ImGui::SameLine(0.0F, gap);
    if (symbol_button(canvas, "##next", Symbol::next)) {
        canvas.emit(command::StepPreset{Direction::forward});
    }
    canvas.mark("preset.next");
    help(canvas, Text::preset_next, "chain.next-preset");
    ImGui::SameLine(0.0F, gap);
    if (symbol_button(canvas, "##save", Symbol::save)) {
        canvas.emit(command::SavePreset{});
    }
    canvas.mark("preset.save");
    help(canvas, Text::preset_save, "chain.save-preset");
    ImGui::SameLine(0.0F, gap);
    if (symbol_button(canvas, "##more", Symbol::menu)) {
        ImGui::OpenPopup("presets");
    }
    canvas.mark("preset.menu");
    help(canvas, Text::preset_menu);
    Dialogue wanted = Dialogue::none;
    if (ImGui::BeginPopup("presets")) {
        wanted = draw_menu(canvas);
        ImGui::EndPopup();
    }
    if (wanted == Dialogue::save_as) {
        canvas.emit(command::SetQuery{preset_title(canvas.state.view.language, chain, chain.preset)});
        ImGui::OpenPopup("save as");
    } else if (wanted == Dialogue::remove) {
        ImGui::OpenPopup("delete");
    }
    draw_save_as(canvas);
    draw_delete(canvas);
}

} // namespace senga
