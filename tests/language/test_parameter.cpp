// Meaning of the types: libplacebo's custom-shaders.md.
#include "renderer/language/parser.h"

#include <doctest/doctest.h>

#include <cfloat>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string>
#include <tuple>

using namespace senga;

namespace {

const std::string pass = "//!HOOK MAIN\n//!BIND HOOKED\nvec4 hook() { return HOOKED_texOff(0); }\n";

Parameter parameter_of(std::string_view lines) {
    auto result = parse_shader("//!PARAM p\n" + std::string(lines) + "\n" + pass, "x.glsl");
    REQUIRE_MESSAGE(result.ok(), result.error().text);
    REQUIRE(result->parameters.size() == 1);
    return result->parameters[0];
}

Diagnostic fault_of(std::string_view lines) {
    const auto result = parse_shader("//!PARAM p\n" + std::string(lines) + "\n" + pass, "x.glsl");
    REQUIRE_MESSAGE(!result.ok(), lines);
    return result.error();
}

Parameter of_type(Parameter::Type type) {
    Parameter parameter;
    parameter.type = type;
    return parameter;
}

} // namespace

TEST_CASE("a float with everything") {
    const Parameter parameter =
        parameter_of("//!DESC Strength of the effect\n//!MINIMUM 0\n//!MAXIMUM 2.5\n//!TYPE float\n\n  0.3 \n\n");
    CHECK(parameter.name == "p");
    CHECK(parameter.desc == "Strength of the effect");
    CHECK(parameter.type == Parameter::Type::real);
    CHECK(parameter.binding == Parameter::Binding::uniform);
    CHECK(parameter.initial == 0.3);
    CHECK(parameter.minimum == 0.0);
    CHECK(parameter.maximum == 2.5);
    CHECK(parameter.labels.empty());
    CHECK(parameter.line == 1);
}

TEST_CASE("types and bindings") {
    using Type = Parameter::Type;
    using Bound = Parameter::Binding;
    const std::tuple<const char*, Type, Bound> cases[] = {
        {"float", Type::real, Bound::uniform},
        {"int", Type::integer, Bound::uniform},
        {"uint", Type::natural, Bound::uniform},
        {"DEFINE", Type::integer, Bound::define},
        {"CONSTANT float", Type::real, Bound::constant},
        {"DYNAMIC  int", Type::integer, Bound::dynamic},
        {"ENUM int", Type::integer, Bound::uniform},
        {"ENUM DEFINE", Type::integer, Bound::define},
        {"ENUM CONSTANT int", Type::integer, Bound::constant},
    };
    for (const auto& [text, type, binding] : cases) {
        const Parameter parameter = parameter_of("//!TYPE " + std::string(text) + "\n1");
        CHECK_MESSAGE(parameter.type == type, text);
        CHECK_MESSAGE(parameter.binding == binding, text);
    }
    for (const char* const text :
         {"", "double", "vec2", "float int", "DEFINE int", "CONSTANT", "int DYNAMIC", "ENUM float", "ENUM", "FLOAT"}) {
        const Diagnostic fault = fault_of("//!TYPE " + std::string(text) + "\n1");
        CHECK_MESSAGE(fault.code == Code::shader_parameter, text);
        CHECK_MESSAGE(fault.place.line == 2, text);
    }
}

TEST_CASE("an ENUM's labels are its values, the first is the default") {
    const Parameter parameter = parameter_of("//!TYPE ENUM int\nNone\n\n  Hable filmic \nreinhard");
    CHECK(parameter.labels == std::vector<std::string>{"None", "Hable filmic", "reinhard"});
    CHECK(parameter.initial == 0.0);
    CHECK(parameter.minimum == 0.0);
    CHECK(parameter.maximum == 2.0);
    CHECK(fault_of("//!TYPE ENUM int\n").code == Code::shader_parameter);
}

TEST_CASE("whole numbers are read whole and in their range") {
    CHECK(parameter_of("//!TYPE int\n-2147483648").initial == -2147483648.0);
    CHECK(parameter_of("//!TYPE uint\n4294967295").initial == 4294967295.0);
    for (const char* const text : {"//!TYPE int\n1.5", "//!TYPE int\n2147483648", "//!TYPE uint\n-1",
                                   "//!TYPE uint\n4294967296", "//!TYPE int\n//!MINIMUM 0.5\n1"}) {
        CHECK_MESSAGE(fault_of(text).code == Code::shader_parameter, text);
    }
}

TEST_CASE("a whole number may be written with a fraction of zero") {
    const Parameter parameter = parameter_of("//!TYPE int\n//!MINIMUM 0.0\n//!MAXIMUM 8.0\n4");
    CHECK(parameter.type == Parameter::Type::integer);
    CHECK(parameter.maximum == 8.0);
}

