// The rules that choose a preset, as a list of switches that unfold into their conditions. Every change is a SetRules
// with all of them. What is being typed and is no range yet stays in the field, in red, until it is one.
#include "app/i18n/shipped.h"
#include "app/panel/parts.h"
#include "app/panel/style.h"
#include "app/panel/widgets.h"
#include "app/state/text.h"

#include <imgui/imgui_stdlib.h>

#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace senga {
namespace {

using Rules = std::vector<Rule>;

// Carries a changed copy out.
void change(const Canvas& canvas, const std::function<void(Rules&)>& edit) {
    Rules rules = canvas.state.library.rules;
    edit(rules);
    canvas.emit(command::SetRules{std::move(rules)});
}

// A changed copy of one rule.
void change(const Canvas& canvas, std::size_t index, const std::function<void(Rule&)>& edit) {
    change(canvas, [&](Rules& rules) { edit(rules[index]); });
}

struct BoundsField {
    Text label;
    Bounds Rule::*bounds;
};
constexpr std::array<BoundsField, 4> bounds_fields{BoundsField{Text::rules_source_lines, &Rule::source_lines},
                                                   BoundsField{Text::rules_display_lines, &Rule::display_lines},
                                                   BoundsField{Text::rules_scale, &Rule::scale},
                                                   BoundsField{Text::rules_fps, &Rule::fps}};

struct TextField {
    Text label;
    Text help;
    std::string Rule::*text;
};
constexpr std::array<TextField, 3> text_fields{TextField{Text::rules_codec, Text::rules_codec_help, &Rule::codec},
                                               TextField{Text::rules_file, Text::rules_pattern_help, &Rule::file},
                                               TextField{Text::rules_folder, Text::rules_pattern_help, &Rule::folder}};

void draw_bounds(const Canvas& canvas, std::size_t index, const BoundsField& field) {
    const Bounds& present = canvas.state.library.rules[index].*field.bounds;
    std::string text = to_text(present);
    label_beside(canvas, canvas.tr(field.label));
    ImGui::PushID(canvas.tr(field.label));
    const bool edited = ImGui::InputTextWithHint("##bounds", canvas.tr(Text::rules_any), &text);
    const Result<Bounds> read = bounds_from_text(text);
    if (edited && read && *read != present) {
        change(canvas, index, [&](Rule& rule) { rule.*field.bounds = *read; });
    }
    tooltip(canvas.tr(Text::rules_bounds_help));
    ImGui::PopID();
    if (edited && !read) {
        text_wrapped(theme::bad, canvas.tr(Text::rules_bounds_wrong));
    }
}

void draw_text(const Canvas& canvas, std::size_t index, const TextField& field) {
    std::string text = canvas.state.library.rules[index].*field.text;
    label_beside(canvas, canvas.tr(field.label));
    ImGui::PushID(canvas.tr(field.label));
    if (ImGui::InputTextWithHint("##text", canvas.tr(Text::rules_any), &text)) {
        change(canvas, index, [&](Rule& rule) { rule.*field.text = text; });
    }
    tooltip(canvas.tr(field.help));
    ImGui::PopID();
}

void draw_preset(const Canvas& canvas, std::size_t index) {
    const ChainState& chain = canvas.state.chain;
    const Rule& rule = canvas.state.library.rules[index];
    label_beside(canvas, canvas.tr(Text::rules_preset));
    if (!begin_combo("##preset", preset_title(canvas.state.view.language, chain, rule.preset))) {
        return;
    }
    for (const PresetName& preset : chain.presets) {
        ImGui::PushID(preset.key.c_str());
        if (ImGui::Selectable("##choice", preset.key == rule.preset)) {
            change(canvas, index, [&](Rule& wanted) { wanted.preset = preset.key; });
        }
        ImGui::SameLine(0.0F, 0.0F);
        text_plain(preset_title(canvas.state.view.language, chain, preset.key));
        ImGui::PopID();
    }
    ImGui::EndCombo();
}

// Moves it, or takes it away.
void draw_order(const Canvas& canvas, std::size_t index) {
    const std::size_t count = canvas.state.library.rules.size();
    Flow flow;
    const auto button = [&](Text text, bool enabled, const std::function<void(Rules&)>& edit) {
        flow.place(button_width(canvas.tr(text)));
        ImGui::BeginDisabled(!enabled);
        if (ImGui::Button(canvas.tr(text))) {
            change(canvas, edit);
        }
        ImGui::EndDisabled();
    };
    button(Text::rules_up, index > 0, [&](Rules& rules) { std::swap(rules[index], rules[index - 1]); });
    button(Text::rules_down, index + 1 < count, [&](Rules& rules) { std::swap(rules[index], rules[index + 1]); });
    button(Text::rules_remove, true,
           [&](Rules& rules) { rules.erase(rules.begin() + static_cast<std::ptrdiff_t>(index)); });
}

void draw_name(const Canvas& canvas, std::size_t index) {
    std::string name = shipped_text(canvas.state.view.language, canvas.state.library.rules[index].name);
    label_beside(canvas, canvas.tr(Text::rules_name));
    if (ImGui::InputText("##name", &name)) {
        change(canvas, index, [&](Rule& rule) { rule.name = name; });
    }
}

void draw_rule(const Canvas& canvas, std::size_t index) {
    const Rule& rule = canvas.state.library.rules[index];
    ImGui::PushID(static_cast<int>(index));
    bool enabled = rule.enabled;
    if (ImGui::Checkbox("##enabled", &enabled)) {
        change(canvas, index, [&](Rule& wanted) { wanted.enabled = enabled; });
    }
    canvas.mark("rules." + std::to_string(index) + ".switch");
    tooltip(canvas.tr(Text::rules_enabled));
    ImGui::SameLine();
    const float arrow = ImGui::GetTreeNodeToLabelSpacing();
    const float begin = ImGui::GetCursorPosX();
    const bool open =
        ImGui::TreeNodeEx("##rule", ImGuiTreeNodeFlags_NoTreePushOnOpen | ImGuiTreeNodeFlags_SpanAvailWidth |
                                        ImGuiTreeNodeFlags_FramePadding);
    canvas.mark("rules." + std::to_string(index));
    same_line_at(begin + arrow);
    ImGui::AlignTextToFramePadding();
    text_cut(rule_title(canvas.state.view.language, canvas.state.chain, rule), ImGui::GetContentRegionAvail().x);
    if (open) {
        draw_name(canvas, index);
        draw_preset(canvas, index);
        for (const BoundsField& field : bounds_fields) {
            draw_bounds(canvas, index, field);
        }
        for (const TextField& field : text_fields) {
            draw_text(canvas, index, field);
        }
        draw_order(canvas, index);
        ImGui::Separator();
    }
    ImGui::PopID();
}

} // namespace

void draw_rules(const Canvas& canvas) {
    heading(canvas, Text::rules_title);
    const Rules& rules = canvas.state.library.rules;
    text_wrapped(theme::dim, canvas.tr(rules.empty() ? Text::rules_none : Text::rules_help));
    for (std::size_t i = 0; i < rules.size(); ++i) {
        draw_rule(canvas, i);
    }
    if (ImGui::Button(canvas.tr(Text::rules_add))) {
        change(canvas, [&](Rules& wanted) {
            Rule rule;
            rule.name = canvas.tr(Text::rules_new);
            rule.preset = canvas.state.chain.preset;
            wanted.push_back(std::move(rule));
        });
    }
    canvas.mark("rules.add");
}

} // namespace senga
