// What the instructions of a module cost in ps_3_0, by the instruction slots that Microsoft's reference of that model
// gives for what each becomes. An addition takes the multiplication in front of it along, as every compiler joins them.
// Estimates: a compiler also moves values about.
#include "renderer/export/spirv_words.h"

#include <spirv_cross/GLSL.std.450.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace senga::spirv {
namespace {

int slots_of_function(std::uint32_t function) {
    switch (function) {
    case GLSLstd450FAbs:
    case GLSLstd450FMin:
    case GLSLstd450FMax:
    case GLSLstd450SMin:
    case GLSLstd450SMax:
    case GLSLstd450Fract:
    case GLSLstd450Exp2:
    case GLSLstd450Log2:
    case GLSLstd450InverseSqrt:
    case GLSLstd450Fma:
        return 1;
    case GLSLstd450FClamp:
    case GLSLstd450SClamp:
    case GLSLstd450Floor:
    case GLSLstd450Ceil:
    case GLSLstd450Sqrt:
    case GLSLstd450Exp:
    case GLSLstd450Log:
    case GLSLstd450FMix:
    case GLSLstd450Step:
        return 2;
    case GLSLstd450Round:
    case GLSLstd450RoundEven:
    case GLSLstd450Trunc:
    case GLSLstd450FSign:
    case GLSLstd450SSign:
    case GLSLstd450Pow:
    case GLSLstd450Length:
    case GLSLstd450Normalize:
        return 3;
    case GLSLstd450Distance:
    case GLSLstd450Cross:
        return 4;
    case GLSLstd450SmoothStep:
        return 6;
    case GLSLstd450Sin:
    case GLSLstd450Cos:
        return 11; // with the way into the range that sincos takes
    default:
        return 20; // the arc functions and their like
    }
}

int slots_of(spv::Op op, Words words) {
    switch (op) {
    case spv::OpImageSampleExplicitLod:
    case spv::OpImageSampleImplicitLod:
        return 3; // texldl takes two, and its coordinate has to lie in one register
    case spv::OpFAdd:
    case spv::OpFSub:
    case spv::OpFMul:
    case spv::OpVectorTimesScalar:
    case spv::OpDot:
    case spv::OpIAdd:
    case spv::OpISub:
    case spv::OpIMul:
    case spv::OpSelect:
    case spv::OpPhi:
    case spv::OpStore:
    case spv::OpCompositeConstruct:
    case spv::OpLogicalAnd:
    case spv::OpLogicalOr:
    case spv::OpFOrdEqual:
    case spv::OpFOrdLessThan:
    case spv::OpFOrdLessThanEqual:
    case spv::OpFOrdGreaterThan:
    case spv::OpFOrdGreaterThanEqual:
    case spv::OpSLessThan:
    case spv::OpSGreaterThan:
        return 1;
    case spv::OpFDiv:
    case spv::OpBranchConditional:
    case spv::OpMatrixTimesVector:
    case spv::OpVectorTimesMatrix:
        return op == spv::OpFDiv || op == spv::OpBranchConditional ? 2 : 4;
    case spv::OpConvertFToS:
    case spv::OpConvertFToU:
    case spv::OpFMod:
        return 3;
    case spv::OpExtInst:
        return words.size() > 4 ? slots_of_function(words[4]) : 1;
    default:
        return 0; // declarations, swizzles, loads, jumps
    }
}

bool works_on_bits(spv::Op op) {
    switch (op) {
    case spv::OpBitwiseAnd:
    case spv::OpBitwiseOr:
    case spv::OpBitwiseXor:
    case spv::OpNot:
    case spv::OpShiftLeftLogical:
    case spv::OpShiftRightLogical:
    case spv::OpShiftRightArithmetic:
    case spv::OpBitFieldInsert:
    case spv::OpBitFieldSExtract:
    case spv::OpBitFieldUExtract:
    case spv::OpBitReverse:
    case spv::OpBitCount:
    case spv::OpBitcast:
        return true;
    default:
        return false;
    }
}

class Meter {
public:
    Figures run(const Module& module) {
        for_each_instruction(module, [&](spv::Op op, Words words) { take(op, words); });
        out_.slots -= joined();
        constexpr int registers_of_the_player = 2; // p0 and p1
        out_.constants = registers_of_the_player + static_cast<int>((numbers_.size() + 3) / 4);
        return out_;
    }

private:
    // How many products are added to something and used nowhere else.
    int joined() const {
        int out = 0;
        for (const auto& [a, b] : sums_) {
            const auto is_single_product = [&](std::uint32_t id) {
                const auto found = uses_.find(id);
                return products_.contains(id) && found != uses_.end() && found->second == 1;
            };
            out += is_single_product(a) || is_single_product(b) ? 1 : 0;
        }
        return out;
    }

