// Folders as they are on the disk.
#include "app/session/folder_reader.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <future>
#include <vector>

using namespace senga;
using namespace senga::test;

namespace {

using Kind = BrowseEntry::Kind;

bool holds(const event::FolderListed& listed, const BrowseEntry& wanted) {
    return std::find(listed.entries.begin(), listed.entries.end(), wanted) != listed.entries.end();
}

} // namespace

TEST_CASE("folder reader: folders, files and links to them") {
    const TemporaryFolder folder("folder_reader");
    folder.write("film.mkv", "");
    folder.write("notes.pdf", "");
    std::filesystem::create_directory(folder.path() / "more");
    std::filesystem::create_directory_symlink("more", folder.path() / "link");
    std::filesystem::create_symlink("nowhere", folder.path() / "broken");
    const std::string typed = folder.path().string() + "/";
    const event::FolderListed listed = read_entries(typed);
    CHECK_FALSE(listed.failure);
    CHECK(listed.asked == typed);
    CHECK(listed.path == folder.path().string());
    CHECK(listed.entries.size() == 5);
    CHECK(holds(listed, {"film.mkv", Kind::playable}));
    CHECK(holds(listed, {"notes.pdf", Kind::other}));
    CHECK(holds(listed, {"more", Kind::folder}));
    CHECK(holds(listed, {"link", Kind::folder}));
    CHECK(holds(listed, {"broken", Kind::other}));
}

TEST_CASE("folder reader: what is not there, and what is no folder") {
    const TemporaryFolder folder("folder_reader");
    const event::FolderListed missing = read_entries((folder.path() / "none/").string());
    REQUIRE(missing.failure);
    CHECK(missing.failure->code == Code::file_missing);
    CHECK(missing.path.empty());
    folder.write("film.mkv", "");
    const event::FolderListed file = read_entries((folder.path() / "film.mkv/").string());
    REQUIRE(file.failure);
    CHECK(file.failure->code == Code::file_unreadable);
}

TEST_CASE("folder reader: ~ is home") {
    const char* home = std::getenv("HOME");
    REQUIRE(home != nullptr);
    const event::FolderListed listed = read_entries("~/");
    CHECK(listed.asked == "~/");
    CHECK((listed.failure || listed.path == std::filesystem::path(home).lexically_normal().string()));
}

TEST_CASE("folder reader: answers come from its thread, in the order of the questions") {
    const TemporaryFolder folder("folder_reader");
    std::promise<void> second;
    int told = 0;
    FolderReader reader([&] {
        if (++told == 2) {
            second.set_value();
        }
    });
    reader.read(folder.path().string() + "/");
    reader.read("/");
    second.get_future().wait();
    const std::vector<event::FolderListed> listed = reader.take();
    REQUIRE(listed.size() == 2);
    CHECK(listed[0].asked == folder.path().string() + "/");
    CHECK(listed[1].path == "/");
    CHECK(reader.take().empty());
}
