// CompileGate holds the compiler's thread at a gate before each program, and lets as many through as a test says: what
// happens while programs are being compiled is then tested without clocks. Programs that nobody wants any more never
// come to the gate. It must outlive the compiler; a Doorman declared after the compiler opens it in time.
// Not a test. The test's thread calls it; the hooks of options() run on the compiler's.
#pragma once

#include "renderer/engine/compiler.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace senga::test {

class CompileGate {
public:
    // Open to begin with.
    CompilerOptions options(std::filesystem::path cache = {}) {
        return {.thread = CompilerOptions::Thread::background,
                .cache = std::move(cache),
                .on_change = [this] { finish(); },
                .before_each = [this] { pass(); }};
    }

    void close() {
        const std::lock_guard lock(mutex_);
        open_ = false;
        tickets_ = 0;
    }
    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        moved_.notify_all();
    }
    // Lets `count` programs through and waits until they are made; false where so many are not asked for (after a time
    // that only ends a test that would hang).
    bool let(int count) {
        std::unique_lock lock(mutex_);
        const int wanted = made_ + count;
        tickets_ += count;
        moved_.notify_all();
        return moved_.wait_for(lock, patience, [&] { return made_ >= wanted; });
    }
    // Waits until the thread stands at the closed gate; false as above.
    bool await_visitor() {
        std::unique_lock lock(mutex_);
        return moved_.wait_for(lock, patience, [&] { return waiting_; });
    }

    // Programs made or failed so far.
    int made() const {
        const std::lock_guard lock(mutex_);
        return made_;
    }
    // Calls of on_change so far, also for those that nobody wanted any more.
    int changes() const {
        const std::lock_guard lock(mutex_);
        return changes_;
    }
    // Whether a program was made on the thread that made this gate.
    bool made_here() const {
        const std::lock_guard lock(mutex_);
        return made_here_;
    }

private:
    static constexpr std::chrono::seconds patience{60};

    void pass() {
        std::unique_lock lock(mutex_);
        made_here_ = made_here_ || std::this_thread::get_id() == owner_;
        waiting_ = true;
        moved_.notify_all();
        moved_.wait(lock, [this] { return open_ || tickets_ > 0; });
        waiting_ = false;
        if (!open_) {
            --tickets_;
        }
        making_ = true;
    }
    void finish() {
        const std::lock_guard lock(mutex_);
        ++changes_;
        made_ += making_ ? 1 : 0;
        making_ = false;
        moved_.notify_all();
    }

    const std::thread::id owner_ = std::this_thread::get_id();
    mutable std::mutex mutex_;
    std::condition_variable moved_;
    bool open_ = true;
    bool waiting_ = false;
    bool making_ = false;
    bool made_here_ = false;
    int tickets_ = 0;
    int made_ = 0;
    int changes_ = 0;
};

// Opens the gate when a test is over, however it ends.
class Doorman {
public:
    explicit Doorman(CompileGate& gate) : gate_(&gate) {}
    ~Doorman() { gate_->open(); }
    Doorman(const Doorman&) = delete;
    Doorman& operator=(const Doorman&) = delete;

private:
    CompileGate* gate_;
};

} // namespace senga::test
