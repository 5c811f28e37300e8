// The overlay that opens files: a line for a path or an address, below it what the folder holds. Up and Down choose,
// Enter or a double click opens. Which line is chosen, and whether the field shows what State says, ImGui keeps.
#include "app/panel/choice.h"
#include "app/panel/overlay.h"
#include "app/panel/style.h"
#include "app/panel/widgets.h"
#include "app/state/browse.h"
#include "app/state/text.h"

#include <imgui/imgui_stdlib.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace senga {
namespace {

void draw_head(const Canvas& canvas) {
    const float edge = ImGui::GetFrameHeight();
    ImGui::AlignTextToFramePadding();
    text_plain(canvas.tr(Text::open_title));
    same_line_at(ImGui::GetWindowContentRegionMax().x - edge);
    if (symbol_button(canvas, "##close", Symbol::close)) {
        canvas.emit(command::ToggleOverlay{Overlay::opening});
    }
    canvas.mark("open.close");
    tooltip(canvas.tr(Text::open_close));
}

bool entered() {
    return pressed_once(ImGuiKey_Enter) || pressed_once(ImGuiKey_KeyPadEnter);
}

// While a field has the keyboard it keeps a text of its own. Where State's is another one than was typed last (a
// folder was entered, a name completed) the field takes that, and the end of it.
class Field {
public:
    explicit Field(const std::string& query)
        : query_(query),
          storage_(ImGui::GetStateStorage()),
          known_(ImGui::GetID("known")),
          active_(ImGui::GetID("active")) {
        if (ImGui::IsWindowAppearing()) {
            storage_->SetInt(known_, 0);
        }
    }

    // Whether something was typed, which is then in `text`.
    bool draw(const Canvas& canvas, std::string& text) {
        constexpr ImGuiInputTextFlags flags =
            ImGuiInputTextFlags_CallbackAlways | ImGuiInputTextFlags_CallbackCompletion;
        const bool changed = ImGui::InputTextWithHint("##path", canvas.tr(Text::open_hint), &text, flags, follow, this);
        const bool typed = changed && !adopted_ && text != query_;
        if (typed) {
            remember(text);
        }
        storage_->SetBool(active_, ImGui::IsItemActive());
        return typed;
    }
    bool completes() const { return completes_; }

private:
    static int follow(ImGuiInputTextCallbackData* data) {
        auto& field = *static_cast<Field*>(data->UserData);
        if (data->EventFlag == ImGuiInputTextFlags_CallbackCompletion) {
            field.completes_ = true;
            return 0;
        }
        const bool other = field.storage_->GetInt(field.known_) != mark(field.query_);
        if (other) {
            data->DeleteChars(0, data->BufTextLen);
            data->InsertChars(0, field.query_.c_str());
            field.remember(field.query_);
            field.adopted_ = true;
        }
        if (other || !field.storage_->GetBool(field.active_)) { // nothing selected, so that one types on
            data->CursorPos = data->SelectionStart = data->SelectionEnd = data->BufTextLen;
        }
        return 0;
    }
    static int mark(const std::string& text) { return static_cast<int>(ImGui::GetID(text.c_str())); }
    void remember(const std::string& text) { storage_->SetInt(known_, mark(text)); }

    const std::string& query_;
    ImGuiStorage* storage_;
    ImGuiID known_;
    ImGuiID active_;
    bool completes_ = false;
    bool adopted_ = false;
};

void draw_field(const Canvas& canvas) {
    const std::string& query = canvas.state.view.query;
    if (symbol_button(canvas, "##up", Symbol::previous)) {
        canvas.emit(command::BrowseUp{});
    }
    canvas.mark("open.up");
    tooltip(canvas.tr(Text::open_up));
    ImGui::SameLine();
    ImGui::SetNextItemWidth(-1.0F);
    if (ImGui::IsWindowAppearing() || !ImGui::IsAnyItemActive()) {
        ImGui::SetKeyboardFocusHere();
    }
    Field field(query);
    std::string text = query;
    if (field.draw(canvas, text)) {
        canvas.emit(command::SetQuery{text});
    }
    canvas.mark("open.field");
    if (entered()) { // ImGui leaves a field then; not for a frame are keys to mean something else
        ImGui::SetKeyboardFocusHere(-1);
    }
    if (field.completes()) {
        canvas.emit(command::CompleteBrowsed{});
    }
}

bool is_folder(const BrowseEntry& entry) {
    return entry.kind == BrowseEntry::Kind::folder;
}

// Whether it was clicked, once or twice.
enum class Clicked { no, once, twice };

Clicked draw_row(const Canvas& canvas, const BrowseEntry& entry, std::size_t index, Switch chosen) {
    ImGui::PushID(static_cast<int>(index));
    const float begin = ImGui::GetCursorPosX();
    const float width = ImGui::GetContentRegionAvail().x;
    Clicked clicked = Clicked::no;
    if (ImGui::Selectable("##row", chosen == Switch::on, ImGuiSelectableFlags_AllowDoubleClick,
                          {width, ImGui::GetTextLineHeight()})) {
        clicked = ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) ? Clicked::twice : Clicked::once;
    }
    canvas.mark("open.row." + std::to_string(index));
    same_line_at(begin);
    ImGui::PushStyleColor(ImGuiCol_Text, is_folder(entry) ? theme::accent : theme::text);
    text_cut(is_folder(entry) ? entry.name + "/" : entry.name, std::max(width, 1.0F));
    ImGui::PopStyleColor();
    ImGui::PopID();
    return clicked;
}

