#define SPV_ENABLE_UTILITY_CODE // HasResultAndType
#include "renderer/export/spirv_fold.h"

#include "renderer/export/spirv_arithmetic.h"
#include "renderer/export/spirv_words.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <tuple>
#include <unordered_map>

namespace senga::spirv {
namespace {

using Id = std::uint32_t;

struct Type {
    enum class Kind { boolean, integer, natural, real } kind = Kind::real;
    int count = 1;    // of a vector
    Id component = 0; // its type's id; of a scalar its own
};

// The bits of each component, as SPIR-V writes them; a boolean is 0 or 1.
struct Value {
    Id type = 0;
    std::vector<std::uint32_t> bits;
    bool operator<(const Value& other) const { return std::tie(type, bits) < std::tie(other.type, other.bits); }
};

class Folder {
public:
    explicit Folder(const Module& module) : in_(module) {}

    Folded run() {
        out_.module.assign(in_.begin(), in_.begin() + header_words);
        next_id_ = in_[3];
        std::vector<std::uint32_t> body;
        bool in_functions = false;
        for_each_instruction(in_, [&](spv::Op op, Words words) {
            in_functions = in_functions || op == spv::OpFunction;
            if (!in_functions) {
                declare(op, words);
                out_.module.insert(out_.module.end(), words.begin(), words.end());
            } else {
                fold(op, words, body);
            }
        });
        out_.module.insert(out_.module.end(), added_.begin(), added_.end());
        out_.module.insert(out_.module.end(), body.begin(), body.end());
        out_.module[3] = next_id_;
        return std::move(out_);
    }

private:
    void declare(spv::Op op, Words words) {
        switch (op) {
        case spv::OpTypeBool:
            types_[words[1]] = {Type::Kind::boolean, 1, words[1]};
            break;
        case spv::OpTypeInt:
            if (words[2] == 32) {
                types_[words[1]] = {words[3] != 0 ? Type::Kind::integer : Type::Kind::natural, 1, words[1]};
            }
            break;
        case spv::OpTypeFloat:
            if (words[2] == 32) {
                types_[words[1]] = {Type::Kind::real, 1, words[1]};
            }
            break;
        case spv::OpTypeVector:
            if (const auto found = types_.find(words[2]); found != types_.end()) {
                types_[words[1]] = {found->second.kind, static_cast<int>(words[3]), words[2]};
            }
            break;
        case spv::OpConstantTrue:
            know(words[2], {words[1], {1}});
            break;
        case spv::OpConstantFalse:
            know(words[2], {words[1], {0}});
            break;
        case spv::OpConstant:
            if (types_.contains(words[1])) {
                know(words[2], {words[1], {words[3]}});
            }
            break;
        case spv::OpConstantNull:
            if (const auto found = types_.find(words[1]); found != types_.end()) {
                know(words[2], {words[1], std::vector<std::uint32_t>(static_cast<std::size_t>(found->second.count))});
            }
            break;
        case spv::OpConstantComposite:
            if (types_.contains(words[1])) {
                if (auto value = construct(words[1], words.subspan(3))) {
                    know(words[2], std::move(*value));
                }
            }
            break;
        case spv::OpExtInstImport:
            if (std::string_view(reinterpret_cast<const char*>(words.data() + 2)) == "GLSL.std.450") {
                glsl_ = words[1];
            }
            break;
        default:
            break;
        }
    }

    void know(Id id, Value value) {
        ids_.emplace(value, id);
        values_.insert_or_assign(id, std::move(value));
    }

    const Value* known(Id id) const {
        const auto found = values_.find(id);
        return found == values_.end() ? nullptr : &found->second;
    }

    std::optional<Value> construct(Id type, Words parts) const {
        Value out{type, {}};
        for (const Id part : parts) {
            const Value* value = known(part);
            if (value == nullptr) {
                return std::nullopt;
            }
            out.bits.insert(out.bits.end(), value->bits.begin(), value->bits.end());
        }
        return out;
    }

    void fold(spv::Op op, Words words, std::vector<std::uint32_t>& body) {
        bool has_result = false;
        bool has_type = false;
        spv::HasResultAndType(op, &has_result, &has_type);
        if (has_result && has_type && words.size() > 3 && op != spv::OpCopyObject && types_.contains(words[1])) {
            if (std::optional<Value> value = evaluate(op, words)) {
                body.insert(body.end(), {(4U << 16U) | spv::OpCopyObject, words[1], words[2], constant(*value)});
                values_.insert_or_assign(words[2], std::move(*value));
                ++out_.count;
                return;
            }
        }
        if (const std::optional<Id> same = unchanged(op, words)) {
            body.insert(body.end(), {(4U << 16U) | spv::OpCopyObject, words[1], words[2], *same});
            ++out_.count;
            return;
        }
        if (op == spv::OpCopyObject) {
            if (const Value* value = known(words[3])) {
                values_.insert_or_assign(words[2], Value(*value));
            }
        }
        body.insert(body.end(), words.begin(), words.end());
    }

    // The operand that a multiplication by 1 leaves as it is.
    std::optional<Id> unchanged(spv::Op op, Words words) const {
        if (op != spv::OpFMul && op != spv::OpVectorTimesScalar) {
            return std::nullopt;
        }
        const auto is_one = [&](Id id) {
            const Value* value = known(id);
            return value != nullptr && std::all_of(value->bits.begin(), value->bits.end(),
                                                   [](std::uint32_t bits) { return real(bits) == 1.0F; });
        };
        if (is_one(words[4])) {
            return words[3];
        }
        return op == spv::OpFMul && is_one(words[3]) ? std::optional(words[4]) : std::nullopt;
    }

