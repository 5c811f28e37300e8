// The tab "Passes": preset, master switch, how far the compiler is, and for every pass its switches, what becomes of it
// and its parameters. What is unfolded is kept by ImGui, under a name that stays with a pass when it is moved.
#include "app/panel/parameters.h"
#include "app/panel/pass_menu.h"
#include "app/panel/pass_status.h"
#include "app/panel/presets.h"
#include "app/panel/style.h"
#include "app/panel/widgets.h"

#include "app/input/bindings.h"
#include "app/state/entries.h"
#include "app/state/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace senga {
namespace {

constexpr const char* payload_type = "senga.pass";

std::string pass_mark(std::size_t index, std::string_view what) {
    return fmt::format("pass.{}.{}", index, what);
}

void draw_progress(const Canvas& canvas) {
    const CompileState& compile = canvas.state.chain.compile;
    if (compile.complete() || compile.total == 0) {
        return;
    }
    const float width = std::max(ImGui::GetContentRegionAvail().x, 1.0F);
    ImGui::BeginGroup();
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0.0F, canvas.px(2.0)});
    text_wrapped(theme::dim, compile_text(canvas.state.view.language, compile));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = canvas.px(3.0);
    const double done = static_cast<double>(compile.done) / static_cast<double>(compile.total);
    const float reached = width * static_cast<float>(std::min(done, 1.0));
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(at, {at.x + width, at.y + height}, ink(theme::text, 0.16F), height / 2.0F);
    draw->AddRectFilled(at, {at.x + reached, at.y + height}, ink(theme::accent), height / 2.0F);
    ImGui::Dummy({width, height});
    ImGui::PopStyleVar();
    ImGui::EndGroup();
    help(canvas, Text::pass_compiling_help);
}

void draw_master(const Canvas& canvas) {
    bool enabled = canvas.state.chain.chain.enabled;
    if (ImGui::Checkbox(canvas.tr(Text::pass_all), &enabled)) {
        canvas.emit(command::ToggleChain{});
    }
    canvas.mark("chain.switch");
    help(canvas, Text::pass_all_help, "chain.toggle");
    const char* cost = canvas.tr(Text::tab_cost);
    const float begin = ImGui::GetWindowContentRegionMax().x - button_width(cost);
    ImGui::SameLine(std::max(begin, ImGui::GetFrameHeight()));
    if (lit_button(cost, canvas.state.view.right == RightTab::cost ? Switch::on : Switch::off)) {
        canvas.emit(command::ToggleRight{RightTab::cost});
    }
    canvas.mark("cost");
    help(canvas, Text::pass_cost_help, "window.cost");
}

// A driver's log has many lines: one is shown, the others are in the tooltip, and a click takes them along.
void offer_log(const Canvas& canvas, const Diagnostic& failure) {
    constexpr std::size_t tooltip_lines = 24;
    if (!ImGui::IsItemHovered()) {
        return;
    }
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
        ImGui::SetClipboardText(to_string(failure).c_str());
    }
    const std::string seen = first_lines(failure.text, tooltip_lines);
    const char* rest = seen.size() < failure.text.size() ? "\n..." : "";
    const bool copied = ImGui::IsMouseDown(ImGuiMouseButton_Left);
    tooltip(seen + rest + "\n\n" + canvas.tr(copied ? Text::pass_log_copied : Text::pass_log_copy));
}

void draw_line(const Canvas& canvas, const StatusLine& line, const std::string& mark) {
    text_wrapped(line.colour, line.text);
    canvas.mark(mark);
    if (line.log) {
        offer_log(canvas, *line.log);
    }
}

// The last item may be picked up.
void offer_drag(const Canvas& canvas, std::size_t index) {
    if (ImGui::BeginDragDropSource(ImGuiDragDropFlags_SourceNoHoldToOpenOthers)) {
        ImGui::SetDragDropPayload(payload_type, &index, sizeof index);
        text_plain(pass_title(canvas.state.view.language, canvas.state.chain.chain.entries[index]));
        ImGui::EndDragDropSource();
    }
}

void draw_handle(const Canvas& canvas, std::size_t index) {
    const float height = ImGui::GetFrameHeight();
    const float width = canvas.px(12.0);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton("##handle", {width, height});
    const bool hot = ImGui::IsItemHovered() || ImGui::IsItemActive();
    if (hot) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
    }
    ImDrawList* draw = ImGui::GetWindowDrawList();
    for (const float x : {0.3F, 0.7F}) {
        for (const float y : {0.3F, 0.5F, 0.7F}) {
            draw->AddCircleFilled({at.x + width * x, at.y + height * y}, canvas.px(1.2),
                                  ink(hot ? theme::accent : theme::dim), 6);
        }
    }
    canvas.mark(pass_mark(index, "handle"));
    offer_drag(canvas, index);
    help(canvas, Text::pass_drag);
}

