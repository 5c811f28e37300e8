#include "renderer/base/diagnostic.h"
#include "renderer/base/result.h"

#include <doctest/doctest.h>

#include <memory>
#include <set>
#include <string>

using namespace senga;

TEST_CASE("a diagnostic prints file, line, severity, text and code") {
    CHECK(to_string(diagnose(Code::shader_stage, "no such stage", {"a.glsl", 7})) ==
          "a.glsl:7: error: no such stage [shader_stage]");
}

TEST_CASE("a diagnostic leaves out what is unknown") {
    CHECK(to_string(diagnose(Code::preset_range, "clamped", {"p.toml", 0})) ==
          "p.toml: warning: clamped [preset_range]");
    // A line without a file says nothing.
    CHECK(to_string(diagnose(Code::usage, "wrong", {"", 3})) == "error: wrong [usage]");
    Diagnostic note = diagnose(Code::usage, "by the way");
    note.severity = Severity::note;
    CHECK(to_string(note) == "note: by the way [usage]");
}

TEST_CASE("every code has its own name and a meaning, in the table's order") {
    CHECK(code_name(Code::file_missing) == "file_missing");
    CHECK(code_name(Code::usage) == "usage");
    CHECK(code_severity(Code::shader_directive_unknown) == Severity::warning);
    CHECK(code_severity(Code::shader_directive) == Severity::error);
    std::set<std::string> names;
    for (int i = 0; i <= static_cast<int>(Code::usage); ++i) {
        const Code code = static_cast<Code>(i);
        CHECK(!code_meaning(code).empty());
        CHECK(names.emplace(code_name(code)).second);
    }
}

TEST_CASE("a result is a value or an error") {
    const Result<int> good = 5;
    REQUIRE(good.ok());
    CHECK(*good == 5);
    const Result<int> bad = diagnose(Code::usage, "no");
    REQUIRE(!bad.ok());
    CHECK(bad.error().code == Code::usage);
    CHECK(bad.error().text == "no");
}

TEST_CASE("a result hands out what can only be moved") {
    Result<std::unique_ptr<int>> result = std::make_unique<int>(7);
    CHECK(*std::move(result).value() == 7);
}
