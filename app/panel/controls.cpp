// The controls at the lower edge: seek bar, transport, time, volume, menus. They fade when the mouse rests. Where the
// window is too narrow for all of them, those go first that one needs least.
#include "app/panel/icons.h"
#include "app/panel/menus.h"
#include "app/panel/parts.h"
#include "app/panel/style.h"
#include "app/panel/widgets.h"
#include "app/state/text.h"
#include "app/state/visibility.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace senga {
namespace {

// A thing in the row of the controls.
struct Control {
    enum class End { left, right };
    int worth = 0; // the least go first
    End end = End::left;
    float width = 0.0F;
    std::function<void()> draw;
};

float room_of(const std::vector<Control>& row) {
    float sum = 0.0F;
    for (const Control& control : row) {
        sum += control.width + ImGui::GetStyle().ItemSpacing.x;
    }
    return sum;
}

void drop_least(std::vector<Control>& row, float available) {
    while (!row.empty() && room_of(row) > available + ImGui::GetStyle().ItemSpacing.x) {
        row.erase(std::min_element(row.begin(), row.end(),
                                   [](const Control& a, const Control& b) { return a.worth < b.worth; }));
    }
}

void draw_row(std::vector<Control> row) {
    const float begin = ImGui::GetCursorPosX();
    const float available = ImGui::GetContentRegionAvail().x;
    drop_least(row, available);
    const float y = ImGui::GetCursorPosY();
    float left = begin;
    float right = begin + available + ImGui::GetStyle().ItemSpacing.x;
    for (const Control& control : row) {
        right -= control.end == Control::End::right ? control.width + ImGui::GetStyle().ItemSpacing.x : 0.0F;
    }
    for (const Control& control : row) {
        float& x = control.end == Control::End::left ? left : right;
        ImGui::SetCursorPos({x, y});
        control.draw();
        x += control.width + ImGui::GetStyle().ItemSpacing.x;
    }
}

using Menu = std::function<void()>;

// A press that ImGui spends on closing the menu that is open: it is meant for the button under the pointer as well.
bool pressed_past_menu() {
    return ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId) &&
           ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenBlockedByPopup) &&
           ImGui::IsMouseClicked(ImGuiMouseButton_Left);
}

// Above the bar, as high as there is room for, over its button as far as the window's edges allow: as far along the
// menu as along the window.
void place_menu(const Canvas& canvas) {
    const ImVec2 bar = ImGui::GetWindowPos();
    const float gap = canvas.px(4.0);
    const float middle = (ImGui::GetItemRectMin().x + ImGui::GetItemRectMax().x) / 2.0F;
    const float room = std::max(bar.y - 2.0F * gap, ImGui::GetFrameHeight());
    ImGui::SetNextWindowPos({middle, bar.y - gap}, ImGuiCond_Always, {middle / canvas.window().x, 1.0F});
    ImGui::SetNextWindowSizeConstraints({0.0F, 0.0F}, {canvas.window().x, room});
}

// The menu of the last item. A press on the button while another menu is open closes that one first, in ImGui's own
// time, at the end of the frame: this one opens in the next.
void open_menu(const Canvas& canvas, bool pressed, const char* popup, const Menu& menu) {
    ImGuiStorage* storage = ImGui::GetStateStorage();
    const ImGuiID key = ImGui::GetID("menu to open");
    const ImGuiID own = ImGui::GetID(popup);
    const bool due = static_cast<ImGuiID>(storage->GetInt(key)) == own;
    if (due) {
        storage->SetInt(key, 0);
    }
    if (!ImGui::IsPopupOpen(popup) && pressed_past_menu()) {
        storage->SetInt(key, static_cast<int>(own));
    } else if (pressed || due) {
        ImGui::OpenPopup(popup);
    }
    place_menu(canvas);
    if (ImGui::BeginPopup(popup)) {
        menu();
        ImGui::EndPopup();
    }
}

bool text_button(const char* label, float width, bool lit) {
    ImGui::PushStyleColor(ImGuiCol_Text, lit ? theme::accent : theme::text);
    ImGui::PushStyleColor(ImGuiCol_Button, {0.0F, 0.0F, 0.0F, 0.0F});
    const bool pressed = ImGui::Button(label, {width, 0.0F});
    ImGui::PopStyleColor(2);
    return pressed;
}

// The row, put together from what the State offers.
class Row {
public:
    explicit Row(const Canvas& canvas) : canvas_(canvas), edge_(ImGui::GetFrameHeight()) {}

