// The tab "Compare": what A and B are, how they are compared, and the tools for a close look. Nothing here changes the
// chain.
#include "app/panel/style.h"
#include "app/panel/widgets.h"

#include "app/state/geometry.h"
#include "app/state/text.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <map>
#include <string>

namespace senga {
namespace {

void choose(const Canvas& canvas, Side side, const Exhibit& exhibit) {
    canvas.emit(command::SetExhibit{side, exhibit});
}

const Exhibit& exhibit_of(const ViewState& view, Side side) {
    return side == Side::a ? view.a : view.b;
}

void draw_exhibit(const Canvas& canvas, Side side, const Exhibit& exhibit) {
    ImGui::PushID(exhibit.name.c_str());
    ImGui::PushID(static_cast<int>(exhibit.kind) * 4096 + exhibit.occurrence);
    if (ImGui::Selectable("##exhibit", exhibit == exhibit_of(canvas.state.view, side))) {
        choose(canvas, side, exhibit);
    }
    canvas.mark(fmt::format("exhibit.{}.{}.{}", static_cast<int>(exhibit.kind), exhibit.name, exhibit.occurrence));
    ImGui::SameLine(0.0F, 0.0F);
    text_plain(exhibit_name(canvas.state, exhibit));
    ImGui::PopID();
    ImGui::PopID();
}

void draw_textures_of_plan(const Canvas& canvas, Side side) {
    const std::shared_ptr<const Plan>& plan = canvas.state.chain.plan;
    if (!plan || plan->textures.empty()) {
        return;
    }
    ImGui::Separator();
    text_dim(canvas.tr(Text::ab_textures));
    std::map<std::string, int> seen;
    for (const PlanTexture& texture : plan->textures) {
        const int occurrence = seen[texture.name]++;
        if (!texture.name.empty()) {
            draw_exhibit(canvas, side, {Exhibit::Kind::texture, texture.name, occurrence});
        }
    }
}

// Whether a file is to be asked for.
bool draw_choices(const Canvas& canvas, Side side) {
    draw_exhibit(canvas, side, {Exhibit::Kind::original, "", 0});
    draw_exhibit(canvas, side, {Exhibit::Kind::chain, "", 0});
    if (exhibit_of(canvas.state.view, side).kind == Exhibit::Kind::reference) {
        draw_exhibit(canvas, side, exhibit_of(canvas.state.view, side));
    }
    const bool file = ImGui::Selectable(canvas.tr(Text::ab_file));
    canvas.mark("exhibit.file");
    if (!canvas.state.chain.presets.empty()) {
        ImGui::Separator();
        text_dim(canvas.tr(Text::ab_presets));
    }
    for (const PresetName& preset : canvas.state.chain.presets) {
        draw_exhibit(canvas, side, {Exhibit::Kind::preset, preset.key, 0});
    }
    draw_textures_of_plan(canvas, side);
    return file;
}

void ask_for_file(const Canvas& canvas, Side side) {
    ImGui::SetNextWindowSizeConstraints({canvas.px(280.0), 0.0F}, {canvas.px(420.0), canvas.px(400.0)});
    if (!ImGui::BeginPopup("file")) {
        return;
    }
    const Typed typed = type_query(canvas, Text::ab_file_hint);
    const std::string& path = canvas.state.view.query;
    ImGui::BeginDisabled(path.empty());
    const bool pressed = ImGui::Button(canvas.tr(Text::ab_file_show));
    canvas.mark("dialogue.file");
    ImGui::EndDisabled();
    if (!path.empty() && (pressed || typed == Typed::entered)) {
        choose(canvas, side, {Exhibit::Kind::reference, path, 0});
        ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
}

void draw_side(const Canvas& canvas, Side side) {
    const Exhibit& present = exhibit_of(canvas.state.view, side);
    ImGui::PushID(side == Side::a ? "A" : "B");
    ImGui::AlignTextToFramePadding();
    text_plain(canvas.tr(side == Side::a ? Text::ab_a : Text::ab_b));
    ImGui::SameLine(canvas.px(22.0));
    ImGui::SetNextItemWidth(-1.0F);
    const std::string name = exhibit_name(canvas.state, present);
    bool file = false;
    if (begin_combo("##side", name, ImGuiComboFlags_HeightLarge)) {
        file = draw_choices(canvas, side);
        ImGui::EndCombo();
    } else {
        canvas.mark(side == Side::a ? "compare.a" : "compare.b");
        tooltip(present.kind == Exhibit::Kind::reference ? present.name : name);
    }
    if (file) {
        canvas.emit(command::SetQuery{present.kind == Exhibit::Kind::reference ? present.name : ""});
        ImGui::OpenPopup("file");
    }
    ask_for_file(canvas, side);
    ImGui::PopID();
}

struct Mode {
    Compare mode;
    Text name;
    Text help;
    const char* action;
};
constexpr std::array<Mode, 6> modes{
    Mode{Compare::b, Text::ab_mode_b, Text::ab_mode_b_help, "compare.peek"},
    Mode{Compare::a, Text::ab_mode_a, Text::ab_mode_a_help, "compare.original"},
    Mode{Compare::wipe, Text::ab_mode_wipe, Text::ab_mode_wipe_help, "compare.wipe"},
    Mode{Compare::side_by_side, Text::ab_mode_side_by_side, Text::ab_mode_side_by_side_help, "compare.side-by-side"},
    Mode{Compare::difference, Text::ab_mode_difference, Text::ab_mode_difference_help, "compare.difference"},
    Mode{Compare::blink, Text::ab_mode_blink, Text::ab_mode_blink_help, "compare.blink"}};

void draw_modes(const Canvas& canvas) {
    const Compare present = canvas.state.view.compare;
    Flow flow;
    for (const Mode& mode : modes) {
        const char* name = canvas.tr(mode.name);
        const float width = std::max(button_width(name), canvas.px(36.0));
        flow.place(width);
        ImGui::PushID(mode.action);
        const bool lit = present == mode.mode;
        if (lit_button(name, lit ? Switch::on : Switch::off, {width, 0.0F}) && !(lit && mode.mode == Compare::b)) {
            canvas.emit(command::ToggleCompare{mode.mode});
        }
        canvas.mark(mode.action);
        ImGui::PopID();
        help(canvas, mode.help, mode.action);
    }
}

void draw_divider(const Canvas& canvas) {
    constexpr double percent = 100.0;
    const Slid slid = slide(canvas, {.id = "divider",
                                     .label = Text::ab_divider,
                                     .value = canvas.state.view.divider.position * percent,
                                     .most = percent,
                                     .initial = 50.0,
                                     .format = "%.1f %%",
                                     .less = "compare.wipe-left",
                                     .more = "compare.wipe-right"});
    if (slid.changed) {
        canvas.emit(command::SetDivider{slid.value / percent});
    }
    label_beside(canvas, "");
    if (ImGui::Button(canvas.tr(Text::ab_divider_turn))) {
        canvas.emit(command::TurnDivider{});
    }
    canvas.mark("compare.turn-divider");
    help(canvas, Text::ab_divider_turn_help, "compare.turn-divider");
}

constexpr std::array<Text, 3> kinds{Text::ab_kind_absolute, Text::ab_kind_signed, Text::ab_kind_luma};

void draw_difference(const Canvas& canvas) {
    Difference wanted = canvas.state.view.difference;
    bool changed = false;
    label_beside(canvas, canvas.tr(Text::ab_kind));
    if (begin_combo("##kind", canvas.tr(kinds[static_cast<std::size_t>(wanted.kind)]))) {
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            const auto kind = static_cast<Difference::Kind>(i);
            if (ImGui::Selectable(canvas.tr(kinds[i]), kind == wanted.kind)) {
                wanted.kind = kind;
                changed = true;
            }
            canvas.mark("kind." + std::to_string(i));
        }
        ImGui::EndCombo();
    }
    canvas.mark("compare.difference-kind");
    help(canvas, Text::ab_mode_difference_help, "compare.difference-kind");
    const Slid slid = slide(canvas, {.id = "gain",
                                     .label = Text::ab_gain,
                                     .value = wanted.gain,
                                     .least = 1.0,
                                     .most = 64.0,
                                     .initial = Difference{}.gain,
                                     .format = "x%.1f",
                                     .flags = ImGuiSliderFlags_Logarithmic,
                                     .less = "compare.less-gain",
                                     .more = "compare.more-gain"});
    if (slid.changed) {
        wanted.gain = slid.value;
        changed = true;
    }
    if (changed) {
        canvas.emit(command::SetDifference{wanted});
    }
}

// What only one of the ways to compare has.
void draw_mode_settings(const Canvas& canvas) {
    const ViewState& view = canvas.state.view;
    switch (view.compare) {
    case Compare::wipe:
        return draw_divider(canvas);
    case Compare::difference:
        return draw_difference(canvas);
    case Compare::blink: {
        const Slid slid = slide(canvas, {.id = "period",
                                         .label = Text::ab_period,
                                         .value = view.blink.period_s,
                                         .least = 0.1,
                                         .most = 5.0,
                                         .initial = Blink{}.period_s,
                                         .format = "%.1f s",
                                         .flags = ImGuiSliderFlags_Logarithmic,
                                         .less = "compare.blink-faster",
                                         .more = "compare.blink-slower"});
        if (slid.changed) {
            canvas.emit(command::SetBlinkPeriod{slid.value});
        }
        return;
    }
    case Compare::a:
    case Compare::b:
    case Compare::side_by_side:
        return;
    }
}

void draw_figures(const Canvas& canvas) {
    const MetricsState& metrics = canvas.state.view.metrics;
    if (!metrics.valid) {
        text_dim(canvas.tr(Text::ab_metrics_waiting));
        return;
    }
    if (!std::isfinite(metrics.psnr_db)) {
        text_wrapped(theme::good, canvas.tr(Text::ab_metrics_identical));
        return;
    }
    text_wrapped(theme::text, canvas.format(Text::ab_metrics_psnr, fmt::format("{:.2f}", metrics.psnr_db)) + "   " +
                                  canvas.format(Text::ab_metrics_ssim, fmt::format("{:.4f}", metrics.ssim)));
    text_wrapped(theme::text, canvas.format(Text::ab_metrics_largest, fmt::format("{:.1f}", metrics.largest),
                                            fmt::format("{:.0f}", metrics.at.x), fmt::format("{:.0f}", metrics.at.y)));
}

void draw_tools(const Canvas& canvas) {
    const ViewState& view = canvas.state.view;
    const auto tool = [&](Text name, Text what, const char* action, bool on, Command command) {
        if (ImGui::Checkbox(canvas.tr(name), &on)) {
            canvas.emit(std::move(command));
        }
        canvas.mark(action);
        help(canvas, what, action);
    };
    tool(Text::ab_metrics, Text::ab_metrics_help, "compare.metrics", view.metrics_visible, command::ToggleMetrics{});
    if (view.metrics_visible) {
        draw_figures(canvas);
    }
    tool(Text::ab_probe, Text::ab_probe_help, "view.probe", view.probe_visible, command::ToggleProbe{});
    tool(Text::ab_magnifier, Text::ab_magnifier_help, "view.magnifier", view.magnifier_visible,
         command::ToggleMagnifier{});
    tool(Text::ab_grid, Text::ab_grid_help, "view.grid", view.grid_visible, command::ToggleGrid{});
}

void draw_zoom(const Canvas& canvas) {
    const ViewState& view = canvas.state.view;
    const auto button = [&](Flow& flow, const std::string& label, std::optional<double> factor) {
        flow.place(button_width(label.c_str()));
        const bool lit = view.zoom.factor == factor;
        if (lit_button(label.c_str(), lit ? Switch::on : Switch::off)) {
            canvas.emit(command::SetZoom{factor});
        }
        canvas.mark(factor ? fmt::format("zoom.{:g}", *factor) : "zoom.fit");
    };
    Flow flow;
    button(flow, canvas.tr(Text::ab_zoom_fit), std::nullopt);
    help(canvas, Text::ab_zoom_fit_help, "view.zoom-fit");
    button(flow, canvas.tr(Text::ab_zoom_actual), 1.0);
    help(canvas, Text::ab_zoom_actual_help, "view.zoom-one");
    for (const int factor : {2, 4, 8, 16}) {
        button(flow, canvas.format(Text::ab_zoom_times, factor), factor);
        help(canvas, Text::ab_zoom_times_help, "view.zoom-in");
    }
}

} // namespace

void draw_compare(const Canvas& canvas) {
    draw_side(canvas, Side::a);
    draw_side(canvas, Side::b);
    if (ImGui::Button(canvas.tr(Text::ab_swap))) {
        canvas.emit(command::SwapSides{});
    }
    canvas.mark("compare.swap-sides");
    help(canvas, Text::ab_swap, "compare.swap-sides");
    heading(canvas, Text::ab_modes);
    draw_modes(canvas);
    draw_mode_settings(canvas);
    const double factor = zoom_factor(canvas.state, canvas.state.view.window_px);
    ImGui::Spacing();
    ImGui::Separator();
    text_dim(canvas.format(Text::ab_zoom, fmt::format("{:.0f}", factor * 100.0)));
    draw_zoom(canvas);
    heading(canvas, Text::ab_tools);
    draw_tools(canvas);
}

} // namespace senga
