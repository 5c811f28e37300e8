// The Library as texts: what is read from a text, what is reported with which line, and that any library comes back.
#include "app/settings/library_text.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

using namespace senga;

namespace {

constexpr std::array parts{LibraryPart::settings, LibraryPart::keys, LibraryPart::rules, LibraryPart::folders,
                           LibraryPart::recent};

struct Read {
    Library library;
    std::vector<Diagnostic> notes;
};

Read read(LibraryPart part, std::string_view text) {
    Read out;
    out.notes = read_part(part, text, "x.toml", out.library);
    for (const Diagnostic& note : out.notes) {
        CHECK(note.place.file == "x.toml");
        CHECK(note.place.line > 0);
    }
    return out;
}

// The text must be read without a note.
Library clean(LibraryPart part, std::string_view text) {
    Read out = read(part, text);
    CHECK_MESSAGE(out.notes.empty(), (out.notes.empty() ? "" : to_string(out.notes.front())));
    return std::move(out.library);
}

struct Expected {
    Code code;
    int line;
};
void check_notes(LibraryPart part, std::string_view text, const std::vector<Expected>& expected) {
    CAPTURE(text);
    const Read out = read(part, text);
    REQUIRE(out.notes.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CAPTURE(to_string(out.notes[i]));
        CHECK(out.notes[i].code == expected[i].code);
        CHECK(out.notes[i].place.line == expected[i].line);
    }
}

KeyChord chord(std::string_view text) {
    const auto parsed = parse_chord(text);
    REQUIRE(parsed);
    return *parsed;
}

// Any library a viewer could have come to.
class RandomLibraries {
public:
    Library next() {
        Library out;
        out.settings = settings();
        for (int left = number(0, 8); left > 0; --left) {
            out.keys.own[target()] = chords();
        }
        out.rules.clear();
        for (int left = number(0, 4); left > 0; --left) {
            out.rules.push_back(rule());
        }
        for (int left = number(0, 5); left > 0; --left) {
            out.folder_presets[text() + "/"] = text();
        }
        for (int left = number(0, 5); left > 0; --left) {
            out.recent.push_back({.path = "/" + text(), .title = text(), .time_s = real(), .duration_s = real()});
        }
        return out;
    }

private:
    int number(int least, int most) { return std::uniform_int_distribution(least, most)(random_); }
    bool coin() { return number(0, 1) == 1; }
    double real() {
        constexpr std::array some{0.0, 1.0, 0.1, 1.0 / 3.0, 1e-9, 123456.789, 5e17, 1e300};
        return some[static_cast<std::size_t>(number(0, static_cast<int>(some.size()) - 1))];
    }
    std::string text() {
        static const std::vector<std::string> pieces{
            "a",    "线画", "ひ", "\"", "\\", "'", "\n", "\r\n", "\t", " ",   "#",      "[",      "]",      "=",
            "\x01", "\x7F", "{}", "😀",  "*",  "?", ".",  "/",    "+",  "\\u", "\u0085", "\uFEFF", "\u2028", "pass:"};
        std::string out;
        for (int left = number(0, 6); left > 0; --left) {
            out += pieces[static_cast<std::size_t>(number(0, static_cast<int>(pieces.size()) - 1))];
        }
        return out;
    }
    Settings settings() {
        Settings out;
        if (coin()) {
            out.language = coin() ? Language::english : Language::chinese;
        }
        if (coin()) {
            out.ui_scale = coin() ? 1.25 : 3.0;
        }
        out.left_dock_pt = number(260, 800);
        out.right_dock_pt = number(260, 800);
        out.screenshot_folder = text();
        out.screenshot_template = text();
        out.export_folder = text();
        out.resume = coin();
        out.dim_while_dragging = coin();
        out.remember_folders = coin();
        return out;
    }
    std::string target() {
        return coin() ? pass_target(text()) : coin() ? "playback.pause" : "another-version." + text();
    }
    std::vector<KeyChord> chords() {
        std::vector<KeyChord> out;
        for (const char* const each : {"Space", "p", "P", "Ctrl+Shift+P", "\"", "\\", "+", "#", "Ctrl++", "F5"}) {
            if (number(0, 4) == 0) {
                out.push_back(chord(each));
            }
        }
        return out;
    }
    Bounds bounds() {
        Bounds out;
        const double least = number(-3, 30);
        if (coin()) {
            out.least = least + 0.5 * number(0, 1);
        }
        if (coin()) {
            out.most = least + number(1, 2000);
        }
        return out;
    }
    Rule rule() {
        return {.name = text(),
                .preset = text(),
                .enabled = coin(),
                .source_lines = bounds(),
                .display_lines = bounds(),
                .scale = bounds(),
                .fps = bounds(),
                .codec = text(),
                .file = text(),
                .folder = text()};
    }

