// How the panels look: a quiet dark theme that leaves the eye to the picture, scaled as a whole. Fonts are fonts.h's
// matter. apply_style() changes ImGui's current context and is called outside a frame, at start and when the scale
// changes. The colours are constants. Main thread.
#pragma once

#include <imgui/imgui.h>

namespace senga::theme {

inline const ImVec4 text{0.90F, 0.91F, 0.93F, 1.0F};
inline const ImVec4 dim{0.58F, 0.60F, 0.65F, 1.0F};
inline const ImVec4 accent{0.42F, 0.67F, 0.94F, 1.0F};
inline const ImVec4 good{0.48F, 0.80F, 0.58F, 1.0F};
inline const ImVec4 warn{0.94F, 0.76F, 0.38F, 1.0F};
inline const ImVec4 bad{0.96F, 0.45F, 0.43F, 1.0F};
inline const ImVec4 ground{0.075F, 0.08F, 0.095F, 0.92F};

// The same colour with another opacity.
inline ImU32 colour(ImVec4 value, float opacity = 1.0F) {
    value.w *= opacity;
    return ImGui::ColorConvertFloat4ToU32(value);
}

} // namespace senga::theme

namespace senga {

void apply_style(double ui_scale);

} // namespace senga
