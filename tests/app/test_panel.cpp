// The tab "Passes" without a window: what each widget asks for, what it says of each pass, and that no state breaks it.
#include "app/panel/pass_status.h"
#include "app/state/visibility.h"
#include "dock_ui.h"

#include "app/input/bindings.h"

#include <cmath>
#include <limits>

using namespace senga;
using namespace senga::test;

namespace {

// The whole tab.
void draw_passes(const Canvas& canvas) {
    draw_passes_head(canvas);
    draw_pass_list(canvas);
}

const ImVec2 tall{1280.0F, 1600.0F}; // everything is in sight without scrolling

State with_texture() {
    State state = planned_state();
    auto plan = std::make_shared<Plan>(*state.chain.plan);
    plan->textures.resize(3);
    plan->textures[0].name = "GUIDE";
    plan->textures[1].name = "MAIN";
    plan->textures[2].name = "GUIDE";
    plan->reports[0].texture = 2;
    state.chain.plan = plan;
    return state;
}

} // namespace

TEST_CASE("each check box switches its own pass, the first one the chain") {
    DockUi ui(tall);
    const State state = planned_state();
    only<command::ToggleChain>(ui.click_on(state, "chain.switch"));
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(only<command::TogglePass>(ui.click_on(state, "pass." + std::to_string(i) + ".switch")).entry == i);
    }
}

TEST_CASE("solo and mute have a button for each pass") {
    DockUi ui(tall);
    const State state = planned_state();
    CHECK(only<command::SoloPass>(ui.click_on(state, "pass.1.solo")).entry == 1);
    CHECK(only<command::MutePass>(ui.click_on(state, "pass.2.mute")).entry == 2);
}

TEST_CASE("a pass is dragged to another place") {
    DockUi ui(tall);
    const State state = planned_state();
    const Landmark first = ui.find(state, "pass.0.handle");
    const Landmark last = ui.find(state, "pass.2.handle");
    const Landmark below = ui.find(state, "pass.2.status");
    for (const char* grip : {"handle", "name"}) {
        CAPTURE(grip);
        const std::string what = std::string(".") + grip;
        // Below everything: the first becomes the last.
        const auto down = only<command::MovePassTo>(ui.drag(state, "pass.0" + what, {first.x, below.y + below.h}));
        CHECK(down.entry == 0);
        CHECK(down.to == 2);
        // On the upper half of the last one: before it.
        const auto before = only<command::MovePassTo>(ui.drag(state, "pass.0" + what, {first.x, last.y + 1.0F}));
        CHECK(before.entry == 0);
        CHECK(before.to == 1);
        const auto up = only<command::MovePassTo>(ui.drag(state, "pass.2" + what, {first.x, first.y - 2.0F}));
        CHECK(up.entry == 2);
        CHECK(up.to == 0);
        // Where it is, and away from the list: nothing.
        CHECK(ui.drag(state, "pass.1" + what, {first.x, ui.find(state, "pass.1.handle").y + 2.0F}).empty());
        CHECK(ui.drag(state, "pass.0" + what, {900.0F, 500.0F}).empty());
    }
}

TEST_CASE("a click on its name unfolds a pass, and that stays with the pass when it is moved") {
    DockUi ui(tall);
    State state = planned_state();
    CHECK_FALSE(ui.sees(state, "pass.0.parameter.strength"));
    CHECK(ui.click_on(state, "pass.0.name").empty());
    CHECK(ui.sees(state, "pass.0.parameter.strength"));
    CHECK_FALSE(ui.sees(state, "pass.1.parameter.strength"));
    std::swap(state.chain.chain.entries[0], state.chain.chain.entries[1]);
    CHECK_FALSE(ui.sees(state, "pass.0.parameter.strength"));
    CHECK(ui.sees(state, "pass.1.parameter.strength"));
    CHECK(ui.click_on(state, "pass.1.name").empty());
    CHECK_FALSE(ui.sees(state, "pass.1.parameter.strength"));
}

