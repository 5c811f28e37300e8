#include "renderer/base/files.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

#include <sys/stat.h>

using namespace senga;
using test::contents;
using test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

} // namespace

TEST_CASE("files: what is written is read back, in folders that were not there") {
    const TemporaryFolder folder("files");
    const fs::path path = folder.path() / "a/b/c.txt";
    const std::string text("one\r\n\0two", 9);
    REQUIRE(write_file(path, text).ok());
    const auto back = read_file(path, 100);
    REQUIRE(back.ok());
    CHECK(*back == text);
    REQUIRE(write_file(path, "").ok());
    CHECK(contents(path).empty());
    CHECK(files_in(path.parent_path()) == 1); // nothing is left beside it
    CHECK(read_file(path.parent_path(), 100).error().code == Code::file_unreadable);
    CHECK(read_file(folder.path() / "none", 100).error().code == Code::file_missing);
    REQUIRE(write_file(path, "12345").ok());
    CHECK(read_file(path, 4).error().code == Code::file_too_large);
    CHECK(read_file(path, 5).ok());
}

TEST_CASE("files: a file keeps its permissions, a link stays one") {
    const TemporaryFolder folder("files");
    const fs::path real = folder.write("real/x.toml", "old");
    fs::permissions(real, fs::perms::owner_read | fs::perms::owner_write);
    const fs::path link = folder.path() / "x.toml";
    fs::create_symlink("real/x.toml", link);
    REQUIRE(write_file(link, "new").ok());
    CHECK(fs::is_symlink(link));
    CHECK(contents(real) == "new");
    CHECK(fs::status(real).permissions() == (fs::perms::owner_read | fs::perms::owner_write));

    const fs::path broken = folder.path() / "broken.toml";
    fs::create_symlink("nowhere/x.toml", broken);
    REQUIRE(write_file(broken, "new").ok());
    CHECK(contents(broken) == "new");
}

TEST_CASE("files: what cannot be written says so, and leaves nothing behind") {
    const TemporaryFolder folder("files");
    folder.write("file", "x");
    fs::create_directories(folder.path() / "taken/inside");
    for (const char* const name : {"file/below.txt", "taken"}) {
        const Outcome outcome = write_file(folder.path() / name, "text");
        REQUIRE(!outcome.ok());
        CHECK(outcome.error().code == Code::file_unwritable);
        CHECK(outcome.error().place.file == (folder.path() / name).string());
    }
    CHECK(contents(folder.path() / "file") == "x");
    CHECK(files_in(folder.path()) == 2);
}

TEST_CASE("files: several writers at once, and a reader never sees half a text") {
    const TemporaryFolder folder("files");
    const fs::path path = folder.path() / "x";
    const std::string a(20'000, 'a');
    const std::string b(30'000, 'b');
    REQUIRE(write_file(path, a).ok());
    std::vector<std::thread> writers;
    for (const std::string* const text : {&a, &b}) {
        writers.emplace_back([&path, text] {
            for (int i = 0; i < 20; ++i) {
                CHECK(write_file(path, *text).ok());
            }
        });
    }
    for (int i = 0; i < 100; ++i) {
        const std::string seen = contents(path);
        CHECK((seen == a || seen == b));
    }
    for (std::thread& writer : writers) {
        writer.join();
    }
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("files: whether a file could be written is told beforehand, and nothing is left behind") {
    const TemporaryFolder folder("files");
    CHECK(check_writable(folder.path() / "x.txt").ok());
    CHECK(check_writable(folder.path() / "not/there/yet/x.txt").ok());
    CHECK(files_in(folder.path()) == 0);
    const fs::path there = folder.write("there.txt", "old");
    CHECK(check_writable(there).ok());
    CHECK(contents(there) == "old");
    CHECK(check_writable(folder.path()).error().code == Code::file_unwritable);
    CHECK(check_writable(there / "x.txt").error().code == Code::file_unwritable);
    CHECK(check_writable("/proc/x.txt").error().code == Code::file_unwritable);
    CHECK(check_writable("/proc/nowhere/x.txt").error().code == Code::file_unwritable);
}

TEST_CASE("files: one file is known by all its names") {
    const TemporaryFolder folder("files");
    const fs::path file = folder.write("a/film.mkv", "x");
    folder.write("b.mkv", "x");
    fs::create_symlink("a/film.mkv", folder.path() / "link.mkv");
    fs::create_hard_link(file, folder.path() / "hard.mkv");
    CHECK(same_file(file, folder.path() / "a/../a/./film.mkv"));
    CHECK(same_file(file, folder.path() / "link.mkv"));
    CHECK(same_file(folder.path() / "hard.mkv", file));
    CHECK_FALSE(same_file(file, folder.path() / "b.mkv"));
    CHECK(same_file(folder.path() / "no/x.png", folder.path() / "no/../no/x.png")); // neither is there
    CHECK_FALSE(same_file(folder.path() / "no.png", folder.path() / "none.png"));
    CHECK_FALSE(same_file(file, ""));
}
