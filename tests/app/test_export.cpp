// The Export dialog without a disk: what the reducer asks for, what it makes of the answer, what the dialog shows and
// asks for, in both languages.
#include "app/i18n/shipped.h"
#include "app/panel/export_dialog.h"
#include "app/state/geometry.h"
#include "app/state/text.h"
#include "fixtures.h"
#include "headless_ui.h"

#include <string>

using namespace senga;
using namespace senga::test;

namespace {

State exporting_state() {
    State state = playing_state();
    state.exporting.initial_folder = "/home/me/Documents/senga-export";
    quietly(state, command::ToggleOverlay{Overlay::exporting});
    return state;
}

ExportReport sample_report() {
    return {.target = ExportTarget::potplayer,
            .folder = "/home/me/PxShader",
            .files = {"1 Push.txt", "Guide.txt"},
            .passes = {{.label = "Luma", .fate = PassFate::folded, .reason = "Computed inside Push."},
                       {.label = "Krig", .fate = PassFate::refused, .reason = "It needs the colour planes."}},
            .notes = {"Set the buffer to 32-bit float."}};
}

const effect::ExportChain& export_in(const Effects& effects) {
    for (const Effect& effect : effects) {
        if (const auto* found = std::get_if<effect::ExportChain>(&effect)) {
            return *found;
        }
    }
    FAIL("no export was asked for");
    static const effect::ExportChain none;
    return none;
}

} // namespace

TEST_CASE("an export is of the film and the size that are shown") {
    State state = exporting_state();
    state.player.format->size = {960, 540};
    state.player.format->bit_depth = 10;
    state.view.window_px = {1920, 1200};
    const Effects effects = reduce(state, command::ExportChain{}, 0.0);
    CHECK(effects == Effects{effect::ExportChain{.target = ExportTarget::mpv,
                                                 .name = "Sample",
                                                 .source = *state.player.format,
                                                 .display = {1920, 1080}, // 16:9 in 16:10
                                                 .folder = "/home/me/Documents/senga-export/mpv"}});
    CHECK(state.exporting.running);
    CHECK(reduce(state, command::ExportChain{}, 0.0).empty()); // one at a time
}

TEST_CASE("without a film an export is for what exporters take for usual") {
    State state = chain_state();
    state.exporting.wish.folder = "/x";
    state.library.settings.export_folder = "/x";
    const Effects effects = reduce(state, command::ExportChain{}, 0.0);
    CHECK(export_in(effects).source == ExportSetup{}.source);
    CHECK(export_in(effects).display == ExportSetup{}.display);
}

TEST_CASE("the wish decides; its folder is remembered, and the form is PotPlayer's only") {
    State state = exporting_state();
    ExportWish wish{.target = ExportTarget::potplayer,
                    .name = "lines",
                    .folder = "/px",
                    .form = ExportSetup::Form::alpha_guide,
                    .existing = Existing::replace};
    quietly(state, command::SetExport{wish});
    Effects effects = reduce(state, command::ExportChain{}, 0.0);
    CHECK(export_in(effects).target == ExportTarget::potplayer);
    CHECK(export_in(effects).name == "lines");
    CHECK(export_in(effects).folder == "/px");
    CHECK(export_in(effects).form == ExportSetup::Form::alpha_guide);
    CHECK(export_in(effects).existing == Existing::replace);
    CHECK(saves(effects, LibraryPart::settings));
    CHECK(state.library.settings.export_folder == "/px");
    happened(state, ChainEvent(event::Exported{sample_report()}));

    wish.target = ExportTarget::mpc_hc;
    quietly(state, command::SetExport{wish});
    effects = reduce(state, command::ExportChain{}, 0.0);
    CHECK(export_in(effects).form == ExportSetup::Form::folded);
    CHECK_FALSE(saves(effects, LibraryPart::settings)); // it is known
    // Another session's dialog begins with it.
    State later = chain_state();
    later.library.settings.export_folder = "/px";
    quietly(later, command::ToggleOverlay{Overlay::exporting});
    CHECK(later.exporting.wish.folder == "/px");
}

