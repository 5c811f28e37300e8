#include "renderer/export/spirv_fold.h"

#include <spirv_cross/spirv.hpp>

#include <algorithm>
#include <span>

namespace senga::spirv {
namespace {

using Words = std::span<const std::uint32_t>;

bool rounds(spv::Op op) {
    switch (op) {
    case spv::OpFAdd:
    case spv::OpFSub:
    case spv::OpFMul:
    case spv::OpFDiv:
    case spv::OpFNegate:
    case spv::OpDot:
    case spv::OpVectorTimesScalar:
    case spv::OpMatrixTimesVector:
    case spv::OpVectorTimesMatrix:
    case spv::OpMatrixTimesMatrix:
    case spv::OpMatrixTimesScalar:
        return true;
    default:
        return false;
    }
}

bool is_mark(Words words) {
    return (words[0] & 0xFFFFU) == spv::OpDecorate && words.size() == 3 && words[2] == spv::DecorationNoContraction;
}

// Annotations stand behind names and before types.
bool is_behind_annotations(spv::Op op) {
    return (op >= spv::OpTypeVoid && op <= spv::OpConstantNull) || op == spv::OpFunction || op == spv::OpVariable ||
           op == spv::OpUndef;
}

template<class Function>
void for_each(const Module& module, Function&& function) {
    for (std::size_t at = 5; at < module.size();) {
        const std::size_t length = std::max<std::size_t>(module[at] >> 16U, 1);
        function(Words(module).subspan(at, std::min(length, module.size() - at)));
        at += length;
    }
}

} // namespace

Module loosened(const Module& module) {
    Module out(module.begin(),
               module.begin() + std::min<std::ptrdiff_t>(5, static_cast<std::ptrdiff_t>(module.size())));
    for_each(module, [&](Words words) {
        if (!is_mark(words)) {
            out.insert(out.end(), words.begin(), words.end());
        }
    });
    return out;
}

Module strict(const Module& module) {
    const Module bare = loosened(module);
    std::vector<std::uint32_t> marks;
    for_each(bare, [&](Words words) {
        if (words.size() > 2 && rounds(static_cast<spv::Op>(words[0] & 0xFFFFU))) {
            marks.insert(marks.end(), {(3U << 16U) | spv::OpDecorate, words[2], spv::DecorationNoContraction});
        }
    });
    Module out(bare.begin(), bare.begin() + std::min<std::ptrdiff_t>(5, static_cast<std::ptrdiff_t>(bare.size())));
    bool placed = false;
    for_each(bare, [&](Words words) {
        if (!placed && is_behind_annotations(static_cast<spv::Op>(words[0] & 0xFFFFU))) {
            out.insert(out.end(), marks.begin(), marks.end());
            placed = true;
        }
        out.insert(out.end(), words.begin(), words.end());
    });
    return out;
}

} // namespace senga::spirv
