// Parameters' widgets: which one a description gets, its step, what it asks for. Expected decimals are worked out by
// hand: the last one is at most a hundredth of the range, and bounds and initial value can be told exactly.
#include "app/panel/parameters.h"
#include "dock_ui.h"

#include <limits>
#include <optional>

using namespace senga;
using namespace senga::test;

namespace {

Parameter real(std::optional<double> minimum, std::optional<double> maximum, double initial) {
    Parameter parameter;
    parameter.name = "p";
    parameter.minimum = minimum;
    parameter.maximum = maximum;
    parameter.initial = initial;
    return parameter;
}

Parameter whole(Parameter::Type type, double minimum, double maximum) {
    Parameter parameter = real(minimum, maximum, minimum);
    parameter.type = type;
    return parameter;
}

// One pass with these parameters, unfolded.
State with_parameters(DockUi& ui, const std::vector<Parameter>& parameters) {
    State state = playing_state();
    state.library.settings.dim_while_dragging = false;
    auto shader = std::make_shared<ShaderFile>();
    shader->parameters = parameters;
    state.chain.chain.entries.resize(1);
    state.chain.chain.entries[0].shader = shader;
    state.chain.loaded = std::make_shared<const Chain>(state.chain.chain);
    ui.click_on(state, "pass.0.name");
    return state;
}

} // namespace

TEST_CASE("the widget follows from the description") {
    CHECK(widget_of(real(0.0, 1.0, 0.5)) == Widget::slider);
    CHECK(widget_of(real(std::nullopt, std::nullopt, 0.0)) == Widget::drag);
    CHECK(widget_of(real(0.0, std::nullopt, 0.0)) == Widget::drag);
    CHECK(widget_of(real(0.0, 1e9, 0.0)) == Widget::drag);
    CHECK(widget_of(whole(Parameter::Type::integer, 0.0, 8.0)) == Widget::slider);
    CHECK(widget_of(whole(Parameter::Type::integer, 0.0, 1.0)) == Widget::check);
    CHECK(widget_of(whole(Parameter::Type::natural, 0.0, 1.0)) == Widget::check);
    Parameter choice = whole(Parameter::Type::integer, 0.0, 1.0);
    choice.labels = {"gentle", "strong"};
    CHECK(widget_of(choice) == Widget::choice);
}

TEST_CASE("decimals follow from the range and the values that must be told") {
    CHECK(decimals_of(real(0.0, 1.0, 0.3)) == 2);
    CHECK(decimals_of(real(0.0, 1.0, 0.375)) == 3);
    CHECK(decimals_of(real(0.0, 0.1, 0.05)) == 3);
    CHECK(decimals_of(real(0.0, 8.0, 1.2)) == 2);   // a hundredth is 0.08
    CHECK(decimals_of(real(1.0, 64.0, 24.0)) == 1); // 0.63
    CHECK(decimals_of(real(-100.0, 100.0, 0.0)) == 0);
    CHECK(decimals_of(real(0.0, 1000.0, 0.25)) == 2);
    CHECK(decimals_of(real(0.0, 1.0, 1.0 / 3.0)) == 4); // cannot be told: as many as there are
    CHECK(decimals_of(real(std::nullopt, std::nullopt, 1.0)) == 2);
    CHECK(decimals_of(whole(Parameter::Type::integer, 0.0, 8.0)) == 0);
    CHECK(decimals_of(real(0.0, std::numeric_limits<double>::infinity(), 0.0)) == 2);
}

TEST_CASE("a slider sets values of its step within its range, and a right click resets it") {
    DockUi ui({1280.0F, 1600.0F});
    const State state = with_parameters(ui, {real(0.0, 1.0, 0.3)});
    for (const float along : {0.01F, 0.33F, 0.77F, 0.99F}) {
        const auto set =
            only<command::SetParameter>(ui.click_on(state, "pass.0.parameter.p", ImGuiMouseButton_Left, along));
        CHECK(set.entry == 0);
        CHECK(set.name == "p");
        CHECK(set.value >= 0.0);
        CHECK(set.value <= 1.0);
        CHECK(set.value * 100.0 == doctest::Approx(std::round(set.value * 100.0)).epsilon(1e-9));
    }
    CHECK(only<command::ResetParameter>(ui.click_on(state, "pass.0.parameter.p", ImGuiMouseButton_Right)).name == "p");
}

