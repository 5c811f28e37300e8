// The window "Cost": what a frame costs, against the time there is for one, by pass, by step and in texture memory.
// Whoever opens it makes the session measure; figures arrive a moment later, and only while frames do.
#include "app/panel/figures.h"
#include "app/panel/parts.h"
#include "app/panel/style.h"
#include "app/state/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace senga {
namespace {

constexpr ImGuiTableFlags table_flags = ImGuiTableFlags_SizingFixedFit | ImGuiTableFlags_NoSavedSettings;

// Neighbours differ clearly; a long chain goes through them again. None is the warning colour.
ImVec4 entry_colour(std::optional<std::size_t> entry) {
    static const std::array<ImVec4, 8> colours{ImVec4{0.42F, 0.67F, 0.94F, 1.0F}, ImVec4{0.48F, 0.80F, 0.58F, 1.0F},
                                               ImVec4{0.80F, 0.56F, 0.90F, 1.0F}, ImVec4{0.35F, 0.78F, 0.80F, 1.0F},
                                               ImVec4{0.93F, 0.55F, 0.66F, 1.0F}, ImVec4{0.68F, 0.74F, 0.40F, 1.0F},
                                               ImVec4{0.56F, 0.55F, 0.95F, 1.0F}, ImVec4{0.75F, 0.62F, 0.52F, 1.0F}};
    return entry ? colours[*entry % colours.size()] : theme::dim;
}

std::string entry_name(const ChainState& chain, std::optional<std::size_t> entry) {
    if (!entry) {
        return "Senga's own steps";
    }
    // Figures may be of a moment ago, when the chain was longer.
    if (*entry >= chain.chain.entries.size()) {
        return fmt::format("Pass {}", *entry + 1);
    }
    const ChainEntry& found = chain.chain.entries[*entry];
    return found.label.empty() ? found.id : found.label;
}

void text_dim(const std::string& text) {
    ImGui::PushStyleColor(ImGuiCol_Text, theme::dim);
    text_cut(text, ImGui::GetContentRegionAvail().x);
    ImGui::PopStyleColor();
}

void text_right(const std::string& text) {
    const float room = ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(text.c_str()).x;
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + std::max(room, 0.0F));
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
}

// The shares end to end, with a mark where the budget ends and the warning colour under what lies beyond; the share
// under the pointer says what it is.
void draw_bar(const Canvas& canvas, const std::vector<CostShare>& shares, std::optional<double> budget) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = std::max(ImGui::GetContentRegionAvail().x, 1.0F);
    const float height = canvas.px(12.0);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(at, {at.x + width, at.y + height}, theme::colour(theme::text, 0.12F));
    ImGui::Dummy({width, height + canvas.px(3.0)});
    const bool hovered = ImGui::IsItemHovered();
    const float mouse = (ImGui::GetIO().MousePos.x - at.x) / width;
    double within_end = 1.0;
    std::string help;
    for (const BarPiece& piece : bar_pieces(shares, budget)) {
        const auto begin = static_cast<float>(piece.begin);
        const auto end = static_cast<float>(piece.end);
        const bool beyond = piece.side == BarPiece::Side::beyond;
        within_end = beyond ? std::min(within_end, piece.begin) : within_end;
        const float left = at.x + width * begin;
        const float right = at.x + width * end;
        draw->AddRectFilled({left, at.y}, {right, at.y + height}, theme::colour(entry_colour(piece.entry)));
        if (beyond) {
            draw->AddRectFilled({left, at.y + height}, {right, at.y + height + canvas.px(3.0)},
                                theme::colour(theme::warn));
        }
        if (hovered && mouse >= begin && mouse < end) {
            const auto share =
                std::find_if(shares.begin(), shares.end(), [&](const CostShare& s) { return s.entry == piece.entry; });
            help = fmt::format("{}: {}", entry_name(canvas.state.chain, piece.entry), milliseconds_text(share->ms));
        }
    }
    if (within_end < 1.0) {
        const float x = at.x + width * static_cast<float>(within_end);
        draw->AddRectFilled({x - canvas.px(1.0), at.y - canvas.px(2.0)},
                            {x + canvas.px(1.0), at.y + height + canvas.px(2.0)}, theme::colour(theme::text));
    }
    tooltip(help);
}

void draw_summary(const Canvas& canvas) {
    const CostState& cost = canvas.state.chain.cost;
    if (!cost.renderer.empty()) {
        text_dim(cost.renderer);
    }
    if (cost.software) {
        text_wrapped(theme::warn, "the CPU draws: these are processor times");
    }
    if (!measured(cost)) {
        const bool still = canvas.state.player.paused || canvas.state.player.ended;
        text_wrapped(theme::dim, still ? "measuring: figures come with the next frames" : "measuring");
        return;
    }
    const std::optional<double> budget = budget_ms(canvas.state.player);
    const double total = total_ms(cost);
    text_wrapped(budget && total > *budget ? theme::warn : theme::text, frame_cost_text(total, budget));
    draw_bar(canvas, cost_shares(cost), budget);
}

