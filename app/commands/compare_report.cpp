#include "app/commands/compare_report.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace senga {
namespace {

// As many digits as say something, for every kind of number: "41.234", "0.98765", "inf".
std::string number_text(double value) {
    if (std::isinf(value)) {
        return "inf";
    }
    const double size = std::abs(value);
    return fmt::format("{:.{}f}", value, size >= 1000 ? 1 : size >= 2 ? 3 : 6);
}

nlohmann::json number_json(double value) {
    return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr);
}

// 0:01:23.456
std::string time_text(double time_s) {
    const auto total_ms = std::llround(std::max(0.0, time_s) * 1000.0);
    return fmt::format("{}:{:02}:{:02}.{:03}", total_ms / 3'600'000, total_ms / 60'000 % 60, total_ms / 1000 % 60,
                       total_ms % 1000);
}

std::string grid_line(const Measurement& found) {
    std::string out = grid_text(found.grid.format);
    if (found.converted_a || found.converted_b) {
        const char* which = found.converted_a && found.converted_b ? "A and B were"
                            : found.converted_a                    ? "A was"
                                                                   : "B was";
        out += fmt::format(" ({} brought to it, {})", which, to_text(found.grid.kernel));
    }
    return out;
}

// "psnr_y" and "psnr" are of one kind, "ms_ssim" of another.
std::string family_of(const std::string& name) {
    return name.starts_with("ms_") ? name : name.substr(0, name.find('_'));
}

nlohmann::json side_json(const std::string& file, const FrameFormat& format) {
    return {{"file", file}, {"format", grid_text(format)}, {"width", format.size.w}, {"height", format.size.h}};
}

nlohmann::json grid_json(const Measurement& found) {
    nlohmann::json converted = nlohmann::json::array();
    if (found.converted_a) {
        converted.push_back("a");
    }
    if (found.converted_b) {
        converted.push_back("b");
    }
    return {{"format", grid_text(found.grid.format)},
            {"width", found.grid.format.size.w},
            {"height", found.grid.format.size.h},
            {"kernel", to_text(found.grid.kernel)},
            {"converted", converted}};
}

nlohmann::json series_json(const Series& series, const Measurement& found, std::size_t worst_count) {
    const Summary summary = summarise(series, worst_count);
    nlohmann::json worst = nlohmann::json::array();
    for (const std::size_t i : summary.worst) {
        const MeasuredFrame& frame = found.frames[i];
        worst.push_back({{"frame", frame.index_a}, {"time", frame.time_a_s}, {"value", number_json(series.values[i])}});
    }
    nlohmann::json values = nlohmann::json::array();
    for (const double value : series.values) {
        values.push_back(number_json(value));
    }
    return {{"unit", series.unit},
            {"mean", number_json(summary.mean)},
            {"min", number_json(summary.low)},
            {"max", number_json(summary.high)},
            {"worst", std::move(worst)},
            {"values", std::move(values)}};
}

void put_worst(fmt::memory_buffer& out, const ReportSubject& subject, const Series& series) {
    fmt::format_to(std::back_inserter(out), "worst by {}:", series.name);
    for (const std::size_t i : summarise(series, subject.worst_count).worst) {
        const MeasuredFrame& frame = subject.found.frames[i];
        fmt::format_to(std::back_inserter(out), "  {} ({}) {}", frame.index_a, time_text(frame.time_a_s),
                       number_text(series.values[i]));
    }
    out.push_back('\n');
}

} // namespace

