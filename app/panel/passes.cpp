// The window "Passes": preset, master switch, how far the compiler is, and for every pass its switch, what becomes of
// it and its parameters.
#include "app/panel/figures.h"
#include "app/panel/parts.h"
#include "app/panel/style.h"
#include "app/state/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace senga {
namespace {

struct Status {
    PassStatus status = PassStatus::off;
    std::string reason;
};

// The Plan may be of a moment ago; what the viewer switched since is known better here.
std::optional<Status> status_of(const ChainState& chain, std::size_t index) {
    const ChainEntry& entry = chain.chain.entries[index];
    if (entry.failure) {
        const Place& place = entry.failure->place;
        std::string where = place.file.empty() ? "" : place.file.substr(place.file.rfind('/') + 1) + ", ";
        where += place.line > 0 ? fmt::format("line {}: ", place.line) : "";
        return Status{PassStatus::failed, where + first_lines(entry.failure->text, 1)};
    }
    if (!entry.enabled) {
        return Status{PassStatus::off, ""};
    }
    if (!chain.chain.enabled) {
        return Status{PassStatus::off, "the whole chain is off"};
    }
    if (!chain.plan || index >= chain.plan->shaders.size()) {
        return std::nullopt; // nothing plays, or the plan is being made
    }
    EntryStatus planned = entry_status(*chain.plan, index);
    return Status{planned.status, std::move(planned.reason)};
}

ImVec4 status_colour(PassStatus status) {
    switch (status) {
    case PassStatus::runs:
        return theme::good;
    case PassStatus::failed:
        return theme::bad;
    case PassStatus::missing_texture:
        return theme::warn;
    case PassStatus::skipped:
    case PassStatus::off:
        break;
    }
    return theme::dim;
}

// A driver's log has many lines: one is shown, the others are in the tooltip, and a click takes them along.
void offer_log(const Diagnostic& failure) {
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
    const char* hint = ImGui::IsMouseDown(ImGuiMouseButton_Left) ? "Copied." : "Click to copy the whole message.";
    tooltip(seen + rest + "\n\n" + hint);
}

std::string cost_text(const State& state, std::size_t index) {
    const std::optional<double> ms = state.view.cost_visible ? entry_ms(state.chain.cost, index) : std::nullopt;
    return ms ? ", " + milliseconds_text(*ms) : "";
}

void draw_status(const Canvas& canvas, std::size_t index) {
    const ChainState& chain = canvas.state.chain;
    const std::optional<Status> found = status_of(chain, index);
    if (!found) {
        text_wrapped(theme::dim, "waiting for a picture");
        return;
    }
    if (found->status == PassStatus::runs && !chain.compile.complete()) {
        text_wrapped(theme::dim, "waits for the compiler"); // another chain is on show, and figures are that one's
        return;
    }
    std::string text(status_name(found->status));
    text += found->status == PassStatus::runs ? cost_text(canvas.state, index) : "";
    if (!found->reason.empty()) {
        text += ": " + found->reason;
    }
    text_wrapped(status_colour(found->status), text);
    if (const std::optional<Diagnostic>& failure = chain.chain.entries[index].failure) {
        offer_log(*failure);
    }
}

void draw_preset(const Canvas& canvas) {
    const ChainState& chain = canvas.state.chain;
    std::string shown = chain.chain.name.empty() ? chain.preset : chain.chain.name;
    shown = shown.empty() ? "no preset" : shown;
    shown += chain.modified ? " *" : "";
    ImGui::SetNextItemWidth(-1.0F);
    if (!ImGui::BeginCombo("##preset", shown.c_str())) {
        return;
    }
    for (const PresetName& preset : chain.presets) {
        ImGui::PushID(preset.key.c_str());
        if (ImGui::Selectable("##choice", preset.key == chain.preset)) {
            canvas.commands.push_back(command::LoadPreset{preset.key});
        }
        ImGui::SameLine(0.0F, 0.0F);
        const std::string& name = preset.name.empty() ? preset.key : preset.name;
        ImGui::TextUnformatted(name.data(), name.data() + name.size());
        ImGui::PopID();
    }
    ImGui::EndCombo();
}

void draw_progress(const Canvas& canvas) {
    const CompileState& compile = canvas.state.chain.compile;
    if (compile.complete() || compile.total == 0) {
        return;
    }
    const float width = std::max(ImGui::GetContentRegionAvail().x, 1.0F);
    ImGui::BeginGroup();
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0.0F, canvas.px(2.0)});
    text_wrapped(theme::dim, compile_text(compile));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = canvas.px(3.0);
    const double done = static_cast<double>(compile.done) / static_cast<double>(compile.total);
    const float reached = width * static_cast<float>(std::min(done, 1.0));
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(at, {at.x + width, at.y + height}, theme::colour(theme::text, 0.16F), height / 2.0F);
    draw->AddRectFilled(at, {at.x + reached, at.y + height}, theme::colour(theme::accent), height / 2.0F);
    ImGui::Dummy({width, height});
    ImGui::PopStyleVar();
    ImGui::EndGroup();
    tooltip("The previous picture stays until all of them are there.");
}

