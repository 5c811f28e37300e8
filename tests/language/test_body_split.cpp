// What GLSL asks: #extension before any declaration, #version nowhere but in the first line (GLSL 4.30, sections 3.3).
#include "renderer/language/body_split.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace senga;

namespace {

auto lines_in(std::string_view text) {
    return std::count(text.begin(), text.end(), '\n');
}

} // namespace

TEST_CASE("extension lines move up with their numbers and leave an empty line behind") {
    const std::string body = "\n#extension GL_A : enable\nint a;\n  #  extension GL_B : require\r\nint b;";
    const BodySplit split = split_body(body, 10);
    CHECK(split.first == "#line 11\n#extension GL_A : enable\n#line 13\n  #  extension GL_B : require\n");
    CHECK(split.rest == "\n\nint a;\n\nint b;");
    CHECK(!split.conditional);
    CHECK(split.defined.empty());
}

TEST_CASE("version lines go") {
    const BodySplit split = split_body("#version 450\nint a;\n# version 330", 1);
    CHECK(split.first.empty());
    CHECK(split.rest == "\nint a;\n");
}

TEST_CASE("a body without them stays as it is") {
    const std::string body = "#ifdef A\n#define B 1\n#endif\nvec4 hook() { return vec4(B); } // #extension X\n";
    const BodySplit split = split_body(body, 1);
    CHECK(split.first.empty());
    CHECK(split.rest == body);
}

TEST_CASE("an extension inside a condition keeps it") {
    const std::string body = "#define USE 1\n"
                             "#if USE\n"
                             "int before;\n"
                             "#extension GL_A : require\n"
                             "#else\n"
                             "#error no\n"
                             "#endif\n"
                             "#ifdef LATER\n"
                             "#endif\n";
    const BodySplit split = split_body(body, 1);
    // Declarations and #error stay in the body, and the condition is closed where the lines end.
    CHECK(split.first == "#line 1\n#define USE 1\n#line 2\n#if USE\n#line 4\n#extension GL_A : require\n#endif\n");
    CHECK(split.conditional);
    CHECK(split.defined == std::set<std::string>{"USE"});
    CHECK(split.rest == "#define USE 1\n#if USE\nint before;\n\n#else\n#error no\n#endif\n#ifdef LATER\n#endif\n");
}

TEST_CASE("behind the conditions an extension needs none") {
    const BodySplit split =
        split_body("#ifdef A\n#ifdef B\n#extension GL_A : enable\n#endif\n#endif\n#extension GL_B : enable\n", 1);
    CHECK(split.first == "#line 1\n#ifdef A\n#line 2\n#ifdef B\n#line 3\n#extension GL_A : enable\n#endif\n#endif\n"
                         "#line 6\n#extension GL_B : enable\n");
}

TEST_CASE("stray #endif and open #if neither crash nor lose a line") {
    for (const char* const body : {"#endif\n#extension GL_A : enable\n", "#if 1\n#extension GL_A : enable\n",
                                   "#else\n#extension GL_A : enable", "#extension", "#", "#if\n#extension\n\\"}) {
        const BodySplit split = split_body(body, 1);
        CHECK(lines_in(split.rest) == lines_in(body));
        CHECK(split.rest.find("extension") == std::string::npos);
    }
}
