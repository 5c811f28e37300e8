// Rules and their bounds, as a table.
#include "app/state/rules.h"

#include <doctest/doctest.h>

#include <functional>

using namespace senga;

namespace {

// A 720p film in a 1080p window.
RuleFacts sample_facts() {
    return {.source = {1280, 720},
            .display = {1920, 1080},
            .fps = 23.976,
            .codec = "h264",
            .path = "/anime/Show S2/Show - 03 [720p].mkv"};
}

Bounds bounds(const char* text) {
    const Result<Bounds> read = bounds_from_text(text);
    REQUIRE(read);
    return *read;
}

} // namespace

TEST_CASE("bounds are read, kept and written") {
    CHECK(bounds(">=720") == Bounds{720.0, std::nullopt});
    CHECK(bounds(" <= 1 ") == Bounds{std::nullopt, 1.0});
    CHECK(bounds("1.5..3") == Bounds{1.5, 3.0});
    CHECK(bounds("24") == Bounds{24.0, 24.0});
    CHECK(bounds("").unbounded());
    CHECK(bounds("  ").unbounded());
    for (const char* text : {">=720", "<=1", "1.5..3", "24", ""}) {
        CHECK(to_text(bounds(text)) == text);
    }
    for (const char* text : {">720", "many", "3..1.5", "..", "1..", "<=", "24 fps", "nan", "inf", "1..2..3", "1,5"}) {
        CAPTURE(text);
        const Result<Bounds> read = bounds_from_text(text);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == Code::preset_value);
    }
}

TEST_CASE("bounds include their ends") {
    CHECK(bounds("1.5..3").holds(1.5));
    CHECK(bounds("1.5..3").holds(3.0));
    CHECK_FALSE(bounds("1.5..3").holds(1.49));
    CHECK_FALSE(bounds("1.5..3").holds(3.01));
}

TEST_CASE("each condition of a rule, alone") {
    struct Line {
        const char* what;
        std::function<void(Rule&)> set;
        bool expected;
    };
    const std::vector<Line> table{
        {"no condition", [](Rule&) {}, true},
        {"source", [](Rule& r) { r.source_lines = bounds("720"); }, true},
        {"source, other", [](Rule& r) { r.source_lines = bounds(">=721"); }, false},
        {"display", [](Rule& r) { r.display_lines = bounds(">=1080"); }, true},
        {"display, other", [](Rule& r) { r.display_lines = bounds("<=1079"); }, false},
        {"scale 1.5", [](Rule& r) { r.scale = bounds("1.5"); }, true},
        {"not enlarged", [](Rule& r) { r.scale = bounds("<=1"); }, false},
        {"fps", [](Rule& r) { r.fps = bounds("23..24"); }, true},
        {"fps, other", [](Rule& r) { r.fps = bounds(">=50"); }, false},
        {"codec in any case", [](Rule& r) { r.codec = "H264"; }, true},
        {"codec is not a prefix", [](Rule& r) { r.codec = "h26"; }, false},
        {"file", [](Rule& r) { r.file = "*[720p]*"; }, true},
        {"file, whole name", [](Rule& r) { r.file = "show - ?? [720p].mkv"; }, true},
        {"file is not the folder", [](Rule& r) { r.file = "*S2*"; }, false},
        {"folder", [](Rule& r) { r.folder = "/anime/*"; }, true},
        {"folder, whole", [](Rule& r) { r.folder = "/anime/show s2"; }, true},
        {"folder, part", [](Rule& r) { r.folder = "anime"; }, false},
    };
    for (const Line& line : table) {
        CAPTURE(line.what);
        Rule rule;
        line.set(rule);
        CHECK(holds(rule, sample_facts()) == line.expected);
    }
}

TEST_CASE("what is unknown satisfies no condition") {
    Rule rule;
    CHECK(holds(rule, {}));
    rule.scale = bounds("<=1");
    CHECK_FALSE(holds(rule, {}));
    rule = {};
    rule.fps = bounds("<=30");
    CHECK_FALSE(holds(rule, {}));
    rule = {};
    rule.source_lines = bounds("<=720");
    CHECK_FALSE(holds(rule, {}));
}

TEST_CASE("patterns: a question mark is one character, a star any number, none included") {
    const auto matches = [](const char* pattern, const char* name) {
        Rule rule;
        rule.file = pattern;
        return holds(rule, {.path = name});
    };
    CHECK(matches("*", ""));
    CHECK(matches("a*b*c", "aXbYc"));
    CHECK(matches("a*b*c", "abbc"));
    CHECK_FALSE(matches("a*b*c", "acb"));
    CHECK(matches("??.mkv", "第一.mkv"));
    CHECK_FALSE(matches("?.mkv", "第一.mkv"));
    CHECK(matches("*一*", "第一话"));
    CHECK_FALSE(matches("a?", "a"));
    CHECK(matches("**a**", "a"));
    // Exponential in a naive matcher.
    CHECK_FALSE(matches("*a*a*a*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
}

TEST_CASE("the first rule that is on and holds wins") {
    Rule first;
    first.preset = "first";
    first.fps = bounds(">=50");
    Rule second;
    second.preset = "second";
    Rule third;
    third.preset = "third";
    CHECK(choose_preset({first, second, third}, sample_facts()) == "second");
    second.enabled = false;
    CHECK(choose_preset({first, second, third}, sample_facts()) == "third");
    third.preset.clear();
    CHECK_FALSE(choose_preset({first, second, third}, sample_facts()));
}

TEST_CASE("a fresh installation has one rule, switched off: off where nothing is enlarged") {
    std::vector<Rule> rules = initial_rules();
    REQUIRE(rules.size() == 1);
    RuleFacts facts = sample_facts();
    facts.display = {1280, 720};
    CHECK_FALSE(choose_preset(rules, facts));
    rules[0].enabled = true;
    CHECK(choose_preset(rules, facts) == "off");
    facts.display = {1282, 721};
    CHECK_FALSE(choose_preset(rules, facts));
}
