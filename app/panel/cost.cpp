// The tab "Cost": what a frame costs, against the time there is for one, by pass and by step. Whoever opens it makes
// the session measure; figures arrive a moment later, and only while frames do.
#include "app/panel/cost.h"

#include "app/i18n/shipped.h"
#include "app/panel/style.h"
#include "app/panel/widgets.h"

#include "app/state/cost.h"
#include "app/state/text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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
    return pass_title(canvas.state.view.language, entries[*entry]);
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

using Steps = std::vector<CostState::Step>;

// What the step is called beneath its pass, whose name it need not repeat.
std::string step_name(const Canvas& canvas, const CostState::Step& step) {
    const Language language = canvas.state.view.language;
    const ChainState& chain = canvas.state.chain;
    const std::string said = texture_title(Language::english, chain, step.name);
    const bool known = step.entry && *step.entry < chain.chain.entries.size();
    const std::string_view owner = known ? chain.chain.entries[*step.entry].label : std::string_view();
    return shipped_text(language, without_owner(said, owner));
}

// How many steps of a pass have one name: those that work on brightness and colour alike differ in that alone.
using Namesakes = std::map<std::pair<std::optional<std::size_t>, std::string_view>, int>;

Namesakes namesakes(const Steps& steps) {
    Namesakes out;
    for (const CostState::Step& step : steps) {
        ++out[{step.entry, step.name}];
    }
    return out;
}

// The pass that the following steps belong to, with its colour.
void draw_owner(const Canvas& canvas, std::optional<std::size_t> entry) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    const float edge = canvas.px(9.0);
    const float line = ImGui::GetTextLineHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float top = at.y + (line - edge) / 2.0F;
    ImGui::Dummy({edge, line});
    if (ImGui::IsItemVisible()) {
        ImGui::GetWindowDrawList()->AddRectFilled({at.x, top}, {at.x + edge, top + edge}, ink(entry_colour(entry)),
                                                  canvas.px(2.0));
    }
    ImGui::SameLine();
    text_wrapped(theme::text, entry_name(canvas, entry));
}

void draw_step(const Canvas& canvas, const CostState::Step& step, const std::string& name) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + canvas.px(9.0) + ImGui::GetStyle().ItemSpacing.x);
    text_wrapped(theme::dim, name);
    for (const double ms : {step.last_ms, step.average_ms, step.peak_ms}) {
        ImGui::TableNextColumn();
        text_right(step.samples > 0 ? milliseconds_number(ms) : "-");
    }
}

void draw_steps(const Canvas& canvas) {
    constexpr ImGuiTableFlags flags = ImGuiTableFlags_SizingFixedFit | ImGuiTableFlags_NoSavedSettings;
    const Steps& steps = canvas.state.chain.cost.steps;
    if (!ImGui::BeginTable("steps", 1 + static_cast<int>(columns.size()), flags)) {
        return;
    }
    draw_header(canvas);
    const Namesakes alike = namesakes(steps);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const CostState::Step& step = steps[i];
        if (i == 0 || steps[i - 1].entry != step.entry) {
            draw_owner(canvas, step.entry);
        }
        const bool alone = step.stage.empty() || alike.at({step.entry, step.name}) == 1;
        const std::string name = step_name(canvas, step);
        draw_step(canvas, step, alone ? name : name + ", " + step.stage);
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
