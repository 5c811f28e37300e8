#include "renderer/language/glsl_text.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace senga;

namespace {

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> out;
    GlslWords words(text);
    while (const auto word = words.next()) {
        out.emplace_back(word->text);
    }
    return out;
}

using Words = std::vector<std::string>;

} // namespace

TEST_CASE("identifiers are found outside comments and numbers") {
    CHECK(words_of("float a1 = 1.5e3 * 0x1F + 2u; // b\nc /* d\ne */ f_g") == Words{"float", "a1", "c", "f_g"});
    CHECK(words_of("").empty());
    CHECK(words_of("/* never closed a").empty());
    CHECK(words_of("a/b") == Words{"a", "b"});
}

TEST_CASE("a word knows what stands in front of it") {
    GlslWords words("vec4 f(x.y)\ng 2 h");
    CHECK(words.next()->before.empty());
    CHECK(words.next()->before == "vec4");
    const auto x = words.next();
    CHECK(x->before.empty());
    CHECK(x->last == '(');
    CHECK(words.next()->last == '.');
    CHECK(words.next()->before.empty()); // the line is another one
    CHECK(words.next()->before.empty()); // a number lies between
    CHECK(!words.next());
}

TEST_CASE("a mention is a whole word") {
    CHECK(mentions("a = str;", "str"));
    CHECK(!mentions("strong = a_str; // str", "str"));
}

TEST_CASE("preprocessor lines: indentation, blanks, continuations, CRLF, no last line end") {
    const std::string text = "a\r\n  #  define M(x) \\\r\n  x\r\n#ifdef GL_X\n#\n# endif";
    const auto lines = preprocessor_lines(text);
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].word == "define");
    CHECK(lines[0].argument == "M");
    CHECK(lines[0].text == "  #  define M(x) \\\r\n  x");
    CHECK(lines[0].number == 1);
    CHECK(lines[1].word == "ifdef");
    CHECK(lines[1].argument == "GL_X");
    CHECK(lines[1].number == 3);
    CHECK(lines[2].word.empty());
    CHECK(lines[3].word == "endif");
    CHECK(lines[3].end == text.size());
}

TEST_CASE("preprocessor lines inside comments are none, and comments may run on behind one") {
    CHECK(preprocessor_lines("/*\n#define A\n*/ x\n// #define B\n").empty());
    const auto lines = preprocessor_lines("#define A /* one\n#define B\n*/ 2\n#define C");
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].text == "#define A /* one\n#define B\n*/ 2");
    CHECK(lines[1].argument == "C");
    CHECK(lines[1].number == 3);
}

TEST_CASE("code alone keeps its places") {
    const std::string text = "a /* b\nc */ d // e\n#define f\ng";
    CHECK(code_only(text, preprocessor_lines(text)) == "a     \n     d     \n         \ng");
}