struct Column {
    const char* name = nullptr;
    double width_pt = 0.0;
};

void header(const Canvas& canvas, const char* name, std::initializer_list<Column> columns) {
    ImGui::TableSetupColumn(name, ImGuiTableColumnFlags_WidthStretch);
    for (const Column& column : columns) {
        ImGui::TableSetupColumn(column.name, ImGuiTableColumnFlags_WidthFixed, canvas.px(column.width_pt));
    }
    ImGui::PushStyleColor(ImGuiCol_Text, theme::dim);
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    ImGui::TextUnformatted(name);
    for (const Column& column : columns) {
        ImGui::TableNextColumn();
        text_right(column.name);
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
    ImGui::GetWindowDrawList()->AddRectFilled({at.x, top}, {at.x + edge, top + edge},
                                              theme::colour(entry_colour(step.entry)), canvas.px(2.0));
    ImGui::Dummy({edge, line});
    tooltip(entry_name(canvas.state.chain, step.entry));
    ImGui::SameLine();
    text_cut(step.name, ImGui::GetContentRegionAvail().x);
    for (const double ms : {step.last_ms, step.average_ms, step.peak_ms}) {
        ImGui::TableNextColumn();
        text_right(step.samples > 0 ? milliseconds_number(ms) : "-");
    }
}

void draw_texture(const CostState::Texture& texture) {
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    text_cut(texture.name, ImGui::GetContentRegionAvail().x);
    for (const std::string& cell :
         {fmt::format("{}x{}", texture.size.w, texture.size.h), texture.format, mebibytes_text(texture.bytes)}) {
        ImGui::TableNextColumn();
        text_right(cell);
    }
}

// A chain of hundreds of steps: only the rows in sight are made.
template<class Rows, class Draw>
void draw_rows(const Rows& rows, const Draw& draw) {
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(rows.size()));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            draw(rows[static_cast<std::size_t>(i)]);
        }
    }
}

// What the tables below the summary need, so that the window is as small as it can be.
float tables_height(const CostState& cost) {
    const ImGuiStyle& style = ImGui::GetStyle();
    const float row = ImGui::GetTextLineHeight() + 2.0F * style.CellPadding.y;
    const auto height = [&](std::size_t rows) { return static_cast<float>(rows + 1) * row + style.ItemSpacing.y; };
    const float steps = height(cost.steps.size());
    const float pool = ImGui::GetTextLineHeight() + 2.0F * style.ItemSpacing.y;
    return cost.textures.empty() ? steps : steps + height(cost.textures.size()) + pool;
}

void draw_tables(const Canvas& canvas) {
    const CostState& cost = canvas.state.chain.cost;
    if (ImGui::BeginTable("steps", 4, table_flags)) {
        header(canvas, "Step, ms", {{"last", 50.0}, {"average", 60.0}, {"peak", 50.0}});
        draw_rows(cost.steps, [&](const CostState::Step& step) { draw_step(canvas, step); });
        ImGui::EndTable();
    }
    if (cost.textures.empty()) {
        return;
    }
    ImGui::Spacing();
    if (ImGui::BeginTable("textures", 4, table_flags)) {
        header(canvas, "Texture", {{"size", 80.0}, {"format", 56.0}, {"memory", 66.0}});
        draw_rows(cost.textures, draw_texture);
        ImGui::EndTable();
    }
    text_dim("render targets share memory: " + mebibytes_text(cost.pool_bytes));
}

float cost_width(const Canvas& canvas) {
    return std::max(std::min(canvas.px(420.0), canvas.window().x - 2.0F * canvas.px(12.0)), 1.0F);
}

} // namespace

float free_right(const Canvas& canvas) {
    const ViewState& view = canvas.state.view;
    const bool taken = view.cost_visible && view.panel_visible;
    return canvas.window().x - (taken ? cost_width(canvas) + canvas.px(12.0) : 0.0F);
}

void draw_cost(const Canvas& canvas) {
    const float margin = canvas.px(12.0);
    const float width = cost_width(canvas);
    const float tallest = std::max(canvas.window().y - margin - canvas.px(112.0), canvas.px(120.0));
    ImGui::SetNextWindowPos({canvas.window().x - margin, margin}, ImGuiCond_Always, {1.0F, 0.0F});
    ImGui::SetNextWindowSizeConstraints({width, 0.0F}, {width, tallest});
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                       ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_AlwaysAutoResize |
                                       ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav;
    if (ImGui::Begin("Cost", nullptr, flags)) {
        draw_summary(canvas);
        if (measured(canvas.state.chain.cost)) {
            const float room = tallest - ImGui::GetCursorPosY() - ImGui::GetStyle().WindowPadding.y;
            const float needed = tables_height(canvas.state.chain.cost);
            if (ImGui::BeginChild("figures", {0.0F, std::max(std::min(needed, room), 1.0F)})) {
                draw_tables(canvas);
            }
            ImGui::EndChild();
        }
    }
    ImGui::End();
}

} // namespace senga