TEST_CASE("the menu of a pass") {
    State state = with_texture();
    state.chain.chain.entries[1].values["strength"] = 0.9; // the preset has 0.7
    const auto chosen = [&](std::size_t index, const char* item) {
        DockUi ui(tall);
        ui.click_on(state, "pass." + std::to_string(index) + ".name", ImGuiMouseButton_Right);
        return ui.click_on(state, std::string("menu.") + item);
    };
    CHECK(only<command::SoloPass>(chosen(1, "solo")).entry == 1);
    CHECK(only<command::MutePass>(chosen(1, "mute")).entry == 1);
    CHECK(only<command::DuplicatePass>(chosen(1, "duplicate")).entry == 1);
    const auto up = only<command::MovePass>(chosen(1, "up"));
    CHECK(up.entry == 1);
    CHECK(up.direction == Direction::back);
    CHECK(only<command::MovePass>(chosen(1, "down")).direction == Direction::forward);
    CHECK(only<command::ResetPass>(chosen(1, "reset")).entry == 1);
    CHECK(only<command::CaptureKey>(chosen(1, "key")).target == "pass:two");
    CHECK(only<command::OpenSource>(chosen(2, "source")).entry == 2);
    CHECK(only<command::RemovePass>(chosen(2, "remove")).entry == 2);
    const auto shown = only<command::SetExhibit>(chosen(0, "show"));
    CHECK(shown.side == Side::b);
    CHECK(shown.exhibit == Exhibit{Exhibit::Kind::texture, "GUIDE", 1}); // the second of that name
    // What makes no sense is there, but does nothing.
    CHECK(chosen(0, "up").empty());
    CHECK(chosen(2, "down").empty());
    CHECK(chosen(0, "reset").empty());
    CHECK(chosen(1, "show").empty()); // it is skipped: nothing was written
}

TEST_CASE("a pass's own key is shown, waited for and removed") {
    DockUi ui(tall);
    State state = planned_state();
    const auto chord = parse_chord("Ctrl+L");
    REQUIRE(chord);
    state.library.keys.own[pass_target("two")] = {*chord};
    ui.look(state);
    CHECK(contains(ui.text_of(draw_passes, state), "Ctrl+L"));
    ui.click_on(state, "pass.1.name", ImGuiMouseButton_Right);
    const auto removed = only<command::SetKeys>(ui.click_on(state, "menu.key.Ctrl+L"));
    CHECK(effective_keys(removed.keys, pass_target("two")).empty());
    state.view.capture = pass_target("one");
    CHECK(contains(ui.text_of(draw_passes, state), "press a key"));
}

TEST_CASE("passes are added from the shelf") {
    DockUi ui(tall);
    State state = planned_state();
    state.chain.shaders = {"chroma/krig", "classic/luma", "deband/deband"};
    CHECK(only<command::SetQuery>(ui.click_on(state, "pass.add")).text.empty());
    CHECK(ui.sees(state, "shelf.chroma/krig"));
    CHECK(only<command::AddShader>(ui.click_on(state, "shelf.classic/luma")).path == "classic/luma");
    CHECK_FALSE(ui.sees(state, "shelf.classic/luma")); // and the list is closed

    state.view.query = "krig"; // as it stands once it was typed
    ui.click_on(state, "pass.add");
    CHECK(ui.sees(state, "shelf.chroma/krig"));
    CHECK_FALSE(ui.sees(state, "shelf.classic/luma"));
}

TEST_CASE("a pass is added from any file by its path") {
    DockUi ui(tall);
    State state = planned_state();
    state.view.query = "/somewhere/odd.GLSL"; // as it stands once it was typed
    ui.click_on(state, "pass.add");
    CHECK(only<command::AddShader>(ui.click_on(state, "shelf.file")).path == "/somewhere/odd.GLSL");
}

TEST_CASE("typing searches the shelf, and Enter takes the best") {
    DockUi ui(tall);
    State state = planned_state();
    state.chain.shaders = {"chroma/krig", "classic/luma"};
    ui.click_on(state, "pass.add");
    ui.look(state);
    ImGui::GetIO().AddInputCharacter('l');
    const auto typed = ui.frame(state);
    CHECK(among<command::SetQuery>(typed).text == "l");
    state.view.query = "luma";
    ui.frame(state);
    ImGui::GetIO().KeysDown[13] = true;
    ImGui::GetIO().KeyMap[ImGuiKey_Enter] = 13;
    std::vector<Command> entered = ui.frame(state);
    ImGui::GetIO().KeysDown[13] = false;
    CHECK(among<command::AddShader>(entered).path == "classic/luma");
}

