// FileWatch on real files. Waits have generous limits; "nothing is reported" is concluded from a later change that is.
#include "app/settings/file_watch.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using namespace senga;
using test::TemporaryFolder;
namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Strings = std::vector<std::string>;

namespace {

// A watch that can be waited for.
class Watched {
public:
    Watched() : watch_({.period = 5ms, .on_change = [this] { wake(); }}) {}

    FileWatch& operator*() { return watch_; }
    FileWatch* operator->() { return &watch_; }

    // The next report; an empty one after ten seconds.
    FileWatch::Changes wait() {
        std::unique_lock lock(mutex_);
        woken_.wait_for(lock, 10s, [this] { return changes_ > 0; });
        changes_ = 0;
        return watch_.take();
    }

private:
    void wake() {
        {
            const std::lock_guard lock(mutex_);
            ++changes_;
        }
        woken_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable woken_;
    int changes_ = 0;
    FileWatch watch_; // last: its thread uses all of the above
};

void append(const fs::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary | std::ios::app) << text;
}

} // namespace

TEST_SUITE_BEGIN("threads");

TEST_CASE("file watch: a file that is written anew is reported, also with the same size") {
    const TemporaryFolder folder("watch");
    const std::string a = folder.write("a.glsl", "one").string();
    const std::string b = folder.write("b.glsl", "two").string();
    Watched watch;
    watch->set_files({b, a, a});
    folder.write("a.glsl", "longer");
    CHECK(watch.wait().files == Strings{a});
    folder.write("a.glsl", "LONGER");
    CHECK(watch.wait().files == Strings{a});
    folder.write("b.glsl", "");
    CHECK(watch.wait().files == Strings{b});
    CHECK(watch->take().empty());
}

TEST_CASE("file watch: what an editor renames over the file is reported") {
    const TemporaryFolder folder("watch");
    const std::string a = folder.write("a.glsl", "one").string();
    Watched watch;
    watch->set_files({a});
    for (const char* const text : {"two", "three", "four"}) {
        fs::rename(folder.write(".a.glsl.swp", text), a);
        CHECK(watch.wait().files == Strings{a});
    }
}

TEST_CASE("file watch: a file that is deleted is reported when it comes back with other contents") {
    const TemporaryFolder folder("watch");
    const std::string a = folder.write("a.glsl", "one").string();
    const std::string late = (folder.path() / "late.glsl").string();
    const std::string probe = folder.write("probe", "x").string();
    Watched watch;
    watch->set_files({a, late, probe});
    append(probe, "x"); // once this is seen, the first looks are over
    REQUIRE(watch.wait().files == Strings{probe});
    fs::remove(a);
    append(probe, "x");
    CHECK(watch.wait().files == Strings{probe}); // not the deleted one
    folder.write("a.glsl", "one");
    append(probe, "x");
    CHECK(watch.wait().files == Strings{probe}); // it is what it was
    folder.write("a.glsl", "other");
    CHECK(watch.wait().files == Strings{a});
    folder.write("late.glsl", "new");
    CHECK(watch.wait().files == Strings{late});
}

TEST_CASE("file watch: touching a file is no change") {
    const TemporaryFolder folder("watch");
    const std::string a = folder.write("a.glsl", "one").string();
    const std::string probe = folder.write("probe", "x").string();
    Watched watch;
    watch->set_files({a, probe});
    append(probe, "x");
    REQUIRE(watch.wait().files == Strings{probe});
    fs::last_write_time(a, fs::file_time_type::clock::now() - 1h);
    append(probe, "x");
    CHECK(watch.wait().files == Strings{probe});
    fs::rename(folder.write("copy", "one"), a);
    append(probe, "x");
    CHECK(watch.wait().files == Strings{probe});
}