    void take(spv::Op op, Words words) {
        for (std::size_t i = op == spv::OpStore ? 1 : 3; i < words.size(); ++i) {
            ++uses_[words[i]];
        }
        if (op == spv::OpFMul || op == spv::OpVectorTimesScalar) {
            products_.insert(words[2]);
        }
        if (op == spv::OpFAdd || op == spv::OpFSub) {
            sums_.emplace_back(words[3], words[4]);
        }
        switch (op) {
        case spv::OpTypeFloat:
            real_ = words[1];
            break;
        case spv::OpConstant:
            if (words[1] == real_) { // the others are indices
                numbers_.insert(words[3]);
            }
            break;
        case spv::OpLabel:
            while (!merges_.empty() && merges_.back() == words[1]) {
                merges_.pop_back();
            }
            break;
        case spv::OpLoopMerge:
            ++out_.loops;
            merges_.push_back(words[1]);
            break;
        case spv::OpSelectionMerge:
            merges_.push_back(words[1]);
            break;
        case spv::OpImageSampleExplicitLod:
            ++out_.fetches;
            break;
        case spv::OpImageSampleImplicitLod:
            ++out_.fetches;
            out_.fetches_in_flow += merges_.empty() ? 0 : 1;
            break;
        case spv::OpImageGather:
        case spv::OpImageFetch:
        case spv::OpImageRead:
        case spv::OpImageWrite:
        case spv::OpImageQuerySizeLod:
            ++out_.other_samples;
            break;
        default:
            out_.bit_operations += works_on_bits(op) ? 1 : 0;
            break;
        }
        out_.slots += slots_of(op, words);
    }

    Figures out_;
    std::uint32_t real_ = 0; // the type
    std::set<std::uint32_t> numbers_;
    std::set<std::uint32_t> products_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> sums_;
    std::map<std::uint32_t, int> uses_; // literals are counted along, which makes the estimate larger at most
    std::vector<std::uint32_t> merges_; // ends of the branches and loops around the present instruction
};

// What each function holds: words of its own, and calls.
struct Function {
    std::size_t words = 0;
    std::vector<std::uint32_t> calls;
    std::optional<std::size_t> inlined;
};

std::size_t inlined_words_of(std::map<std::uint32_t, Function>& functions, std::uint32_t id) {
    Function& function = functions[id];
    if (!function.inlined) {
        constexpr std::size_t most = std::numeric_limits<std::size_t>::max() / 2;
        std::size_t sum = function.words;
        function.inlined = most; // who calls itself would grow for ever
        for (const std::uint32_t callee : function.calls) {
            sum = std::min(most, sum + inlined_words_of(functions, callee));
        }
        function.inlined = sum;
    }
    return *function.inlined;
}

} // namespace

std::size_t inlined_words(const Module& module) {
    std::map<std::uint32_t, Function> functions;
    std::uint32_t present = 0;
    std::uint32_t entry = 0;
    for_each_instruction(module, [&](spv::Op op, Words words) {
        if (op == spv::OpEntryPoint && words.size() > 2) {
            entry = words[2];
        } else if (op == spv::OpFunction && words.size() > 2) {
            present = words[2];
        } else if (op == spv::OpFunctionCall && words.size() > 3) {
            functions[present].calls.push_back(words[3]);
        }
        functions[present].words += present != 0 ? words.size() : 0;
    });
    return entry == 0 ? module.size() : inlined_words_of(functions, entry);
}

Figures measure(const Module& module) {
    return Meter().run(module);
}

} // namespace senga::spirv
