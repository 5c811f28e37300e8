// The panels without a window: what a click asks for, and that no state breaks them. Positions are found by trying,
// not taken from the code.
#include "app/state/visibility.h"
#include "fixtures.h"
#include "headless_ui.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace senga;
using namespace senga::test;

namespace {

// Clicks down the column of check boxes, every 3 px: each box is at least 19 px high and is hit several times.
std::vector<Command> sweep(HeadlessUi& ui, const State& state) {
    const ImRect rect = window_rect("Passes");
    std::vector<Command> all;
    for (float y = rect.Min.y + 40.0F; y < rect.Max.y; y += 3.0F) {
        HeadlessUi::collect(all, ui.click(state, rect.Min.x + 20.0F, y));
    }
    return all;
}

} // namespace

TEST_CASE("each check box switches its own pass, the first one the chain") {
    HeadlessUi ui;
    const State state = planned_state();
    ui.settle(state);
    std::vector<std::size_t> passes;
    int chain = 0;
    for (const Command& command : sweep(ui, state)) {
        if (const auto* pass = std::get_if<command::TogglePass>(&command)) {
            if (passes.empty() || passes.back() != pass->entry) {
                passes.push_back(pass->entry);
            }
        } else if (std::holds_alternative<command::ToggleChain>(command)) {
            CHECK(passes.empty()); // it stands above them
            ++chain;
        }
    }
    CHECK(chain > 0);
    CHECK(passes == std::vector<std::size_t>{0, 1, 2});
}

TEST_CASE("one click is one command") {
    HeadlessUi ui;
    const State state = planned_state();
    ui.settle(state);
    const ImRect rect = window_rect("Passes");
    for (float y = rect.Min.y + 40.0F; y < rect.Max.y; y += 3.0F) {
        CHECK(ui.click(state, rect.Min.x + 20.0F, y).size() <= 1);
    }
}

TEST_CASE("a parameter's slider sets it, within its range, and a right click resets it") {
    HeadlessUi ui;
    State state = planned_state();
    state.chain.chain.entries.resize(1);
    ui.settle(state);
    // The node "Parameters" is closed at first: find it by the growth of the window.
    const float closed = window_rect("Passes").GetHeight();
    const ImRect rect = window_rect("Passes");
    for (float y = rect.Min.y + 60.0F; y < rect.Max.y && window_rect("Passes").GetHeight() == closed; y += 4.0F) {
        ui.click(state, rect.Min.x + 60.0F, y);
    }
    REQUIRE(window_rect("Passes").GetHeight() > closed);
    ui.settle(state);
    command::SetParameter set;
    REQUIRE(click_until(ui, state, "Passes", set));
    CHECK(set.entry == 0);
    CHECK(set.name == "strength");
    CHECK(set.value >= 0.0);
    CHECK(set.value <= 1.0);
    command::ResetParameter reset;
    REQUIRE(click_until(ui, state, "Passes", reset, ImGuiMouseButton_Right));
    CHECK(reset.name == "strength");
}

TEST_CASE("dragging the seek bar follows on keyframes and lands exactly") {
    HeadlessUi ui;
    State state = playing_state();
    state.view.last_mouse_move_s = 1e9; // so that the controls stay
    ui.settle(state);
    const ImRect rect = window_rect("Controls");
    const float y = rect.Min.y + 12.0F;
    ui.move(rect.GetCenter().x, y);
    ui.frame(state);
    ui.button(ImGuiMouseButton_Left, true);
    std::vector<Command> commands;
    HeadlessUi::collect(commands, ui.frame(state));
    REQUIRE(commands.size() == 1);
    const auto first = std::get<command::SeekTo>(commands[0]);
    CHECK(first.precision == Precision::keyframes);
    CHECK(first.time_s == doctest::Approx(50.0).epsilon(0.01)); // the middle of 100 s; the bar is centred
    commands.clear();
    HeadlessUi::collect(commands, ui.frame(state)); // held still: no more seeks
    CHECK(commands.empty());
    ui.move(rect.Max.x + 500.0F, y); // beyond the end
    HeadlessUi::collect(commands, ui.frame(state));
    REQUIRE(commands.size() == 1);
    CHECK(std::get<command::SeekTo>(commands[0]).time_s == 100.0);
    commands.clear();
    ui.button(ImGuiMouseButton_Left, false);
    HeadlessUi::collect(commands, ui.frame(state));
    REQUIRE(commands.size() == 1);
    CHECK(std::get<command::SeekTo>(commands[0]).precision == Precision::exact);
}