TEST_CASE("without any folder nothing is asked of the disk, and the dialog says why") {
    State state = chain_state();
    quietly(state, command::ExportChain{});
    CHECK_FALSE(state.exporting.running);
    REQUIRE(state.exporting.failure);
    CHECK(state.exporting.failure->code == Code::file_unwritable);
}

TEST_CASE("what came of it stands in the dialog until something else is wished, and is told") {
    State state = exporting_state();
    REQUIRE(reduce(state, command::ExportChain{}, 0.0).size() == 1);
    happened(state, ChainEvent(event::Exported{sample_report()}));
    CHECK_FALSE(state.exporting.running);
    REQUIRE(state.exporting.report);
    CHECK(state.exporting.report->files.size() == 2);
    CHECK(toasted(state, tr_format(Language::english, Text::toast_exported, "PotPlayer", "/home/me/PxShader")));
    CHECK(reduce(state, command::CopyExportFolder{}, 0.0) == Effects{effect::SetClipboard{"/home/me/PxShader"}});
    ExportWish other = state.exporting.wish;
    other.target = ExportTarget::magpie;
    quietly(state, command::SetExport{other});
    CHECK_FALSE(state.exporting.report);
    quietly(state, command::CopyExportFolder{}); // there is none

    REQUIRE(reduce(state, command::ExportChain{}, 0.0).size() == 1);
    happened(state, ChainEvent(event::Exported{diagnose(Code::export_exists, "there already", {"/x", 0})}));
    CHECK_FALSE(state.exporting.running);
    REQUIRE(state.exporting.failure);
    CHECK(state.exporting.failure->code == Code::export_exists);
    CHECK(state.view.log.back().code == Code::export_exists);
    CHECK(state.view.toasts.back().severity == Severity::error);
    // Opened anew it is clean.
    quietly(state, command::ToggleOverlay{Overlay::exporting});
    quietly(state, command::ToggleOverlay{Overlay::exporting});
    CHECK_FALSE(state.exporting.failure);
}

TEST_CASE("a dialog that is closed and opened while an export is under way keeps its state") {
    State state = exporting_state();
    REQUIRE(reduce(state, command::ExportChain{}, 0.0).size() == 1);
    quietly(state, command::ToggleOverlay{Overlay::exporting});
    quietly(state, command::ToggleOverlay{Overlay::exporting});
    CHECK(state.exporting.running);
}

TEST_CASE("the dialog lists every target in the viewer's language, in English as the table has it") {
    for (const ExportTargetInfo& info : export_targets()) {
        CHECK(export_summary(Language::english, info.target) == info.summary);
        CHECK(export_summary(Language::chinese, info.target) != info.summary);
    }
    HeadlessUi ui;
    State state = exporting_state();
    ui.settle(state);
    const std::string text = ui.text_of(draw_export, state);
    for (const ExportTargetInfo& info : export_targets()) {
        CHECK(text.find(info.label) != std::string::npos);
    }
}

TEST_CASE("the alpha guide is offered for PotPlayer alone") {
    HeadlessUi ui;
    State state = exporting_state();
    ui.settle(state);
    const std::string label = tr(Language::english, Text::export_alpha_guide);
    CHECK(ui.text_of(draw_export, state).find(label) == std::string::npos);
    state.exporting.wish.target = ExportTarget::potplayer;
    CHECK(ui.text_of(draw_export, state).find(label) != std::string::npos);
}

