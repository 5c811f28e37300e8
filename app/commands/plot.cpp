#include "app/commands/plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <utility>

namespace senga {
namespace {

constexpr double width_px = 1000;
constexpr double left_px = 70;
constexpr double right_px = 130; // the legend's
constexpr double top_px = 44;
constexpr double panel_px = 180;
constexpr double gap_px = 40;
constexpr double bottom_px = 44;
constexpr double plot_width_px = width_px - left_px - right_px;

// Told apart with colour blindness too (Okabe and Ito).
constexpr std::array<const char*, 7> colours{"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000"};

std::string escaped(const std::string& text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        default:
            out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
        }
    }
    return out;
}

struct Scale {
    double low = 0.0;
    double high = 1.0;
    double from_px = 0.0; // where `low` lies
    double to_px = 1.0;

    double at(double value) const {
        const double share = (std::clamp(value, low, high) - low) / (high - low);
        return from_px + share * (to_px - from_px);
    }
    // 1, 2 or 5 times a power of ten, for about `count` of them.
    double tick_step(int count) const {
        const double rough = (high - low) / count;
        const double power = std::pow(10.0, std::floor(std::log10(rough)));
        for (const double factor : {1.0, 2.0, 5.0}) {
            if (factor * power >= rough) {
                return factor * power;
            }
        }
        return 10.0 * power;
    }
};

// A little wider than the values, never empty.
Scale value_scale(const PlotPanel& panel, double panel_top_px) {
    double low = INFINITY;
    double high = -INFINITY;
    for (const PlotLine& line : panel.lines) {
        for (const double value : line.values) {
            if (std::isfinite(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
        }
    }
    if (low > high) {
        low = high = 0.0;
    }
    const double margin = high > low ? 0.05 * (high - low) : std::max(0.5, 0.01 * std::abs(high));
    return {low - margin, high + margin, panel_top_px + panel_px, panel_top_px};
}

Scale time_scale(const std::vector<double>& times_s) {
    const double first = times_s.empty() ? 0.0 : times_s.front();
    const double last = times_s.empty() ? 0.0 : times_s.back();
    return {first, std::max(last, first + 0.001), left_px, left_px + plot_width_px};
}

using Buffer = fmt::memory_buffer;

template<class... Values>
void put(Buffer& out, fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(out), format, std::forward<Values>(values)...);
}

void put_value_axis(Buffer& out, const Scale& scale) {
    const double step = scale.tick_step(5);
    const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 9);
    for (double n = std::ceil(scale.low / step); n * step <= scale.high; ++n) {
        const double y = scale.at(n * step);
        put(out, "<path class=\"grid\" d=\"M{:.1f} {:.1f}h{:.1f}\"/>\n", left_px, y, plot_width_px);
        put(out, "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{:.{}f}</text>\n", left_px - 6, y + 4, n * step,
            decimals);
    }
}

void put_time_axis(Buffer& out, const Scale& scale, double y) {
    const double step = scale.tick_step(8);
    const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 3);
    for (double n = std::ceil(scale.low / step); n * step <= scale.high; ++n) {
        const double x = scale.at(n * step);
        put(out, "<path class=\"axis\" d=\"M{:.1f} {:.1f}v5\"/>\n", x, y);
        put(out, "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{:.{}f} s</text>\n", x, y + 18, n * step,
            decimals);
    }
}

// The values to draw, in order: all, or each pixel column's extremes.
std::vector<std::size_t> points_of(const PlotLine& line, const std::vector<double>& times_s, const Scale& time) {
    std::vector<std::size_t> out;
    const std::size_t count = std::min(line.values.size(), times_s.size());
    out.reserve(std::min(count, static_cast<std::size_t>(2 * plot_width_px) + 2));
    for (std::size_t begin = 0; begin < count;) {
        std::size_t end = begin + 1;
        while (end < count && count > static_cast<std::size_t>(2 * plot_width_px) &&
               std::floor(time.at(times_s[end])) == std::floor(time.at(times_s[begin]))) {
            ++end;
        }
        const auto first = line.values.begin();
        const auto [low, high] =
            std::minmax_element(first + static_cast<std::ptrdiff_t>(begin), first + static_cast<std::ptrdiff_t>(end));
        const auto a = static_cast<std::size_t>(std::min(low, high) - first);
        const auto b = static_cast<std::size_t>(std::max(low, high) - first);
        out.push_back(a);
        if (b != a) {
            out.push_back(b);
        }
        begin = end;
    }
    return out;
}

void put_line(Buffer& out, const Plot& plot, const PlotLine& line, const Scale& time, const Scale& value,
              const char* colour) {
    const std::vector<std::size_t> points = points_of(line, plot.times_s, time);
    if (points.size() == 1) { // a line of one point shows nothing
        put(out, "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3\" fill=\"{}\"/>\n", time.at(plot.times_s[points[0]]),
            value.at(line.values[points[0]]), colour);
        return;
    }
    put(out, "<polyline stroke=\"{}\" points=\"", colour);
    for (const std::size_t i : points) {
        put(out, "{:.1f},{:.1f} ", time.at(plot.times_s[i]), value.at(line.values[i]));
    }
    put(out, "\"/>\n");
}

bool has_infinite(const PlotPanel& panel) {
    return std::any_of(panel.lines.begin(), panel.lines.end(), [](const PlotLine& line) {
        return std::any_of(line.values.begin(), line.values.end(), [](double value) { return std::isinf(value); });
    });
}

void put_panel(Buffer& out, const Plot& plot, const PlotPanel& panel, double y) {
    const Scale value = value_scale(panel, y);
    const Scale time = time_scale(plot.times_s);
    put(out, "<text class=\"title\" x=\"{:.1f}\" y=\"{:.1f}\">{}{}</text>\n", left_px, y - 8, escaped(panel.title),
        has_infinite(panel) ? " (upper edge: infinite)" : "");
    put_value_axis(out, value);
    put(out, "<path class=\"axis\" d=\"M{:.1f} {:.1f}v{:.1f}h{:.1f}\"/>\n", left_px, y, panel_px, plot_width_px);
    put_time_axis(out, time, y + panel_px);
    for (std::size_t i = 0; i < panel.lines.size(); ++i) {
        const char* colour = colours[i % colours.size()];
        put_line(out, plot, panel.lines[i], time, value, colour);
        put(out, "<text x=\"{:.1f}\" y=\"{:.1f}\" fill=\"{}\">{}</text>\n", left_px + plot_width_px + 10,
            y + 14 + 18 * static_cast<double>(i), colour, escaped(panel.lines[i].name));
    }
}

} // namespace

std::string svg(const Plot& plot) {
    const double height_px =
        top_px + static_cast<double>(plot.panels.size()) * (panel_px + gap_px) - gap_px + gap_px / 2 + bottom_px;
    Buffer out;
    put(out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
        "height=\"{1:.0f}\" font-family=\"sans-serif\" font-size=\"12\">\n",
        width_px, height_px);
    put(out, "<style>.grid{{stroke:#ddd}}.axis{{stroke:#444;fill:none}}.title{{font-weight:bold}}"
             "polyline{{fill:none;stroke-width:1.2;stroke-linejoin:round}}</style>\n"
             "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
    put(out, "<text x=\"{:.1f}\" y=\"18\" font-size=\"13\">{}</text>\n", left_px, escaped(plot.title));
    double y = top_px;
    for (const PlotPanel& panel : plot.panels) {
        put_panel(out, plot, panel, y);
        y += panel_px + gap_px;
    }
    put(out, "</svg>\n");
    return fmt::to_string(out);
}

} // namespace senga
