// Where the picture lies in the window: fitted, zoomed, moved, in one pane or in two. One answer for the compositor,
// the panels and the mouse. All positions are window pixels from the top left. Pure functions, any thread.
#pragma once

#include "app/state/state.h"
#include "renderer/picture/size.h"

namespace senga {

struct RectF {
    double x = 0.0;
    double y = 0.0;
    double w = 0.0;
    double h = 0.0;
    bool operator==(const RectF&) const = default;
};

// The size the picture is made at: fitted to the window with its aspect; with panscan larger than the window. Empty
// while there is no picture.
Size picture_size(const PlayerState& player, Size window);

// How far the magnifier's discs reach around the pointer.
constexpr double lens_radius_pt = 90.0;

// A part of the window and the whole picture's place in it (which may reach beyond).
struct Pane {
    Rect area;
    RectF picture;
};
// Side by side the left half is A's and the right half is B's; otherwise both are the whole window.
Pane pane(const State& state, Side side, Size window);
// The part of the pane that the picture covers, in whole pixels; the divider's position is a share of it.
Rect visible_part(const Pane& pane);
// Where the divider stands: the first column (line) that shows B.
int divider_px(const Divider& divider, const Rect& visible);

// The factor in force: Zoom::factor, or what makes the picture fit its pane (1 but for side by side).
double zoom_factor(const State& state, Size window);
// The zoom that has `factor` and leaves the picture's point under `fixed` where it is. Factors are clamped to 1/8..16;
// the centre so that the picture does not leave the window.
Zoom zoomed_at(const State& state, Size window, double factor, Point fixed);
Zoom panned(const State& state, Size window, double dx_px, double dy_px);
// The next factor of the ladder 1/8 1/4 1/2 3/4 1 1.5 2 3 4 6 8 12 16.
double next_zoom(double factor, int steps);

// The picture's pixel under a point of the window, as a share 0..1 of its size; nullopt: none.
std::optional<Point> picture_point(const State& state, Size window, Point at);

} // namespace senga
