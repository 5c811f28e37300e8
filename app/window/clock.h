// The program's clock: monotonic, in seconds. Everything that is told the time is told this one. Any thread.
#pragma once

#include <chrono>

namespace senga {

inline double clock_s() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace senga
