// State in words, for toasts, the panel and the information line. ASCII and Latin-1 only, so that every font has it.
// Pure functions, any thread.
#pragma once

#include "app/state/state.h"

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
// Everything about the present playback on one line; empty when nothing is open.
std::string information_line(const State& state);

} // namespace senga