TEST_CASE("the report is shown: fates, reasons, notes, files, the folder; a failure with what to do") {
    for (const Language language : {Language::english, Language::chinese}) {
        HeadlessUi ui;
        State state = exporting_state();
        state.view.language = language;
        ui.use_fonts(state);
        state.exporting.report = sample_report();
        ui.settle(state);
        const std::string text = ui.text_of(draw_export, state);
        for (const std::string& wanted :
             {std::string(tr(language, Text::export_fate_folded)), std::string(tr(language, Text::export_fate_refused)),
              shipped_text(language, "Luma"), std::string("Computed inside Push."),
              std::string("It needs the colour planes."), std::string("Set the buffer to 32-bit float."),
              std::string("Guide.txt"), std::string("/home/me/PxShader")}) {
            CAPTURE(wanted);
            CHECK(text.find(wanted) != std::string::npos);
        }
        state.exporting.report.reset();
        state.exporting.failure = diagnose(Code::export_exists, "choose another folder", {"/there", 0});
        const std::string why = ui.text_of(draw_export, state);
        CHECK(why.find(headline(language, Code::export_exists)) != std::string::npos);
        CHECK(why.find("choose another folder") != std::string::npos);
        CHECK(why.find("/there") != std::string::npos);
    }
}

TEST_CASE("clicks choose a target, ask for the export and copy the folder") {
    HeadlessUi ui;
    State state = exporting_state();
    ui.settle(state);
    command::SetExport chosen;
    REQUIRE(click_until(ui, state, "Export", chosen));
    CHECK(chosen.wish.target == ExportTarget::mpv); // the first row
    command::ExportChain wanted;
    CHECK(click_until(ui, state, "Export", wanted));
    state.exporting.running = true;
    CHECK_FALSE(click_until(ui, state, "Export", wanted)); // one at a time
    state.exporting.running = false;
    state.exporting.report = sample_report();
    command::CopyExportFolder copy;
    CHECK(click_until(ui, state, "Export", copy));
}

TEST_CASE("Esc closes the dialog while one types, and a click beside the box closes it") {
    HeadlessUi ui;
    const State state = exporting_state();
    ui.settle(state);
    CHECK(first<command::ToggleOverlay>(ui.press(state, ImGuiKey_Escape)) == nullptr); // the action table's
    const std::vector<Command> beside = ui.click(state, 4.0F, 4.0F);
    REQUIRE(first<command::ToggleOverlay>(beside) != nullptr);
    CHECK(first<command::ToggleOverlay>(beside)->overlay == Overlay::exporting);
    // The name's field is the first one that can be typed into.
    const ImRect box = window_rect("Export");
    bool typing = false;
    for (float y = box.Min.y + 60.0F; y < box.Max.y && !typing; y += 8.0F) {
        ui.click(state, box.Max.x * 0.7F, y);
        typing = ImGui::GetIO().WantTextInput;
    }
    REQUIRE(typing);
    const std::vector<Command> typed = ui.type(state, "x");
    REQUIRE(first<command::SetExport>(typed) != nullptr);
    CHECK(first<command::SetExport>(typed)->wish.name == "x");
    const std::vector<Command> escaped = ui.press(state, ImGuiKey_Escape);
    REQUIRE(first<command::ToggleOverlay>(escaped) != nullptr);
    CHECK(first<command::ToggleOverlay>(escaped)->overlay == Overlay::exporting);
}

TEST_CASE("the dialog fits its windows in both languages, with a report and without") {
    for (const ImVec2 display : {ImVec2(1280.0F, 720.0F), ImVec2(640.0F, 360.0F)}) {
        for (const Language language : {Language::english, Language::chinese}) {
            HeadlessUi ui(display);
            State state = exporting_state();
            state.view.language = language;
            state.exporting.wish.target = ExportTarget::potplayer;
            ui.use_fonts(state);
            for (const bool reported : {false, true}) {
                state.exporting.report = reported ? std::optional(sample_report()) : std::nullopt;
                ui.settle(state);
                for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
                    if (window->Active && window->ParentWindow != nullptr) {
                        CAPTURE(std::string(window->Name));
                        CHECK(nothing_cut(*window));
                        CHECK(window->Rect().Max.x <= display.x);
                        CHECK(window->Rect().Max.y <= display.y);
                    }
                }
            }
        }
    }
}
