// Widgets for the parameters of a shader, made from their //!PARAM blocks alone: a slider, a field to drag where there
// are no bounds, a check box, or a choice. Internal to app/panel; the rules of panel.h hold.
#pragma once

#include "app/panel/parts.h"

#include <cstddef>
#include <string>

namespace senga {

enum class Widget { slider, drag, check, choice };
Widget widget_of(const Parameter& parameter);

// How many decimals it is shown with; its step is one of the last: about a hundredth of the range or less, and such
// that bounds and initial value can be told exactly, with four at most.
int decimals_of(const Parameter& parameter);

// What the pass has now, and what it had as the preset was loaded.
double present_value(const ChainState& chain, std::size_t index, const Parameter& parameter);
double loaded_value(const ChainState& chain, std::size_t index, const Parameter& parameter);
// What it is called inside its pass, whose name it need not repeat: "Range, in pixels" of "Deband: range, in pixels".
std::string parameter_label(Language language, const ChainEntry& entry, const Parameter& parameter);
// Whether any parameter differs from the preset as loaded.
bool changed_parameters(const ChainState& chain, std::size_t index);

// A parameter's row: its name with a dot if the value is not `base`, and its widget.
struct ParameterRow {
    const Parameter& parameter;
    double value = 0.0;
    double base = 0.0;
    std::string label; // above the widget, in full
    std::string less;  // actions that do the same by key; empty: none
    std::string more;
    std::string mark; // of the widget; see Landmarks
};
enum class Wish { none, set, reset };
// `value` is what the viewer wants it to be.
Wish draw_parameter(const Canvas& canvas, const ParameterRow& row, double& value);

} // namespace senga