    std::mt19937 random_{7};
};

} // namespace

TEST_CASE("library text: any library comes back, and its text stays the same") {
    RandomLibraries libraries;
    for (int round = 0; round < 300; ++round) {
        CAPTURE(round);
        const Library library = libraries.next();
        Library back;
        for (const LibraryPart part : parts) {
            const std::string text = part_text(part, library);
            CAPTURE(text);
            const std::vector<Diagnostic> notes = read_part(part, text, "x.toml", back);
            CHECK(!loses_text(notes));
            CHECK(part_text(part, back) == text);
        }
        CHECK(back.settings == library.settings);
        CHECK(back.keys == library.keys);
        CHECK(back.rules == library.rules);
        CHECK(back.folder_presets == library.folder_presets);
        CHECK(back.recent == library.recent);
    }
}

TEST_CASE("library text: each part writes and reads itself alone, and begins with an explanation") {
    RandomLibraries libraries;
    const Library library = libraries.next();
    for (const LibraryPart part : parts) {
        const std::string text = part_text(part, library);
        CHECK(text.starts_with("# "));
        CHECK(text.ends_with("\n"));
        const Library back = read(part, text).library;
        const Library untouched;
        CHECK((part == LibraryPart::settings || back.settings == untouched.settings));
        CHECK((part == LibraryPart::keys || back.keys == untouched.keys));
        CHECK((part == LibraryPart::rules || back.rules == untouched.rules));
        CHECK((part == LibraryPart::folders || back.folder_presets == untouched.folder_presets));
        CHECK((part == LibraryPart::recent || back.recent == untouched.recent));
    }
}

TEST_CASE("settings: what is not there has its default") {
    CHECK(clean(LibraryPart::settings, "").settings == Settings());
    const Settings settings =
        clean(LibraryPart::settings, "language = 'zh'\nui_scale = 2\nresume = false\nscreenshot_folder = '/p'\n")
            .settings;
    CHECK(settings.language == Language::chinese);
    CHECK(settings.ui_scale == 2.0);
    CHECK(!settings.resume);
    CHECK(settings.dim_while_dragging);
    CHECK(settings.screenshot_folder == "/p");
    CHECK(settings.screenshot_template == Settings().screenshot_template);
}

TEST_CASE("settings: a wrong value is reported with its line, the rest is taken") {
    const Read out = read(LibraryPart::settings, "resume = 1\nlanguage = 'de'\nui_scale = 4\nremember_folders = false\n"
                                                 "screenshot_folder = true\nresum = true\ndim_while_dragging = false");
    REQUIRE(out.notes.size() == 5);
    Settings expected;
    expected.remember_folders = false;
    expected.dim_while_dragging = false;
    CHECK(out.library.settings == expected);

    check_notes(LibraryPart::settings, "\nresume = 1", {{Code::settings_value, 2}});
    check_notes(LibraryPart::settings, "\n\nlanguage = 'de'", {{Code::settings_value, 3}});
    check_notes(LibraryPart::settings, "left_dock = 100\nright_dock = 900",
                {{Code::settings_value, 1}, {Code::settings_value, 2}});
    CHECK(clean(LibraryPart::settings, "left_dock = 420\n").settings.left_dock_pt == 420.0);
    check_notes(LibraryPart::settings, "ui_scale = 0.5", {{Code::settings_value, 1}});
    check_notes(LibraryPart::settings, "ui_scale = nan", {{Code::settings_value, 1}});
    check_notes(LibraryPart::settings, "\nresum = 1", {{Code::settings_key_unknown, 2}});
    CHECK(loses_text(read(LibraryPart::settings, "resum = 1").notes));
}