void paint_fold(const Canvas& canvas, ImVec2 centre, Switch open) {
    const float r = canvas.px(3.5);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (open == Switch::on) {
        draw->AddTriangleFilled({centre.x - r, centre.y - r * 0.6F}, {centre.x + r, centre.y - r * 0.6F},
                                {centre.x, centre.y + r * 0.8F}, ink(theme::dim));
    } else {
        draw->AddTriangleFilled({centre.x - r * 0.6F, centre.y - r}, {centre.x + r * 0.8F, centre.y},
                                {centre.x - r * 0.6F, centre.y + r}, ink(theme::dim));
    }
}

// The key that is its own, or that it waits for one; how wide that is.
float draw_key(const Canvas& canvas, std::size_t index, float right, float y) {
    const std::string target = pass_target(canvas.state.chain.chain.entries[index].id);
    const bool waits = canvas.state.view.capture == target;
    const std::string text = waits ? canvas.tr(Text::pass_key_wait) : main_key_text(canvas.state.library.keys, target);
    if (text.empty()) {
        return 0.0F;
    }
    const float width = text_width(text);
    ImGui::SetCursorPos({right - width, y});
    ImGui::PushStyleColor(ImGuiCol_Text, waits ? theme::accent : theme::dim);
    text_plain(text);
    ImGui::PopStyleColor();
    return width + canvas.px(8.0);
}

// Fold mark, number, name and key, all one surface: a click unfolds, a drag moves, a right click opens the menu.
void draw_name(const Canvas& canvas, std::size_t index, float width, ImGuiID open_id) {
    const ChainState& chain = canvas.state.chain;
    const ChainEntry& entry = chain.chain.entries[index];
    const bool adjustable = entry.shader && !entry.shader->parameters.empty();
    ImGuiStorage* storage = ImGui::GetStateStorage();
    const bool open = storage->GetBool(open_id);
    const ImVec2 begin = ImGui::GetCursorPos();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = ImGui::GetFrameHeight();
    if (ImGui::InvisibleButton("##name", {width, height}) && adjustable) {
        storage->SetBool(open_id, !open);
    }
    canvas.mark(pass_mark(index, "name"));
    offer_drag(canvas, index);
    if (ImGui::IsItemHovered()) {
        ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + height}, ink(theme::text, 0.06F),
                                                  canvas.px(4.0));
        if (adjustable && ImGui::GetDragDropPayload() == nullptr) {
            help(canvas, Text::pass_unfold);
        }
    }
    draw_pass_menu(canvas, index);
    const ImVec2 after = ImGui::GetCursorPos();
    const float y = begin.y + ImGui::GetStyle().FramePadding.y;
    const float mark = canvas.px(14.0);
    if (adjustable) {
        paint_fold(canvas, {at.x + mark / 2.0F, at.y + height / 2.0F}, open ? Switch::on : Switch::off);
    }
    const float key = draw_key(canvas, index, begin.x + width, y);
    ImGui::SetCursorPos({begin.x + mark, y});
    std::string name = index < 9 ? fmt::format("{}  ", index + 1) : "";
    name += pass_title(canvas.state.view.language, entry);
    name += changed_parameters(chain, index) ? " *" : "";
    ImGui::PushStyleColor(ImGuiCol_Text, takes_part(chain.chain, index) ? theme::text : theme::dim);
    text_cut(name, std::max(width - mark - key, 1.0F));
    ImGui::PopStyleColor();
    ImGui::SetCursorPos(after);
}

void draw_header(const Canvas& canvas, std::size_t index, ImGuiID open_id) {
    const ChainEntry& entry = canvas.state.chain.chain.entries[index];
    const float edge = ImGui::GetFrameHeight();
    const float gap = canvas.px(4.0);
    const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
    draw_handle(canvas, index);
    ImGui::SameLine(0.0F, 0.0F);
    const ImVec2 name = ImGui::GetCursorPos();
    draw_name(canvas, index, std::max(right - name.x - 2.0F * (edge + gap), 1.0F), open_id);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {canvas.px(1.0), ImGui::GetStyle().FramePadding.y});
    ImGui::SetCursorPos({right - 2.0F * edge - gap, name.y});
    if (lit_button(canvas.tr(Text::pass_solo_letter), entry.solo ? Switch::on : Switch::off, {edge, edge})) {
        canvas.emit(command::SoloPass{index});
    }
    canvas.mark(pass_mark(index, "solo"));
    help(canvas, Text::pass_solo);
    ImGui::SetCursorPos({right - edge, name.y});
    if (lit_button(canvas.tr(Text::pass_mute_letter), entry.muted ? Switch::on : Switch::off, {edge, edge})) {
        canvas.emit(command::MutePass{index});
    }
    canvas.mark(pass_mark(index, "mute"));
    help(canvas, Text::pass_mute);
    ImGui::PopStyleVar();
}

