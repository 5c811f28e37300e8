// Plots numbers over time as an SVG that stands for itself: no script, no outside font, readable on white. Panels lie
// below each other over one time axis. It knows nothing of what the numbers mean. Pure function, any thread.
#pragma once

#include <string>
#include <vector>

namespace senga {

struct PlotLine {
    std::string name;
    std::vector<double> values; // one per time; an infinite one is drawn at the panel's upper edge
};

struct PlotPanel {
    std::string title;
    std::vector<PlotLine> lines;
};

struct Plot {
    std::string title;
    std::vector<double> times_s; // growing
    std::vector<PlotPanel> panels;
};

// Where there are many more values than pixels, the lowest and the highest of each pixel column are kept.
std::string svg(const Plot& plot);

} // namespace senga
