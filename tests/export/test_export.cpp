// What all exporters share: the table of targets, names of files, the report in words.
#include "renderer/export/export.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace senga;

TEST_CASE("export targets: each has its own name, by which it is found, and stands in its enum's place") {
    std::set<std::string_view> names;
    std::size_t index = 0;
    for (const ExportTargetInfo& info : export_targets()) {
        CAPTURE(info.name);
        CHECK(static_cast<std::size_t>(info.target) == index++);
        CHECK(names.insert(info.name).second);
        CHECK(export_target_from_name(info.name) == info.target);
        CHECK(&export_target_info(info.target) == &info);
        CHECK_FALSE(info.label.empty());
        CHECK_FALSE(info.summary.empty());
    }
    CHECK(index == static_cast<std::size_t>(ExportTarget::reshade) + 1); // the last of them
    CHECK(export_target_from_name("mpc-hc") == ExportTarget::mpc_hc);
    CHECK_FALSE(export_target_from_name("MPV"));
    CHECK_FALSE(export_target_from_name(""));
}

TEST_CASE("export targets: of a chain without passes mpv and its kin get the scalers, the others nothing") {
    const std::set<std::string_view> scaling{"mpv", "vapoursynth", "ffmpeg"};
    for (const ExportTargetInfo& info : export_targets()) {
        CAPTURE(info.name);
        const Result<Export> made = export_chain(Chain{}, {.target = info.target});
        REQUIRE(made.ok() == scaling.contains(info.name));
        if (made) {
            CHECK_FALSE(made->files.empty());
            CHECK(made->passes.empty());
        } else {
            CHECK(made.error().code == Code::export_nothing);
            CHECK(made.error().text.find(info.label) != std::string::npos);
        }
    }
}

TEST_CASE("file_stem: letters of any script stay, what a file system or a shell could misread does not") {
    CHECK(file_stem("default") == "default");
    CHECK(file_stem("Classic 1080p") == "Classic-1080p");
    CHECK(file_stem("a/b\\c:d*e?f\"g<h>i|j") == "a-b-c-d-e-f-g-h-i-j");
    CHECK(file_stem("线画 预设") == "线画-预设");
    CHECK(file_stem("v1.2_x-y") == "v1.2_x-y");
    CHECK(file_stem("a \t  b") == "a-b");
    CHECK(file_stem("tab\nline") == "tab-line");
}

TEST_CASE("file_stem: never empty, hidden, above its folder or reserved") {
    for (const std::string name : {"", ".", "..", "...", "///", "-", " . "}) {
        CAPTURE(name);
        CHECK(file_stem(name) == "chain");
    }
    CHECK(file_stem("../../etc/passwd") == "etc-passwd");
    CHECK(file_stem(".hidden") == "hidden");
    CHECK(file_stem("-rf") == "rf"); // no option
    CHECK(file_stem("name. ") == "name");
    // The device names of Windows, with and without something behind them, in any case.
    for (const std::string name : {"con", "PRN", "Aux", "nul", "COM1", "lpt9", "com0", "con.glsl", "NUL.a.b"}) {
        CAPTURE(name);
        CHECK(file_stem(name) == "chain-" + name);
    }
    for (const std::string name : {"console", "com", "com10", "lpta", "null"}) {
        CHECK(file_stem(name) == name);
    }
}

TEST_CASE("file_stem: 80 bytes at most, cut between characters") {
    CHECK(file_stem(std::string(80, 'a')) == std::string(80, 'a'));
    CHECK(file_stem(std::string(81, 'a')) == std::string(80, 'a'));
    std::string long_name;
    for (int i = 0; i < 30; ++i) {
        long_name += "画"; // 3 bytes: 26 of them are 78, 27 would be 81
    }
    CHECK(file_stem(long_name).size() == 78);
    CHECK(file_stem(long_name) == long_name.substr(0, 78));
}

TEST_CASE("report_text: a line for each pass and each note") {
    Export result;
    result.passes = {{.entry = 0, .block = 0, .label = "Luma", .fate = PassFate::folded, .reason = "inside Push"},
                     {.entry = 1, .block = 0, .label = "Push", .fate = PassFate::kept},
                     {.entry = 2, .block = 1, .label = "Krig", .fate = PassFate::left_out, .reason = "chroma"}};
    result.notes = {"Set the buffer to 32-bit float."};
    CHECK(report_text(result) == "folded        Luma: inside Push\n"
                                 "kept          Push\n"
                                 "left out      Krig: chroma\n"
                                 "note          Set the buffer to 32-bit float.\n");
    CHECK(report_text(Export{}).empty());
}

TEST_CASE("fates have the names the report and its readers know") {
    CHECK(fate_name(PassFate::kept) == "kept");
    CHECK(fate_name(PassFate::folded) == "folded");
    CHECK(fate_name(PassFate::approximated) == "approximated");
    CHECK(fate_name(PassFate::refused) == "refused");
    CHECK(fate_name(PassFate::left_out) == "left out");
}
