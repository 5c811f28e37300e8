// Placement is where everything that a Composition names lies, in whole pixels and in ratios of whole numbers: what the
// compositor's program is given. Whole numbers, so that no texel of a large or far enlarged picture drifts. It draws
// nothing. Plain data and pure functions, any thread.
#pragma once

#include "renderer/compare/compositor.h"

#include <array>

namespace senga {

// A texture in a part of the target. A pixel d pixels from the picture's left edge shows `samples` samples side by side
// (1 but where the texture is made much smaller); sample s lies (2 s + 1) / 2 * numerator / denominator texels from the
// texture's left edge. The same downward.
struct View {
    enum class Sampling {
        none,    // there is no texture: black
        nearest, // each texel a sharp rectangle
        linear,  // between the four nearest
    } sampling = Sampling::none;
    Rect area;    // of the target
    Rect picture; // of the target, may reach beyond
    Size texels;  // of the texture, upright
    Size samples{1, 1};
    Size numerator{1, 1};
    Size denominator{1, 1};
    int components = 4;
    bool grid = false; // lines between texels
};

struct Placement {
    std::array<View, 4> views;            // A, B, A in the lens, B in the lens
    int split = 0;                        // the target's first column (line) that shows B
    int line_px = 0;                      // width of the divider's line
    int lens_x = 0, lens_y = 0, lens = 0; // where its discs touch, their radius; 0: none
    int finer = 0;                        // the view that has the smaller texels: a difference is made of those
};

Placement place(const Composition& what, Size target);

Rect intersection(const Rect& a, const Rect& b);

// The picture's place in whole pixels, and the part of it that the pane shows.
Rect picture_rect(const ComposedPane& pane);
Rect visible_rect(const ComposedPane& pane);

} // namespace senga
