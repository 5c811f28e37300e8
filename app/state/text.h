// State in words, for toasts, the panel and the information line. ASCII and Latin-1 only, so that every font has it.
// Pure functions, any thread.
#pragma once

#include "app/state/state.h"

#include <cstddef>
#include <optional>
#include <string>

namespace senga {

// "0:07", "12:34", "1:02:03"; negative and unknown times are "0:00".
std::string time_text(double time_s);
// "+0.3 s", "0 s".
std::string delay_text(double delay_s);
// "1280x720 4:2:0 8-bit bt709 limited".
std::string format_text(const FrameFormat& format);
// "2: Signs & Songs, eng, ass (external)".
std::string track_text(const Track& track);
// "Subtitles", "Audio", "Video".
std::string track_kind_text(TrackKind kind);
// "0.42", "1041.9".
std::string milliseconds_number(double ms);
// "0.42 ms".
std::string milliseconds_text(double ms);
// "0.02 MiB", "3.52 MiB", "31.6 MiB", "182 MiB".
std::string mebibytes_text(std::size_t bytes);
// "12.40 of 41.71 ms per frame (30 %)"; without a budget "12.40 ms per frame".
std::string frame_cost_text(double total_ms, std::optional<double> budget_ms);
// "Compiling 3 of 12 passes".
std::string compile_text(const CompileState& compile);
// The first `count` lines, without the last one's end.
std::string first_lines(const std::string& text, std::size_t count);
// Everything about the present playback on one line; empty when nothing is open.
std::string information_line(const State& state);

} // namespace senga
