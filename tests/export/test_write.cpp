// An export reaches the disk whole or not at all, and leaves alone what was there. The disk refuses for real: by
// permissions, by a limit on the size of files, in the middle of renaming.
#include "renderer/export/write.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace senga;
using namespace senga::test;

namespace fs = std::filesystem;

namespace {

Export export_of(const std::vector<ExportedFile>& files) {
    Export out;
    out.files = files;
    return out;
}

// Everything below a folder, files and folders.
std::set<std::string> all_below(const fs::path& folder) {
    std::set<std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        out.insert(fs::relative(entry.path(), folder).string());
    }
    return out;
}

Code refusal(const Export& what, const fs::path& folder, Existing existing = Existing::keep) {
    const auto written = write_export(what, folder, existing);
    REQUIRE_FALSE(written.ok());
    CHECK_FALSE(written.error().text.empty());
    return written.error().code;
}

// While it lives the process is somebody without rights, if it may choose; root may write everywhere.
class Unprivileged {
public:
    Unprivileged() : was_(::geteuid()) { changed_ = was_ == 0 && ::seteuid(nobody) == 0; }
    ~Unprivileged() {
        if (changed_) {
            REQUIRE(::seteuid(was_) == 0);
        }
    }
    Unprivileged(const Unprivileged&) = delete;
    Unprivileged& operator=(const Unprivileged&) = delete;

    static constexpr uid_t nobody = 65534;

private:
    uid_t was_;
    bool changed_ = false;
};

// Files of this process stay that small; a longer write fails as on a full disk.
class SmallFiles {
public:
    explicit SmallFiles(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &was_);
        rlimit limit = was_;
        limit.rlim_cur = bytes;
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
    }
    ~SmallFiles() {
        ::setrlimit(RLIMIT_FSIZE, &was_);
        std::signal(SIGXFSZ, handler_);
    }
    SmallFiles(const SmallFiles&) = delete;
    SmallFiles& operator=(const SmallFiles&) = delete;

private:
    rlimit was_{};
    void (*handler_)(int);
};

const Export two = export_of({{"shaders/one.glsl", "first\n"}, {"read me 说明.txt", "second\r\n"}});

} // namespace

TEST_CASE("write: folders are made, names with spaces and other scripts work, bytes are those of the export") {
    const TemporaryFolder folder("write");
    const fs::path to = folder.path() / "目录 with space" / "deep";
    const auto written = write_export(two, to, Existing::keep);
    REQUIRE(written.ok());
    CHECK(*written == std::vector<fs::path>{to / "shaders/one.glsl", to / "read me 说明.txt"});
    CHECK(contents(to / "shaders/one.glsl") == "first\n");
    CHECK(contents(to / "read me 说明.txt") == "second\r\n");
    CHECK(all_below(to) == std::set<std::string>{"shaders", "shaders/one.glsl", "read me 说明.txt"});
}

TEST_CASE("write: what is there stays unless it may be replaced; the same bytes are no conflict") {
    const TemporaryFolder folder("write");
    const fs::path old = folder.write("shaders/one.glsl", "the viewer's own");
    const auto refused = write_export(two, folder.path(), Existing::keep);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == Code::export_exists);
    CHECK(refused.error().text.find("shaders/one.glsl") != std::string::npos);
    CHECK(refused.error().text.find("read me") == std::string::npos);
    CHECK(contents(old) == "the viewer's own");
    CHECK(all_below(folder.path()) == std::set<std::string>{"shaders", "shaders/one.glsl"});

    fs::permissions(old, fs::perms::owner_read | fs::perms::owner_write);
    REQUIRE(write_export(two, folder.path(), Existing::replace).ok());
    CHECK(contents(old) == "first\n");
    CHECK(fs::status(old).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(all_below(folder.path()) == std::set<std::string>{"shaders", "shaders/one.glsl", "read me 说明.txt"});
    CHECK(write_export(two, folder.path(), Existing::keep).ok());
}

TEST_CASE("write: a link is followed and stays one") {
    const TemporaryFolder folder("write");
    const fs::path real = folder.write("elsewhere.glsl", "old");
    fs::create_directories(folder.path() / "out/shaders");
    fs::create_symlink(real, folder.path() / "out/shaders/one.glsl");
    REQUIRE(write_export(two, folder.path() / "out", Existing::replace).ok());
    CHECK(contents(real) == "first\n");
    CHECK(fs::is_symlink(folder.path() / "out/shaders/one.glsl"));
}

