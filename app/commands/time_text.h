// Points in time as people write them on the command line. Pure function, any thread.
#pragma once

#include "renderer/base/result.h"

#include <string>

namespace senga {

// Seconds of "83.5", "1:23.5", "1:02:03" or "25%" of `duration_s`. Errors: usage; `option` is named in it ("--at").
Result<double> parse_time(const std::string& option, const std::string& text, double duration_s);

} // namespace senga
