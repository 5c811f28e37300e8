#include "app/panel/menus.h"

#include "app/input/bindings.h"
#include "app/panel/style.h"
#include "app/panel/widgets.h"
#include "app/state/text.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace senga {
namespace {

enum class Mark { unmarked, marked };

// Names come from files: what ImGui would take for the beginning of an id in them is to be read, too.
std::string readable(std::string label) {
    for (std::size_t at = label.find("##"); at != std::string::npos; at = label.find("##", at + 2)) {
        label.replace(at, 2, "# #");
    }
    return label;
}

bool item(const Canvas& canvas, const std::string& label, std::string_view action, Mark mark = Mark::unmarked) {
    const std::string keys = main_key_text(canvas.state.library.keys, action);
    const bool chosen = ImGui::MenuItem(readable(label).c_str(), keys.c_str(), mark == Mark::marked);
    canvas.mark("menu." + std::string(action));
    return chosen;
}

// What is changed in steps, with its value between the buttons; the popup stays open.
struct Stepper {
    const char* label = "";
    std::string value;
    Command less;
    Command more;
};

void stepper(const Canvas& canvas, const Stepper& wanted, float label_px) {
    ImGui::PushID(wanted.label);
    ImGui::PushButtonRepeat(true);
    ImGui::AlignTextToFramePadding();
    text_plain(wanted.label);
    const float edge = ImGui::GetFrameHeight();
    const float value_px = text_width("+00.00 s") + canvas.px(8.0);
    same_line_at(label_px);
    if (ImGui::Button("-", {edge, edge})) {
        canvas.emit(wanted.less);
    }
    ImGui::SameLine(0.0F, 0.0F);
    const float begin = ImGui::GetCursorPosX();
    ImGui::SetCursorPosX(begin + (value_px - text_width(wanted.value)) / 2.0F);
    text_plain(wanted.value);
    ImGui::SameLine(0.0F, 0.0F);
    ImGui::SetCursorPosX(begin + value_px);
    if (ImGui::Button("+", {edge, edge})) {
        canvas.emit(wanted.more);
    }
    ImGui::PopButtonRepeat();
    ImGui::PopID();
}

void steppers(const Canvas& canvas, const std::vector<Stepper>& all) {
    float widest = 0.0F;
    for (const Stepper& one : all) {
        widest = std::max(widest, text_width(one.label));
    }
    for (const Stepper& one : all) {
        stepper(canvas, one, ImGui::GetStyle().WindowPadding.x + widest + canvas.px(14.0));
    }
}

std::string percent_text(double value) {
    return fmt::format("{:.0f} %", value);
}

void audio_settings(const Canvas& canvas) {
    ImGui::Separator();
    steppers(canvas, {{canvas.tr(Text::player_delay), delay_text(canvas.state.player.audio_delay_s),
                       command::ShiftAudio{-0.1}, command::ShiftAudio{0.1}}});
}

void subtitle_settings(const Canvas& canvas) {
    const PlayerState& player = canvas.state.player;
    ImGui::Separator();
    if (item(canvas, canvas.tr(Text::player_show_subtitles), "subtitle.toggle",
             player.subtitles_visible ? Mark::marked : Mark::unmarked)) {
        canvas.emit(command::ToggleSubtitles{});
    }
    if (item(canvas, canvas.tr(Text::player_subtitle_style), "subtitle.style")) {
        canvas.emit(command::ToggleSubtitleStyle{});
    }
    steppers(canvas, {{canvas.tr(Text::player_delay), delay_text(player.subtitle_delay_s),
                       command::ShiftSubtitles{-0.1}, command::ShiftSubtitles{0.1}},
                      {canvas.tr(Text::player_position), percent_text(player.subtitle_position),
                       command::MoveSubtitles{-1.0}, command::MoveSubtitles{1.0}},
                      {canvas.tr(Text::player_size), percent_text(player.subtitle_scale * 100.0),
                       command::ScaleSubtitles{-0.1}, command::ScaleSubtitles{0.1}}});
    ImGui::PushStyleColor(ImGuiCol_Text, theme::dim);
    text_plain(canvas.tr(Text::player_drop_subtitles));
    ImGui::PopStyleColor();
}

std::string track_mark(TrackKind kind, int id) {
    const char* name = kind == TrackKind::audio ? "audio" : kind == TrackKind::subtitle ? "subtitle" : "video";
    return fmt::format("{}.{}", name, id);
}

void video_settings(const Canvas& canvas) {
    const PlayerState& player = canvas.state.player;
    ImGui::Separator();
    if (item(canvas, canvas.tr(Text::player_deinterlace), "video.deinterlace",
             player.deinterlace ? Mark::marked : Mark::unmarked)) {
        canvas.emit(command::ToggleDeinterlace{});
    }
    if (item(canvas, canvas.tr(Text::player_hwdec), "video.hwdec",
             player.hwdec.empty() ? Mark::unmarked : Mark::marked)) {
        canvas.emit(command::ToggleHwdec{});
    }
}

} // namespace

