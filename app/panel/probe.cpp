// The numbers under the pointer: the codes of the frame as decoded, and what A and B make of them. The box stays off
// the pointer and inside the window.
#include "app/panel/parts.h"
#include "app/panel/style.h"
#include "app/state/geometry.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

namespace senga {
namespace {

using Triple = std::array<double, 3>;

// Widths of the table's columns, the same whatever the numbers are, so that nothing moves with the mouse.
struct Columns {
    float swatch = 0.0F;
    float name = 0.0F;
    float number = 0.0F;
};

Columns columns(const Canvas& canvas) {
    Columns widths;
    widths.swatch = ImGui::GetTextLineHeight() + canvas.px(6.0);
    widths.name = text_width(canvas.tr(Text::probe_difference)) + canvas.px(10.0);
    widths.number = text_width("Cb ") + text_width("-255.0") + canvas.px(10.0);
    return widths;
}

// The tail of a cell: numbers stand flush right.
void number(const char* name, const std::string& value, float right) {
    const float begin = ImGui::GetCursorPosX();
    if (*name != '\0') {
        ImGui::PushStyleColor(ImGuiCol_Text, theme::dim);
        text_plain(name);
        ImGui::PopStyleColor();
        ImGui::SameLine(0.0F, 0.0F);
    }
    ImGui::SetCursorPosX(begin + right - text_width(value));
    text_plain(value);
}

struct Row {
    const char* name = "";
    std::array<const char*, 3> channels{"", "", ""};
    std::array<std::string, 3> values;
    int count = 3;
    const Triple* colour = nullptr; // of the swatch, 0..255; null: none
};

void draw_row(const Canvas& canvas, const Row& row) {
    const Columns widths = columns(canvas);
    const float begin = ImGui::GetStyle().WindowPadding.x;
    const float side = ImGui::GetTextLineHeight();
    ImGui::SetCursorPosX(begin);
    if (row.colour != nullptr) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const auto channel = [&](std::size_t i) {
            return static_cast<float>(std::clamp((*row.colour)[i], 0.0, 255.0) / 255.0);
        };
        ImGui::GetWindowDrawList()->AddRectFilled(
            at, {at.x + side, at.y + side},
            theme::colour({channel(0), channel(1), channel(2), 1.0F}, ImGui::GetStyle().Alpha), canvas.px(2.0));
    }
    ImGui::Dummy({side, side});
    same_line_at(begin + widths.swatch);
    text_plain(row.name);
    for (int i = 0; i < row.count; ++i) {
        const auto channel = static_cast<std::size_t>(i);
        same_line_at(begin + widths.swatch + widths.name + static_cast<float>(i) * widths.number);
        number(row.channels[channel], row.values[channel], widths.number - canvas.px(10.0));
    }
}

std::array<std::string, 3> written(const Triple& values, const char* format) {
    std::array<std::string, 3> texts;
    for (std::size_t i = 0; i < 3; ++i) {
        // Numbers that round to nothing have no sign.
        const double value = std::abs(values[i]) < 0.05 ? 0.0 : values[i];
        texts[i] = fmt::format(fmt::runtime(format), value);
    }
    return texts;
}

void draw_source(const Canvas& canvas, const ProbeState& probe) {
    Row row;
    row.count = std::clamp(probe.source_channels, 1, 3);
    row.channels = probe.source_rgb ? std::array{"R", "G", "B"} : std::array{"Y", "Cb", "Cr"};
    row.values = written(probe.source, "{:.0f}");
    draw_row(canvas, row);
    ImGui::SameLine(0.0F, canvas.px(10.0));
    ImGui::PushStyleColor(ImGuiCol_Text, theme::dim);
    text_plain(canvas.format(Text::probe_codes, probe.source_peak));
    ImGui::PopStyleColor();
}

void draw_numbers(const Canvas& canvas, const ProbeState& probe) {
    ImGui::PushStyleColor(ImGuiCol_Text, theme::dim);
    text_plain(canvas.format(Text::probe_picture, probe.x, probe.y));
    ImGui::SameLine(0.0F, canvas.px(14.0));
    text_plain(canvas.format(Text::probe_source, probe.source_x, probe.source_y));
    ImGui::PopStyleColor();
    draw_source(canvas, probe);
    constexpr std::array rgb{"R", "G", "B"};
    draw_row(canvas, {"A", rgb, written(probe.a, "{:.1f}"), 3, &probe.a});
    draw_row(canvas, {"B", rgb, written(probe.b, "{:.1f}"), 3, &probe.b});
    Triple apart{};
    for (std::size_t i = 0; i < 3; ++i) {
        apart[i] = probe.b[i] - probe.a[i];
    }
    draw_row(canvas, {canvas.tr(Text::probe_difference), rgb, written(apart, "{:+.1f}"), 3, nullptr});
}

ImVec2 box_size(const Canvas& canvas) {
    const Columns widths = columns(canvas);
    const ImGuiStyle& style = ImGui::GetStyle();
    const float peak = text_width(canvas.format(Text::probe_codes, 65535)) + canvas.px(10.0);
    const float numbers = widths.swatch + widths.name + 3.0F * widths.number + peak;
    const float places = text_width(canvas.format(Text::probe_picture, 88888, 88888)) + canvas.px(14.0) +
                         text_width(canvas.format(Text::probe_source, 88888, 88888));
    return {std::max(numbers, places) + 2.0F * style.WindowPadding.x,
            5.0F * ImGui::GetTextLineHeight() + 4.0F * style.ItemSpacing.y + 2.0F * style.WindowPadding.y};
}

// Beside the pointer, on the side where there is room; `reach` away from it.
ImVec2 place(const Canvas& canvas, ImVec2 size, ImVec2 reach) {
    const ImVec2 mouse{static_cast<float>(canvas.state.view.mouse_px.x),
                       static_cast<float>(canvas.state.view.mouse_px.y)};
    const FreeArea free = free_area(canvas);
    const auto beside = [](float at, float extent, float distance, float first, float last) {
        return at + distance + extent <= last ? at + distance : std::max(at - distance - extent, first);
    };
    return {beside(mouse.x, size.x, reach.x, free.left, free.right),
            beside(mouse.y, size.y, reach.y, free.top, free.bottom)};
}

} // namespace

void draw_probe(const Canvas& canvas) {
    const ViewState& view = canvas.state.view;
    if (!view.probe_visible || !view.probe.inside || !canvas.state.player.opened) {
        return;
    }
    const ImVec2 size = box_size(canvas);
    // The lens is drawn around the pointer: the box goes below or above it.
    const float off = canvas.px(18.0);
    const float below = view.magnifier_visible ? canvas.px(lens_radius_pt) + off : off;
    ImGui::SetNextWindowPos(place(canvas, size, {off, below}), ImGuiCond_Always);
    ImGui::SetNextWindowSize(size);
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                       ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing |
                                       ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoInputs;
    if (ImGui::Begin("Probe", nullptr, flags)) {
        draw_numbers(canvas, view.probe);
    }
    ImGui::End();
}

} // namespace senga
