#include "app/panel/pass_menu.h"

#include "app/panel/parameters.h"
#include "app/panel/pass_status.h"
#include "app/panel/style.h"
#include "app/panel/widgets.h"

#include "app/i18n/shipped.h"
#include "app/input/bindings.h"
#include "app/input/palette.h"
#include "app/state/drop.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace senga {
namespace {

bool item(const Canvas& canvas, Text text, const char* mark, Switch possible = Switch::on) {
    const bool chosen = ImGui::MenuItem(canvas.tr(text), nullptr, false, possible == Switch::on);
    canvas.mark(std::string("menu.") + mark);
    return chosen;
}

Switch possible(bool yes) {
    return yes ? Switch::on : Switch::off;
}

void draw_places(const Canvas& canvas, std::size_t index) {
    const std::size_t last = canvas.state.chain.chain.entries.size() - 1;
    if (item(canvas, Text::pass_up, "up", possible(index > 0))) {
        canvas.emit(command::MovePass{index, Direction::back});
    }
    if (item(canvas, Text::pass_down, "down", possible(index < last))) {
        canvas.emit(command::MovePass{index, Direction::forward});
    }
    if (item(canvas, Text::pass_duplicate, "duplicate")) {
        canvas.emit(command::DuplicatePass{index});
    }
}

void draw_keys_of_pass(const Canvas& canvas, const std::string& id) {
    const std::string target = pass_target(id);
    if (item(canvas, Text::pass_key, "key")) {
        canvas.emit(command::CaptureKey{target});
    }
    for (const KeyChord& chord : effective_keys(canvas.state.library.keys, target)) {
        const std::string text = canvas.format(Text::pass_key_remove, to_string(chord));
        if (ImGui::MenuItem(text.c_str())) {
            canvas.emit(unbind_key(canvas.state, target, chord));
        }
        canvas.mark("menu.key." + to_string(chord));
    }
}

// Whether what was typed is meant as a file's path.
bool path_like(const std::string& text) {
    return !sort_dropped({text}).shaders.empty();
}

// What a shader on the shelf calls itself; its id while nobody knows.
std::string shelf_title(Language language, const ChainState& chain, const std::string& id) {
    const auto found = chain.shader_labels.find(id);
    return found != chain.shader_labels.end() ? shipped_text(language, found->second) : id;
}

// Those whose id or name fits what was typed, best first; all of them, in order, while nothing is.
std::vector<std::string> found_on_shelf(const Canvas& canvas, const std::string& query) {
    const ChainState& chain = canvas.state.chain;
    std::vector<std::pair<Fit, std::string>> fitting;
    for (const std::string& id : chain.shaders) {
        std::optional<Fit> best;
        for (const std::string& name :
             {id, shelf_title(Language::english, chain, id), shelf_title(canvas.state.view.language, chain, id)}) {
            const std::optional<Fit> fit = match(query, name);
            best = fit && (!best || *fit > *best) ? fit : best;
        }
        if (best) {
            fitting.emplace_back(*best, id);
        }
    }
    std::stable_sort(fitting.begin(), fitting.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::string> found;
    found.reserve(fitting.size());
    for (auto& [fit, id] : fitting) {
        found.push_back(std::move(id));
    }
    return found;
}

void add(const Canvas& canvas, const std::string& shader) {
    canvas.emit(command::AddShader{shader});
    ImGui::CloseCurrentPopup();
}

std::string folder_of(const std::string& id) {
    const std::size_t end = id.rfind('/');
    return end == std::string::npos ? "" : id.substr(0, end);
}

// What it does, and its id, smaller in weight, behind it. Whether it was chosen.
bool draw_on_shelf(const Canvas& canvas, const std::string& id, Switch lit) {
    const std::string title = shelf_title(canvas.state.view.language, canvas.state.chain, id);
    ImGui::PushID(id.c_str());
    const bool chosen = ImGui::Selectable("##shelf", lit == Switch::on);
    canvas.mark("shelf." + id);
    tooltip(title == id ? id : title + "\n" + id);
    ImGui::SameLine(0.0F, canvas.px(8.0));
    text_plain(title);
    if (title != id) {
        ImGui::SameLine(0.0F, canvas.px(10.0));
        ImGui::PushStyleColor(ImGuiCol_Text, theme::dim);
        text_plain(id);
        ImGui::PopStyleColor();
    }
    ImGui::PopID();
    return chosen;
}

void draw_shelf(const Canvas& canvas, Typed typed) {
    const std::string& query = canvas.state.view.query;
    if (path_like(query)) {
        const std::string text = canvas.format(Text::pass_add_file, query);
        if (ImGui::Selectable((text + "###file").c_str()) || typed == Typed::entered) {
            add(canvas, query);
        }
        canvas.mark("shelf.file");
        return;
    }
    const std::vector<std::string> found = found_on_shelf(canvas, query);
    std::string folder;
    for (const std::string& id : found) {
        const bool best = !query.empty() && id == found.front();               // what Enter takes
        if (std::string its = folder_of(id); query.empty() && its != folder) { // the best first knows no folders
            folder = std::move(its);
            if (!folder.empty()) {
                text_dim(shipped_text(canvas.state.view.language, folder));
            }
        }
        if (draw_on_shelf(canvas, id, best ? Switch::on : Switch::off) || (best && typed == Typed::entered)) {
            add(canvas, id);
        }
    }
    if (found.empty()) {
        text_wrapped(theme::dim, canvas.tr(Text::pass_add_none));
    }
}

} // namespace

void draw_pass_menu(const Canvas& canvas, std::size_t index) {
    if (!ImGui::BeginPopupContextItem("menu")) {
        return;
    }
    const ChainState& chain = canvas.state.chain;
    const ChainEntry& entry = chain.chain.entries[index];
    if (ImGui::MenuItem(canvas.tr(Text::pass_menu_solo), nullptr, entry.solo)) {
        canvas.emit(command::SoloPass{index});
    }
    canvas.mark("menu.solo");
    if (ImGui::MenuItem(canvas.tr(Text::pass_menu_mute), nullptr, entry.muted)) {
        canvas.emit(command::MutePass{index});
    }
    canvas.mark("menu.mute");
    ImGui::Separator();
    draw_places(canvas, index);
    ImGui::Separator();
    if (item(canvas, Text::pass_reset, "reset", possible(changed_parameters(chain, index)))) {
        canvas.emit(command::ResetPass{index});
    }
    draw_keys_of_pass(canvas, entry.id);
    const std::optional<Exhibit> written = written_by(chain, index);
    if (item(canvas, Text::pass_show, "show", possible(written.has_value()))) {
        canvas.emit(command::SetExhibit{Side::b, *written});
    }
    if (item(canvas, Text::pass_source, "source")) {
        canvas.emit(command::OpenSource{index});
    }
    ImGui::Separator();
    if (item(canvas, Text::pass_remove, "remove")) {
        canvas.emit(command::RemovePass{index});
    }
    ImGui::EndPopup();
}

void draw_add_pass(const Canvas& canvas) {
    const std::string label = std::string("+ ") + canvas.tr(Text::pass_add);
    if (ImGui::Button(label.c_str(), {-1.0F, 0.0F})) {
        canvas.emit(command::SetQuery{""});
        ImGui::OpenPopup("add");
    }
    canvas.mark("pass.add");
    ImGui::SetNextWindowSizeConstraints(
        {canvas.px(260.0), 0.0F}, {std::max(std::min(canvas.px(520.0), canvas.window().x * 0.9F), canvas.px(260.0)),
                                   std::max(canvas.window().y * 0.6F, 1.0F)});
    if (!ImGui::BeginPopup("add")) {
        return;
    }
    const Typed typed = type_query(canvas, Text::pass_add_hint);
    draw_shelf(canvas, typed);
    ImGui::Separator();
    text_dim(canvas.tr(Text::pass_add_drop));
    ImGui::EndPopup();
}

} // namespace senga
