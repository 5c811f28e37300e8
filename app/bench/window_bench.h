// The program's whole window frame against plain libmpv in a window of the same size: one frame of each by turns, the
// same film from the same place, subtitles on, the same chain. Belongs to the thread of the GL context.
#pragma once

#include "app/bench/against_mpv.h"

namespace senga {

// `contest.size` is the window's; the picture keeps its shape in it. The agreement is left to the caller. Errors: usage
// (a still), those of OwnWindow and MpvScreen.
Result<WindowTimes> measure_window(const Contest& contest, const Pace& pace);

} // namespace senga
