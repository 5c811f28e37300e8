#include "renderer/picture/transfer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace senga {
namespace {

// value = code / low_slope below the bend, ((code + offset) / (1 + offset)) ^ power above it.
struct Curve {
    std::string_view name;
    double power;
    double offset = 0.0;
    double low_slope = 1.0;
    double bend_code = 0.0;   // 0: no straight part
    double bend_linear = 0.0; // the same point in linear light
};

constexpr auto curves = std::to_array<Curve>({
    {"bt.1886", 2.4},
    {"srgb", 2.4, 0.055, 12.92, 0.04045, 0.0031308},
    {"linear", 1.0},
    {"gamma1.8", 1.8},
    {"gamma2.0", 2.0},
    {"gamma2.2", 2.2},
    {"gamma2.4", 2.4},
    {"gamma2.6", 2.6},
    {"gamma2.8", 2.8},
    {"prophoto", 1.8, 0.0, 16.0, 0.03125, 0.001953},
});

const Curve& curve_of(Transfer transfer) {
    return curves.at(static_cast<std::size_t>(transfer));
}

std::string function(std::string_view name, const std::string& body) {
    return fmt::format("vec4 {}(vec4 color) {{\n{}    return color;\n}}\n", name, body);
}

constexpr const char* clamped = "    color.rgb = clamp(color.rgb, 0.0, 1.0);\n";

} // namespace

std::string_view transfer_name(Transfer transfer) {
    return curve_of(transfer).name;
}

double to_linear(Transfer transfer, double value) {
    if (transfer == Transfer::linear) {
        return value;
    }
    const Curve& curve = curve_of(transfer);
    value = std::clamp(value, 0.0, 1.0);
    return value > curve.bend_code || curve.bend_code == 0.0
               ? std::pow((value + curve.offset) / (1.0 + curve.offset), curve.power)
               : value / curve.low_slope;
}

double from_linear(Transfer transfer, double value) {
    if (transfer == Transfer::linear) {
        return value;
    }
    const Curve& curve = curve_of(transfer);
    value = std::clamp(value, 0.0, 1.0);
    return value >= curve.bend_linear ? std::pow(value, 1.0 / curve.power) * (1.0 + curve.offset) - curve.offset
                                      : value * curve.low_slope;
}

std::string to_linear_glsl(Transfer transfer, std::string_view name) {
    const Curve& curve = curve_of(transfer);
    if (transfer == Transfer::linear) {
        return function(name, "");
    }
    if (curve.bend_code == 0.0) {
        return function(name, fmt::format("{}    color.rgb = pow(color.rgb, vec3({:.1f}));\n", clamped, curve.power));
    }
    return function(name, fmt::format("{}    color.rgb = mix(color.rgb * vec3(1.0 / {:.2f}),\n"
                                      "        pow((color.rgb + vec3({})) / vec3({}), vec3({:.1f})),\n"
                                      "        lessThan(vec3({}), color.rgb));\n",
                                      clamped, curve.low_slope, fmt::format("{:.3f}", curve.offset),
                                      fmt::format("{:.3f}", 1.0 + curve.offset), curve.power, curve.bend_code));
}

std::string from_linear_glsl(Transfer transfer, std::string_view name) {
    const Curve& curve = curve_of(transfer);
    if (transfer == Transfer::linear) {
        return function(name, "");
    }
    if (curve.bend_code == 0.0) {
        return function(name,
                        fmt::format("{}    color.rgb = pow(color.rgb, vec3(1.0 / {:.1f}));\n", clamped, curve.power));
    }
    return function(name, fmt::format("{}    color.rgb = mix(color.rgb * vec3({:.2f}),\n"
                                      "        vec3({:.3f}) * pow(color.rgb, vec3(1.0 / {:.1f})) - vec3({:.3f}),\n"
                                      "        lessThanEqual(vec3({}), color.rgb));\n",
                                      clamped, curve.low_slope, 1.0 + curve.offset, curve.power, curve.offset,
                                      curve.bend_linear));
}

} // namespace senga
