#include "app/bench/pace.h"

#include <csignal>
#include <limits>
#include <utility>

namespace senga {
namespace {

// A signal handler reaches nothing else.
volatile std::sig_atomic_t interrupted = 0;

void interrupt(int signal) {
    interrupted = 1;
    std::signal(signal, SIG_DFL);
}

} // namespace

Pace::Pace(Options options) : options_(std::move(options)), begun_(std::chrono::steady_clock::now()) {
    interrupted = 0;
    former_ = std::signal(SIGINT, interrupt);
}

Pace::~Pace() {
    std::signal(SIGINT, former_ == SIG_ERR ? SIG_DFL : former_);
}

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
    return interrupted != 0 ? End::interrupted : left_s() <= 0.0 ? End::out_of_time : End::none;
}

} // namespace senga
