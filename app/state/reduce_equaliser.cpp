// What is wanted of the equaliser. Its values are the session's, not the preset's: no preset becomes modified.
#include "app/state/command_reducer.h"

#include <cmath>
#include <string_view>

namespace senga {
namespace {

Text equaliser_text(std::string_view name) {
    if (name == "brightness") {
        return Text::toast_brightness;
    }
    if (name == "contrast") {
        return Text::toast_contrast;
    }
    if (name == "saturation") {
        return Text::toast_saturation;
    }
    return name == "gamma" ? Text::toast_gamma : Text::toast_hue;
}

} // namespace

void CommandReducer::operator()(const command::SetEqualiser& wanted) {
    ChainEntry& equaliser = state_.chain.equaliser;
    if (!equaliser.shader) {
        toast("equaliser", Text::toast_equaliser_missing);
        return;
    }
    const Parameter* parameter = equaliser.shader->find_parameter(wanted.name);
    if (parameter == nullptr || std::isnan(wanted.value)) {
        return;
    }
    const double value = sanitised(*parameter, wanted.value);
    const auto present = equaliser.values.find(wanted.name);
    const double before = present != equaliser.values.end() ? present->second : parameter->initial;
    toast("equaliser", equaliser_text(wanted.name), value);
    if (value == before) {
        return;
    }
    // What is as it was made is not set, so that an empty set of values means a pass that does nothing.
    if (value == parameter->initial) {
        equaliser.values.erase(wanted.name);
    } else {
        equaliser.values[wanted.name] = value;
    }
    ++state_.chain.equaliser_revision;
}

void CommandReducer::operator()(const command::ChangeEqualiser& wanted) {
    const ChainEntry& equaliser = state_.chain.equaliser;
    const Parameter* parameter = equaliser.shader ? equaliser.shader->find_parameter(wanted.name) : nullptr;
    const auto present = equaliser.values.find(wanted.name);
    const double initial = parameter != nullptr ? parameter->initial : 0.0;
    const double before = present != equaliser.values.end() ? present->second : initial;
    (*this)(command::SetEqualiser{wanted.name, before + wanted.delta});
}

void CommandReducer::operator()(const command::ResetEqualiser&) {
    ParameterValues& values = state_.chain.equaliser.values;
    toast("equaliser", Text::toast_equaliser_reset);
    if (!values.empty()) {
        values.clear();
        ++state_.chain.equaliser_revision;
    }
}

} // namespace senga
