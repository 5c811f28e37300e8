#include "app/state/drop.h"

#include "renderer/base/ascii.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace senga {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Splits at the last dot of the last path component.
struct Name {
    std::string stem;      // with the folder
    std::string extension; // lower case, without the dot
};

Name split(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    const std::size_t dot = path.rfind('.');
    if (dot == std::string_view::npos || (slash != std::string_view::npos && dot < slash)) {
        return {std::string(path), ""};
    }
    return {std::string(path.substr(0, dot)), ascii_lower(path.substr(dot + 1))};
}

template<std::size_t n>
bool any_of(const std::array<std::string_view, n>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 2> shader_extensions{"glsl", "hook"};
constexpr std::array<std::string_view, 7> subtitle_extensions{"srt", "ass", "ssa", "sub", "idx", "sup", "vtt"};

// Takes a run of digits off the front, without its leading zeros.
std::string_view take_number(std::string_view& text) {
    std::size_t end = 0;
    while (end < text.size() && is_digit(text[end])) {
        ++end;
    }
    std::string_view digits = text.substr(0, end);
    text.remove_prefix(end);
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
    return digits;
}

// < 0, 0 or > 0.
int compare_naturally(std::string_view a, std::string_view b) {
    while (!a.empty() && !b.empty()) {
        if (is_digit(a.front()) && is_digit(b.front())) {
            const std::string_view number_a = take_number(a);
            const std::string_view number_b = take_number(b);
            if (number_a.size() != number_b.size()) {
                return number_a.size() < number_b.size() ? -1 : 1;
            }
            if (const int order = number_a.compare(number_b); order != 0) {
                return order;
            }
            continue;
        }
        const auto byte_a = static_cast<unsigned char>(ascii_lower(a.front()));
        const auto byte_b = static_cast<unsigned char>(ascii_lower(b.front()));
        if (byte_a != byte_b) {
            return byte_a < byte_b ? -1 : 1;
        }
        a.remove_prefix(1);
        b.remove_prefix(1);
    }
    return static_cast<int>(!a.empty()) - static_cast<int>(!b.empty());
}

} // namespace

bool natural_less(std::string_view a, std::string_view b) {
    const int order = compare_naturally(a, b);
    return order != 0 ? order < 0 : a < b;
}

Dropped sort_dropped(const std::vector<std::string>& paths) {
    std::vector<std::string> sorted = paths;
    std::sort(sorted.begin(), sorted.end(), natural_less);

    std::vector<std::string> index_stems; // VobSub: the .idx brings its .sub along
    for (const std::string& path : sorted) {
        if (const Name name = split(path); name.extension == "idx") {
            index_stems.push_back(name.stem);
        }
    }

    Dropped result;
    for (const std::string& path : sorted) {
        const Name name = split(path);
        if (any_of(shader_extensions, name.extension)) {
            result.shaders.push_back(path);
        } else if (!any_of(subtitle_extensions, name.extension)) {
            result.media.push_back(path);
        } else if (name.extension != "sub" ||
                   std::find(index_stems.begin(), index_stems.end(), name.stem) == index_stems.end()) {
            result.subtitles.push_back(path);
        }
    }
    return result;
}

} // namespace senga
