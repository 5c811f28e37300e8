#include "app/settings/library_text.h"
#include "app/settings/store.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>
#include <string>

using namespace senga;
using test::contents;
using test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

StoreOptions options_in(const TemporaryFolder& folder) {
    return {
        .config_folder = folder.path() / "config/senga", .state_folder = folder.path() / "state/senga", .on_fault = {}};
}

Library sample() {
    Library out;
    out.settings.ui_scale = 1.5;
    out.keys.own["playback.pause"] = {KeyChord{"F5", {}}};
    out.rules = {{.name = "One", .preset = "off"}};
    out.folder_presets["/films/线"] = "classic-4k";
    out.recent = {{.path = "/films/a.mkv", .title = "A", .time_s = 12.5, .duration_s = 1400.0}};
    return out;
}

void save_all(Store& store, const Library& library) {
    for (const LibraryPart part :
         {LibraryPart::settings, LibraryPart::keys, LibraryPart::rules, LibraryPart::folders, LibraryPart::recent}) {
        store.save(part, library);
    }
}

} // namespace

// The sanitizer for threads runs this suite.
TEST_SUITE_BEGIN("threads");

TEST_CASE("store: a fresh installation has the defaults and makes no file") {
    const TemporaryFolder folder("store");
    {
        Store store(options_in(folder));
        const Store::Loaded loaded = store.load();
        CHECK(loaded.library == Library());
        CHECK(loaded.notes.empty());
    }
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("store: what is saved is there the next time, once the store is gone") {
    const TemporaryFolder folder("store");
    {
        Store store(options_in(folder));
        save_all(store, sample());
    }
    CHECK(fs::exists(folder.path() / "config/senga/settings.toml"));
    CHECK(fs::exists(folder.path() / "config/senga/keys.toml"));
    CHECK(fs::exists(folder.path() / "config/senga/rules.toml"));
    CHECK(fs::exists(folder.path() / "state/senga/folders.toml"));
    CHECK(fs::exists(folder.path() / "state/senga/recent.toml"));
    Store store(options_in(folder));
    const Store::Loaded loaded = store.load();
    CHECK(loaded.notes.empty());
    CHECK(loaded.library == sample());
}

TEST_CASE("store: of saves in a row the last one stays, and a part touches only its own file") {
    const TemporaryFolder folder("store");
    Store store(options_in(folder));
    Library library = sample();
    for (int i = 1; i <= 50; ++i) {
        library.recent.front().time_s = i;
        store.save(LibraryPart::recent, library);
    }
    store.drain();
    CHECK(store.load().library.recent.front().time_s == 50.0);
    CHECK(store.take().empty());
    CHECK(!fs::exists(folder.path() / "config"));
}

TEST_CASE("store: a file that would stay the same is not written; one that is gone is") {
    const TemporaryFolder folder("store");
    Store store(options_in(folder));
    const fs::path file = store.file_of(LibraryPart::settings);
    store.save(LibraryPart::settings, sample());
    store.drain();
    const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(1);
    fs::last_write_time(file, long_ago);
    const auto before = fs::last_write_time(file);
    store.save(LibraryPart::settings, sample());
    store.drain();
    CHECK(fs::last_write_time(file) == before);
    fs::remove(file);
    store.save(LibraryPart::settings, sample());
    store.drain();
    CHECK(fs::exists(file));
}

TEST_CASE("store: a broken file costs the others nothing and is kept aside before it is written") {
    const TemporaryFolder folder("store");
    const std::string broken = "[keys\n'playback.pause' = ['p']\n";
    {
        Store store(options_in(folder));
        save_all(store, sample());
    }
    const fs::path file = folder.write("config/senga/keys.toml", broken);
    Store store(options_in(folder));
    const Store::Loaded loaded = store.load();
    REQUIRE(loaded.notes.size() == 1);
    CHECK(loaded.notes[0].code == Code::settings_syntax);
    CHECK(loaded.notes[0].place == Place{file.string(), 1});
    Library expected = sample();
    expected.keys = {};
    CHECK(loaded.library == expected);
    CHECK(contents(file) == broken); // reading changes nothing

    Library changed = loaded.library;
    changed.keys.own["audio.mute"] = {KeyChord{"F6", {}}};
    store.save(LibraryPart::keys, changed);
    store.drain();
    CHECK(store.take().empty());
    CHECK(contents(file.string() + ".bad") == broken);
    CHECK(contents(file) == part_text(LibraryPart::keys, changed));

    // Only once: the next text takes the place of our own.
    store.save(LibraryPart::keys, sample());
    store.drain();
    CHECK(contents(file.string() + ".bad") == broken);
}

TEST_CASE("store: a file with a wrong line or an unknown key is kept aside too, one with an unknown action is not") {
    const TemporaryFolder folder("store");
    folder.write("config/senga/settings.toml", "resume = 3\nui_scale = 2.0\n");
    folder.write("config/senga/rules.toml", "colour = 'red'\n");
    folder.write("config/senga/keys.toml", "[keys]\n'from.tomorrow' = ['p']\n");
    Store store(options_in(folder));
    const Store::Loaded loaded = store.load();
    CHECK(loaded.notes.size() == 3);
    CHECK(loaded.library.settings.ui_scale == 2.0);
    save_all(store, sample());
    store.drain();
    CHECK(contents(folder.path() / "config/senga/settings.toml.bad") == "resume = 3\nui_scale = 2.0\n");
    CHECK(contents(folder.path() / "config/senga/rules.toml.bad") == "colour = 'red'\n");
    CHECK(!fs::exists(folder.path() / "config/senga/keys.toml.bad"));
    CHECK(!fs::exists(folder.path() / "state/senga/recent.toml.bad"));
}

TEST_CASE("store: what cannot be written is reported, and what cannot be kept aside is not overwritten") {
    const TemporaryFolder folder("store");
    folder.write("state/senga", "a file where the folder should be");
    folder.write("config/senga/keys.toml", "broken =");
    fs::create_directories(folder.path() / "config/senga/keys.toml.bad/inside");
    StoreOptions options = options_in(folder);
    std::atomic<int> woken = 0;
    options.on_fault = [&woken] { ++woken; };
    Store store(options);
    CHECK(store.load().notes.size() == 1);
    store.save(LibraryPart::recent, sample());
    store.save(LibraryPart::keys, sample());
    store.drain();
    const std::vector<Diagnostic> faults = store.take();
    REQUIRE(faults.size() == 2);
    CHECK(woken == 2);
    for (const Diagnostic& fault : faults) {
        CHECK(fault.code == Code::file_unwritable);
    }
    CHECK(store.take().empty());
    CHECK(contents(folder.path() / "config/senga/keys.toml") == "broken =");
}

TEST_CASE("store: without folders nothing is kept, and nothing is wrong") {
    Store store({});
    save_all(store, sample());
    store.drain();
    CHECK(store.take().empty());
    CHECK(store.load().library == Library());
    CHECK(store.file_of(LibraryPart::keys).empty());
}

TEST_SUITE_END();
