#include "renderer/export/spirv_arithmetic.h"

#include <spirv_cross/GLSL.std.450.h>

#include <algorithm>
#include <cmath>

namespace senga::spirv {
namespace {

std::int32_t integer(std::uint32_t bits) {
    return std::bit_cast<std::int32_t>(bits);
}

// One component of an operation on two operands; nullopt: not folded (division by zero, unknown operation).
std::optional<std::uint32_t> arithmetic(spv::Op op, std::uint32_t a, std::uint32_t b) {
    switch (op) {
    case spv::OpIAdd:
        return a + b;
    case spv::OpISub:
        return a - b;
    case spv::OpIMul:
        return a * b;
    case spv::OpSDiv:
        return b == 0 || b == ~0U ? std::nullopt : std::optional(bits_of(integer(a) / integer(b)));
    case spv::OpUDiv:
        return b == 0 ? std::nullopt : std::optional(a / b);
    default:
        return std::nullopt;
    }
}

std::optional<std::uint32_t> float_arithmetic(spv::Op op, float a, float b) {
    switch (op) {
    case spv::OpFAdd:
        return bits_of(a + b);
    case spv::OpFSub:
        return bits_of(a - b);
    case spv::OpFMul:
        return bits_of(a * b);
    case spv::OpFDiv:
        return b == 0.0F ? std::nullopt : std::optional(bits_of(a / b));
    default:
        return std::nullopt;
    }
}

std::optional<std::uint32_t> comparison(spv::Op op, std::uint32_t a, std::uint32_t b) {
    switch (op) {
    case spv::OpIEqual:
    case spv::OpLogicalEqual:
        return a == b ? 1U : 0U;
    case spv::OpINotEqual:
    case spv::OpLogicalNotEqual:
        return a != b ? 1U : 0U;
    case spv::OpSGreaterThan:
        return integer(a) > integer(b) ? 1U : 0U;
    case spv::OpSGreaterThanEqual:
        return integer(a) >= integer(b) ? 1U : 0U;
    case spv::OpSLessThan:
        return integer(a) < integer(b) ? 1U : 0U;
    case spv::OpSLessThanEqual:
        return integer(a) <= integer(b) ? 1U : 0U;
    case spv::OpUGreaterThan:
        return a > b ? 1U : 0U;
    case spv::OpULessThan:
        return a < b ? 1U : 0U;
    case spv::OpLogicalAnd:
        return a & b;
    case spv::OpLogicalOr:
        return a | b;
    default:
        return std::nullopt;
    }
}

std::optional<std::uint32_t> float_comparison(spv::Op op, float a, float b) {
    switch (op) {
    case spv::OpFOrdEqual:
        return a == b ? 1U : 0U;
    case spv::OpFOrdGreaterThan:
        return a > b ? 1U : 0U;
    case spv::OpFOrdGreaterThanEqual:
        return a >= b ? 1U : 0U;
    case spv::OpFOrdLessThan:
        return a < b ? 1U : 0U;
    case spv::OpFOrdLessThanEqual:
        return a <= b ? 1U : 0U;
    default:
        return std::nullopt;
    }
}

} // namespace

std::optional<std::uint32_t> binary(spv::Op op, std::uint32_t a, std::uint32_t b) {
    for (const auto& out : {arithmetic(op, a, b), comparison(op, a, b), float_arithmetic(op, real(a), real(b)),
                            float_comparison(op, real(a), real(b))}) {
        if (out) {
            return out;
        }
    }
    return std::nullopt;
}

std::optional<std::uint32_t> unary(spv::Op op, std::uint32_t a) {
    switch (op) {
    case spv::OpSNegate:
        return 0U - a;
    case spv::OpFNegate:
        return bits_of(-real(a));
    case spv::OpLogicalNot:
        return a == 0 ? 1U : 0U;
    case spv::OpConvertSToF:
        return bits_of(static_cast<float>(integer(a)));
    case spv::OpConvertUToF:
        return bits_of(static_cast<float>(a));
    case spv::OpConvertFToS:
        return std::abs(real(a)) < 2e9F ? std::optional(bits_of(static_cast<std::int32_t>(real(a)))) : std::nullopt;
    case spv::OpConvertFToU:
        return real(a) >= 0.0F && real(a) < 4e9F ? std::optional(static_cast<std::uint32_t>(real(a))) : std::nullopt;
    case spv::OpBitcast:
        return a;
    default:
        return std::nullopt;
    }
}

std::optional<std::uint32_t> extended(std::uint32_t function, std::span<const std::uint32_t> in) {
    const auto s = [&](std::size_t i) { return integer(in[i]); };
    const auto f = [&](std::size_t i) { return real(in[i]); };
    switch (function) {
    case GLSLstd450SClamp:
        return bits_of(std::min(std::max(s(0), s(1)), s(2)));
    case GLSLstd450SMin:
        return bits_of(std::min(s(0), s(1)));
    case GLSLstd450SMax:
        return bits_of(std::max(s(0), s(1)));
    case GLSLstd450UMin:
        return std::min(in[0], in[1]);
    case GLSLstd450UMax:
        return std::max(in[0], in[1]);
    case GLSLstd450UClamp:
        return std::min(std::max(in[0], in[1]), in[2]);
    case GLSLstd450SAbs:
        return s(0) < 0 ? 0U - in[0] : in[0];
    case GLSLstd450SSign:
        return bits_of(static_cast<std::int32_t>((s(0) > 0) - (s(0) < 0)));
    case GLSLstd450FAbs:
        return bits_of(std::abs(f(0)));
    case GLSLstd450FSign:
        return bits_of(static_cast<float>((f(0) > 0.0F) - (f(0) < 0.0F)));
    case GLSLstd450Floor:
        return bits_of(std::floor(f(0)));
    case GLSLstd450Ceil:
        return bits_of(std::ceil(f(0)));
    case GLSLstd450Trunc:
        return bits_of(std::trunc(f(0)));
    case GLSLstd450Fract:
        return bits_of(f(0) - std::floor(f(0)));
    case GLSLstd450FMin:
        return bits_of(std::min(f(0), f(1)));
    case GLSLstd450FMax:
        return bits_of(std::max(f(0), f(1)));
    case GLSLstd450FClamp:
        return bits_of(std::min(std::max(f(0), f(1)), f(2)));
    default:
        return std::nullopt;
    }
}

} // namespace senga::spirv