    std::vector<Control> take() && {
        add_transport();
        add_sound();
        add_time();
        add_menus();
        add_window();
        return std::move(row_);
    }

private:
    using End = Control::End;

    void add(int worth, End end, float width, std::function<void()> draw) {
        row_.push_back({worth, end, width, std::move(draw)});
    }
    void add_button(int worth, End end, const char* id, IconButton button, Command command) {
        add(worth, end, edge_, [this, id, button = std::move(button), command = std::move(command)] {
            if (icon_button(id, button) || pressed_past_menu()) {
                canvas_.emit(command);
            }
            canvas_.mark(id + 2); // without "##"
        });
    }
    void add_menu(int worth, const char* id, IconButton button, Menu menu) {
        add(worth, End::right, edge_, [this, id, button = std::move(button), menu = std::move(menu)] {
            const bool pressed = icon_button(id, button);
            canvas_.mark(id + 2);
            open_menu(canvas_, pressed, id, menu);
        });
    }
    std::string hint(Text text, std::string_view action) const { return with_keys(canvas_, text, action); }
    bool has_track(TrackKind kind) const {
        const std::vector<Track>& tracks = canvas_.state.player.tracks;
        return std::any_of(tracks.begin(), tracks.end(), [&](const Track& track) { return track.kind == kind; });
    }

    void add_transport() {
        const PlayerState& player = canvas_.state.player;
        const bool several = player.playlist.entries.size() > 1;
        if (several) {
            add_button(70, End::left, "##previous", {Icon::previous, hint(Text::player_previous, "playlist.previous")},
                       command::PlaylistStep{Direction::back});
        }
        const bool runs = !player.paused && !player.ended && !player.idle;
        add_button(
            100, End::left, "##play",
            {runs ? Icon::pause : Icon::play, hint(runs ? Text::player_pause : Text::player_play, "playback.pause")},
            command::TogglePause{});
        if (several) {
            add_button(71, End::left, "##next", {Icon::next, hint(Text::player_next, "playlist.next")},
                       command::PlaylistStep{Direction::forward});
        }
        add_button(30, End::left, "##stop", {Icon::stop, hint(Text::player_stop, "playback.stop")}, command::Stop{});
    }

    void add_sound() {
        const PlayerState& player = canvas_.state.player;
        add(80, End::left, edge_, [this, &player] {
            const IconButton button{player.muted ? Icon::muted : Icon::speaker,
                                    hint(player.muted ? Text::player_unmute : Text::player_mute, "audio.mute")};
            if (icon_button("##mute", button) || pressed_past_menu()) {
                canvas_.emit(command::ToggleMute{});
            }
            canvas_.mark("mute");
            turn_volume();
        });
        const float width = canvas_.px(96.0);
        add(60, End::left, width, [this, width] { draw_volume(width); });
    }
    void turn_volume() {
        const float wheel = ImGui::GetIO().MouseWheel;
        if (ImGui::IsItemHovered() && wheel != 0.0F) {
            constexpr double step = 5.0;
            canvas_.emit(command::ChangeVolume{wheel > 0.0F ? step : -step});
        }
    }
    void draw_volume(float width) {
        double volume = canvas_.state.player.volume;
        constexpr double lowest = 0.0;
        constexpr double highest = 130.0;
        ImGui::SetNextItemWidth(width);
        if (ImGui::SliderScalar("##volume", ImGuiDataType_Double, &volume, &lowest, &highest, "%.0f %%",
                                ImGuiSliderFlags_AlwaysClamp)) {
            canvas_.emit(command::SetVolume{volume});
        }
        canvas_.mark("volume");
        turn_volume();
        tooltip(canvas_.format(Text::player_volume, std::lround(canvas_.state.player.volume)));
    }

    // As wide as it will ever be for this film, so that nothing beside it moves.
    void add_time() {
        const PlayerState& player = canvas_.state.player;
        const std::string duration = time_text(player.duration_s);
        const float shown_px = std::max(text_width(duration), text_width(time_text(player.time_s)));
        const std::string rest = " / " + duration;
        const float width = shown_px + text_width(rest) + canvas_.px(4.0);
        add(90, End::left, width, [this, shown_px, rest] {
            const std::string time = time_text(canvas_.state.player.time_s);
            ImGui::SetCursorPosX(ImGui::GetCursorPosX() + canvas_.px(4.0) + shown_px - text_width(time));
            ImGui::AlignTextToFramePadding();
            text_plain(time + rest);
        });
        if (player.buffering) {
            add(95, End::left, text_width(canvas_.tr(Text::player_buffering)), [this] {
                ImGui::AlignTextToFramePadding();
                ImGui::PushStyleColor(ImGuiCol_Text, theme::warn);
                text_plain(canvas_.tr(Text::player_buffering));
                ImGui::PopStyleColor();
            });
        }
    }

