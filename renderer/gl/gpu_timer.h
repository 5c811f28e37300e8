// GpuTimer measures how long the GPU takes for what is submitted between begin() and end(), without ever waiting for
// it: results arrive some frames later. Lives on the thread of its GL context. Movable.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace senga::gl {

class GpuTimer {
public:
    GpuTimer() = default;
    ~GpuTimer();
    GpuTimer(GpuTimer&& other) noexcept;
    GpuTimer& operator=(GpuTimer&& other) noexcept;

    // Timers cannot be nested. Where all queries are still under way this round is not measured.
    void begin();
    void end();
    // The oldest result that has arrived and was not taken yet, in milliseconds.
    std::optional<double> take_ms();

private:
    // Enough for the frames a driver keeps in flight.
    static constexpr std::size_t depth = 4;
    std::array<std::uint32_t, depth> queries_{};
    std::uint64_t begun_ = 0;
    std::uint64_t taken_ = 0;
    bool running_ = false;
};

} // namespace senga::gl