TEST_CASE("file watch: a change that the file system's clock does not tell is found in the contents") {
    const TemporaryFolder folder("watch");
    const std::string a = folder.write("a.glsl", "one").string();
    const std::string probe = folder.write("probe", "x").string();
    Watched watch;
    watch->set_files({a, probe});
    append(probe, "x");
    REQUIRE(watch.wait().files == Strings{probe});
    const auto written = fs::last_write_time(a);
    folder.write("a.glsl", "two"); // in place: the same size, the same inode
    fs::last_write_time(a, written);
    CHECK(watch.wait().files == Strings{a});
}

TEST_CASE("file watch: a file that is being written is reported when it rests") {
    const TemporaryFolder folder("watch");
    const std::string a = folder.write("a.glsl", "one").string();
    std::atomic<bool> resting = false;
    std::atomic<int> early = 0;
    std::atomic<int> reports = 0;
    std::mutex mutex;
    std::condition_variable woken;
    FileWatch watch({.period = 100ms, .on_change = [&] {
                         early += resting ? 0 : 1;
                         const std::lock_guard lock(mutex);
                         ++reports;
                         woken.notify_all();
                     }});
    watch.set_files({a});
    // Far faster than the watch looks, so no two looks find the same.
    const auto end = std::chrono::steady_clock::now() + 600ms;
    while (std::chrono::steady_clock::now() < end) {
        append(a, "more");
        std::this_thread::sleep_for(1ms);
    }
    resting = true;
    std::unique_lock lock(mutex);
    CHECK(woken.wait_for(lock, 10s, [&] { return reports > 0; }));
    CHECK(early == 0);
    CHECK(watch.take().files == Strings{a});
}

TEST_CASE("file watch: what is no longer wanted is not reported; what was keeps its state") {
    const TemporaryFolder folder("watch");
    const std::string a = folder.write("a.glsl", "one").string();
    const std::string b = folder.write("b.glsl", "one").string();
    Watched watch;
    watch->set_files({a, b});
    watch->set_files({b});
    folder.write("a.glsl", "changed");
    folder.write("b.glsl", "changed");
    CHECK(watch.wait().files == Strings{b});
    // A change from before the file is wanted again does not count.
    watch->set_files({a, b});
    append(b, "x");
    CHECK(watch.wait().files == Strings{b});
    append(a, "x");
    CHECK(watch.wait().files == Strings{a});
    watch->set_files({});
    CHECK(watch->take().empty());
}

TEST_CASE("file watch: folders tell of files that come and go, however deep, but not of their contents") {
    const TemporaryFolder folder("watch");
    const std::string root = (folder.path() / "shelf").string();
    const std::string probe = folder.write("probe", "x").string();
    Watched watch;
    watch->set_folders({root});
    watch->set_files({probe});
    const fs::path file = folder.write("shelf/deep/er/x.glsl", "one"); // the folder itself is new
    FileWatch::Changes changes = watch.wait();
    CHECK(changes.folders == Strings{root});
    CHECK(changes.files.empty());

    folder.write("shelf/deep/er/y.glsl", "two");
    CHECK(watch.wait().folders == Strings{root});
    fs::rename(folder.write("shelf/deep/er/.draft", "three"), file); // as editors save
    append(probe, "x");
    changes = watch.wait();
    CHECK(changes.folders.empty());
    CHECK(changes.files == Strings{probe});
    fs::remove_all(folder.path() / "shelf/deep");
    CHECK(watch.wait().folders == Strings{root});
}

TEST_CASE("file watch: may be asked from several threads and end at any moment") {
    const TemporaryFolder folder("watch");
    const std::string a = folder.write("a.glsl", "one").string();
    for (int round = 0; round < 20; ++round) {
        std::atomic<int> reports = 0;
        FileWatch watch({.period = 1ms, .on_change = [&] { ++reports; }});
        std::thread other([&] {
            for (int i = 0; i < 20; ++i) {
                watch.set_files(i % 2 == 0 ? Strings{a} : Strings{});
                static_cast<void>(watch.take());
            }
        });
        for (int i = 0; i < 20; ++i) {
            append(a, "x");
            watch.set_folders(i % 2 == 0 ? Strings{folder.path().string()} : Strings{});
        }
        other.join();
    }
}

TEST_SUITE_END();
