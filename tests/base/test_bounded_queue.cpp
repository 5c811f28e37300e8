// A queue of a few values between threads.
#include "renderer/base/bounded_queue.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

using namespace senga;

TEST_SUITE("threads") {
    TEST_CASE("bounded queue: values arrive in order, and never more than fit") {
        BoundedQueue<std::unique_ptr<int>> queue(3);
        std::atomic<int> made = 0;
        std::thread maker([&] {
            for (int i = 0; i < 1000; ++i) {
                REQUIRE(queue.push(std::make_unique<int>(i)));
                ++made;
            }
            queue.close();
        });
        int taken = 0;
        while (const auto value = queue.pop()) {
            CHECK(**value == taken++);
            // Three in the queue, one just taken, one whose push is being counted.
            CHECK(made - taken <= 3);
        }
        maker.join();
        CHECK(taken == 1000);
        CHECK(queue.finished());
    }

    TEST_CASE("bounded queue: cancelling wakes whoever waits") {
        BoundedQueue<int> full(1);
        REQUIRE(full.push(1));
        bool pushed = true;
        std::thread maker([&] { pushed = full.push(2); });
        full.cancel();
        maker.join();
        CHECK_FALSE(pushed);
        CHECK_FALSE(full.pop().has_value());
        BoundedQueue<int> empty(1);
        std::thread user([&] { CHECK_FALSE(empty.pop().has_value()); });
        empty.cancel();
        user.join();
    }

    TEST_CASE("bounded queue: what was pushed before the end can be taken") {
        BoundedQueue<int> queue(0); // one always fits
        REQUIRE(queue.push(7));
        queue.close();
        CHECK_FALSE(queue.push(8));
        CHECK_FALSE(queue.finished());
        CHECK(queue.pop_within(std::chrono::milliseconds(0)) == 7);
        CHECK_FALSE(queue.pop_within(std::chrono::milliseconds(0)).has_value());
        CHECK(queue.finished());
    }
}
