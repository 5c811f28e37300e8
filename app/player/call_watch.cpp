#include "app/player/call_watch.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

namespace senga {

#ifdef NDEBUG

struct CallWatch::Guard {};
CallWatch::CallWatch() = default;
CallWatch::Scope::Scope(CallWatch& watch, const char*) : watch_(watch) {}
CallWatch::Scope::~Scope() {
    static_cast<void>(watch_);
}

#else

// A frame on a software renderer takes a second at worst; a deadlock takes for ever.
constexpr std::chrono::seconds patience{30};

struct CallWatch::Guard {
    std::mutex mutex;
    std::condition_variable changed;
    const char* running = nullptr;
    unsigned long calls = 0;
    bool stop = false;
    std::thread thread{[this] { watch(); }};

    ~Guard() {
        {
            const std::lock_guard lock(mutex);
            stop = true;
        }
        changed.notify_all();
        thread.join();
    }

    void watch() {
        std::unique_lock lock(mutex);
        while (!stop) {
            changed.wait(lock, [this] { return stop || running != nullptr; });
            const unsigned long call = calls;
            const bool over =
                changed.wait_for(lock, patience, [&] { return stop || running == nullptr || calls != call; });
            if (!over) {
                std::fprintf(stderr,
                             "senga: %s does not return: was mpv called synchronously from the render thread?\n",
                             running);
                std::abort();
            }
        }
    }

    void set(const char* what) {
        {
            const std::lock_guard lock(mutex);
            running = what;
            ++calls;
        }
        changed.notify_all();
    }
};

CallWatch::CallWatch() : guard_(std::make_unique<Guard>()) {}
CallWatch::Scope::Scope(CallWatch& watch, const char* what) : watch_(watch) {
    watch_.guard_->set(what);
}
CallWatch::Scope::~Scope() {
    watch_.guard_->set(nullptr);
}

#endif

CallWatch::~CallWatch() = default;
CallWatch::CallWatch(CallWatch&&) noexcept = default;
CallWatch& CallWatch::operator=(CallWatch&&) noexcept = default;

} // namespace senga