TEST_CASE("the controls' buttons") {
    State state = playing_state();
    state.view.last_mouse_move_s = 1e9;
    HeadlessUi ui;
    ui.settle(state);
    command::TogglePause pause;
    CHECK(click_until(ui, state, "Controls", pause));
    command::ToggleMute mute;
    CHECK(click_until(ui, state, "Controls", mute));
    command::SetVolume volume;
    REQUIRE(click_until(ui, state, "Controls", volume));
    CHECK(volume.percent >= 0.0);
    CHECK(volume.percent <= 130.0);
    command::ToggleFullscreen fullscreen;
    CHECK(click_until(ui, state, "Controls", fullscreen));
    command::ToggleWipe wipe;
    CHECK(click_until(ui, state, "Controls", wipe));
}

TEST_CASE("the divider is dragged where the mouse is, in shares of the picture") {
    HeadlessUi ui({1280.0F, 1000.0F}); // a 16:9 picture with bars above and below, as wide as the window
    State state = playing_state();
    state.view.panel_visible = false;
    quietly(state, command::ToggleWipe{});
    quietly(state, command::SetWipe{0.5});
    ui.settle(state);
    ui.move(640.0F, 400.0F);
    ui.frame(state);
    ui.button(ImGuiMouseButton_Left, true);
    ui.frame(state);
    ui.move(320.0F, 400.0F);
    std::vector<Command> commands;
    HeadlessUi::collect(commands, ui.frame(state));
    ui.button(ImGuiMouseButton_Left, false);
    ui.frame(state);
    REQUIRE(commands.size() == 1);
    CHECK(std::get<command::SetWipe>(commands[0]).position == doctest::Approx(0.25)); // 320 of 1280
}

TEST_CASE("while passes are compiled a line says how many are done") {
    HeadlessUi ui;
    State state = planned_state();
    ui.settle(state);
    const float complete = window_rect("Passes").GetHeight();
    CHECK(ui.text_of(draw_passes, state).find("Compiling") == std::string::npos);
    state.chain.compile = {.done = 3, .total = 12};
    ui.settle(state);
    const std::string compiling = ui.text_of(draw_passes, state);
    CHECK(compiling.find("Compiling 3 of 12 passes") != std::string::npos);
    CHECK(compiling.find("waits for the compiler") != std::string::npos); // the one that is to run
    CHECK(compiling.find("skipped: ") != std::string::npos);              // the others are known already
    CHECK(compiling.find("failed: ") != std::string::npos);
    // What is below moves by one row at most.
    CHECK(window_rect("Passes").GetHeight() > complete);
    CHECK(window_rect("Passes").GetHeight() - complete <= ImGui::GetFrameHeightWithSpacing());
    state.chain.compile = {.done = 12, .total = 12};
    ui.settle(state);
    CHECK(ui.text_of(draw_passes, state).find("Compiling") == std::string::npos);
    CHECK(window_rect("Passes").GetHeight() == complete);
}

TEST_CASE("a driver's log: the first line is shown, a click copies all of it") {
    HeadlessUi ui;
    State state = planned_state();
    state.chain.chain.entries[2].failure = diagnose(
        Code::shader_compile, "rejected: 0:12(3): error: first\n0:13(1): error: second", {"/s/three.glsl", 12});
    ui.settle(state);
    const std::string text = ui.text_of(draw_passes, state);
    CHECK(text.find("three.glsl, line 12: rejected: 0:12(3): error: first") != std::string::npos);
    CHECK(text.find("second") == std::string::npos);
    CHECK(text.find("/s/") == std::string::npos);

    ImGui::SetClipboardText("");
    const ImRect rect = window_rect("Passes");
    std::string copied;
    for (float y = rect.Min.y + 40.0F; y < rect.Max.y && copied.empty(); y += 4.0F) {
        CHECK(ui.click(state, rect.Min.x + 200.0F, y).empty());
        copied = ImGui::GetClipboardText();
    }
    CHECK(copied.find("/s/three.glsl:12") != std::string::npos);
    CHECK(copied.find("first\n0:13(1): error: second") != std::string::npos);
}

