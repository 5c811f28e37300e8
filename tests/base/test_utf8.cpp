// Expectations from RFC 3629 and the Unicode Standard, section 3.9.
#include "renderer/base/utf8.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace senga;

TEST_CASE("utf8: characters of every length, at the ends of their ranges") {
    CHECK(utf8_character_bytes("") == 0);
    CHECK(utf8_character_bytes(std::string_view("\0", 1)) == 1);
    CHECK(utf8_character_bytes("\x7F") == 1);
    CHECK(utf8_character_bytes("\xC2\x80") == 2);
    CHECK(utf8_character_bytes("\xDF\xBF") == 2);
    CHECK(utf8_character_bytes("\xE0\xA0\x80") == 3);
    CHECK(utf8_character_bytes("\xED\x9F\xBF") == 3);
    CHECK(utf8_character_bytes("\xEF\xBF\xBF") == 3);
    CHECK(utf8_character_bytes("\xF0\x90\x80\x80") == 4);
    CHECK(utf8_character_bytes("\xF4\x8F\xBF\xBF") == 4);
    CHECK(utf8_character_bytes("線画") == 3);
}

TEST_CASE("utf8: what is no character") {
    for (const char* const bad :
         {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2\x41", "\xE0\x9F\xBF", "\xE7\xB7", "\xED\xA0\x80",
          "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"}) {
        CHECK(utf8_character_bytes(bad) == 0);
        CHECK(!is_utf8(std::string("a") + bad));
    }
    CHECK(is_utf8("線画 a\n"));
    CHECK(is_utf8(""));
    CHECK(made_utf8("a\xFF線\xE7\xB7") == "a\uFFFD線\uFFFD\uFFFD");
    CHECK(made_utf8("線画") == "線画");
}

TEST_CASE("utf8: a cut goes between characters") {
    CHECK(utf8_prefix("線画", 6) == "線画");
    CHECK(utf8_prefix("線画", 5) == "線");
    CHECK(utf8_prefix("線画", 3) == "線");
    CHECK(utf8_prefix("線画", 2).empty());
    CHECK(utf8_prefix("abc", 2) == "ab");
    CHECK(utf8_prefix("abc", 9) == "abc");
}
