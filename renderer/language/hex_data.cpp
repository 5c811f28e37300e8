#include "renderer/language/hex_data.h"

#include "renderer/language/words.h"

#include <algorithm>

namespace senga {
namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// The line of the byte `at` of the block's body.
int line_of(const SourceBlock& block, std::size_t at) {
    const std::string_view before = block.body.substr(0, at);
    return block.body_line + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
}

} // namespace

Result<std::vector<std::byte>> read_hex(const SourceBlock& block, const HexRequest& request, const Reading& reading) {
    std::vector<std::byte> out;
    // Never more than the file has digits for, whatever was asked for.
    out.reserve(std::min(static_cast<std::size_t>(request.bytes), block.body.size() / 2));
    unsigned long long digits = 0;
    int high = 0;
    for (std::size_t at = 0; at < block.body.size(); ++at) {
        const char c = block.body[at];
        if (is_space(c)) {
            continue;
        }
        const int digit = hex_digit(c);
        if (digit < 0) {
            return reading.error(request.fault, line_of(block, at),
                                 "the data of " + request.owner + " hold " + in_quotes({&c, 1}) +
                                     ", which is no hexadecimal digit");
        }
        ++digits;
        if (digits % 2 == 1) {
            high = digit;
        } else if (digits / 2 <= request.bytes) {
            out.push_back(static_cast<std::byte>(high * 16 + digit));
        }
    }
    if (digits != request.bytes * 2) {
        return reading.error(request.fault, block.body_line,
                             request.owner + " needs " + std::to_string(request.bytes * 2) + " hexadecimal digits by " +
                                 std::string(request.by) + ", but has " + std::to_string(digits));
    }
    return out;
}

} // namespace senga
