#include "renderer/export/spirv_strict.h"

#include "renderer/export/spirv_words.h"

#include <algorithm>

namespace senga::spirv {
namespace {

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

bool is_mark(spv::Op op, Words words) {
    return op == spv::OpDecorate && words.size() == 3 && words[2] == spv::DecorationNoContraction;
}

// Annotations stand behind names and before types.
bool is_behind_annotations(spv::Op op) {
    return (op >= spv::OpTypeVoid && op <= spv::OpConstantNull) || op == spv::OpFunction || op == spv::OpVariable ||
           op == spv::OpUndef;
}

Module header_of(const Module& module) {
    return {module.begin(), module.begin() + static_cast<std::ptrdiff_t>(std::min(header_words, module.size()))};
}

} // namespace

Module loosened(const Module& module) {
    Module out = header_of(module);
    for_each_instruction(module, [&](spv::Op op, Words words) {
        if (!is_mark(op, words)) {
            out.insert(out.end(), words.begin(), words.end());
        }
    });
    return out;
}

Module strict(const Module& module) {
    const Module bare = loosened(module);
    std::vector<std::uint32_t> marks;
    for_each_instruction(bare, [&](spv::Op op, Words words) {
        if (words.size() > 2 && rounds(op)) {
            marks.insert(marks.end(), {(3U << 16U) | spv::OpDecorate, words[2], spv::DecorationNoContraction});
        }
    });
    Module out = header_of(bare);
    bool placed = false;
    for_each_instruction(bare, [&](spv::Op op, Words words) {
        if (!placed && is_behind_annotations(op)) {
            out.insert(out.end(), marks.begin(), marks.end());
            placed = true;
        }
        out.insert(out.end(), words.begin(), words.end());
    });
    return out;
}

} // namespace senga::spirv
