// The data of TEXTURE and BUFFER blocks: hexadecimal digits, two for a byte. vo=gpu wants them on one line;
// libplacebo's documentation shows them broken over several, so white space between digits is skipped. Pure function,
// any thread; safe on arbitrary bytes.
#pragma once

#include "renderer/language/block_readers.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace senga {

struct HexRequest {
    std::string owner;            // "TEXTURE lut", for messages
    std::string_view by;          // what the length follows from: "its SIZE and FORMAT"
    unsigned long long bytes = 0; // exactly so many must be there
    Code fault = Code::shader_texture_data;
};

// The bytes of the block's body. Errors: request.fault.
Result<std::vector<std::byte>> read_hex(const SourceBlock& block, const HexRequest& request, const Reading& reading);

} // namespace senga
