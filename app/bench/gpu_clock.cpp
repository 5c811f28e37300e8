#include "app/bench/gpu_clock.h"

#include <ctime>

#include <thread>

namespace senga {
namespace {

double process_cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

} // namespace

void wait_for_quiet() {
    constexpr auto look = std::chrono::milliseconds(3);
    constexpr double at_rest_ms = 0.3; // of processor time in one look: a tenth of one processor
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(50);
    double before = process_cpu_ms();
    while (std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(look);
        const double now = process_cpu_ms();
        if (now - before < at_rest_ms) {
            return;
        }
        before = now;
    }
}

} // namespace senga