std::string compare_table(const ReportSubject& subject) {
    const Measurement& found = subject.found;
    fmt::memory_buffer out;
    const auto to = std::back_inserter(out);
    fmt::format_to(to, "A       {}  {}\n", subject.request.a, grid_text(found.format_a));
    fmt::format_to(to, "B       {}  {}\n", subject.request.b, grid_text(found.format_b));
    fmt::format_to(to, "grid    {}\n", grid_line(found));
    fmt::format_to(to, "frames  {}, from {} to {} of A\n\n", found.frames.size(),
                   time_text(found.frames.front().time_a_s), time_text(found.frames.back().time_a_s));
    fmt::format_to(to, "{:<10} {:>12} {:>12} {:>8}  {}\n", "metric", "mean", "worst", "frame", "at");
    for (const Series& series : found.series) {
        const Summary summary = summarise(series, 1);
        const MeasuredFrame& frame = found.frames[summary.worst.front()];
        fmt::format_to(to, "{:<10} {:>12} {:>12} {:>8}  {}\n", series.name, number_text(summary.mean),
                       number_text(series.values[summary.worst.front()]), frame.index_a, time_text(frame.time_a_s));
    }
    if (subject.worst_count > 1 && found.frames.size() > 1) {
        fmt::format_to(to, "\n");
        for (const Series& series : found.series) {
            if (family_of(series.name) == series.name) {
                put_worst(out, subject, series);
            }
        }
    }
    for (const std::string& note : found.notes) {
        fmt::format_to(to, "note: {}\n", note);
    }
    if (found.interrupted) {
        fmt::format_to(to, "note: interrupted: these numbers are of the frames until then\n");
    }
    return fmt::to_string(out);
}

std::string compare_json(const ReportSubject& subject) {
    const Measurement& found = subject.found;
    nlohmann::json frames = nlohmann::json::array();
    for (const MeasuredFrame& frame : found.frames) {
        frames.push_back(
            {{"a", frame.index_a}, {"b", frame.index_b}, {"time_a", frame.time_a_s}, {"time_b", frame.time_b_s}});
    }
    nlohmann::json metrics = nlohmann::json::object();
    for (const Series& series : found.series) {
        metrics[series.name] = series_json(series, found, subject.worst_count);
    }
    const nlohmann::json out{{"a", side_json(subject.request.a, found.format_a)},
                             {"b", side_json(subject.request.b, found.format_b)},
                             {"grid", grid_json(found)},
                             {"metrics", std::move(metrics)},
                             {"frames", std::move(frames)},
                             {"interrupted", found.interrupted},
                             {"notes", found.notes}};
    // File names need not be UTF-8.
    return out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string compare_csv(const Measurement& found) {
    fmt::memory_buffer out;
    const auto to = std::back_inserter(out);
    fmt::format_to(to, "frame_a,frame_b,time_a_s,time_b_s");
    for (const Series& series : found.series) {
        fmt::format_to(to, ",{}", series.name);
    }
    fmt::format_to(to, "\n");
    for (std::size_t i = 0; i < found.frames.size(); ++i) {
        const MeasuredFrame& frame = found.frames[i];
        fmt::format_to(to, "{},{},{:.6f},{:.6f}", frame.index_a, frame.index_b, frame.time_a_s, frame.time_b_s);
        for (const Series& series : found.series) {
            fmt::format_to(to, ",{:.9g}", series.values[i]);
        }
        fmt::format_to(to, "\n");
    }
    return fmt::to_string(out);
}

Plot compare_plot(const ReportSubject& subject) {
    Plot out{.title = fmt::format("A: {}   B: {}   on {}", subject.request.a, subject.request.b,
                                  grid_text(subject.found.grid.format)),
             .times_s = {},
             .panels = {}};
    out.times_s.reserve(subject.found.frames.size());
    for (const MeasuredFrame& frame : subject.found.frames) {
        out.times_s.push_back(frame.time_a_s);
    }
    for (const Series& series : subject.found.series) {
        const std::string family = family_of(series.name);
        auto panel = std::find_if(out.panels.begin(), out.panels.end(),
                                  [&](const PlotPanel& each) { return family_of(each.lines.front().name) == family; });
        if (panel == out.panels.end()) {
            const std::string unit = series.unit.empty() ? "" : fmt::format(" ({})", series.unit);
            panel = out.panels.insert(out.panels.end(), {.title = family + unit, .lines = {}});
        }
        panel->lines.push_back({series.name, series.values});
    }
    return out;
}

} // namespace senga
