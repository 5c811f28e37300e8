#include "renderer/base/background.h"

#include <utility>

namespace senga {

Background::Background(Options options) {
    thread_ = std::thread([this, options = std::move(options)] { work(options); });
}

Background::~Background() {
    stopping_ = true;
    std::deque<Job> dropped; // jobs may own what must not die under the lock
    {
        const std::lock_guard lock(mutex_);
        dropped.swap(jobs_);
    }
    changed_.notify_all();
    thread_.join();
}

void Background::post(Job job) {
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back(std::move(job));
    }
    changed_.notify_all();
}

void Background::drain() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return jobs_.empty() && !busy_; });
}

void Background::work(const Options& options) {
    if (options.on_start) {
        options.on_start();
    }
    while (true) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
            if (stopping_) {
                break;
            }
            job = std::move(jobs_.front());
            jobs_.pop_front();
            busy_ = true;
        }
        job();
        job = nullptr; // what it owns goes before drain() returns
        {
            const std::lock_guard lock(mutex_);
            busy_ = false;
        }
        changed_.notify_all();
    }
    if (options.on_stop) {
        options.on_stop();
    }
}

} // namespace senga