TEST_CASE("the row of presets") {
    DockUi ui(tall);
    State state = planned_state();
    state.chain.modified = true;
    CHECK(only<command::StepPreset>(ui.click_on(state, "preset.previous")).direction == Direction::back);
    CHECK(only<command::StepPreset>(ui.click_on(state, "preset.next")).direction == Direction::forward);
    only<command::SavePreset>(ui.click_on(state, "preset.save"));
    CHECK(ui.click_on(state, "preset.list").empty());
    CHECK(only<command::LoadPreset>(ui.click_on(state, "preset.choice.zeta")).key == "zeta");
    CHECK(contains(ui.text_of(draw_passes, state), "Sample *"));
    state.chain.modified = false;
    CHECK_FALSE(contains(ui.text_of(draw_passes, state), "Sample *"));
}

TEST_CASE("the menu of presets") {
    State state = planned_state();
    state.chain.modified = true;
    state.chain.last_preset = "zeta";
    for (PresetName& preset : state.chain.presets) {
        preset.own = preset.key == "sample";
    }
    const auto chosen = [&](const char* item) {
        DockUi ui(tall);
        ui.click_on(state, "preset.menu");
        return ui.click_on(state, std::string("menu.") + item);
    };
    only<command::RevertPreset>(chosen("revert"));
    only<command::SwapPresets>(chosen("swap"));
    only<command::CopyChain>(chosen("copy"));
    only<command::PasteChain>(chosen("paste"));
    {
        DockUi ui(tall);
        ui.click_on(state, "preset.menu");
        state.view.query = "My lines"; // as it stands once it was typed
        CHECK(only<command::SetQuery>(ui.click_on(state, "menu.save-as")).text == "Sample");
        CHECK(only<command::SavePresetAs>(ui.click_on(state, "dialogue.save")).name == "My lines");
    }
    {
        DockUi ui(tall);
        ui.click_on(state, "preset.menu");
        CHECK(ui.click_on(state, "menu.delete").empty()); // asks first
        CHECK(only<command::DeletePreset>(ui.click_on(state, "dialogue.delete")).key == "sample");
    }
    state.chain.modified = false;
    state.chain.last_preset.clear();
    state.chain.presets[1].own = false;
    CHECK(chosen("revert").empty());
    CHECK(chosen("swap").empty());
    DockUi ui(tall);
    ui.click_on(state, "preset.menu");
    CHECK(ui.click_on(state, "menu.delete").empty());
    CHECK_FALSE(ui.sees(state, "dialogue.delete"));
}

TEST_CASE("what becomes of a pass is said in words") {
    State state = planned_state();
    const auto said = [&](std::size_t index) { return status_line(state, index).text; };
    CHECK(said(0) == "runs");
    CHECK(said(1) == "skipped: OUTPUT.w 1280 > HOOKED.w 1280 is not true");
    CHECK(said(2) == "failed: three.glsl, line 12: syntax error 100%s");

    auto plan = std::make_shared<Plan>(*state.chain.plan);
    plan->reports[1].status = PassStatus::missing_texture;
    plan->reports[1].reason = "needs GUIDE from Luma";
    state.chain.plan = plan;
    CHECK(said(1) == "cannot run: needs GUIDE from Luma");

    state.chain.chain.entries[1].muted = true;
    CHECK(said(1) == "muted");
    state.chain.chain.entries[1].enabled = false;
    CHECK(said(1) == "off");
    state.chain.chain.enabled = false;
    CHECK(said(1) == "off: the whole chain is off");
    state.chain.chain.enabled = true;
    state.chain.chain.entries[2].solo = true;
    CHECK(said(0) == "off: another pass is solo");
    CHECK(contains(said(2), "failed: "));
    state.chain.chain.entries[2].failure.reset();
    state.chain.plan.reset();
    CHECK(said(2) == "waiting for a picture");

    state.view.language = Language::chinese;
    CHECK(said(0) != "off: another pass is solo");
    CHECK_FALSE(said(0).empty());
}

TEST_CASE("a pass that runs says what it costs once that is measured") {
    State state = planned_state();
    CostState::Step step;
    step.entry = 0;
    step.average_ms = 0.42;
    step.samples = 3;
    CHECK(status_line(state, 0).text == "runs");
    state.chain.cost.steps = {step};
    CHECK(status_line(state, 0).text == "ran 0.42 ms");
    State closed = state; // the plan and the figures of the last film are still there
    closed.player.opened = false;
    CHECK(status_line(closed, 0).text == tr(Language::english, Text::pass_status_waiting));
    state.chain.compile = {.done = 1, .total = 2}; // the figures are of another chain
    CHECK(status_line(state, 0).text == "waits for the compiler");
}

