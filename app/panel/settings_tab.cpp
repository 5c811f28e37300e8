// The tab "Settings": language, size, what is remembered, where pictures go, rules, keys. Every change is a
// ChangeSettings with all of them.
#include "app/panel/parts.h"
#include "app/panel/style.h"
#include "app/panel/widgets.h"
#include "app/settings/screenshot_name.h"
#include "app/state/text.h"

#include <fmt/format.h>
#include <imgui/imgui_stdlib.h>

#include <array>
#include <chrono>
#include <cmath>
#include <optional>
#include <string>

namespace senga {
namespace {

void change(const Canvas& canvas, const Settings& settings) {
    if (settings != canvas.state.library.settings) {
        canvas.emit(command::ChangeSettings{settings});
    }
}

void draw_language(const Canvas& canvas) {
    struct Choice {
        std::optional<Language> language;
        Text text;
    };
    const std::array<Choice, 3> choices{Choice{std::nullopt, Text::setting_language_system},
                                        Choice{Language::english, Text::setting_language_english},
                                        Choice{Language::chinese, Text::setting_language_chinese}};
    const Settings& present = canvas.state.library.settings;
    const char* shown = canvas.tr(Text::setting_language_system);
    for (const Choice& choice : choices) {
        shown = choice.language == present.language ? canvas.tr(choice.text) : shown;
    }
    label_beside(canvas, canvas.tr(Text::setting_language));
    if (!begin_combo("##language", shown)) {
        canvas.mark("settings.language");
        return;
    }
    for (const Choice& choice : choices) {
        if (ImGui::Selectable(canvas.tr(choice.text), choice.language == present.language)) {
            Settings wanted = present;
            wanted.language = choice.language;
            change(canvas, wanted);
        }
        canvas.mark("settings.language." + std::string(choice.language ? language_name(*choice.language) : "system"));
    }
    ImGui::EndCombo();
}

std::string percent(const Canvas& canvas, double scale) {
    return canvas.format(Text::setting_scale_value, std::lround(scale * 100.0));
}

void draw_scale(const Canvas& canvas) {
    const Settings& present = canvas.state.library.settings;
    const std::string as_display =
        canvas.format(Text::setting_scale_system, std::lround(canvas.state.view.display_scale * 100.0));
    label_beside(canvas, canvas.tr(Text::setting_scale));
    const std::string shown = present.ui_scale ? percent(canvas, *present.ui_scale) : as_display;
    if (!begin_combo("##scale", shown, ImGuiComboFlags_HeightLargest)) {
        canvas.mark("settings.scale");
        return;
    }
    const auto choose = [&](const std::string& label, std::optional<double> scale) {
        if (ImGui::Selectable(label.c_str(), present.ui_scale == scale)) {
            Settings wanted = present;
            wanted.ui_scale = scale;
            change(canvas, wanted);
        }
        canvas.mark(fmt::format("settings.scale.{:g}", scale.value_or(0.0)));
    };
    choose(as_display, std::nullopt);
    for (const double scale : {1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0}) {
        choose(percent(canvas, scale), scale);
    }
    ImGui::EndCombo();
}

void draw_switch(const Canvas& canvas, Text text, const char* mark, bool Settings::*field) {
    Settings wanted = canvas.state.library.settings;
    bool value = wanted.*field;
    const char* label = canvas.tr(text);
    ImGui::PushID(label);
    if (ImGui::Checkbox("##switch", &value)) {
        wanted.*field = value;
        change(canvas, wanted);
    }
    canvas.mark(mark);
    ImGui::PopID();
    ImGui::SameLine();
    text_cut(label, ImGui::GetContentRegionAvail().x);
}

void draw_text(const Canvas& canvas, Text label, const char* hint, std::string Settings::*field) {
    Settings wanted = canvas.state.library.settings;
    label_beside(canvas, canvas.tr(label));
    ImGui::PushID(canvas.tr(label));
    if (ImGui::InputTextWithHint("##text", hint, &(wanted.*field))) {
        change(canvas, wanted);
    }
    ImGui::PopID();
}

// As the next picture will be called; a film that is not open is invented.
std::string example_name(const State& state) {
    const PlayerState& player = state.player;
    ScreenshotFacts facts;
    facts.title = player.opened ? (player.title.empty() ? file_name(player.path) : player.title) : "Episode 01";
    facts.time_s = player.opened ? player.time_s : 754.5;
    facts.frame =
        static_cast<std::uint64_t>(std::llround(std::max(facts.time_s * (player.fps > 0.0 ? player.fps : 24.0), 0.0)));
    facts.preset = state.chain.preset;
    facts.what = "after";
    facts.date = local_date_text(std::chrono::system_clock::now());
    return screenshot_name(state.library.settings.screenshot_template, facts);
}

void draw_screenshots(const Canvas& canvas) {
    heading(canvas, Text::setting_screenshots);
    draw_text(canvas, Text::setting_screenshot_folder, canvas.tr(Text::setting_screenshot_folder_hint),
              &Settings::screenshot_folder);
    draw_text(canvas, Text::setting_screenshot_name, "", &Settings::screenshot_template);
    tooltip(canvas.format(Text::setting_screenshot_help));
    text_wrapped(theme::dim, canvas.format(Text::setting_screenshot_example, example_name(canvas.state)));
}

void draw_about(const Canvas& canvas) {
    heading(canvas, Text::setting_about);
    const std::string& renderer = canvas.state.chain.cost.renderer;
    text_wrapped(theme::dim, canvas.tr(Text::setting_about_senga));
    text_wrapped(theme::dim, "Senga " SENGA_VERSION);
    if (!renderer.empty()) {
        text_wrapped(theme::dim, canvas.format(Text::setting_renderer, renderer));
    }
}

} // namespace

void draw_settings(const Canvas& canvas) {
    draw_language(canvas);
    if (canvas.state.view.language == Language::chinese && canvas.state.view.fonts_lack_chinese) {
        text_wrapped(theme::warn, canvas.tr(Text::setting_fonts_missing));
    }
    draw_scale(canvas);
    draw_switch(canvas, Text::setting_dim, "settings.dim", &Settings::dim_while_dragging);
    draw_switch(canvas, Text::setting_resume, "settings.resume", &Settings::resume);
    draw_switch(canvas, Text::setting_folders, "settings.folders", &Settings::remember_folders);
    draw_screenshots(canvas);
    heading(canvas, Text::setting_keys);
    if (ImGui::Button(canvas.tr(Text::setting_keys_show), {-1.0F, 0.0F})) {
        canvas.emit(command::ToggleOverlay{Overlay::keys});
    }
    canvas.mark("settings.keys");
    draw_rules(canvas);
    draw_about(canvas);
}

} // namespace senga
