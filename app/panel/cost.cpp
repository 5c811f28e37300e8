// The tab "Cost": what a frame costs, against the time there is for one, by pass and by step. Whoever opens it makes
// the session measure; figures arrive a moment later, and only while frames do.
#include "app/panel/cost.h"

#include "app/panel/figures.h"
#include "app/panel/style.h"
#include "app/panel/widgets.h"

#include "app/state/text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace senga {
namespace {

// Neighbours differ clearly; a long chain goes through them again. None is the warning colour.
ImVec4 entry_colour(std::optional<std::size_t> entry) {
    static const std::array<ImVec4, 8> colours{ImVec4{0.42F, 0.67F, 0.94F, 1.0F}, ImVec4{0.48F, 0.80F, 0.58F, 1.0F},
                                               ImVec4{0.80F, 0.56F, 0.90F, 1.0F}, ImVec4{0.35F, 0.78F, 0.80F, 1.0F},
                                               ImVec4{0.93F, 0.55F, 0.66F, 1.0F}, ImVec4{0.68F, 0.74F, 0.40F, 1.0F},
                                               ImVec4{0.56F, 0.55F, 0.95F, 1.0F}, ImVec4{0.75F, 0.62F, 0.52F, 1.0F}};
    return entry ? colours[*entry % colours.size()] : theme::dim;
}

std::string entry_name(const Canvas& canvas, std::optional<std::size_t> entry) {
    if (!entry) {
        return canvas.tr(Text::cost_own_steps);
    }
    // Figures may be of a moment ago, when the chain was longer.
    const std::vector<ChainEntry>& entries = canvas.state.chain.chain.entries;
    if (*entry >= entries.size()) {
        return canvas.format(Text::cost_pass, *entry + 1);
    }
    const ChainEntry& found = entries[*entry];
    return found.label.empty() ? found.id : found.label;
}

// The share under the pointer in words.
std::string piece_text(const Canvas& canvas, const std::vector<CostShare>& shares, const BarPiece& piece) {
    const auto share =
        std::find_if(shares.begin(), shares.end(), [&](const CostShare& s) { return s.entry == piece.entry; });
    return entry_name(canvas, piece.entry) + ": " + milliseconds_text(share->ms);
}

// The shares end to end, with a mark where the budget ends and the warning colour under what lies beyond; the share
// under the pointer says what it is.
void draw_bar(const Canvas& canvas, const std::vector<CostShare>& shares, std::optional<double> budget) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = std::max(ImGui::GetContentRegionAvail().x, 1.0F);
    const float height = canvas.px(12.0);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(at, {at.x + width, at.y + height}, ink(theme::text, 0.12F));
    ImGui::Dummy({width, height + canvas.px(3.0)});
    const bool hovered = ImGui::IsItemHovered();
    const float mouse = (ImGui::GetIO().MousePos.x - at.x) / width;
    double within_end = 1.0;
    std::string said;
    for (const BarPiece& piece : bar_pieces(shares, budget)) {
        const auto begin = static_cast<float>(piece.begin);
        const auto end = static_cast<float>(piece.end);
        const bool beyond = piece.side == BarPiece::Side::beyond;
        within_end = beyond ? std::min(within_end, piece.begin) : within_end;
        const float left = at.x + width * begin;
        const float right = at.x + width * end;
        draw->AddRectFilled({left, at.y}, {right, at.y + height}, ink(entry_colour(piece.entry)));
        if (beyond) {
            draw->AddRectFilled({left, at.y + height}, {right, at.y + height + canvas.px(3.0)}, ink(theme::warn));
        }
        if (hovered && mouse >= begin && mouse < end) {
            said = piece_text(canvas, shares, piece);
        }
    }
    if (within_end < 1.0) {
        const float x = at.x + width * static_cast<float>(within_end);
        draw->AddRectFilled({x - canvas.px(1.0), at.y - canvas.px(2.0)},
                            {x + canvas.px(1.0), at.y + height + canvas.px(2.0)}, ink(theme::text));
    }
    tooltip(said);
}

