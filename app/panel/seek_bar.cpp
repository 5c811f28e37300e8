// The seek bar: where the film is, its chapters, the A-B loop, what is read ahead. Nothing is kept between frames:
// while the bar is dragged, the knob stands where the mouse is.
#include "app/panel/parts.h"
#include "app/panel/style.h"
#include "app/state/text.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

namespace senga {
namespace {

// The bar on the screen.
struct Rail {
    ImVec2 at;
    float width = 1.0F;
    float y = 0.0F; // of its middle line
    double duration_s = 0.0;

    bool known() const { return duration_s > 0.0 && std::isfinite(duration_s); }
    float x(double time_s) const {
        const double share = known() ? std::clamp(time_s / duration_s, 0.0, 1.0) : 0.0;
        return at.x + width * static_cast<float>(share);
    }
    double time_s(float x_px) const { return std::clamp((x_px - at.x) / width, 0.0F, 1.0F) * duration_s; }
};

void fill(const Rail& rail, float x0, float x1, float half, ImU32 ink) {
    if (x1 > x0) {
        ImGui::GetWindowDrawList()->AddRectFilled({x0, rail.y - half}, {x1, rail.y + half}, ink, half);
    }
}

void mark_chapters(const Canvas& canvas, const Rail& rail) {
    for (const Chapter& chapter : canvas.state.player.chapters) {
        if (chapter.time_s > 0.0 && chapter.time_s < rail.duration_s) {
            const float x = rail.x(chapter.time_s);
            ImGui::GetWindowDrawList()->AddRectFilled({x - canvas.px(1.0), rail.y - canvas.px(4.0)},
                                                      {x + canvas.px(1.0), rail.y + canvas.px(4.0)},
                                                      theme::colour(theme::ground, ImGui::GetStyle().Alpha));
        }
    }
}

// A bracket at each end and the stretch between them.
void mark_loop(const Canvas& canvas, const Rail& rail) {
    const PlayerState& player = canvas.state.player;
    if (!player.loop_a_s && !player.loop_b_s) {
        return;
    }
    const float opacity = ImGui::GetStyle().Alpha;
    const float begin = rail.x(player.loop_a_s.value_or(0.0));
    const float end = rail.x(player.loop_b_s.value_or(rail.duration_s));
    const float reach = canvas.px(7.0);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (player.loop_b_s) {
        draw->AddRectFilled({begin, rail.y + canvas.px(4.0)}, {end, rail.y + canvas.px(6.0)},
                            theme::colour(theme::warn, 0.8F * opacity));
    }
    const auto bracket = [&](float x, float inward) {
        draw->PathLineTo({x + inward, rail.y - reach});
        draw->PathLineTo({x, rail.y - reach});
        draw->PathLineTo({x, rail.y + reach});
        draw->PathLineTo({x + inward, rail.y + reach});
        draw->PathStroke(theme::colour(theme::warn, opacity), 0, canvas.px(1.5));
    };
    if (player.loop_a_s) {
        bracket(begin, canvas.px(3.0));
    }
    if (player.loop_b_s) {
        bracket(end, -canvas.px(3.0));
    }
}

std::string time_and_chapter(const PlayerState& player, double time_s) {
    std::string text = time_text(time_s);
    const Chapter* present = nullptr;
    for (const Chapter& chapter : player.chapters) {
        present = chapter.time_s <= time_s ? &chapter : present;
    }
    return present != nullptr && !present->title.empty() ? text + "  " + present->title : text;
}

// A tooltip that does not cover the bar.
void show_above(ImVec2 at, const std::string& text) {
    const float half = text_width(text) / 2.0F + ImGui::GetStyle().WindowPadding.x;
    const float x = std::clamp(at.x, half, std::max(ImGui::GetIO().DisplaySize.x - half, half));
    ImGui::SetNextWindowPos({x, at.y}, ImGuiCond_Always, {0.5F, 1.0F});
    ImGui::BeginTooltip();
    text_plain(text);
    ImGui::EndTooltip();
}

void paint_bar(const Canvas& canvas, const Rail& rail, std::optional<double> hand_s, bool large) {
    const PlayerState& player = canvas.state.player;
    const float opacity = ImGui::GetStyle().Alpha;
    const float half = canvas.px(large ? 3.0 : 2.0);
    const float knob = rail.x(hand_s.value_or(player.time_s));
    fill(rail, rail.at.x, rail.at.x + rail.width, half, theme::colour(theme::text, 0.22F * opacity));
    if (player.cache_s > 0) {
        fill(rail, knob, rail.x(player.time_s + player.cache_s), half, theme::colour(theme::text, 0.28F * opacity));
    }
    fill(rail, rail.at.x, knob, half, theme::colour(theme::accent, opacity));
    mark_chapters(canvas, rail);
    mark_loop(canvas, rail);
    ImGui::GetWindowDrawList()->AddCircleFilled({knob, rail.y}, canvas.px(large ? 7.0 : 5.0),
                                                theme::colour(theme::text, opacity));
}

} // namespace

void draw_seek_bar(const Canvas& canvas) {
    const PlayerState& player = canvas.state.player;
    const float height = canvas.px(18.0);
    Rail rail;
    rail.at = ImGui::GetCursorScreenPos();
    rail.width = std::max(ImGui::GetContentRegionAvail().x, 1.0F);
    rail.y = rail.at.y + height / 2.0F;
    rail.duration_s = player.duration_s;
    ImGui::InvisibleButton("##seek", {rail.width, height});
    canvas.mark("seek");
    const bool active = ImGui::IsItemActive() && rail.known();
    const bool hovered = ImGui::IsItemHovered() && rail.known();
    const float mouse_x = std::clamp(ImGui::GetIO().MousePos.x, rail.at.x, rail.at.x + rail.width);
    const double mouse_s = rail.known() ? rail.time_s(mouse_x) : 0.0;

    paint_bar(canvas, rail, active ? std::optional(mouse_s) : std::nullopt, active || hovered);
    if (hovered || active) {
        show_above({mouse_x, rail.at.y - canvas.px(8.0)}, time_and_chapter(player, mouse_s));
    }
    // While dragging near frames are quick enough to follow the hand; letting go lands on the exact one.
    const bool moved = ImGui::GetIO().MouseDelta.x != 0.0F;
    if (active && (ImGui::IsItemActivated() || moved)) {
        canvas.emit(command::SeekTo{mouse_s, Precision::keyframes});
    } else if (ImGui::IsItemDeactivated() && rail.known()) {
        canvas.emit(command::SeekTo{mouse_s, Precision::exact});
    }
}

} // namespace senga
