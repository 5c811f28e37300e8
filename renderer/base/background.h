// Background runs jobs on a thread of its own, one after another, oldest first. It returns nothing: a job hands its
// result over by itself. It does not know what the jobs are.
// post() and drain() may be called from any thread; the owner destroys it. At its end the job under way is finished and
// those that wait are dropped.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace senga {

class Background {
public:
    using Job = std::function<void()>;
    struct Options {
        Job on_start; // first thing on the thread
        Job on_stop;  // last thing on the thread
    };
    Background() : Background(Options{}) {}
    explicit Background(Options options);
    ~Background();
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;

    void post(Job job);
    // Waits until every job posted so far is done.
    void drain();

private:
    void work(const Options& options);

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Job> jobs_;
    bool busy_ = false;
    // Set without the mutex: jobs that post jobs keep it so busy that the end might wait for it for ever.
    std::atomic<bool> stopping_ = false;
    std::thread thread_; // last: it uses all of the above
};

} // namespace senga