TEST_CASE("while passes are compiled a line says how many are done") {
    DockUi ui(tall);
    State state = planned_state();
    ui.look(state);
    CHECK_FALSE(contains(ui.text_of(draw_passes, state), "Compiling"));
    state.chain.compile = {.done = 3, .total = 12};
    ui.look(state);
    const std::string compiling = ui.text_of(draw_passes, state);
    CHECK(contains(compiling, "Compiling 3 of 12 passes"));
    CHECK(contains(compiling, "waits for the compiler")); // the one that is to run
    CHECK(contains(compiling, "skipped: "));              // the others are known already
    CHECK(contains(compiling, "failed: "));
}

TEST_CASE("a driver's log: the first line is shown, a click copies all of it") {
    DockUi ui(tall);
    State state = planned_state();
    state.chain.chain.entries[2].failure = diagnose(
        Code::shader_compile, "rejected: 0:12(3): error: first\n0:13(1): error: second", {"/s/three.glsl", 12});
    ui.look(state);
    const std::string text = ui.text_of(draw_passes, state);
    CHECK(contains(text, "three.glsl, line 12: rejected: 0:12(3): error: first"));
    CHECK_FALSE(contains(text, "second"));
    CHECK_FALSE(contains(text, "/s/"));
    ImGui::SetClipboardText("");
    CHECK(ui.click_on(state, "pass.2.status").empty());
    const std::string copied = ImGui::GetClipboardText();
    CHECK(contains(copied, "/s/three.glsl:12"));
    CHECK(contains(copied, "first\n0:13(1): error: second"));
}

TEST_CASE("a broken edit is told in red while the last good one runs, and a click copies why") {
    DockUi ui(tall);
    State state = planned_state();
    CHECK_FALSE(ui.sees(state, "pass.0.edit"));
    state.chain.chain.entries[0].edit_failure =
        diagnose(Code::shader_compile, "unexpected '}'\nand more", {"/s/one.glsl", 7});
    const std::string text = ui.text_of(draw_passes, state);
    CHECK(contains(text, "one.glsl, line 7: unexpected '}'"));
    CHECK(contains(text, "The file on disk does not work; the last good one runs."));
    CHECK(contains(text, "runs"));
    ImGui::SetClipboardText("");
    CHECK(ui.click_on(state, "pass.0.edit").empty());
    CHECK(contains(ImGui::GetClipboardText(), "/s/one.glsl:7"));
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
    CHECK_FALSE(window_drawn("Left"));
}

TEST_CASE("no state breaks the panels") {
    HeadlessUi ui;
    State empty;
    ui.settle(empty);
    CHECK(window_drawn("Left"));

    State odd = planned_state();
    odd.view.toasts = {{"", "100%s %n \xFF\xFE", Severity::error, 1e9}, {"", "", Severity::note, 1e9}};
    odd.view.compare = Compare::wipe;
    odd.view.divider.position = 1.0;
    odd.player.title = std::string(5000, 'x') + "\xE7\xB7";
    odd.player.duration_s = std::numeric_limits<double>::infinity();
    odd.player.time_s = -5.0;
    odd.chain.chain.entries[0].shader = nullptr;
    odd.chain.chain.entries[1].label = "%s%d##odd";
    odd.chain.chain.entries[2].id.clear();
    odd.chain.presets = {{"", "", true}, {"%n", "100%s##", true}};
    odd.chain.preset = "not on the list";
    ui.settle(odd);

    odd.player.duration_s = 0.0;
    odd.player.format->size = {0, 0};
    odd.chain.plan = std::make_shared<const Plan>();
    odd.view.ui_scale = 3.0;
    for (const LeftTab tab : {LeftTab::passes, LeftTab::compare, LeftTab::picture, LeftTab::settings}) {
        for (const RightTab right : {RightTab::cost, RightTab::textures, RightTab::information, RightTab::playlist}) {
            odd.view.left = tab;
            odd.view.right = right;
            ui.settle(odd);
            CHECK(window_drawn("Left"));
            CHECK(window_drawn("Right"));
        }
    }
}

TEST_CASE("a tiny window is no error") {
    HeadlessUi ui({1.0F, 1.0F});
    State state = planned_state();
    state.view.last_mouse_move_s = 1e9;
    state.view.compare = Compare::wipe;
    state.view.right = RightTab::textures;
    ui.settle(state);
    CHECK(window_drawn("Left"));
}