void draw_failure(const Canvas& canvas, const Diagnostic& failure) {
    text_wrapped(theme::bad, headline(canvas.state.view.language, failure.code));
    text_wrapped(theme::text, failure.text);
    canvas.mark("open.failure");
    text_wrapped(theme::dim, failure.place.file);
}

// What there is to say instead of entries, or above them.
void draw_notes(const Canvas& canvas, const std::vector<BrowseEntry>& rows) {
    const BrowseState& browse = canvas.state.browse;
    const std::string& typed = canvas.state.view.query;
    if (is_address(typed)) {
        text_wrapped(theme::dim, canvas.tr(Text::open_address));
    } else if (browse.failure) {
        draw_failure(canvas, *browse.failure);
    } else if (browse.reading) {
        text_wrapped(theme::dim, canvas.tr(Text::open_reading));
    } else if (rows.empty()) {
        text_wrapped(theme::dim, canvas.tr(typed_name(typed).empty() ? Text::open_empty : Text::open_nothing));
    }
}

void open(const Canvas& canvas, const std::vector<BrowseEntry>& rows, std::size_t chosen, OpenMode mode) {
    canvas.emit(command::OpenBrowsed{rows.empty() ? "" : rows[chosen].name, mode});
}

// The line that is chosen.
std::size_t draw_rows(const Canvas& canvas, const std::vector<BrowseEntry>& rows) {
    Choice choice(canvas.state.view.query, rows.size());
    const bool moved = choice.move();
    ImGuiListClipper clipper; // a folder of thousands is drawn as far as it is seen
    clipper.Begin(static_cast<int>(rows.size()), ImGui::GetTextLineHeightWithSpacing());
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const auto index = static_cast<std::size_t>(i);
            const Clicked clicked =
                draw_row(canvas, rows[index], index, index == choice.get() ? Switch::on : Switch::off);
            if (clicked != Clicked::no) {
                choice.set(index);
            }
            if (clicked == Clicked::twice) {
                open(canvas, rows, index, OpenMode::replace);
            }
        }
    }
    if (moved) {
        const float line = ImGui::GetTextLineHeightWithSpacing();
        const float middle = (static_cast<float>(choice.get()) + 0.5F) * line;
        ImGui::SetScrollY(std::max(middle - ImGui::GetWindowHeight() / 2.0F, 0.0F));
    }
    return choice.get();
}

void draw_buttons(const Canvas& canvas, const std::vector<BrowseEntry>& rows, std::size_t chosen) {
    if (lit_button(canvas.tr(Text::open_do), Switch::on)) {
        open(canvas, rows, chosen, OpenMode::replace);
    }
    canvas.mark("open.do");
    ImGui::SameLine();
    if (ImGui::Button(canvas.tr(Text::open_append))) {
        open(canvas, rows, chosen, OpenMode::append);
    }
    canvas.mark("open.append");
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    text_dim(canvas.tr(Text::open_keys));
}

} // namespace

void draw_open(const Canvas& canvas) {
    OverlayWindow window(canvas, "Open", {.width = 720.0, .height = 520.0});
    if (ImGui::GetIO().WantTextInput && pressed_once(ImGuiKey_Escape)) { // as OverlayWindow::query() does
        canvas.emit(command::ToggleOverlay{Overlay::opening});
        return;
    }
    draw_head(canvas);
    draw_field(canvas);
    const std::vector<BrowseEntry> rows = browse_rows(canvas.state.browse, canvas.state.view.query);
    draw_notes(canvas, rows);
    const float below = ImGui::GetFrameHeight() + ImGui::GetStyle().ItemSpacing.y;
    const float height = std::max(ImGui::GetContentRegionAvail().y - below, ImGui::GetTextLineHeight());
    ImGui::BeginChild("entries", {0.0F, height});
    const std::size_t chosen = draw_rows(canvas, rows);
    ImGui::EndChild();
    draw_buttons(canvas, rows, chosen);
    if (entered()) {
        open(canvas, rows, chosen, ImGui::GetIO().KeyCtrl ? OpenMode::append : OpenMode::replace);
    }
}

} // namespace senga
