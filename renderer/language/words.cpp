#include "renderer/language/words.h"

#include <array>
#include <charconv>
#include <cmath>

namespace senga {
namespace {

constexpr std::size_t quoted_bytes = 60;

template<class T>
std::optional<T> parse_whole(std::string_view text) {
    // from_chars takes no plus sign, people do.
    if (text.size() > 1 && text.front() == '+' && text[1] != '-') {
        text.remove_prefix(1);
    }
    T value{};
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end) {
        return std::nullopt;
    }
    return value;
}

template<class T>
std::optional<T> parse_finite(std::string_view text) {
    const auto value = parse_whole<T>(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

template<class T>
std::string shortest_text(T value) {
    std::array<char, 64> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), result.ptr};
}

} // namespace

bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_identifier_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_identifier_part(char c) {
    return is_identifier_start(c) || (c >= '0' && c <= '9');
}

bool is_identifier(std::string_view text) {
    if (text.empty() || !is_identifier_start(text.front())) {
        return false;
    }
    for (const char c : text) {
        if (!is_identifier_part(c)) {
            return false;
        }
    }
    return true;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_space(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_space(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

std::vector<std::string_view> split_words(std::string_view text) {
    std::vector<std::string_view> words;
    std::size_t i = 0;
    while (i < text.size()) {
        if (is_space(text[i])) {
            ++i;
            continue;
        }
        const std::size_t begin = i;
        while (i < text.size() && !is_space(text[i])) {
            ++i;
        }
        words.push_back(text.substr(begin, i - begin));
    }
    return words;
}

std::string_view take_line(std::string_view& rest) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

std::optional<double> parse_real(std::string_view text) {
    return parse_finite<double>(text);
}

std::optional<float> parse_float(std::string_view text) {
    return parse_finite<float>(text);
}

std::optional<long long> parse_integer(std::string_view text) {
    return parse_whole<long long>(text);
}

std::string shortest(double value) {
    return shortest_text(value);
}

std::string shortest(float value) {
    return shortest_text(value);
}

std::string in_quotes(std::string_view text) {
    std::string out = "\"";
    for (const char c : text.substr(0, quoted_bytes)) {
        const bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
        out += control ? '?' : c;
    }
    // A cut must not leave half a UTF-8 character behind.
    if (text.size() > quoted_bytes) {
        while (out.size() > 1 && (static_cast<unsigned char>(out.back()) & 0xC0) == 0x80) {
            out.pop_back();
        }
        if (static_cast<unsigned char>(out.back()) >= 0xC0) {
            out.pop_back();
        }
        out += "...";
    }
    out += '"';
    return out;
}

} // namespace senga