TEST_CASE("the pointer on the controls keeps them") {
    HeadlessUi ui;
    State state = playing_state();
    state.view.last_mouse_move_s = 0.0;
    ui.settle(state);
    const ImRect rect = window_rect("Controls");
    ui.move(rect.GetCenter().x, rect.Max.y - 4.0F);
    ui.frame(state);
    bool kept = false;
    for (const Command& command : ui.frame(state, 1.5)) {
        kept = kept || std::holds_alternative<command::KeepControls>(command);
    }
    CHECK(kept);
}

TEST_CASE("hidden means not drawn at all") {
    HeadlessUi ui;
    State state = playing_state();
    ui.settle(state);
    CHECK(visible_vertices() > 0);
    state.view.panel_visible = false;
    CHECK_FALSE(overlay_visible(state, 50.0));
    CHECK(ui.frame(state, 50.0).empty());
    CHECK(visible_vertices() == 0);
    CHECK_FALSE(window_drawn("Passes"));
}

TEST_CASE("no state breaks the panels") {
    HeadlessUi ui;
    State empty;
    ui.settle(empty);
    CHECK(window_drawn("Passes"));

    State odd = planned_state();
    odd.view.toasts = {{"", "100%s %n \xFF\xFE", Severity::error, 1e9}, {"", "", Severity::note, 1e9}};
    odd.view.compare = Compare::wipe;
    odd.view.wipe = 1.0;
    odd.player.title = std::string(5000, 'x') + "\xE7\xB7";
    odd.player.duration_s = std::numeric_limits<double>::infinity();
    odd.player.time_s = -5.0;
    odd.chain.chain.entries[0].shader = nullptr;
    odd.chain.chain.entries[1].label = "%s%d##odd";
    ui.settle(odd);

    odd.player.duration_s = 0.0;
    odd.player.format->size = {0, 0};
    odd.chain.plan = std::make_shared<const Plan>();
    odd.view.ui_scale = 3.0;
    ui.settle(odd);
    CHECK(window_drawn("Passes"));
    CHECK(window_drawn("Toasts"));
}

TEST_CASE("a tiny window is no error") {
    HeadlessUi ui({1.0F, 1.0F});
    State state = planned_state();
    state.view.last_mouse_move_s = 1e9;
    state.view.compare = Compare::wipe;
    ui.settle(state);
    CHECK(window_drawn("Controls"));
}

TEST_CASE("parameters without sensible bounds get a widget that works") {
    auto shader = std::make_shared<ShaderFile>();
    const double huge = std::numeric_limits<double>::max();
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<std::pair<std::optional<double>, std::optional<double>>> bounds{
        {std::nullopt, std::nullopt}, {0.0, std::nullopt}, {-huge, huge}, {nan, 1.0}, {1.0, 0.0}, {2.0, 2.0}};
    for (const auto& [minimum, maximum] : bounds) {
        Parameter parameter;
        parameter.name = "p" + std::to_string(shader->parameters.size());
        parameter.minimum = minimum;
        parameter.maximum = maximum;
        shader->parameters.push_back(parameter);
    }
    State state = playing_state();
    state.chain.chain.entries.resize(1);
    state.chain.chain.entries[0].shader = shader;
    HeadlessUi ui;
    ui.settle(state);
    const ImRect rect = window_rect("Passes");
    const float closed = rect.GetHeight();
    for (float y = rect.Min.y + 60.0F; y < rect.Max.y && window_rect("Passes").GetHeight() == closed; y += 4.0F) {
        ui.click(state, rect.Min.x + 60.0F, y);
    }
    ui.settle(state);
    CHECK(window_rect("Passes").GetHeight() > closed);
}
