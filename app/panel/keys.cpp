// The key help: every action with its keys, by subject, and the passes that have keys of their own. Here keys are added
// and taken away; which key it is, the window asks for (CaptureKey) and the dispatcher answers.
#include "app/input/actions.h"
#include "app/input/bindings.h"
#include "app/input/palette.h"
#include "app/panel/overlay.h"
#include "app/panel/parts.h"
#include "app/panel/style.h"
#include "app/panel/widgets.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace senga {
namespace {

bool fits(const Canvas& canvas, std::string_view target, const std::string& label) {
    const std::string& query = canvas.state.view.query;
    const std::string keys = keys_text(canvas.state.library.keys, target);
    const std::string english = target_text(Language::english, target);
    return has_words_of(label, query) || has_words_of(english, query) || has_words_of(keys, query) ||
           has_words_of(target, query);
}

// A key's plate: its name and room for the cross.
float chip_width(const std::string& name) {
    return text_width(name) + ImGui::GetStyle().FramePadding.x + ImGui::GetFrameHeight();
}

// The colour of a key: red where several targets claim it.
bool clashes(const std::vector<Clash>& all, const KeyChord& chord) {
    return std::any_of(all.begin(), all.end(), [&](const Clash& clash) { return clash.chord == chord; });
}

// A key on a plate, with a cross that is seen under the pointer: a click on that takes the key away.
void draw_key(const Canvas& canvas, const std::string& target, const KeyChord& chord, bool clash) {
    const std::string name = to_string(chord);
    const ImVec2 pad = ImGui::GetStyle().FramePadding;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 begin = ImGui::GetCursorPos();
    const float edge = ImGui::GetFrameHeight();
    const ImVec2 end{at.x + chip_width(name), at.y + edge};
    ImGui::PushID(name.c_str());
    ImGui::GetWindowDrawList()->AddRectFilled(at, end, ImGui::GetColorU32(ImGuiCol_Button), canvas.px(4.0));
    ImGui::SetCursorPos({begin.x + pad.x, begin.y + pad.y});
    ImGui::PushStyleColor(ImGuiCol_Text, clash ? theme::bad : theme::text);
    text_plain(name);
    ImGui::PopStyleColor();
    ImGui::SetCursorPos({begin.x + chip_width(name) - edge, begin.y});
    const bool seen = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(at, end);
    if (seen ? symbol_button(canvas, "##remove", Symbol::close) : ImGui::InvisibleButton("##remove", {edge, edge})) {
        canvas.emit(unbind_key(canvas.state, target, chord));
    }
    canvas.mark("keys." + target + "." + name + ".remove");
    tooltip(canvas.format(Text::keys_remove, name));
    ImGui::PopID();
}

void draw_keys_of(const Canvas& canvas, const std::string& target, const std::vector<Clash>& all) {
    const Keymap& keymap = canvas.state.library.keys;
    Flow flow;
    for (const KeyChord& chord : effective_keys(keymap, target)) {
        flow.place(chip_width(to_string(chord)));
        draw_key(canvas, target, chord, clashes(all, chord));
    }
    if (canvas.state.view.capture == target) {
        const char* waiting = canvas.tr(Text::keys_waiting);
        flow.place(text_width(waiting));
        ImGui::AlignTextToFramePadding();
        ImGui::PushStyleColor(ImGuiCol_Text, theme::accent);
        text_plain(waiting);
        ImGui::PopStyleColor();
        return;
    }
    flow.place(ImGui::GetFrameHeight());
    if (symbol_button(canvas, "##add", Symbol::add)) {
        canvas.emit(command::CaptureKey{target});
    }
    canvas.mark("keys." + target + ".add");
    tooltip(canvas.tr(Text::keys_add));
    if (keymap.own.contains(target)) {
        flow.place(button_width(canvas.tr(Text::keys_reset)));
        if (ImGui::Button(canvas.tr(Text::keys_reset))) {
            canvas.emit(reset_keys(canvas.state, target));
        }
        canvas.mark("keys." + target + ".reset");
    }
}

void draw_target(const Canvas& canvas, const std::string& target, const std::string& label,
                 const std::vector<Clash>& all) {
    ImGui::PushID(target.c_str());
    const float begin = ImGui::GetCursorPosX();
    const float names = ImGui::GetContentRegionAvail().x * 0.45F;
    ImGui::AlignTextToFramePadding();
    text_cut(label, names - canvas.px(10.0));
    same_line_at(begin + names);
    ImGui::BeginGroup();
    draw_keys_of(canvas, target, all);
    ImGui::EndGroup();
    ImGui::PopID();
}

// A heading before the first row of a subject that fits.
class Subject {
public:
    explicit Subject(const Canvas& canvas) : canvas_(canvas) {}
    void show(Text subject) {
        if (!any_ || shown_ != subject) {
            any_ = true;
            shown_ = subject;
            heading(canvas_, subject);
        }
    }
    bool any() const { return any_; }

private:
    const Canvas& canvas_;
    bool any_ = false;
    Text shown_ = {};
};

void draw_list(const Canvas& canvas) {
    const Keymap& keymap = canvas.state.library.keys;
    const std::vector<Clash> all = find_clashes(keymap);
    const Language language = canvas.state.view.language;
    Subject subject(canvas);
    for (const Action& action : actions()) {
        const std::string label = canvas.tr(action.label);
        if (fits(canvas, action.id, label)) {
            subject.show(action.subject);
            draw_target(canvas, action.id, label, all);
        }
    }
    // Those that are not in the table: passes, one of which may just be waiting for its key.
    std::vector<std::string> others;
    for (const auto& [target, chords] : keymap.own) {
        if (find_action(target) == nullptr && !chords.empty()) {
            others.push_back(target);
        }
    }
    const std::optional<std::string>& capture = canvas.state.view.capture;
    if (capture && find_action(*capture) == nullptr &&
        std::find(others.begin(), others.end(), *capture) == others.end()) {
        others.push_back(*capture);
    }
    for (const std::string& target : others) {
        const std::string label = target_text(language, target);
        if (fits(canvas, target, label)) {
            subject.show(Text::keys_passes);
            draw_target(canvas, target, label, all);
        }
    }
    if (!subject.any()) {
        text_wrapped(theme::dim, canvas.tr(Text::keys_nothing));
    }
}

void draw_head(const Canvas& canvas) {
    const char* reset = canvas.tr(Text::keys_reset_all);
    const float edge = ImGui::GetFrameHeight();
    const float spacing = ImGui::GetStyle().ItemSpacing.x;
    ImGui::AlignTextToFramePadding();
    text_plain(canvas.tr(Text::keys_title));
    const float right = ImGui::GetWindowContentRegionMax().x;
    same_line_at(right - edge - spacing - button_width(reset));
    ImGui::BeginDisabled(canvas.state.library.keys.own.empty());
    if (ImGui::Button(reset)) {
        canvas.emit(reset_keys(canvas.state));
    }
    canvas.mark("keys.reset");
    ImGui::EndDisabled();
    same_line_at(right - edge);
    if (symbol_button(canvas, "##close", Symbol::close)) {
        canvas.emit(command::ToggleOverlay{Overlay::keys});
    }
    canvas.mark("keys.close");
    tooltip(canvas.tr(Text::keys_close));
    for (const Clash& clash : find_clashes(canvas.state.library.keys)) {
        text_wrapped(theme::bad, clash_text(canvas.state.view.language, clash));
        canvas.mark("keys.clash." + to_string(clash.chord));
    }
}

} // namespace

void draw_keys(const Canvas& canvas) {
    OverlayWindow window(canvas, "Keys", {.width = 760.0, .height = 560.0});
    draw_head(canvas);
    window.query(Text::keys_hint, OverlayWindow::Focus::at_first);
    ImGui::BeginChild("list");
    draw_list(canvas);
    ImGui::EndChild();
}

} // namespace senga