std::string speed_text(double factor) {
    return fmt::format("{:g}x", std::round(factor * 100.0) / 100.0);
}

void speed_menu(const Canvas& canvas) {
    for (const double factor : {0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 3.0, 4.0}) {
        const bool present = std::abs(canvas.state.player.speed - factor) < 0.005;
        if (item(canvas, speed_text(factor), factor == 1.0 ? "playback.normal-speed" : "",
                 present ? Mark::marked : Mark::unmarked)) {
            canvas.emit(command::SetSpeed{factor});
        }
        canvas.mark(fmt::format("speed.{:g}", factor));
    }
}

void track_menu(const Canvas& canvas, TrackKind kind) {
    bool none = true;
    for (const Track& track : canvas.state.player.tracks) {
        if (track.kind != kind) {
            continue;
        }
        none = none && !track.selected;
        ImGui::PushID(track.id);
        if (item(canvas, track_text(canvas.state.view.language, track), "",
                 track.selected ? Mark::marked : Mark::unmarked)) {
            canvas.emit(command::SelectTrack{kind, track.id});
        }
        canvas.mark(track_mark(kind, track.id));
        ImGui::PopID();
    }
    if (item(canvas, canvas.tr(Text::player_none), "", none ? Mark::marked : Mark::unmarked)) {
        canvas.emit(command::SelectTrack{kind, 0});
    }
    canvas.mark(track_mark(kind, 0));
    switch (kind) {
    case TrackKind::audio:
        return audio_settings(canvas);
    case TrackKind::subtitle:
        return subtitle_settings(canvas);
    case TrackKind::video:
        return video_settings(canvas);
    }
}

void aspect_menu(const Canvas& canvas) {
    for (const char* aspect : {"", "16:9", "4:3", "2.35:1", "1:1"}) {
        const std::string label = *aspect == '\0' ? canvas.tr(Text::player_aspect_own) : aspect;
        if (item(canvas, label, "", canvas.state.player.aspect == aspect ? Mark::marked : Mark::unmarked)) {
            canvas.emit(command::SetAspect{aspect});
        }
        canvas.mark(std::string("aspect.") + aspect);
    }
    ImGui::Separator();
    if (item(canvas, canvas.tr(Text::player_rotate_left), "picture.rotate-left")) {
        canvas.emit(command::Rotate{Direction::back});
    }
    if (item(canvas, canvas.tr(Text::player_rotate_right), "picture.rotate-right")) {
        canvas.emit(command::Rotate{Direction::forward});
    }
}

void compare_menu(const Canvas& canvas) {
    const State& state = canvas.state;
    struct Mode {
        Compare compare;
        Text text;
        const char* action;
    };
    constexpr std::array<Mode, 6> modes{Mode{Compare::b, Text::ab_mode_b_help, ""},
                                        Mode{Compare::a, Text::ab_mode_a_help, "compare.original"},
                                        Mode{Compare::wipe, Text::ab_mode_wipe, "compare.wipe"},
                                        Mode{Compare::side_by_side, Text::ab_mode_side_by_side, "compare.side-by-side"},
                                        Mode{Compare::difference, Text::ab_mode_difference, "compare.difference"},
                                        Mode{Compare::blink, Text::ab_mode_blink, "compare.blink"}};
    ImGui::PushStyleColor(ImGuiCol_Text, theme::dim);
    text_plain("A: " + exhibit_name(state, state.view.a));
    text_plain("B: " + exhibit_name(state, state.view.b));
    ImGui::PopStyleColor();
    ImGui::Separator();
    for (const Mode& mode : modes) {
        const bool present = state.view.compare == mode.compare;
        if (item(canvas, canvas.tr(mode.text), mode.action, present ? Mark::marked : Mark::unmarked) && !present) {
            canvas.emit(command::ToggleCompare{mode.compare});
        }
    }
    ImGui::Separator();
    if (item(canvas, canvas.tr(Text::player_swap_sides), "compare.swap-sides")) {
        canvas.emit(command::SwapSides{});
    }
    if (item(canvas, canvas.tr(Text::player_compare_more), "window.compare")) {
        canvas.emit(command::ShowLeft{LeftTab::compare});
    }
}

void screenshot_menu(const Canvas& canvas) {
    if (item(canvas, canvas.tr(Text::player_screenshot_shown), "compare.screenshot")) {
        canvas.emit(command::TakeScreenshot{command::TakeScreenshot::What::shown});
    }
    if (item(canvas, canvas.tr(Text::player_screenshot_sides), "compare.screenshot-sides")) {
        canvas.emit(command::TakeScreenshot{command::TakeScreenshot::What::sides});
    }
}

} // namespace senga
