// One component of an operation of SPIR-V on 32-bit numbers whose bits are known, as a shader would compute it: floats
// in single precision, with one rounding. nullopt: not folded (division by zero, an operation that is not known here).
// Pure functions, any thread.
#pragma once

#include <spirv_cross/spirv.hpp>

#include <bit>
#include <cstdint>
#include <optional>
#include <span>

namespace senga::spirv {

inline float real(std::uint32_t bits) {
    return std::bit_cast<float>(bits);
}
inline std::uint32_t bits_of(float value) {
    return std::bit_cast<std::uint32_t>(value);
}
inline std::uint32_t bits_of(std::int32_t value) {
    return std::bit_cast<std::uint32_t>(value);
}

std::optional<std::uint32_t> unary(spv::Op op, std::uint32_t a);
std::optional<std::uint32_t> binary(spv::Op op, std::uint32_t a, std::uint32_t b);
// A function of GLSL.std.450, by its number.
std::optional<std::uint32_t> extended(std::uint32_t function, std::span<const std::uint32_t> in);

} // namespace senga::spirv
