// The Export dialog in the real window: keys, clicks, and files on the disk.
#include "tests/window/remote.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

using namespace senga;
using namespace senga::test;

namespace {

std::size_t files_below(const std::filesystem::path& folder) {
    std::size_t out = 0;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, ignored)) {
        out += entry.is_regular_file() ? 1 : 0;
    }
    return out;
}

} // namespace

TEST_CASE("a chain is exported by the dialog: opened by its key, a target chosen, files there, a report, Esc") {
    const Home home;
    Remote remote(home, {.arguments = {silent_clip(home), "--preset", "classic-1080p", "--paused"},
                         .window = {1280, 720},
                         .environment = {"XDG_DOCUMENTS_DIR=" + (home.path() / "documents").string()}});
    const std::filesystem::path documents = home.path() / "documents" / "senga-export";
    remote.key("ctrl+e");
    remote.expect("/view/overlay", "exporting");
    remote.expect("/exporting/target", "mpv");
    CHECK(remote.value("/exporting/folder") == (documents / "mpv").string());
    CHECK_FALSE(remote.sees("export.alpha-guide"));
    remote.click("export.target.potplayer");
    remote.expect("/exporting/target", "potplayer");
    remote.appears("export.alpha-guide");
    remote.click("export.target.mpv");
    remote.expect("/exporting/target", "mpv");
    remote.click("export.do");
    remote.until("it is done", [](const json& now) { return now["exporting"]["files"].is_array(); });
    remote.appears("export.report");
    const json files = remote.value("/exporting/files");
    REQUIRE_FALSE(files.empty());
    for (const json& file : files) {
        CAPTURE(file);
        CHECK(std::filesystem::file_size(documents / "mpv" / file.get<std::string>()) > 0);
    }
    CHECK(files_below(documents) == files.size()); // and no others

    // What somebody changed stays until it may be replaced.
    const std::string first = (documents / "mpv" / files[0].get<std::string>()).string();
    std::ofstream(first) << "changed";
    remote.click("export.do");
    remote.expect("/exporting/failure", "export_exists");
    remote.appears("export.failure");
    CHECK(contents(first) == "changed");
    remote.click("export.replace");
    remote.click("export.do");
    remote.until("it is done", [](const json& now) { return now["exporting"]["files"].is_array(); });
    CHECK(contents(first) != "changed");

    // A name and a folder of the viewer's; Esc while typing.
    remote.click("export.folder");
    remote.expect("/panel/typing", true);
    remote.type((home.path() / "mine").string());
    remote.expect("/exporting/folder", (home.path() / "mine").string());
    remote.key("Escape");
    remote.expect("/view/overlay", "none");
    remote.wait_for_keys();
    remote.key("ctrl+e");
    remote.expect("/view/overlay", "exporting");
    remote.key("Escape");
    remote.expect("/view/overlay", "none");
    remote.quit();
}

TEST_CASE("the dialog is in the presets' menu and in the palette") {
    const Home home;
    Remote remote(home,
                  {.arguments = {silent_clip(home), "--preset", "classic-1080p", "--paused"}, .window = {1280, 720}});
    remote.click("preset.menu");
    remote.appears("menu.export");
    remote.key("Escape");
    remote.vanishes("menu.export");
    remote.click("preset.menu");
    remote.click("menu.export");
    remote.expect("/view/overlay", "exporting");
    // Keys do nothing behind the dialog.
    const json passes = remote.value("/chain/passes");
    remote.key("1");
    remote.key("q");
    remote.settle();
    CHECK(remote.value("/chain/passes") == passes);
    CHECK(remote.value("/view/overlay") == "exporting");
    remote.click("export.close");
    remote.expect("/view/overlay", "none");
    remote.ask("file.export");
    remote.key("Return");
    remote.expect("/view/overlay", "exporting");
    remote.key("Escape");
    remote.quit();
}
