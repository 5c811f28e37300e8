// The overlay that opens files, without widgets: where it begins, what typing means, what is opened.
#include "app/state/browse.h"
#include "fixtures.h"

#include <string>
#include <vector>

using namespace senga;
using namespace senga::test;

namespace {

using Kind = BrowseEntry::Kind;

event::FolderListed films() {
    return {"/films/",
            "/films",
            {{"ep 10.mkv", Kind::playable},
             {"Extras", Kind::folder},
             {"ep 2.mkv", Kind::playable},
             {"notes.pdf", Kind::other},
             {".hidden.mkv", Kind::playable},
             {"Art", Kind::folder}},
            {}};
}

// The overlay over the film in /films, its folder read.
State browsing() {
    State state = playing_state();
    CHECK(reduce(state, command::ToggleOverlay{Overlay::opening}, 0.0) == Effects{effect::ListFolder{"/films/"}});
    happened(state, ChainEvent{films()});
    return state;
}

std::vector<std::string> names(const State& state) {
    std::vector<std::string> out;
    for (const BrowseEntry& row : browse_rows(state.browse, state.view.query)) {
        out.push_back(row.name);
    }
    return out;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("opening begins in the folder of the present film, of the latest one, or at home") {
    State state = playing_state();
    CHECK(first_folder(state) == "/films/");
    state.player.path = "https://example.org/film.mkv";
    CHECK(first_folder(state) == "~/");
    state.library.recent = {{"https://example.org/film.mkv", "", 0.0, 0.0}, {"/old/film.mkv", "", 0.0, 0.0}};
    CHECK(first_folder(state) == "/old/");
    state.player.path = "/film.mkv";
    CHECK(first_folder(state) == "/");
}

TEST_CASE("a folder is shown with folders first, in natural order, without what no player opens") {
    State state = browsing();
    CHECK(state.view.query == "/films/");
    CHECK(names(state) == Names{"Art", "Extras", "ep 2.mkv", "ep 10.mkv"});
    // Typing finds; no folder is read again for that.
    quietly(state, command::SetQuery{"/films/e"});
    CHECK(names(state) == Names{"Extras", "ep 2.mkv", "ep 10.mkv"});
    quietly(state, command::SetQuery{"/films/10"});
    CHECK(names(state) == Names{"ep 10.mkv"});
    quietly(state, command::SetQuery{"/films/.h"});
    CHECK(names(state) == Names{".hidden.mkv"});
    quietly(state, command::SetQuery{"/films/notes.pdf"}); // who names it wants it
    CHECK(names(state) == Names{"notes.pdf"});
    quietly(state, command::SetQuery{"https://example.org/ep 2.mkv"});
    CHECK(names(state).empty());
}

TEST_CASE("a file that is chosen is opened, and the overlay closes") {
    State state = browsing();
    CHECK(player_commands(state, command::OpenBrowsed{"ep 2.mkv"}) ==
          std::vector<Argv>{{"loadfile", "/films/ep 2.mkv", "replace"}, {"set", "pause", "no"}});
    CHECK(state.view.overlay == Overlay::none);
    CHECK(state.view.query.empty());
}

TEST_CASE("files and folders are added to the playlist one after another") {
    State state = browsing();
    CHECK(player_commands(state, command::OpenBrowsed{"ep 2.mkv", OpenMode::append}) ==
          std::vector<Argv>{{"loadfile", "/films/ep 2.mkv", "append-play"}});
    CHECK(state.view.overlay == Overlay::opening);
    CHECK(player_commands(state, command::OpenBrowsed{"Extras", OpenMode::append}) ==
          std::vector<Argv>{{"loadfile", "/films/Extras", "append-play"}});
}

TEST_CASE("a folder is entered and left again") {
    State state = browsing();
    CHECK(reduce(state, command::OpenBrowsed{"Extras"}, 0.0) == Effects{effect::ListFolder{"/films/Extras/"}});
    CHECK(state.view.query == "/films/Extras/");
    CHECK(names(state).empty());          // what it holds is not known yet
    happened(state, ChainEvent{films()}); // late: about another folder
    CHECK(state.browse.reading);
    happened(state, ChainEvent{event::FolderListed{"/films/Extras/", "/films/Extras", {}, {}}});
    CHECK_FALSE(state.browse.reading);
    // Backspace behind the slash leaves the folder; elsewhere it takes a letter.
    CHECK(reduce(state, command::SetQuery{"/films/Extras"}, 0.0) == Effects{effect::ListFolder{"/films/"}});
    CHECK(state.view.query == "/films/");
    CHECK(reduce(state, command::BrowseUp{}, 0.0) == Effects{effect::ListFolder{"/"}});
    quietly(state, command::BrowseUp{}); // there is nothing above
    CHECK(state.view.query == "/");
}

TEST_CASE("above home is what the whole path says") {
    State state;
    CHECK(reduce(state, command::ToggleOverlay{Overlay::opening}, 0.0) == Effects{effect::ListFolder{"~/"}});
    happened(state, ChainEvent{event::FolderListed{"~/", "/home/me", {{"a.mkv", Kind::playable}}, {}}});
    CHECK(reduce(state, command::BrowseUp{}, 0.0) == Effects{effect::ListFolder{"/home/"}});
}

TEST_CASE("what is typed below home is opened there, and addresses as they are") {
    State state;
    static_cast<void>(reduce(state, command::ToggleOverlay{Overlay::opening}, 0.0));
    happened(state, ChainEvent{event::FolderListed{"~/", "/home/me", {{"a.mkv", Kind::playable}}, {}}});
    quietly(state, command::SetQuery{"~/a.mkv"});
    CHECK(player_commands(state, command::OpenBrowsed{}).front() == Argv{"loadfile", "/home/me/a.mkv", "replace"});
    static_cast<void>(reduce(state, command::ToggleOverlay{Overlay::opening}, 0.0));
    quietly(state, command::SetQuery{" https://example.org/b.mkv\n"});
    CHECK(player_commands(state, command::OpenBrowsed{}).front() ==
          Argv{"loadfile", "https://example.org/b.mkv", "replace"});
}

TEST_CASE("a path is opened once its folder is known, however soon Enter comes") {
    State state = browsing();
    CHECK(reduce(state, command::SetQuery{"/other/b.mkv"}, 0.0) == Effects{effect::ListFolder{"/other/"}});
    quietly(state, command::OpenBrowsed{});
    CHECK(state.view.overlay == Overlay::opening);
    const Effects later =
        apply(state, ChainEvent{event::FolderListed{"/other/", "/other", {{"b.mkv", Kind::playable}}, {}}}, 0.0);
    CHECK(argvs(later).front() == Argv{"loadfile", "/other/b.mkv", "replace"});
    CHECK(state.view.overlay == Overlay::none);
}

TEST_CASE("what is not there and what cannot be read is said, until something else is typed") {
    State state = browsing();
    quietly(state, command::SetQuery{"/films/none.mkv"});
    quietly(state, command::OpenBrowsed{});
    REQUIRE(state.browse.failure);
    CHECK(state.browse.failure->code == Code::file_missing);
    CHECK(state.view.overlay == Overlay::opening);
    quietly(state, command::SetQuery{"/films/ep 2.mkv"});
    CHECK_FALSE(state.browse.failure);
    CHECK(reduce(state, command::SetQuery{"/closed/"}, 0.0) == Effects{effect::ListFolder{"/closed/"}});
    const Diagnostic why = diagnose(Code::file_unreadable, "Permission denied", {.file = "/closed"});
    happened(state, ChainEvent{event::FolderListed{"/closed/", "", {}, why}});
    CHECK(state.browse.failure == why);
    quietly(state, command::OpenBrowsed{"x"});
    CHECK(state.view.overlay == Overlay::opening);
}

TEST_CASE("Tab completes as far as names agree, and enters the only folder") {
    State state = browsing();
    const auto after = [&](const char* typed) { return completed(state.browse, typed); };
    CHECK(after("/films/e") == "/films/e"); // Extras, ep
    CHECK(after("/films/ep") == "/films/ep ");
    CHECK(after("/films/EP 1") == "/films/ep 10.mkv");
    CHECK(after("/films/a") == "/films/Art/");
    CHECK(after("/films/none") == "/films/none");
    quietly(state, command::SetQuery{"/films/ar"});
    CHECK(reduce(state, command::CompleteBrowsed{}, 0.0) == Effects{effect::ListFolder{"/films/Art/"}});
    state.browse.entries = {{"日本一.mkv", Kind::playable},
                            {"日本丁.mkv", Kind::playable}}; // their third characters begin alike
    CHECK(completed(state.browse, "/films/") == "/films/日本");
}

TEST_CASE("subtitles go to the film, not in its place") {
    State state = browsing();
    state.browse.entries.push_back({"ep 1.ass", kind_of_file("ep 1.ass")});
    CHECK(player_commands(state, command::OpenBrowsed{"ep 1.ass"}) ==
          std::vector<Argv>{{"sub-add", "/films/ep 1.ass", "select"}});
    CHECK(kind_of_file("A.MKV") == Kind::playable);
    CHECK(kind_of_file("README") == Kind::other);
    CHECK(kind_of_file("a.pdf") == Kind::other);
}
