#include "app/panel/parameters.h"

#include "app/i18n/shipped.h"
#include "app/panel/pass_status.h"
#include "app/panel/style.h"
#include "app/panel/widgets.h"
#include "app/state/entries.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <optional>
#include <variant>

namespace senga {
namespace {

constexpr double widest_slider = 1e6; // beyond it a slider's pixel is too coarse to aim with
constexpr int most_decimals = 4;

// What the passes that run were given.
std::optional<double> planned_value(const Plan* plan, std::size_t entry, const Parameter& parameter) {
    if (plan == nullptr) {
        return std::nullopt;
    }
    for (const PlanStep& step : plan->steps) {
        const auto* pass = std::get_if<PassStep>(&step.what);
        if (pass == nullptr || pass->entry != entry) {
            continue;
        }
        for (const NamedValue& value : pass->values) {
            if (value.parameter != nullptr && value.parameter->name == parameter.name) {
                return value.value;
            }
        }
    }
    return std::nullopt;
}

// Without a plan no condition holds.
Lookup sizes_of(const Plan* plan) {
    if (plan != nullptr) {
        return source_lookup(plan->format, plan->output);
    }
    return {[](std::string_view) { return std::optional<Size>{}; },
            [](std::string_view) { return std::optional<double>{}; }};
}

bool bounded(const Parameter& parameter) {
    return parameter.minimum && parameter.maximum && std::isfinite(*parameter.minimum) &&
           std::isfinite(*parameter.maximum) && *parameter.minimum < *parameter.maximum &&
           *parameter.maximum - *parameter.minimum <= widest_slider &&
           std::max(std::abs(*parameter.minimum), std::abs(*parameter.maximum)) <= widest_slider;
}

bool told_exactly(double value, int decimals) {
    const double scaled = value * std::pow(10.0, decimals);
    return !std::isfinite(scaled) || std::abs(scaled - std::round(scaled)) <= 1e-6 * std::max(std::abs(scaled), 1.0);
}

// All of these return whether the viewer changed `value`.
bool draw_choice(const Canvas& canvas, const ParameterRow& row, double& value) {
    const Parameter& parameter = row.parameter;
    const auto label = [&](int index) {
        return shipped_text(canvas.state.view.language, parameter.labels[static_cast<std::size_t>(index)]);
    };
    const auto count = static_cast<int>(parameter.labels.size());
    const int chosen = std::clamp(static_cast<int>(std::lround(std::clamp(value, -1.0, 1e6))), 0, count - 1);
    if (!begin_combo("##value", label(chosen))) {
        return false;
    }
    bool changed = false;
    for (int i = 0; i < count; ++i) {
        ImGui::PushID(i);
        if (ImGui::Selectable("##label", i == chosen)) {
            value = i;
            changed = true;
        }
        canvas.mark(fmt::format("{}.{}", row.mark, i));
        ImGui::SameLine(0.0F, 0.0F);
        text_plain(label(i));
        ImGui::PopID();
    }
    ImGui::EndCombo();
    return changed;
}

bool draw_check(double& value) {
    bool on = value >= 0.5;
    const bool changed = ImGui::Checkbox("##value", &on);
    value = on ? 1.0 : 0.0;
    return changed;
}

bool draw_number(const Parameter& parameter, double& value) {
    const std::string format = fmt::format("%.{}f", decimals_of(parameter));
    if (bounded(parameter)) {
        return ImGui::SliderScalar("##value", ImGuiDataType_Double, &value, &*parameter.minimum, &*parameter.maximum,
                                   format.c_str(), ImGuiSliderFlags_AlwaysClamp);
    }
    const bool real = parameter.type == Parameter::Type::real;
    const float speed = real ? std::max(0.002F * static_cast<float>(std::abs(value)), 0.01F) : 0.1F;
    return ImGui::DragScalar("##value", ImGuiDataType_Double, &value, speed, nullptr, nullptr, format.c_str());
}

bool draw_widget(const Canvas& canvas, const ParameterRow& row, double& value) {
    switch (widget_of(row.parameter)) {
    case Widget::choice:
        return draw_choice(canvas, row, value);
    case Widget::check:
        return draw_check(value);
    case Widget::slider:
    case Widget::drag:
        break;
    }
    return draw_number(row.parameter, value);
}

std::string help_text(const Canvas& canvas, const ParameterRow& row) {
    const Parameter& parameter = row.parameter;
    const auto number = [](double value) { return fmt::format("{:g}", value); };
    std::string text = parameter.desc.empty() ? "" : shipped_text(canvas.state.view.language, parameter.desc) + "\n";
    text += parameter.minimum && parameter.maximum
                ? canvas.format(Text::parameter_range, parameter.name, number(*parameter.minimum),
                                number(*parameter.maximum), number(parameter.initial))
                : canvas.format(Text::parameter_initial, parameter.name, number(parameter.initial));
    if (row.value != row.base) {
        text += "\n" + canvas.format(Text::parameter_changed, number(row.base));
    }
    if (parameter.binding == Parameter::Binding::define || parameter.binding == Parameter::Binding::constant) {
        text += std::string("\n") + canvas.tr(Text::parameter_compiles);
    }
    const Widget widget = widget_of(parameter);
    const bool typed = widget == Widget::slider || widget == Widget::drag;
    text += std::string("\n") + canvas.tr(typed ? Text::parameter_help_slider : Text::parameter_help_choice);
    return text + keys_line(canvas, row.less, row.more);
}

void draw_label(const Canvas& canvas, const ParameterRow& row, float width_px) {
    const bool changed = row.value != row.base;
    const float line = ImGui::GetTextLineHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (changed) {
        ImGui::GetWindowDrawList()->AddCircleFilled({at.x + canvas.px(3.0), at.y + line / 2.0F}, canvas.px(3.0),
                                                    ink(theme::accent));
    }
    const float indent = canvas.px(10.0); // the dot's place, taken or not
    const float end = ImGui::GetCursorPosX() + width_px;
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + indent);
    ImGui::PushStyleColor(ImGuiCol_Text, changed ? theme::text : theme::dim);
    ImGui::PushTextWrapPos(end);
    text_plain(row.label);
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
}

} // namespace

