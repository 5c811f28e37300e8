#include "renderer/language/shader_file.h"

#include "renderer/language/words.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace senga {
namespace {

struct Bounds {
    double least;
    double most;
};

// What the type itself can hold.
Bounds type_bounds(Parameter::Type type) {
    switch (type) {
    case Parameter::Type::integer:
        return {std::numeric_limits<int>::min(), std::numeric_limits<int>::max()};
    case Parameter::Type::natural:
        return {0.0, std::numeric_limits<unsigned>::max()};
    case Parameter::Type::real:
        break;
    }
    return {-std::numeric_limits<float>::max(), std::numeric_limits<float>::max()};
}

template<class Items>
auto* find_named(Items& items, std::string_view name) {
    const auto at = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.name == name; });
    return at == items.end() ? nullptr : &*at;
}

} // namespace

double sanitised(const Parameter& parameter, double value) {
    if (std::isnan(value)) {
        value = parameter.initial;
    }
    if (parameter.type != Parameter::Type::real) {
        value = std::round(value);
    }
    // Each bound on its own: std::clamp is undefined where they contradict each other.
    const Bounds bounds = type_bounds(parameter.type);
    value =
        std::min(std::max(value, parameter.minimum.value_or(bounds.least)), parameter.maximum.value_or(bounds.most));
    return std::min(std::max(value, bounds.least), bounds.most);
}

std::string_view glsl_type(const Parameter& parameter) {
    switch (parameter.type) {
    case Parameter::Type::real:
        return "float";
    case Parameter::Type::integer:
        return "int";
    case Parameter::Type::natural:
        break;
    }
    return "uint";
}

std::string glsl_literal(const Parameter& parameter, double value) {
    const double held = sanitised(parameter, value);
    if (parameter.type == Parameter::Type::natural) {
        return std::to_string(static_cast<unsigned>(held)) + "u";
    }
    if (parameter.type == Parameter::Type::integer) {
        const int whole = static_cast<int>(held);
        // GLSL reads a sign and a number apart, and 2147483648 is no int.
        return whole == std::numeric_limits<int>::min() ? "(-2147483647 - 1)" : std::to_string(whole);
    }
    std::string text = shortest(static_cast<float>(held));
    if (text.find_first_of(".e") == std::string::npos) {
        text += ".0";
    }
    return text;
}

const Parameter* ShaderFile::find_parameter(std::string_view parameter_name) const {
    return find_named(parameters, parameter_name);
}

const TextureBlock* ShaderFile::find_texture(std::string_view texture_name) const {
    return find_named(textures, texture_name);
}

const BufferBlock* ShaderFile::find_buffer(std::string_view buffer_name) const {
    return find_named(buffers, buffer_name);
}

} // namespace senga
