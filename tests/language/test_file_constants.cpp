// GLSL 4.30, section 4.3.3: a const at file scope takes a constant expression, and a uniform is none.
#include "renderer/language/file_constants.h"

#include <doctest/doctest.h>

#include <string>

using namespace senga;

TEST_CASE("a const that depends on a parameter loses its const, through macros and other constants") {
    CHECK(with_loose_constants("#define S P // of the user\n"
                               "const float a = clamp(S, 0.0, 1.0);\n"
                               "const float b[2] = float[2](a, 1.0), c = 2.0;\n"
                               "const float d = c;\n"
                               "const float e = 1.0;\n",
                               {"P"}) == "#define S P // of the user\n"
                                         "      float a = clamp(S, 0.0, 1.0);\n"
                                         "      float b[2] = float[2](a, 1.0), c = 2.0;\n"
                                         "      float d = c;\n"
                                         "const float e = 1.0;\n");
}

TEST_CASE("inside functions, parameter lists and comments a const stays") {
    const std::string body = "float f(const float x) { const float y = P; return x * y; }\n"
                             "// const float z = P;\n"
                             "/* const float z = P; */\n"
                             "#define Q const float q = P;\n"
                             "const int n = 4; float g = P;\n";
    CHECK(with_loose_constants(body, {"P"}) == body);
    CHECK(with_loose_constants("const float a = P", {}) == "const float a = P");
    CHECK(with_loose_constants("const float a = P", {"P"}) == "      float a = P"); // the end is the driver's matter
    CHECK(with_loose_constants("constant a = P; myconst float b = P;", {"P"}) ==
          "constant a = P; myconst float b = P;");
}