TEST_CASE("write: names that lead out of the folder, or name nothing, are refused before anything is written") {
    const TemporaryFolder folder("write");
    const fs::path to = folder.path() / "out";
    for (const std::string& name :
         {std::string("../up"), std::string("a/../../up"), std::string("/tmp/senga-absolute"), std::string("a\\b"),
          std::string("C:x"), std::string(""), std::string("."), std::string("./a"), std::string("a//b"),
          std::string("a/"), std::string("a/./b"), std::string("a\0b", 3), std::string("..")}) {
        CAPTURE(name);
        CHECK(refusal(export_of({{"good.txt", "x"}, {name, "y"}}), to) == Code::file_unwritable);
        CHECK_FALSE(fs::exists(to));
    }
    CHECK(refusal(export_of({{"twice", "x"}, {"twice", "y"}}), to) == Code::file_unwritable);
    CHECK_FALSE(fs::exists(to));
    CHECK_FALSE(fs::exists(folder.path() / "up"));
    // Dots inside a name are only letters.
    CHECK(write_export(export_of({{"a..b/.hidden..", "x"}}), to, Existing::keep).ok());
}

TEST_CASE("write: a folder in a file's place, and a file in the folder's") {
    const TemporaryFolder folder("write");
    fs::create_directories(folder.path() / "shaders/one.glsl");
    CHECK(refusal(two, folder.path(), Existing::replace) == Code::file_unwritable);
    CHECK(all_below(folder.path()) == std::set<std::string>{"shaders", "shaders/one.glsl"});
    const fs::path file = folder.write("a-file", "old");
    CHECK(refusal(two, file, Existing::replace) == Code::file_unwritable);
    CHECK(refusal(two, file / "below", Existing::replace) == Code::file_unwritable);
    CHECK(contents(file) == "old");
    CHECK(refusal(two, "", Existing::replace) == Code::file_unwritable);
}

TEST_CASE("write: where nothing may be written, nothing is left") {
    const TemporaryFolder folder("write");
    const fs::path to = folder.path() / "locked";
    fs::create_directories(to);
    fs::permissions(to,
                    fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_read | fs::perms::others_exec);
    {
        const Unprivileged nobody;
        CHECK(refusal(two, to) == Code::file_unwritable);
        CHECK(refusal(two, to / "new/one") == Code::file_unwritable);
    }
    CHECK(all_below(folder.path()) == std::set<std::string>{"locked"});
    fs::permissions(to, fs::perms::owner_all);
    CHECK(refusal(two, "/proc/senga-export") == Code::file_unwritable); // takes no folders from anybody
}

TEST_CASE("write: a disk that fills up in the second file leaves nothing new and everything old") {
    const TemporaryFolder folder("write");
    const fs::path old = folder.write("small.txt", "old");
    const Export large =
        export_of({{"small.txt", "new"}, {"new/folder/first.txt", "fits"}, {"new/large.txt", std::string(8192, 'x')}});
    {
        const SmallFiles limit(4096);
        CHECK(refusal(large, folder.path(), Existing::replace) == Code::file_unwritable);
    }
    CHECK(contents(old) == "old");
    CHECK(all_below(folder.path()) == std::set<std::string>{"small.txt"});
    CHECK(write_export(large, folder.path(), Existing::replace).ok());
    CHECK(contents(old) == "new");
}

TEST_CASE("write: a file that cannot be replaced brings back those that were") {
    if (::geteuid() != 0) {
        MESSAGE("needs two users");
        return;
    }
    // In such a folder only its owner may rename a file.
    const TemporaryFolder folder("write");
    const fs::path to = folder.path() / "sticky";
    fs::create_directories(to);
    REQUIRE(::chmod(to.c_str(), 01777) == 0);
    const fs::path own = folder.write("sticky/a-own", "old");
    const fs::path foreign = folder.write("sticky/c-foreign", "old");
    REQUIRE(::chown(own.c_str(), Unprivileged::nobody, Unprivileged::nobody) == 0);
    {
        const Unprivileged nobody;
        CHECK(refusal(export_of({{"a-own", "new"}, {"b-new", "new"}, {"c-foreign", "new"}}), to, Existing::replace) ==
              Code::file_unwritable);
    }
    CHECK(contents(own) == "old");
    CHECK(contents(foreign) == "old");
    CHECK(all_below(to) == std::set<std::string>{"a-own", "c-foreign"});
}