// The totals of the last reports as a line, and how long a frame lasts as another.
void draw_history(const Canvas& canvas, std::optional<double> budget) {
    const std::vector<float>& history = canvas.state.chain.cost.history_ms;
    if (history.size() < 2) {
        return;
    }
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size{std::max(ImGui::GetContentRegionAvail().x, 1.0F), canvas.px(36.0)};
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(at, {at.x + size.x, at.y + size.y}, ink(theme::text, 0.06F), canvas.px(2.0));
    const Sparkline line = sparkline(history, budget);
    std::vector<ImVec2> points;
    for (const SparkPoint& point : line.points) {
        points.push_back({at.x + size.x * point.x, at.y + size.y * (1.0F - point.y)});
    }
    if (line.budget) {
        const float y = at.y + size.y * (1.0F - *line.budget);
        draw->AddLine({at.x, y}, {at.x + size.x, y}, ink(theme::warn, 0.7F), canvas.px(1.0));
    }
    draw->AddPolyline(points.data(), static_cast<int>(points.size()), ink(theme::accent), 0, canvas.px(1.5));
    ImGui::Dummy(size);
    if (ImGui::IsItemHovered()) {
        tooltip(canvas.format(Text::cost_history, history.size()));
    }
}

void draw_summary(const Canvas& canvas) {
    const CostState& cost = canvas.state.chain.cost;
    if (!cost.renderer.empty()) {
        text_dim(cost.renderer);
    }
    if (cost.software) {
        text_wrapped(theme::warn, canvas.tr(Text::cost_software));
    }
    if (!measured(cost)) {
        const bool still = canvas.state.player.paused || canvas.state.player.ended;
        text_wrapped(theme::dim, canvas.tr(still ? Text::cost_measuring_still : Text::cost_measuring));
        return;
    }
    const std::optional<double> budget = budget_ms(canvas.state.player);
    const double total = total_ms(cost);
    const bool over = budget && total > *budget;
    text_wrapped(over ? theme::warn : theme::text, frame_cost_text(canvas.state.view.language, total, budget));
    if (over) {
        text_wrapped(theme::warn, canvas.tr(Text::cost_over));
    }
    draw_bar(canvas, cost_shares(cost), budget);
    draw_history(canvas, budget);
}

struct Column {
    Text name;
    double width_pt = 0.0;
};
constexpr std::array<Column, 3> columns{Column{Text::cost_last, 50.0}, Column{Text::cost_average, 60.0},
                                        Column{Text::cost_peak, 50.0}};

void draw_header(const Canvas& canvas) {
    ImGui::TableSetupColumn(canvas.tr(Text::cost_step), ImGuiTableColumnFlags_WidthStretch);
    for (const Column& column : columns) {
        ImGui::TableSetupColumn(canvas.tr(column.name), ImGuiTableColumnFlags_WidthFixed, canvas.px(column.width_pt));
    }
    ImGui::PushStyleColor(ImGuiCol_Text, theme::dim);
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    text_plain(canvas.tr(Text::cost_step));
    for (const Column& column : columns) {
        ImGui::TableNextColumn();
        text_right(canvas.tr(column.name));
    }
    ImGui::PopStyleColor();
}

void draw_step(const Canvas& canvas, const CostState::Step& step) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    const float edge = canvas.px(9.0);
    const float line = ImGui::GetTextLineHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float top = at.y + (line - edge) / 2.0F;
    ImGui::GetWindowDrawList()->AddRectFilled({at.x, top}, {at.x + edge, top + edge}, ink(entry_colour(step.entry)),
                                              canvas.px(2.0));
    ImGui::Dummy({edge, line});
    tooltip(entry_name(canvas, step.entry));
    ImGui::SameLine();
    text_cut(step.name, ImGui::GetContentRegionAvail().x);
    for (const double ms : {step.last_ms, step.average_ms, step.peak_ms}) {
        ImGui::TableNextColumn();
        text_right(step.samples > 0 ? milliseconds_number(ms) : "-");
    }
}

void draw_steps(const Canvas& canvas) {
    constexpr ImGuiTableFlags flags = ImGuiTableFlags_SizingFixedFit | ImGuiTableFlags_NoSavedSettings;
    const std::vector<CostState::Step>& steps = canvas.state.chain.cost.steps;
    if (!ImGui::BeginTable("steps", 1 + static_cast<int>(columns.size()), flags)) {
        return;
    }
    draw_header(canvas);
    ImGuiListClipper clipper; // a chain of hundreds of steps: only the rows in sight are made
    clipper.Begin(static_cast<int>(steps.size()));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            draw_step(canvas, steps[static_cast<std::size_t>(i)]);
        }
    }
    ImGui::EndTable();
}

} // namespace

void draw_memory(const Canvas& canvas) {
    const CostState& cost = canvas.state.chain.cost;
    if (cost.pool_bytes == 0) {
        return;
    }
    text_dim(canvas.format(Text::cost_memory, mebibytes_text(cost.pool_bytes)));
    help(canvas, Text::cost_memory_help);
}

void draw_cost(const Canvas& canvas) {
    draw_summary(canvas);
    if (measured(canvas.state.chain.cost)) {
        draw_steps(canvas);
    }
    draw_memory(canvas);
}

} // namespace senga
