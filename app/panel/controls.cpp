// The controls at the lower edge: seek bar, play button, time, volume, tracks, fullscreen. They fade when the mouse
// rests. Nothing is kept between frames: while the bar is dragged, the knob stands where the mouse is.
#include "app/panel/parts.h"
#include "app/panel/style.h"
#include "app/state/text.h"
#include "app/state/visibility.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace senga {
namespace {

enum class Icon { play, pause, speaker, muted, fullscreen };

void paint_speaker(ImDrawList* draw, ImVec2 c, float r, ImU32 ink, Icon icon) {
    const float line = std::max(r * 0.16F, 1.0F);
    draw->AddRectFilled({c.x - r * 0.9F, c.y - r * 0.3F}, {c.x - r * 0.45F, c.y + r * 0.3F}, ink);
    draw->AddQuadFilled({c.x - r * 0.55F, c.y - r * 0.3F}, {c.x - r * 0.05F, c.y - r * 0.75F},
                        {c.x - r * 0.05F, c.y + r * 0.75F}, {c.x - r * 0.55F, c.y + r * 0.3F}, ink);
    if (icon == Icon::muted) {
        draw->AddLine({c.x + r * 0.25F, c.y - r * 0.3F}, {c.x + r * 0.85F, c.y + r * 0.3F}, ink, line);
        draw->AddLine({c.x + r * 0.25F, c.y + r * 0.3F}, {c.x + r * 0.85F, c.y - r * 0.3F}, ink, line);
        return;
    }
    for (const float reach : {0.4F, 0.75F}) {
        draw->PathArcTo({c.x + r * 0.05F, c.y}, r * reach, -0.8F, 0.8F, 10);
        draw->PathStroke(ink, 0, line);
    }
}

void paint(ImDrawList* draw, ImVec2 c, float r, ImU32 ink, Icon icon) {
    switch (icon) {
    case Icon::play:
        draw->AddTriangleFilled({c.x - r * 0.55F, c.y - r * 0.8F}, {c.x + r * 0.85F, c.y},
                                {c.x - r * 0.55F, c.y + r * 0.8F}, ink);
        break;
    case Icon::pause:
        for (const float side : {-0.45F, 0.45F}) {
            const float x = c.x + side * r;
            draw->AddRectFilled({x - r * 0.22F, c.y - r * 0.75F}, {x + r * 0.22F, c.y + r * 0.75F}, ink, r * 0.1F);
        }
        break;
    case Icon::speaker:
    case Icon::muted:
        paint_speaker(draw, c, r, ink, icon);
        break;
    case Icon::fullscreen:
        for (const float x : {-1.0F, 1.0F}) {
            for (const float y : {-1.0F, 1.0F}) {
                const ImVec2 corner{c.x + x * r * 0.75F, c.y + y * r * 0.7F};
                draw->PathLineTo({corner.x - x * r * 0.45F, corner.y});
                draw->PathLineTo(corner);
                draw->PathLineTo({corner.x, corner.y - y * r * 0.45F});
                draw->PathStroke(ink, 0, std::max(r * 0.18F, 1.0F));
            }
        }
        break;
    }
}

bool icon_button(const char* id, Icon icon, const char* help) {
    const float edge = ImGui::GetFrameHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::InvisibleButton(id, {edge, edge});
    const ImVec4 ink = ImGui::IsItemHovered() ? theme::accent : theme::text;
    paint(ImGui::GetWindowDrawList(), {at.x + edge / 2.0F, at.y + edge / 2.0F}, edge * 0.33F,
          theme::colour(ink, ImGui::GetStyle().Alpha), icon);
    tooltip(help);
    return pressed;
}

void mark_chapters(const Canvas& canvas, ImVec2 at, float width, float y) {
    const PlayerState& player = canvas.state.player;
    for (const Chapter& chapter : player.chapters) {
        if (chapter.time_s > 0.0 && chapter.time_s < player.duration_s) {
            const float x = at.x + width * static_cast<float>(chapter.time_s / player.duration_s);
            ImGui::GetWindowDrawList()->AddRectFilled({x - canvas.px(1.0), y - canvas.px(4.0)},
                                                      {x + canvas.px(1.0), y + canvas.px(4.0)},
                                                      theme::colour(theme::ground));
        }
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
    const float half = ImGui::CalcTextSize(text.c_str()).x / 2.0F + ImGui::GetStyle().WindowPadding.x;
    const float x = std::clamp(at.x, half, std::max(ImGui::GetIO().DisplaySize.x - half, half));
    ImGui::SetNextWindowPos({x, at.y}, ImGuiCond_Always, {0.5F, 1.0F});
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
    ImGui::EndTooltip();
}

void draw_seek_bar(const Canvas& canvas) {
    const PlayerState& player = canvas.state.player;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = std::max(ImGui::GetContentRegionAvail().x, 1.0F);
    const float height = canvas.px(18.0);
    ImGui::InvisibleButton("##seek", {width, height});
    const bool known = player.duration_s > 0.0 && std::isfinite(player.duration_s);
    const bool active = ImGui::IsItemActive() && known;
    const bool hovered = ImGui::IsItemHovered() && known;
    const float mouse = std::clamp((ImGui::GetIO().MousePos.x - at.x) / width, 0.0F, 1.0F);
    const double mouse_s = mouse * player.duration_s;

    const double played = known ? std::clamp(player.time_s / player.duration_s, 0.0, 1.0) : 0.0;
    const float knob = active ? mouse : static_cast<float>(played);
    const float y = at.y + height / 2.0F;
    const float half = canvas.px(active || hovered ? 3.0 : 2.0);
    const float opacity = ImGui::GetStyle().Alpha;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled({at.x, y - half}, {at.x + width, y + half}, theme::colour(theme::text, 0.22F * opacity), half);
    draw->AddRectFilled({at.x, y - half}, {at.x + width * knob, y + half}, theme::colour(theme::accent, opacity), half);
    mark_chapters(canvas, at, width, y);
    draw->AddCircleFilled({at.x + width * knob, y}, canvas.px(active || hovered ? 7.0 : 5.0),
                          theme::colour(theme::text, opacity));

    if (hovered || active) {
        show_above({at.x + width * mouse, at.y - canvas.px(8.0)}, time_and_chapter(player, mouse_s));
    }
    // While dragging near frames are quick enough to follow the hand; letting go lands on the exact one.
    const bool moved = ImGui::GetIO().MouseDelta.x != 0.0F;
    if (active && (ImGui::IsItemActivated() || moved)) {
        canvas.commands.push_back(command::SeekTo{mouse_s, Precision::keyframes});
    } else if (ImGui::IsItemDeactivated() && known) {
        canvas.commands.push_back(command::SeekTo{mouse_s, Precision::exact});
    }
}

void draw_track_choice(const Canvas& canvas, TrackKind kind, const char* name) {
    const PlayerState& player = canvas.state.player;
    ImGui::SameLine();
    const std::string popup = std::string("tracks ") + name;
    if (ImGui::Button(name)) {
        ImGui::OpenPopup(popup.c_str());
    }
    if (!ImGui::BeginPopup(popup.c_str())) {
        return;
    }
    bool none = true;
    for (const Track& track : player.tracks) {
        if (track.kind != kind) {
            continue;
        }
        none = none && !track.selected;
        ImGui::PushID(track.id);
        if (ImGui::MenuItem(track_text(track).c_str(), nullptr, track.selected)) {
            canvas.commands.push_back(command::SelectTrack{kind, track.id});
        }
        ImGui::PopID();
    }
    if (ImGui::MenuItem("None", nullptr, none)) {
        canvas.commands.push_back(command::SelectTrack{kind, 0});
    }
    ImGui::EndPopup();
}

void draw_volume(const Canvas& canvas) {
    const PlayerState& player = canvas.state.player;
    ImGui::SameLine();
    if (icon_button("##mute", player.muted ? Icon::muted : Icon::speaker, "Mute (m)")) {
        canvas.commands.push_back(command::ToggleMute{});
    }
    ImGui::SameLine();
    ImGui::SetNextItemWidth(canvas.px(100.0));
    double volume = player.volume;
    constexpr double lowest = 0.0;
    constexpr double highest = 130.0;
    if (ImGui::SliderScalar("##volume", ImGuiDataType_Double, &volume, &lowest, &highest, "%.0f %%",
                            ImGuiSliderFlags_AlwaysClamp)) {
        canvas.commands.push_back(command::SetVolume{volume});
    }
}

bool has_track(const PlayerState& player, TrackKind kind) {
    return std::any_of(player.tracks.begin(), player.tracks.end(),
                       [&](const Track& track) { return track.kind == kind; });
}

void draw_buttons(const Canvas& canvas) {
    const PlayerState& player = canvas.state.player;
    const bool runs = !player.paused && !player.ended;
    if (icon_button("##play", runs ? Icon::pause : Icon::play, runs ? "Pause (Space)" : "Play (Space)")) {
        canvas.commands.push_back(command::TogglePause{});
    }
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    std::string time = time_text(player.time_s) + " / " + time_text(player.duration_s);
    time += player.buffering ? "   buffering" : "";
    ImGui::TextUnformatted(time.data(), time.data() + time.size());
    draw_volume(canvas);
    if (has_track(player, TrackKind::audio)) {
        draw_track_choice(canvas, TrackKind::audio, "Audio");
    }
    if (has_track(player, TrackKind::subtitle)) {
        draw_track_choice(canvas, TrackKind::subtitle, "Subtitles");
    }
    ImGui::SameLine();
    if (ImGui::Button(canvas.state.view.compare == Compare::wipe ? "End wipe" : "Wipe")) {
        canvas.commands.push_back(command::ToggleWipe{});
    }
    tooltip("Original on the left, processed on the right (v)");
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ImGui::GetFrameHeight());
    if (icon_button("##fullscreen", Icon::fullscreen, "Fullscreen (f)")) {
        canvas.commands.push_back(command::ToggleFullscreen{});
    }
}

} // namespace

