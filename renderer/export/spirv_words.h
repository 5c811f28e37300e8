// Walks over a SPIR-V module: instruction by instruction, whatever the words are. Internal to the files around spirv.h.
// Pure, any thread.
#pragma once

#include "renderer/export/spirv.h"

#include <spirv_cross/spirv.hpp>

#include <algorithm>
#include <cstddef>
#include <span>

namespace senga::spirv {

using Words = std::span<const std::uint32_t>;

constexpr std::size_t header_words = 5;

// Calls `function(op, words)` for each; the words are the whole instruction, the first of them its length and opcode.
template<class Function>
void for_each_instruction(const Module& module, Function&& function) {
    for (std::size_t at = header_words; at < module.size();) {
        const std::size_t length = std::max<std::size_t>(module[at] >> 16U, 1);
        const Words words = Words(module).subspan(at, std::min(length, module.size() - at));
        function(static_cast<spv::Op>(words[0] & 0xFFFFU), words);
        at += length;
    }
}

} // namespace senga::spirv