void draw_master(const Canvas& canvas) {
    bool enabled = canvas.state.chain.chain.enabled;
    if (ImGui::Checkbox("All passes", &enabled)) {
        canvas.commands.push_back(command::ToggleChain{});
    }
    tooltip("Ctrl+Alt+P; hold Backspace to see the original");
    const float button = ImGui::CalcTextSize("Cost").x + 2.0F * ImGui::GetStyle().FramePadding.x;
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - button);
    ImGui::PushStyleColor(ImGuiCol_Text, canvas.state.view.cost_visible ? theme::accent : theme::dim);
    if (ImGui::Button("Cost")) {
        canvas.commands.push_back(command::ToggleCost{});
    }
    ImGui::PopStyleColor();
    tooltip("What each pass costs (I)");
}

void draw_menu(const Canvas& canvas, std::size_t index) {
    if (!ImGui::BeginPopupContextItem("menu")) {
        return;
    }
    const std::size_t last = canvas.state.chain.chain.entries.size() - 1;
    if (ImGui::MenuItem("Move up", nullptr, false, index > 0)) {
        canvas.commands.push_back(command::MovePass{index, Direction::back});
    }
    if (ImGui::MenuItem("Move down", nullptr, false, index < last)) {
        canvas.commands.push_back(command::MovePass{index, Direction::forward});
    }
    if (ImGui::MenuItem("Reset parameters")) {
        canvas.commands.push_back(command::ResetPass{index});
    }
    ImGui::Separator();
    if (ImGui::MenuItem("Remove")) {
        canvas.commands.push_back(command::RemovePass{index});
    }
    ImGui::EndPopup();
}

void draw_pass(const Canvas& canvas, std::size_t index) {
    const ChainEntry& entry = canvas.state.chain.chain.entries[index];
    ImGui::PushID(static_cast<int>(index));
    bool enabled = entry.enabled;
    if (ImGui::Checkbox("##on", &enabled)) {
        canvas.commands.push_back(command::TogglePass{index});
    }
    if (index < 9) {
        tooltip(fmt::format("Key {}", index + 1));
    }
    ImGui::SameLine();
    ImGui::BeginGroup();
    ImGui::PushStyleColor(ImGuiCol_Text, entry.enabled ? theme::text : theme::dim);
    ImGui::AlignTextToFramePadding();
    const std::string number = index < 9 ? fmt::format("{}  ", index + 1) : "";
    text_cut(number + (entry.label.empty() ? entry.id : entry.label), ImGui::GetContentRegionAvail().x);
    ImGui::PopStyleColor();
    draw_menu(canvas, index);
    draw_status(canvas, index);
    const bool adjustable = entry.shader && !entry.shader->parameters.empty();
    if (adjustable) {
        ImGui::PushStyleColor(ImGuiCol_Text, theme::dim);
        const bool open = ImGui::TreeNodeEx("Parameters", ImGuiTreeNodeFlags_NoTreePushOnOpen);
        ImGui::PopStyleColor();
        if (open) {
            draw_parameters(canvas, index);
        }
    }
    ImGui::EndGroup();
    ImGui::PopID();
    ImGui::Spacing();
}

constexpr double margin_pt = 12.0;
constexpr double width_pt = 330.0;

} // namespace

float passes_right(const Canvas& canvas) {
    return canvas.px(margin_pt + width_pt);
}

void draw_passes(const Canvas& canvas) {
    const float margin = canvas.px(margin_pt);
    const float width = canvas.px(width_pt);
    const float below = canvas.px(112.0); // the controls and the information line
    ImGui::SetNextWindowPos({margin, margin}, ImGuiCond_Always);
    ImGui::SetNextWindowSizeConstraints({width, 0.0F},
                                        {width, std::max(canvas.window().y - margin - below, canvas.px(120.0))});
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                       ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                       ImGuiWindowFlags_AlwaysAutoResize;
    if (ImGui::Begin("Passes", nullptr, flags)) {
        draw_preset(canvas);
        draw_progress(canvas);
        draw_master(canvas);
        const Chain& chain = canvas.state.chain.chain;
        ImGui::Separator();
        for (std::size_t i = 0; i < chain.entries.size(); ++i) {
            draw_pass(canvas, i);
        }
        if (chain.entries.empty()) {
            text_wrapped(theme::dim, "No passes. Choose a preset, or drop a .glsl file on the window.");
        }
    }
    ImGui::End();
}

} // namespace senga
