#include "app/panel/export_dialog.h"

#include "app/i18n/shipped.h"
#include "app/panel/overlay.h"
#include "app/panel/style.h"
#include "app/panel/widgets.h"
#include "app/state/text.h"

#include <imgui/imgui_stdlib.h>

#include <algorithm>
#include <array>
#include <string>

namespace senga {
namespace {

constexpr double targets_width = 300.0;

Text fate_text(PassFate fate) {
    constexpr std::array texts{Text::export_fate_kept, Text::export_fate_folded, Text::export_fate_approximated,
                               Text::export_fate_refused, Text::export_fate_left_out};
    return texts[static_cast<std::size_t>(fate)];
}

ImVec4 fate_colour(PassFate fate) {
    switch (fate) {
    case PassFate::kept:
    case PassFate::folded:
        return theme::good;
    case PassFate::approximated:
        return theme::warn;
    case PassFate::refused:
        return theme::bad;
    case PassFate::left_out:
        break;
    }
    return theme::dim;
}

void draw_head(const Canvas& canvas) {
    const float edge = ImGui::GetFrameHeight();
    ImGui::AlignTextToFramePadding();
    text_cut(canvas.tr(Text::export_title), std::max(ImGui::GetContentRegionAvail().x - 2.0F * edge, 1.0F));
    same_line_at(ImGui::GetWindowContentRegionMax().x - edge);
    if (symbol_button(canvas, "##close", Symbol::close)) {
        canvas.emit(command::ToggleOverlay{Overlay::exporting});
    }
    canvas.mark("export.close");
    tooltip(canvas.tr(Text::export_close));
    ImGui::Separator();
}

void draw_target(const Canvas& canvas, const ExportTargetInfo& info) {
    const ExportWish& wish = canvas.state.exporting.wish;
    const std::string name(info.name);
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec2 begin = ImGui::GetCursorPos();
    ImGui::PushID(name.c_str());
    const float height = 2.0F * ImGui::GetTextLineHeightWithSpacing();
    if (ImGui::Selectable("##target", wish.target == info.target, ImGuiSelectableFlags_None, {width, height})) {
        ExportWish changed = wish;
        changed.target = info.target;
        canvas.emit(command::SetExport{changed});
    }
    canvas.mark("export.target." + name);
    const ImVec2 after = ImGui::GetCursorPos();
    const float inset = canvas.px(6.0);
    ImGui::SetCursorPos({begin.x + inset, begin.y + canvas.px(1.0)});
    text_cut(std::string(info.label), width - 2.0F * inset);
    ImGui::SetCursorPosX(begin.x + inset);
    ImGui::PushStyleColor(ImGuiCol_Text, theme::dim);
    text_cut(export_summary(canvas.state.view.language, info.target), width - 2.0F * inset);
    ImGui::PopStyleColor();
    ImGui::SetCursorPos(after);
    ImGui::PopID();
}

void draw_text(const Canvas& canvas, Text label, const std::string& hint, std::string ExportWish::*field) {
    ExportWish wish = canvas.state.exporting.wish;
    ImGui::PushID(canvas.tr(label));
    label_beside(canvas, canvas.tr(label));
    if (ImGui::InputTextWithHint("##text", hint.c_str(), &(wish.*field))) {
        canvas.emit(command::SetExport{wish});
    }
    ImGui::PopID();
}

void draw_boxes(const Canvas& canvas) {
    ExportWish wish = canvas.state.exporting.wish;
    if (wish.target == ExportTarget::potplayer) {
        bool guide = wish.form == ExportSetup::Form::alpha_guide;
        if (ImGui::Checkbox(canvas.tr(Text::export_alpha_guide), &guide)) {
            wish.form = guide ? ExportSetup::Form::alpha_guide : ExportSetup::Form::folded;
            canvas.emit(command::SetExport{wish});
        }
        canvas.mark("export.alpha-guide");
        help(canvas, Text::export_alpha_guide_help);
    }
    bool replace = wish.existing == Existing::replace;
    if (ImGui::Checkbox(canvas.tr(Text::export_replace), &replace)) {
        wish.existing = replace ? Existing::replace : Existing::keep;
        canvas.emit(command::SetExport{wish});
    }
    canvas.mark("export.replace");
}

void draw_button(const Canvas& canvas) {
    const ExportState& exporting = canvas.state.exporting;
    ImGui::BeginDisabled(exporting.running || export_folder(exporting).empty());
    if (lit_button(canvas.tr(Text::export_do), Switch::on)) {
        canvas.emit(command::ExportChain{});
    }
    canvas.mark("export.do");
    ImGui::EndDisabled();
    if (exporting.running) {
        ImGui::SameLine();
        text_dim(canvas.tr(Text::export_running));
    }
}

void draw_pass(const Canvas& canvas, const ExportedPass& pass) {
    ImGui::PushStyleColor(ImGuiCol_Text, fate_colour(pass.fate));
    text_plain(canvas.tr(fate_text(pass.fate)));
    ImGui::PopStyleColor();
    ImGui::SameLine();
    text_wrapped(theme::text, shipped_text(canvas.state.view.language, pass.label));
    if (!pass.reason.empty()) {
        ImGui::Indent(canvas.px(14.0));
        text_wrapped(theme::dim, pass.reason);
        ImGui::Unindent(canvas.px(14.0));
    }
}

void draw_report(const Canvas& canvas, const ExportReport& report) {
    text_wrapped(theme::good, canvas.format(Text::export_done, report.files.size(), report.folder));
    canvas.mark("export.report");
    if (ImGui::Button(canvas.tr(Text::export_copy))) {
        canvas.emit(command::CopyExportFolder{});
    }
    canvas.mark("export.copy");
    heading(canvas, Text::export_passes);
    for (const ExportedPass& pass : report.passes) {
        draw_pass(canvas, pass);
    }
    if (!report.notes.empty()) {
        heading(canvas, Text::export_notes);
    }
    for (const std::string& note : report.notes) {
        text_wrapped(theme::text, note);
    }
    heading(canvas, Text::export_files);
    for (const std::string& file : report.files) {
        text_wrapped(theme::dim, file);
    }
}

void draw_failure(const Canvas& canvas, const Diagnostic& failure) {
    text_wrapped(theme::bad, headline(canvas.state.view.language, failure.code));
    canvas.mark("export.failure");
    if (!failure.place.file.empty()) {
        text_wrapped(theme::dim, failure.place.file);
    }
    text_wrapped(theme::text, failure.text);
}

void draw_outcome(const Canvas& canvas) {
    const ExportState& exporting = canvas.state.exporting;
    if (exporting.report) {
        draw_report(canvas, *exporting.report);
    } else if (exporting.failure) {
        draw_failure(canvas, *exporting.failure);
    }
}

void draw_wish(const Canvas& canvas) {
    ExportState unnamed = canvas.state.exporting;
    unnamed.wish.folder.clear();
    const std::string initial = export_folder(unnamed);
    draw_text(canvas, Text::export_name, chain_name(canvas.state.chain), &ExportWish::name);
    canvas.mark("export.name");
    draw_text(canvas, Text::export_folder_label, initial.empty() ? canvas.tr(Text::export_folder_hint) : initial,
              &ExportWish::folder);
    canvas.mark("export.folder");
    if (ImGui::IsItemHovered()) {
        tooltip(export_folder(canvas.state.exporting));
    }
    draw_boxes(canvas);
    draw_button(canvas);
}

} // namespace

const char* export_summary(Language language, ExportTarget target) {
    constexpr std::array texts{
        Text::export_summary_mpv,         Text::export_summary_potplayer, Text::export_summary_mpc_hc,
        Text::export_summary_mpc_be,      Text::export_summary_mpc_vr,    Text::export_summary_magpie,
        Text::export_summary_vapoursynth, Text::export_summary_ffmpeg,    Text::export_summary_reshade};
    return tr(language, texts[static_cast<std::size_t>(target)]);
}

void draw_export(const Canvas& canvas) {
    OverlayWindow window(canvas, "Export", {.width = 960.0, .height = 600.0});
    // Keys go to a text and not to the action table while one types: then Esc is ours to see.
    if (ImGui::GetIO().WantTextInput && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false)) {
        canvas.emit(command::ToggleOverlay{Overlay::exporting});
    }
    draw_head(canvas);
    const float left = std::min(canvas.px(targets_width), ImGui::GetContentRegionAvail().x * 0.4F);
    ImGui::BeginChild("targets", {left, 0.0F});
    for (const ExportTargetInfo& info : export_targets()) {
        draw_target(canvas, info);
    }
    ImGui::EndChild();
    ImGui::SameLine();
    ImGui::BeginChild("wish");
    draw_wish(canvas);
    ImGui::BeginChild("outcome");
    draw_outcome(canvas);
    ImGui::EndChild();
    ImGui::EndChild();
}

} // namespace senga
