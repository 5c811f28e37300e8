// BoundedQueue hands values from threads that make them to threads that use them, in order, and holds a few at most:
// whoever is faster waits. It knows nothing of the values and runs nothing.
// Every call may come from any thread. The queue must outlive all who wait in it: close() or cancel(), then join.
//
//     BoundedQueue<Frame> queue(3);
//     maker: while (auto frame = read()) { if (!queue.push(std::move(*frame))) { return; } } queue.close();
//     user:  while (auto frame = queue.pop()) { use(*frame); }
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace senga {

template<class T>
class BoundedQueue {
public:
    // At least one value fits.
    explicit BoundedQueue(std::size_t capacity) : capacity_(capacity > 0 ? capacity : 1) {}
    BoundedQueue(const BoundedQueue&) = delete;
    BoundedQueue& operator=(const BoundedQueue&) = delete;

    // Waits while the queue is full. False: it was closed or cancelled, and the value is dropped.
    bool push(T value) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return closed_ || values_.size() < capacity_; });
        if (closed_) {
            return false;
        }
        values_.push_back(std::move(value));
        changed_.notify_all();
        return true;
    }

    // Waits while the queue is empty. Nothing: it was closed and all is taken, or it was cancelled.
    std::optional<T> pop() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return closed_ || !values_.empty(); });
        return take();
    }

    // As pop(), but nothing also where none came in time; finished() tells them apart.
    std::optional<T> pop_within(std::chrono::milliseconds patience) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, patience, [&] { return closed_ || !values_.empty(); });
        return take();
    }

    // No value follows; those in the queue can still be taken.
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        changed_.notify_all();
    }

    // Nobody wants the values any more: those in the queue are dropped, and nobody waits from now on.
    void cancel() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        values_.clear();
        changed_.notify_all();
    }

    // Nothing is left and nothing follows.
    bool finished() const {
        const std::lock_guard lock(mutex_);
        return closed_ && values_.empty();
    }

private:
    std::optional<T> take() {
        if (values_.empty()) {
            return std::nullopt;
        }
        std::optional<T> out(std::move(values_.front()));
        values_.pop_front();
        changed_.notify_all();
        return out;
    }

    const std::size_t capacity_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<T> values_;
    bool closed_ = false;
};

} // namespace senga
