// Expectations from the XDG base directory specification 0.8 and from xdg-user-dirs' description of user-dirs.dirs.
#include "app/settings/folders.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <optional>
#include <string>

using namespace senga;
using test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

// A variable of the environment for the length of a test.
class Variable {
public:
    Variable(const char* name, const std::optional<std::string>& value) : name_(name) {
        if (const char* const old = std::getenv(name)) {
            old_ = old;
        }
        set(value);
    }
    ~Variable() { set(old_); }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

private:
    void set(const std::optional<std::string>& value) const {
        if (value) {
            ::setenv(name_, value->c_str(), 1);
        } else {
            ::unsetenv(name_);
        }
    }
    const char* name_;
    std::optional<std::string> old_;
};

// An environment that says nothing but where home is.
struct Environment {
    explicit Environment(const std::optional<std::string>& where) : home("HOME", where) {}
    Variable home;
    Variable config{"XDG_CONFIG_HOME", std::nullopt};
    Variable state{"XDG_STATE_HOME", std::nullopt};
    Variable cache{"XDG_CACHE_HOME", std::nullopt};
    Variable pictures{"XDG_PICTURES_DIR", std::nullopt};
    Variable documents{"XDG_DOCUMENTS_DIR", std::nullopt};
};

} // namespace

TEST_CASE("folders: below home, or where the environment says") {
    const Environment environment("/home/me");
    CHECK(config_folder() == "/home/me/.config/senga");
    CHECK(state_folder() == "/home/me/.local/state/senga");
    CHECK(cache_folder() == "/home/me/.cache/senga");
    CHECK(pictures_folder() == "/home/me/Pictures/Senga");
    const Variable config("XDG_CONFIG_HOME", "/c");
    const Variable state("XDG_STATE_HOME", "/s");
    const Variable cache("XDG_CACHE_HOME", "/k");
    const Variable pictures("XDG_PICTURES_DIR", "/p");
    CHECK(config_folder() == "/c/senga");
    CHECK(state_folder() == "/s/senga");
    CHECK(cache_folder() == "/k/senga");
    CHECK(pictures_folder() == "/p/Senga");
}

TEST_CASE("folders: relative paths in the environment are ignored, empty ones too") {
    const Environment environment("/home/me");
    for (const char* const value : {"", "relative/path", "./x", "~"}) {
        const Variable config("XDG_CONFIG_HOME", value);
        const Variable pictures("XDG_PICTURES_DIR", value);
        CHECK(config_folder() == "/home/me/.config/senga");
        CHECK(pictures_folder() == "/home/me/Pictures/Senga");
    }
}

TEST_CASE("folders: without home there is none") {
    const Environment environment(std::nullopt);
    CHECK(config_folder().empty());
    CHECK(state_folder().empty());
    CHECK(cache_folder().empty());
    CHECK(pictures_folder().empty());
    const Variable state("XDG_STATE_HOME", "/s");
    CHECK(state_folder() == "/s/senga");
}

TEST_CASE("folders: user-dirs.dirs names the pictures") {
    const TemporaryFolder home("home");
    const Environment environment(home.path().string());
    home.write(".config/user-dirs.dirs", "# made by xdg-user-dirs-update\nXDG_MUSIC_DIR=\"$HOME/Musik\"\n"
                                         "XDG_PICTURES_DIR=\"$HOME/图片\"\n");
    CHECK(pictures_folder() == home.path() / "图片/Senga");
    const Variable pictures("XDG_PICTURES_DIR", "/p");
    CHECK(pictures_folder() == "/p/Senga");
}

TEST_CASE("folders: exports go to the documents, or below home where nothing names them") {
    const TemporaryFolder home("home");
    const Environment environment(home.path().string());
    CHECK(exports_folder() == home.path() / "senga-export");
    home.write(".config/user-dirs.dirs", "XDG_DOCUMENTS_DIR=\"$HOME/文档\"\nXDG_DOCUMENTS_DIR_OLD=\"/old\"\n"
                                         "XDG_PICTURES_DIR=\"$HOME/p\"\n");
    CHECK(exports_folder() == home.path() / "文档/senga-export");
    const Variable documents("XDG_DOCUMENTS_DIR", "/d");
    CHECK(exports_folder() == "/d/senga-export");
}

TEST_CASE("folders: a typed tilde is home") {
    const Environment environment("/home/me");
    CHECK(below_home("~/a b/c") == "/home/me/a b/c");
    CHECK(below_home("~").lexically_normal() == "/home/me/");
    for (const std::string typed : {"/x/~/y", "relative", "~other/x", "x~", ""}) {
        CHECK(below_home(typed) == typed);
    }
}

TEST_CASE("folders: what user-dirs.dirs may hold") {
    const auto from = [](std::string_view text) { return pictures_from_user_dirs(text, "/home/me"); };
    CHECK(from("XDG_PICTURES_DIR=\"$HOME/Bilder\"\n") == "/home/me/Bilder");
    CHECK(from("  XDG_PICTURES_DIR=\"/media/big pictures\"") == "/media/big pictures");
    CHECK(from("XDG_PICTURES_DIR=\"$HOME/a\\\"b\\$c\"") == "/home/me/a\"b$c");
    CHECK(from("XDG_PICTURES_DIR=\"$HOME/one\"\nXDG_PICTURES_DIR=\"$HOME/two\"\n") == "/home/me/two");
    CHECK(from("XDG_PICTURES_DIR=\"$HOME\"") == "/home/me");
    for (const char* const text :
         {"", "#XDG_PICTURES_DIR=\"/x\"", "XDG_PICTURES_DIR=/x", "XDG_PICTURES_DIR=\"relative\"",
          "XDG_PICTURES_DIR=\"$HOMER/x\"", "XDG_PICTURES_DIR=\"/unclosed", "XDG_PICTURES_DIR=\"/unclosed\\\"",
          "XDG_PICTURES_DIR=\"\"", "XDG_PICTURES_DIR=", "XDG_MUSIC_DIR=\"/x\""}) {
        CHECK_MESSAGE(!from(text), text);
    }
}
