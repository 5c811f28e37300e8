// Background: jobs in order on one other thread, what drain() waits for, and what becomes of a queue at the end.
#include "renderer/base/background.h"

#include <doctest/doctest.h>

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using senga::Background;

// The sanitizer for threads runs this suite.
TEST_SUITE_BEGIN("threads");

TEST_CASE("background: jobs run one after another, oldest first, on one other thread") {
    // Written by the jobs alone, read after drain(): no lock is needed, and the thread sanitizer checks that.
    std::vector<int> order;
    std::vector<std::thread::id> threads;
    Background background;
    for (int i = 0; i < 500; ++i) {
        background.post([&, i] {
            order.push_back(i);
            threads.push_back(std::this_thread::get_id());
        });
    }
    background.drain();
    REQUIRE(order.size() == 500);
    for (int i = 0; i < 500; ++i) {
        REQUIRE(order[static_cast<std::size_t>(i)] == i);
        REQUIRE(threads[static_cast<std::size_t>(i)] == threads.front());
    }
    CHECK(threads.front() != std::this_thread::get_id());
}

TEST_CASE("background: drain returns at once where nothing waits, and waits for the job under way") {
    Background background;
    background.drain();
    std::promise<void> begun;
    std::promise<void> go;
    std::atomic<bool> done = false;
    background.post([&, may = go.get_future().share()] {
        begun.set_value();
        may.wait();
        done = true;
    });
    begun.get_future().wait(); // from here on the queue is empty, and only the job under way is left
    std::thread opener([&] { go.set_value(); });
    background.drain();
    CHECK(done);
    opener.join();
}

TEST_CASE("background: drain waits for jobs that jobs have posted, and for what jobs own") {
    struct Owned {
        std::atomic<bool>* gone;
        explicit Owned(std::atomic<bool>& flag) : gone(&flag) {}
        ~Owned() { *gone = true; }
        Owned(const Owned&) = delete;
        Owned& operator=(const Owned&) = delete;
    };
    std::atomic<bool> gone = false;
    std::vector<int> order;
    Background background;
    std::promise<void> posted;
    background.post([&, wait = posted.get_future().share()] {
        wait.wait();
        background.post([&order] { order.push_back(3); });
        order.push_back(1);
    });
    background.post([&order, owned = std::make_shared<Owned>(gone)] { order.push_back(2); });
    posted.set_value();
    background.drain();
    CHECK(order == std::vector<int>{1, 2, 3});
    CHECK(gone);
}

TEST_CASE("background: the end finishes the job under way and drops those that wait") {
    std::promise<void> begun;
    std::promise<void> go;
    bool finished = false;
    const auto held = std::make_shared<int>(0); // by the jobs that wait, until they are dropped
    {
        std::unique_ptr<Background> background = std::make_unique<Background>();
        // Posts itself anew each time: an end that waited for the queue to become empty would never come.
        std::function<void()> forever = [&to = *background, &forever, held] { to.post(forever); };
        background->post([&, may = go.get_future().share()] {
            begun.set_value();
            may.wait();
            finished = true;
        });
        begun.get_future().wait();
        for (int i = 0; i < 100; ++i) {
            background->post(forever);
        }
        go.set_value();
        background.reset();
    }
    CHECK(finished);
    CHECK(held.use_count() == 1);
}

TEST_CASE("background: on_start comes first and on_stop last, once each, on the thread") {
    std::vector<std::pair<char, std::thread::id>> order;
    const auto note = [&order](char what) {
        return [&order, what] { order.emplace_back(what, std::this_thread::get_id()); };
    };
    {
        Background background({.on_start = note('a'), .on_stop = note('z')});
        background.post(note('1'));
        background.post(note('2'));
        background.drain();
    }
    std::string text;
    for (const auto& [what, thread] : order) {
        text += what;
        CHECK(thread == order.front().second);
        CHECK(thread != std::this_thread::get_id());
    }
    CHECK(text == "a12z");

    order.clear();
    { const Background idle({.on_start = note('a'), .on_stop = note('z')}); }
    CHECK(order.size() == 2);
}

TEST_CASE("background: thousands of posts from several threads all run, each thread's in its order") {
    constexpr int threads = 4;
    constexpr int each = 2500;
    std::vector<std::vector<int>> seen(threads); // written by the jobs alone
    Background background;
    std::vector<std::thread> posters;
    for (int t = 0; t < threads; ++t) {
        posters.emplace_back([&, t] {
            for (int i = 0; i < each; ++i) {
                background.post([&seen, t, i] { seen[static_cast<std::size_t>(t)].push_back(i); });
            }
            background.drain(); // all of its own at least
            CHECK(seen[static_cast<std::size_t>(t)].size() == each);
        });
    }
    for (std::thread& poster : posters) {
        poster.join();
    }
    for (const std::vector<int>& one : seen) {
        REQUIRE(one.size() == each);
        for (int i = 0; i < each; ++i) {
            REQUIRE(one[static_cast<std::size_t>(i)] == i);
        }
    }
}

TEST_SUITE_END();
