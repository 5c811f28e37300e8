// Widgets for the parameters of a pass, made from its //!PARAM blocks alone.
#include "app/panel/parts.h"
#include "app/panel/style.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <variant>

namespace senga {
namespace {

constexpr double widest_slider = 1e6; // beyond it a slider's pixel is too coarse to aim with

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
Lookup no_sizes() {
    return {[](std::string_view) { return std::optional<Size>{}; },
            [](std::string_view) { return std::optional<double>{}; }};
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
    return effective_value(entry, parameter, plan != nullptr ? source_lookup(plan->format, plan->output) : no_sizes());
}

bool bounded(const Parameter& parameter) {
    return parameter.minimum && parameter.maximum && std::isfinite(*parameter.minimum) &&
           std::isfinite(*parameter.maximum) && *parameter.minimum < *parameter.maximum &&
           *parameter.maximum - *parameter.minimum <= widest_slider &&
           std::max(std::abs(*parameter.minimum), std::abs(*parameter.maximum)) <= widest_slider;
}

const char* number_format(const Parameter& parameter) {
    if (parameter.type != Parameter::Type::real) {
        return "%.0f";
    }
    const double range = bounded(parameter) ? *parameter.maximum - *parameter.minimum : 1.0;
    return range <= 2.0 ? "%.3f" : range <= 20.0 ? "%.2f" : "%.1f";
}

// All of these return whether the viewer changed `value`.
bool draw_choice(const Parameter& parameter, double& value) {
    const auto count = static_cast<int>(parameter.labels.size());
    const int chosen = std::clamp(static_cast<int>(std::lround(value)), 0, count - 1);
    if (!ImGui::BeginCombo("##value", parameter.labels[static_cast<std::size_t>(chosen)].c_str())) {
        return false;
    }
    bool changed = false;
    for (int i = 0; i < count; ++i) {
        ImGui::PushID(i);
        if (ImGui::Selectable(parameter.labels[static_cast<std::size_t>(i)].c_str(), i == chosen)) {
            value = i;
            changed = true;
        }
        ImGui::PopID();
    }
    ImGui::EndCombo();
    return changed;
}

bool draw_number(const Parameter& parameter, double& value) {
    const char* format = number_format(parameter);
    if (bounded(parameter)) {
        return ImGui::SliderScalar("##value", ImGuiDataType_Double, &value, &*parameter.minimum, &*parameter.maximum,
                                   format, ImGuiSliderFlags_AlwaysClamp);
    }
    const float speed =
        parameter.type == Parameter::Type::real ? std::max(0.002F * static_cast<float>(std::abs(value)), 0.002F) : 0.1F;
    return ImGui::DragScalar("##value", ImGuiDataType_Double, &value, speed, nullptr, nullptr, format);
}

std::string help_text(const Parameter& parameter) {
    std::string text = parameter.desc.empty() ? parameter.name : parameter.desc + "\n" + parameter.name;
    if (parameter.minimum && parameter.maximum) {
        text += fmt::format(", {:g} to {:g}", *parameter.minimum, *parameter.maximum);
    }
    text += fmt::format(", initially {:g}.", parameter.initial);
    if (parameter.binding == Parameter::Binding::define || parameter.binding == Parameter::Binding::constant) {
        text += " A change compiles the pass anew.";
    }
    return text + "\nCtrl+click to type a value, right click to reset.";
}

void draw_parameter(const Canvas& canvas, std::size_t entry, const Parameter& parameter) {
    double value = present_value(canvas.state.chain, entry, parameter);
    if (!std::isfinite(value)) {
        value = 0.0;
    }
    ImGui::PushID(parameter.name.c_str());
    const bool differs = value != parameter.initial;
    ImGui::PushStyleColor(ImGuiCol_Text, differs ? theme::accent : theme::dim);
    text_cut(parameter.desc.empty() ? parameter.name : parameter.desc, ImGui::GetContentRegionAvail().x);
    ImGui::PopStyleColor();
    ImGui::SetNextItemWidth(-1.0F);
    const bool choice = parameter.type != Parameter::Type::real && !parameter.labels.empty();
    if (choice ? draw_choice(parameter, value) : draw_number(parameter, value)) {
        canvas.commands.push_back(command::SetParameter{entry, parameter.name, value});
    }
    if (ImGui::IsItemClicked(ImGuiMouseButton_Right)) {
        canvas.commands.push_back(command::ResetParameter{entry, parameter.name});
    }
    if (!ImGui::IsItemActive()) {
        tooltip(help_text(parameter));
    }
    ImGui::PopID();
}

} // namespace

void draw_parameters(const Canvas& canvas, std::size_t entry) {
    const std::shared_ptr<const ShaderFile>& shader = canvas.state.chain.chain.entries[entry].shader;
    for (const Parameter& parameter : shader->parameters) {
        draw_parameter(canvas, entry, parameter);
    }
}

} // namespace senga