    void add_loop() {
        const PlayerState& player = canvas_.state.player;
        const Text text = !player.loop_a_s   ? Text::player_loop_set_a
                          : !player.loop_b_s ? Text::player_loop_set_b
                                             : Text::player_loop_clear;
        const float width = text_width("A-B") + canvas_.px(8.0);
        add(35, End::right, width, [this, width, text] {
            if (text_button("A-B", width, canvas_.state.player.loop_a_s.has_value()) || pressed_past_menu()) {
                canvas_.emit(command::ToggleLoopAB{});
            }
            canvas_.mark("loop");
            tooltip(hint(text, "playback.loop-ab"));
        });
    }
    void add_speed() {
        const float width = text_width("0.25x") + canvas_.px(8.0);
        add(45, End::right, width, [this, width] {
            const double speed = canvas_.state.player.speed;
            const std::string label = speed_text(speed) + "###speed";
            const bool pressed = text_button(label.c_str(), width, speed != 1.0);
            canvas_.mark("speed");
            tooltip(canvas_.tr(Text::player_speed));
            open_menu(canvas_, pressed, "speed", [this] { speed_menu(canvas_); });
        });
    }
    void add_menus() {
        add_loop();
        add_speed();
        if (has_track(TrackKind::video)) {
            add_menu(20, "##video", {Icon::film, hint(Text::player_video, "video.next-track")},
                     [this] { track_menu(canvas_, TrackKind::video); });
        }
        if (has_track(TrackKind::audio)) {
            add_menu(65, "##audio", {Icon::note, hint(Text::player_audio, "audio.next-track")},
                     [this] { track_menu(canvas_, TrackKind::audio); });
        }
        add_menu(75, "##subtitles", {Icon::subtitles, hint(Text::player_subtitles, "subtitle.next-track")},
                 [this] { track_menu(canvas_, TrackKind::subtitle); });
        add_menu(25, "##aspect", {Icon::frame, hint(Text::player_aspect, "picture.aspect")},
                 [this] { aspect_menu(canvas_); });
        add_menu(85, "##compare",
                 {Icon::split, canvas_.tr(Text::player_compare), canvas_.state.view.compare != Compare::b},
                 [this] { compare_menu(canvas_); });
        add_menu(40, "##screenshot", {Icon::camera, canvas_.tr(Text::player_screenshot)},
                 [this] { screenshot_menu(canvas_); });
    }
    void add_window() {
        const ViewState& view = canvas_.state.view;
        add_button(55, End::right, "##playlist",
                   {Icon::list, hint(Text::player_playlist, "window.playlist"),
                    view.panel_visible && view.right == RightTab::playlist},
                   command::ToggleRight{RightTab::playlist});
        add_button(92, End::right, "##fullscreen",
                   {Icon::fullscreen, hint(view.fullscreen ? Text::player_leave_fullscreen : Text::player_fullscreen,
                                           "window.fullscreen")},
                   command::ToggleFullscreen{});
    }

    const Canvas& canvas_;
    float edge_;
    std::vector<Control> row_;
};

} // namespace

void draw_controls(const Canvas& canvas) {
    const float margin = canvas.px(12.0);
    const float bottom = information_line_height(canvas) + canvas.px(8.0);
    const auto opacity = static_cast<float>(controls_opacity(canvas.state, canvas.now_s));
    ImGui::SetNextWindowPos({margin, canvas.window().y - bottom}, ImGuiCond_Always, {0.0F, 1.0F});
    ImGui::SetNextWindowSize({std::max(canvas.window().x - 2.0F * margin, canvas.px(48.0)), controls_height(canvas)});
    ImGui::PushStyleVar(ImGuiStyleVar_Alpha, ImGui::GetStyle().Alpha * opacity);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {canvas.px(14.0), canvas.px(6.0)});
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                       ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing |
                                       ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse;
    const bool open = ImGui::Begin("Controls", nullptr, flags);
    ImGui::PopStyleVar();
    if (open) {
        draw_seek_bar(canvas);
        Row row(canvas);
        draw_row(std::move(row).take());
        if (ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem | ImGuiHoveredFlags_ChildWindows) ||
            ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId)) {
            canvas.emit(command::KeepControls{});
        }
    }
    ImGui::End();
    ImGui::PopStyleVar();
}

} // namespace senga