TEST_CASE("a DEFINE with a fraction is a real number") {
    const Parameter whole = parameter_of("//!TYPE DEFINE\n//!MINIMUM 0\n//!MAXIMUM 4\n2");
    CHECK(whole.type == Parameter::Type::integer);
    CHECK(glsl_literal(whole, 2.0) == "2");
    for (const char* const text : {"//!TYPE DEFINE\n//!MINIMUM 0.0\n//!MAXIMUM 1.0\n0.25", "//!TYPE DEFINE\n0.25",
                                   "//!TYPE DEFINE\n//!MAXIMUM 1.0\n1"}) {
        const Parameter real = parameter_of(text);
        CHECK_MESSAGE(real.type == Parameter::Type::real, text);
        CHECK_MESSAGE(glsl_literal(real, 0.5) == "0.5", text);
    }
    CHECK(fault_of("//!TYPE DEFINE\nSOFT").code == Code::shader_parameter);
}

TEST_CASE("defaults must be there, alone, finite and in range") {
    for (const char* const text :
         {"//!TYPE float", "//!TYPE float\n1 2", "//!TYPE float\n1\n2", "//!TYPE float\nx", "//!TYPE float\nnan",
          "//!TYPE float\n1e39", "//!TYPE float\n//!MINIMUM 2\n1", "//!TYPE float\n//!MAXIMUM 0\n1",
          "//!TYPE float\n//!MINIMUM 3\n//!MAXIMUM 2\n1", "//!TYPE float\n//!MINIMUM\n1", "//!DESC no type\n1"}) {
        CHECK_MESSAGE(fault_of(text).code == Code::shader_parameter, text);
    }
    CHECK(parse_shader("//!PARAM 1p\n//!TYPE float\n1\n" + pass, "x").error().code == Code::shader_value);
    CHECK(parse_shader("//!PARAM\n//!TYPE float\n1\n" + pass, "x").error().code == Code::shader_value);
}

TEST_CASE("a default may lie on its bounds") {
    CHECK(parameter_of("//!TYPE float\n//!MINIMUM 1\n//!MAXIMUM 2\n1").initial == 1.0);
    CHECK(parameter_of("//!TYPE float\n//!MINIMUM 1\n//!MAXIMUM 2\n2").initial == 2.0);
}

TEST_CASE("values are clamped, whole numbers rounded, NaN is the default") {
    Parameter parameter = of_type(Parameter::Type::real);
    parameter.initial = 0.25;
    CHECK(sanitised(parameter, 7.5) == 7.5);
    CHECK(sanitised(parameter, NAN) == 0.25);
    CHECK(sanitised(parameter, INFINITY) == static_cast<double>(FLT_MAX));
    parameter.minimum = 0.0;
    parameter.maximum = 1.0;
    CHECK(sanitised(parameter, 7.5) == 1.0);
    CHECK(sanitised(parameter, -INFINITY) == 0.0);
    Parameter whole = of_type(Parameter::Type::integer);
    CHECK(sanitised(whole, 2.5) == 3.0);
    CHECK(sanitised(whole, -2.4) == -2.0);
    CHECK(sanitised(whole, 1e300) == 2147483647.0);
    CHECK(sanitised(of_type(Parameter::Type::natural), -1.0) == 0.0);
    CHECK(sanitised(of_type(Parameter::Type::natural), 1e300) == 4294967295.0);
}

TEST_CASE("literals are GLSL of the right type") {
    const Parameter real = of_type(Parameter::Type::real);
    CHECK(glsl_literal(real, 0.3) == "0.3");
    CHECK(glsl_literal(real, 4.0) == "4.0");
    CHECK(glsl_literal(real, -1.0) == "-1.0");
    CHECK(glsl_literal(real, 1e20) == "1e+20");
    CHECK(glsl_literal(of_type(Parameter::Type::integer), 4.0) == "4");
    CHECK(glsl_literal(of_type(Parameter::Type::integer), -2147483648.0) == "(-2147483647 - 1)");
    CHECK(glsl_literal(of_type(Parameter::Type::natural), 4294967295.0) == "4294967295u");
}

TEST_CASE("float literals keep every bit") {
    const Parameter real = of_type(Parameter::Type::real);
    // A spread of bit patterns over all exponents, both signs, denormals included.
    for (unsigned bits = 1; bits < 0x7f800000U; bits += 0x000fedcbU) {
        float value = 0.0F;
        static_assert(sizeof value == sizeof bits);
        std::memcpy(&value, &bits, sizeof value);
        const std::string text = glsl_literal(real, static_cast<double>(value));
        CHECK(std::strtof(text.c_str(), nullptr) == value);
        CHECK(text.find_first_of(".e") != std::string::npos);
    }
}