TEST_CASE("library text: what is no TOML leaves the part as it was and names the line") {
    for (const LibraryPart part : parts) {
        check_notes(part, "# fine\nx = \n", {{Code::settings_syntax, 2}});
        Library library;
        library.settings.resume = false;
        library.keys.own["a"] = {};
        library.rules.clear();
        library.folder_presets["/a"] = "b";
        library.recent = {{.path = "/x"}};
        const Library before = library;
        CHECK(loses_text(read_part(part, "\xFF", "x", library)));
        CHECK(library == before);
    }
}

TEST_CASE("keys: chords are read, wrong ones are left out") {
    const Keymap keys =
        clean(LibraryPart::keys, "[keys]\n'playback.pause' = ['Space', 'Ctrl+Shift+P']\n'audio.mute' = 'F5'\n"
                                 "'window.fullscreen' = []\n[passes]\n'classic/luma' = ['Ctrl+L']\n")
            .keys;
    CHECK(keys.own.at("playback.pause") == std::vector{chord("Space"), chord("Ctrl+Shift+P")});
    CHECK(keys.own.at("audio.mute") == std::vector{chord("F5")});
    CHECK(keys.own.at("window.fullscreen").empty());
    CHECK(keys.own.at(pass_target("classic/luma")) == std::vector{chord("Ctrl+L")});
    CHECK(keys.own.size() == 4);

    const Read some = read(LibraryPart::keys, "[keys]\n'playback.pause' = ['Spase', 'p']\n'audio.mute' = ['Ctlr+M']\n");
    CHECK(some.library.keys.own.at("playback.pause") == std::vector{chord("p")});
    // A list that is empty only because its keys are wrong does not take the action's own keys away.
    CHECK(!some.library.keys.own.contains("audio.mute"));
    CHECK(some.notes.size() == 2);
    CHECK(some.notes.back().text.find("Ctlr+M") != std::string::npos);
}

TEST_CASE("keys: what is wrong is reported with its line") {
    const std::string head = "[keys]\n";
    check_notes(LibraryPart::keys, head + "'playback.pause' = ['Spase']", {{Code::settings_value, 2}});
    check_notes(LibraryPart::keys, head + "'playback.pause' = 'Spase'", {{Code::settings_value, 2}});
    check_notes(LibraryPart::keys, head + "'playback.pause' = [\n'p',\n1]", {{Code::settings_value, 4}});
    check_notes(LibraryPart::keys, head + "'playback.pause' = 1", {{Code::settings_value, 2}});
    check_notes(LibraryPart::keys, head + "'playback.pause' = ['p', 'p']", {{Code::settings_value, 2}});
    check_notes(LibraryPart::keys, head + "'pass:x' = ['p']", {{Code::settings_value, 2}});
    check_notes(LibraryPart::keys, "[key]\n", {{Code::settings_key_unknown, 1}});
    check_notes(LibraryPart::keys, "keys = 1", {{Code::settings_value, 1}});
    // Kept nonetheless: another version may know the action.
    check_notes(LibraryPart::keys, head + "'playback.pauze' = ['p']", {{Code::action_unknown, 2}});
    const Read unknown = read(LibraryPart::keys, head + "'playback.pauze' = ['p']");
    CHECK(unknown.library.keys.own.contains("playback.pauze"));
    CHECK(!loses_text(unknown.notes));
}

TEST_CASE("rules: all of a rule is read; numbers do as bounds") {
    const std::vector<Rule> rules =
        clean(LibraryPart::rules,
              "[[rule]]\nname = 'Old'\npreset = 'classic-4k'\nenabled = false\nsource_lines = '<=576'\n"
              "display_lines = '>=720'\nscale = '1.5..3'\nfps = 24\ncodec = 'h264'\n"
              "file = '*[DVD]*'\nfolder = '/films/*'\n[[rule]]\npreset = 'off'\n")
            .rules;
    REQUIRE(rules.size() == 2);
    const Rule expected{.name = "Old",
                        .preset = "classic-4k",
                        .enabled = false,
                        .source_lines = {std::nullopt, 576.0},
                        .display_lines = {720.0, std::nullopt},
                        .scale = {1.5, 3.0},
                        .fps = {24.0, 24.0},
                        .codec = "h264",
                        .file = "*[DVD]*",
                        .folder = "/films/*"};
    CHECK(rules[0] == expected);
    CHECK(rules[1] == Rule{.name = "", .preset = "off"});
    // Without a file there are the initial rules; an empty one has none.
    CHECK(!Library().rules.empty());
    CHECK(clean(LibraryPart::rules, "").rules.empty());
}

