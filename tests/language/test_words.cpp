#include "renderer/language/words.h"

#include <doctest/doctest.h>

using namespace senga;

TEST_CASE("words are split at any white space") {
    CHECK(split_words("  a\tb  c\r") == std::vector<std::string_view>{"a", "b", "c"});
    CHECK(split_words(" \t ").empty());
    CHECK(trim("\t a b \r\n") == "a b");
}

TEST_CASE("lines end at \\n or \\r\\n, the last one anywhere") {
    std::string_view rest = "a\r\nb\n\nc";
    CHECK(take_line(rest) == "a");
    CHECK(take_line(rest) == "b");
    CHECK(take_line(rest).empty());
    CHECK(take_line(rest) == "c");
    CHECK(rest.empty());
}

TEST_CASE("numbers are read whole or not at all") {
    CHECK(parse_real("1.5") == 1.5);
    CHECK(parse_real("1.") == 1.0);
    CHECK(parse_real("+2") == 2.0);
    CHECK(parse_real("-1e3") == -1000.0);
    for (const char* const text : {"", "1x", " 1", "1,5", "nan", "inf", "1e999", "0x10", "+-1", "+"}) {
        CHECK_MESSAGE(!parse_real(text), text);
    }
    CHECK(parse_integer("-7") == -7);
    CHECK(!parse_integer("7.0"));
    CHECK(!parse_integer("99999999999999999999"));
    CHECK(!parse_float("1e39")); // beyond a float's 3.4e38
    CHECK(parse_real("1e39") == 1e39);
}

TEST_CASE("the shortest text reads back to the same number") {
    CHECK(shortest(0.1) == "0.1");
    CHECK(shortest(0.1F) == "0.1");
    CHECK(shortest(1.0) == "1");
}

TEST_CASE("quoting is safe for messages") {
    CHECK(in_quotes("a b") == "\"a b\"");
    CHECK(in_quotes(std::string_view("a\0\nb", 4)) == "\"a??b\"");
    const std::string cut = in_quotes(std::string(59, 'x') + "\xC3\xA4yyy");
    CHECK(cut == "\"" + std::string(59, 'x') + "...\""); // the two bytes of an umlaut stay together
}

TEST_CASE("identifiers are GLSL's") {
    CHECK(is_identifier("_a9"));
    CHECK(!is_identifier(""));
    CHECK(!is_identifier("9a"));
    CHECK(!is_identifier("a-b"));
    CHECK(!is_identifier("a b"));
}
