// The parts draw_panel() is made of, each one ImGui window or overlay. Internal to app/panel; the rules of panel.h
// hold.
#pragma once

#include "app/state/command.h"

#include <imgui/imgui.h>

#include <string>
#include <vector>

namespace senga {

using Commands = std::vector<Command>;

// What the parts share: lengths are given in points and multiplied by the scale.
struct Canvas {
    const State& state;
    double now_s = 0.0;
    Commands& commands;

    float px(double points) const { return static_cast<float>(points * state.view.ui_scale); }
    ImVec2 window() const { return ImGui::GetIO().DisplaySize; }
};

void draw_passes(const Canvas& canvas);
void draw_parameters(const Canvas& canvas, std::size_t entry);
void draw_cost(const Canvas& canvas);
void draw_information(const Canvas& canvas);
void draw_controls(const Canvas& canvas);
void draw_comparison(const Canvas& canvas);
void draw_toasts(const Canvas& canvas);
void draw_welcome(const Canvas& canvas);

// Up to which x the upper edge is free: the cost window, while it is shown, stands at its right end.
float free_right(const Canvas& canvas);
// Where the passes end.
float passes_right(const Canvas& canvas);

// Text from files: never read as a format, cut to the width there is, whole in a tooltip.
void text_cut(const std::string& text, float width_px);
void text_wrapped(const ImVec4& colour, const std::string& text);
void tooltip(const std::string& text);

} // namespace senga
