#include "renderer/chain/chain.h"

#include <doctest/doctest.h>

#include <limits>

using namespace senga;

namespace {

const Lookup uhd{.size = [](std::string_view name) -> std::optional<Size> {
                     return name == "OUTPUT" ? std::optional(Size{3840, 2160}) : std::nullopt;
                 },
                 .parameter = {}};

Parameter strength() {
    Parameter parameter;
    parameter.name = "strength";
    parameter.initial = 0.5;
    parameter.minimum = 0.0;
    parameter.maximum = 1.0;
    return parameter;
}

ConditionalValues conditional(std::string_view condition, double value) {
    ConditionalValues out;
    if (!condition.empty()) {
        out.when = *parse_expression(condition, {}, {});
    }
    out.values["strength"] = value;
    return out;
}

} // namespace

TEST_CASE("the original has the same scalers and every pass off") {
    Chain chain;
    chain.name = "classic";
    chain.scaling.up = Kernel::lanczos;
    chain.entries.resize(2);
    chain.entries[1].id = "classic/push";
    const Chain original = original_of(chain);
    CHECK(original.scaling == chain.scaling);
    REQUIRE(original.entries.size() == 2);
    CHECK(!original.entries[0].enabled);
    CHECK(!original.entries[1].enabled);
    CHECK(original.entries[1].id == "classic/push");
    CHECK(original.enabled);
}

// Chain off, the entry off, muted, another one solo: the first of these that holds is the reason.
TEST_CASE("who takes part: the chain's switch, the entry's own, mute and solo") {
    struct Row {
        bool chain;
        bool enabled;
        bool muted;
        bool solo;
        bool other_solo;
        const char* why_not;
    };
    const Row rows[] = {
        {true, true, false, false, false, ""},
        {true, true, false, true, false, ""},
        {true, true, false, true, true, ""}, // both are solo
        {true, true, false, false, true, "another pass is solo"},
        {true, true, true, false, false, "muted"},
        {true, true, true, true, false, "muted"}, // solo does not lift a mute
        {true, true, true, false, true, "muted"},
        {true, false, false, false, false, "switched off"},
        {true, false, false, true, false, "switched off"}, // nor the switch
        {true, false, true, false, true, "switched off"},
        {false, true, false, true, false, "the whole chain is switched off"},
        {false, false, true, false, true, "the whole chain is switched off"},
    };
    for (const Row& row : rows) {
        Chain chain;
        chain.enabled = row.chain;
        chain.entries.resize(2);
        chain.entries[1].enabled = row.enabled;
        chain.entries[1].muted = row.muted;
        chain.entries[1].solo = row.solo;
        chain.entries[0].solo = row.other_solo;
        INFO("row ", &row - rows);
        CHECK(why_not(chain, 1) == row.why_not);
        CHECK(takes_part(chain, 1) == std::string_view(row.why_not).empty());
    }
}

// A solo pass keeps the others out even where it cannot run itself: nothing is switched behind the viewer's back.
TEST_CASE("a solo pass that is off or failed still stands alone") {
    Chain chain;
    chain.entries.resize(2);
    chain.entries[0].solo = true;
    chain.entries[0].enabled = false;
    CHECK(why_not(chain, 1) == "another pass is solo");
    chain.entries[0].enabled = true;
    chain.entries[0].failure = diagnose(Code::shader_compile, "broken");
    CHECK(why_not(chain, 1) == "another pass is solo");
}

TEST_CASE("the viewer's value beats the condition, the condition the default") {
    ChainEntry entry;
    CHECK(effective_value(entry, strength(), uhd) == 0.5);
    entry.conditional.push_back(conditional("OUTPUT.h 1080 >", 0.7));
    CHECK(effective_value(entry, strength(), uhd) == 0.7);
    entry.values["strength"] = 0.1;
    CHECK(effective_value(entry, strength(), uhd) == 0.1);
}

TEST_CASE("conditions that fail or cannot be evaluated do not hold") {
    ChainEntry entry;
    for (const char* const text : {"OUTPUT.h 1080 <", "NOBODY.w 1 >", "1 0 /", "+"}) {
        entry.conditional = {conditional(text, 0.7)};
        CHECK_MESSAGE(effective_value(entry, strength(), uhd) == 0.5, text);
    }
}

TEST_CASE("of several conditions that hold the last one wins, an empty one always holds") {
    ChainEntry entry;
    entry.conditional = {conditional("", 0.2), conditional("OUTPUT.h 1080 >", 0.3),
                         conditional("OUTPUT.h 9999 >", 0.4)};
    CHECK(effective_value(entry, strength(), uhd) == 0.3);
    entry.conditional.pop_back();
    entry.conditional.pop_back();
    CHECK(effective_value(entry, strength(), uhd) == 0.2);
}

TEST_CASE("effective values are clamped") {
    ChainEntry entry;
    entry.values["strength"] = 9.0;
    CHECK(effective_value(entry, strength(), uhd) == 1.0);
    entry.values["strength"] = std::numeric_limits<double>::quiet_NaN();
    CHECK(effective_value(entry, strength(), uhd) == 0.5);
}
