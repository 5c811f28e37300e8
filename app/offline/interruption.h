// Interruption lets a long command end in good order when it is asked to: the first Ctrl+C (SIGINT) or SIGTERM is only
// noted, the second ends the program at once. While it lives, a file that may not grow further is an error of writing
// and no signal that kills (SIGXFSZ).
// Create it before any thread is: threads inherit what is held back. asked() is the creating thread's.
#pragma once

#include <csignal>

namespace senga {

// What a long piece of work hears from whoever watches it.
enum class Onward { yes, no };

class Interruption {
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    // Whether the user has asked to stop. Never waits.
    bool asked();

private:
    sigset_t held_back_{};
    sigset_t before_{};
    struct sigaction file_size_before_ {};
    bool asked_ = false;
};

} // namespace senga