TEST_CASE("rules: what is wrong is reported with its line, the rule's rest is taken") {
    const Read out = read(LibraryPart::rules, "[[rule]]\nname = 'x'\nscale = 'large'\npreset = 'off'\n");
    REQUIRE(out.library.rules.size() == 1);
    CHECK(out.library.rules[0] == Rule{.name = "x", .preset = "off"});
    check_notes(LibraryPart::rules, "[[rule]]\nname = 'x'\nscale = 'large'\n", {{Code::settings_value, 3}});
    check_notes(LibraryPart::rules, "[[rule]]\nscale = true\n", {{Code::settings_value, 2}});
    check_notes(LibraryPart::rules, "[[rule]]\nenabled = 'yes'\n", {{Code::settings_value, 2}});
    check_notes(LibraryPart::rules, "[[rule]]\n\nsize = 1\n", {{Code::settings_key_unknown, 3}});
    check_notes(LibraryPart::rules, "[rule]\nname = 'x'\n", {{Code::settings_value, 1}});
    check_notes(LibraryPart::rules, "rule = [1]\n", {{Code::settings_value, 1}});
    check_notes(LibraryPart::rules, "rules = []\n", {{Code::settings_key_unknown, 1}});
}

TEST_CASE("folders and recent files: what is wrong is left out") {
    const Read folders = read(LibraryPart::folders, "[folders]\n'/a' = 'x'\n'/b' = 1\n");
    CHECK(folders.library.folder_presets.size() == 1);
    check_notes(LibraryPart::folders, "[folders]\n'/a' = 'x'\n'/b' = 1\n", {{Code::settings_value, 3}});
    check_notes(LibraryPart::folders, "folders = 1\n", {{Code::settings_value, 1}});
    check_notes(LibraryPart::folders, "folder = 1\n", {{Code::settings_key_unknown, 1}});

    const Read recent = read(LibraryPart::recent, "[[file]]\npath = '/a'\ntime_s = -3\n[[file]]\ntitle = 'x'\n"
                                                  "[[file]]\npath = '/b'\ntime_s = 7\nduration_s = inf\n");
    CHECK(recent.library.recent == std::vector<RecentFile>{{.path = "/a"}, {.path = "/b", .time_s = 7.0}});
    check_notes(LibraryPart::recent, "\n[[file]]\ntitle = 'x'\n", {{Code::settings_value, 2}});
    check_notes(LibraryPart::recent, "[[file]]\npath = '/a'\nduration_s = inf\n", {{Code::settings_value, 3}});
    check_notes(LibraryPart::recent, "[[file]]\npath = '/a'\nwhen = 1\n", {{Code::settings_key_unknown, 3}});
    check_notes(LibraryPart::recent, "file = 1\n", {{Code::settings_value, 1}});
}

TEST_CASE("recent files: no more than are kept, and none that TOML cannot hold") {
    Library library;
    for (int i = 0; i < 300; ++i) {
        library.recent.push_back({.path = "/" + std::to_string(i)});
    }
    const Library back = clean(LibraryPart::recent, part_text(LibraryPart::recent, library));
    CHECK(back.recent.size() == Library::most_recent);
    CHECK(back.recent.back().path == "/199");

    // File names are bytes: one that is no UTF-8 must not spoil the others, nor come back as another name.
    library.recent = {{.path = "/a\xFF"}, {.path = "/b", .title = "t\xFF", .time_s = std::nan("")}};
    library.folder_presets = {{"/\xE7\xB7", "x"}, {"/ok", "y\xFF"}};
    CHECK(clean(LibraryPart::recent, part_text(LibraryPart::recent, library)).recent ==
          std::vector<RecentFile>{{.path = "/b", .title = "t\uFFFD"}});
    const auto folders = clean(LibraryPart::folders, part_text(LibraryPart::folders, library)).folder_presets;
    CHECK(folders.size() == 1);
    CHECK(folders.at("/ok") == "y\uFFFD");
}

TEST_CASE("library text: a file in which everything is wrong does not report without end") {
    std::string text;
    for (int i = 0; i < 1000; ++i) {
        text += "key" + std::to_string(i) + " = 1\n";
    }
    CHECK(read(LibraryPart::settings, text).notes.size() == 64);
}
