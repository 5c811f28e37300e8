// The effect of the Export dialog carried out, and the command `senga export`: files, reports, exit codes.
#include "app/commands/command.h"
#include "tests/session/live_session.h"
#include "tests/temporary_folder.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <unistd.h>

using namespace senga;
using senga::test::clock_s;
using senga::test::contents;
using senga::test::LiveSession;
using senga::test::TemporaryFolder;
using senga::test::Workshop;

namespace fs = std::filesystem;

namespace {

std::size_t files_below(const fs::path& folder) {
    std::size_t out = 0;
    std::error_code ignored;
    for (const auto& entry : fs::recursive_directory_iterator(folder, ignored)) {
        out += entry.is_regular_file() ? 1 : 0;
    }
    return out;
}

// What a stream of this process gets goes to a file while it lives.
class Captured {
public:
    Captured(std::FILE* stream, const fs::path& file) : stream_(stream), file_(file) {
        std::fflush(stream_);
        was_ = ::dup(::fileno(stream_));
        std::FILE* to = std::fopen(file.c_str(), "wb");
        REQUIRE(to != nullptr);
        ::dup2(::fileno(to), ::fileno(stream_));
        std::fclose(to);
    }
    ~Captured() { end(); }
    Captured(const Captured&) = delete;
    Captured& operator=(const Captured&) = delete;
    std::string end() {
        if (was_ >= 0) {
            std::fflush(stream_);
            ::dup2(was_, ::fileno(stream_));
            ::close(was_);
            was_ = -1;
        }
        return contents(file_);
    }

private:
    std::FILE* stream_;
    fs::path file_;
    int was_ = -1;
};

struct Said {
    Exit exit = Exit::wrong_usage;
    std::string out;
    std::string error;
};

// `senga export` with these words.
Said export_with(const TemporaryFolder& folder, std::vector<std::string> words) {
    CLI::App app;
    Run run;
    declare_export(app, run);
    words.insert(words.begin(), "export");
    std::reverse(words.begin(), words.end()); // CLI11 takes them from the back
    app.parse(words);
    REQUIRE(run);
    Said said;
    Captured out(stdout, folder.path() / "captured out");
    Captured error(stderr, folder.path() / "captured error");
    said.exit = run();
    said.error = error.end();
    said.out = out.end();
    return said;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("export: the dialog's wish becomes files, and the state says what and where") {
    const Workshop shop;
    LiveSession live({.home = &shop, .change = [&](SessionOptions& options) { options.export_folder = shop / "out"; }});
    live.wish(command::ExportChain{});
    REQUIRE(live.until([&] { return !live.state().exporting.running; }));
    REQUIRE(live.state().exporting.report);
    const ExportReport first = *live.state().exporting.report;
    CHECK(first.folder == shop / "out/mpv");
    REQUIRE_FALSE(first.files.empty());
    for (const std::string& file : first.files) {
        CHECK(fs::file_size(fs::path(first.folder) / file) > 0);
    }
    CHECK(files_below(shop.path() / "out") == first.files.size());
    CHECK(first.passes.size() == 4); // classic-1080p has four files of one pass each

    // Somebody's file is kept unless it may be replaced.
    const fs::path changed = fs::path(first.folder) / first.files.front();
    const std::string whole = contents(changed);
    shop.write("out/mpv/" + first.files.front(), "mine");
    live.wish(command::ExportChain{});
    REQUIRE(live.until([&] { return !live.state().exporting.running; }));
    REQUIRE(live.state().exporting.failure);
    CHECK(live.state().exporting.failure->code == Code::export_exists);
    CHECK(contents(changed) == "mine");
    ExportWish wish = live.state().exporting.wish;
    wish.existing = Existing::replace;
    live.wish({command::SetExport{wish}, command::ExportChain{}});
    REQUIRE(live.until([&] { return !live.state().exporting.running; }));
    CHECK(live.state().exporting.report.has_value());
    CHECK(contents(changed) == whole);

    // A folder that cannot be: told, and the next one works.
    wish.folder = shop.write("a-file", "no folder") + "/below";
    live.wish({command::SetExport{wish}, command::ExportChain{}});
    REQUIRE(live.until([&] { return !live.state().exporting.running; }));
    REQUIRE(live.state().exporting.failure);
    CHECK(live.state().exporting.failure->code == Code::file_unwritable);
    CHECK(live.state().view.log.back().code == Code::file_unwritable);
}

TEST_CASE("export: the present values are what is exported, made in the background") {
    const Workshop shop;
    LiveSession live({.home = &shop, .change = [&](SessionOptions& options) {
                          options.export_folder = shop / "out";
                          options.compiler.thread = CompilerOptions::Thread::background;
                      }});
    live.wish({command::SetParameter{3, "grad_strength", 0.8125}, command::ExportChain{}});
    REQUIRE(live.until([&] { return !live.state().exporting.running; }));
    REQUIRE(live.state().exporting.report);
    bool found = false;
    for (const std::string& file : live.state().exporting.report->files) {
        found = found || has(contents(fs::path(live.state().exporting.report->folder) / file), "0.8125");
    }
    CHECK(found);
}

TEST_CASE("senga export writes the files of the target and says what became of each pass") {
    const TemporaryFolder folder("export");
    const std::string to = (folder.path() / "my shaders").string();
    const Said said = export_with(folder, {"--to", "mpv", "--preset", "classic-1080p", "-o", to, "--name", "Lines"});
    CHECK(said.exit == Exit::done);
    CHECK(files_below(to) > 0);
    CHECK(has(said.error, "senga: wrote"));
    CHECK(has(said.error, to));
    CHECK(std::count(said.out.begin(), said.out.end(), '\n') >= 4); // a line for each of its passes
    CHECK(has(said.out, "kept"));

    SUBCASE("what is there stays without --force") {
        std::string one;
        for (const auto& entry : fs::recursive_directory_iterator(to)) {
            one = entry.is_regular_file() ? entry.path().string() : one;
        }
        std::ofstream(one) << "mine";
        const Said kept =
            export_with(folder, {"--to", "mpv", "--preset", "classic-1080p", "-o", to, "--name", "Lines"});
        CHECK(kept.exit == Exit::bad_input);
        CHECK(has(kept.error, "[export_exists]"));
        CHECK(has(kept.error, "--force"));
        CHECK(contents(one) == "mine");
        CHECK(export_with(folder, {"--to", "mpv", "--preset", "classic-1080p", "-o", to, "--name", "Lines", "--force"})
                  .exit == Exit::done);
        CHECK(contents(one) != "mine");
    }
    SUBCASE("the report as JSON") {
        const Said told =
            export_with(folder, {"--to", "mpv", "--preset", "classic-1080p", "-o", to, "--name", "Lines", "--json"});
        const nlohmann::json report = nlohmann::json::parse(told.out);
        CHECK(report["target"] == "mpv");
        CHECK(report["files"].size() == files_below(to));
        for (const nlohmann::json& file : report["files"]) {
            CHECK(fs::exists(file.get<std::string>()));
        }
        REQUIRE(report["passes"].size() == 4);
        CHECK(report["passes"][0]["entry"] == "classic/luma");
        CHECK(report["passes"][3]["entry"] == "classic/push-grad");
        for (const nlohmann::json& pass : report["passes"]) {
            CHECK(pass["fate"] == "kept"); // mpv takes everything
            CHECK_FALSE(pass["pass"].get<std::string>().empty());
            CHECK(pass["files"].is_array());
        }
        CHECK(report["notes"].is_array());
    }
}

TEST_CASE("senga export: what is wrong is named, with exit code 2 for the command line and 1 for the input") {
    const TemporaryFolder folder("export");
    const fs::path to = folder.path() / "out";
    struct Wrong {
        std::vector<std::string> words;
        Exit exit;
        std::string named;
    };
    const std::string broken = folder.write("broken.glsl", "//!HOOK NOWHERE\nvec4 hook() { return vec4(1); }\n");
    const std::string absent = (folder.path() / "absent.glsl").string();
    const std::string nonsense =
        folder.write("nonsense.glsl", "//!HOOK MAIN\n//!BIND HOOKED\nvec4 hook() {\n    return nonsense;\n}\n");
    for (const Wrong& wrong : {
             Wrong{{"--to", "vlc"}, Exit::wrong_usage, "potplayer, mpc-hc"},
             Wrong{{"--preset", "off"}, Exit::wrong_usage, "--to is missing"},
             Wrong{{"--to", "mpv", "--source", "huge"}, Exit::wrong_usage, "huge"},
             Wrong{{"--to", "mpv", "--display", "0x0"}, Exit::wrong_usage, "0x0"},
             Wrong{{"--to", "mpv", "--source", "1280x720:yuv999"}, Exit::wrong_usage, "yuv999"},
             Wrong{{"--to", "mpv", "--alpha-guide"}, Exit::wrong_usage, "--alpha-guide"},
             Wrong{{"--to", "mpv", "--set", "nothing=1"}, Exit::wrong_usage, "nothing"},
             Wrong{{"--to", "mpv", "--preset", "absent"}, Exit::bad_input, "absent"},
             Wrong{{"--to", "mpv", "--shader", absent}, Exit::bad_input, "absent.glsl"},
             Wrong{{"--to", "mpv", "--shader", broken}, Exit::bad_input, "broken.glsl"},
             Wrong{{"--to", "mpv", "--shader", nonsense}, Exit::bad_input, "nonsense.glsl:4"},
             Wrong{{"--to", "mpv", "--preset", "default", "--shader", nonsense}, Exit::bad_input, "nonsense.glsl:4"},
             Wrong{{"--to", "potplayer", "--shader", nonsense}, Exit::bad_input, "nonsense.glsl:4"},
             Wrong{{"--to", "potplayer", "--preset", "off"}, Exit::bad_input, "[export_nothing]"},
         }) {
        CAPTURE(wrong.named);
        std::vector<std::string> words = wrong.words;
        words.insert(words.end(), {"-o", to.string()});
        const Said said = export_with(folder, words);
        CHECK(said.exit == wrong.exit);
        CHECK_MESSAGE(has(said.error, wrong.named), said.error);
        CHECK(said.out.empty());
        CHECK_FALSE(fs::exists(to));
    }
}

TEST_CASE("senga export --list names the targets") {
    const TemporaryFolder folder("export");
    const Said said = export_with(folder, {"--list"});
    CHECK(said.exit == Exit::done);
    CHECK(std::count(said.out.begin(), said.out.end(), '\n') == 9);
    CHECK(has(said.out, "potplayer"));
    CHECK(nlohmann::json::parse(export_with(folder, {"--list", "--json"}).out).size() == 9);
}
