#include "app/state/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace senga {
namespace {

constexpr std::string_view separator = "  \xC2\xB7  "; // a middle dot

void append(std::string& line, std::string_view part) {
    if (part.empty()) {
        return;
    }
    if (!line.empty()) {
        line += separator;
    }
    line += part;
}

std::string pace_text(const PlayerState& player) {
    std::string text = fmt::format("dropped {} (decoder {})", player.dropped_output, player.dropped_decoder);
    text += fmt::format(", mistimed {}", player.mistimed);
    if (player.delayed > 0) {
        text += fmt::format(", delayed {}", player.delayed);
    }
    return text;
}

} // namespace

std::string time_text(double time_s) {
    constexpr double longest_s = 359999.0; // 99:59:59; streams may claim absurd lengths
    const double bounded = std::isfinite(time_s) ? std::clamp(time_s, 0.0, longest_s) : 0.0;
    const int total = static_cast<int>(bounded);
    const int hours = total / 3600;
    const int minutes = total / 60 % 60;
    const int seconds = total % 60;
    return hours > 0 ? fmt::format("{}:{:02}:{:02}", hours, minutes, seconds)
                     : fmt::format("{}:{:02}", minutes, seconds);
}

std::string delay_text(double delay_s) {
    // Rounded to milliseconds first: sums of tenths are not exact.
    const double rounded = std::round(delay_s * 1000.0) / 1000.0;
    return rounded == 0.0 ? "0 s" : fmt::format("{:+g} s", rounded);
}

std::string format_text(const FrameFormat& format) {
    const std::string shape =
        fmt::format("{}x{} {} {}-bit", format.size.w, format.size.h, subsampling_name(format), format.bit_depth);
    if (format.layout == Layout::rgb) {
        return shape;
    }
    return fmt::format("{} {} {}", shape, matrix_name(format.matrix), range_name(format.range));
}

std::string track_text(const Track& track) {
    std::string text = std::to_string(track.id) + ":";
    const char* join = " ";
    for (const std::string* part : {&track.title, &track.lang, &track.codec}) {
        if (!part->empty()) {
            text += join + *part;
            join = ", ";
        }
    }
    if (track.external) {
        text += " (external)";
    }
    if (track.albumart) {
        text += " (cover)";
    }
    return text;
}

std::string track_kind_text(TrackKind kind) {
    switch (kind) {
    case TrackKind::video:
        return "Video";
    case TrackKind::audio:
        return "Audio";
    case TrackKind::subtitle:
        break;
    }
    return "Subtitles";
}

std::string milliseconds_number(double ms) {
    return fmt::format("{:.{}f}", ms, std::abs(ms) < 99.995 ? 2 : 1); // 99.995 is where two decimals give "100.00"
}

std::string milliseconds_text(double ms) {
    return milliseconds_number(ms) + " ms";
}

std::string mebibytes_text(std::size_t bytes) {
    const double mebibytes = static_cast<double>(bytes) / (1024.0 * 1024.0);
    // Three digits, as far as they go; the limits are where fewer decimals begin to round to a digit more.
    const int decimals = mebibytes < 9.995 ? 2 : mebibytes < 99.95 ? 1 : 0;
    return fmt::format("{:.{}f} MiB", mebibytes, decimals);
}

std::string frame_cost_text(double total_ms, std::optional<double> budget_ms) {
    const std::string total = milliseconds_number(total_ms);
    if (!budget_ms) {
        return total + " ms per frame";
    }
    return fmt::format("{} of {} ms per frame ({:.0f} %)", total, milliseconds_number(*budget_ms),
                       100.0 * total_ms / *budget_ms);
}

std::string compile_text(const CompileState& compile) {
    return fmt::format("Compiling {} of {} passes", compile.done, compile.total);
}

std::string first_lines(const std::string& text, std::size_t count) {
    std::size_t end = 0;
    for (std::size_t i = 0; i < count; ++i) {
        end = text.find('\n', end);
        if (end == std::string::npos) {
            return text;
        }
        ++end;
    }
    return text.substr(0, end > 0 ? end - 1 : 0);
}

std::string information_line(const State& state) {
    const PlayerState& player = state.player;
    if (!player.opened) {
        return "";
    }
    std::string line;
    append(line, player.title.empty() ? player.path.substr(player.path.rfind('/') + 1) : player.title);
    if (player.format) {
        append(line, format_text(*player.format));
    }
    if (player.fps > 0.0) {
        append(line, fmt::format("{:.5g} fps", player.fps));
    }
    append(line, player.hwdec.empty() ? "software decoder" : "hardware decoder " + player.hwdec);
    if (state.chain.plan) {
        append(line, fmt::format("to {}x{}", state.chain.plan->output.w, state.chain.plan->output.h));
    }
    append(line, pace_text(player));
    if (player.hdr) {
        append(line, "HDR: tone-mapped by mpv");
    }
    return line;
}

} // namespace senga
