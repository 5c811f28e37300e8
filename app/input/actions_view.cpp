// The action table: comparing, zoom and pixels.
#include "app/input/action_builder.h"

#include <algorithm>

namespace senga {
namespace {

using namespace command;
using Context = Action::Context;

Difference with_gain(Difference difference, double factor) {
    difference.gain = std::clamp(difference.gain * factor, 1.0, 64.0);
    return difference;
}

void add_sides(ActionBuilder& table) {
    table.subject(Text::subject_compare).when(when::picture).help(Text::help_peek);
    table.hold("compare.peek", Text::action_peek, {"Backspace"}, SetPeek{Switch::on}, SetPeek{Switch::off});
    table.add("compare.original", Text::action_original, {"Shift+Backspace"}, ToggleCompare{Compare::a});
    table.help(Text::help_compare);
    table.add("compare.wipe", Text::action_wipe, {"v"}, ToggleCompare{Compare::wipe});
    table.add("compare.side-by-side", Text::action_side_by_side, {"b"}, ToggleCompare{Compare::side_by_side});
    table.add("compare.difference", Text::action_difference, {"D"}, ToggleCompare{Compare::difference});
    table.add("compare.blink", Text::action_blink, {"B"}, ToggleCompare{Compare::blink});
}

void add_compare_modes(ActionBuilder& table) {
    table.help(Text::help_divider).when(when::comparing(Compare::wipe)).within(Context::wiping);
    table.add("compare.turn-divider", Text::action_turn_divider, {"h"}, TurnDivider{});
    table.repeats();
    table.add("compare.wipe-left", Text::action_wipe_back, {"Ctrl+Left"}, MoveDivider{-0.02});
    table.add("compare.wipe-right", Text::action_wipe_forward, {"Ctrl+Right"}, MoveDivider{0.02});

    table.help(Text::help_difference).when(when::comparing(Compare::difference)).within(Context::differing);
    table.add("compare.difference-kind", Text::action_cycle_difference, {"Ctrl+D"}, CycleDifference{});
    table.repeats();
    table.derive("compare.less-gain", Text::action_less_gain, {"Ctrl+Down"},
                 [](const State& state) { return SetDifference{with_gain(state.view.difference, 0.5)}; });
    table.derive("compare.more-gain", Text::action_more_gain, {"Ctrl+Up"},
                 [](const State& state) { return SetDifference{with_gain(state.view.difference, 2.0)}; });
    table.when(when::comparing(Compare::blink)).within(Context::blinking).repeats();
    table.derive("compare.blink-slower", Text::action_blink_slower, {"Ctrl+Down"},
                 [](const State& state) { return SetBlinkPeriod{std::min(5.0, state.view.blink.period_s * 1.25)}; });
    table.derive("compare.blink-faster", Text::action_blink_faster, {"Ctrl+Up"},
                 [](const State& state) { return SetBlinkPeriod{std::max(0.1, state.view.blink.period_s / 1.25)}; });

    table.help(Text::help_sides).when(when::picture);
    table.add("compare.swap-sides", Text::action_swap_sides, {"X"}, SwapSides{});
    table.add("compare.metrics", Text::action_metrics, {"a"}, ToggleMetrics{});
    table.add("compare.screenshot", Text::action_screenshot, {"s", "Ctrl+S"},
              TakeScreenshot{TakeScreenshot::What::shown});
    table.add("compare.screenshot-sides", Text::action_screenshot_sides, {"S"},
              TakeScreenshot{TakeScreenshot::What::sides});
}

void add_zoom(ActionBuilder& table) {
    table.subject(Text::subject_view).help(Text::help_zoom);
    table.when(when::factor_below_most).repeats();
    table.add("view.zoom-in", Text::action_zoom_in, {"WheelUp", "Alt++", "Ctrl+WheelUp"}, ZoomBy{1});
    table.when(when::factor_above_least).repeats();
    table.add("view.zoom-out", Text::action_zoom_out, {"WheelDown", "Alt+-", "Ctrl+WheelDown"}, ZoomBy{-1});
    table.help(Text::help_zoom_to);
    table.when(when::factor_not_one).add("view.zoom-one", Text::action_zoom_one, {"n", "MiddleClick"}, SetZoom{1.0});
    table.when(when::zoomed).add("view.zoom-fit", Text::action_zoom_fit, {"N"}, SetZoom{});
    table.when(when::moved_or_zoomed);
    table.add("view.reset", Text::action_reset_view, {"Alt+Backspace"}, ResetView{});
}

// A tenth of the window at a time, as in mpv. The picture goes the other way than what is seen of it.
void add_pan(ActionBuilder& table) {
    table.help(Text::help_pan);
    const auto add = [&](const char* id, Text label, const char* key, double right, double down) {
        const auto command = [right, down](const State& state) {
            return PanBy{-right * 0.1 * state.view.window_px.w, -down * 0.1 * state.view.window_px.h};
        };
        table.when([command](const State& state) {
            const PanBy by = command(state);
            return state.player.format && panned(state, state.view.window_px, by.dx_px, by.dy_px) != state.view.zoom;
        });
        table.repeats().derive(id, label, {key}, command);
    };
    add("view.pan-left", Text::action_pan_left, "Alt+Left", -1.0, 0.0);
    add("view.pan-right", Text::action_pan_right, "Alt+Right", 1.0, 0.0);
    add("view.pan-up", Text::action_pan_up, "Alt+Up", 0.0, -1.0);
    add("view.pan-down", Text::action_pan_down, "Alt+Down", 0.0, 1.0);
}

void add_pixels(ActionBuilder& table) {
    table.help(Text::help_pixels).when(when::picture);
    table.add("view.probe", Text::action_probe, {"c"}, ToggleProbe{});
    table.add("view.magnifier", Text::action_magnifier, {"M"}, ToggleMagnifier{});
    table.add("view.grid", Text::action_grid, {"g"}, ToggleGrid{});
}

} // namespace

void add_view_actions(ActionBuilder& table) {
    add_sides(table);
    add_compare_modes(table);
    add_zoom(table);
    add_pan(table);
    add_pixels(table);
}

} // namespace senga
