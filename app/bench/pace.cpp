#include "app/bench/pace.h"

#include <limits>
#include <utility>

namespace senga {
Pace::Pace(Options options) : options_(std::move(options)), begun_(std::chrono::steady_clock::now()) {}

bool Pace::go_on() const {
    if (options_.on_sample) {
        options_.on_sample();
    }
    return end() == End::none;
}

double Pace::left_s() const {
    const std::chrono::duration<double> gone = std::chrono::steady_clock::now() - begun_;
    return options_.limit_s > 0.0 ? options_.limit_s - gone.count() : std::numeric_limits<double>::infinity();
}

Pace::End Pace::end() const {
    return interruption_.asked() ? End::interrupted : left_s() <= 0.0 ? End::out_of_time : End::none;
}

} // namespace senga