TEST_CASE("Ctrl+click types a value") {
    DockUi ui({1280.0F, 1600.0F});
    State state = with_parameters(ui, {real(0.0, 1.0, 0.3)});
    state.library.settings.dim_while_dragging = true;
    ImGuiIO& io = ImGui::GetIO();
    io.KeyMap[ImGuiKey_Enter] = 13;
    io.KeyCtrl = true;
    io.KeyMods = ImGuiKeyModFlags_Ctrl;
    const auto nothing = ui.click_on(state, "pass.0.parameter.p");
    io.KeyCtrl = false;
    io.KeyMods = ImGuiKeyModFlags_None;
    CHECK(nothing.empty()); // a text field: nothing is set or dimmed yet
    ui.frame(state);
    for (const char c : {'0', '.', '6', '5'}) {
        io.AddInputCharacter(static_cast<unsigned>(c));
    }
    ui.frame(state);
    io.KeysDown[13] = true;
    std::vector<Command> commands = ui.frame(state);
    io.KeysDown[13] = false;
    HeadlessUi::collect(commands, ui.frame(state));
    CHECK(among<command::SetParameter>(commands).value == doctest::Approx(0.65));
}

TEST_CASE("check boxes and choices") {
    DockUi ui({1280.0F, 1600.0F});
    Parameter flag = whole(Parameter::Type::integer, 0.0, 1.0);
    flag.name = "flag";
    Parameter choice = whole(Parameter::Type::integer, 0.0, 2.0);
    choice.name = "choice";
    choice.labels = {"none", "gentle", "strong"};
    State state = with_parameters(ui, {flag, choice});
    CHECK(only<command::SetParameter>(ui.click_on(state, "pass.0.parameter.flag", ImGuiMouseButton_Left, 0.5F)).value ==
          1.0);
    state.chain.chain.entries[0].values["flag"] = 1.0;
    CHECK(only<command::SetParameter>(ui.click_on(state, "pass.0.parameter.flag")).value == 0.0);
    CHECK(ui.click_on(state, "pass.0.parameter.choice").empty());
    CHECK(only<command::SetParameter>(ui.click_on(state, "pass.0.parameter.choice.2")).value == 2.0);
    CHECK(only<command::ResetParameter>(ui.click_on(state, "pass.0.parameter.choice", ImGuiMouseButton_Right)).name ==
          "choice");
}

TEST_CASE("changed is what differs from the preset, not from the shader") {
    State state = planned_state(); // the preset has strength 0.7 for pass two
    const Parameter& strength = state.chain.chain.entries[1].shader->parameters[0];
    CHECK(present_value(state.chain, 1, strength) == 0.7);
    CHECK(loaded_value(state.chain, 1, strength) == 0.7);
    CHECK_FALSE(changed_parameters(state.chain, 1));
    state.chain.chain.entries[1].values["strength"] = 0.3; // as the shader has it
    CHECK(changed_parameters(state.chain, 1));
    state.chain.loaded.reset();
    CHECK(loaded_value(state.chain, 1, strength) == 0.3);
    CHECK_FALSE(changed_parameters(state.chain, 1));
    // The second of two alike is compared with the second.
    state.chain.chain.entries = {sample_entry("one"), sample_entry("one")};
    Chain loaded = state.chain.chain;
    loaded.entries[1].values["strength"] = 0.9;
    state.chain.loaded = std::make_shared<const Chain>(loaded);
    CHECK_FALSE(changed_parameters(state.chain, 0));
    CHECK(changed_parameters(state.chain, 1));
}

TEST_CASE("all of a changed pass is reset by one button") {
    DockUi ui({1280.0F, 1600.0F});
    State state = planned_state();
    ui.click_on(state, "pass.1.name");
    CHECK_FALSE(ui.sees(state, "pass.1.reset"));
    state.chain.chain.entries[1].values["strength"] = 0.1;
    CHECK(only<command::ResetPass>(ui.click_on(state, "pass.1.reset")).entry == 1);
}

TEST_CASE("parameters without sensible bounds get a widget that works") {
    const double huge = std::numeric_limits<double>::max();
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<std::pair<std::optional<double>, std::optional<double>>> bounds{
        {std::nullopt, std::nullopt}, {0.0, std::nullopt}, {-huge, huge}, {nan, 1.0}, {1.0, 0.0}, {2.0, 2.0}};
    std::vector<Parameter> parameters;
    for (const auto& [minimum, maximum] : bounds) {
        parameters.push_back(real(minimum, maximum, 0.0));
        parameters.back().name += std::to_string(parameters.size());
    }
    DockUi ui({1280.0F, 1600.0F});
    const State state = with_parameters(ui, parameters);
    for (const Parameter& parameter : parameters) {
        CHECK(ui.sees(state, "pass.0.parameter." + parameter.name));
    }
}