void draw_controls(const Canvas& canvas) {
    const bool line_below = canvas.state.view.panel_visible && canvas.state.view.information_visible;
    const float bottom = line_below ? ImGui::GetTextLineHeight() + canvas.px(10.0) : 0.0F;
    const float margin = canvas.px(12.0);
    const auto opacity = static_cast<float>(controls_opacity(canvas.state, canvas.now_s));
    ImGui::SetNextWindowPos({margin, canvas.window().y - bottom - canvas.px(8.0)}, ImGuiCond_Always, {0.0F, 1.0F});
    ImGui::SetNextWindowSize({std::max(canvas.window().x - 2.0F * margin, canvas.px(200.0)), 0.0F});
    ImGui::PushStyleVar(ImGuiStyleVar_Alpha, opacity);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {canvas.px(14.0), canvas.px(6.0)});
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                       ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing |
                                       ImGuiWindowFlags_NoNav;
    if (ImGui::Begin("Controls", nullptr, flags)) {
        draw_seek_bar(canvas);
        draw_buttons(canvas);
        if (ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem | ImGuiHoveredFlags_ChildWindows) ||
            ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId)) {
            canvas.commands.push_back(command::KeepControls{});
        }
    }
    ImGui::End();
    ImGui::PopStyleVar(2);
}

} // namespace senga
