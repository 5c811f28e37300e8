// The parts draw_panel() is made of, each one ImGui window, tab or overlay, and the few widgets they share. Internal to
// app/panel; the rules of panel.h hold.
#pragma once

#include "app/i18n/texts.h"
#include "app/panel/landmarks.h"
#include "app/state/command.h"

#include <imgui/imgui.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace senga {

using Commands = std::vector<Command>;

// What the parts share: lengths are given in points and multiplied by the scale.
struct Canvas {
    const State& state;
    double now_s = 0.0;
    Commands& commands;

    const char* tr(Text text) const { return senga::tr(state.view.language, text); }
    template<class... Arguments>
    std::string format(Text text, const Arguments&... arguments) const {
        return tr_format(state.view.language, text, arguments...);
    }
    float px(double points) const { return static_cast<float>(points * state.view.ui_scale); }
    ImVec2 window() const { return ImGui::GetIO().DisplaySize; }
    void emit(Command command) const { commands.push_back(std::move(command)); }

    Landmarks* landmarks = nullptr; // filled where somebody asks
    // Notes where the last item is, if it is in sight.
    void mark(const std::string& name) const {
        if (landmarks != nullptr && ImGui::IsItemVisible()) {
            const ImVec2 at = ImGui::GetItemRectMin();
            const ImVec2 size = ImGui::GetItemRectSize();
            landmarks->insert_or_assign(name, Landmark{at.x, at.y, size.x, size.y});
        }
    }
};

// The two docks: one window each, at the left and the right edge, with a tab for each of LeftTab and RightTab.
void draw_left(const Canvas& canvas);
void draw_right(const Canvas& canvas);
void draw_passes_head(const Canvas& canvas); // what stands in the tabs; this above what scrolls
void draw_pass_list(const Canvas& canvas);
void draw_parameters(const Canvas& canvas, std::size_t index);
void draw_compare(const Canvas& canvas);
void draw_picture(const Canvas& canvas);
void draw_settings(const Canvas& canvas);
void draw_rules(const Canvas& canvas); // a part of the settings
void draw_cost(const Canvas& canvas);
void draw_textures(const Canvas& canvas);
void draw_information(const Canvas& canvas);
void draw_playlist(const Canvas& canvas);
void draw_recent(const Canvas& canvas); // a part of the playlist

void draw_information_line(const Canvas& canvas);
void draw_comparison(const Canvas& canvas);
void draw_probe(const Canvas& canvas);
void draw_palette(const Canvas& canvas);
void draw_keys(const Canvas& canvas);
void draw_open(const Canvas& canvas);
void draw_controls(const Canvas& canvas);
void draw_seek_bar(const Canvas& canvas); // a part of the controls
void draw_toasts(const Canvas& canvas);
void draw_welcome(const Canvas& canvas);

// Up to which x the upper edge is free: the right dock, while it is open, stands at its end.
float free_right(const Canvas& canvas);
// Where the left dock ends.
float passes_right(const Canvas& canvas);

// What lies between the docks, above the controls and the information line.
struct FreeArea {
    float left = 0.0F;
    float right = 0.0F;
    float top = 0.0F;
    float bottom = 0.0F;
    float width() const { return right - left; }
};
FreeArea free_area(const Canvas& canvas);
// How much of the lower edge the information line takes, and the controls with it.
float information_line_height(const Canvas& canvas);
float controls_height(const Canvas& canvas);
// Where what hangs from the upper edge begins: below the labels of A and B.
float overlay_top(const Canvas& canvas);
// What the metrics take from there, with a gap; 0 while they are not shown.
float metrics_height(const Canvas& canvas);

// Text from files: never read as a format, cut to the width there is, whole in a tooltip.
void text_cut(const std::string& text, float width_px);
std::string fitting(const std::string& text, float width_px); // cut, with dots, where it is wider
// A combo whose name is cut to the room it has rather than by its arrow.
bool begin_combo(const char* id, const std::string& shown, ImGuiComboFlags flags = 0);
void text_plain(std::string_view text);
void text_wrapped(const ImVec4& colour, const std::string& text);
void tooltip(const std::string& text);
float text_width(std::string_view text);
// On the line of the last item, at that x of the window. ImGui::SameLine() takes 0 for "beside the last item".
void same_line_at(float x);

} // namespace senga