Widget widget_of(const Parameter& parameter) {
    if (parameter.type != Parameter::Type::real) {
        if (!parameter.labels.empty()) {
            return Widget::choice;
        }
        if (parameter.minimum == 0.0 && parameter.maximum == 1.0) {
            return Widget::check;
        }
    }
    return bounded(parameter) ? Widget::slider : Widget::drag;
}

int decimals_of(const Parameter& parameter) {
    if (parameter.type != Parameter::Type::real) {
        return 0;
    }
    const double range = bounded(parameter) ? *parameter.maximum - *parameter.minimum : 1.0;
    // The tolerance keeps 1/100 at two decimals: its logarithm is not exact.
    int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(range / 100.0) - 1e-9)), 0, most_decimals);
    const double least = bounded(parameter) ? *parameter.minimum : 0.0;
    const double most = bounded(parameter) ? *parameter.maximum : 0.0;
    for (const double value : {least, most, parameter.initial}) {
        while (decimals < most_decimals && !told_exactly(value, decimals)) {
            ++decimals;
        }
    }
    return decimals;
}

double present_value(const ChainState& chain, std::size_t index, const Parameter& parameter) {
    const ChainEntry& entry = chain.chain.entries[index];
    // The viewer's own value first: the plan may be a moment old.
    if (const auto own = entry.values.find(parameter.name); own != entry.values.end()) {
        return sanitised(parameter, own->second);
    }
    const Plan* plan = chain.plan.get();
    if (const auto planned = planned_value(plan, index, parameter)) {
        return *planned;
    }
    return effective_value(entry, parameter, sizes_of(plan));
}

double loaded_value(const ChainState& chain, std::size_t index, const Parameter& parameter) {
    const ChainEntry* before = as_loaded(chain, index);
    if (before == nullptr) {
        return sanitised(parameter, parameter.initial);
    }
    return effective_value(*before, parameter, sizes_of(chain.plan.get()));
}

std::string parameter_label(Language language, const ChainEntry& entry, const Parameter& parameter) {
    if (parameter.desc.empty()) {
        return parameter.name;
    }
    const std::string_view inner = without_owner(parameter.desc, entry.label);
    std::string label = shipped_text(language, inner);
    if (inner.size() < parameter.desc.size() && label.front() >= 'a' && label.front() <= 'z') {
        label.front() = static_cast<char>(label.front() - 'a' + 'A'); // it begins the line now
    }
    return label;
}

bool changed_parameters(const ChainState& chain, std::size_t index) {
    const ChainEntry& entry = chain.chain.entries[index];
    if (!entry.shader) {
        return false;
    }
    const auto& all = entry.shader->parameters;
    return std::any_of(all.begin(), all.end(), [&](const Parameter& parameter) {
        return present_value(chain, index, parameter) != loaded_value(chain, index, parameter);
    });
}

Wish draw_parameter(const Canvas& canvas, const ParameterRow& row, double& value) {
    DragRow scope(canvas, row.parameter.name.c_str());
    const float room = ImGui::GetContentRegionAvail().x;
    const bool check = widget_of(row.parameter) == Widget::check;
    const float end = ImGui::GetCursorPosX() + room;
    if (check) {
        ImGui::AlignTextToFramePadding();
    }
    draw_label(canvas, row, check ? room - ImGui::GetFrameHeightWithSpacing() : room);
    if (check) {
        ImGui::SameLine();
        ImGui::SetCursorPosX(end - ImGui::GetFrameHeight());
    }
    ImGui::SetNextItemWidth(-1.0F);
    value = std::isfinite(row.value) ? row.value : 0.0;
    Wish wish = draw_widget(canvas, row, value) ? Wish::set : Wish::none;
    canvas.mark(row.mark);
    const Widget widget = widget_of(row.parameter);
    if (widget == Widget::slider || widget == Widget::drag) {
        scope.watch();
    }
    if (ImGui::IsItemClicked(ImGuiMouseButton_Right)) {
        wish = Wish::reset;
    }
    if (!ImGui::IsItemActive() && ImGui::IsItemHovered()) {
        tooltip(help_text(canvas, row));
    }
    return wish;
}

void draw_parameters(const Canvas& canvas, std::size_t index) {
    const ChainState& chain = canvas.state.chain;
    const ChainEntry& entry = chain.chain.entries[index];
    if (!entry.shader) {
        return;
    }
    for (const Parameter& parameter : entry.shader->parameters) {
        const ParameterRow row{.parameter = parameter,
                               .value = present_value(chain, index, parameter),
                               .base = loaded_value(chain, index, parameter),
                               .label = parameter_label(canvas.state.view.language, entry, parameter),
                               .mark = fmt::format("pass.{}.parameter.{}", index, parameter.name)};
        double value = 0.0;
        switch (draw_parameter(canvas, row, value)) {
        case Wish::set:
            canvas.emit(command::SetParameter{index, parameter.name, value});
            break;
        case Wish::reset:
            canvas.emit(command::ResetParameter{index, parameter.name});
            break;
        case Wish::none:
            break;
        }
    }
}

} // namespace senga