    std::optional<Value> evaluate(spv::Op op, Words words) const {
        const Words operands = words.subspan(3);
        switch (op) {
        case spv::OpCompositeConstruct:
            return construct(words[1], operands);
        case spv::OpCompositeExtract: {
            const Value* from = known(operands[0]);
            return from != nullptr && operands.size() == 2 && operands[1] < from->bits.size()
                       ? std::optional(Value{words[1], {from->bits[operands[1]]}})
                       : std::nullopt;
        }
        case spv::OpVectorShuffle:
            return shuffle(words[1], operands);
        case spv::OpSelect:
            return select(words[1], operands);
        case spv::OpExtInst:
            return operands[0] == glsl_
                       ? by_component(words[1], operands.subspan(2),
                                      [&](std::span<const std::uint32_t> in) { return extended(operands[1], in); })
                       : std::nullopt;
        case spv::OpVectorTimesScalar:
            return scale(words[1], operands);
        case spv::OpAny:
        case spv::OpAll:
            return reduce(op, words[1], operands);
        default:
            break;
        }
        return by_component(words[1], operands, [&](std::span<const std::uint32_t> in) {
            return in.size() == 1   ? unary(op, in[0])
                   : in.size() == 2 ? binary(op, in[0], in[1])
                                    : std::optional<std::uint32_t>();
        });
    }

    template<class Function>
    std::optional<Value> by_component(Id type, Words operands, Function&& function) const {
        std::vector<const Value*> from;
        const auto count = static_cast<std::size_t>(types_.at(type).count);
        for (const Id operand : operands) {
            const Value* value = known(operand);
            if (value == nullptr || value->bits.size() != count) {
                return std::nullopt;
            }
            from.push_back(value);
        }
        Value out{type, {}};
        std::vector<std::uint32_t> in(from.size());
        for (std::size_t i = 0; i < count; ++i) {
            std::transform(from.begin(), from.end(), in.begin(), [&](const Value* value) { return value->bits[i]; });
            const std::optional<std::uint32_t> bits = function(std::span<const std::uint32_t>(in));
            if (!bits) {
                return std::nullopt;
            }
            out.bits.push_back(*bits);
        }
        return out;
    }

    std::optional<Value> shuffle(Id type, Words operands) const {
        const Value* a = known(operands[0]);
        const Value* b = known(operands[1]);
        if (a == nullptr || b == nullptr) {
            return std::nullopt;
        }
        std::vector<std::uint32_t> all = a->bits;
        all.insert(all.end(), b->bits.begin(), b->bits.end());
        Value out{type, {}};
        for (const std::uint32_t index : operands.subspan(2)) {
            if (index >= all.size()) {
                return std::nullopt;
            }
            out.bits.push_back(all[index]);
        }
        return out;
    }

    std::optional<Value> select(Id type, Words operands) const {
        const Value* which = known(operands[0]);
        const Value* yes = known(operands[1]);
        const Value* no = known(operands[2]);
        if (which == nullptr || yes == nullptr || no == nullptr) {
            return std::nullopt;
        }
        Value out{type, no->bits};
        for (std::size_t i = 0; i < out.bits.size(); ++i) {
            if (which->bits[which->bits.size() == 1 ? 0 : i] != 0) {
                out.bits[i] = yes->bits[i];
            }
        }
        return out;
    }

    std::optional<Value> scale(Id type, Words operands) const {
        const Value* vector = known(operands[0]);
        const Value* factor = known(operands[1]);
        if (vector == nullptr || factor == nullptr) {
            return std::nullopt;
        }
        Value out{type, {}};
        for (const std::uint32_t component : vector->bits) {
            out.bits.push_back(bits_of(real(component) * real(factor->bits[0])));
        }
        return out;
    }

    std::optional<Value> reduce(spv::Op op, Id type, Words operands) const {
        const Value* from = known(operands[0]);
        if (from == nullptr) {
            return std::nullopt;
        }
        const auto set = [](std::uint32_t bit) { return bit != 0; };
        const bool holds = op == spv::OpAny ? std::any_of(from->bits.begin(), from->bits.end(), set)
                                            : std::all_of(from->bits.begin(), from->bits.end(), set);
        return Value{type, {holds ? 1U : 0U}};
    }

    // The id of a constant, which is declared where it is new.
    Id constant(const Value& value) {
        if (const auto found = ids_.find(value); found != ids_.end()) {
            return found->second;
        }
        const Type& type = types_.at(value.type);
        std::vector<std::uint32_t> words{0, value.type, 0};
        if (type.count > 1) {
            for (const std::uint32_t bits : value.bits) {
                words.push_back(constant({type.component, {bits}}));
            }
            words[0] = spv::OpConstantComposite;
        } else if (type.kind == Type::Kind::boolean) {
            words[0] = value.bits[0] != 0 ? spv::OpConstantTrue : spv::OpConstantFalse;
        } else {
            words[0] = spv::OpConstant;
            words.push_back(value.bits[0]);
        }
        words[0] |= static_cast<std::uint32_t>(words.size()) << 16U;
        const Id id = next_id_++;
        words[2] = id;
        added_.insert(added_.end(), words.begin(), words.end());
        know(id, value);
        return id;
    }

    const Module& in_;
    Folded out_;
    Id next_id_ = 0;
    Id glsl_ = 0;
    std::unordered_map<Id, Type> types_;
    std::unordered_map<Id, Value> values_;
    std::map<Value, Id> ids_;
    std::vector<std::uint32_t> added_; // constants that are new
};

} // namespace

Folded fold_constants(const Module& module) {
    return module.size() < header_words ? Folded{module, 0} : Folder(module).run();
}

} // namespace senga::spirv