void draw_unfolded(const Canvas& canvas, std::size_t index) {
    draw_parameters(canvas, index);
    if (changed_parameters(canvas.state.chain, index)) {
        if (ImGui::Button(canvas.tr(Text::parameter_reset_all))) {
            canvas.emit(command::ResetPass{index});
        }
        canvas.mark(pass_mark(index, "reset"));
        help(canvas, Text::parameter_reset_help);
    }
}

void draw_pass(const Canvas& canvas, std::size_t index) {
    const ChainState& chain = canvas.state.chain;
    const ChainEntry& entry = chain.chain.entries[index];
    ImGui::PushID(entry.id.c_str());
    ImGui::PushID(static_cast<int>(occurrence(chain.chain, index)));
    const ImGuiID open_id = ImGui::GetID("open");
    bool enabled = entry.enabled;
    if (ImGui::Checkbox("##on", &enabled)) {
        canvas.emit(command::TogglePass{index});
    }
    canvas.mark(pass_mark(index, "switch"));
    help(canvas, Text::pass_switch, index < 9 ? fmt::format("chain.toggle-pass-{}", index + 1) : "");
    ImGui::SameLine(0.0F, canvas.px(4.0));
    ImGui::BeginGroup();
    draw_header(canvas, index, open_id);
    draw_line(canvas, status_line(canvas.state, index), pass_mark(index, "status"));
    if (const auto edit = edit_line(canvas.state, index)) {
        draw_line(canvas, *edit, pass_mark(index, "edit"));
    }
    if (entry.shader && ImGui::GetStateStorage()->GetBool(open_id)) {
        draw_unfolded(canvas, index);
    }
    ImGui::EndGroup();
    ImGui::PopID();
    ImGui::PopID();
    ImGui::Spacing();
}

// Where passes begin and end on the screen, from top to bottom.
struct Extent {
    float top = 0.0F;
    float bottom = 0.0F;
};

void scroll_while_dragging(const Canvas& canvas) {
    const float edge = canvas.px(28.0);
    const float step = canvas.px(400.0) * ImGui::GetIO().DeltaTime;
    const float y = ImGui::GetIO().MousePos.y - ImGui::GetWindowPos().y;
    if (y < edge) {
        ImGui::SetScrollY(std::max(ImGui::GetScrollY() - step, 0.0F));
    } else if (y > ImGui::GetWindowHeight() - edge) {
        ImGui::SetScrollY(std::min(ImGui::GetScrollY() + step, ImGui::GetScrollMaxY()));
    }
}

// A line where the pass that is being dragged would go; letting go puts it there.
void offer_places(const Canvas& canvas, const std::vector<Extent>& rows) {
    const ImGuiPayload* payload = ImGui::GetDragDropPayload();
    if (payload == nullptr || !payload->IsDataType(payload_type) || rows.empty()) {
        return;
    }
    const float left = ImGui::GetWindowPos().x;
    const float right = left + ImGui::GetWindowWidth();
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (mouse.x < left || mouse.x >= right) {
        return; // carried away: nothing moves
    }
    scroll_while_dragging(canvas);
    std::size_t from = 0;
    std::memcpy(&from, payload->Data, sizeof from);
    std::size_t before = 0; // the pass it would stand before; their number: at the end
    while (before < rows.size() && mouse.y > (rows[before].top + rows[before].bottom) / 2.0F) {
        ++before;
    }
    const float y = before < rows.size() ? rows[before].top - canvas.px(3.0) : rows.back().bottom + canvas.px(3.0);
    ImGui::GetWindowDrawList()->AddLine({left, y}, {right, y}, ink(theme::accent), canvas.px(2.0));
    const std::size_t to = before > from ? before - 1 : before;
    if (ImGui::IsMouseReleased(ImGuiMouseButton_Left) && to != from && from < rows.size()) {
        canvas.emit(command::MovePassTo{from, to});
    }
}

} // namespace

void draw_passes_head(const Canvas& canvas) {
    draw_presets(canvas);
    draw_progress(canvas);
    draw_master(canvas);
    ImGui::Separator();
}

void draw_pass_list(const Canvas& canvas) {
    const Chain& chain = canvas.state.chain.chain;
    std::vector<Extent> rows;
    for (std::size_t i = 0; i < chain.entries.size(); ++i) {
        const float top = ImGui::GetCursorScreenPos().y;
        draw_pass(canvas, i);
        rows.push_back({top, ImGui::GetCursorScreenPos().y - ImGui::GetStyle().ItemSpacing.y});
    }
    if (chain.entries.empty()) {
        text_wrapped(theme::dim, canvas.tr(Text::pass_none));
    }
    offer_places(canvas, rows);
    draw_add_pass(canvas);
}

} // namespace senga
