#include "renderer/base/utf8.h"

#include <algorithm>
#include <cstdint>

namespace senga {
namespace {

std::uint32_t byte_of(char c) {
    return static_cast<unsigned char>(c);
}

bool is_continuation(char c) {
    return (byte_of(c) & 0xC0U) == 0x80U;
}

} // namespace

std::size_t utf8_character_bytes(std::string_view text) {
    if (text.empty()) {
        return 0;
    }
    const std::uint32_t first = byte_of(text[0]);
    if (first < 0x80) {
        return 1;
    }
    const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < bytes ||
        !std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(bytes), is_continuation)) {
        return 0;
    }
    // Overlong forms, surrogates, and what lies beyond U+10FFFF (RFC 3629, section 4).
    const std::uint32_t second = byte_of(text[1]);
    const bool legal = (first != 0xE0 || second >= 0xA0) && (first != 0xED || second < 0xA0) &&
                       (first != 0xF0 || second >= 0x90) && (first != 0xF4 || second < 0x90);
    return legal ? bytes : 0;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t bytes = utf8_character_bytes(text);
        if (bytes == 0) {
            return false;
        }
        text.remove_prefix(bytes);
    }
    return true;
}

std::string made_utf8(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t bytes = utf8_character_bytes(text);
        out += bytes == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(0, bytes);
        text.remove_prefix(std::max<std::size_t>(bytes, 1));
    }
    return out;
}

std::string_view utf8_prefix(std::string_view text, std::size_t most_bytes) {
    std::size_t end = std::min(text.size(), most_bytes);
    while (end > 0 && end < text.size() && is_continuation(text[end])) {
        --end;
    }
    return text.substr(0, end);
}

} // namespace senga
